package train

import (
	"context"
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"

	"example.com/sobolev/internal/given"
	"example.com/sobolev/internal/linalg"
	"example.com/sobolev/internal/number"
	"example.com/sobolev/internal/vec"
	"example.com/sobolev/jet"
	"example.com/sobolev/layers"
)

// SolveOutput sets the weights and biases of the network's last layer, which has to be a Dense one or another that is
// [layers.Affine], to those with the least sum of the terms' losses and of ridge·w² over their numbers w, and returns the
// loss without the ridge. All other parameters stay as they are: hidden layers that were drawn at random make features,
// and this is their fit on values and derivatives together; behind hidden layers that were trained it takes what they
// still hold back. It is the linear half of variable projection (Golub and Pereyra 1973), and with random features the
// extreme learning machine (Dwivedi and Srinivasan 2020 solve differential equations so).
//
// The terms have to be sums of squares ([ResidualTerm]). Where they are linear in the network's outputs and their
// derivatives, as regression with squared penalties and linear differential equations are, one step solves them. Others
// are solved by the method of Gauss and Newton, from the weights that the layer has, with steps damped until the loss falls,
// up to 100 of them, and none after one that needed no damping and won less than a hundredth of the loss: called again, it goes on
// from there.
//
// Solved is by Householder's reflections of the derivatives of all residuals, whose digits the smoothest features leave
// where normal equations have none. That takes memory for (2·residuals + weights) × weights numbers, and time for as much times the
// weights. Of weights that the terms cannot tell apart to rounding, as there are where features depend on each other, small ones are
// taken: large ones only where they lower the loss by a hundredth or more, and by more than rounding does. An error leaves
// the network as it was; that of a context that has ended does not.
func SolveOutput(ctx context.Context, net *layers.Net[float64], ridge float64, terms ...Term[float64]) (loss float64, err error) {
	if err := errors.Join(given.Check(ctx != nil, "train: SolveOutput", "the context"), given.Check(net != nil, "train: SolveOutput", "the network")); err != nil {
		return 0, err
	}
	if !(ridge >= 0) || math.IsInf(ridge, 1) {
		return 0, fmt.Errorf("train: SolveOutput: a ridge of %v, want a finite number ≥ 0", ridge)
	}
	trunk, head, err := cutOutput(net)
	if err != nil {
		return 0, fmt.Errorf("train: SolveOutput: %w", err)
	}
	p := &leastSquares{workers: 1, params: head.Params()}
	for i, term := range terms {
		if err := p.addOutput(net, trunk, head, i, term); err != nil {
			return 0, fmt.Errorf("train: SolveOutput: %w", err)
		}
	}
	if p.rows == 0 {
		return 0, fmt.Errorf("train: SolveOutput: no residuals, want at least 1")
	}
	s := newOutputSolver(p, head.Params(), ridge)
	err = s.run(ctx)
	if e := faultOf(terms...); e != nil {
		return 0, fmt.Errorf("train: SolveOutput: %w", e)
	}
	if err != nil && ctx.Err() == nil {
		var at *rowError
		if errors.As(err, &at) {
			return 0, fmt.Errorf("train: SolveOutput: %w", at.explain(p, net, s.w, terms))
		}
		return 0, fmt.Errorf("train: SolveOutput: %w", err)
	}
	copy(net.Params()[len(trunk.Params()):], s.w)
	return linalg.Dot(s.r, s.r), err
}

// addOutput adds a term of the network for its last layer alone, head, behind the trunk.
func (p *leastSquares) addOutput(net, trunk, head *layers.Net[float64], i int, term Term[float64]) error {
	if err := checkTerm(net, i, term); err != nil {
		return err
	}
	t, each, err := residualsOf(i, term)
	if err != nil {
		return err
	}
	if trunk, err = netFor(trunk, term); err != nil {
		return fmt.Errorf("term %d: %w", i, err)
	}
	head, _ = netFor(head, term) // has groups of the same size
	p.add(head, featureTerm{t, trunk}, each, layers.Plan{})
	return nil
}

// A rowError is a residual that is not finite, or has no finite derivatives, by its row.
type rowError struct {
	row  int
	what string
}

func (e *rowError) Error() string { return fmt.Sprintf("%s in row %d", e.what, e.row) }

// explain names the term and the point of the row, and says what the term knows of it with the weights w of the last layer.
func (e *rowError) explain(p *leastSquares, net *layers.Net[float64], w []float64, terms []Term[float64]) error {
	k := len(p.terms) - 1
	for p.terms[k].first > e.row {
		k--
	}
	point := (e.row - p.terms[k].first) / p.terms[k].each
	there := net.Clone()
	copy(there.Params()[len(there.Params())-len(w):], w)
	err := fmt.Errorf("%s at point %d of term %d", e.what, point, k)
	if seen, e := netFor(there, terms[k]); e == nil {
		if cause := explain(seen, terms[k], point, 0); cause != nil {
			return fmt.Errorf("%w: %w", err, cause)
		}
	}
	return err
}

