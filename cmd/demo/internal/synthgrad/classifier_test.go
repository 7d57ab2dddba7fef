package synthgrad

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"example.com/sobolev/jet"
	"example.com/sobolev/layers"
)

// few are some generated images.
func few() *dataset { return generated{train: 96, test: 40}.dataset() }

func methodNamed(t *testing.T, name string) method {
	t.Helper()
	i := slices.IndexFunc(methods, func(m method) bool { return m.name == name })
	if i < 0 {
		t.Fatalf("no method %q", name)
	}
	return methods[i]
}

// newTrial returns the dense classifier with hidden modules.
func newTrial(t *testing.T, name string, samples int) *classifier {
	t.Helper()
	return trialOf(t, architectures[0], predictor{form: "hidden", units: 8, slopes: 1}, name, samples)
}

func trialOf(t *testing.T, net *architecture, p predictor, name string, samples int) *classifier {
	t.Helper()
	c, err := job{&setup{net: net, batch: samples, predictor: p}, methodNamed(t, name), 3}.classifier()
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// whole joins the blocks of a classifier to the network that they were cut from.
func whole(t *testing.T, c *classifier) *layers.Net[number] {
	t.Helper()
	var ls []layers.Layer[number]
	var params []number
	for _, b := range c.blocks {
		ls = append(ls, b.net.Layers()...)
		params = append(params, b.net.Params()...)
	}
	net, err := layers.New(pixels, rand.New(rand.NewPCG(0, 0)), ls...)
	if err != nil {
		t.Fatal(err)
	}
	copy(net.Params(), params)
	return net
}

// TestBackprop checks the blocks with the gradient passing through the cuts against the undivided network in the
// library's own sweep.
func TestBackprop(t *testing.T) {
	for _, a := range architectures {
		t.Run(a.name, func(t *testing.T) { checkBackprop(t, a) })
	}
}

func checkBackprop(t *testing.T, a *architecture) {
	data := few()
	points := []int{4, 8, 15, 16, 23, 42}
	c := trialOf(t, a, predictor{form: "linear"}, "backprop", len(points))
	net := whole(t, c)
	plan, err := net.Plan(jet.Real(), true, layers.Jets)
	if err != nil {
		t.Fatal(err)
	}
	sweep := net.NewSweep(plan, len(points))
	sweep.Prepare(net.Params(), len(points))
	x, cot := jet.NewBatch[number](jet.Real(), len(points), pixels), jet.NewBatch[number](jet.Real(), len(points), classes)
	labels := make([]byte, len(points))
	data.train.load(x.Data, labels, points)
	losses := make([]float64, len(points))
	crossEntropy(losses, cot.Data, sweep.Forward(x).Data, labels)
	want := make([]number, len(net.Params()))
	sweep.Backward(nil, want, cot)

	c.step(data.train, points, 0) // the rate 0 leaves the parameters, but the moments of Adam remember the gradient
	var got []number
	for _, b := range c.blocks {
		got = append(got, b.adam.State()[0]...)
	}
	for i, g := range got {
		w := 0.1 / number(len(points)) * want[i] // (1−β₁) of the mean over the samples
		if math.Abs(float64(g-w)) > 1e-6+1e-4*math.Abs(float64(w)) {
			t.Fatalf("parameter %d: moment %v, want %v", i, g, w)
		}
	}
	for k, cos := range c.alignment(data.test) {
		if math.Abs(cos-1) > 1e-6 {
			t.Errorf("cut %d: cosine %v, want 1", k, cos)
		}
	}
}

// spy is a signal that sends one fixed number and records what it is shown.
type spy struct {
	value   number
	targets []number
}

func (s *spy) estimate(g *batch, at cut) {
	for i := range g.Data {
		g.Data[i] = s.value
	}
}

func (s *spy) learn(_ *batch, at cut) { s.targets = slices.Clone(at.target.Data) }

// TestTargets checks what signals learn from: the last one from the true gradient, the others from what the signal
// above them sent, carried through one block.
func TestTargets(t *testing.T) {
	data := few()
	points := []int{3, 1, 4}
	c := newTrial(t, "noprop", len(points))
	spies := []*spy{{value: 0.1}, {value: -0.2}, {value: 0.3}}
	for k, s := range spies {
		c.signals[k] = s
	}
	var nets []*layers.Net[number]
	for _, b := range c.blocks {
		nets = append(nets, b.net.Clone())
	}
	c.step(data.train, points, 1e-3)
	for k, s := range spies {
		cot := make([]number, len(points)*nets[k+1].Out())
		if k+1 < len(spies) {
			for i := range cot {
				cot[i] = spies[k+1].value
			}
		} else {
			copy(cot, c.top.Data)
		}
		_, want := nets[k+1].VJP(nets[k+1].NewWorkspace(), c.h[k].Data, cot)
		for i, w := range want {
			if math.Abs(float64(s.targets[i]-w)) > 1e-6 {
				t.Fatalf("cut %d, entry %d: target %v, want %v", k, i, s.targets[i], w)
			}
		}
	}
}

// TestNoprop checks that nothing below the last cut moves, and that the block above does.
func TestNoprop(t *testing.T) {
	c := newTrial(t, "noprop", 4)
	before := whole(t, c)
	c.step(few().train, []int{0, 1, 2, 3}, 1e-3)
	after := whole(t, c)
	top := len(before.Params()) - (256+1)*classes
	if !slices.Equal(before.Params()[:top], after.Params()[:top]) {
		t.Error("blocks below the cuts have changed")
	}
	if slices.Equal(before.Params()[top:], after.Params()[top:]) {
		t.Error("the last block has not changed")
	}
	if a := c.alignment(few().test); a != nil {
		t.Errorf("alignment %v, want none", a)
	}
}

// TestDirect checks that the estimates come close to fixed gradients.
func TestDirect(t *testing.T) {
	const samples, width = 6, 256
	_, at := trial(t, lossLike{}, 1, 1, width, 0, samples)
	d, err := newDirect(predictor{form: "hidden", units: 16}, pixel(width), samples, rand.New(rand.NewPCG(4, 5)))
	if err != nil {
		t.Fatal(err)
	}
	at.rate = 3e-3
	g := jet.NewBatch[number](jet.Real(), samples, width)
	miss := func() float64 {
		d.estimate(g, at)
		sum := 0.0
		for i, v := range g.Data {
			sum += float64((v - at.target.Data[i]) * (v - at.target.Data[i]))
		}
		return sum
	}
	first := miss()
	for range 300 {
		d.estimate(g, at)
		d.learn(g, at)
	}
	if last := miss(); last > 0.05*first {
		t.Errorf("squared error %v after training, %v before", last, first)
	}
}

// TestAllocations checks that a step of any method allocates nothing, whatever the classifier and the modules.
func TestAllocations(t *testing.T) {
	data := few()
	points := make([]int, 64)
	for i := range points {
		points[i] = i
	}
	for _, a := range architectures {
		for _, form := range forms {
			for _, m := range methods {
				c := trialOf(t, a, predictor{form: form, units: 16, free: form == "conv", slopes: 10}, m.name, len(points))
				c.step(data.train, points, firstRate)
				if n := testing.AllocsPerRun(2, func() { c.step(data.train, points, firstRate) }); n != 0 {
					t.Errorf("%s, %s, %s: %v allocations a step, want 0", a.name, form, m.name, n)
				}
			}
		}
	}
}

// TestDirectSeesLabels checks where the label stands in what a module sees: beside every pixel of an image, once elsewhere.
func TestDirectSeesLabels(t *testing.T) {
	at := shape{Height: 2, Width: 2, Channels: 3}
	h := jet.NewBatch[number](jet.Real(), 1, at.Features())
	for i := range h.Data {
		h.Data[i] = number(i + 1)
	}
	hot := []number{0, 0, 1, 0, 0, 0, 0, 0, 0, 0}
	for form, want := range map[string][]number{
		"linear": slices.Concat(h.Data, hot),
		"conv":   slices.Concat(h.Data[:3], hot, h.Data[3:6], hot, h.Data[6:9], hot, h.Data[9:], hot),
	} {
		s, err := newDirect(predictor{form: form, units: 16}, at, 1, rand.New(rand.NewPCG(1, 1)))
		if err != nil {
			t.Fatal(err)
		}
		d := s.(*direct)
		d.estimate(jet.NewBatch[number](jet.Real(), 1, at.Features()), cut{h: h, labels: []byte{2}})
		if diff := cmp.Diff(want, d.x.Data); diff != "" {
			t.Errorf("%s (-want +got):\n%s", form, diff)
		}
	}
}
