package linalg

import "math"

// Condition estimates the condition number of A in the 1-norm, ‖A‖·‖A⁻¹‖, from its factor U and its norm (Hager 1984).
// The estimate is not too large, but for rounding, and seldom too small by more than a factor of 3. x and sign are scratch
// vectors of the matrix's size.
func Condition(u Matrix, norm float64, x, sign []float64) float64 {
	n := u.Rows
	wantLength("Condition", "x", x, n)
	wantLength("Condition", "sign", sign, n)
	for i := range x {
		x[i] = 1 / float64(n)
	}
	estimate, at := 0.0, -1
	for range 5 {
		SolveCholesky(u, x)
		sum := 0.0
		for i, v := range x {
			sum += math.Abs(v)
			sign[i] = math.Copysign(1, v)
		}
		estimate = max(estimate, sum) // it does not fall, but for rounding
		SolveCholesky(u, sign)
		largest := 0
		for i, v := range sign {
			if math.Abs(v) > math.Abs(sign[largest]) {
				largest = i
			}
		}
		if largest == at {
			break
		}
		at = largest
		clear(x)
		x[at] = 1
	}
	return estimate * norm
}

// NormSymmetric returns the 1-norm, the largest sum of the magnitudes in a row, of the symmetric matrix of which a holds
// the upper triangle. sums is a scratch vector of the matrix's size.
func NormSymmetric(a Matrix, sums []float64) float64 {
	wantLength("NormSymmetric", "sums", sums, a.Rows)
	clear(sums)
	for i := range a.Rows {
		sums[i] += math.Abs(a.At(i, i))
		for j, v := range a.Row(i)[i+1:] {
			sums[i] += math.Abs(v)
			sums[i+1+j] += math.Abs(v)
		}
	}
	return MaxAbs(sums)
}
