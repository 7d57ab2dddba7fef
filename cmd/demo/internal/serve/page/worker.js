// Runs the library and trains, away from the page's own thread. Messages in: start, move, run, drawn. Messages out: ready,
// started, moved, frame, problem. A frame is sent only when the page has drawn the one before, and so rarely that most of
// the time goes into training.
importScripts("wasm_exec.js");

const slice = 30; // milliseconds of training between two looks at the messages
let running = false, drawn = true, timer = 0, earliest = 0, asked;

const post = (type, content) => postMessage({ type, ...content });

// checked returns a result, or null after reporting what it says went wrong.
function checked(result) {
  if (result && result.error) {
    post("problem", { text: result.error, asked });
    return null;
  }
  return result;
}

function sendFrame() {
  const begin = performance.now(), frame = checked(sobolev.frame()), end = performance.now();
  earliest = end + 3 * (end - begin);
  if (frame) {
    drawn = false;
    running &&= !frame.done;
    post("frame", { frame });
  }
}

function tick() {
  timer = 0;
  if (!running) return;
  const more = checked(sobolev.train(slice));
  if (!more || more.done || (drawn && performance.now() >= earliest)) sendFrame();
  if (running) timer = setTimeout(tick, 0);
}

function setRunning(on) {
  running = on;
  if (running && !timer) timer = setTimeout(tick, 0);
}

const actions = {
  start({ setup, run, asked: of }) {
    asked = of;
    const started = checked(sobolev.start(JSON.stringify(setup)));
    if (!started) return;
    post("started", { started });
    sendFrame();
    setRunning(run);
  },
  move({ points, run }) {
    if (checked(sobolev.move(JSON.stringify(points))) === null) return;
    post("moved", {});
    setRunning(run);
    if (!run) sendFrame();
  },
  run({ run }) {
    setRunning(run);
    if (!run) sendFrame();
  },
  drawn() {
    drawn = true;
  },
};

onmessage = ({ data }) => actions[data.type](data);

// Called by the library when it has come up.
self.ready = () => post("ready", { choices: sobolev.choices() });

const go = new Go();
WebAssembly.instantiateStreaming(fetch("sobolev.wasm"), go.importObject)
  .then(({ instance }) => go.run(instance))
  .then(() => post("problem", { text: "The library has stopped; load the page again." }))
  .catch((e) => post("problem", { text: `The library cannot be loaded: ${e.message}` }));
