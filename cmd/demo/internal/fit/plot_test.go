package fit

import (
	"bytes"
	"context"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"example.com/sobolev/cmd/demo/internal/cli/clitest"
	"example.com/sobolev/cmd/demo/internal/report"
	"example.com/sobolev/layers"
)

// linear saves a network without names of two inputs and outputs, x0+2·x1 and 3·x0+4·x1.
func linear(t *testing.T) string {
	t.Helper()
	net, err := layers.New(2, rand.New(rand.NewPCG(1, 2)), layers.Dense[float64](2, nil))
	if err != nil {
		t.Fatal(err)
	}
	w, _ := net.Affine(0)
	copy(w.W, []float64{1, 3, 2, 4})
	path := filepath.Join(t.TempDir(), "net.safetensors")
	if err := net.Save(path); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestPlot(t *testing.T) {
	dir := t.TempDir()
	type row struct {
		Report string `json:"report"`
	}
	got := clitest.Rows[row](t, plot, linear(t), "-lo", "-1,0", "-hi", "1,2", "-y", "y1", "-out", dir, "-json")
	if diff := cmp.Diff([]row{{filepath.Join(dir, "index.html")}}, got); diff != "" {
		t.Errorf("rows (-want +got):\n%s", diff)
	}
	pictures, err := filepath.Glob(filepath.Join(dir, "*.png"))
	if err != nil {
		t.Fatal(err)
	}
	for i, p := range pictures {
		pictures[i] = filepath.Base(p)
	}
	want := []string{"gradient-1.png", "slice-1-0-slope.png", "slice-1-0.png", "slice-1-1-slope.png", "slice-1-1.png", "surface-1.png"}
	if diff := cmp.Diff(want, pictures); diff != "" {
		t.Errorf("pictures (-want +got):\n%s", diff)
	}
}

// TestDrawn compares what is drawn of the second output with the function.
func TestDrawn(t *testing.T) {
	p, err := parsePlot(t.Context(), []string{linear(t), "-lo", "-1,0", "-hi", "1,2", "-x", "x1,x0"}, nil)
	if err != nil {
		t.Fatal(err)
	}
	s := p.surfaces(1)[0].(report.Surfaces).Panels[0]
	corner, arrow := s.Values.Z[len(s.Values.Z)-1], s.Arrows[0]
	slice, slope := p.slice(1, 0)[0].(report.Curves).Series[0], p.slice(1, 0)[1].(report.Curves).Series[0]
	got := []float64{corner, arrow.U, arrow.V, slice.Y[0], slope.Y[7]} // slices go through the middle, x1 = 1
	if diff := cmp.Diff([]float64{3*1 + 4*2, 4, 3, -3 + 4, 3}, got, cmpopts.EquateApprox(0, 1e-12)); diff != "" {
		t.Errorf("corner, arrow, slice, slope (-want +got):\n%s", diff)
	}
}

// TestRange takes ranges and means from the table beside the model.
func TestRange(t *testing.T) {
	path := linear(t)
	if err := os.WriteFile(filepath.Join(filepath.Dir(path), predictionsFile), []byte("y0,x1,x0\n9,-1,2\n9,3,4\n9,4,\n"), 0o666); err != nil {
		t.Fatal(err)
	}
	p, err := parsePlot(t.Context(), []string{path}, nil)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]report.Range{{Lo: 2, Hi: 4}, {Lo: -1, Hi: 4}}, p.sides); diff != "" {
		t.Errorf("sides (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]float64{3, 2}, p.at, cmpopts.EquateApprox(0, 1e-12)); diff != "" {
		t.Errorf("means (-want +got):\n%s", diff)
	}
}

func TestPlotRefuses(t *testing.T) {
	path := linear(t)
	for _, c := range []struct{ args, want string }{
		{"", "no MODEL, want it as the first argument"},
		{path, "the range of the inputs is not known"},
		{path + " -lo 0 -hi 1,1", "-lo has 1 number, want one for each of 2 inputs: [x0 x1]"},
		{path + " -lo 0,0 -hi 1,0", "x1 goes from 0 to 0, want a range"},
		{path + " -lo 0,-1e308 -hi 1,1e308", "x1 goes from -1e+308 to 1e+308, want a range within that of floats"},
		{path + " -lo 0,0 -hi 1,1 -x S", `-x names "S", want some of x0, x1, each once`},
		{path + " -lo 0,0 -hi 1,1 -y y1,y1", `-y names "y1", want some of y0, y1, each once`},
		{path + " -lo 0,0 -hi 1,nan", `got "nan", want a finite number`},
		{path + " -at 1", "-at has 1 number"},
		{path + " -out=", "-out is empty"},
	} {
		var stdout bytes.Buffer
		err := plot(context.Background(), strings.Fields(c.args), &stdout, nil)
		if err == nil || !strings.Contains(err.Error(), c.want) || strings.Contains(err.Error(), "\n") || stdout.Len() > 0 {
			t.Errorf("demo plot %s: error %v, output %q, want one line with %q", c.args, err, stdout.String(), c.want)
		}
	}
}

// TestNamesInPictures expects names in pictures that the type face has, and the page to say which it has not.
func TestNamesInPictures(t *testing.T) {
	p, err := parsePlot(t.Context(), []string{linear(t), "-lo", "-1,0", "-hi", "1,2"}, nil)
	if err != nil {
		t.Fatal(err)
	}
	p.names = columns{x: []string{"温度", "b"}, y: []string{"e", "出力"}}
	s := p.surfaces(1)[0].(report.Surfaces)
	if diff := cmp.Diff([]string{"x0", "b", "y1"}, []string{s.XLabel, s.YLabel, s.ZLabel}); diff != "" {
		t.Errorf("labels (-want +got):\n%s", diff)
	}
	if c := p.slice(1, 0)[1].(report.Curves); c.XLabel != "x0" || c.YLabel != "dy1/dx0" {
		t.Errorf("a slope is called %q over %q", c.YLabel, c.XLabel)
	}
	if lead := p.page().Lead; !strings.Contains(lead, "x0 stands for 温度, y1 stands for 出力.") {
		t.Errorf("the page says %q", lead)
	}
}
