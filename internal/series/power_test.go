package series

import (
	"math"
	"math/big"
	"math/rand/v2"
	"testing"
)

// TestIntegerPower compares with exact products, in and out of the range of floats.
func TestIntegerPower(t *testing.T) {
	rng := rand.New(rand.NewPCG(7, 8))
	for range 3000 {
		x := math.Copysign(math.Exp(rng.NormFloat64()*4), rng.Float64()-0.5)
		n := rng.IntN(201) - 100
		want := big.NewFloat(1).SetPrec(300)
		factor := new(big.Float).SetPrec(300).SetFloat64(x)
		for range max(n, -n) {
			want.Mul(want, factor)
		}
		if n < 0 {
			want.Quo(big.NewFloat(1).SetPrec(300), want)
		}
		got := integerPower(x, n)
		rounded, _ := want.Float64()
		if math.IsInf(rounded, 0) || rounded == 0 {
			if got != rounded || math.Signbit(got) != math.Signbit(rounded) {
				t.Errorf("%v to the %d: %v, want %v", x, n, got, rounded)
			}
			continue
		}
		bound := 1.0
		if math.Abs(rounded) < 0x1p-960 || math.Abs(rounded) > 0x1p960 {
			bound = 4
		}
		if err := difference(got, want) / ulp(rounded); err > bound {
			t.Errorf("%v to the %d: %v, want %v (%.2f ulp)", x, n, got, rounded, err)
		}
	}
}

// TestIntegerPowerSpecial compares with math.Pow where that is exact.
func TestIntegerPowerSpecial(t *testing.T) {
	for _, x := range []float64{0, math.Copysign(0, -1), math.Inf(1), math.Inf(-1), math.NaN(), 1, -1, 2, -2} {
		for n := -40; n <= 40; n++ {
			got, want := integerPower(x, n), math.Pow(x, float64(n))
			if math.Float64bits(got) != math.Float64bits(want) && !(math.IsNaN(got) && math.IsNaN(want)) {
				t.Errorf("%v to the %d: %v, want %v", x, n, got, want)
			}
		}
	}
}

// TestLogarithm holds the logarithm of twice the precision to big arithmetic: e to its value, as a power series, is the
// argument again, to 2⁻⁷⁵.
func TestLogarithm(t *testing.T) {
	rng := rand.New(rand.NewPCG(9, 10))
	for range 300 {
		x := math.Exp(rng.NormFloat64() * 3)
		if x < 1e-3 || x > 1e3 {
			continue
		}
		hi, lo := logarithm(x)
		const prec = 200
		y := new(big.Float).SetPrec(prec).SetFloat64(hi)
		y.Add(y, new(big.Float).SetPrec(prec).SetFloat64(lo))
		sum, term := big.NewFloat(1).SetPrec(prec), big.NewFloat(1).SetPrec(prec)
		for k := 1; k < 90; k++ {
			term.Mul(term, y)
			term.Quo(term, new(big.Float).SetPrec(prec).SetInt64(int64(k)))
			sum.Add(sum, term)
		}
		sum.Quo(sum, new(big.Float).SetPrec(prec).SetFloat64(x))
		sum.Sub(sum, big.NewFloat(1))
		if err, _ := sum.Float64(); math.Abs(err) > 0x1p-70 {
			t.Errorf("ln %v is off by %g", x, err)
		}
		if hi+lo != hi {
			t.Errorf("ln %v: %v and %v overlap", x, hi, lo)
		}
	}
}
