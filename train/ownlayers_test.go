package train_test

import (
	"math"
	"math/rand/v2"
	"testing"

	"example.com/sobolev/jet"
	"example.com/sobolev/layers"
	"example.com/sobolev/train"
	"example.com/sobolev/train/internal/traintest"
	"example.com/sobolev/train/optim"
)

// own is a layer of a user's that says nothing of itself. Its passes push directions or not.
type own struct {
	layers.Layer[float64]
	tangents bool
}

func (l own) NewPass(alg *jet.Algebra, in, samples int) layers.Pass[float64] {
	p := l.Layer.NewPass(alg, in, samples)
	if l.tangents {
		return struct{ layers.TangentPass[float64] }{p.(layers.TangentPass[float64])}
	}
	return struct{ layers.Pass[float64] }{p}
}

// ownAffine is a layer of a user's that says that it is affine: the weights are its parameters.
type ownAffine struct {
	layers.Layer[float64]
	width int
}

func (l ownAffine) Weights(params []float64, in int) layers.Weights[float64] {
	n := in * l.width
	return layers.Weights[float64]{In: in, Out: l.width, W: params[:n], B: params[n:]}
}

// ownNets are a network of layers of this package and the same one of a user's layers.
func ownNets(t *testing.T) (plain *layers.Net[float64], own []*layers.Net[float64]) {
	t.Helper()
	for i, all := range ownLayers() {
		net, err := layers.New(2, rand.New(rand.NewPCG(3, 4)), all...)
		if err != nil {
			t.Fatal(err)
		}
		if i == 0 {
			plain = net
		} else {
			copy(net.Params(), plain.Params())
			own = append(own, net)
		}
	}
	return plain, own
}

func ownLayers() [][]layers.Layer[float64] {
	dense, tanh, norm := layers.Dense[float64], layers.Activate[float64](layers.Tanh), layers.LayerNorm[float64](0.1)
	all := [][]layers.Layer[float64]{{dense(6, nil), tanh, norm, dense(1, nil)}}
	for _, tangents := range []bool{true, false} {
		all = append(all, []layers.Layer[float64]{own{dense(6, nil), tangents}, own{tanh, tangents}, own{norm, tangents}, ownAffine{dense(1, nil), 1}})
	}
	return all
}

// TestOwnLayersSolve compares what solvers make of layers of a user's with what they make of the library's.
func TestOwnLayersSolve(t *testing.T) {
	plain, own := ownNets(t)
	d := teacherData[float64](t, 25, 2, 1)
	for _, loss := range []train.Loss{train.Sobolev(1), train.Sobolev(1, 0.5), train.Sobolev(1, 0.5, 0.1)} {
		var want []float64 // of the plain network
		for i, net := range append([]*layers.Net[float64]{plain}, own...) {
			term, err := train.Regression(net, d, loss)
			if err != nil {
				t.Fatal(err)
			}
			traintest.TakeProducts(t, func(o optim.Optimizer) error {
				_, err := train.FitTerms(t.Context(), net, []train.Term[float64]{term}, nil, train.Options{Optimizer: o, Epochs: 1, Workers: 2})
				return err
			})
			solved := net.Clone()
			if term, err = train.Regression(solved, d, loss); err != nil {
				t.Fatal(err)
			}
			if _, err := train.SolveOutput(t.Context(), solved, 1e-3, term); err != nil {
				t.Fatal(err)
			}
			if i == 0 {
				want = solved.Params()
			}
			for k, got := range solved.Params() {
				if !(math.Abs(got-want[k]) <= 1e-9*(1+math.Abs(want[k]))) {
					t.Errorf("%v, network %d: parameter %d is %v, want %v", loss, i, k, got, want[k])
				}
			}
		}
	}
}

// TestOwnLastLayerIsNotKnown checks that a last layer that does not say that it is affine is not solved for.
func TestOwnLastLayerIsNotKnown(t *testing.T) {
	net, err := layers.New(2, rand.New(rand.NewPCG(3, 4)), layers.Dense[float64](3, nil), own{layers.Dense[float64](1, nil), true})
	if err != nil {
		t.Fatal(err)
	}
	term, err := train.Regression(net, teacherData[float64](t, 5, 0, 1), train.Sobolev(1))
	if err != nil {
		t.Fatal(err)
	}
	if _, err = train.SolveOutput(t.Context(), net, 0, term); err == nil {
		t.Error("no error, want one about the last layer")
	}
}
