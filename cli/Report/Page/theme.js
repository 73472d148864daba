// Colours and shapes: each class of hosts has one of both, so that colour is never needed alone.
const SHAPES = ['circle', 'square', 'triangle', 'diamond', 'pentagon', 'down', 'hexagon', 'cross'];
const CLASSES = 8;
let paint = {};
function readColours() {
  const style = getComputedStyle(document.documentElement);
  const get = name => style.getPropertyValue(name).trim();
  paint = { ink: get('--ink'), soft: get('--soft'), edge: get('--edge'), halo: get('--halo'), mark: get('--mark'), outline: get('--outline'), accent: get('--accent'), card: get('--card'), grid: get('--grid'), low: get('--low'), high: get('--high') };
  paint.classes = [0, 1, 2, 3, 4, 5, 6, 7].map(i => get(`--c${i}`)).concat(get('--other'));
}
readColours();

/** Corners of a shape around (0, 0) with the area of a unit circle; null = a circle. */
const CORNERS = (() => {
  const ring = (sides, radius, turn) => Array.from({ length: sides }, (_, i) => [radius * Math.sin(turn + 2 * Math.PI * i / sides), -radius * Math.cos(turn + 2 * Math.PI * i / sides)]);
  const a = 0.42, b = 1.25;
  return {
    circle: null, square: ring(4, 1.25, Math.PI / 4), triangle: ring(3, 1.55, 0), diamond: ring(4, 1.3, 0), pentagon: ring(5, 1.2, 0), down: ring(3, 1.55, Math.PI), hexagon: ring(6, 1.15, Math.PI / 6),
    cross: [[-a, -b], [a, -b], [a, -a], [b, -a], [b, a], [a, a], [a, b], [-a, b], [-a, a], [-b, a], [-b, -a], [-a, -a]],
  };
})();

/** A small drawing of a class for keys. */
function swatch(colour, shape) {
  const svg = draw('svg', { viewBox: '-1.7 -1.7 3.4 3.4', 'aria-hidden': 'true' });
  const corners = CORNERS[shape];
  svg.append(corners ? draw('polygon', { points: corners.map(p => p.join(',')).join(' '), fill: colour }) : draw('circle', { r: 1.1, fill: colour }));
  return svg;
}
const key = (colour, shape, text) => make('span', { class: 'key' }, swatch(colour, shape), text);

// What colours show: each gives a class 0..8 for a host (8 = other), and the words for the classes.
const communitySizes = data.communities.map(c => c.hosts);
const ROLES = data.isFlows
  ? ['only opens flows', 'mostly opens', 'mostly answers', 'only answers']
  : ['one link', 'a few links', 'many links', 'most links'];
function roleOf(v) {
  if (!data.isFlows) return nodes.degree[v] <= 1 ? 0 : nodes.degree[v] <= 4 ? 1 : nodes.degree[v] <= 20 ? 2 : 3;
  const opened = nodes.flowsOut[v] / Math.max(1, nodes.flowsOut[v] + nodes.flowsIn[v]);
  return opened === 1 ? 0 : opened >= 0.5 ? 1 : opened > 0 ? 2 : 3;
}
const traffic = v => nodes.bytesIn[v] + nodes.bytesOut[v];
const TRAFFIC_STEPS = [0, 1 << 10, 1 << 16, 1 << 20, 1 << 24, 1 << 30];
function trafficOf(v) {
  let step = 0;
  while (step < TRAFFIC_STEPS.length - 1 && traffic(v) > TRAFFIC_STEPS[step]) step++;
  return step;
}
const mix = (from, to, t) => {
  const parse = colour => [1, 3, 5].map(i => parseInt(colour.slice(i, i + 2), 16));
  const [a, b] = [parse(from), parse(to)];
  return '#' + a.map((x, i) => Math.round(x + (b[i] - x) * t).toString(16).padStart(2, '0')).join('');
};
const colourings = {
  community: {
    title: `Communities (${count(data.communityTotal)})`, of: v => nodes.community[v] < 0 ? CLASSES : Math.min(nodes.community[v], CLASSES), colour: c => paint.classes[c], shape: c => SHAPES[c] || 'circle',
    names: () => data.communities.slice(0, CLASSES).map((c, i) => `${i}: ${plural(c.hosts, words.host, words.hosts)}`).concat(data.communityTotal > CLASSES ? ['others'] : []),
  },
  role: {
    title: data.isFlows ? 'Roles' : 'Links', of: roleOf, colour: c => paint.classes[[5, 1, 4, 0][c]], shape: c => ['triangle', 'diamond', 'square', 'circle'][c], names: () => ROLES,
  },
  traffic: {
    title: 'Traffic, both ways', of: trafficOf, colour: c => mix(paint.low, paint.high, c / (TRAFFIC_STEPS.length - 1)), shape: () => 'circle',
    names: () => ['none', ...TRAFFIC_STEPS.slice(1).map(bytes)].map((text, i) => i === 0 ? text : i === TRAFFIC_STEPS.length - 1 ? `over ${bytes(TRAFFIC_STEPS[i - 1])}` : `up to ${text}`),
  },
};
let colouring = colourings.community;
let classOf = new Uint8Array(n);
function colourBy(name) {
  colouring = colourings[name];
  for (let v = 0; v < n; v++) classOf[v] = colouring.of(v);
  const legend = byId('legend');
  legend.replaceChildren(make('b', {}, colouring.title));
  const used = new Set(classOf);
  colouring.names().forEach((text, c) => { if (used.has(c)) legend.append(key(colouring.colour(c), colouring.shape(c), text)); });
  legend.append(make('span', { class: 'key' }, `size: PageRank`));
  if (marked.length > 0) {
    const ring = draw('svg', { viewBox: '-1.7 -1.7 3.4 3.4', 'aria-hidden': 'true' });
    ring.append(draw('circle', { r: 1.3, fill: 'none', stroke: paint.mark, 'stroke-width': 0.45 }), draw('path', { d: 'M0 -.8V.25M0 .55V.8', stroke: paint.mark, 'stroke-width': 0.4 }));
    legend.append(make('span', { class: 'key' }, ring, 'finding'));
  }
}
