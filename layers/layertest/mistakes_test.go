package layertest_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"example.com/sobolev/internal/series"
	"example.com/sobolev/layers"
	"example.com/sobolev/layers/layertest"
)

// recorder is a test that keeps what is reported.
type recorder struct{ messages []string }

func (r *recorder) Helper() {}

func (r *recorder) Errorf(format string, args ...any) {
	r.messages = append(r.messages, fmt.Sprintf(format, args...))
}

func TestMistakesAreFound(t *testing.T) {
	for _, c := range []struct {
		mistake mistake
		want    string // in the message
	}{
		{cannotTake, "squares cannot take 3 features: 3 features, want 4"},
		{emptyName, "String is empty"},
		{negativeSmoothness, "Smoothness is -1, want at least 0"},
		{wrongShape, "Eval returns 3 numbers, want the 4 outputs"},
		{unsetParameter, "Init leaves parameter 0 at NaN"},
		{freshSource, "for parameter 0 from equal sources"},
		{wrongCurvature, "over HyperDual(), 1 of 1 samples, 3 features"},
		{wrongForOneSample, "Forward: output 0 of sample 2"},
		{staleAfterFirst, "only when the same pass was used before"},
		{staleAfterMany, "1000 samples announced to Prepare"},
		{smallerTile, "over Real(), 1 of 5 samples, 3 features, 1 samples"},
		{overwritesInput, "inputs after a pass: number 0 is 7"},
		{overwritesParameter, "parameters after a pass: parameter 1 is 5, want 0"},
		{tangentOneParameter, "Tangent along the parameters: parameter 1 is"},
		{tangentInputsIgnoreNilpotent, "Tangent along the inputs: input"},
		{tangentAdds, "Tangent along the parameters: parameter 0 is NaN"},
		{tangentOverwrites, "Tangent along the inputs, what it leaves of the direction in the inputs: input 0"},
		{onlyValueGradient, "Backward, gradient in the parameters: parameter"},
		{oneParameter, "Backward, gradient in the parameters: parameter 1 is"},
		{inputsHalf, "Backward, cotangent of the inputs: input"},
		{inputsIgnoreNilpotent, "Backward, cotangent of the inputs: input"},
		{overwritesGradient, "gradient added to grad, with xbar nil: parameter"},
		{addsToInputs, "Backward, cotangent of the inputs: input"},
		{gradientWithoutInputs, "gradient added to grad, with xbar nil: parameter"},
		{inputsWithoutGradient, "cotangent of the inputs, with grad empty: number 0"},
		{backwardOnce, "cotangent of the inputs, with grad empty: number 0"},
		{allocates, "Prepare, Forward, Tangent and Backward allocate 1 times"},
		{kinked, "Smoothness is Smooth, but the derivative of order 2"},
		{detached, "the derivative of Eval along a direction in the inputs is"},
	} {
		t.Run(fmt.Sprint(c.mistake), func(t *testing.T) {
			var r recorder
			layertest.Layer(&r, squares{c.mistake}, 3)
			if len(r.messages) == 0 {
				t.Fatal("nothing reported")
			}
			if !strings.Contains(r.messages[0], c.want) {
				t.Errorf("got %s\nwant something with %q", r.messages[0], c.want)
			}
		})
	}
}

func TestCorrectLayer(t *testing.T) {
	for seed := range uint64(20) {
		layertest.Layer(t, squares{none}, 3, layertest.Seed(seed))
	}
}

// TestNothingToCompare: a layer that is not defined where it is tested does not pass.
func TestNothingToCompare(t *testing.T) {
	var r recorder
	logarithm := layers.Activation{Name: "log", Smoothness: layers.Smooth, Rule: series.Log}
	layertest.Layer(&r, layers.Activate[float64](logarithm), 2)
	const want = "want a finite number; see Within"
	if len(r.messages) != 1 || !strings.Contains(r.messages[0], want) {
		t.Errorf("got %q, want something with %q", r.messages, want)
	}
	layertest.Layer(t, layers.Activate[float64](logarithm), 2, layertest.Within(0.5, 2))
}

// TestNetworkMistakesAreFound: a network with a mistaken layer does not pass.
func TestNetworkMistakesAreFound(t *testing.T) {
	for _, m := range []mistake{none, wrongCurvature, oneParameter, inputsHalf, allocates, kinked} {
		net, err := layers.New(2, rand.New(rand.NewPCG(1, 2)),
			layers.Dense[float64](3, nil), squares{m}, layers.Dense[float64](2, nil))
		if err != nil {
			t.Fatal(err)
		}
		var r recorder
		layertest.Net(&r, net)
		if found := len(r.messages) > 0; found != (m != none) {
			t.Errorf("mistake %d: got %q", m, r.messages)
		}
	}
}

func TestTolerance(t *testing.T) {
	var r recorder
	layertest.Layer(&r, squares{wrongCurvature}, 3, layertest.Tolerance(0.01))
	if len(r.messages) > 0 {
		t.Errorf("a difference of 0.1%% with a tolerance of 1%%: got %q, want nothing", r.messages)
	}
}

func TestPerturb(t *testing.T) {
	var r recorder
	layertest.Layer(&r, squares{none}, 3, layertest.Perturb(math.Inf(1)))
	const want = "want a finite number; see Within and Perturb"
	if len(r.messages) == 0 || !strings.Contains(r.messages[0], want) {
		t.Errorf("infinite parameters: got %q, want something with %q", r.messages, want)
	}
}

func TestFailureIsShrunk(t *testing.T) {
	var r recorder
	layertest.Layer(&r, squares{oneParameter}, 3)
	const want = `layertest: squares, seed 1: Backward, gradient in the parameters: parameter 1 is -1.5, want -1
	over Real(), 1 of 1 samples, 3 features, 1 samples announced to Prepare
	inputs, value: [0 1 0]
	cotangent, value: [0 -1 0]`
	if len(r.messages) != 1 || r.messages[0] != want {
		t.Errorf("got %q\nwant %q", r.messages, want)
	}
}

func TestFailureIsReproducible(t *testing.T) {
	var r [3]recorder
	for i, seed := range []uint64{5, 5, 6} {
		layertest.Layer(&r[i], squares{wrongCurvature}, 3, layertest.Seed(seed))
	}
	if r[0].messages[0] != r[1].messages[0] {
		t.Errorf("same seed: got %s\nand then %s", r[0].messages[0], r[1].messages[0])
	}
	if r[0].messages[0] == r[2].messages[0] {
		t.Errorf("different seeds: got %s twice", r[0].messages[0])
	}
}
