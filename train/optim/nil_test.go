package optim_test

import (
	"testing"

	"example.com/sobolev/internal/given/giventest"
	"example.com/sobolev/train/optim"
)

// TestNil expects optimisers and problems that are nil to be named.
func TestNil(t *testing.T) {
	giventest.Errors(t, map[string]func() error{
		"optim: NewUpdate: the optimiser is nil, want one": func() error { _, err := optim.NewUpdate[float64](nil, 3); return err },
		"optim: NewLevenberg: the problem is nil, want one": func() error {
			_, err := optim.NewLevenberg(nil, optim.LevenbergOptions{})
			return err
		},
		"optim: NewGaussNewton: the problem is nil, want one": func() error {
			_, err := optim.NewGaussNewton(nil, optim.GaussNewtonOptions{})
			return err
		},
	})
}
