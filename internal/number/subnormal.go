package number

import "math"

// Log, Log10, Pow, Lgamma and Y0 are those of package math, bit for bit, but for subnormal x where math is wrong: the assembly of
// math.Log on amd64 takes them for numbers near the smallest normal one, -709.09 for the logarithm -736.83 of 1e-320, and the
// others call it.

const smallestNormal = 0x1p-1022

// knowsSubnormals says whether math.Log is right for subnormal numbers on this platform.
var knowsSubnormals = math.Log(math.SmallestNonzeroFloat64) < -744

// Log returns the natural logarithm of x.
func Log(x float64) float64 {
	if x < smallestNormal {
		return logBelow(x)
	}
	return math.Log(x)
}

// logBelow is Log below the normal numbers.
func logBelow(x float64) float64 {
	if !(x > 0) || knowsSubnormals {
		return math.Log(x)
	}
	const (
		ln2    = 0.6931471805598903 // with room for the product by 64 to be exact
		ln2Low = 5.497923018708371e-14
	)
	return math.Log(0x1p64*x) - 64*ln2 - 64*ln2Low
}

// Log10 returns the decimal logarithm of x.
func Log10(x float64) float64 {
	if x < smallestNormal {
		return logBelow(x) * (1 / math.Ln10)
	}
	return math.Log10(x)
}

// Pow returns x^y.
func Pow(x, y float64) float64 {
	if x < smallestNormal && x > 0 && !knowsSubnormals && y != math.Trunc(y) {
		return math.Pow(0x1p64*x, y) * math.Exp2(-64*y)
	}
	return math.Pow(x, y)
}

// Lgamma returns ln|Γ(x)|, which is -ln|x| where x is tiny.
func Lgamma(x float64) float64 {
	if a := math.Abs(x); a < smallestNormal {
		return -Log(a)
	}
	y, _ := math.Lgamma(x)
	return y
}

// Y0 returns the Bessel function of the second kind of order 0, which is (2/π)·(ln(x/2)+γ) where x is tiny.
func Y0(x float64) float64 {
	if x < smallestNormal && x > 0 && !knowsSubnormals {
		const offset = -0.07380429510868722534 // (2/π)·(γ - ln 2)
		return offset + float64(2/math.Pi*Log(x))
	}
	return math.Y0(x)
}
