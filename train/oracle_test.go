package train

import (
	"fmt"
	"math"
	"testing"

	"example.com/sobolev/jet"
	"example.com/sobolev/layers"
	"example.com/sobolev/train/data"
	"example.com/sobolev/train/internal/traintest"
)

type scalar = traintest.Number

type definition = traintest.Definition

// under returns what the oracle has to know of a term.
func under(term Term[float64]) traintest.Term {
	return traintest.Term{Algebra: term.Algebra(), SeedsInputs: term.SeedsInputs(), Len: term.Len(), Parts: len(term.Parts()), Pass: term.NewPass(term.Len())}
}

// lossCase is a loss on data with its definition, written anew with plain arithmetic of dual numbers.
type lossCase struct {
	name string
	net  *layers.Net[float64]
	data *data.Data[float64]
	loss Loss
	step int
	want definition

	allocates bool // whether scoring does, as evaluating a user's function along directions
}

// TestLossOracle compares losses and parameter gradients of every strategy with the definition, the parameters being
// dual numbers over jets, one parameter after the other.
func TestLossOracle(t *testing.T) {
	for _, c := range lossCases(t) {
		t.Run(c.name, func(t *testing.T) {
			term, err := newRegression(c.net, c.data, c.loss)
			if err != nil {
				t.Fatal(err)
			}
			wantLoss, wantGrad := traintest.PureForward(c.net, under(term), c.step, c.want)
			ran := 0
			for _, strategy := range []layers.Strategy{layers.Jets, layers.HalfOrder, layers.Auto} {
				plan, err := c.net.Plan(term.Algebra(), term.SeedsInputs(), strategy)
				if err != nil {
					continue
				}
				ran++
				loss, grad := traintest.SweepOnce(c.net, under(term), plan, c.step)
				traintest.RequireNear(t, fmt.Sprint(strategy, ": loss"), []float64{loss}, []float64{wantLoss}, 1e-12)
				traintest.RequireNear(t, fmt.Sprint(strategy, ": gradient"), grad, wantGrad, 1e-12)
			}
			if ran < 2 {
				t.Fatalf("only %d strategies ran", ran)
			}
		})
	}
}

// entrywise is the definition of a loss that sums a norm over all entries of the full tensors: no multiplicities, every
// permutation of the indices on its own.
func entrywise(d *data.Data[float64], order int, norm func(q int, e scalar) scalar, weight func(q int, indices []int, o int) float64, scale func(q int, indices []int) float64) definition {
	alg, labelAlg := jet.Full(d.In, order), d.Labels.Alg
	var whole []float64
	for q := range order + 1 {
		whole = append(whole, overMeasured(d, q, weight))
	}
	return func(s int, y [][]scalar) scalar {
		sum := scalar{}
		for q := range order + 1 {
			for _, indices := range traintest.Tuples(d.In, q) {
				k, factorial := traintest.Component(alg, indices)
				l, _ := traintest.Component(labelAlg, indices)
				for o := range y {
					label := d.Labels.Plane(l)[s*d.Out+o]
					if math.IsNaN(label) {
						continue
					}
					e := y[o][k].Scale(factorial).Shift(-label).Scale(1 / scale(q, indices))
					sum = sum.Add(norm(q, e).Scale(weight(q, indices, o) * whole[q]))
				}
			}
		}
		if d.Weights != nil {
			sum = sum.Scale(d.Weights[s])
		}
		return sum
	}
}

// overMeasured is what makes a sum over the labels of order q that were measured one over all of them: the weights of all
// over those of the measured.
func overMeasured(d *data.Data[float64], q int, weight func(q int, indices []int, o int) float64) float64 {
	all, measured := 0.0, 0.0
	for _, indices := range traintest.Tuples(d.In, q) {
		k, _ := traintest.Component(d.Labels.Alg, indices)
		for i, label := range d.Labels.Plane(k) {
			w := weight(q, indices, i%d.Out)
			if d.Weights != nil {
				w *= d.Weights[i/d.Out]
			}
			all += w
			if !math.IsNaN(label) {
				measured += w
			}
		}
	}
	if measured == 0 {
		return 0
	}
	return all / measured
}

func one(int, []int) float64 { return 1 }

func square(_ int, e scalar) scalar { return e.Mul(e) }

// rootMeanSquare computes the scale of labels over full tensors.
func rootMeanSquare(d *data.Data[float64], q int, entry []int) float64 {
	sum, count := 0.0, 0.0
	for _, indices := range traintest.Tuples(d.In, q) {
		k, _ := traintest.Component(d.Labels.Alg, indices)
		if entry != nil {
			if want, _ := traintest.Component(d.Labels.Alg, entry); want != k {
				continue
			}
		}
		for _, v := range d.Labels.Plane(k) {
			if !math.IsNaN(v) {
				sum += v * v
				count++
			}
		}
	}
	return math.Sqrt(sum / count)
}
