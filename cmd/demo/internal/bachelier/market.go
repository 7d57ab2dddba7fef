package bachelier

import (
	"math"
	"math/rand/v2"

	"example.com/sobolev/dual"
)

// The option and its market as the experiment has them.
const (
	firstDate  = 1.0 // of the states, in years
	expiry     = 2.0
	strike     = 1.10
	volatility = 0.2 // of the basket, a year
	wings      = 1.5 // factor on the volatility up to the first date, so that states reach into the wings
)

// A market is a basket of correlated normal assets, all worth 1 today.
type market struct {
	weights    []float64 // of the assets in the basket; they add up to 1
	covariance []float64 // of the assets' moves in a year, d × d
	factor     []float64 // its Cholesky factor, lower triangular, d × d
}

// newMarket draws a market of d assets: the correlation is that of 2d vectors of uniform numbers, weights are drawn from
// [1, 10] and volatilities from [5, 50], and both are scaled so that the weights add up to 1 and the basket has its
// volatility.
func newMarket(d int, rng *rand.Rand) *market {
	m := &market{weights: make([]float64, d), covariance: correlation(d, rng)}
	sum, vols := 0.0, make([]float64, d)
	for i := range d {
		m.weights[i] = 1 + 9*rng.Float64()
		sum += m.weights[i]
	}
	for i := range d {
		m.weights[i] /= sum
		vols[i] = 5 + 45*rng.Float64()
	}
	variance := 0.0
	for i := range d {
		for j := range d {
			m.covariance[i*d+j] *= vols[i] * vols[j]
			variance += m.weights[i] * m.weights[j] * m.covariance[i*d+j]
		}
	}
	for k := range m.covariance {
		m.covariance[k] *= volatility * volatility / variance
	}
	m.factor = cholesky(m.covariance, d)
	return m
}

// correlation returns a random correlation matrix.
func correlation(d int, rng *rand.Rand) []float64 {
	c := make([]float64, d*d)
	row := make([]float64, d)
	for range 2 * d {
		for i := range row {
			row[i] = 2*rng.Float64() - 1
		}
		for i := range d {
			for j := range d {
				c[i*d+j] += row[i] * row[j]
			}
		}
	}
	scale := make([]float64, d)
	for i := range d {
		scale[i] = 1 / math.Sqrt(c[i*d+i])
	}
	for i := range d {
		for j := range d {
			c[i*d+j] *= scale[i] * scale[j]
		}
	}
	return c
}

// cholesky returns the lower triangular L with L·Lᵀ = a, for a positive definite a.
func cholesky(a []float64, d int) []float64 {
	l := make([]float64, d*d)
	for i := range d {
		for j := range i + 1 {
			s := a[i*d+j]
			for k := range j {
				s -= l[i*d+k] * l[j*d+k]
			}
			if i == j {
				l[i*d+i] = math.Sqrt(s)
			} else {
				l[i*d+j] = s / l[j*d+j]
			}
		}
	}
	return l
}

// move draws the assets' moves over a time, times a factor on their volatilities.
func (m *market) move(dst []float64, years, factor float64, rng *rand.Rand) {
	d := len(dst)
	normal := make([]float64, d)
	for i := range normal {
		normal[i] = rng.NormFloat64() * factor * math.Sqrt(years)
	}
	for i := range d {
		dst[i] = 0
		for k := range i + 1 {
			dst[i] += m.factor[i*d+k] * normal[k]
		}
	}
}

// basket is the value of the basket at the given prices of the assets.
func (m *market) basket(spots []float64) float64 {
	b := 0.0
	for i, a := range m.weights {
		b += a * spots[i]
	}
	return b
}

// payoff is what the option pays on the mean of two antithetic paths, on which the basket moves by ±move from the state
// to expiry. Its derivatives are the pathwise ones.
func payoff[T dual.Scalar[T]](spots []T, weights []float64, move float64) T {
	basket := spots[0].Scale(weights[0])
	for i, s := range spots[1:] {
		basket = basket.Add(s.Scale(weights[1+i]))
	}
	up, down := basket.Shift(move-strike), basket.Shift(-move-strike)
	return dual.ReLU(up).Add(dual.ReLU(down)).Scale(0.5)
}

// price is the option's value at the first date, in closed form: the basket at expiry is normal.
func price(basket float64) float64 {
	deviation := volatility * math.Sqrt(expiry-firstDate)
	d := (basket - strike) / deviation
	return deviation * (d*normalBelow(d) + math.Exp(-d*d/2)/math.Sqrt(2*math.Pi))
}

// delta is the derivative of the price in the basket; that in asset i is its weight times this.
func delta(basket float64) float64 {
	return normalBelow((basket - strike) / (volatility * math.Sqrt(expiry-firstDate)))
}

// normalBelow is the probability that a standard normal number is below x.
func normalBelow(x float64) float64 { return math.Erfc(-x/math.Sqrt2) / 2 }
