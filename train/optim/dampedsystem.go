package optim

import (
	"math"

	"example.com/sobolev/internal/linalg"
	"example.com/sobolev/internal/vec"
)

// A dampedSystem solves (JᵀJ + λ·I)·x = Jᵀ·b for many λ and b: with the matrix itself, or by
// x = Jᵀ·(J·Jᵀ + λ·I)⁻¹·b with the smaller one where J has fewer rows than columns. If Cholesky's factorisation of it
// leaves too few digits, J is factored by reflections, which costs many times as much and sees but the root of the
// condition number, unless J is too large for that.
type dampedSystem struct {
	workers int
	team    *linalg.Team // nil while closed
	w       *linalg.Workspace
	j       linalg.Matrix
	dual    bool
	a, u    linalg.Matrix // JᵀJ or J·Jᵀ, and the factor of the damped one
	y, z    []float64
	norm    float64    // of a, in the 1-norm
	qr      *linalg.QR // of J over √λ·I, or of its transpose; made when it is needed
	tall    []float64  // a right side for it
	useQR   bool       // whether it has the current λ
	lambda  float64    // the last one
	left    []float64  // what a solution leaves of b, and
	more    []float64  // the solution for that; made when they are needed
}

// worstCondition is where Cholesky's solutions have about three digits left.
const worstCondition = 1e13

func (s *dampedSystem) init(m, n, workers int) {
	s.workers = workers
	s.dual = m < n
	k := min(m, n)
	s.a, s.u = linalg.NewMatrix(k, k), linalg.NewMatrix(k, k)
	s.y, s.z = make([]float64, k), make([]float64, k)
}

// start starts the goroutines if there are none.
func (s *dampedSystem) start() {
	if s.team == nil {
		s.team = linalg.NewTeam(s.workers)
		s.w = linalg.NewWorkspace(s.team)
	}
}

func (s *dampedSystem) close() {
	if s.team != nil {
		s.team.Close()
		s.team, s.w = nil, nil
	}
}

// set forms the matrix. J may not change while it is solved with.
func (s *dampedSystem) set(j linalg.Matrix) {
	s.start()
	s.j = j
	clear(s.a.Data)
	if s.dual {
		s.w.AddOuter(s.a, 1, j)
	} else {
		s.w.AddGram(s.a, 1, j)
	}
	s.norm = linalg.NormSymmetric(s.a, s.y)
}

// costlyQR is the number of multiplications beyond which a factorisation by reflections is not worth its digits.
const costlyQR = 1e8

// isCostly reports whether J is too large to be factored itself.
func (s *dampedSystem) isCostly() bool {
	rows, k := float64(s.j.Rows+s.j.Cols), float64(s.a.Rows)
	return rows*k*k > costlyQR
}

// leastDamping returns the smallest λ that the system should be solved with: where J is too large to be factored itself,
// one at the rounding error of the matrix. The solutions have no digits left along directions that hardly matter then,
// and all that is asked of a step is a low sum of squares.
func (s *dampedSystem) leastDamping() float64 {
	if !s.isCostly() {
		return 0
	}
	return linalg.Epsilon[float64]() * s.norm
}

// solve sets x to the solution for the right side Jᵀ·b. It returns false if the matrix is singular,
// or too large to be solved with so small a λ.
func (s *dampedSystem) solve(x, b []float64, lambda float64) bool {
	s.start()
	s.lambda = lambda
	s.u.CopyFrom(s.a)
	for i := range s.u.Rows {
		s.u.Set(i, i, s.u.At(i, i)+lambda)
	}
	// The norm over λ bounds the condition, which need not be estimated where that is small.
	ok := s.w.Cholesky(s.u)
	if s.isCostly() {
		s.useQR = false
		return ok && s.again(x, b)
	}
	s.useQR = !ok || s.norm+lambda > worstCondition*lambda &&
		linalg.Condition(s.u, s.norm+lambda, s.y, s.z) > worstCondition
	if s.useQR {
		s.factorQR(lambda)
	}
	return s.again(x, b)
}

// again is solve with the last λ.
func (s *dampedSystem) again(x, b []float64) bool {
	switch {
	case s.dual:
		return s.solveDual(x, b) && (!s.cancels(x) || s.refine(x, b))
	case s.useQR:
		clear(s.tall)
		copy(s.tall, b)
		ok := s.qr.LeastSquares(s.tall)
		copy(x, s.tall)
		return ok
	default:
		s.j.MulTransposed(x, b)
		linalg.SolveCholesky(s.u, x)
	}
	return true
}

// solveDual sets y to (J·Jᵀ + λ·I)⁻¹·b and x to Jᵀ·y.
func (s *dampedSystem) solveDual(x, b []float64) bool {
	if !s.useQR {
		copy(s.y, b)
		linalg.SolveCholesky(s.u, s.y)
		s.j.MulTransposed(x, s.y)
		return true
	}
	// Of Q·R⁻ᵀ·b the first rows are x, and the others √λ·y.
	clear(s.tall)
	copy(s.tall, b)
	if !s.qr.SolveRTransposed(s.tall[:s.a.Rows]) {
		return false
	}
	s.qr.Mul(s.tall)
	copy(x, s.tall)
	vec.Scale(s.y, 1/math.Sqrt(s.lambda), s.tall[len(x):])
	return true
}

// cancels reports whether half the digits of x = Jᵀ·y, or more, went in the sum. That is so at small λ where rows of J depend on
// each other, as those of a point that is there twice, and b does not likewise: there y is b/λ, of which Jᵀ leaves nothing.
func (s *dampedSystem) cancels(x []float64) bool {
	const half = 1e8 // 1/√ε
	return math.Sqrt(s.norm)*linalg.Norm(s.y) > half*linalg.Norm(x)
}

// refine adds to x the solution for what the last solution left of b, which is small: it has lost as many digits, and ends
// where x has not.
func (s *dampedSystem) refine(x, b []float64) bool {
	if s.more == nil {
		s.more, s.left = make([]float64, len(x)), make([]float64, len(b))
	}
	s.j.Mul(s.left, x)
	vec.Sub(s.left, b, s.left)
	vec.Axpy(s.left, -s.lambda, s.y)
	if !s.solveDual(s.more, s.left) {
		return false
	}
	vec.Add(x, x, s.more)
	return true
}

// factorQR factors J, or its transpose, over √λ·I.
func (s *dampedSystem) factorQR(lambda float64) {
	k, rows := s.a.Rows, s.j.Rows+s.j.Cols
	if s.qr == nil {
		s.qr, s.tall = linalg.NewQR(rows, k), make([]float64, rows)
	}
	t := s.qr.Matrix()
	clear(t.Data)
	if s.dual {
		for i := range s.j.Rows {
			for k, v := range s.j.Row(i) {
				t.Set(k, i, v)
			}
		}
	} else {
		t.Part(0, 0, s.j.Rows, k).CopyFrom(s.j)
	}
	for i := range k {
		t.Set(rows-k+i, i, math.Sqrt(lambda))
	}
	s.qr.Factor()
}
