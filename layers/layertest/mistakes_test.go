package layertest_test

import (
	"fmt"
	"strings"
	"testing"

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
		{wrongShape, "Eval returns 3 numbers, want the 4 outputs"},
		{unsetParameter, "Init leaves parameter 0 at NaN"},
		{freshSource, "for parameter 0 from equal sources"},
		{wrongCurvature, "over HyperDual(), 1 of 1 samples, 3 features"},
		{wrongForOneSample, "Forward: output 0 of sample 2"},
		{staleAfterFirst, "only when the same pass was used before"},
		{staleAfterMany, "1000 samples announced to Prepare"},
		{smallerTile, "over Real(), 1 of 5 samples, 3 features, 1 samples"},
		{overwritesInput, "inputs after a pass: number 0 is 7"},
		{onlyValueGradient, "Backward, gradient in the parameters: parameter"},
		{oneParameter, "Backward, gradient in the parameters: parameter 1 is"},
		{inputsHalf, "Backward, cotangent of the inputs: input"},
		{inputsIgnoreNilpotent, "Backward, cotangent of the inputs: input"},
		{overwritesGradient, "gradient added to grad, with xbar nil: parameter"},
		{addsToInputs, "Backward, cotangent of the inputs: input"},
		{gradientWithoutInputs, "gradient added to grad, with xbar nil: parameter"},
		{inputsWithoutGradient, "cotangent of the inputs, with grad empty: number 0"},
		{allocates, "Prepare, Forward and Backward allocate 1 times"},
		{kinked, "Smoothness is Smooth, but the derivative of order 2"},
		{detached, "Eval's derivative along a direction in the inputs is"},
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
