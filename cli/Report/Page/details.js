// The host that is looked at: hovered (pointer), focused (keys) or pinned.
function facts(v) {
  const list = make('dl', {});
  const row = (name, value) => list.append(make('dt', {}, name), make('dd', {}, value));
  row('Community', communityName(nodes.community[v]));
  row('PageRank', `${share(nodes.rank[v])}  (no. ${count(v + 1)})`);
  row('Degree', plural(nodes.degree[v], words.peer, words.peers));
  if (data.isFlows) {
    row('Flows opened', count(nodes.flowsOut[v]));
    row('Flows answered', count(nodes.flowsIn[v]));
    row('Bytes out', bytes(nodes.bytesOut[v]));
    row('Bytes in', bytes(nodes.bytesIn[v]));
  }
  if (nodes.label && nodes.label[v]) row('Label', nodes.label[v]);
  return list;
}
function findingLines(v, most) {
  const found = (findingsOf.get(v) || []).map(i => data.findings[i]);
  return found.slice(0, most).map(f => make('p', { class: 'alarm' }, `⚠ ${f.sentence}`)).concat(found.length > most ? [make('p', { class: 'alarm' }, `and ${count(found.length - most)} more`)] : []);
}
function showTip(v, x, y) {
  const tip = byId('tip');
  tip.hidden = v < 0;
  if (v < 0) return;
  tip.replaceChildren(make('b', {}, nodes.address[v]), facts(v), ...findingLines(v, 2));
  const [w, h] = [tip.offsetWidth, tip.offsetHeight];
  tip.style.left = `${Math.max(4, x + 16 + w > width ? x - w - 16 : x + 16)}px`;
  tip.style.top = `${Math.max(4, Math.min(y + 12, height - h - 4))}px`;
}
function showDetails() {
  const v = state.pinned >= 0 ? state.pinned : state.focused;
  const box = byId('details');
  if (v < 0) {
    box.replaceChildren(make('p', { class: 'empty' }, `Point at a ${words.host} to see what it does; click it to keep its details here.`));
    return;
  }
  const peers = [];
  for (let i = first[v]; i < first[v + 1]; i++) peers.push(linkOf[i]);
  peers.sort((a, b) => edges.flows[b] - edges.flows[a]);
  const list = make('ul', { class: 'peers' });
  for (const e of peers.slice(0, 8)) {
    const u = otherEnd(e, v);
    list.append(make('li', {}, make('button', { type: 'button', on: { click: () => select(u) } }, nodes.address[u]), make('span', {}, `${data.isFlows ? edges.source[e] === v ? '→ ' : '← ' : ''}${words.flows(edges.flows[e])}`)));
  }
  box.replaceChildren(
    make('h3', {}, nodes.address[v]), facts(v), ...findingLines(v, 4),
    make('h4', {}, peers.length > 8 ? `Strongest 8 of ${count(peers.length)} links` : 'Links'), list,
    ...(state.pinned === v ? [make('button', { type: 'button', class: 'link', on: { click: release } }, 'Let go (Esc)')] : []));
}
function say(text) { byId('live').textContent = text; }
function describe(v) {
  const found = findingsOf.get(v) || [];
  return `${nodes.address[v]}, community ${communityName(nodes.community[v])}, PageRank number ${count(v + 1)} of ${count(n)}, ${plural(nodes.degree[v], words.peer, words.peers)}`
    + (data.isFlows ? `, ${bytes(nodes.bytesOut[v])} out, ${bytes(nodes.bytesIn[v])} in` : '')
    + (found.length > 0 ? `, ${plural(found.length, 'finding', 'findings')}: ${data.findings[found[0]].sentence}` : '');
}
function focusNode(v) {
  state.focused = v;
  state.hovered = -1;
  canvas.dataset.focused = v < 0 ? '' : nodes.address[v];
  showTip(-1);
  if (v >= 0) {
    say(describe(v));
    if (!isVisible(v)) showNode(v);
  }
  showDetails();
  redraw();
}
/** Pins a host, moves the view to it and tells so. */
function select(v) {
  state.pinned = v;
  focusNode(v);
  showNode(v);
  canvas.dataset.pinned = nodes.address[v];
  markPressed();
}
function pin(v) {
  state.pinned = v;
  canvas.dataset.pinned = v < 0 ? '' : nodes.address[v];
  showDetails();
  markPressed();
  redraw();
}
function release() {
  state.focused = -1;
  canvas.dataset.focused = '';
  pin(-1);
  say('Nothing is pinned.');
}
