package main

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"math"
	"math/rand/v2"
	"time"

	"example.com/sobolev/dual"
	"example.com/sobolev/layers"
	"example.com/sobolev/train"
	"example.com/sobolev/train/data"
	"example.com/sobolev/train/optim"
)

// job is a training run that is interrupted.
type job struct {
	name    string
	options train.Options
	want    string        // its digest when it is left alone
	takes   time.Duration // when it is left alone
}

var jobs = []job{
	{name: "Adam", options: train.Options{Optimizer: optim.Adam(1e-2), Epochs: 150, BatchSize: 32, Seed: 7, Average: 0.9,
		Schedule: optim.WarmUp(0.1, optim.Cosine), Plateau: optim.Plateau{Patience: 2, Factor: 0.7}}},
	{name: "Nesterov", options: train.Options{Optimizer: optim.Nesterov(1e-3, 0.9), Epochs: 150, BatchSize: 50, ClipNorm: 1}},
	{name: "LBFGS", options: train.Options{Optimizer: optim.LBFGS(5), Epochs: 150}},
}

// fit trains, saving every epoch to path and going on with the run that is there, and returns a digest of what it made.
func (j *job) fit(ctx context.Context, path string) (string, error) {
	rng := rand.New(rand.NewPCG(1, 2))
	net, err := layers.NewMLP[float64](2, []int{16, 16}, 1, layers.Tanh, rng)
	if err != nil {
		return "", err
	}
	wave := func(x []dual.Any) dual.Any { return x[0].Scale(2).Sin().Add(x[1].Mul(x[1])) }
	box := data.Box{Lo: []float64{-1, -1}, Hi: []float64{1, 1}}
	d, err := data.FromFunc(wave, data.Uniform[float64](box, 200, rng), 1)
	if err != nil {
		return "", err
	}
	validation, err := data.FromFunc(wave, data.Uniform[float64](box, 20, rng), 1)
	if err != nil {
		return "", err
	}
	opt := j.options
	opt.Loss = train.Sobolev(1, 0.1)
	opt.Checkpoint = train.Checkpoint{Path: path, Resume: true}
	result, err := train.FitValidated(ctx, net, d, validation, opt)
	if err != nil {
		return "", err
	}
	return digest(net.Params(), result), nil
}

// digest is a fingerprint of the parameters and of all that a run reports but its speed.
func digest(params []float64, r *train.Result) string {
	h := sha256.New()
	add := func(x ...float64) {
		for _, v := range x {
			h.Write(binary.LittleEndian.AppendUint64(nil, math.Float64bits(v)))
		}
	}
	add(params...)
	add(float64(r.Best))
	for _, e := range r.Epochs {
		add(float64(e.Epoch), e.Loss, e.Validation, e.LearningRate, e.GradNorm)
		add(e.Parts...)
	}
	return fmt.Sprintf("%x", h.Sum(nil)[:8])
}
