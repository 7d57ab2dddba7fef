package train_test

import (
	"strings"
	"testing"

	"example.com/sobolev/layers"
	"example.com/sobolev/train"
	"example.com/sobolev/train/data"
	"example.com/sobolev/train/internal/traintest"
	"example.com/sobolev/train/optim"
)

// TestRanksEndAlike expects an error that names the rank and the difference, on all ranks, where one of them has changed something
// under way that the others cannot see in its gradients: at the end, be that of all epochs or of patience.
func TestRanksEndAlike(t *testing.T) {
	for _, c := range []struct {
		want   string
		change func(net *layers.Net[float64], d, check *data.Data[float64])
	}{
		{"at the end of the run: a run that differs in the data of term 0: 40 points", func(_ *layers.Net[float64], d, _ *data.Data[float64]) { d.Labels.Data[9]++ }},
		{"validation at the end of the run: a run that differs in the data of term 0: 30 points", func(_ *layers.Net[float64], _, check *data.Data[float64]) { check.X[9] = 0.5 }},
		{"the parameters of ranks [1] differ from those of rank 0", func(net *layers.Net[float64], _, _ *data.Data[float64]) { net.Params()[2] = 0.5 }},
	} {
		for _, patience := range []int{0, 3} {
			errs := traintest.RunRanks(4, func(r *traintest.Rank) error {
				net, d, check := testNet[float64](t, 4), teacherData[float64](t, 40, 1, 1), teacherData[float64](t, 30, 1, 2)
				_, err := train.FitValidated(t.Context(), net, d, check, train.Options{Optimizer: optim.SGD(0, 0), Epochs: 7, Patience: patience,
					Loss: train.Sobolev(1, 1), Group: r,
					OnEpoch: func(e train.Epoch) {
						if e.Epoch == 2 && r.Rank() == 1 {
							c.change(net, d, check)
						}
					}})
				return err
			})
			for rank, err := range errs {
				if err == nil || !strings.Contains(err.Error(), c.want) || rank != 1 && !strings.Contains(err.Error(), "rank") {
					t.Errorf("patience %d: rank %d: %v, want an error that names the rank and %q", patience, rank, err, c.want)
				}
			}
		}
	}
}