// cutOutput cuts the last layer off a network. Both parts have parameters of their own.
func cutOutput(net *layers.Net[float64]) (trunk, head *layers.Net[float64], err error) {
	all := net.Layers()
	last := len(all) - 1
	w, ok := net.Affine(last)
	switch {
	case !ok:
		return nil, nil, fmt.Errorf("the last layer is %v, want an affine one such as Dense", all[last])
	case last == 0:
		return nil, nil, fmt.Errorf("the network is %v alone, want layers before it", all[last])
	}
	rng := rand.New(rand.NewPCG(0, 0)) // what it draws is overwritten
	if trunk, err = layers.New(net.In(), rng, all[:last]...); err != nil {
		return nil, nil, err
	}
	if head, err = layers.New(w.In, rng, all[last]); err != nil {
		return nil, nil, err
	}
	copy(trunk.Params(), net.Params())
	copy(head.Params(), net.Params()[len(trunk.Params()):])
	return trunk, head, nil
}

// A featureTerm is a term of the last layer alone: its inputs are what leaves the layers before it.
type featureTerm struct {
	ResidualTerm[float64]
	trunk *layers.Net[float64]
}

// SeedsInputs implements [Term]: the variables of the algebra are not the last layer's inputs.
func (featureTerm) SeedsInputs() bool { return false }

// NewResidualPass implements [ResidualTerm].
func (t featureTerm) NewResidualPass(points int) ResidualPass[float64] {
	sweep := t.trunk.NewForward(t.Algebra(), t.ResidualTerm.SeedsInputs(), points)
	sweep.Prepare(t.trunk.Params(), t.Len())
	return &featurePass{t.ResidualTerm.NewResidualPass(points), newInputs[float64](t.ResidualTerm, points, t.trunk.In()), sweep}
}

type featurePass struct {
	ResidualPass[float64]
	x     *jet.Batch[float64]
	sweep layers.Sweep[float64]
}

// Load implements [ResidualPass].
func (p *featurePass) Load(x *jet.Batch[float64], points []int, step int) {
	p.x.Reshape(len(points), p.x.Features)
	p.ResidualPass.Load(p.x, points, step)
	x.Copy(p.sweep.Forward(p.x))
}

// An outputSolver minimises ‖r(w)‖² + ridge·‖w‖²: steps of Gauss and Newton, damped where they lead nowhere (Levenberg
// 1944).
type outputSolver struct {
	p     *leastSquares
	ridge float64

	w, r    []float64 // the best weights so far and the residuals there
	next    []float64 // weights
	trial   []float64 // and the residuals there
	j       linalg.Matrix
	norm    float64    // of j
	damping float64    // as a share of the norm
	system  *linalg.QR // of j over a multiple of I
	right   []float64
	linear  bool // whether the last step ended where the linear residuals said
}

// mostOutputSteps bounds the steps where residuals are not linear.
const mostOutputSteps = 100

// leastOutputGain is the share of the loss that an undamped step has to win for another one to be taken.
const leastOutputGain = 0.01

// What the damping begins with when it is needed, and where the search ends.
const leastOutputDamping, mostOutputDamping = 1e-9, 10

func newOutputSolver(p *leastSquares, w []float64, ridge float64) *outputSolver {
	m, n := p.rows, len(w)
	return &outputSolver{p: p, ridge: ridge, w: w, r: make([]float64, m), next: make([]float64, n), trial: make([]float64, m),
		j: linalg.NewMatrix(m, n), system: linalg.NewQR(m+n, n), right: make([]float64, m+n)}
}

// run minimises, and then does without weights that do not pay.
func (s *outputSolver) run(ctx context.Context) error {
	s.evaluate(s.r, nil, s.w)
	if i := number.IndexNonFinite(s.r); i >= 0 {
		return &rowError{i, fmt.Sprintf("a residual is %v", s.r[i])}
	}
	before := slices.Clone(s.r)
	if err := s.minimise(ctx); err != nil {
		return err
	}
	if s.cancels(before) {
		s.shorten()
	}
	return nil
}

func (s *outputSolver) minimise(ctx context.Context) error {
	for range mostOutputSteps {
		if err := s.linearise(); err != nil {
			return err
		}
		before := s.loss(s.r, s.w)
		for {
			if err := ctx.Err(); err != nil {
				return err
			}
			if s.try(before) {
				break
			}
			if s.damping = max(10*s.damping, leastOutputDamping); s.damping > mostOutputDamping {
				return nil
			}
		}
		if s.damping == 0 && (s.linear || s.loss(s.r, s.w) > (1-leastOutputGain)*before) {
			return nil
		}
		if s.damping /= 10; s.damping < leastOutputDamping {
			s.damping = 0
		}
	}
	return nil
}

