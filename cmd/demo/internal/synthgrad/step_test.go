//go:build unix

package synthgrad

import (
	"syscall"
	"testing"
)

// BenchmarkStep times steps of all methods: what budget.go says of them. Processor time is what other work on the machine hardly
// changes.
func BenchmarkStep(b *testing.B) {
	data := generated{train: 256, test: 1}.dataset()
	points := make([]int, 256)
	for i := range points {
		points[i] = i
	}
	for _, a := range architectures {
		for _, form := range forms {
			for _, m := range methods {
				b.Run(a.name+"/"+form+"/"+m.name, func(b *testing.B) {
					c, err := job{&setup{net: a, batch: 256, predictor: predictor{form: form, units: 128, slopes: 1}}, m, 1}.classifier()
					if err != nil {
						b.Fatal(err)
					}
					c.step(data.train, points, firstRate)
					began := processorSeconds(b)
					for b.Loop() {
						c.step(data.train, points, firstRate)
					}
					b.ReportMetric(1e3*(processorSeconds(b)-began)/float64(b.N), "cpu-ms/op")
				})
			}
		}
	}
}

// processorSeconds is the time that the process has had a processor.
func processorSeconds(b *testing.B) float64 {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		b.Fatal(err)
	}
	return float64(u.Utime.Nano()+u.Stime.Nano()) / 1e9
}
