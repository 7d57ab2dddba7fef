package main

import (
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"

	"example.com/sobolev/funcs"
	"example.com/sobolev/train"
	"example.com/sobolev/train/data"
	"example.com/sobolev/train/optim"
)

// fit trains a network on Franke's function, its gradients and Hessians, and saves it.
func fit(path string, epochs int) error {
	net, err := newNet()
	if err != nil {
		return err
	}
	box := data.Box{Lo: []float64{0, 0}, Hi: []float64{1, 1}}
	d, err := data.FromFunc(funcs.Franke, data.Halton[float64](box, 200, rand.New(rand.NewPCG(3, 4))), 2)
	if err != nil {
		return err
	}
	n := data.Standardize(d)
	if _, err := train.Fit(context.Background(), net, n.Apply(d), train.Options{
		Loss: train.Sobolev(1, 1, 0.1), Optimizer: optim.Adam(1e-2), Schedule: optim.Cosine, BatchSize: 50, Epochs: epochs}); err != nil {
		return err
	}
	if err := n.Fold(net); err != nil {
		return err
	}
	return net.Save(path)
}

// ask prints what the server answers at a point, and after it was told to reload a file of a network with more training.
func ask(w io.Writer, path string, epochs int) error {
	const point = "x=0.3,0.6"
	if err := fit(path, epochs/10); err != nil {
		return err
	}
	handler, err := newServer(path)
	if err != nil {
		return err
	}
	s := httptest.NewServer(handler)
	defer s.Close()
	for range 2 {
		r, err := http.Get(s.URL + "/hessian?" + point)
		if err != nil {
			return err
		}
		body, err := io.ReadAll(r.Body)
		r.Body.Close()
		if err != nil {
			return err
		}
		fmt.Fprintf(w, "%s: %s", point, body)
		if err := fit(path, epochs); err != nil {
			return err
		}
		if r, err = http.Post(s.URL+"/reload", "", nil); err != nil {
			return err
		}
		r.Body.Close()
		if r.StatusCode != http.StatusOK {
			return fmt.Errorf("reload: %s", r.Status)
		}
	}
	return nil
}
