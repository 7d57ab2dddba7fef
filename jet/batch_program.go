package jet

import (
	"slices"

	"example.com/sobolev/dual"
	"example.com/sobolev/internal/vec"
)

// Composition and its adjoint, above order 2 and from a lower order, are programs over planes, written once from the table
// of the algebra. Planes and slots have the same numbers, as far as they can: first the components of x, then the
// coefficients of φ, then another element of the algebra.

// composeProgram returns the program that computes y = φ(x), all components but the primals, x having only its first dim
// components. Its planes are those of x, the coefficients of φ up to order K, and those of y.
func composeProgram[F dual.Float](alg *Algebra, dim int) *vec.Program[F] {
	m, phi := alg.Dim(), dim
	y := phi + alg.order + 1
	p := vec.NewProgram[F](append(sameNumbers(1, dim), sameNumbers(phi+1, y)...), alg.hornerStatements(y, phi, dim),
		sameNumbers(y+1, y+m))
	if alg.vars == 1 && alg.Complete() && dim == m {
		p.Straighten(vec.ComposeSeries[F](alg.order))
	}
	return p
}

// adjointProgram returns the program that computes x̄ = φ′(x)ᵀȳ. Its planes are those of x, the coefficients of φ up to order
// K+1, those of ȳ and those of x̄.
func adjointProgram[F dual.Float](alg *Algebra) *vec.Program[F] {
	m, phi, ybar := alg.Dim(), alg.Dim(), alg.Dim()+alg.order+2
	var statements []vec.Statement
	for k := 2; k < ybar-phi; k++ { // the coefficients of φ′, in place
		statements = append(statements, vec.Statement{Dst: phi + k, AddScale: float64(k), Add: phi + k})
	}
	p := pullProgram[F](alg, m, phi+1, ybar, statements)
	if alg.vars == 1 && alg.Complete() {
		p.Straighten(vec.AdjointSeries[F](alg.order))
	}
	return p
}

// pullProgram returns the program that computes the first dim components of x̄ = wᵀȳ, w = φ′(x), x having only as many. Its
// planes are those of x, those from slope on with the coefficients of φ′ up to order K, those of ȳ and those of x̄. The
// statements given come first.
func pullProgram[F dual.Float](alg *Algebra, dim, slope, ybar int, statements []vec.Statement) *vec.Program[F] {
	m := alg.Dim()
	w := ybar + m
	statements = append(statements, alg.hornerStatements(w, slope, dim)...)
	var stores []vec.Move
	for j := range dim { // component j of x̄ is made of those of ȳ from j on: it may take the place of ȳⱼ
		statements = appendSum(statements, ybar+j, [][2]int{{slope, ybar + j}}, alg.raising(j), w, ybar)
		stores = append(stores, vec.Move{Plane: ybar + m + j, Slot: ybar + j})
	}
	loads := append(sameNumbers(1, dim), sameNumbers(slope, ybar+m)...)
	return vec.NewProgram[F](loads, statements, stores)
}

// hornerStatements computes, in the slots from r on, the components of Σ φₖnᵏ but the primal, n the nilpotent part of what
// slots 0 to dim−1 hold, its other components being zero, and the coefficients in the slots from phi on: r ← r·n + φₖ from
// the highest order down. After step s the result is multiplied by n another K−s times, so that its components above
// degree s do not matter and are not computed.
func (a *Algebra) hornerStatements(r, phi, dim int) []vec.Statement {
	var statements []vec.Statement
	for s := 1; s <= a.order; s++ {
		lead := phi + a.order - s + 1        // the primal of r
		for k := a.ends[s] - 1; k > 0; k-- { // r·n needs only components of r below k, which are those of the step before
			var pairs [][2]int
			if k < dim {
				pairs = append(pairs, [2]int{lead, k})
			}
			products := slices.DeleteFunc(slices.Clone(a.inner(k)), func(p product) bool { return int(p.y) >= dim })
			statements = appendSum(statements, r+k, pairs, products, r, 0)
		}
	}
	return statements
}

// appendSum appends what sets dst to the sum of the pairs and the products of the table, component i of the factors being in
// slots x+i and y+i. Products with a structure constant other than 1 are added one by one.
func appendSum(list []vec.Statement, dst int, pairs [][2]int, products []product, x, y int) []vec.Statement {
	sum := vec.Statement{Dst: dst, Scale: 1, Pairs: pairs}
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
