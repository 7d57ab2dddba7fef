package jet

import (
	"example.com/sobolev/dual"
	"example.com/sobolev/internal/vec"
)

// Above order 2 composition and its adjoint are programs over planes, written once from the table of the algebra. Planes and
// slots have the same numbers, as far as they can: first the components of
// x, then the coefficients of φ, then another element of the algebra.

// composeProgram returns the program that computes y = φ(x), all components but the primals. Its planes are those of x,
// the coefficients of φ up to order K, and those of y.
func composeProgram[F dual.Float](alg *Algebra) *vec.Program[F] {
	m := alg.Dim()
	phi, y := m, m+alg.order+1
	p := vec.NewProgram[F](append(sameNumbers(1, m), sameNumbers(phi+1, y)...), alg.hornerStatements(y, phi),
		sameNumbers(y+1, y+m))
	if alg.vars == 1 && alg.Complete() {
		p.Straighten(vec.ComposeSeries[F](alg.order))
	}
	return p
}

// adjointProgram returns the program that computes x̄ = wᵀȳ, w = φ′(x). Its planes are those of x, the coefficients of φ up
// to order K+1, those of ȳ and those of x̄.
func adjointProgram[F dual.Float](alg *Algebra) *vec.Program[F] {
	m, K := alg.Dim(), alg.order
	phi := m
	ybar := phi + K + 2
	w := ybar + m
	var statements []vec.Statement
	for k := 2; k <= K+1; k++ { // the coefficients of φ′, in place
		statements = append(statements, vec.Statement{Dst: phi + k, AddScale: float64(k), Add: phi + k})
	}
	statements = append(statements, alg.hornerStatements(w, phi+1)...)
	for j := range m { // component j of x̄ is made of those of ȳ from j on: it may take the place of ȳⱼ
		first := [2]int{phi + 1, ybar + j}
		statements = appendSum(statements, ybar+j, first, alg.raising(j), w, ybar)
	}
	var stores []vec.Move
	for j := range m {
		stores = append(stores, vec.Move{Plane: ybar + m + j, Slot: ybar + j})
	}
	loads := append(sameNumbers(1, m), sameNumbers(phi+1, ybar)...)
	p := vec.NewProgram[F](append(loads, sameNumbers(ybar, ybar+m)...), statements, stores)
	if alg.vars == 1 && alg.Complete() {
		p.Straighten(vec.AdjointSeries[F](K))
	}
	return p
}

// hornerStatements computes, in the slots from r on, the components of Σ φₖnᵏ but the primal, n the nilpotent part of what
// slots 0 to m−1 hold, the coefficients in the slots from phi on: r ← r·n + φₖ from the highest order down. After step s
// the result is multiplied by n another K−s times, so that its components above degree s do not matter and are not computed.
func (a *Algebra) hornerStatements(r, phi int) []vec.Statement {
	var statements []vec.Statement
	for s := 1; s <= a.order; s++ {
		lead := phi + a.order - s + 1        // the primal of r
		for k := a.ends[s] - 1; k > 0; k-- { // r·n needs only components of r below k, which are those of the step before
			statements = appendSum(statements, r+k, [2]int{lead, k}, a.inner(k), r, 0)
		}
	}
	return statements
}

// appendSum appends what sets dst to the product of the first pair and the products of the table, e_x being in slot x+k and
// e_y in slot y+k. Products with a structure constant other than 1 are added one by one.
func appendSum(list []vec.Statement, dst int, first [2]int, products []product, x, y int) []vec.Statement {
	sum := vec.Statement{Dst: dst, Scale: 1, Pairs: [][2]int{first}}
	var scaled []vec.Statement
	for _, p := range products {
		pair := [2]int{x + int(p.x), y + int(p.y)}
		if p.c == 1 {
			sum.Pairs = append(sum.Pairs, pair)
		} else {
			scaled = append(scaled, vec.Statement{Dst: dst, Scale: p.c, Pairs: [][2]int{pair}, AddScale: 1, Add: dst})
		}
	}
	return append(append(list, sum), scaled...)
}

// sameNumbers returns the moves between planes and slots of the same numbers, from up to, not including, to.
func sameNumbers(from, to int) []vec.Move {
	var moves []vec.Move
	for i := from; i < to; i++ {
		moves = append(moves, vec.Move{Plane: i, Slot: i})
	}
	return moves
}
