// The drawing of the graph. While it moves, only as many links are drawn as FRAME leaves time for, those with most traffic; the rest follow when it rests.
const FRAME = 24, LABELS = 36;
let edgeBudget = 8000;
const state = { hovered: -1, focused: -1, pinned: -1 };
const rankMost = nodes.rank.reduce((a, b) => Math.max(a, b), 0) || 1;
// How far a host stands above the middle one, 0 to 1.
const rankMiddle = n === 0 ? 0 : nodes.rank[n >> 1];
const rankShare = Float32Array.from(nodes.rank, r => rankMost > rankMiddle ? Math.sqrt(Math.max(0, r - rankMiddle) / (rankMost - rankMiddle)) : 0);
// Links by traffic, most first, and three classes of width.
const strongest = Int32Array.from(edges.source.keys()).sort((a, b) => edges.flows[b] - edges.flows[a]);
const flowsMost = m === 0 ? 1 : Math.max(2, edges.flows[strongest[0]]);
const widthClass = e => Math.min(2, Math.floor(3 * Math.log1p(edges.flows[e]) / Math.log1p(flowsMost) * 0.999));
const isMarked = new Set(marked);
const bestLinked = Array.from({ length: n }, (_, v) => v).sort((a, b) => nodes.degree[b] - nodes.degree[a]).slice(0, 8).filter(v => nodes.degree[v] >= 10);

const baseRadius = () => Math.min(Math.max(0.27 * camera.k, 1.1), 7);
const radius = v => baseRadius() * (1 + 2 * Math.min(rankShare[v], Math.max(0, apart[v] * camera.k * 0.55 / baseRadius() - 1) / 2));

