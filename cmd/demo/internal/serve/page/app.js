// The page: reads the form, tells the worker, and draws what it answers.
import { maps } from "./colour.js";
import { scale, short } from "./axes.js";
import { draw, steepness } from "./panel.js";
import { History, drawCurves } from "./curves.js";
import { edit, remove } from "./samples.js";

const $ = (id) => document.getElementById(id);
const own = "your own formula…";
const state = { box: null, points: [], selected: -1, fields: null, history: new History(), paused: false, done: false };
const worker = new Worker("worker.js");
let seed = 1, notes = [];
let asked = 0; // the number of the last start, which the worker's complaints carry: earlier ones are out of date

// setup reads the form.
function setup(points) {
  const typed = $("function").value === own;
  return {
    function: typed ? "" : $("function").value, formula: $("formula").value, lo: Number($("lo").value), hi: Number($("hi").value),
    samples: Math.round(Number($("samples").value)), points, seed, order: Number($("order").value), act: $("act").value,
    hidden: $("hidden").value.split(/[\s,;x×-]+/).filter(Boolean).map((w) => Math.round(Number(w))),
    rate: Number($("rate").value), steps: Math.round(Number($("steps").value)),
  };
}

// wrong says which field of the form has no value that it can have, what that is and what is wanted; nothing if all is well.
function wrong() {
  const field = [...$("setup").elements].find((e) => !e.closest("[hidden]") && !e.checkValidity());
  if (!field) return "";
  const name = field.ariaLabel ?? field.labels[0].firstChild.textContent.trim();
  const got = field.validity.badInput ? "what is no number" : field.value || "nothing";
  let want = field.title || (field.step === "any" ? "a number" : "a whole number");
  if (field.min !== "" && field.max) want += ` from ${field.min} to ${field.max}`;
  return `${name}: got ${got}, want ${want}`;
}

// start begins anew, with the given samples or with drawn ones.
function start(points = []) {
  const typed = $("function").value === own;
  document.querySelectorAll(".own").forEach((e) => (e.hidden = !typed));
  const note = notes[$("function").selectedIndex];
  $("note").textContent = typed ? "There are sin, exp, sqrt, tanh, abs, max(a, b) and others, powers x^2, products 2x, and pi." : `${capital(note)}.`;
  const labels = $("order").selectedOptions[0].text;
  $("second-legend").textContent = labels === "values" ? "values as well" : labels;
  $("second").textContent = capital($("second-legend").textContent);
  asked++;
  const mistake = wrong();
  problem(mistake);
  if (mistake) return;
  state.paused = false;
  worker.postMessage({ type: "start", asked, setup: setup(points), run: true });
}

const capital = (text) => text[0].toUpperCase() + text.slice(1);

function problem(text) {
  $("problem").textContent = text;
  $("problem").hidden = text === "";
}

// result says how the networks stand.
function result() {
  const last = state.history.last;
  if (!last) return;
  const [[a, ga], [b, gb]] = last.errors, better = a / b;
  const compared = better >= 1.05 ? `${short(Number(better.toPrecision(2)))} times smaller`
    : better <= 0.95 ? `${short(Number((1 / better).toPrecision(2)))} times larger` : "no difference to speak of";
  const sentence = $("order").value === "0" ? `${short(a)} for both networks, which learn alike` : `${short(a)} from values alone, ${short(b)} with derivatives, ${compared}`;
  $("result").textContent = `${state.done ? "Done" : state.paused ? "Paused" : "Learning"} at step ${last.at.toLocaleString("en")}. Relative error of the values where there are no samples: ${sentence}.`;
  $("plain-error").textContent = `error ${short(a)}, of gradients ${short(ga)}`;
  $("sobolev-error").textContent = `error ${short(b)}, of gradients ${short(gb)}`;
}

// extent returns the least and the largest number.
function extent(values) {
  let lo = Infinity, hi = -Infinity;
  for (const v of values) if (!Number.isNaN(v)) [lo, hi] = [Math.min(lo, v), Math.max(hi, v)];
  return hi > lo ? [lo, hi] : [lo - 1, lo + 1];
}

// roundUp returns the next round number, so that a scale does not change with every frame.
function roundUp(v) {
  const p = 10 ** Math.floor(Math.log10(v || 1));
  return p * [1, 1.5, 2, 3, 5, 7.5, 10].find((m) => m * p >= v * 0.9999);
}

