package linalg

import (
	"fmt"
	"math"
	"math/big"
	"math/rand/v2"
	"slices"
	"testing"

	"example.com/sobolev/internal/vec"
)

// levels runs a test with every set of kernels that this machine has.
func levels(t *testing.T, f func(t *testing.T)) {
	for _, l := range vec.Levels() {
		t.Run(l.String(), func(t *testing.T) {
			defer vec.Force(l)()
			f(t)
		})
	}
}

func randomMatrix(rng *rand.Rand, rows, cols int) Matrix {
	m := NewMatrix(rows, cols)
	for i := range m.Data {
		m.Data[i] = rng.Float64()*2 - 1
	}
	return m
}

// hilbert is the matrix 1/(i+j+1) times the least common multiple of its denominators, so that it is one of integers and
// exact in double precision.
func hilbert(n int) Matrix {
	multiple := int64(1)
	for k := int64(2); k < int64(2*n); k++ {
		multiple *= k / new(big.Int).GCD(nil, nil, big.NewInt(multiple), big.NewInt(k)).Int64()
	}
	m := NewMatrix(n, n)
	for i := range n {
		for j := range n {
			m.Set(i, j, float64(multiple/int64(i+j+1)))
		}
	}
	return m
}

// inverseRat returns A⁻¹ by elimination in rational numbers.
func inverseRat(a Matrix) [][]*big.Rat {
	n := a.Rows
	rows := make([][]*big.Rat, n)
	for i := range rows {
		rows[i] = make([]*big.Rat, 2*n)
		for j := range rows[i] {
			rows[i][j] = new(big.Rat)
		}
		for j := range n {
			rows[i][j].SetFloat64(a.At(i, j))
		}
		rows[i][n+i].SetInt64(1)
	}
	for k := range n {
		pivot := k
		for rows[pivot][k].Sign() == 0 {
			pivot++
		}
		rows[k], rows[pivot] = rows[pivot], rows[k]
		inverse := new(big.Rat).Inv(rows[k][k])
		for j := range rows[k] {
			rows[k][j].Mul(rows[k][j], inverse)
		}
		for i := range rows {
			if i == k || rows[i][k].Sign() == 0 {
				continue
			}
			f := new(big.Rat).Set(rows[i][k])
			for j := range rows[i] {
				rows[i][j].Sub(rows[i][j], new(big.Rat).Mul(f, rows[k][j]))
			}
		}
	}
	for i := range rows {
		rows[i] = rows[i][n:]
	}
	return rows
}

// residualRat returns the largest element of |A·x − b| for exact sums.
func residualRat(a Matrix, x, b []float64) float64 {
	worst := 0.0
	for i := range a.Rows {
		sum := new(big.Rat).SetFloat64(-b[i])
		for j, v := range x {
			sum.Add(sum, new(big.Rat).Mul(new(big.Rat).SetFloat64(a.At(i, j)), new(big.Rat).SetFloat64(v)))
		}
		r, _ := sum.Float64()
		worst = max(worst, math.Abs(r))
	}
	return worst
}

// TestCholeskyBackwardError checks ‖A − Uᵀ·U‖, by exact sums, against the bound of theory, (n+1)·u·|Uᵀ|·|U| element by
// element (Higham 2002, theorem 10.3), for well and badly conditioned matrices.
func TestCholeskyBackwardError(t *testing.T) {
	levels(t, func(t *testing.T) {
		for _, n := range []int{1, 2, 7, 10, 32, 33, 49, 80} {
			for _, c := range []struct {
				name string
				a    Matrix
			}{{"random", gram(n)}, {"Hilbert", hilbert(min(n, 11))}} {
				l := NewMatrix(c.a.Rows, c.a.Rows)
				l.CopyFrom(c.a)
				if !NewWorkspace(nil).Cholesky(l) {
					t.Errorf("%s %d: not positive definite", c.name, n)
					continue
				}
				checkFactor(t, fmt.Sprintf("%s %d", c.name, n), c.a, l)
			}
		}
	})
}

