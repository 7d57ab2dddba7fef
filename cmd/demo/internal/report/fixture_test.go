package report

import (
	"math"
	"time"
)

// bowl is a surface with a known value and gradient at every point, and wobble a worse version of it.
func bowl(title string, wobble float64) Surface {
	f := func(x, y float64) float64 { return x*x + 2*y*y + wobble*math.Sin(5*x)*math.Cos(4*y) }
	s := Surface{Title: title, Note: "error " + Significant(wobble, 2), Values: Sample(Range{-1, 1}, Range{-2, 2}, 41, 51, f)}
	for _, y := range []float64{-1.5, -0.5, 0.5, 1.5} {
		for _, x := range []float64{-0.75, -0.25, 0.25, 0.75} {
			s.Arrows = append(s.Arrows, Arrow{x, y, 2 * x, 4 * y})
		}
	}
	return s
}

func figures() []Item {
	panels := []Surface{bowl("truth", 0), bowl("values and gradients", 0.8)}
	points := []Point{{0.5, 0.5, 0.75}, {-0.5, 1, 2.25}}
	epochs := []float64{0, 1, 2, 3}
	return []Item{
		Surfaces{Name: "surfaces", Title: "Fits", XLabel: "x₁", YLabel: "x₂", ZLabel: "what it stands for", Panels: panels, Points: points},
		Surfaces{Name: "fields", Title: "Gradients", XLabel: "x₁", YLabel: "x₂", View: Map, Panels: panels, Points: points},
		Table{Title: "Errors", Header: []string{"function", "plain", "sobolev"}, Rows: [][]Cell{
			{Text("Booth & co"), Number(Stat{1.25, 0.25, 5}), {Text: "0.1", Best: true}},
		}},
		Residuals{Name: "residuals", Title: "Residuals", XLabel: "label", YLabel: "network − label", X: []float64{1, 2, 3, 4}, Y: []float64{0, 0.1, -0.2, 0.4}},
		Parity{Name: "parity", Title: "Network against labels", XLabel: "label", YLabel: "network", X: []float64{1, 2, 3, 4}, Y: []float64{1, 2.1, 2.8, 4.4}},
		Curves{Name: "curves", Title: "Learning", XLabel: "epoch", YLabel: "error", LogY: true, Series: []Series{
			{Name: "plain", X: epochs, Y: []float64{9, 5, 4, 3}, Lo: []float64{8, 4, 3, 2}, Hi: []float64{10, 6, 5, 4}},
			{Name: "sobolev", X: epochs, Y: []float64{9, 1, 0.1, math.NaN()}, Dashed: true, Marks: true},
		}},
		Bars{Name: "bars", Title: "Ratios", YLabel: "ratio", Log: true, Base: 1, Groups: []string{"Ackley", "StyblinskiTang"},
			Series: []BarSeries{{Name: "n = 20", Y: []float64{16, 0.5}, Lo: []float64{10, 0.4}, Hi: []float64{20, 0.7}},
				{Name: "n = 100", Y: []float64{3, math.NaN()}}}},
	}
}

func page() Page {
	return Page{
		Title: "Samples & <slopes>", Result: "The second is off by half.", Lead: "What two networks make of it.", Command: "go run ./cmd/demo -fn 'a<b'",
		Machine: "testing", Made: time.Date(2020, 2, 3, 4, 5, 6, 0, time.UTC), Elapsed: 1234 * time.Millisecond,
		Sections: []Section{{Title: "First", Text: "Text.\nAnother paragraph.", Items: figures()[:2]}, {Title: "Second", Items: figures()[2:]}},
	}
}
