package series

import (
	"math"
	"math/big"
	"math/rand/v2"
	"testing"
)

// The operations of doubles are compared with those of package math/big at 300 bits. Half of all operands have a low part of
// the largest size, so that a term in it that is missing or has the wrong sign shows.
func TestDouble(t *testing.T) {
	const most = 0x1p-100 // relative error
	one := newBig(1)
	rng := rand.New(rand.NewPCG(3, 1))
	for range 2000 {
		x, y, f := randomDouble(rng), randomDouble(rng), math.Ldexp(1+rng.Float64(), rng.IntN(20)-10)
		bx, by, bf := x.big(), y.big(), newBig(f)
		root := newBig(0).Sqrt(bx)
		sum := newBig(0).Add(newBig(0).Mul(bf, bf), newBig(x.hi))
		for _, c := range []struct {
			name string
			got  double
			want *big.Float
		}{
			{"times", x.times(y), newBig(0).Mul(bx, by)},
			{"scaled", x.scaled(f), newBig(0).Mul(bx, bf)},
			{"plus", x.plus(y), newBig(0).Add(bx, by)},
			{"over", x.over(f), newBig(0).Quo(bx, bf)},
			{"inverse", x.inverse(), newBig(0).Quo(one, bx)},
			{"inverseRoot", x.inverseRoot(), newBig(0).Quo(one, root)},
			{"squarePlus", squarePlus(f, x.hi), sum},
		} {
			off := newBig(0).Sub(c.got.big(), c.want)
			off.Quo(off, c.want)
			if e, _ := off.Float64(); math.Abs(e) > most {
				t.Errorf("%s of %v, %v and %v: off by %v of it", c.name, x, y, f, e)
			}
			if c.got.hi+c.got.lo != c.got.hi {
				t.Errorf("%s of %v, %v and %v: %v is not its rounded sum", c.name, x, y, f, c.got.hi)
			}
		}
	}
}

func randomDouble(rng *rand.Rand) double {
	hi := math.Ldexp(1+rng.Float64(), rng.IntN(20)-10)
	half := (math.Nextafter(hi, math.Inf(1)) - hi) / 2
	lo := []float64{-0.99 * half, 0.99 * half, (rng.Float64() - 0.5) * half, 0}[rng.IntN(4)]
	if hi+lo != hi { // below a power of two floats are closer
		lo = 0
	}
	return double{hi, lo}
}

func newBig(f float64) *big.Float { return new(big.Float).SetPrec(300).SetFloat64(f) }

func (x double) big() *big.Float {
	sum := newBig(x.hi)
	return sum.Add(sum, newBig(x.lo))
}
