package regress

import (
	"context"
	"errors"

	"example.com/sobolev/train"
)

// A convergence watches the training loss and ends a run when it has not fallen by a hundredth, in the mean over ten
// thousand epochs, against the ten thousand before: small steps take long to fall by as much.
type convergence struct {
	end       context.CancelFunc
	sum, last float64
	epochs    int
	reached   bool
}

// stretch is the number of epochs of a mean.
const stretch = 10_000

// record takes the loss of an epoch.
func (c *convergence) record(e train.Epoch) {
	c.epochs++
	c.sum += e.Loss
	if c.epochs%stretch != 0 {
		return
	}
	if c.epochs > stretch && c.sum > 0.99*c.last {
		c.reached = true
		c.end()
	}
	c.last, c.sum = c.sum, 0
}

// fit trains until the loss has converged or the epochs are over.
func (c *convergence) fit(ctx context.Context, fit func(ctx context.Context) error) error {
	within, cancel := context.WithCancel(ctx)
	defer cancel()
	c.end = cancel
	err := fit(within)
	if c.reached && errors.Is(err, context.Canceled) && ctx.Err() == nil {
		return nil
	}
	return err
}
