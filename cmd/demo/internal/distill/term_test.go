package distill

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"example.com/sobolev/hyperdual"
	"example.com/sobolev/jet"
	"example.com/sobolev/layers"
	"example.com/sobolev/train"
	"example.com/sobolev/train/data"
)

// pair is an untrained teacher and student of one shape, with states on which they are compared.
type pair struct {
	teacher, student *layers.Net[number]
	states           *states
}

// pairs returns one for dense and one for convolutional networks.
func pairs(t *testing.T) map[string]pair {
	t.Helper()
	im := layers.Image{Height: 3, Width: 3, Channels: 1}
	window := layers.Window{Height: 2, Width: 2}
	shapes := map[string][]layers.Layer[number]{
		"dense":         dense(layers.Tanh, 5, 4),
		"convolutional": {layers.Conv2D[number](im, 2, window, layers.LeCun), layers.Activate[number](layers.SiLU)},
	}
	all := map[string]pair{}
	for name, body := range shapes {
		rng := rand.New(rand.NewPCG(5, 6))
		build := func() *layers.Net[number] {
			net, err := layers.New(9, rng, append(body[:len(body):len(body)], layers.Dense[number](3, nil), layers.LogSoftmax[number]())...)
			if err != nil {
				t.Fatal(err)
			}
			return net
		}
		p := pair{teacher: build(), student: build(), states: &states{inputs: 9, actions: 3}}
		for range 4 * 9 {
			p.states.x = append(p.states.x, number(rng.NormFloat64()))
		}
		p.states.logProbs = append(p.states.logProbs, p.teacher.Value(p.teacher.NewWorkspace(), p.states.x)...)
		p.states.differentiate(p.teacher)
		all[name] = p
	}
	return all
}

// score carries the states through a term as a trainer does, and returns the parts of the loss and the gradient.
func score(t *testing.T, net *layers.Net[number], term *policyTerm, step int, scale float64) (parts []float64, grad []number) {
	t.Helper()
	n := term.Len()
	plan, err := net.Plan(term.Algebra(), term.SeedsInputs(), layers.Auto)
	if err != nil {
		t.Fatal(err)
	}
	sweep := net.NewSweep(plan, n)
	sweep.Prepare(net.Params(), n)
	x, cot := jet.NewBatch[number](term.Algebra(), n, net.In()), jet.NewBatch[number](term.Algebra(), n, net.Out())
	points := make([]int, n)
	for i := range points {
		points[i] = n - 1 - i
	}
	parts, grad = make([]float64, len(term.Parts())), make([]number, len(net.Params()))
	pass := term.NewPass(n)
	pass.Load(x, points, step)
	pass.Score(cot, sweep.Forward(x), points, step, scale, parts)
	sweep.Backward(nil, grad, cot)
	return parts, grad
}

// definition computes the loss and its gradient from the networks' definition on hyper-dual numbers, a parameter and an
// input at a time, along the directions that the term has drawn.
func definition(p pair, term *policyTerm) (divergence, mismatch float64, grad []float64) {
	grad = make([]float64, len(p.student.Params()))
	actions, inputs := p.states.actions, p.states.inputs
	for s := range p.states.len() {
		x := p.states.x[s*inputs : (s+1)*inputs]
		for i := range x {
			taught := derivatives(p.teacher, x, -1, i)
			for k := range grad {
				logs := derivatives(p.student, x, k, i)
				for j := range term.count {
					v := term.direction(j, s)
					d := along(logs, v)
					residual := d.E2mag - along(taught, v).E2mag
					grad[k] += term.weight * 2 * residual * d.E1E2mag
					if k == 0 {
						mismatch += term.weight * residual * residual
					}
				}
				for a, l := range logs {
					if i == 0 {
						grad[k] -= math.Exp(float64(p.states.logProbs[s*actions+a])) * l.E1mag
					}
				}
			}
		}
		for a, l := range derivatives(p.student, x, -1, -1) {
			log := float64(p.states.logProbs[s*actions+a])
			divergence += math.Exp(log) * (log - l.Real)
		}
	}
	return divergence, mismatch, grad
}

// derivatives evaluates a network with parameter k as the first variable and input i as the second.
func derivatives(net *layers.Net[number], x []number, k, i int) []hyperdual.Number[float64] {
	lift := func(values []number, at int, first, second float64) []hyperdual.Number[float64] {
		z := make([]hyperdual.Number[float64], len(values))
		for j, v := range values {
			z[j].Real = float64(v)
		}
		if at >= 0 {
			z[at].E1mag, z[at].E2mag = first, second
		}
		return z
	}
	return layers.Eval(net, lift(net.Params(), k, 1, 0), lift(x, i, 0, 1))
}

// along is ⟨logs, v⟩.
func along(logs []hyperdual.Number[float64], v []number) (sum hyperdual.Number[float64]) {
	for a, l := range logs {
		sum = sum.Add(l.Scale(float64(v[a])))
	}
	return sum
}

func TestTermAgreesWithItsDefinition(t *testing.T) {
	for name, p := range pairs(t) {
		for _, directions := range []int{1, 2, 0} {
			checkTerm(t, fmt.Sprintf("%s, %d directions", name, directions), p, directions)
		}
	}
}

