package bachelier

import (
	"bytes"
	"context"
	"errors"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"example.com/sobolev/cmd/demo/internal/cli"
	"example.com/sobolev/cmd/demo/internal/cli/clitest"
	"example.com/sobolev/cmd/demo/internal/jobs"
	"example.com/sobolev/cmd/demo/internal/report/reporttest"
	"example.com/sobolev/dual"
)

// TestMarket checks what a market is scaled to.
func TestMarket(t *testing.T) {
	for _, d := range []int{1, 2, 7, 20} {
		m := newMarket(d, rand.New(rand.NewPCG(uint64(d), 1)))
		sum, variance := 0.0, 0.0
		for i, w := range m.weights {
			sum += w
			for j, v := range m.weights {
				variance += w * v * m.covariance[i*d+j]
				product := 0.0
				for k := range d {
					product += m.factor[i*d+k] * m.factor[j*d+k]
				}
				if math.Abs(product-m.covariance[i*d+j]) > 1e-14 {
					t.Errorf("d=%d: entry %d, %d of L·Lᵀ is %v, want %v", d, i, j, product, m.covariance[i*d+j])
				}
			}
		}
		if math.Abs(sum-1) > 1e-14 || math.Abs(variance-volatility*volatility) > 1e-14 {
			t.Errorf("d=%d: weights add up to %v and the basket has variance %v, want 1 and %v", d, sum, variance, volatility*volatility)
		}
	}
}

// TestPathwise compares the derivatives of simulated payoffs by the library's numbers with those written by hand: an
// asset's weight times the share of the two paths that end in the money.
func TestPathwise(t *testing.T) {
	m := newMarket(3, rand.New(rand.NewPCG(1, 2)))
	rng := rand.New(rand.NewPCG(1, 3))
	shares := map[float64]int{}
	for range 500 {
		spots, moves := make([]float64, 3), make([]float64, 3)
		m.move(spots, firstDate, wings, rng)
		for i := range spots {
			spots[i]++
		}
		m.move(moves, expiry-firstDate, 1, rng)
		move, share, paid := m.basket(moves), 0.0, 0.0
		for _, end := range []float64{m.basket(spots) + move, m.basket(spots) - move} {
			if end > strike {
				share += 0.5
				paid += 0.5 * (end - strike)
			}
		}
		shares[share]++
		y, grad := dual.Gradient(func(x []dual.Chunk[float64]) dual.Chunk[float64] { return payoff(x, m.weights, move) }, spots)
		if math.Abs(y-paid) > 1e-14 {
			t.Errorf("payoff %v, want %v", y, paid)
		}
		for i := range spots {
			x := make([]dual.Number[float64], 3)
			for j := range x {
				x[j].Real = spots[j]
			}
			x[i].Emag = 1
			if along := payoff(x, m.weights, move).Emag; along != grad[i] || math.Abs(grad[i]-share*m.weights[i]) > 1e-15 {
				t.Errorf("derivative in asset %d: %v, and %v one by one, want %v", i, grad[i], along, share*m.weights[i])
			}
		}
	}
	if len(shares) != 3 {
		t.Errorf("shares in the money %v, want cases of 0, 1 and 2 paths", shares)
	}
}

// TestClosedForm checks price and delta against the mean of simulated payoffs and of their derivatives, within 4.5
// standard errors, and delta against the derivative of the price by central differences.
func TestClosedForm(t *testing.T) {
	m := newMarket(5, rand.New(rand.NewPCG(4, 2)))
	rng := rand.New(rand.NewPCG(4, 3))
	spots, moves := make([]float64, 5), make([]float64, 5)
	work := make([]dual.Chunk[float64], 5)
	for _, level := range []float64{0.6, 1, 1.1, 1.5} {
		const n = 20000
		var values, slopes [2]float64 // sums and sums of squares
		for range n {
			for i := range spots {
				spots[i] = level
			}
			m.move(moves, expiry-firstDate, 1, rng)
			grad := make([]float64, 5)
			y := dual.GradientInto(grad, func(x []dual.Chunk[float64]) dual.Chunk[float64] {
				return payoff(x, m.weights, m.basket(moves))
			}, spots, work)
			values[0], values[1] = values[0]+y, values[1]+y*y
			slope := 0.0
			for _, g := range grad {
				slope += g
			}
			slopes[0], slopes[1] = slopes[0]+slope, slopes[1]+slope*slope
		}
		for _, c := range []struct {
			name string
			sums [2]float64
			want float64
		}{{"price", values, price(level)}, {"delta", slopes, delta(level)}} {
			mean := c.sums[0] / n
			deviation := math.Sqrt(max(0, c.sums[1]/n-mean*mean) / n)
			if math.Abs(mean-c.want) > 4.5*deviation || deviation > 0.004 {
				t.Errorf("basket %v: mean %s %v ± %v, closed form %v", level, c.name, mean, deviation, c.want)
			}
		}
		if slope := (price(level+1e-5) - price(level-1e-5)) / 2e-5; math.Abs(slope-delta(level)) > 1e-9 {
			t.Errorf("basket %v: delta %v, slope of the price %v", level, delta(level), slope)
		}
	}
}

