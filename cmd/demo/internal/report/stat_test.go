package report

import (
	"math"
	"strings"
	"testing"
)

func TestSummarize(t *testing.T) {
	s := Summarize([]float64{2, 4, 4, 4, 5, 5, 7, 9})
	if s.Mean != 5 || math.Abs(s.Deviation-math.Sqrt(32.0/7)) > 1e-15 || s.N != 8 {
		t.Errorf("got %+v, want mean 5 and the sample deviation √(32/7)", s)
	}
	if s := Summarize([]float64{3}); s != (Stat{3, 0, 1}) {
		t.Errorf("one value: %+v", s)
	}
	if s := Summarize(nil); !math.IsNaN(s.Mean) || s.String() != "–" {
		t.Errorf("no values: %+v", s)
	}
	g := GeometricMean([]float64{0.1, 10})
	if math.Abs(g.Mean-1) > 1e-15 || math.Abs(g.Deviation-math.Exp(math.Log(10)*math.Sqrt2)) > 1e-12 {
		t.Errorf("geometric mean of 0.1 and 10: %+v", g)
	}
}

func TestStatString(t *testing.T) {
	for _, c := range []struct {
		s    Stat
		want string
	}{
		{Stat{0.0123, 0.0008, 5}, "0.01230 ± 0.00080"},
		{Stat{1.25, 0.25, 5}, "1.25 ± 0.25"},
		{Stat{123.4, 56.7, 3}, "123 ± 57"},
		{Stat{3.2e-7, 4.1e-8, 3}, "(3.20 ± 0.41)·10⁻⁷"},
		{Stat{4.5e7, 1.1e7, 3}, "(4.5 ± 1.1)·10⁷"},
		{Stat{0.5, 0, 3}, "0.500"},
		{Stat{0.5, 0.2, 1}, "0.500"},
		{Stat{0, 0, 3}, "0"},
		{Stat{1, 20, 3}, "1.0 ± 20.0"},
		{Stat{0, 0.5, 3}, "0.000 ± 0.500"},
		{Stat{math.Inf(1), math.NaN(), 3}, "+Inf"},
		{Stat{2, math.NaN(), 3}, "2.00"},
	} {
		if got := c.s.String(); got != c.want {
			t.Errorf("%+v prints %q, want %q", c.s, got, c.want)
		}
	}
	for v, want := range map[float64]string{9.96e-16: "1.0·10⁻¹⁵", 9.94e-16: "9.9·10⁻¹⁶", -9.97e9: "-1.0·10¹⁰"} {
		if got := Significant(v, 2); got != want {
			t.Errorf("Significant(%v, 2): %q, want %q", v, got, want)
		}
	}
	for v, want := range map[float64]string{9.999e-7: "1·10⁻⁶", -2.5e-7: "−2.5·10⁻⁷", 1e7: "1·10⁷"} {
		if got := label(v); got != want {
			t.Errorf("label(%v): %q, want %q", v, got, want)
		}
	}
	if got := Significant(-0.00012345, 2); got != "-1.2·10⁻⁴" {
		t.Errorf("Significant: %q", got)
	}
}

func TestTableText(t *testing.T) {
	var b strings.Builder
	table := Table{Header: []string{"function", "ratio"}, Rows: [][]Cell{
		{Text("Ackley"), Text("16.5")}, {Text("Styblinski–Tang"), {Text: "0.5", Best: true}},
	}}
	if err := table.WriteText(&b); err != nil {
		t.Fatal(err)
	}
	want := "function          ratio \n" +
		"────────────────────────\n" +
		"Ackley             16.5 \n" +
		"Styblinski–Tang     0.5*\n"
	if b.String() != want {
		t.Errorf("got\n%swant\n%s", b.String(), want)
	}
}
