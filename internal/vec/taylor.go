package vec

import "example.com/sobolev/internal/series"

// A Taylor computes the Taylor coefficients φ⁽ᵏ⁾(z)/k! of an activation, to an order that is chosen once. A kernel gives
// the first ones, and from the fourth order on the rest follow by the recurrences of package series. At the portable level,
// and where a level has no kernel, the rules of that package compute all of them.
//
// A coefficient can be zero, so its error is stated relative to the largest of itself and those of the orders beside it: to
// order 8 it stays below 64 units of rounding of the type.
//
// A Taylor holds memory that it works in, so each goroutine needs one of its own.
type Taylor[F Float] struct {
	rule    series.Rule
	count   int // of coefficients
	start   starter[F]
	program *Program[F] // nil if start computes everything
	planes  [][]F       // a block of the coefficients, then of what else start computes
	extra   []F
	c       []float64
}

// taylorBlock is the number of elements between the kernel and the program, few enough to stay in the first-level cache.
const taylorBlock = 512

// A starter computes the planes that the program loads, those past the coefficients being extra ones, or reports false,
// having written nothing, if there is no kernel for them.
type starter[F Float] func(planes [][]F, z []F) bool

// A recurrence says how coefficients come about from what a kernel computes.
type recurrence[F Float] struct {
	start   starter[F]
	extra   int
	program func(count int) *Program[F]
}

// kernelTerms is the number of coefficients that the kernels of jets compute.
const kernelTerms = 4

// newTaylor returns the Taylor of count coefficients by the kernel of a jet or, if these are too few, by a recurrence.
func newTaylor[F Float](count int, rule series.Rule, jet func(y, d1, d2, d3, z []F), r recurrence[F]) *Taylor[F] {
	t := &Taylor[F]{rule: rule, count: count, c: make([]float64, count)}
	if count > kernelTerms {
		t.start, t.program = r.start, r.program(count)
		t.planes, t.extra = make([][]F, count+r.extra), make([]F, r.extra*taylorBlock)
		return t
	}
	t.planes = make([][]F, kernelTerms) // those past count stay nil
	t.start = func(p [][]F, z []F) bool {
		jet(p[0], p[1], p[2], p[3], z)
		factorial := 1.0
		for k := 2; k < count; k++ {
			factorial *= float64(k)
			Scale(p[k], F(1/factorial), p[k])
		}
		return true
	}
	return t
}

// RuleTaylor returns the Taylor of a function that has no kernel.
func RuleTaylor[F Float](count int, rule series.Rule) *Taylor[F] {
	return &Taylor[F]{rule: rule, count: count, c: make([]float64, count)}
}

// Coefficients sets phi[k] to the coefficients of order k at z, for as many k as the Taylor was made for. The planes may
// not overlap one another or z, except that phi[0] may be z itself.
func (t *Taylor[F]) Coefficients(phi [][]F, z []F) {
	for _, p := range phi[:t.count] {
		want("Taylor", "phi", len(p), len(z))
	}
	if t.start == nil || current == Portable {
		t.applyRule(phi, z)
		return
	}
	for from := 0; from < len(z); from += taylorBlock {
		to := min(from+taylorBlock, len(z))
		for k := range t.count {
			t.planes[k] = phi[k][from:to]
		}
		for i := 0; i < len(t.extra); i += taylorBlock {
			t.planes[t.count+i/taylorBlock] = t.extra[i : i+to-from]
		}
		if !t.start(t.planes, z[from:to]) {
			t.applyRule(t.planes, z[from:to])
		} else if t.program != nil {
			t.program.Run(t.planes)
		}
	}
}

func (t *Taylor[F]) applyRule(phi [][]F, z []F) {
	for i, v := range z {
		t.rule(t.c, float64(v))
		for k, c := range t.c {
			phi[k][i] = F(c)
		}
	}
}
