// Colour maps: one of rising lightness for values, a diverging one for signed errors.
const values = ["1d164a", "2a3f86", "1c6f96", "229a8c", "6cbf6c", "c6d858", "fbf2a6"];
const signed = ["1b4f9c", "5f93cf", "b5d0e8", "f2f2f2", "f3c3a8", "dc7d55", "9c2f1b"];

function table(stops) {
  const rgb = stops.map((s) => [0, 2, 4].map((i) => parseInt(s.slice(i, i + 2), 16)));
  const out = new Uint8ClampedArray(3 * 256);
  for (let i = 0; i < 256; i++) {
    const t = (i / 255) * (stops.length - 1), k = Math.min(Math.floor(t), stops.length - 2);
    for (let c = 0; c < 3; c++) out[3 * i + c] = rgb[k][c] + (rgb[k + 1][c] - rgb[k][c]) * (t - k);
  }
  return out;
}

export const maps = { surface: table(values), error: table(signed) };

// paint writes the colour of v between lo and hi into four bytes; what is not a number is transparent.
export function paint(map, v, lo, hi, bytes, at) {
  if (Number.isNaN(v)) {
    bytes[at + 3] = 0;
    return;
  }
  const i = Math.round(255 * Math.min(1, Math.max(0, (v - lo) / (hi - lo || 1))));
  for (let c = 0; c < 3; c++) bytes[at + c] = map[3 * i + c];
  bytes[at + 3] = 255;
}
