package bench

import (
	"context"
	"fmt"
	"math/rand/v2"

	"example.com/sobolev/dual"
	"example.com/sobolev/jet"
	"example.com/sobolev/layers"
	"example.com/sobolev/train"
	"example.com/sobolev/train/data"
	"example.com/sobolev/train/optim"
)

// work is what a cell does, ready to be done n times: once in benchmarks of Go, in blocks by the command.
type work struct {
	do    func(n int) error
	plan  string
	flops float64 // of the products that the cell needs in principle
}

// newWork prepares the cell for networks of F, on random data and a number of worker goroutines.
func newWork[F dual.Float](c cell, threads int) (*work, error) {
	rng := rand.New(rand.NewPCG(1, 2))
	net, multiplications, err := network[F](c, rng)
	if err != nil {
		return nil, err
	}
	w := &work{plan: "forward", flops: 2 * float64(c.Batch) * float64(c.products()) * float64(multiplications)}
	normals := func(n int) []F {
		x := make([]F, n)
		for i := range x {
			x[i] = F(rng.NormFloat64())
		}
		return x
	}
	if c.evaluates() {
		w.do = evaluations(c, net, normals(c.Batch*c.D))
		return w, nil
	}
	return w, prepareSteps(w, c, net, threads, normals)
}

// evaluations computes the derivatives of a batch over and over.
func evaluations[F dual.Float](c cell, net *layers.Net[F], x []F) func(n int) error {
	ws := net.NewWorkspace()
	evaluate := func() { net.Hessian(ws, x) }
	if c.Kind == "lapfwd" {
		evaluate = func() { net.Laplacian(ws, x) }
	}
	return func(n int) error {
		for range n {
			evaluate()
		}
		return nil
	}
}

// prepareSteps makes the work full training steps: forward, loss, parameter gradient and, but for Laplacians, Adam.
func prepareSteps[F dual.Float](w *work, c cell, net *layers.Net[F], threads int, normals func(int) []F) error {
	term, optimizer, err := objective(c, net, normals)
	if err != nil {
		return err
	}
	trainer, err := train.NewTrainer(net, train.Options{Optimizer: optimizer, Epochs: 1 << 30, Workers: threads}, term)
	if err != nil {
		return err
	}
	w.plan = trainer.Plans()[0].String()
	w.do = func(n int) error {
		for _, err := range trainer.Steps(context.Background()) {
			if n--; err != nil || n == 0 {
				return err
			}
		}
		return fmt.Errorf("bench: cell %q: the training ended", c.Name)
	}
	return nil
}

// objective returns the cell's loss on random data and its optimiser.
func objective[F dual.Float](c cell, net *layers.Net[F], normals func(int) []F) (train.Term[F], optim.Optimizer, error) {
	if c.hasImages() {
		return newImages(net, c.Batch, c.Kind == "convgrad", normals), optim.Adam(1e-4), nil
	}
	training := &data.Data[F]{In: c.D, Out: 1, X: normals(c.Batch * c.D)}
	labels := jet.Full(c.D, c.Order)
	if c.Kind == "lap" {
		labels = jet.Real()
	}
	training.Labels = data.NewLabels[F](labels, c.Batch, 1)
	copy(training.Labels.Data, normals(len(training.Labels.Data)))
	if c.Kind == "lap" {
		return newLaplacian(training), noUpdate{}, nil
	}
	term, err := train.Regression(net, training, train.MeanSquared(c.Order))
	return term, optim.Adam(1e-4), err
}
