package train_test

import (
	"context"
	"fmt"
	"log"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"example.com/sobolev/jet"
	"example.com/sobolev/layers"
	"example.com/sobolev/train"
	"example.com/sobolev/train/data"
	"example.com/sobolev/train/optim"
)

// Residuals says that every point has one, min(0, slope), whose square is its loss.
func (t rising) Residuals() (int, error) { return 1, nil }

func (t rising) NewResidualPass(points int) train.ResidualPass[float64] {
	return &risingResiduals{t, make([]float64, points)}
}

type risingResiduals struct {
	rising
	derivatives []float64 // of the residuals in the network's slopes
}

func (p *risingResiduals) Residuals(r []float64, y *jet.Batch[float64], points []int, _ int) {
	for i := range points {
		r[i], p.derivatives[i] = 0, 0
		if slope := y.Plane(1)[i]; slope < 0 {
			r[i], p.derivatives[i] = slope, 1
		}
	}
}

func (p *risingResiduals) Slopes(cot *jet.Batch[float64], _ int) {
	cot.Zero()
	copy(cot.Plane(1), p.derivatives)
}

// A term of one's own that knows its residuals takes part in a fit by Levenberg–Marquardt.
func ExampleResidualTerm() {
	net := riser()
	terms := []train.Term[float64]{must(train.Regression(net, noisyRise(), train.Sobolev(1))), rising{everywhere()}}
	res := must(train.FitTerms(context.Background(), net, terms, nil, train.Options{
		Optimizer: optim.LevenbergMarquardt(optim.LevenbergOptions{}), Epochs: 100}))
	_, slopes := net.Gradient(net.NewWorkspace(), everywhere().X)
	fmt.Printf("%v, falls steeper than -0.1: %v\n", res.Parts, slices.Min(slopes) < -0.1)
	// Output: [value falling], falls steeper than -0.1: false
}

// riser returns the network that is to rise.
func riser() *layers.Net[float64] {
	return must(layers.NewMLP[float64](1, []int{16, 16}, 1, layers.Tanh, rand.New(rand.NewPCG(1, 2))))
}

// redrawn is rising at points from 0 up to an end that are drawn anew for every epoch.
type redrawn struct {
	rising
	end   float64
	epoch []float64 // the last one, of length 1
}

func newRedrawn(end float64) redrawn {
	return redrawn{rising{data.Points[float64]{Dim: 1, X: make([]float64, 10)}}, end, make([]float64, 1)}
}

// BeginEpoch draws the points of an epoch, always the same ones.
func (t redrawn) BeginEpoch(epoch int, _ float64, _ []float64) error {
	rng := rand.New(rand.NewPCG(7, uint64(epoch)))
	for i := range t.points.X {
		t.points.X[i] = t.end * rng.Float64()
	}
	t.epoch[0] = float64(epoch)
	return nil
}

func (t redrawn) State() []float64 { return t.epoch }

// Describe leaves out the points, which no two epochs share.
func (t redrawn) Describe() []train.Trait {
	return []train.Trait{{Name: "end", Value: fmt.Sprint(t.end)}}
}

// A few points drawn anew for every epoch do what many do that stay where they are.
func ExampleEpochTerm() {
	net := riser()
	terms := []train.Term[float64]{must(train.Regression(net, noisyRise(), train.Sobolev(1))), newRedrawn(5)}
	must(train.FitTerms(context.Background(), net, terms, nil, train.Options{Optimizer: optim.Adam(0.01), Epochs: 3000}))
	_, slopes := net.Gradient(net.NewWorkspace(), everywhere().X)
	fmt.Println("falls steeper than -0.2:", slices.Min(slopes) < -0.2)
	// Output: falls steeper than -0.2: false
}

// A run is not resumed with a term that says it is another one.
func ExampleDescriber() {
	dir, err := os.MkdirTemp("", "run")
	if err != nil {
		log.Fatal(err)
	}
	defer os.RemoveAll(dir)
	fit := func(end float64) error {
		_, err := train.FitTerms(context.Background(), riser(), []train.Term[float64]{newRedrawn(end)}, nil, train.Options{
			Epochs: 5, Checkpoint: train.Checkpoint{Path: filepath.Join(dir, "run"), Resume: true}})
		return err
	}
	fmt.Println(fit(5))
	_, what, _ := strings.Cut(fit(6).Error(), "run: ")
	fmt.Println(what)
	// Output:
	// <nil>
	// a run that differs in the end of term 0: 5, want 6
}

// Penalties are functions; a term that has one of its user's tells it apart from others by a checksum.
func ExamplePenalty_Checksum() {
	huber := train.Huber(1).Checksum()
	fmt.Println(huber == train.Huber(1).Checksum(), huber == train.Huber(2).Checksum())
	var none train.Penalty
	fmt.Println(none.Checksum() == train.Penalty(train.Squared).Checksum())
	// Output:
	// true false
	// true
}
