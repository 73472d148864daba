// One community as a table of links: row = who opens flows, column = who answers.
const MATRIX_MOST = 120;
function measureCommunities() {
  const size = new Array(data.communities.length).fill(0);
  for (const c of data.communities) Object.assign(c, { within: 0, across: 0, density: 0, leader: -1 });
  for (let v = n - 1; v >= 0; v--) if (nodes.community[v] >= 0) { size[nodes.community[v]]++; data.communities[nodes.community[v]].leader = v; }
  for (let e = 0; e < m; e++) {
    const [a, b] = [nodes.community[edges.source[e]], nodes.community[edges.target[e]]];
    if (a === b) { if (a >= 0) data.communities[a].within++; }
    else for (const c of [a, b]) if (c >= 0) data.communities[c].across++;
  }
  data.communities.forEach((c, i) => { c.density = size[i] < 2 ? 0 : Math.min(1, c.within / (size[i] * (size[i] - 1) / (data.isFlows ? 1 : 2))); c.shown = size[i]; });
}
/** The best linked members, ordered so that members with the same peers stand together. */
function matrixMembers(c) {
  const members = all.filter(v => nodes.community[v] === c);
  const isIn = new Set(members);
  const inside = v => { let links = 0; for (let i = first[v]; i < first[v + 1]; i++) if (isIn.has(otherEnd(linkOf[i], v))) links++; return links; };
  const chosen = members.map(v => [inside(v), v]).sort((a, b) => b[0] - a[0]).slice(0, MATRIX_MOST).map(pair => pair[1]);
  let place = new Map(chosen.map((v, i) => [v, i]));
  for (let round = 0; round < 12; round++) {
    const mean = v => {
      let [sum, links] = [place.get(v), 1];
      for (let i = first[v]; i < first[v + 1]; i++) { const at = place.get(otherEnd(linkOf[i], v)); if (at !== undefined) { sum += at; links++; } }
      return sum / links;
    };
    const ordered = [...place.keys()].map(v => [mean(v), v]).sort((a, b) => a[0] - b[0]);
    place = new Map(ordered.map((pair, i) => [pair[1], i]));
  }
  return [...place.keys()];
}
function showMatrix(c) {
  const members = matrixMembers(c), size = members.length, place = new Map(members.map((v, i) => [v, i]));
  const named = size <= 36, margin = named ? 112 : 8, side = Math.min(30, Math.max(3, Math.floor((430 - margin) / size)));
  const ratio = devicePixelRatio || 1, extent = margin + side * size + 4;
  const picture = make('canvas', { width: extent * ratio, height: extent * ratio, role: 'img' });
  picture.style.width = `${extent}px`;
  picture.style.aspectRatio = '1';
  const pen = picture.getContext('2d');
  pen.scale(ratio, ratio);
  pen.fillStyle = paint.grid;
  pen.fillRect(margin, margin, side * size, side * size);
  const gap = side > 5 ? 1 : 0, flows = new Map();
  let links = 0, most = 1;
  for (const v of members) for (let i = first[v]; i < first[v + 1]; i++) {
    const e = linkOf[i];
    if (edges.source[e] === v && place.has(edges.target[e])) { links++; most = Math.max(most, edges.flows[e]); flows.set(place.get(v) * size + place.get(edges.target[e]), edges.flows[e]); }
  }
  for (const [cell, value] of flows) {
    const [row, col] = [Math.floor(cell / size), cell % size];
    pen.fillStyle = mix(paint.low, paint.high, Math.log1p(value) / Math.log1p(most));
    pen.fillRect(margin + col * side, margin + row * side, side - gap, side - gap);
    if (!data.isFlows) pen.fillRect(margin + row * side, margin + col * side, side - gap, side - gap);
  }
  if (named) {
    pen.fillStyle = paint.soft; pen.font = `${Math.min(11, side)}px system-ui, sans-serif`; pen.textBaseline = 'middle';
    members.forEach((v, i) => {
      const text = labelOf(v).length > 17 ? labelOf(v).slice(0, 16) + '…' : labelOf(v);
      pen.textAlign = 'right'; pen.fillText(text, margin - 5, margin + (i + 0.5) * side);
      pen.save(); pen.translate(margin + (i + 0.5) * side, margin - 5); pen.rotate(-Math.PI / 2); pen.textAlign = 'left'; pen.fillText(text, 0, 0); pen.restore();
    });
  }
  const of = data.communities[c];
  picture.setAttribute('aria-label', `Links among ${size} ${words.hosts} of community ${c}: ${plural(links, 'link', 'links')}, ${share(of.density)} of those possible.`);
  const rest = `${size < of.hosts ? `The ${size} best linked of ${count(of.hosts)} ${words.hosts}` : `All ${size} ${words.hosts}`} of community ${c}; ${plural(links, 'link', 'links')}. ${data.isFlows ? 'Row opens flows to column. ' : ''}Darker or brighter = more ${data.isFlows ? 'flows' : 'weight'}, at most ${count(most)}.`;
  const caption = make('figcaption', {}, rest);
  picture.addEventListener('pointermove', event => {
    const box = picture.getBoundingClientRect(), scale = extent / box.width;
    const [col, row] = [Math.floor(((event.clientX - box.left) * scale - margin) / side), Math.floor(((event.clientY - box.top) * scale - margin) / side)];
    const isInside = row >= 0 && col >= 0 && row < size && col < size;
    const value = isInside ? flows.get(row * size + col) ?? (data.isFlows ? undefined : flows.get(col * size + row)) : undefined;
    caption.textContent = isInside ? `${nodes.address[members[row]]} → ${nodes.address[members[col]]}: ${value === undefined ? 'no link' : words.flows(value)}` : rest;
  });
  picture.addEventListener('pointerleave', () => { caption.textContent = rest; });
  byId('matrix').replaceChildren(picture, caption);
}
function showMatrices() {
  const worth = data.communities.map((c, i) => ({ i, value: c.shown < 4 || c.within < 1.15 * (c.shown - 1) ? 0 : c.within * c.density })).filter(c => c.value > 0).sort((a, b) => b.value - a.value).slice(0, 12);
  // Where links form trees, a matrix would show one row: the table of communities takes its place.
  if (worth.length === 0) {
    byId('matrix-card').hidden = true;
    byId('matrix-card').after(byId('groups').closest('section'));
    byId('groups').closest('section').classList.remove('wide');
    return;
  }
  const choice = byId('matrix-of');
  const kept = choice.value;
  choice.replaceChildren(...worth.map(({ i }) => make('option', { value: i }, `${i}: ${plural(data.communities[i].hosts, words.host, words.hosts)}, density ${share(data.communities[i].density)}`)));
  if (kept !== '' && worth.some(c => String(c.i) === kept)) choice.value = kept;
  choice.onchange = () => showMatrix(Number(choice.value));
  showMatrix(Number(choice.value));
}
