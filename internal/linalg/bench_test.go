package linalg

import (
	"fmt"
	"math/rand/v2"
	"runtime"
	"testing"
	"time"

	"example.com/sobolev/internal/vec"
)

// peak is the rate of one core in multiplications and additions a second.
func peak() float64 {
	vec.Peak[float64](1000)
	start := time.Now()
	flops := vec.Peak[float64](1_000_000)
	return float64(flops) / time.Since(start).Seconds()
}

// report gives the rate as a share of the peak of the cores used.
func report(b *testing.B, flops float64, workers int) {
	rate := flops * float64(b.N) / b.Elapsed().Seconds()
	b.ReportMetric(rate/1e9, "GFlop/s")
	b.ReportMetric(rate/peak()/float64(workers), "peak")
}

// withTeams runs a benchmark with one worker and with one on every processor.
func withTeams(b *testing.B, name string, f func(b *testing.B, w *Workspace, workers int)) {
	for _, workers := range []int{1, runtime.GOMAXPROCS(0)} {
		b.Run(fmt.Sprintf("%s/workers=%d", name, workers), func(b *testing.B) {
			team := NewTeam(workers)
			defer team.Close()
			b.ReportAllocs()
			f(b, NewWorkspace(team), workers)
		})
	}
}

func BenchmarkAddOuter(b *testing.B) {
	for _, shape := range [][2]int{{300, 4500}, {1000, 1000}} {
		n, k := shape[0], shape[1]
		withTeams(b, fmt.Sprintf("%dx%d", n, k), func(b *testing.B, w *Workspace, workers int) {
			a, c := randomMatrix(rand.New(rand.NewPCG(1, 1)), n, k), NewMatrix(n, n)
			for b.Loop() {
				clear(c.Data)
				w.AddOuter(c, 1, a)
			}
			report(b, float64(n)*float64(n)*float64(k), workers)
		})
	}
}

func BenchmarkAddGram(b *testing.B) {
	for _, shape := range [][2]int{{1000, 1200}, {4000, 700}} {
		k, n := shape[0], shape[1]
		withTeams(b, fmt.Sprintf("%dx%d", k, n), func(b *testing.B, w *Workspace, workers int) {
			a, c := randomMatrix(rand.New(rand.NewPCG(1, 1)), k, n), NewMatrix(n, n)
			for b.Loop() {
				clear(c.Data)
				w.AddGram(c, 1, a)
			}
			report(b, float64(n)*float64(n)*float64(k), workers)
		})
	}
}

func BenchmarkCholesky(b *testing.B) {
	for _, n := range []int{100, 300, 600, 1200, 2000} {
		withTeams(b, fmt.Sprint(n), func(b *testing.B, w *Workspace, workers int) {
			a, l := NewMatrix(n, n), NewMatrix(n, n)
			w.AddOuter(a, 1, randomMatrix(rand.New(rand.NewPCG(1, 1)), n, n+10))
			for b.Loop() {
				l.CopyFrom(a)
				if !w.Cholesky(l) {
					b.Fatal("not positive definite")
				}
			}
			report(b, float64(n)*float64(n)*float64(n)/3, workers)
		})
	}
}

func BenchmarkQR(b *testing.B) {
	const m, n = 1200, 300
	q, a := NewQR(m, n), randomMatrix(rand.New(rand.NewPCG(1, 1)), m, n)
	b.ReportAllocs()
	for b.Loop() {
		q.Matrix().CopyFrom(a)
		q.Factor()
	}
	report(b, 2*float64(n)*float64(n)*(m-float64(n)/3), 1)
}
