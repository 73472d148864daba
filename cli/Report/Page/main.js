// Puts everything on the page.
byId('kind').textContent = words.kind;
byId('name').textContent = data.name;
byId('range').textContent = data.first === null ? '' : `${utc(data.first, true)} to ${utc(data.last, true)} UTC (${duration(data.last - data.first)})`;
const fact = (value, text, isAlarm) => byId('facts').append(make('li', { class: isAlarm ? 'alarm' : null }, make('b', {}, value), make('span', {}, text)));
fact(count(data.hosts), data.hosts === 1 ? words.host : words.hosts);
fact(count(data.links), data.links === 1 ? 'link' : 'links');
if (data.isFlows) { fact(count(data.flows), data.flows === 1 ? 'flow' : 'flows'); fact(bytes(data.bytes), 'payload'); }
fact(count(data.communityTotal), data.communityTotal === 1 ? 'community' : 'communities');
if (data.isFlows) fact(count(data.findings.length), data.findings.length === 1 ? 'finding' : 'findings', data.findings.length > 0);
if (data.notes.length > 0) { byId('notes').hidden = false; byId('notes').append(...data.notes.map(text => make('li', {}, text))); }
canvas.setAttribute('aria-label', `Drawing of ${plural(n, words.host, words.hosts)} and ${plural(m, 'link', 'links')}. The most important are ${nodes.address.slice(0, 3).join(', ')}.`);
byId('footer').textContent = `Made by netml report on ${data.made} UTC. ${words.explanation} The page is complete in itself and asks for nothing from any network.`;
if (!data.isFlows) {
  byId('colour-by').querySelector('[value=traffic]').remove();
  byId('colour-by').querySelector('[value=role]').textContent = 'numbers of links';
  byId('graph-title').textContent = 'The graph';
  byId('degree-title').textContent = 'How many neighbours nodes have';
  for (const id of ['findings-title', 'findings']) byId(id).hidden = true;
}
byId('search').placeholder = `Find a ${words.host}  ( / )`;

measureCommunities();
// Where one community holds nearly everything, its colour would tell nothing: roles do.
const start = data.communities.length > 0 && data.communities[0].hosts > 0.8 * data.hosts ? 'role' : 'community';
byId('colour-by').value = start;
function show() {
  readColours();
  colourBy(byId('colour-by').value);
  showTables();
  showTime();
  showDegrees();
  showMatrices();
  showDetails();
  redraw();
}
show();
new ResizeObserver(resize).observe(canvas.parentElement);
resize();
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', show);
document.documentElement.dataset.ready = 'true';
