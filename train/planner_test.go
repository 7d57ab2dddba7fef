package train

import (
	"context"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"example.com/sobolev/dual"
	"example.com/sobolev/jet"
	"example.com/sobolev/layers"
	"example.com/sobolev/train/data"
	"example.com/sobolev/train/internal/traintest"
	"example.com/sobolev/train/optim"
)

// TestPlanner checks what is picked for each kind of loss and labels, and its number of products a layer.
func TestPlanner(t *testing.T) {
	directed := traintest.Labelled(t, 2, 1, 0)
	directed.Labels, directed.Directions = data.NewLabels[float64](jet.Dual(1), 3, 1), make([]float64, 6)
	triple := traintest.Labelled(t, 5, 1, 0)
	triple.Labels, triple.Directions = data.NewLabels[float64](jet.Dual(3), 3, 1), make([]float64, 3*5*3)
	laplace := traintest.Labelled(t, 5, 1, 0)
	laplace.Labels = data.NewLabels[float64](jet.Laplace(5), 3, 1)
	products := traintest.Labelled(t, 5, 1, 1)
	products.HessianVectors = &data.HessianVectors[float64]{U: make([]float64, 15), H: make([]float64, 15)}
	for _, c := range []struct {
		name     string
		data     *data.Data[float64]
		loss     Loss
		strategy layers.Strategy
		products int
		says     string
	}{
		{"values", traintest.Labelled(t, 2, 1, 0), Sobolev(1), layers.HalfOrder, 3, "jets would need 3"},
		{"order 1, 1 input", traintest.Labelled(t, 1, 1, 1), Sobolev(1, 1), layers.HalfOrder, 6, "jets would need 6"},
		{"order 1, 2 inputs", traintest.Labelled(t, 2, 1, 1), Sobolev(1, 1), layers.HalfOrder, 6, "jets would need 9"},
		{"order 1, 9 inputs", traintest.Labelled(t, 9, 1, 1), Balanced(Huber(1), 1, 1), layers.HalfOrder, 6, "jets would need 30"},
		{"order 1, 2 inputs, 3 outputs", traintest.Labelled(t, 2, 3, 1), Sobolev(1, 1), layers.Jets, 9, "half order would need 12"},
		{"order 2, 1 input", traintest.Labelled(t, 1, 1, 2), Sobolev(1, 1, 1), layers.HalfOrder, 9, "jets would need 9"},
		{"order 2, 5 inputs", traintest.Labelled(t, 5, 1, 2), Sobolev(1, 1, 1), layers.HalfOrder, 3*5 + 6, "jets would need 63"},
		{"Laplacian, 5 inputs", laplace, Sobolev(1, 1, 1), layers.HalfOrder, 3*5 + 6, "jets would need 21"},
		{"Hessian-vector products, 5 inputs", products, Sobolev(1, 1, 1), layers.HalfOrder, 3*5 + 6, "jets would need 63"},
		{"order 3", traintest.Labelled(t, 2, 1, 3), Sobolev(1, 1, 1, 1), layers.Jets, 3 * 10, "half order would need 18, and more work besides"},
		{"order 2 without weight", traintest.Labelled(t, 5, 1, 2), Sobolev(1, 1, 0), layers.HalfOrder, 6, "jets would need 18"},
		{"direction", directed, Sobolev(1, 1), layers.Jets, 6, "half order would need 6 too"},
		{"3 directions", triple, Sobolev(1, 1), layers.HalfOrder, 6, "jets would need 12"},
		{"stochastic, 5 inputs", traintest.Labelled(t, 5, 1, 2), Stochastic(1, 1, 1), layers.Jets, 12, "half order would need 12 too"},
		{"distillation", traintest.Labelled(t, 7, 3, 1), KullbackLeibler(1, 1), layers.HalfOrder, 12, "jets would need 24"},
	} {
		net := traintest.Small(t, c.data.In, c.data.Out, layers.Tanh)
		term, err := Regression(net, c.data, c.loss)
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		trainer, err := NewTrainer(net, Options{Loss: c.loss, Epochs: 1}, term)
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		p := trainer.Plans()[0]
		if p.Strategy != c.strategy || p.Products() != c.products || !strings.Contains(p.String(), c.says) {
			t.Errorf("%s: %v, want %v with %d products and %q", c.name, p, c.strategy, c.products, c.says)
		}
	}
}

// TestStrategiesTrainAlike takes one step of plain descent with both strategies on batches of several tiles: the
// parameters must agree to 1e-10 of the step.
func TestStrategiesTrainAlike(t *testing.T) {
	for _, c := range []struct{ in, out, order int }{{1, 1, 1}, {2, 1, 1}, {5, 2, 1}, {1, 1, 2}, {2, 1, 2}, {4, 2, 2}} {
		t.Run(fmt.Sprintf("%d→%d/order=%d", c.in, c.out, c.order), func(t *testing.T) {
			rng := rand.New(rand.NewPCG(6, uint64(c.in)))
			p := data.Points[float64]{Dim: c.in}
			for range 300 * c.in {
				p.X = append(p.X, rng.NormFloat64())
			}
			d, err := data.FromVectorFunc(traintest.Target[dual.Any](c.out), p, c.order)
			if err != nil {
				t.Fatal(err)
			}
			var steps [2][]float64
			for i, s := range []layers.Strategy{layers.Jets, layers.HalfOrder} {
				net, err := layers.NewMLP[float64](c.in, []int{40, 30}, c.out, layers.Softplus, rand.New(rand.NewPCG(5, 5)))
				if err != nil {
					t.Fatal(err)
				}
				before := append([]float64(nil), net.Params()...)
				opt := Options{Loss: Balanced(Huber(0.5), 1, 1, 1), Epochs: 1, Optimizer: optim.SGD(1, 0), Strategy: s, Workers: 2}
				opt.Loss.Orders = opt.Loss.Orders[:c.order+1]
				if _, err := Fit(context.Background(), net, d, opt); err != nil {
					t.Fatal(err)
				}
				for j, v := range net.Params() {
					steps[i] = append(steps[i], v-before[j])
				}
			}
			traintest.RequireNear(t, "steps", steps[1], steps[0], 1e-10)
		})
	}
}