func checkTerm(t *testing.T, name string, p pair, directions int) {
	t.Helper()
	const scale = 0.5
	term := newPolicyTerm(p.student, p.states, projection{3, directions}, 1)
	parts, grad := score(t, p.student, term, 7, scale)
	divergence, mismatch, want := definition(p, term)
	if math.Abs(parts[0]-divergence) > 1e-5*divergence || math.Abs(parts[1]-mismatch) > 1e-5*mismatch {
		t.Errorf("%s: losses %v, want %v and %v", name, parts, divergence, mismatch)
	}
	norm := 0.0
	for _, g := range want {
		norm = max(norm, math.Abs(g))
	}
	for k, g := range grad {
		if math.Abs(float64(g)-scale*want[k]) > 1e-5*norm {
			t.Errorf("%s: parameter %d: derivative %v, want %v", name, k, g, scale*want[k])
		}
	}
}

// TestWholeJacobian checks that the whole Jacobian's loss is the mean of many random directions'.
func TestWholeJacobian(t *testing.T) {
	p := pairs(t)["dense"]
	whole, _ := score(t, p.student, newPolicyTerm(p.student, p.states, projection{1, 0}, 1), 1, 1)
	random, _ := score(t, p.student, newPolicyTerm(p.student, p.states, projection{1, 20_000}, 1), 1, 1)
	if math.Abs(whole[1]-random[1]) > 0.03*whole[1] {
		t.Errorf("mismatch %v in full, %v in the mean over random directions", whole[1], random[1])
	}
}

// TestDivergenceIsTheLibrarys compares with the loss of package train.
func TestDivergenceIsTheLibrarys(t *testing.T) {
	for name, p := range pairs(t) {
		parts, _ := score(t, p.student, newPolicyTerm(p.student, p.states, projection{}, 1), 0, 1)
		labels := data.NewLabels[number](jet.Real(), p.states.len(), p.states.actions)
		copy(labels.Data, p.states.logProbs)
		training := &data.Data[number]{In: p.states.inputs, Out: p.states.actions, X: p.states.x, Labels: labels}
		want, err := train.Evaluate(p.student, training, train.KullbackLeibler(1))
		if err != nil {
			t.Fatal(err)
		}
		if got := parts[0] / float64(p.states.len()); math.Abs(got-want[0]) > 1e-5*want[0] {
			t.Errorf("%s: divergence %v, want %v", name, got, want[0])
		}
	}
}

// TestTeacherHasNoLoss scores a teacher as its own student.
func TestTeacherHasNoLoss(t *testing.T) {
	for name, p := range pairs(t) {
		parts, grad := score(t, p.teacher, newPolicyTerm(p.teacher, p.states, projection{1, 1}, 1), 1, 1)
		if math.Abs(parts[0]) > 1e-6 || parts[1] > 1e-12 {
			t.Errorf("%s: losses %v, want none", name, parts)
		}
		for k, g := range grad {
			if math.Abs(float64(g)) > 1e-5 {
				t.Errorf("%s: parameter %d: derivative %v, want none", name, k, g)
			}
		}
	}
}

// TestDirections checks that they are unit vectors whose second moments are those of the sphere, and that steps and
// states have their own.
func TestDirections(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 1))
	const n = 200_000
	var moments [3][3]float64
	v := make([]number, 3)
	for range n {
		unitVector(v, rng)
		for i := range v {
			for j := range v {
				moments[i][j] += float64(v[i]) * float64(v[j]) / n
			}
		}
	}
	for i := range v {
		for j := range v {
			want := 0.0
			if i == j {
				want = 1.0 / 3
			}
			if math.Abs(moments[i][j]-want) > 0.004 { // 6 standard deviations
				t.Errorf("E v%d·v%d = %.4f, want %.4f", i, j, moments[i][j], want)
			}
		}
	}
	p := pairs(t)["dense"]
	term := newPolicyTerm(p.student, p.states, projection{1, 1}, 1)
	score(t, p.student, term, 1, 1)
	first := append([]number(nil), term.directions...)
	if first[0] == first[3] {
		t.Error("two states have the same direction")
	}
	score(t, p.student, term, 2, 1)
	if first[0] == term.directions[0] {
		t.Error("two steps have the same direction")
	}
	score(t, p.student, term, 1, 1)
	if first[0] != term.directions[0] {
		t.Error("one step has two directions")
	}
}

// TestStepAllocatesNothing loads and scores a tile again and again.
func TestStepAllocatesNothing(t *testing.T) {
	p := pairs(t)["convolutional"]
	term := newPolicyTerm(p.student, p.states, projection{1, 1}, 1)
	x, cot := jet.NewBatch[number](term.Algebra(), 4, 9), jet.NewBatch[number](term.Algebra(), 4, 3)
	pass, points, parts, step := term.NewPass(4), []int{0, 1, 2, 3}, make([]float64, 2), 0
	allocs := testing.AllocsPerRun(100, func() {
		step++
		pass.Load(x, points, step)
		pass.Score(cot, cot, points, step, 1, parts)
	})
	if allocs != 0 {
		t.Errorf("%v allocations a step, want none", allocs)
	}
}
