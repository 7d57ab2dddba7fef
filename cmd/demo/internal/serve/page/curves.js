// The held-out errors against the steps, on a logarithmic scale.
import { prepare, colour, ticks, short, label } from "./axes.js";

const most = 600; // entries kept; beyond them every second one is left out

export class History {
  constructor() {
    this.entries = []; // {at, errors: [[value, gradient], [value, gradient]]}
    this.base = 0;
  }

  get last() {
    return this.entries.at(-1);
  }

  add(step, errors) {
    const at = this.base + step;
    if (this.last && at <= this.last.at) this.entries.pop();
    this.entries.push({ at, errors });
    if (this.entries.length > most) this.entries = this.entries.filter((_, i) => i % 2 === 0 || i === this.entries.length - 1);
  }

  // moved says that a new run begins with the weights of the last one.
  moved() {
    this.base = this.last ? this.last.at : 0;
  }
}

// decades returns the numbers 1, 2 and 5 times powers of ten from lo to hi, or the powers alone if these are many.
function decades(lo, hi) {
  const list = [], many = Math.log10(hi / lo) > 3;
  for (let p = Math.floor(Math.log10(lo)); p <= Math.ceil(Math.log10(hi)); p++)
    for (const m of many ? [1] : [1, 2, 5]) {
      const v = m * 10 ** p;
      if (v >= lo * 0.999 && v <= hi * 1.001) list.push(v);
    }
  return list;
}

export function drawCurves(canvas, history) {
  const { ctx, width, height } = prepare(canvas);
  const f = { x: 48, y: 24, w: width - 78, h: height - 64 }; // half of the last tick's number is to the right of the end
  const all = history.entries.flatMap((e) => e.errors.flat()).filter((v) => v > 0 && Number.isFinite(v));
  if (all.length === 0) return;
  const lo = Math.min(0.5, Math.min(...all) / 1.15), hi = Math.max(1.2, Math.max(...all) * 1.15);
  const end = Math.max(10, history.last.at);
  const px = (at) => f.x + (f.w * at) / end, py = (v) => f.y + (f.h * Math.log(hi / v)) / Math.log(hi / lo);
  ctx.strokeStyle = colour("line");
  ctx.lineWidth = 1;
  for (const v of decades(lo, hi)) {
    ctx.beginPath();
    ctx.moveTo(f.x, py(v));
    ctx.lineTo(f.x + f.w, py(v));
    ctx.stroke();
    label(ctx, short(v), f.x - 6, py(v), "right");
  }
  for (const t of ticks(0, end, width < 500 ? 4 : 8)) label(ctx, t.toLocaleString("en"), px(t), f.y + f.h + 12);
  label(ctx, "relative error", 0, 9, "left");
  label(ctx, "step", f.x + f.w / 2, f.y + f.h + 30);
  ["plain", "sobolev"].forEach((name, network) =>
    [0, 1].forEach((kind) => {
      ctx.strokeStyle = colour(name);
      ctx.lineWidth = kind ? 1.6 : 2.4;
      ctx.setLineDash(kind ? [6, 4] : []);
      ctx.beginPath();
      for (const e of history.entries) if (e.errors[network][kind] > 0) ctx.lineTo(px(e.at), py(e.errors[network][kind]));
      ctx.stroke();
    }),
  );
  ctx.setLineDash([]);
}
