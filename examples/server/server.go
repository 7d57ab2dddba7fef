package main

import (
	"encoding/json"
	"fmt"
	"log"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"

	"example.com/sobolev/layers"
)

// A model is a network with workspaces for those who use it: one for each request under way.
type model struct {
	net        *layers.Net[float64]
	workspaces sync.Pool
}

// A server answers by the model it has last read.
type server struct {
	path  string
	model atomic.Pointer[model]
}

// reload reads the file. Requests under way go on with the model they have begun with.
func (s *server) reload() error {
	net, err := layers.Open[float64](s.path)
	if err != nil {
		return err
	}
	if net.Out() != 1 {
		return fmt.Errorf("%s: the network has %d outputs, want 1", s.path, net.Out())
	}
	s.model.Store(&model{net: net, workspaces: sync.Pool{New: func() any { return net.NewWorkspace() }}})
	return nil
}

// An answer is what clients get. What was not asked for is left out.
type answer struct {
	Value    float64   `json:"value"`
	Gradient []float64 `json:"gradient,omitempty"`
	Hessian  []float64 `json:"hessian,omitempty"` // row after row
}

// evaluate answers with derivatives up to the order.
func (s *server) evaluate(order int) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		m := s.model.Load()
		x, err := parse(r.FormValue("x"), m.net.In())
		if err != nil {
			http.Error(w, err.Error(), http.StatusBadRequest)
			return
		}
		ws := m.workspaces.Get().(*layers.Workspace[float64])
		defer m.workspaces.Put(ws)
		var a answer
		switch order {
		case 0:
			a.Value = m.net.Value(ws, x)[0]
		case 1:
			y, grad := m.net.Gradient(ws, x)
			a = answer{Value: y[0], Gradient: grad}
		case 2:
			y, grad, hess := m.net.Hessian(ws, x)
			a = answer{Value: y[0], Gradient: grad, Hessian: hess}
		}
		w.Header().Set("Content-Type", "application/json")
		if err := json.NewEncoder(w).Encode(a); err != nil { // before the workspace goes to the next request
			log.Print(err)
		}
	}
}

// parse reads a point of n coordinates with commas between them.
func parse(text string, n int) ([]float64, error) {
	words := strings.Split(text, ",")
	if len(words) != n {
		return nil, fmt.Errorf("x = %q, want %d numbers with commas between them", text, n)
	}
	x := make([]float64, n)
	for i, word := range words {
		var err error
		if x[i], err = strconv.ParseFloat(word, 64); err != nil || x[i]-x[i] != 0 {
			return nil, fmt.Errorf("x = %q: coordinate %d is no finite number", text, i)
		}
	}
	return x, nil
}

// newServer returns a handler that serves the network in the file.
func newServer(path string) (http.Handler, error) {
	s := &server{path: path}
	mux := http.NewServeMux()
	for order, name := range []string{"value", "gradient", "hessian"} {
		mux.HandleFunc("GET /"+name, s.evaluate(order))
	}
	mux.HandleFunc("POST /reload", func(w http.ResponseWriter, _ *http.Request) {
		if err := s.reload(); err != nil { // the old model goes on
			http.Error(w, err.Error(), http.StatusInternalServerError)
		}
	})
	return mux, s.reload()
}