// TestRate checks the corners of the schedule.
func TestRate(t *testing.T) {
	for _, c := range []struct{ done, want float64 }{
		{0, 1e-8}, {0.1, 0.05}, {0.2, 0.1}, {0.4, 0.055}, {0.6, 0.01}, {0.9, 1e-6}, {1, 1e-8},
	} {
		if got := rate(c.done); math.Abs(got-c.want) > 1e-8 {
			t.Errorf("rate at %v is %v, want %v", c.done, got, c.want)
		}
	}
}

// runArgs runs the command and returns its rows.
func runArgs(t *testing.T, args ...string) []row {
	t.Helper()
	return clitest.Rows[row](t, run, args...)
}

// TestDerivativesHelp fits prices from few paths: with derivatives every seed's errors are lower, and less than half in
// the geometric mean.
func TestDerivativesHelp(t *testing.T) {
	rows := runArgs(t, "-json", "-d", "3", "-paths", "2048", "-seeds", "3", "-epochs", "60")
	if len(rows) != 6 {
		t.Fatalf("%d rows, want 6", len(rows))
	}
	logs := 0.0
	for i, standard := range rows[:3] {
		differential := rows[3+i]
		if standard.Method != "standard" || differential.Method != "differential" || standard.Seed != i+1 || differential.Seed != i+1 ||
			standard.D != 3 || standard.Paths != 2048 {
			t.Fatalf("rows %+v and %+v are not both methods of seed %d", standard, differential, i+1)
		}
		if !(differential.Value < standard.Value && differential.Delta < standard.Delta) {
			t.Errorf("seed %d: errors %v and %v with derivatives, %v and %v without, want them lower",
				i+1, differential.Value, differential.Delta, standard.Value, standard.Delta)
		}
		logs += math.Log(standard.Value / differential.Value)
	}
	if mean := math.Exp(logs / 3); !(mean > 2) {
		t.Errorf("errors of the price %v times lower with derivatives, want more than 2", mean)
	}
}

// TestReproducible runs one command twice and then resumes a part of it.
func TestReproducible(t *testing.T) {
	dir := t.TempDir()
	args := []string{"-json", "-d", "2", "-paths", "64,128", "-epochs", "3", "-out", dir}
	first := runArgs(t, append(args, "-seeds", "1")...)
	all := runArgs(t, append(args, "-seeds", "2", "-resume")...)
	if len(first) != 4 || len(all) != 8 || all[0] != first[0] || all[2] != first[1] { // seconds too: they are the first run's
		t.Errorf("rows %+v after resuming, want %+v and as many more", all, first)
	}
	again := runArgs(t, append(args, "-seeds", "1")...)
	for i := range again {
		again[i].Seconds, first[i].Seconds = 0, 0
		if again[i] != first[i] {
			t.Errorf("row %d is %+v and then %+v", i, first[i], again[i])
		}
	}
}

// TestInterrupt checks that a cancelled run reports what it has.
func TestInterrupt(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	var out bytes.Buffer
	err := run(ctx, []string{"-json"}, &out, os.Stderr)
	if !errors.Is(err, context.Canceled) || out.Len() != 0 {
		t.Errorf("error %v and output %q, want a cancellation and no rows", err, out.String())
	}
}

// TestReport writes the page with all kinds of figures.
func TestReport(t *testing.T) {
	dir := t.TempDir()
	var out bytes.Buffer
	args := []string{"-paths", "4096,8192", "-seeds", "1", "-epochs", "1", "-quiet", "-out", dir}
	if err := run(context.Background(), args, &out, os.Stderr); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"1.13 → 0.12, 9.4×", "first delta", filepath.Join(dir, "index.html")} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("output lacks %q:\n%s", want, out.String())
		}
	}
	reporttest.Result(t, dir, "Derivatives of the payoffs divide")
	for _, file := range []string{"index.html", "price-7-4096.png", "delta-7-8192.png", "paths-7-price.png", "paths-7-first-delta.png", jobs.StoreFile} {
		if info, err := os.Stat(filepath.Join(dir, file)); err != nil || info.Size() == 0 {
			t.Errorf("%s: %v, want a file that is not empty", file, err)
		}
	}
}

// TestUsage checks that mistakes in the flags are reported as such.
func TestUsage(t *testing.T) {
	for _, c := range []struct{ args, want string }{
		{"-d 0", "at least 1"}, {"-paths 3", "at least 16"}, {"-seeds 0", "at least 1"}, {"-resume -out=", "want -out"},
		{"-paths 64,x", `"x"`}, {"-paths 64,32,64", "twice"}, {"-rate 0", "positive"},
		{"-d 1000000000", "at most 5000"}, {"-paths 1000000000", "at most 16777216"},
		{"-d 7,5000 -paths 10000000", "-d 5000 with -paths 10000000 makes 1e+11 numbers, want at most 268435456"},
	} {
		err := run(context.Background(), strings.Fields(c.args), &bytes.Buffer{}, os.Stderr)
		var usage *cli.UsageError
		if !errors.As(err, &usage) || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want a usage error with %q", c.args, err, c.want)
		}
	}
}
