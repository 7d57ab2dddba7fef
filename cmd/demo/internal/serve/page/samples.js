// Placing and moving samples, by pointer, touch and keys, in any of the panels.
import { toScreen, toPoint } from "./panel.js";

const reach = 16; // CSS pixels within which a point is meant

// edit lets a canvas change state.points and state.selected, and calls changed after each change.
export function edit(canvas, state, changed, redraw) {
  const at = (e) => {
    const r = canvas.getBoundingClientRect();
    return [e.clientX - r.left, e.clientY - r.top];
  };
  const hit = ([u, v]) => {
    let best = -1, least = reach;
    state.points.forEach((p, i) => {
      const [a, b] = toScreen(canvas, state.box, p), d = Math.hypot(a - u, b - v);
      if (d < least) [best, least] = [i, d];
    });
    return best;
  };
  let dragging = false, grabbed = false;

  // A finger on a sample drags it; elsewhere it scrolls the page.
  canvas.addEventListener("touchstart", (e) => {
    if (state.box && e.touches.length === 1 && hit(at(e.touches[0])) >= 0) e.preventDefault();
  }, { passive: false });
  canvas.addEventListener("pointerdown", (e) => {
    if (!state.box) return;
    const i = hit(at(e));
    grabbed = dragging = i >= 0;
    if (!grabbed) return;
    state.selected = i;
    canvas.setPointerCapture(e.pointerId);
    canvas.focus({ preventScroll: true });
    redraw();
  });
  canvas.addEventListener("pointermove", (e) => {
    if (!dragging) return;
    state.points[state.selected] = toPoint(canvas, state.box, at(e));
    changed();
  });
  for (const type of ["pointerup", "pointercancel"]) canvas.addEventListener(type, () => (dragging = false));
  canvas.addEventListener("click", (e) => {
    if (state.box && !grabbed) add(state, toPoint(canvas, state.box, at(e)), changed);
  });
  canvas.addEventListener("keydown", (e) => {
    if (state.box && !e.ctrlKey && !e.metaKey && !e.altKey && key(state, e, changed, redraw)) e.preventDefault();
  });
}

function add(state, point, changed) {
  state.points.push(point);
  state.selected = state.points.length - 1;
  changed();
}

// remove takes the selected sample out; one always stays.
export function remove(state, changed) {
  if (state.selected < 0 || state.points.length < 2) return;
  state.points.splice(state.selected, 1);
  state.selected = Math.min(state.selected, state.points.length - 1);
  changed();
}

const directions = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };

// key does what a key stands for and reports whether it stands for anything.
function key(state, e, changed, redraw) {
  const n = state.points.length, b = state.box, name = e.key.toLowerCase();
  if (name === "n" || name === "p") {
    state.selected = state.selected < 0 ? (name === "n" ? 0 : n - 1) : (state.selected + (name === "n" ? 1 : n - 1)) % n;
    redraw();
  } else if (e.key === "Enter") {
    add(state, [(b[0] + b[1]) / 2, (b[2] + b[3]) / 2], changed);
  } else if (e.key === "Delete" || e.key === "Backspace") {
    remove(state, changed);
  } else if (directions[e.key] && state.selected >= 0) {
    const share = e.shiftKey ? 0.1 : 0.01, p = state.points[state.selected], d = directions[e.key];
    state.points[state.selected] = [0, 1].map((k) => Math.min(b[2 * k + 1], Math.max(b[2 * k], p[k] + d[k] * share * (b[2 * k + 1] - b[2 * k]))));
    changed();
  } else {
    return false;
  }
  return true;
}
