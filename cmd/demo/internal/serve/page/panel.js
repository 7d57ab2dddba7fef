// One picture: a field as colours, its gradients as arrows, and the samples.
import { prepare, colour, ticks, short, label } from "./axes.js";
import { paint } from "./colour.js";

const margin = { left: 42, right: 8, top: 6, bottom: 34 };

// frameOf returns the rectangle inside the axes.
export function frameOf(canvas) {
  const { clientWidth: w, clientHeight: h } = canvas;
  return { x: margin.left, y: margin.top, w: w - margin.left - margin.right, h: h - margin.top - margin.bottom };
}

// toScreen and toPoint convert between the function's coordinates and the canvas's.
export function toScreen(canvas, box, [x, y]) {
  const f = frameOf(canvas);
  return [f.x + (f.w * (x - box[0])) / (box[1] - box[0]), f.y + f.h * (1 - (y - box[2]) / (box[3] - box[2]))];
}

export function toPoint(canvas, box, [u, v]) {
  const f = frameOf(canvas), clamp = (t) => Math.min(1, Math.max(0, t));
  return [box[0] + (box[1] - box[0]) * clamp((u - f.x) / f.w), box[2] + (box[3] - box[2]) * clamp(1 - (v - f.y) / f.h)];
}

const image = document.createElement("canvas");

function heat(ctx, f, nodes, values, map, [lo, hi]) {
  Object.assign(image, { width: nodes, height: nodes });
  const ictx = image.getContext("2d"), pixels = ictx.createImageData(nodes, nodes);
  for (let j = 0; j < nodes; j++)
    for (let i = 0; i < nodes; i++) paint(map, values[j * nodes + i], lo, hi, pixels.data, 4 * ((nodes - 1 - j) * nodes + i));
  ictx.putImageData(pixels, 0, 0);
  ctx.imageSmoothingEnabled = true;
  ctx.drawImage(image, 0.5, 0.5, nodes - 1, nodes - 1, f.x, f.y, f.w, f.h);
}

// steepness returns the length, in the units of the picture, that 90 % of the arrows do not exceed.
export function steepness(gradients, box) {
  const lengths = [];
  for (let i = 0; i < gradients.length; i += 2) {
    const l = Math.hypot(gradients[i] * (box[1] - box[0]), gradients[i + 1] * (box[3] - box[2]));
    if (l > 0) lengths.push(l);
  }
  lengths.sort((a, b) => a - b);
  return lengths[Math.floor(0.9 * (lengths.length - 1))] || 1;
}

function arrows(ctx, f, n, gradients, box, steep, onLight) {
  const cell = f.w / n;
  ctx.lineCap = "round";
  for (const [style, width] of onLight ? [["#1f2733", 1.4]] : [["rgb(0 0 0 / .55)", 3.2], ["#ffffff", 1.5]]) {
    ctx.strokeStyle = style;
    ctx.lineWidth = width;
    ctx.beginPath();
    for (let k = 0; k < n * n; k++) {
      const u = gradients[2 * k] * (box[1] - box[0]), v = gradients[2 * k + 1] * (box[3] - box[2]), size = Math.hypot(u, v);
      const long = 0.92 * cell * Math.min(1, size / steep);
      if (!(long > 1.5)) continue;
      const dx = (u / size) * long, dy = (-v / size) * long, head = Math.min(5, long / 2);
      const x = f.x + ((k % n) + 0.5) * cell + dx / 2, y = f.y + f.h - (Math.floor(k / n) + 0.5) * (f.h / n) + dy / 2;
      ctx.moveTo(x - dx, y - dy);
      ctx.lineTo(x, y);
      for (const turn of [2.6, -2.6]) {
        ctx.moveTo(x, y);
        ctx.lineTo(x + (head * (dx * Math.cos(turn) - dy * Math.sin(turn))) / long, y + (head * (dx * Math.sin(turn) + dy * Math.cos(turn))) / long);
      }
    }
    ctx.stroke();
  }
}

function axes(ctx, f, box) {
  ctx.strokeStyle = colour("line");
  ctx.lineWidth = 1;
  ctx.strokeRect(f.x, f.y, f.w, f.h);
  for (const t of ticks(box[0], box[1], 4)) label(ctx, short(t), f.x + (f.w * (t - box[0])) / (box[1] - box[0]), f.y + f.h + 11);
  for (const t of ticks(box[2], box[3], 4)) label(ctx, short(t), f.x - 5, f.y + f.h * (1 - (t - box[2]) / (box[3] - box[2])), "right");
  label(ctx, "x", f.x + f.w / 2, f.y + f.h + 26);
  label(ctx, "y", 6, f.y + f.h / 2);
}

function samples(ctx, canvas, box, points, selected) {
  const r = points.length > 300 ? 2.5 : points.length > 100 ? 3.5 : 5;
  points.forEach((p, i) => {
    const [u, v] = toScreen(canvas, box, p);
    ctx.beginPath();
    ctx.arc(u, v, i === selected ? r + 2.5 : r, 0, 2 * Math.PI);
    ctx.fillStyle = i === selected ? "#e8483d" : "#ffffff";
    ctx.fill();
    ctx.lineWidth = 1.8;
    ctx.strokeStyle = "#10141a";
    ctx.stroke();
  });
}

// draw draws a panel: {values, gradients} on a grid, in the colours of map from lo to hi.
export function draw(canvas, { field, nodes, across, box, map, range, steep, points, selected, withArrows, onLight }) {
  const { ctx } = prepare(canvas), f = frameOf(canvas);
  heat(ctx, f, nodes, field.values, map, range);
  if (withArrows) arrows(ctx, f, across, field.gradients, box, steep, onLight);
  axes(ctx, f, box);
  samples(ctx, canvas, box, points, selected);
}
