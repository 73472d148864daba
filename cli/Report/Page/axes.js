// Axes of figures.
/** Round steps so that about `most` of them reach `top`. */
function roundSteps(top, most) {
  if (!(top > 0)) return [0, 1];
  const raw = top / most, power = 10 ** Math.floor(Math.log10(raw));
  const step = Math.max(1, [1, 2, 5, 10].find(f => f * power >= raw) * power);
  const steps = [];
  for (let value = 0; value < top + step * 0.999; value += step) steps.push(value);
  return steps;
}
const TIME_STEPS = [1, 5, 10, 30, 60, 300, 600, 1800, 3600, 7200, 10800, 21600, 43200, 86400, 172800, 604800, 2592000, 31536000];
function timeTicks(from, to, most) {
  const step = TIME_STEPS.find(s => (to - from) / s <= most) || 10 * TIME_STEPS.at(-1);
  const ticks = [];
  for (let t = Math.ceil(from / step) * step; t <= to; t += step) ticks.push(t);
  return { ticks, step };
}
function timeText(t, step, isFirst) {
  const text = utc(t, true);
  const day = text.slice(0, 10), clock = step < 60 ? text.slice(11) : text.slice(11, 16);
  return step >= 86400 ? day : isFirst || t % 86400 === 0 ? `${clock}\n${day}` : clock;
}
/** Text of several lines below a point. */
function linesAt(x, y, text, anchor) {
  const element = draw('text', { x, y, 'text-anchor': anchor || 'middle' });
  text.split('\n').forEach((line, i) => element.append(draw('tspan', { x, dy: i === 0 ? 0 : '1.2em' }, line)));
  return element;
}
const short = value => value >= 1e6 ? `${decimal(value / 1e6, 1)} M` : value >= 1e4 ? `${decimal(value / 1e3, 1)} k` : count(value);
