// How degrees are distributed: both axes logarithmic, so that a power law is a straight line.
function showDegrees() {
  const degrees = nodes.degree.filter(d => d > 0).sort((a, b) => a - b);
  const figure = byId('degrees');
  if (degrees.length === 0) { figure.replaceChildren(make('figcaption', {}, 'Nothing is linked.')); return; }
  const points = [];
  for (let i = 0; i < degrees.length;) {
    let j = i;
    while (j < degrees.length && degrees[j] === degrees[i]) j++;
    points.push({ k: degrees[i], exactly: (j - i) / degrees.length, atLeast: (degrees.length - i) / degrees.length });
    i = j;
  }
  const size = { width: 620, height: 330, left: 62, right: 16, top: 10, bottom: 44 };
  const right = Math.max(1, Math.ceil(Math.log10(degrees[degrees.length - 1]) - 1e-9)), low = Math.min(-1, Math.floor(Math.log10(1 / degrees.length) + 1e-9));
  const x = k => size.left + (size.width - size.left - size.right) * Math.log10(k) / right, y = p => size.top + (size.height - size.top - size.bottom) * Math.log10(p) / low;
  const svg = draw('svg', { viewBox: `0 0 ${size.width} ${size.height}`, role: 'img', 'aria-label': `Degree distribution: ${share(points[0].exactly)} of linked ${words.hosts} have ${plural(points[0].k, words.peer, words.peers)}, the median is ${count(degrees[degrees.length >> 1])}, the most ${count(degrees[degrees.length - 1])}.` });
  for (let decade = 0; decade <= right; decade++) {
    svg.append(draw('path', { class: 'grid', d: `M${x(10 ** decade)} ${size.top}V${size.height - size.bottom}` }), draw('text', { x: x(10 ** decade), y: size.height - size.bottom + 18, 'text-anchor': 'middle' }, count(10 ** decade)));
  }
  for (let decade = 0; decade >= low; decade--) {
    svg.append(draw('path', { class: 'grid', d: `M${size.left} ${y(10 ** decade)}H${size.width - size.right}` }), draw('text', { x: size.left - 8, y: y(10 ** decade) + 4, 'text-anchor': 'end' }, `${decimal(100 * 10 ** decade, 4)} %`));
  }
  svg.append(draw('path', { class: 'axis', d: `M${size.left} ${size.top}V${size.height - size.bottom}H${size.width - size.right}` }));
  svg.append(draw('text', { x: (size.left + size.width - size.right) / 2, y: size.height - 6, 'text-anchor': 'middle' }, `different ${words.peers} k`));
  svg.append(draw('path', { d: points.map((p, i) => i === 0 ? `M${x(p.k)} ${y(p.atLeast)}` : `V${y(p.atLeast)}`.replace(/^V/, `H${x(p.k)}V`)).join(''), fill: 'none', stroke: paint.classes[0], 'stroke-width': 2 }));
  for (const p of points) {
    svg.append(draw('circle', { cx: x(p.k), cy: y(p.atLeast), r: 3, fill: paint.classes[0] }));
    svg.append(draw('path', { d: `M${x(p.k)} ${y(p.exactly) - 4.5}l4.5 4.5l-4.5 4.5l-4.5 -4.5Z`, fill: paint.card, stroke: paint.classes[5], 'stroke-width': 1.6 }));
  }
  const keys = make('div', { class: 'keys' }, key(paint.classes[0], 'circle', `share of ${words.hosts} with at least k ${words.peers} (CCDF)`), key(paint.classes[5], 'diamond', `with exactly k`));
  figure.replaceChildren(keys, svg, make('figcaption', {}, `Median ${count(degrees[degrees.length >> 1])}, most ${count(degrees[degrees.length - 1])}; both axes are logarithmic.`));
}
