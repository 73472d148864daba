// Tables that sort by any column, over all rows, and show the first ones.
const ROWS = 25;
/** columns: { name, value: row → number or text, show: row → text or element, kind: 'n' | 'text' | 'wide' }. */
function table(place, rows, columns, sortBy, caption) {
  const order = { column: sortBy, isDown: columns[sortBy].kind === 'n' };
  let shown = ROWS;
  const fill = () => {
    const { value } = columns[order.column];
    const keyed = rows.map(row => [value(row), row]);
    keyed.sort((a, b) => (a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : 0) * (order.isDown ? -1 : 1));
    const head = make('tr', {}, ...columns.map((column, i) => {
      const isSorted = i === order.column;
      return make('th', { scope: 'col', class: column.kind, 'aria-sort': isSorted ? order.isDown ? 'descending' : 'ascending' : null },
        make('button', { type: 'button', on: { click: () => { order.isDown = i === order.column ? !order.isDown : column.kind === 'n'; order.column = i; fill(); place.querySelectorAll('th button')[i].focus(); } } }, `${column.name}${isSorted ? order.isDown ? ' ↓' : ' ↑' : ''}`));
    }));
    const body = keyed.slice(0, shown).map(([, row]) => make('tr', {}, ...columns.map(column => make('td', { class: column.kind }, (column.show || column.value)(row)))));
    const more = rows.length > shown ? [make('button', { type: 'button', class: 'link', on: { click: () => { shown += 100; fill(); } } }, `Show more (${count(rows.length - shown)})`)] : [];
    place.replaceChildren(make('table', {}, make('caption', {}, caption(Math.min(shown, rows.length), rows.length)), make('thead', {}, head), make('tbody', {}, ...body)), ...more);
  };
  fill();
}
const hostLink = (v, text) => v < 0 ? text : make('button', { type: 'button', class: 'link', on: { click: () => { select(v); byId('graph-title').scrollIntoView({ block: 'start' }); canvas.focus({ preventScroll: true }); } } }, text);
const evidence = f => make('div', {}, f.sentence, f.uids.length === 0 ? null : make('details', { class: 'uids' },
  make('summary', {}, f.uids.length < f.flows ? `uids of ${count(f.uids.length)} of ${count(f.flows)} flows` : `uids of ${plural(f.uids.length, 'flow', 'flows')}`), make('code', {}, f.uids.join(' '))));
const all = Array.from({ length: n }, (_, v) => v);
const column = {
  address: { name: words.address[0].toUpperCase() + words.address.slice(1), value: v => nodes.address[v], show: v => hostLink(v, nodes.address[v]), kind: 'text' },
  rank: { name: 'PageRank', value: v => nodes.rank[v], show: v => share(nodes.rank[v]), kind: 'n' },
  degree: { name: 'Degree', value: v => nodes.degree[v], show: v => count(nodes.degree[v]), kind: 'n' },
  community: { name: 'Community', value: v => nodes.community[v], show: v => nodes.community[v] < 0 ? '–' : String(nodes.community[v]), kind: 'n' },
  flowsOut: { name: 'Flows opened', value: v => nodes.flowsOut[v], show: v => count(nodes.flowsOut[v]), kind: 'n' },
  flowsIn: { name: 'Answered', value: v => nodes.flowsIn[v], show: v => count(nodes.flowsIn[v]), kind: 'n' },
  bytesOut: { name: 'Bytes out', value: v => nodes.bytesOut[v], show: v => bytes(nodes.bytesOut[v]), kind: 'n' },
  bytesIn: { name: 'Bytes in', value: v => nodes.bytesIn[v], show: v => bytes(nodes.bytesIn[v]), kind: 'n' },
  found: { name: 'Findings', value: v => (findingsOf.get(v) || []).length, show: v => (findingsOf.get(v) || []).length > 0 ? `⚠ ${findingsOf.get(v).length}` : '', kind: 'n' },
};
const hostCaption = (shown, total) => shown < total ? `${count(shown)} of ${plural(total, words.host, words.hosts)}; a click on a column sorts all of them` : plural(total, words.host, words.hosts);
function showTables() {
  if (data.isFlows) table(byId('talkers'), all, [column.address, column.bytesOut, column.bytesIn, column.flowsOut, column.flowsIn, column.found], 1, hostCaption);
  else byId('talkers').closest('section').hidden = true;
  table(byId('ranks'), all, [column.address, column.rank, column.degree, column.community, column.found], 1, hostCaption);
  table(byId('groups'), data.communities.map((c, i) => ({ ...c, id: i })), [
    { name: 'Community', value: c => c.id, show: c => c.id < CLASSES ? key(paint.classes[c.id], SHAPES[c.id], String(c.id)) : String(c.id), kind: 'text' },
    { name: words.hosts[0].toUpperCase() + words.hosts.slice(1), value: c => c.hosts, show: c => count(c.hosts), kind: 'n' },
    { name: 'Links within', value: c => c.within, show: c => count(c.within), kind: 'n' },
    { name: 'Links to others', value: c => c.across, show: c => count(c.across), kind: 'n' },
    { name: 'Density', value: c => c.density, show: c => share(c.density), kind: 'n' },
    { name: 'Best ranked', value: c => c.leader < 0 ? '' : nodes.address[c.leader], show: c => c.leader < 0 ? '' : hostLink(c.leader, nodes.address[c.leader]), kind: 'text' },
  ], 1, (shown, total) => shown < total || data.communityTotal > total ? `${count(shown)} of ${plural(data.communityTotal, 'community', 'communities')}, largest first` : plural(total, 'community', 'communities'));
  showFindings();
}
function markPressed() {
  for (const button of byId('findings').querySelectorAll('button')) button.setAttribute('aria-pressed', String(state.pinned >= 0 && Number(button.dataset.host) === state.pinned));
}
function showFindings() {
  const list = byId('findings'), most = 200;
  if (data.findings.length === 0) {
    list.replaceChildren(make('li', { class: 'none' }, 'No behaviour was found.'));
    byId('findings-card').hidden = true;
    return;
  }
  list.replaceChildren(...data.findings.slice(0, most).map(f => make('li', {}, make('button', {
    type: 'button', 'data-host': f.host, 'aria-pressed': 'false', 'aria-label': `${f.behaviour}, score ${decimal(f.score, 1)}: ${f.sentence}`,
    on: { click: () => { if (f.host >= 0) select(f.host); } },
  }, make('span', { class: 'score' }, decimal(f.score, 0)), make('strong', {}, `${f.behaviour} · ${f.source}`), make('small', {}, f.sentence)))));
  if (data.findings.length > most) list.append(make('li', { class: 'none' }, `The table below has ${count(data.findings.length - most)} more.`));
  table(byId('findings-table'), data.findings, [
    { name: 'Score', value: f => f.score, show: f => decimal(f.score, 1), kind: 'n' },
    { name: 'Behaviour', value: f => f.behaviour, kind: 'text' },
    { name: 'Technique', value: f => f.technique, kind: 'text' },
    { name: 'Host', value: f => f.source, show: f => hostLink(f.host, f.source), kind: 'text' },
    { name: 'Evidence', value: f => f.sentence, show: evidence, kind: 'wide text' },
    { name: 'From (UTC)', value: f => f.first, show: f => utc(f.first, true), kind: 'n' },
    { name: 'To (UTC)', value: f => f.last, show: f => utc(f.last, true), kind: 'n' },
  ], 0, (shown, total) => shown < total ? `${count(shown)} of ${plural(total, 'finding', 'findings')}` : plural(total, 'finding', 'findings'));
}