// gram returns a symmetric positive definite matrix that is exact in double precision.
func gram(n int) Matrix {
	rng := rand.New(rand.NewPCG(uint64(n), 3))
	b, a := NewMatrix(n, n+2), NewMatrix(n, n)
	for i := range b.Data {
		b.Data[i] = float64(rng.IntN(2001) - 1000)
	}
	for i := range n {
		for j := range n {
			for k := range b.Cols {
				a.Data[i*n+j] += b.At(i, k) * b.At(j, k)
			}
		}
	}
	return a
}

func checkFactor(t *testing.T, name string, a, u Matrix) {
	t.Helper()
	n := a.Rows
	for i := range n {
		for j := range i + 1 {
			sum, size := new(big.Float).SetPrec(1000).SetFloat64(-a.At(i, j)), 0.0
			for k := range j + 1 {
				sum.Add(sum, new(big.Float).SetPrec(1000).Mul(big.NewFloat(u.At(k, i)), big.NewFloat(u.At(k, j))))
				size += math.Abs(u.At(k, i) * u.At(k, j))
			}
			if got, _ := sum.Float64(); math.Abs(got) > float64(n+1)*0x1p-53*size {
				t.Fatalf("%s: element (%d, %d) of Uᵀ·U is off by %g, want at most %g", name, i, j, got, float64(n+1)*0x1p-53*size)
			}
		}
	}
}

// TestCholeskyRefuses checks that matrices that are not positive definite are refused.
func TestCholeskyRefuses(t *testing.T) {
	for _, n := range []int{1, 3, 40, 100} {
		for _, bad := range []float64{-1, 0, math.NaN(), math.Inf(1)} {
			a := gram(n)
			a.Set(n-1, n-1, bad)
			if NewWorkspace(nil).Cholesky(a) {
				t.Errorf("n = %d with %v on the diagonal: no refusal", n, bad)
			}
		}
	}
}

// TestSolveHilbert solves with Hilbert matrices and compares with the solution in rational numbers: the error is within
// the condition number, and the residual small all the same.
func TestSolveHilbert(t *testing.T) {
	levels(t, func(t *testing.T) {
		for _, n := range []int{3, 6, 9, 11} {
			a := hilbert(n)
			inverse := inverseRat(a)
			b := make([]float64, n)
			for i := range b {
				b[i] = float64(i%3 + 1)
			}
			l := NewMatrix(n, n)
			l.CopyFrom(a)
			w := NewWorkspace(nil)
			if !w.Cholesky(l) {
				t.Fatalf("n = %d: not positive definite", n)
			}
			norm, condition := NormSymmetric(a, make([]float64, n)), conditionRat(a, inverse)
			if got := Condition(l, norm, make([]float64, n), make([]float64, n)); got > 1.1*condition || got < condition/3 {
				t.Errorf("n = %d: condition estimated at %g, is %g", n, got, condition)
			}
			x := slices.Clone(b)
			SolveCholesky(l, x)
			size := MaxAbs(x)
			if worst := residualRat(a, x, b); worst > 100*0x1p-53*norm*size {
				t.Errorf("n = %d: residual %g, want at most %g", n, worst, 100*0x1p-53*norm*size)
			}
			for i, row := range inverse {
				sum := new(big.Rat)
				for j, v := range row {
					sum.Add(sum, new(big.Rat).Mul(v, new(big.Rat).SetFloat64(b[j])))
				}
				if want, _ := sum.Float64(); math.Abs(x[i]-want) > 10*0x1p-53*condition*size {
					t.Errorf("n = %d: x[%d] = %v, want %v", n, i, x[i], want)
				}
			}
		}
	})
}

// TestCondition checks estimates that are exact: where the first guess, the mean of all columns of the inverse, has its norm,
// and where the third is the first that has.
func TestCondition(t *testing.T) {
	for _, u := range []Matrix{
		{5, 5, 5, []float64{1, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 1}},
		{4, 4, 4, []float64{1, 0, -2, 0, 0, 1, 3, 1, 0, 0, 1, -3, 0, 0, 0, 1}}, // column sums of A⁻¹ that are tried: 0.5, 133 and 219
	} {
		n := u.Rows
		a := NewMatrix(n, n)
		multiply(a, u, true, u)
		want := conditionRat(a, inverseRat(a))
		if got := Condition(u, NormSymmetric(a, make([]float64, n)), make([]float64, n), make([]float64, n)); got != want {
			t.Errorf("n = %d: condition estimated at %v, is %v", n, got, want)
		}
	}
}

