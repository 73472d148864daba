// Where the drawing is looked at from: (x, y) of the drawing lies in the middle, k pixels to a unit.
const canvas = byId('graph');
const context = canvas.getContext('2d');
const camera = { x: 0, y: 0, k: 1 };
let width = 0, height = 0, least = 0.01, fitted = true;
const calm = matchMedia('(prefers-reduced-motion: reduce)');

const bounds = (() => {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let v = 0; v < n; v++) {
    left = Math.min(left, nodes.x[v]); right = Math.max(right, nodes.x[v]);
    top = Math.min(top, nodes.y[v]); bottom = Math.max(bottom, nodes.y[v]);
  }
  return n === 0 ? { left: 0, top: 0, right: 0, bottom: 0 } : { left, top, right, bottom };
})();
const toScreenX = x => (x - camera.x) * camera.k + width / 2;
const toScreenY = y => (y - camera.y) * camera.k + height / 2;
const toDrawingX = x => (x - width / 2) / camera.k + camera.x;
const toDrawingY = y => (y - height / 2) / camera.k + camera.y;

function fitView() {
  const legend = byId('legend').offsetHeight;
  const room = { x: Math.max(60, width - (n <= 60 ? 250 : 90)), y: Math.max(60, height - 60 - Math.min(legend, 60)) };
  const k = Math.min(room.x / Math.max(bounds.right - bounds.left, 1), room.y / Math.max(bounds.bottom - bounds.top, 1), 140);
  return { x: (bounds.left + bounds.right) / 2, y: (bounds.top + bounds.bottom) / 2 + Math.min(legend, 60) / 2 / k, k };
}
function fit(animated) {
  const view = fitView();
  least = view.k / 3;
  fitted = true;
  glide(view, animated);
}
function zoom(factor, x, y) {
  const k = Math.min(Math.max(camera.k * factor, least), 400);
  const [atX, atY] = [toDrawingX(x), toDrawingY(y)];
  camera.k = k;
  camera.x = atX - (x - width / 2) / k;
  camera.y = atY - (y - height / 2) / k;
  fitted = false;
  moved();
}
function pan(dx, dy) {
  camera.x -= dx / camera.k;
  camera.y -= dy / camera.k;
  fitted = false;
  moved();
}
let gliding = 0;
/** Goes to a view within a quarter of a second, or at once where motion is not wanted. */
function glide(view, animated) {
  cancelAnimationFrame(gliding);
  if (!animated || calm.matches) { Object.assign(camera, view); moved(); return; }
  const from = { ...camera }, started = performance.now();
  const step = now => {
    const t = Math.min(1, (now - started) / 260), s = t * t * (3 - 2 * t);
    camera.k = from.k * (view.k / from.k) ** s;
    camera.x = from.x + (view.x - from.x) * s;
    camera.y = from.y + (view.y - from.y) * s;
    moved();
    if (t < 1) gliding = requestAnimationFrame(step);
  };
  gliding = requestAnimationFrame(step);
}
function showNode(v) {
  const near = fitView().k * (n > 2000 ? 6 : n > 200 ? 2.5 : 1);
  fitted = false;
  glide({ x: nodes.x[v], y: nodes.y[v], k: Math.min(Math.max(camera.k, near), 140) }, true);
}
function isVisible(v) {
  const [x, y] = [toScreenX(nodes.x[v]), toScreenY(nodes.y[v])];
  return x > 30 && y > 30 && x < width - 30 && y < height - 30;
}
function resize() {
  const box = canvas.getBoundingClientRect(), ratio = devicePixelRatio || 1;
  [width, height] = [box.width, box.height];
  canvas.width = Math.max(1, Math.round(width * ratio));
  canvas.height = Math.max(1, Math.round(height * ratio));
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  if (fitted) fit(false);
  else moved();
}
