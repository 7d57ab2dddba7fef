package bench

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"example.com/sobolev/cmd/demo/internal/cli"
	"example.com/sobolev/layers"
)

// cell is one piece of work to time: a network, a batch and what is computed for it. Files of cells are shared with the
// programs in other languages that the times are compared with.
type cell struct {
	Name   string `json:"name"`
	Kind   string `json:"kind"`   // one of kinds
	D      int    `json:"d"`      // inputs
	Hidden []int  `json:"hidden"` // widths; none for images, whose network is fixed
	Batch  int    `json:"B"`      // samples a step
	Order  int    `json:"order"`  // of the derivatives
	Act    string `json:"act"`    // activation; tanh if empty
}

// kinds are what cells may compute: training steps on all derivatives to an order with dense networks (mlp) and residual
// blocks with layer normalisation (res), on values and Laplacians (lap), on values of images (conv) and on these and the
// derivatives along one input direction (convgrad), and evaluations of Laplacians (lapfwd) and of Hessians (evalhess).
var kinds = []string{"mlp", "res", "lap", "conv", "convgrad", "lapfwd", "evalhess"}

// evaluates reports whether the cell is an evaluation, which one thread does, and no training step.
func (c cell) evaluates() bool { return c.Kind == "lapfwd" || c.Kind == "evalhess" }

// hasImages reports whether the cell's network is the convolutional one.
func (c cell) hasImages() bool { return c.Kind == "conv" || c.Kind == "convgrad" }

// products is the number of matrix products a layer that the cell needs in principle, whatever the plan executes: to
// evaluate d+2 for values, gradients and second derivatives; to train three for every component of the jets of order
// ⌊K/2⌋ and of the adjoints of order K−1−⌊K/2⌋, and six for one direction of images.
func (c cell) products() int {
	switch {
	case c.evaluates():
		return c.D + 2
	case c.Order == 0:
		return 3
	case c.hasImages():
		return 6
	}
	half := c.Order / 2
	return 3 * (monomials(c.D, half) + monomials(c.D, c.Order-1-half))
}

// monomials is the number of those up to a degree in d variables, C(d+degree, degree).
func monomials(d, degree int) int {
	n := 1
	for i := 1; i <= degree; i++ {
		n = n * (d + i) / i
	}
	return n
}

// maxOrder bounds the derivatives of a cell: the algebras of higher orders are too large to be timed by accident.
const maxOrder = 8

// check says what is wrong with a cell.
func (c cell) check() error {
	orders := map[string]int{"lap": 2, "lapfwd": 2, "evalhess": 2, "conv": 0, "convgrad": 1}
	order, fixed := orders[c.Kind]
	switch {
	case !slices.Contains(kinds, c.Kind):
		return fmt.Errorf("kind %q, want one of %s", c.Kind, strings.Join(kinds, ", "))
	case c.D < 1 || c.Batch < 1:
		return fmt.Errorf("d = %d and B = %d, want at least 1", c.D, c.Batch)
	case fixed && c.Order != order:
		return fmt.Errorf("order %d, want %d for %s", c.Order, order, c.Kind)
	case c.Order < 0 || c.Order > maxOrder:
		return fmt.Errorf("order %d, want 0 to %d", c.Order, maxOrder)
	case c.hasImages() && (c.D != imageSize*imageSize || len(c.Hidden) > 0):
		return fmt.Errorf("d = %d and hidden = %v, want %d and none for images", c.D, c.Hidden, imageSize*imageSize)
	case !c.hasImages() && (len(c.Hidden) == 0 || slices.Min(c.Hidden) < 1):
		return fmt.Errorf("hidden = %v, want widths of at least 1", c.Hidden)
	case c.Kind == "res" && slices.Min(c.Hidden) != slices.Max(c.Hidden):
		return fmt.Errorf("hidden = %v, want equal widths for res", c.Hidden)
	}
	if err := c.checkSize(); err != nil {
		return err
	}
	_, err := c.activation()
	return err
}

// mostInputs keeps the number of derivatives within integers.
const mostInputs = 20_000

// checkSize reports a cell that memory is not there for.
func (c cell) checkSize() error {
	if c.D > mostInputs {
		return fmt.Errorf("d = %d, want at most %d", c.D, mostInputs)
	}
	widths := slices.Concat([]int{c.D}, c.Hidden, []int{1})
	if err := cli.CheckWidths("hidden = "+cli.Joined(c.Hidden), widths...); err != nil {
		return err
	}
	return cli.CheckNumbers(fmt.Sprintf("B = %d with d = %d and order %d", c.Batch, c.D, c.Order), c.Batch, slices.Max(widths), c.products())
}

func (c cell) activation() (layers.Activation, error) {
	if c.Act == "" {
		return layers.Tanh, nil
	}
	return layers.ActivationByName(c.Act)
}

// likeCell is how a list of cells looks.
const likeCell = `such as [{"name": "small", "kind": "mlp", "d": 2, "hidden": [64, 64], "B": 32, "order": 1}]`

// readCells reads a list of cells in JSON.
func readCells(path string) ([]cell, error) {
	raw, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	d := json.NewDecoder(bytes.NewReader(raw))
	d.DisallowUnknownFields()
	var cells []cell
	if err := d.Decode(&cells); err != nil {
		if errors.Is(err, io.EOF) {
			err = errors.New("empty")
		}
		return nil, fmt.Errorf("%s: %w; want a list of cells in JSON, %s", path, err, likeCell)
	}
	if len(cells) == 0 {
		return nil, fmt.Errorf("%s: no cells, want some, %s", path, likeCell)
	}
	for i, c := range cells {
		if err := c.check(); err != nil {
			return nil, fmt.Errorf("%s: cell %d, %q: %w", path, i, c.Name, err)
		}
	}
	return cells, nil
}