func conditionRat(a Matrix, inverse [][]*big.Rat) float64 {
	worst := 0.0
	for _, row := range inverse {
		sum := 0.0
		for _, v := range row {
			x, _ := v.Float64()
			sum += math.Abs(x)
		}
		worst = max(worst, sum)
	}
	return worst * NormSymmetric(a, make([]float64, a.Rows))
}

// TestLeastSquares compares solutions by QR with those of the normal equations in rational numbers.
func TestLeastSquares(t *testing.T) {
	levels(t, func(t *testing.T) {
		rng := rand.New(rand.NewPCG(4, 5))
		for _, shape := range [][2]int{{1, 1}, {5, 5}, {9, 4}, {40, 33}} {
			m, n := shape[0], shape[1]
			q := NewQR(m, n)
			a, b := randomMatrix(rng, m, n), randomMatrix(rng, 1, m).Data
			for i := range a.Data {
				a.Data[i] = math.Round(a.Data[i] * 1024)
			}
			q.Matrix().CopyFrom(a)
			q.Factor()
			x := slices.Clone(b)
			if !q.LeastSquares(x) {
				t.Fatalf("%d×%d: no full rank", m, n)
			}
			normal, right := NewMatrix(n, n), make([]*big.Rat, n)
			for i := range n {
				right[i] = new(big.Rat)
				for j := range n {
					for k := range m {
						normal.Data[i*n+j] += a.At(k, i) * a.At(k, j)
					}
				}
				for k := range m {
					right[i].Add(right[i], new(big.Rat).Mul(new(big.Rat).SetFloat64(a.At(k, i)), new(big.Rat).SetFloat64(b[k])))
				}
			}
			inverse := inverseRat(normal)
			condition := conditionRat(normal, inverse) // of the normal equations, the square of A's
			for i, row := range inverse {
				sum := new(big.Rat)
				for j, v := range row {
					sum.Add(sum, new(big.Rat).Mul(v, right[j]))
				}
				if want, _ := sum.Float64(); math.Abs(x[i]-want) > 10*0x1p-53*condition*MaxAbs(x[:n]) {
					t.Errorf("%d×%d: x[%d] = %v, want %v", m, n, i, x[i], want)
				}
			}
		}
	})
}

// TestLeastSquaresOfAnySize solves a system that has a solution, (1, −2), at sizes whose squares leave the range of floats.
func TestLeastSquaresOfAnySize(t *testing.T) {
	for _, size := range []float64{1e-200, 1, 1e200} {
		q := NewQR(3, 2)
		b := make([]float64, 3)
		for i, row := range [][2]float64{{1, 2}, {3, 4}, {5, 7}} {
			for j, v := range row {
				q.Matrix().Set(i, j, v*size)
			}
			b[i] = (row[0] - 2*row[1]) * size
		}
		q.Factor()
		if !q.LeastSquares(b) || math.Abs(b[0]-1) > 1e-14 || math.Abs(b[1]+2) > 1e-14 {
			t.Errorf("at size %g: %v, want 1 and -2", size, b[:2])
		}
	}
}

func TestNormSymmetric(t *testing.T) {
	a := NewMatrix(2, 2)
	copy(a.Data, []float64{1, -3, 99, 2}) // below the diagonal it is not looked at
	if got := NormSymmetric(a, make([]float64, 2)); got != 5 {
		t.Errorf("%v, want 5", got)
	}
}