let frame = 0, resting = 0, isMoving = false;
function moved() {
  isMoving = true;
  clearTimeout(resting);
  resting = setTimeout(() => { isMoving = false; redraw(); }, 110);
  redraw();
}
function redraw() {
  if (frame === 0) frame = requestAnimationFrame(() => {
    frame = 0;
    const started = performance.now();
    paintGraph();
    if (isMoving) edgeBudget = Math.min(m, 40000, Math.max(500, edgeBudget * (performance.now() - started > FRAME ? 0.6 : 1.15)));
  });
}
function paintGraph() {
  context.clearRect(0, 0, width, height);
  context.fillStyle = paint.card;
  context.fillRect(0, 0, width, height);
  const chosen = state.hovered >= 0 ? state.hovered : state.focused >= 0 ? state.focused : state.pinned;
  paintEdges(chosen);
  paintNodes(chosen);
  paintChosen(chosen);
  paintMarks();
  paintLabels(chosen);
  canvas.dataset.painted = n;
}
function paintEdges(chosen) {
  const budget = isMoving ? Math.min(m, edgeBudget) : m;
  const alpha = Math.min(0.5, Math.max(0.055, 6.5 / Math.sqrt(m + 1) * (0.35 + 0.65 * Math.min(1, camera.k / 20)))) * (chosen >= 0 ? 0.35 : 1);
  context.strokeStyle = paint.edge;
  const paths = [new Path2D(), new Path2D(), new Path2D()];
  for (let i = 0; i < budget; i++) {
    const e = strongest[i], s = edges.source[e], t = edges.target[e];
    const [x1, y1, x2, y2] = [toScreenX(nodes.x[s]), toScreenY(nodes.y[s]), toScreenX(nodes.x[t]), toScreenY(nodes.y[t])];
    if (Math.max(x1, x2) < 0 || Math.min(x1, x2) > width || Math.max(y1, y2) < 0 || Math.min(y1, y2) > height) continue;
    const path = paths[widthClass(e)];
    path.moveTo(x1, y1);
    path.lineTo(x2, y2);
  }
  const thin = Math.min(1, Math.max(0.6, camera.k / 14));
  paths.forEach((path, i) => {
    context.lineWidth = thin * (1 + i * 0.9);
    context.globalAlpha = Math.min(0.8, alpha * (1 + i * 0.7));
    context.stroke(path);
  });
  context.globalAlpha = 1;
}
function addShape(path, shape, x, y, r) {
  // The eye cannot tell a dot of two pixels from a square, but a square is drawn much faster.
  if (r < 1.5) { path.rect(x - r * 0.9, y - r * 0.9, r * 1.8, r * 1.8); return; }
  const corners = r < 2.2 ? null : CORNERS[shape];
  if (corners === null) { path.moveTo(x + r, y); path.arc(x, y, r, 0, 7); return; }
  corners.forEach(([dx, dy], i) => i === 0 ? path.moveTo(x + dx * r, y + dy * r) : path.lineTo(x + dx * r, y + dy * r));
  path.closePath();
}
function paintNodes(chosen) {
  const near = chosen < 0 ? null : neighbours(chosen);
  const paths = new Map();
  // Backwards, so that the most important hosts lie on top.
  for (let v = n - 1; v >= 0; v--) {
    const [x, y, r] = [toScreenX(nodes.x[v]), toScreenY(nodes.y[v]), radius(v)];
    if (x < -r || y < -r || x > width + r || y > height + r) continue;
    const c = classOf[v] * 2 + (near !== null && !near.has(v) ? 1 : 0);
    if (!paths.has(c)) paths.set(c, new Path2D());
    addShape(paths.get(c), colouring.shape(classOf[v]), x, y, r);
  }
  context.lineWidth = baseRadius() > 3 ? 1.2 : 0.5;
  context.strokeStyle = paint.outline;
  for (const [c, path] of [...paths].sort((a, b) => (b[0] & 1) - (a[0] & 1) || b[0] - a[0])) {
    context.globalAlpha = c & 1 ? 0.3 : 1;
    context.fillStyle = colouring.colour(c >> 1);
    context.fill(path);
    if (baseRadius() > 1.8) context.stroke(path);
  }
  context.globalAlpha = 1;
}
function neighbours(v) {
  const found = new Set([v]);
  for (let i = first[v]; i < first[v + 1]; i++) found.add(otherEnd(linkOf[i], v));
  return found;
}
/** A ring and a sign at each host that a finding starts from. */
function paintMarks() {
  for (const v of marked) {
    const [x, y, r] = [toScreenX(nodes.x[v]), toScreenY(nodes.y[v]), Math.max(radius(v), 3)];
    if (x < -30 || y < -30 || x > width + 30 || y > height + 30) continue;
    context.lineWidth = 4.5; context.strokeStyle = paint.halo; circle(x, y, r + 4);
    context.lineWidth = 2.2; context.strokeStyle = paint.mark; circle(x, y, r + 4);
    const [px, py] = [x + (r + 4) * 0.72, y - (r + 4) * 0.72];
    context.beginPath(); context.arc(px, py, 7, 0, 7); context.fillStyle = paint.mark; context.fill();
    context.lineWidth = 1.4; context.strokeStyle = paint.halo; context.stroke();
    context.fillStyle = paint.halo; context.font = 'bold 11px system-ui, sans-serif'; context.textAlign = 'center'; context.textBaseline = 'middle';
    context.fillText('!', px, py + 0.5);
  }
}
function circle(x, y, r) { context.beginPath(); context.arc(x, y, r, 0, 7); context.stroke(); }
/** Links of the chosen host: solid = it opened flows, dashed = flows came to it. */
function paintChosen(chosen) {
  for (const v of new Set([state.pinned, chosen])) {
    if (v < 0) continue;
    const [x, y] = [toScreenX(nodes.x[v]), toScreenY(nodes.y[v])];
    if (v === chosen) {
      context.strokeStyle = paint.accent;
      context.globalAlpha = Math.max(0.1, Math.min(0.75, 5 / Math.sqrt(first[v + 1] - first[v] + 1)));
      for (const isOut of [true, false]) {
        context.setLineDash(isOut || !data.isFlows ? [] : [5, 4]);
        context.lineWidth = 1.4;
        context.beginPath();
        for (let i = first[v]; i < first[v + 1]; i++) {
          if ((edges.source[linkOf[i]] === v) !== isOut) continue;
          const u = otherEnd(linkOf[i], v);
          context.moveTo(x, y);
          context.lineTo(toScreenX(nodes.x[u]), toScreenY(nodes.y[u]));
        }
        context.stroke();
      }
      context.setLineDash([]);
      context.globalAlpha = 1;
    }
    const body = new Path2D();
    addShape(body, colouring.shape(classOf[v]), x, y, radius(v) + 1);
    context.fillStyle = colouring.colour(classOf[v]); context.fill(body);
    context.lineWidth = 2.5; context.strokeStyle = paint.ink; context.stroke(body);
    if (v === state.pinned) { context.lineWidth = 1.5; context.setLineDash([3, 3]); circle(x, y, radius(v) + 9); context.setLineDash([]); }
  }
}
const labelOf = v => nodes.address[v].length > 30 ? nodes.address[v].slice(0, 29) + '…' : nodes.address[v];
// Where a host's name leads away from its peers: left (below 0) or right.
const outward = Float32Array.from(nodes.address, (_, v) => {
  let sum = 0;
  for (let i = first[v]; i < first[v + 1]; i++) sum += nodes.x[otherEnd(linkOf[i], v)] - nodes.x[v];
  return first[v + 1] - first[v] > 2 ? 1 : -sum;
});
/** How bad a place for a name is: beyond the edge, over other names, over other hosts. */
function cost(box, taken, bodies, v) {
  let sum = box[0] < 2 || box[2] > width - 2 || box[1] < 2 || box[3] > height - 2 ? 1000 : 0;
  for (const other of taken) if (box[0] < other[2] && box[2] > other[0] && box[1] < other[3] && box[3] > other[1]) sum += 100;
  for (let u = 0; u < bodies.length; u++) {
    const [x, y, r] = bodies[u];
    if (u !== v && x + r > box[0] && x - r < box[2] && y + r > box[1] && y - r < box[3]) sum += 12;
  }
  return sum;
}
/** Names in order of importance, as far as they do not cover each other. */
function paintLabels(chosen) {
  const wanted = [];
  if (chosen >= 0) wanted.push(chosen);
  if (state.pinned >= 0) wanted.push(state.pinned);
  wanted.push(...marked, ...bestLinked);
  const all = n <= 60 || camera.k > 30;
  for (let v = 0; v < n && wanted.length < 4000; v++) if (all || rankShare[v] > 0.25) wanted.push(v);
  // Names keep clear of the marks of findings.
  const taken = marked.map(v => { const [x, y, r] = [toScreenX(nodes.x[v]), toScreenY(nodes.y[v]), Math.max(radius(v), 3) + 5]; return [x - r, y - r, x + r, y + r]; });
  const marks = taken.length;
  context.font = '11.5px system-ui, "Segoe UI", Roboto, "DejaVu Sans", sans-serif';
  context.textBaseline = 'middle'; context.textAlign = 'left'; context.lineJoin = 'round';
  const done = new Set();
  const most = n <= 60 ? n : LABELS;
  const bodies = n <= 400 ? nodes.address.map((_, v) => [toScreenX(nodes.x[v]), toScreenY(nodes.y[v]), radius(v)]) : [];
  for (const v of wanted) {
    if (taken.length - marks >= most) break;
    if (done.has(v)) continue;
    done.add(v);
    const [x, y, r] = [toScreenX(nodes.x[v]), toScreenY(nodes.y[v]), radius(v)];
    if (x < 0 || y < 0 || x > width || y > height) continue;
    const text = labelOf(v), size = context.measureText(text).width, off = r + (isMarked.has(v) ? 9 : 4);
    const isLeft = outward[v] < 0;
    const places = [[isLeft ? x - off - size : x + off, y], [x - size / 2, y + off + 7], [x - size / 2, y - off - 7], [isLeft ? x + off : x - off - size, y]];
    const costs = places.map(([left, middle], i) => cost([left - 2, middle - 7, left + size + 2, middle + 7], taken, bodies, v) + i);
    const best = Math.min(...costs);
    // Names that would cover others are left out, but for the chosen one and where all are wanted.
    if (best >= 100 && v !== chosen && (n > 60 || best >= 1000)) continue;
    const place = places[costs.indexOf(best)];
    taken.push([place[0] - 2, place[1] - 7, place[0] + size + 2, place[1] + 7]);
    context.lineWidth = 3.5; context.strokeStyle = paint.halo; context.globalAlpha = 0.9; context.strokeText(text, place[0], place[1]);
    context.globalAlpha = 1; context.fillStyle = paint.ink; context.fillText(text, place[0], place[1]);
  }
  canvas.dataset.labels = taken.length - marks;
}
