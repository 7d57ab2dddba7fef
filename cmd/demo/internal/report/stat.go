package report

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"golang.org/x/exp/stats"
)

// A Stat is the mean of N measurements and their standard deviation.
type Stat struct {
	Mean, Deviation float64
	N               int
}

// Summarize returns the mean and the sample standard deviation of the values, NaN if there are none.
func Summarize(values []float64) Stat {
	switch len(values) {
	case 0:
		return Stat{math.NaN(), math.NaN(), 0}
	case 1:
		return Stat{values[0], 0, 1}
	}
	mean, deviation := stats.MeanAndStdDev(values)
	return Stat{mean, deviation, len(values)}
}

// GeometricMean summarises positive values, such as error ratios, by the exponential of the mean of their logarithms;
// the deviation is a factor, 1 for equal values.
func GeometricMean(values []float64) Stat {
	logs := make([]float64, len(values))
	for i, v := range values {
		logs[i] = math.Log(v)
	}
	s := Summarize(logs)
	return Stat{math.Exp(s.Mean), math.Exp(s.Deviation), s.N}
}

// String writes the mean with as many digits as its deviation justifies: 0.0123 ± 0.0008.
func (s Stat) String() string {
	if s.N == 0 || math.IsNaN(s.Mean) {
		return "–"
	}
	if s.N == 1 || s.Deviation == 0 || math.IsNaN(s.Deviation) || math.IsInf(s.Deviation, 0) || math.IsInf(s.Mean, 0) {
		return Significant(s.Mean, 3)
	}
	// Two digits of the deviation and the mean to the same place, one place more if the mean is smaller.
	place := math.Floor(math.Log10(s.Deviation)) - 1
	place = min(place, max(math.Floor(math.Log10(math.Abs(s.Mean)))-1, place-1))
	exponent := math.Floor(math.Log10(max(math.Abs(s.Mean), s.Deviation)))
	if exponent < -3 || exponent > 5 {
		unit := math.Pow(10, exponent)
		decimals := int(exponent - place)
		return fmt.Sprintf("(%.*f ± %.*f)·10%s", decimals, s.Mean/unit, decimals, s.Deviation/unit, superscript(int(exponent)))
	}
	decimals := max(0, int(-place))
	return fmt.Sprintf("%.*f ± %.*f", decimals, s.Mean, decimals, s.Deviation)
}

// Significant formats v to n significant digits, with a power of ten where it is very small or large.
func Significant(v float64, n int) string {
	if v == 0 || math.IsNaN(v) || math.IsInf(v, 0) {
		return strconv.FormatFloat(v, 'g', -1, 64)
	}
	exponent := int(math.Floor(math.Log10(math.Abs(v))))
	if exponent < -3 || exponent > 5 {
		digits, power := scientific(v, n)
		return digits + "·10" + power
	}
	return strconv.FormatFloat(v, 'f', max(0, n-1-exponent), 64)
}

// scientific returns n significant digits of v and its exponent, raised. It rounds first: 9.99e-16 is 1.0·10⁻¹⁵.
func scientific(v float64, n int) (digits, power string) {
	digits, power, _ = strings.Cut(strconv.FormatFloat(v, 'e', n-1, 64), "e")
	exponent, _ := strconv.Atoi(power)
	return digits, superscript(exponent)
}

// superscript writes an exponent with raised digits.
func superscript(n int) string {
	return strings.NewReplacer("-", "⁻", "0", "⁰", "1", "¹", "2", "²", "3", "³", "4", "⁴", "5", "⁵", "6", "⁶", "7", "⁷",
		"8", "⁸", "9", "⁹").Replace(strconv.Itoa(n))
}
