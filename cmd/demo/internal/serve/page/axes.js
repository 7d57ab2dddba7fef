// Canvases that fit their place on the screen, and axes.

// prepare returns a context of a canvas in CSS pixels, cleared, with the size.
export function prepare(canvas) {
  const ratio = window.devicePixelRatio || 1, { clientWidth: width, clientHeight: height } = canvas;
  const w = Math.round(width * ratio), h = Math.round(height * ratio);
  if (canvas.width !== w || canvas.height !== h) Object.assign(canvas, { width: w, height: h });
  const ctx = canvas.getContext("2d");
  ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
  ctx.clearRect(0, 0, width, height);
  ctx.font = "12px system-ui, sans-serif";
  return { ctx, width, height };
}

// colour returns a colour of the style sheet, which knows dark from light.
export const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();

// ticks returns about n round numbers from lo to hi.
export function ticks(lo, hi, n) {
  const raw = (hi - lo) / n, power = 10 ** Math.floor(Math.log10(raw));
  const step = power * [1, 2, 5, 10].find((m) => m * power >= raw * 0.999);
  const list = [];
  for (let k = Math.ceil(lo / step - 1e-9); k * step <= hi + step * 1e-9; k++) list.push(k * step || 0);
  return list;
}

// short writes a number with at most three digits.
export function short(v) {
  if (v === 0) return "0";
  const size = Math.abs(v);
  if (size >= 1e5 || size < 1e-3) return v.toExponential(1).replace(".0e", "e").replace("e+", "e").replace("-", "−");
  return String(Number(v.toPrecision(3))).replace("-", "−");
}

// label writes centred or aligned text in the soft colour.
export function label(ctx, text, x, y, align = "center", base = "middle") {
  ctx.fillStyle = colour("soft");
  ctx.textAlign = align;
  ctx.textBaseline = base;
  ctx.fillText(text, x, y);
}

// scale draws a bar of colours with ticks under it, and a title above.
export function scale(canvas, map, lo, hi, title) {
  const { ctx, width } = prepare(canvas);
  const left = 18, right = width - 18, top = 20, bottom = 32;
  for (let x = left; x < right; x++) {
    const i = Math.round((255 * (x - left)) / (right - left));
    ctx.fillStyle = `rgb(${map[3 * i]} ${map[3 * i + 1]} ${map[3 * i + 2]})`;
    ctx.fillRect(x, top, 1.5, bottom - top);
  }
  label(ctx, title, left, 8, "left");
  for (const t of ticks(lo, hi, 5)) label(ctx, short(t), left + ((right - left) * (t - lo)) / (hi - lo), bottom + 12);
}
