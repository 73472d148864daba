// What the page shows, and how numbers are written.
const data = JSON.parse(document.getElementById('data').textContent);
const nodes = data.nodes, edges = data.edges;
const n = nodes.address.length, m = edges.source.length;
const byId = id => document.getElementById(id);
const words = data.words;

const decimal = (value, digits) => value.toLocaleString('en-US', { maximumFractionDigits: digits });
const count = value => decimal(value, 0);
const plural = (value, one, many) => `${count(value)} ${value === 1 ? one : many}`;
const bytes = value => {
  const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];
  let unit = 0;
  while (value >= 1024 && unit < units.length - 1) { value /= 1024; unit++; }
  return `${decimal(value, unit === 0 || value >= 100 ? 0 : 1)} ${units[unit]}`;
};
const share = value => `${value >= 0.001 || value === 0 ? decimal(value * 100, 2) : Number((value * 100).toPrecision(2)).toLocaleString('en-US', { maximumFractionDigits: 8 })} %`;
const utc = (seconds, full) => {
  const text = new Date(seconds * 1000).toISOString().replace('T', ' ');
  return full ? text.slice(0, 19) : text.slice(0, 16);
};
const duration = seconds => {
  const [value, unit] = seconds < 120 ? [seconds, 's'] : seconds < 7200 ? [seconds / 60, 'min'] : seconds < 172800 ? [seconds / 3600, 'h'] : [seconds / 86400, 'd'];
  return `${decimal(value, 1)} ${unit}`;
};

words.flows = value => data.isFlows ? plural(value, 'flow', 'flows') : `weight ${decimal(value, 3)}`;

/** Makes an element; children that are strings become text, never markup. */
function make(tag, attributes, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes || {})) {
    if (name === 'on') for (const [event, handler] of Object.entries(value)) element.addEventListener(event, handler);
    else if (value !== null && value !== false) element.setAttribute(name, value === true ? '' : value);
  }
  element.append(...children.filter(child => child !== null));
  return element;
}
function draw(tag, attributes, ...children) {
  const element = document.createElementNS('http://www.w3.org/2000/svg', tag);
  for (const [name, value] of Object.entries(attributes || {})) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

// Links of each host, both ways, as rows: [first[v], first[v + 1]) of linkOf, each an index of an edge.
const first = new Int32Array(n + 1), linkOf = new Int32Array(2 * m);
for (let e = 0; e < m; e++) { first[edges.source[e] + 1]++; if (edges.target[e] !== edges.source[e]) first[edges.target[e] + 1]++; }
for (let v = 0; v < n; v++) first[v + 1] += first[v];
{
  const next = first.slice();
  for (let e = 0; e < m; e++) { linkOf[next[edges.source[e]]++] = e; if (edges.target[e] !== edges.source[e]) linkOf[next[edges.target[e]]++] = e; }
}
const otherEnd = (e, v) => edges.source[e] === v ? edges.target[e] : edges.source[e];

// Findings of each host; hosts that a finding starts from are marked in the drawing.
const findingsOf = new Map();
data.findings.forEach((finding, i) => {
  for (const v of new Set([finding.host, finding.peer])) {
    if (v < 0) continue;
    if (!findingsOf.has(v)) findingsOf.set(v, []);
    findingsOf.get(v).push(i);
  }
});
const marked = [...new Set(data.findings.map(finding => finding.host).filter(v => v >= 0))];
const communityName = c => c < 0 ? 'one of the small ones' : `${c}`;
