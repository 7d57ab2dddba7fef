package optim_test

import (
	"context"
	"fmt"

	"example.com/sobolev/train"
	"example.com/sobolev/train/optim"
)

// downhill is gradient descent that tries twice its last step, and halves it until it leads downhill.
type downhill struct{}

func (downhill) Rate() float64 { return 1 }

func (downhill) Update32(int) optim.Update[float32] { return nil }

func (downhill) Update64(n int) optim.Update[float64] {
	return &downhillUpdate{step: []float64{1}, from: make([]float64, n), slope: make([]float64, n)}
}

func (downhill) String() string { return "downhill" }

type downhillUpdate struct {
	step        []float64 // the last one, of length 1
	from, slope []float64
}

func (u *downhillUpdate) State() [][]float64 { return [][]float64{u.step} }

func (u *downhillUpdate) Search(params, grad []float64, loss, rate float64, evaluate func() float64) bool {
	copy(u.from, params)
	copy(u.slope, grad)
	for u.step[0] *= 2; u.step[0] > 1e-12; u.step[0] /= 2 {
		for i, from := range u.from {
			params[i] = from - rate*u.step[0]*u.slope[i]
		}
		if evaluate() < loss {
			return true
		}
	}
	copy(params, u.from)
	return false
}

func (u *downhillUpdate) Why() string { return "no step leads downhill" }

// An optimiser of one's own, which decides by the loss how far to go. A run with it resumes from checkpoints as any other.
func ExampleSearcher() {
	res, err := train.Fit(context.Background(), smallNet(), rippleData(50, 1), train.Options{
		Loss: train.Sobolev(1, 0.5), Optimizer: downhill{}, Epochs: 200})
	if err != nil {
		fmt.Println(err)
		return
	}
	rises := 0
	for i, e := range res.Epochs[1:] {
		if e.Loss > res.Epochs[i].Loss {
			rises++
		}
	}
	fmt.Printf("the loss fell tenfold: %v, steps at which it rose: %d\n", res.Epochs[199].Loss < 0.1*res.Epochs[0].Loss, rises)
	// Output: the loss fell tenfold: true, steps at which it rose: 0
}
