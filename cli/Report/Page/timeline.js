// Flows over time as a stack of services, the most frequent at the bottom.
const TIME = { width: 1280, height: 270, left: 56, right: 132, top: 10, bottom: 40 };
function mergedBins() {
  const { starts, flows } = data.time;
  let seconds = data.time.seconds;
  const last = starts[starts.length - 1];
  while ((last - starts[0]) / seconds > 150) seconds *= 2;
  const from = Math.floor(starts[0] / seconds) * seconds, bins = Math.floor((last - from) / seconds) + 1;
  const rows = flows.map(() => new Array(bins).fill(0));
  starts.forEach((start, i) => flows.forEach((row, s) => { rows[s][Math.floor((start - from) / seconds)] += row[i]; }));
  return { from, seconds, bins, rows };
}
function showTime() {
  const figure = byId('time');
  if (!data.time || data.time.starts.length === 0) { byId('time-card').hidden = true; return; }
  const { from, seconds, bins, rows } = mergedBins();
  const names = data.time.services;
  const colour = s => paint.classes[names[s] === 'no service' ? 8 : names[s] === 'other services' ? 7 : s];
  const totals = Array.from({ length: bins }, (_, b) => rows.reduce((sum, row) => sum + row[b], 0));
  const steps = roundSteps(Math.max(...totals), 5), top = steps[steps.length - 1];
  const x = b => TIME.left + (TIME.width - TIME.left - TIME.right) * b / bins, y = value => TIME.height - TIME.bottom - (TIME.height - TIME.top - TIME.bottom) * value / top;
  const svg = draw('svg', { viewBox: `0 0 ${TIME.width} ${TIME.height}`, role: 'img', 'aria-label': `Flows per ${duration(seconds)} by service, ${utc(from)} to ${utc(from + bins * seconds)} UTC: ${names.map((name, s) => `${name} ${count(rows[s].reduce((a, b) => a + b, 0))}`).join(', ')}. The numbers are in the table below.` });
  for (const step of steps) {
    svg.append(draw('path', { class: 'grid', d: `M${TIME.left} ${y(step)}H${TIME.width - TIME.right}` }));
    svg.append(draw('text', { x: TIME.left - 8, y: y(step) + 4, 'text-anchor': 'end' }, short(step)));
  }
  const base = new Array(bins).fill(0), ends = [];
  rows.forEach((row, s) => {
    let upper = '', lower = '';
    for (let b = 0; b < bins; b++) {
      upper += `${b === 0 ? 'M' : 'L'}${x(b).toFixed(1)} ${y(base[b] + row[b]).toFixed(1)}H${x(b + 1).toFixed(1)}`;
      lower = `V${y(base[b]).toFixed(1)}H${x(b).toFixed(1)}` + lower;
    }
    svg.append(draw('path', { d: `${upper}${lower}Z`, fill: colour(s), stroke: paint.card, 'stroke-width': 0.7 }));
    ends.push({ s, height: Math.max(...row.map((value, b) => y(base[b]) - y(base[b] + value))) });
    for (let b = 0; b < bins; b++) base[b] += row[b];
  });
  svg.append(draw('path', { class: 'axis', d: `M${TIME.left} ${TIME.height - TIME.bottom}H${TIME.width - TIME.right}` }));
  const { ticks, step } = timeTicks(from, from + bins * seconds, 10);
  ticks.forEach((t, i) => {
    const at = x((t - from) / seconds);
    svg.append(draw('path', { class: 'axis', d: `M${at} ${TIME.height - TIME.bottom}v5` }), linesAt(at, TIME.height - TIME.bottom + 18, timeText(t, step, i === 0)));
  });
  svg.append(linesAt(TIME.width - TIME.right + 46, TIME.height - TIME.bottom + 18, 'UTC', 'start'));
  // Names stand beside the stack in its order, top down; the colour is a help, the order says the same.
  names.map((_, s) => s).reverse().forEach((s, i) => {
    const at = TIME.top + 6 + i * 19;
    svg.append(draw('rect', { x: TIME.width - TIME.right + 14, y: at - 7, width: 12, height: 12, rx: 2, fill: colour(s) }), draw('text', { class: 'strong', x: TIME.width - TIME.right + 32, y: at + 3 }, names[s].length > 14 ? names[s].slice(0, 13) + '…' : names[s]));
  });
  const cursor = draw('path', { class: 'axis', d: '', 'stroke-dasharray': '3 3' }), readout = draw('text', { class: 'strong', x: TIME.left + 6, y: TIME.top + 4 });
  svg.append(cursor, readout);
  svg.addEventListener('pointermove', event => {
    const box = svg.getBoundingClientRect(), px = (event.clientX - box.left) / box.width * TIME.width;
    const b = Math.floor((px - TIME.left) / (TIME.width - TIME.left - TIME.right) * bins);
    if (b < 0 || b >= bins) { cursor.setAttribute('d', ''); readout.textContent = ''; return; }
    cursor.setAttribute('d', `M${x(b + 0.5)} ${TIME.top}V${TIME.height - TIME.bottom}`);
    readout.textContent = `${utc(from + b * seconds, seconds < 60)}: ${plural(totals[b], 'flow', 'flows')}: ${names.map((name, s) => [name, rows[s][b]]).filter(pair => pair[1] > 0).sort((p, q) => q[1] - p[1]).slice(0, 6).map(pair => `${pair[0]} ${count(pair[1])}`).join(', ')}`;
  });
  svg.addEventListener('pointerleave', () => { cursor.setAttribute('d', ''); readout.textContent = ''; });
  const numbers = make('details', {}, make('summary', {}, 'The numbers as a table'), make('div', { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': 'Flows over time as a table' }, make('table', {},
    make('thead', {}, make('tr', {}, make('th', { scope: 'col' }, 'From (UTC)'), ...names.map(name => make('th', { scope: 'col', class: 'n' }, name)))),
    make('tbody', {}, ...Array.from({ length: bins }, (_, b) => b).filter(b => totals[b] > 0).map(b => make('tr', {}, make('td', {}, utc(from + b * seconds, true)), ...rows.map(row => make('td', { class: 'n' }, count(row[b])))))))));
  figure.replaceChildren(svg, make('figcaption', {}, `Flows that began within each ${duration(seconds)}.`), numbers);
}