// TestQRIsOrthogonal checks Q·R = A and Qᵀ·Q = I to rounding, over blocks.
func TestQRIsOrthogonal(t *testing.T) {
	levels(t, func(t *testing.T) {
		rng := rand.New(rand.NewPCG(6, 7))
		for _, shape := range [][2]int{{5, 3}, {64, 64}, {200, 100}} {
			for _, scale := range []float64{1, 1e-200, 1e200} {
				m, n := shape[0], shape[1]
				q, a := NewQR(m, n), randomMatrix(rng, m, n)
				for i := range a.Data {
					a.Data[i] *= scale
				}
				q.Matrix().CopyFrom(a)
				q.Factor()
				column := make([]float64, m)
				for j := range n {
					clear(column)
					for i := range j + 1 {
						column[i] = q.Matrix().At(i, j)
					}
					q.Mul(column)
					for i, v := range column {
						if math.Abs(v-a.At(i, j)) > float64(10*n)*0x1p-53*scale {
							t.Fatalf("%d×%d at %g: element (%d, %d) of Q·R is %v, want %v", m, n, scale, i, j, v, a.At(i, j))
						}
					}
					q.MulTransposed(column)
					for i, v := range column {
						want := 0.0
						if i <= j {
							want = q.Matrix().At(i, j)
						}
						if math.Abs(v-want) > float64(10*n)*0x1p-53*scale {
							t.Fatalf("%d×%d at %g: element (%d, %d) of Qᵀ·Q·R is %v, want %v", m, n, scale, i, j, v, want)
						}
					}
				}
			}
		}
		singular := NewQR(4, 2)
		if singular.Factor(); singular.LeastSquares(make([]float64, 4)) {
			t.Error("a matrix of zeros has full rank")
		}
	})
}

// TestSolveLower solves with transposed Cholesky factors, as they are and in blocks, and puts the solutions of several right
// sides into the equation.
func TestSolveLower(t *testing.T) {
	levels(t, func(t *testing.T) {
		for _, n := range []int{1, 5, 60} {
			w, u, x := NewWorkspace(nil), gram(n), NewMatrix(n, 3)
			if !w.Cholesky(u) {
				t.Fatalf("n = %d: not positive definite", n)
			}
			lower, sides := NewMatrix(n, n), randomMatrix(rand.New(rand.NewPCG(12, 13)), n, 3)
			for i := range n {
				for j := i; j < n; j++ {
					lower.Set(j, i, u.At(i, j))
				}
			}
			x.CopyFrom(sides)
			w.SolveLower(u, x)
			for k := range x.Cols {
				solution, b := make([]float64, n), make([]float64, n)
				for i := range n {
					solution[i], b[i] = x.At(i, k), sides.At(i, k)
				}
				most := 4 * float64(n) * 0x1p-53 * float64(n) * MaxAbs(lower.Data) * MaxAbs(solution)
				if worst := residualRat(lower, solution, b); worst > most {
					t.Errorf("n = %d: residual %g of side %d, want at most %g", n, worst, k, most)
				}
			}
		}
	})
}

// TestWorkersDoNotMatter checks that bits do not depend on the number of workers, and that nothing is allocated.
func TestWorkersDoNotMatter(t *testing.T) {
	const n, k = 300, 400
	a := randomMatrix(rand.New(rand.NewPCG(8, 9)), n, k)
	var want []float64
	for _, workers := range []int{0, 1, 2, 3, 5} {
		var team *Team
		if workers > 0 {
			team = NewTeam(workers)
			defer team.Close()
		}
		w, c := NewWorkspace(team), NewMatrix(n, n)
		x, start := NewMatrix(n, 400), randomMatrix(rand.New(rand.NewPCG(10, 11)), n, 400)
		run := func() {
			clear(c.Data)
			w.AddOuter(c, 1, a)
			w.AddGram(c, 1, start.Part(0, 0, n, n))
			if !w.Cholesky(c) {
				t.Fatal("not positive definite")
			}
			x.CopyFrom(start)
			w.SolveLower(c, x)
		}
		run()
		var got []float64
		for i := range n {
			got = append(got, c.Row(i)[i:]...)
		}
		got = append(got, x.Data...)
		if want == nil {
			want = got
		}
		if !slices.Equal(got, want) {
			t.Errorf("%d workers: other bits", workers)
		}
		// So many runs that the few goroutines which the runtime makes once, where it finds none to use again, do not count.
		if allocations := testing.AllocsPerRun(30, run); allocations > 0 {
			t.Errorf("%d workers: %v allocations", workers, allocations)
		}
	}
}
