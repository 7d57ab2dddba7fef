package main

import (
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"

	"example.com/sobolev/funcs"
	"example.com/sobolev/layers"
	"example.com/sobolev/train"
	"example.com/sobolev/train/data"
	"example.com/sobolev/train/optim"
)

// fit trains a network on Franke's function, its gradients and Hessians, with so many steps, and saves it.
func fit(path string, steps int) error {
	net, err := layers.NewMLP[float64](2, []int{24, 24}, 1, layers.Tanh, rand.New(rand.NewPCG(1, 2)))
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
		Loss: train.Sobolev(1, 1, 0.1), Optimizer: optim.LevenbergMarquardt(optim.LevenbergOptions{}), Epochs: steps}); err != nil {
		return err
	}
	if err := n.Fold(net); err != nil {
		return err
	}
	return net.Save(path)
}

// ask prints what the server answers at a point, and after it was told to reload a file of a network with more training.
func ask(w io.Writer, path string, steps int) error {
	if err := fit(path, steps/10); err != nil {
		return err
	}
	handler, err := newServer(path)
	if err != nil {
		return err
	}
	s := httptest.NewServer(handler)
	defer s.Close()
	if err := query(w, s.URL); err != nil {
		return err
	}
	if err := fit(path, steps); err != nil {
		return err
	}
	r, err := http.Post(s.URL+"/reload", "", nil)
	if err != nil {
		return err
	}
	r.Body.Close()
	if r.StatusCode != http.StatusOK {
		return fmt.Errorf("reload: %s", r.Status)
	}
	return query(w, s.URL)
}

// query prints the answer of the server at the URL.
func query(w io.Writer, url string) error {
	const point = "x=0.3,0.6"
	r, err := http.Get(url + "/hessian?" + point)
	if err != nil {
		return err
	}
	defer r.Body.Close()
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return err
	}
	fmt.Fprintf(w, "%s: %s", point, body)
	return nil
}
