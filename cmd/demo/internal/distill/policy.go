package distill

import (
	"fmt"
	"math"

	"example.com/sobolev/cmd/demo/internal/count"
	"example.com/sobolev/cmd/demo/internal/report"
	"example.com/sobolev/layers"
)

// cut is a plane through the inputs on which policies can be drawn: all inputs but two are 0, those two from −1 to 1.
type cut struct {
	x, y           int // the two inputs
	xLabel, yLabel string
	action         int // whose probability is drawn
	title, note    string
}

const (
	cutNodes  = 81 // of a policy along one side
	cutArrows = 13 // of its gradient field
)

// policies draws the teacher's policy beside those of the first seed's students on the smallest part of the states, if
// the game has a cut and the students were trained in this run.
func policies(d *domain, cs []*cell) []report.Item {
	if d.cut == nil {
		return nil
	}
	f := report.Surfaces{Name: d.name + "-policy", Title: d.cut.title, XLabel: d.cut.xLabel, YLabel: d.cut.yLabel, ZLabel: "probability", View: report.Map}
	for _, c := range cs {
		r := c.results[0]
		if c.fraction != cs[0].fraction || r.net == nil {
			continue
		}
		if len(f.Panels) == 0 {
			f.Caption = fmt.Sprintf("%s The teacher, and students that have seen %s, with exact gradients as arrows.", d.cut.note, count.Of(r.Trained, "state"))
			f.Panels = append(f.Panels, d.cut.panel(r.teacher.net, "the teacher", ""))
		}
		f.Panels = append(f.Panels, d.cut.panel(r.net, c.method.title(), "divergence "+report.Significant(r.KL, 2)))
	}
	if len(f.Panels) < 2 {
		return nil
	}
	return []report.Item{f}
}

// panel draws the policy of one network.
func (c *cut) panel(net *layers.Net[number], title, note string) report.Surface {
	side := report.Range{Lo: -1, Hi: 1}
	ws, in, cot := net.NewWorkspace(), make([]number, net.In()), make([]number, net.Out())
	probability := func(x, y float64) float64 {
		in[c.x], in[c.y] = number(x), number(y)
		return math.Exp(float64(net.Value(ws, in)[c.action]))
	}
	s := report.Surface{Title: title, Note: note, Values: report.Sample(side, side, cutNodes, cutNodes, probability)}
	for j := range cutArrows {
		for i := range cutArrows {
			x, y := 2*(float64(i)+0.5)/cutArrows-1, 2*(float64(j)+0.5)/cutArrows-1
			cot[c.action] = number(probability(x, y)) // ∇p = p·∇log p
			_, g := net.VJP(ws, in, cot)
			s.Arrows = append(s.Arrows, report.Arrow{X: x, Y: y, U: float64(g[c.x]), V: float64(g[c.y])})
		}
	}
	return s
}
