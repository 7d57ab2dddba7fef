package mpi

import (
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"sync"
	"testing"
)

// wires connect goroutines that stand for ranks: message k from one to another is the k-th that goes through.
type wires [][]chan []byte

func newWires(size int) wires {
	w := make(wires, size)
	for from := range w {
		for range size {
			w[from] = append(w[from], make(chan []byte, 1))
		}
	}
	return w
}

// end is what one rank holds of the wires.
type end struct {
	wires wires
	rank  int
}

func (e end) exchange(send, receive []byte, other int) error {
	e.wires[e.rank][other] <- slices.Clone(send)
	got := <-e.wires[other][e.rank]
	if copy(receive, got) != len(got) || len(got) != len(receive) {
		return fmt.Errorf("%d bytes from rank %d, want %d", len(got), other, len(receive))
	}
	return nil
}

// tree is the sum as train.Group defines it.
func tree[F float](x [][]F, i int) F {
	if len(x) == 1 {
		return x[0][i]
	}
	return tree(x[:len(x)/2], i) + tree(x[len(x)/2:], i)
}

// TestSum adds up vectors of numbers of very different sizes, so that the order of summation shows, on every number of
// ranks and by both algorithms.
func TestSum(t *testing.T) {
	t.Run("float32", testSum[float32])
	t.Run("float64", testSum[float64])
}

func testSum[F float](t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	orders := 0
	for _, size := range []int{1, 2, 4, 8, 16} {
		for _, n := range []int{0, 1, 3, 15, 16, 100, 1000, 4099} {
			x, want := make([][]F, size), make([]F, n)
			for rank := range x {
				for range n {
					x[rank] = append(x[rank], F(rng.NormFloat64()*math.Exp(5*rng.NormFloat64())))
				}
			}
			for i := range want {
				if want[i] = tree(x, i); want[i] != inTurn(x, i) {
					orders++
				}
			}
			for _, f := range []func(*summer[F], []F) error{(*summer[F]).sum, (*summer[F]).whole, (*summer[F]).halved} {
				for rank, got := range sumOnRanks(t, x, f) {
					if !slices.Equal(got, want) {
						t.Errorf("%d numbers: rank %d of %d has another sum", n, rank, size)
					}
				}
			}
		}
	}
	if orders < 1000 {
		t.Errorf("%d sums depend on the order, want many of them", orders)
	}
}

// inTurn adds up in another order.
func inTurn[F float](x [][]F, i int) (s F) {
	for _, y := range x {
		s += y[i]
	}
	return s
}

// sumOnRanks has f add up copies of x, one on each rank.
func sumOnRanks[F float](t *testing.T, x [][]F, f func(*summer[F], []F) error) [][]F {
	t.Helper()
	wires, sums, errs := newWires(len(x)), make([][]F, len(x)), make([]error, len(x))
	var all sync.WaitGroup
	for rank := range x {
		sums[rank] = slices.Clone(x[rank])
		all.Go(func() {
			s := &summer[F]{by: end{wires, rank}, rank: rank, size: len(x)}
			errs[rank] = f(s, sums[rank])
		})
	}
	all.Wait()
	if err := errors.Join(errs...); err != nil {
		t.Fatal(err)
	}
	return sums
}

// TestLaunchedAs expects an error where the launcher counts other ranks than the library.
func TestLaunchedAs(t *testing.T) {
	for _, name := range launchers {
		t.Setenv(name, "")
	}
	t.Setenv("PMI_SIZE", "4")
	if err := launchedAs(4); err != nil {
		t.Error(err)
	}
	want := "launched as one of 4 processes (PMI_SIZE) that know of 1, want as many: " + advice
	if err := launchedAs(1); err == nil || err.Error() != want {
		t.Errorf("%v, want %s", err, want)
	}
}
