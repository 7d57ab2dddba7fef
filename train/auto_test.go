package train_test

import (
	"fmt"
	"testing"

	"example.com/sobolev/dual"
	"example.com/sobolev/train"
	"example.com/sobolev/train/optim"
)

// TestAuto checks which optimiser a run takes, by what the trainer finds out of loss, data and precision.
func TestAuto(t *testing.T) {
	small, large := optim.LevenbergMarquardt(optim.LevenbergOptions{}), optim.LBFGS(50)
	absolute := train.Balanced(train.Absolute, 1, 1)
	for _, c := range []struct {
		name          string
		units, points int
		opt           train.Options
		want, want32  optim.Optimizer
	}{
		{"small", 8, 20, train.Options{Loss: train.Sobolev(1, 1)}, small, optim.BFGS(optim.Tolerances{})},
		{"many residuals", 40, 2000, train.Options{Loss: train.Sobolev(1, 1)}, optim.BFGS(optim.Tolerances{}), optim.BFGS(optim.Tolerances{})},
		{"many parameters", 64, 1000, train.Options{Loss: train.Sobolev(1, 1)}, large, large},
		{"no squares", 8, 20, train.Options{Loss: absolute}, optim.BFGS(optim.Tolerances{}), optim.BFGS(optim.Tolerances{})},
		{"batches", 8, 20, train.Options{Loss: train.Sobolev(1, 1), BatchSize: 10}, optim.Adam(1e-3), optim.Adam(1e-3)},
		{"clipped", 8, 20, train.Options{Loss: train.Sobolev(1, 1), ClipNorm: 1}, optim.Adam(1e-3), optim.Adam(1e-3)},
	} {
		c.opt.Epochs, c.opt.Optimizer = 1, optim.Auto()
		if got := chosen[float64](t, c.units, c.points, c.opt); got != fmt.Sprint(c.want) {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
		if got := chosen[float32](t, c.units, c.points, c.opt); got != fmt.Sprint(c.want32) {
			t.Errorf("%s, float32: %v, want %v", c.name, got, c.want32)
		}
	}
}

// chosen returns the optimiser that a run takes.
func chosen[F dual.Float](t *testing.T, units, points int, opt train.Options) string {
	t.Helper()
	net := testNet[F](t, units)
	term, err := train.Regression(net, teacherData[F](t, points, 1, 1), opt.Loss)
	if err != nil {
		t.Fatal(err)
	}
	tr, err := train.NewTrainer(net, opt, term)
	if err != nil {
		t.Fatal(err)
	}
	return fmt.Sprint(tr.Optimizer())
}