let planned = false;
function redraw() {
  if (!planned && state.fields) {
    planned = true;
    requestAnimationFrame(() => {
      planned = false;
      if (state.fields) render(); // a new session may have begun meanwhile
      worker.postMessage({ type: "drawn" });
    });
  }
}

function render() {
  const { truth, fits } = state.fields, asError = $("show").value === "error";
  const common = { nodes: state.nodes, across: state.across, box: state.box, steep: state.steep, points: state.points, selected: state.selected, withArrows: $("arrows").checked };
  draw($("truth"), { ...common, field: truth, map: maps.surface, range: state.range });
  const shown = fits.map((f) => (asError ? { values: f.values.map((v, i) => v - truth.values[i]), gradients: f.gradients.map((v, i) => v - truth.gradients[i]) } : f));
  const largest = asError ? roundUp(Math.max(...shown.flatMap((f) => extent(f.values).map(Math.abs)))) : 0;
  ["plain", "sobolev"].forEach((name, i) => draw($(name), {
    ...common, field: shown[i], onLight: asError, map: asError ? maps.error : maps.surface, range: asError ? [-largest, largest] : state.range,
  }));
  scale($("scale"), maps.surface, ...state.range, "value");
  $("error-scale-box").hidden = !asError;
  $("clipped").hidden = asError;
  if (asError) scale($("error-scale"), maps.error, -largest, largest, "fit − function");
  drawCurves($("curves"), state.history);
  $("pause").textContent = state.done ? "Done" : state.paused ? "Go on" : "Pause";
  $("pause").disabled = state.done;
  $("remove").disabled = state.selected < 0 || state.points.length < 2;
  result();
}

const answers = {
  ready({ choices }) {
    notes = [...choices.notes, ""];
    $("function").append(...[...choices.functions, own].map((n) => new Option(n, n)));
    $("function").value = "StyblinskiTang";
    $("act").append(...choices.activations.map((n) => new Option(n, n)));
    $("act").value = "tanh";
    for (const id of ["restart", "redraw"]) $(id).disabled = false;
    start();
  },
  started({ started: s }) {
    Object.assign(state, { box: s.box, nodes: s.nodes, across: s.arrows, points: s.points, selected: -1, fields: null, history: new History(), done: false });
    Object.assign(state, { range: extent(s.truth.values), steep: steepness(s.truth.gradients, s.box), truth: s.truth });
  },
  frame({ frame }) {
    state.fields = { truth: state.truth, fits: frame.networks.map((n) => n.field) };
    state.history.add(frame.step, frame.networks.map((n) => n.errors));
    const ended = frame.done && !state.done;
    state.done = frame.done;
    redraw();
    if (ended) {
      result();
      $("state").textContent = $("result").textContent;
    }
  },
  moved() {
    state.history.moved();
    state.done = false;
  },
  problem({ text, asked: of }) {
    if (of === undefined || of === asked) problem(text.replace(/^live: /, ""));
  },
};

worker.onmessage = ({ data }) => answers[data.type](data);
worker.onerror = (e) => problem(`The library cannot be started: ${e.message || "the worker does not load"}`);

// changed sends moved samples on, but not more often than the library can follow.
let waiting = 0;
function changed() {
  redraw();
  waiting ||= setTimeout(() => {
    waiting = 0;
    problem("");
    worker.postMessage({ type: "move", points: state.points, run: !state.paused });
  }, 60);
}

$("setup").addEventListener("submit", (e) => e.preventDefault());
$("setup").addEventListener("change", () => start());
$("restart").addEventListener("click", () => start(state.points));
$("redraw").addEventListener("click", () => {
  seed++;
  start();
});
$("remove").addEventListener("click", () => remove(state, changed));
$("pause").addEventListener("click", () => {
  state.paused = !state.paused;
  worker.postMessage({ type: "run", run: !state.paused });
  redraw();
});
for (const id of ["show", "arrows"]) $(id).addEventListener("change", redraw);
for (const id of ["truth", "plain", "sobolev"]) edit($(id), state, changed, redraw);
new ResizeObserver(redraw).observe(document.querySelector(".panels"));
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", redraw);
