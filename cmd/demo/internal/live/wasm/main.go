//go:build js && wasm

// Command wasm is package live for a worker of a browser: it puts an object named sobolev into the worker's global scope
// and stays to answer its calls. What fails returns an object with the property error.
package main

import (
	"encoding/json"
	"math"
	"syscall/js"
	"time"

	"example.com/sobolev/cmd/demo/internal/live"
	"example.com/sobolev/funcs"
	"example.com/sobolev/layers"
)

// session is the one that runs; nil before the first.
var session *live.Session

func main() {
	js.Global().Set("sobolev", map[string]any{
		"choices": answer(choices), "start": answer(start), "move": answer(move), "train": answer(trainFor), "frame": answer(frame),
	})
	js.Global().Call("ready")
	select {}
}

// answer makes a function of JavaScript, whose one argument is a string or a number.
func answer(f func(arg js.Value) (any, error)) js.Func {
	return js.FuncOf(func(_ js.Value, args []js.Value) any {
		result, err := f(append(args, js.Undefined())[0])
		if err != nil {
			return map[string]any{"error": err.Error()}
		}
		return result
	})
}

// choices lists the functions of two coordinates, with what makes them hard, and the activations.
func choices(js.Value) (any, error) {
	var functions, notes, activations []any
	for _, f := range funcs.All() {
		if _, err := f.Dimension(2); err == nil {
			functions, notes = append(functions, f.Name), append(notes, f.Note)
		}
	}
	for _, a := range layers.Activations() {
		if a.Name != layers.Identity.Name {
			activations = append(activations, a.Name)
		}
	}
	return map[string]any{"functions": functions, "notes": notes, "activations": activations}, nil
}

// start begins the session that the argument, JSON, sets up, and returns what stays the same during it.
func start(arg js.Value) (any, error) {
	var s live.Setup
	if err := json.Unmarshal([]byte(arg.String()), &s); err != nil {
		return nil, err
	}
	next, err := live.New(s)
	if err != nil {
		return nil, err
	}
	if session != nil {
		session.Close()
	}
	session = next
	var points []any // in double precision: a rounded one may lie outside the domain
	for _, p := range session.Points() {
		points = append(points, []any{p[0], p[1]})
	}
	b := session.Box()
	return map[string]any{
		"box": []any{b[0], b[1], b[2], b[3]}, "nodes": live.Nodes, "arrows": live.Arrows,
		"points": points, "truth": field(session.Truth()),
	}, nil
}

// move puts the samples of the argument, JSON, in place of the present ones.
func move(arg js.Value) (any, error) {
	var points [][2]float64
	if err := json.Unmarshal([]byte(arg.String()), &points); err != nil {
		return nil, err
	}
	return true, session.Move(points)
}

// trainFor trains for the given number of milliseconds and says whether the run has ended.
func trainFor(arg js.Value) (any, error) {
	err := session.Train(time.Duration(arg.Float() * float64(time.Millisecond)))
	return map[string]any{"done": session.Done()}, err
}

func frame(js.Value) (any, error) {
	f := session.Frame()
	var networks []any
	for i, at := range f.Fields {
		networks = append(networks, map[string]any{"errors": []any{f.Errors[i][0], f.Errors[i][1]}, "field": field(at)})
	}
	return map[string]any{"step": f.Step, "done": f.Done, "networks": networks}, nil
}

func field(f live.Field) map[string]any {
	return map[string]any{"values": array(f.Values), "gradients": array(f.Gradients)}
}

// array copies numbers into a Float32Array.
func array(xs []float32) js.Value {
	bytes := make([]byte, 0, 4*len(xs))
	for _, x := range xs {
		b := math.Float32bits(x)
		bytes = append(bytes, byte(b), byte(b>>8), byte(b>>16), byte(b>>24))
	}
	buffer := js.Global().Get("Uint8Array").New(len(bytes))
	js.CopyBytesToJS(buffer, bytes)
	return js.Global().Get("Float32Array").New(buffer.Get("buffer"))
}