func (s *outputSolver) linearise() error {
	s.evaluate(nil, s.j.Data, s.w)
	if i := number.IndexNonFinite(s.j.Data); i >= 0 {
		return &rowError{i / s.j.Cols, "the derivatives of a residual are not finite"}
	}
	if s.norm = linalg.Norm(s.j.Data); s.norm == 0 {
		return fmt.Errorf("no residual depends on the last layer, to first order")
	}
	return nil
}

// try goes the step to where the linear residuals, the ridge and the damping have the least sum of squares, and reports
// whether the loss is lower there than before.
func (s *outputSolver) try(before float64) bool {
	m, n := s.j.Rows, s.j.Cols
	root := max(math.Sqrt(s.ridge), linalg.Epsilon[float64]()*s.norm)
	diagonal := math.Hypot(root, s.damping*s.norm)
	a := s.system.Matrix()
	clear(a.Data)
	a.Part(0, 0, m, n).CopyFrom(s.j)
	for i := range n {
		a.Set(m+i, i, diagonal)
	}
	s.system.Factor()
	vec.Scale(s.right[:m], -1, s.r)
	vec.Scale(s.right[m:], -root*(root/diagonal), s.w)
	s.system.LeastSquares(s.right) // of full rank, by the diagonal
	vec.Add(s.next, s.w, s.right[:n])
	s.evaluate(s.trial, nil, s.next)
	if !(s.loss(s.trial, s.next) < before) { // or NaN
		return false
	}
	s.j.Mul(s.right[n:], s.right[:n])
	s.linear = s.isLinear(s.right[n:])
	s.w, s.next, s.r, s.trial = s.next, s.w, s.trial, s.r
	return true
}

// cancels reports whether the weights are so long that half the digits, or more, of their products with the derivatives go in the
// sums that made the residuals of those before.
func (s *outputSolver) cancels(before []float64) bool {
	vec.Sub(s.trial, s.r, before)
	return math.Sqrt(linalg.Epsilon[float64]())*s.norm*linalg.Norm(s.w) > linalg.Norm(s.trial)
}

// shorten goes to the shortest weights for which the linear residuals have the least sum of squares, features being taken for
// sums of others where the difference may be rounding, unless the weights found pay.
func (s *outputSolver) shorten() {
	if s.linearise() != nil {
		return
	}
	var q linalg.RankQR
	q.Factor(s.j, float64(max(s.j.Rows, s.j.Cols))*linalg.Epsilon[float64]()*s.norm)
	copy(s.next, s.w)
	copy(s.trial, s.r)
	step, right := make([]float64, len(s.w)), make([]float64, len(s.r))
	for range 2 { // the second time for the digits that went with the length
		vec.Scale(right, -1, s.trial)
		q.LeastSquares(step, right, s.next)
		vec.Add(s.next, s.next, step)
		s.evaluate(s.trial, nil, s.next)
	}
	if !s.pay() {
		s.w, s.next, s.r, s.trial = s.next, s.w, s.trial, s.r
	}
}

// pay reports whether the weights are worth their length, there being shorter ones: whether their loss is lower by a share that
// counts, and by more than rounding errors of the derivatives make of weights so long.
func (s *outputSolver) pay() bool {
	long, short := s.loss(s.r, s.w), s.loss(s.trial, s.next)
	noise := roundingErrors * linalg.Epsilon[float64]() * s.norm * linalg.Norm(s.w)
	return !number.Finite(short) || long < (1-leastOutputGain)*short && short-long > noise*noise
}

// roundingErrors is how many units in the last place of all derivatives together are taken for rounding.
const roundingErrors = 5

// isLinear reports whether the residuals have changed by what the linear ones do.
func (s *outputSolver) isLinear(change []float64) bool {
	off, size := 0.0, 0.0
	for i, c := range change {
		off = max(off, math.Abs(s.trial[i]-s.r[i]-c))
		size = max(size, math.Abs(s.r[i]))
	}
	return off <= linearTolerance*size
}

// linearTolerance is how far off the rounding errors of large weights may bring linear residuals, as a share of those before.
const linearTolerance = 1e-6

// loss returns the sum of squares of residuals, with the ridge.
func (s *outputSolver) loss(r, w []float64) float64 {
	return linalg.Dot(r, r) + float64(s.ridge*linalg.Dot(w, w))
}

// evaluate computes the residuals at w, or their derivatives, in this goroutine.
func (s *outputSolver) evaluate(r, j, w []float64) {
	s.p.r, s.p.j, s.p.params = r, j, w
	s.p.carry(0)
}
