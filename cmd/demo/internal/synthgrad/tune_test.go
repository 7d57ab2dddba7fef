package synthgrad

import (
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"example.com/sobolev/cmd/demo/internal/ranks"
	"example.com/sobolev/cmd/demo/internal/ranks/rankstest"
	"example.com/sobolev/train"
)

// TestTune checks that the weight is chosen on training images alone, by seeds of its own, and then used.
func TestTune(t *testing.T) {
	dir := t.TempDir()
	rows := parseRows(t, command(t, "-data", "generated", "-quick", "-images", "600", "-steps", "8", "-seeds", "1", "-method", "sobolev,backprop",
		"-tune", "-json", "-out", dir))
	var tuned, judged []row
	for _, r := range rows {
		if r.Held {
			tuned = append(tuned, r)
		} else {
			judged = append(judged, r)
		}
	}
	if len(tuned) != len(weights)*len(tuningSeeds) || len(judged) != 2 {
		t.Fatalf("%d rows of tuning and %d others, want %d and 2", len(tuned), len(judged), len(weights)*len(tuningSeeds))
	}
	top, want := -1.0, 0.0
	for i := 0; i < len(tuned); i += len(tuningSeeds) {
		sum := 0.0
		for _, r := range tuned[i : i+len(tuningSeeds)] {
			sum += r.Accuracy
		}
		if sum > top {
			top, want = sum, tuned[i].Slopes
		}
	}
	for _, r := range judged {
		if r.Slopes != want || r.Seed != 1 {
			t.Errorf("row %+v, want seed 1 and the weight %v", r, want)
		}
	}
	for _, name := range []string{"index.html", "tuning/index.html"} {
		if s, err := os.Stat(filepath.Join(dir, name)); err != nil || s.Size() == 0 {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestTuneOnRanks shares the tuning among ranks, all of which use the weight that is chosen: the first prints what one process does.
func TestTuneOnRanks(t *testing.T) {
	args := []string{"-data", "generated", "-quick", "-images", "600", "-steps", "8", "-seeds", "2", "-method", "sobolev", "-tune", "-json", "-out="}
	want := command(t, args...)
	printed := make([]bytes.Buffer, 2)
	errs := rankstest.Run(2, func(g train.Group) error {
		return run(ranks.With(t.Context(), g), args, &printed[g.Rank()], io.Discard)
	})
	if err := errors.Join(errs...); err != nil || printed[0].String() != want || printed[1].Len() > 0 {
		t.Errorf("error %v, printed\n%s\nand %q, want\n%s", err, &printed[0], &printed[1], want)
	}
}

// TestValidation checks that the validation images are the last sixth of the training images.
func TestValidation(t *testing.T) {
	d := few()
	v := d.validation()
	if diff := cmp.Diff(d.train.labels, append(append([]byte{}, v.train.labels...), v.test.labels...)); diff != "" || v.test.len() != 16 {
		t.Errorf("%d images held back, want 16; training labels (-whole +parts):\n%s", v.test.len(), diff)
	}
	if diff := cmp.Diff(d.train.pixels[80*pixels:], v.test.pixels); diff != "" {
		t.Error("the images held back are not those after the 80th")
	}
}

// TestPairs checks the table of orderings: what holds, what is reversed, what is open.
func TestPairs(t *testing.T) {
	s := &setup{data: few(), net: architectures[0]}
	of := func(name string, accuracies ...float64) *cell {
		c := &cell{setup: s, method: methodNamed(t, name)}
		for _, a := range accuracies {
			c.results = append(c.results, &result{Accuracy: a / 100})
		}
		return c
	}
	got := map[string]string{}
	for _, line := range pairTable([]*cell{of("noprop", 50, 51, 52), of("direct", 60, 61, 62.1), of("vfbn", 55, 56, 57.2), of("critic", 55, 57, 56)}).Rows {
		got[line[0].Text] = line[3].Text
	}
	want := map[string]string{"Direct above None": "holds", "VFBN above Direct": "is reversed", "Critic above VFBN": "is open"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("verdicts (-want +got):\n%s", diff)
	}
}

// TestSetups checks what a list of flags compares: convolutional modules where there are images.
func TestSetups(t *testing.T) {
	o, err := parse(strings.Fields("-data generated -quick -net dense,conv -module linear,hidden,conv -head loss,free"), io.Discard)
	if err != nil {
		t.Fatal(err)
	}
	setups, err := o.setups(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, s := range setups {
		names = append(names, strings.TrimPrefix(s.name(), "generated-"))
	}
	want := strings.Fields("dense-linear dense-linear-free dense-hidden dense-hidden-free conv-linear conv-linear-free conv-hidden conv-hidden-free conv-conv conv-conv-free")
	if diff := cmp.Diff(want, names); diff != "" {
		t.Errorf("comparisons (-want +got):\n%s", diff)
	}
}

// TestEqualTime checks that a method gets the more steps the less one of them costs, for all that can be compared.
func TestEqualTime(t *testing.T) {
	for _, a := range architectures {
		for _, form := range forms {
			s := &setup{net: a, predictor: predictor{form: form}, steps: 1000}
			if n := stepsInTime(s, methodNamed(t, "sobolev")); n != 1000 {
				t.Errorf("%s, %s: %d steps of Sobolev training, want 1000", a.name, form, n)
			}
			if none, all := stepsInTime(s, methodNamed(t, "noprop")), stepsInTime(s, methodNamed(t, "backprop")); none < all || all < 1000 {
				t.Errorf("%s, %s: %d steps without gradients and %d with true ones, want more than 1000 and most of the former", a.name, form, none, all)
			}
		}
	}
}
