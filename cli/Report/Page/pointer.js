// Mouse, pen and fingers. Hosts are found through squares of the drawing.
const cellSide = Math.max(1, Math.sqrt((bounds.right - bounds.left) * (bounds.bottom - bounds.top) / Math.max(n, 1)) * 2);
const cells = new Map();
const cellOf = (x, y) => `${Math.floor(x / cellSide)},${Math.floor(y / cellSide)}`;
for (let v = 0; v < n; v++) {
  const cell = cellOf(nodes.x[v], nodes.y[v]);
  if (!cells.has(cell)) cells.set(cell, []);
  cells.get(cell).push(v);
}
// Distance of each host to the next one: it is not drawn larger than that allows.
const apart = Float32Array.from(nodes.address, (_, v) => {
  let nearest = cellSide;
  for (let i = -1; i <= 1; i++)
    for (let j = -1; j <= 1; j++)
      for (const u of cells.get(cellOf(nodes.x[v] + i * cellSide, nodes.y[v] + j * cellSide)) || [])
        if (u !== v) nearest = Math.min(nearest, Math.hypot(nodes.x[u] - nodes.x[v], nodes.y[u] - nodes.y[v]));
  return nearest;
});
function nodeAt(x, y) {
  const reach = 28 / camera.k, [atX, atY] = [toDrawingX(x), toDrawingY(y)];
  let best = -1, nearest = Infinity;
  const steps = Math.ceil(reach / cellSide);
  const look = v => {
    const gap = Math.hypot(toScreenX(nodes.x[v]) - x, toScreenY(nodes.y[v]) - y) - radius(v);
    if (gap < 5 && gap < nearest) { nearest = gap; best = v; }
  };
  if (steps > 30) { for (let v = 0; v < n; v++) look(v); return best; }
  for (let i = -steps; i <= steps; i++)
    for (let j = -steps; j <= steps; j++)
      for (const v of cells.get(cellOf(atX + i * cellSide, atY + j * cellSide)) || []) look(v);
  return best;
}
const fingers = new Map();
let dragged = 0;
const at = event => { const box = canvas.getBoundingClientRect(); return [event.clientX - box.left, event.clientY - box.top]; };
canvas.addEventListener('pointerdown', event => {
  canvas.setPointerCapture(event.pointerId);
  fingers.set(event.pointerId, at(event));
  dragged = 0;
});
canvas.addEventListener('pointermove', event => {
  const [x, y] = at(event), before = fingers.get(event.pointerId);
  if (before === undefined) {
    if (event.pointerType === 'touch') return;
    const v = nodeAt(x, y);
    if (v !== state.hovered) { state.hovered = v; redraw(); }
    canvas.classList.toggle('over', v >= 0);
    showTip(v, x, y);
    return;
  }
  if (fingers.size === 1) {
    dragged += Math.abs(x - before[0]) + Math.abs(y - before[1]);
    if (dragged > 4) { canvas.classList.add('drag'); state.hovered = -1; showTip(-1); pan(x - before[0], y - before[1]); }
  } else {
    const [a, b] = [...fingers.entries()];
    const other = a[0] === event.pointerId ? b[1] : a[1];
    const was = Math.hypot(before[0] - other[0], before[1] - other[1]), is = Math.hypot(x - other[0], y - other[1]);
    dragged += 10;
    if (was > 0) zoom(is / was, (x + other[0]) / 2, (y + other[1]) / 2);
    pan((x - before[0]) / 2, (y - before[1]) / 2);
  }
  fingers.set(event.pointerId, [x, y]);
});
function lift(event) {
  fingers.delete(event.pointerId);
  canvas.classList.remove('drag');
}
canvas.addEventListener('pointerup', event => {
  const isClick = fingers.size === 1 && dragged <= 4;
  lift(event);
  if (!isClick) return;
  const v = nodeAt(...at(event));
  state.focused = -1;
  canvas.dataset.focused = '';
  pin(v === state.pinned ? -1 : v);
  if (v >= 0) say(describe(v));
});
canvas.addEventListener('pointercancel', lift);
canvas.addEventListener('pointerleave', () => { state.hovered = -1; showTip(-1); redraw(); });
canvas.addEventListener('wheel', event => {
  event.preventDefault();
  zoom(Math.exp(-event.deltaY * (event.deltaMode === 1 ? 0.05 : event.ctrlKey ? 0.01 : 0.0016)), ...at(event));
}, { passive: false });
canvas.addEventListener('dblclick', event => zoom(2, ...at(event)));
byId('zoom-in').addEventListener('click', () => zoom(1.5, width / 2, height / 2));
byId('zoom-out').addEventListener('click', () => zoom(1 / 1.5, width / 2, height / 2));
byId('fit').addEventListener('click', () => fit(true));
byId('colour-by').addEventListener('change', event => { colourBy(event.target.value); redraw(); });
