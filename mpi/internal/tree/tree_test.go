package tree

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

func (e end) Exchange(send, receive []byte, other int) error {
	e.wires[e.rank][other] <- slices.Clone(send)
	got := <-e.wires[other][e.rank]
	if copy(receive, got) != len(got) || len(got) != len(receive) {
		return fmt.Errorf("%d bytes from rank %d, want %d", len(got), other, len(receive))
	}
	return nil
}

// inTree is the sum as train.Group defines it.
func inTree[F Float](x [][]F, i int) F {
	if len(x) == 1 {
		return x[0][i]
	}
	return inTree(x[:len(x)/2], i) + inTree(x[len(x)/2:], i)
}

// TestSum adds up vectors of numbers of very different sizes, so that the order of summation shows, on every number of
// ranks and by both algorithms.
func TestSum(t *testing.T) {
	t.Run("float32", testSum[float32])
	t.Run("float64", testSum[float64])
}

func testSum[F Float](t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	orders := 0
	for _, size := range []int{1, 2, 4, 8, 16} {
		for _, n := range []int{0, 1, 3, 15, 16, 100, 1000, 20_001} {
			x, want := make([][]F, size), make([]F, n)
			for rank := range x {
				for range n {
					x[rank] = append(x[rank], F(rng.NormFloat64()*math.Exp(5*rng.NormFloat64())))
				}
			}
			for i := range want {
				if want[i] = inTree(x, i); want[i] != inTurn(x, i) {
					orders++
				}
			}
			for _, f := range []func(*Summer[F], []F) error{(*Summer[F]).Sum, (*Summer[F]).asItIs, (*Summer[F]).halved} {
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
func inTurn[F Float](x [][]F, i int) (s F) {
	for _, y := range x {
		s += y[i]
	}
	return s
}

// sumOnRanks has f add up copies of x, one on each rank.
func sumOnRanks[F Float](t *testing.T, x [][]F, f func(*Summer[F], []F) error) [][]F {
	t.Helper()
	wires, sums, errs := newWires(len(x)), make([][]F, len(x)), make([]error, len(x))
	var all sync.WaitGroup
	for rank := range x {
		sums[rank] = slices.Clone(x[rank])
		all.Go(func() {
			errs[rank] = f(New[F](end{wires, rank}, rank, len(x)), sums[rank])
		})
	}
	all.Wait()
	if err := errors.Join(errs...); err != nil {
		t.Fatal(err)
	}
	return sums
}

// TestBroadcast hands on the bytes of every rank, on every number of ranks.
func TestBroadcast(t *testing.T) {
	for _, size := range []int{1, 2, 4, 8, 16} {
		for root := range size {
			wires, got, errs := newWires(size), make([]string, size), make([]error, size)
			var all sync.WaitGroup
			for rank := range size {
				all.Go(func() {
					b := fmt.Appendf(nil, "rank %2d", rank)
					errs[rank] = Broadcast(end{wires, rank}, rank, size, b, root)
					got[rank] = string(b)
				})
			}
			all.Wait()
			want := slices.Repeat([]string{fmt.Sprintf("rank %2d", root)}, size)
			if err := errors.Join(errs...); err != nil || !slices.Equal(got, want) {
				t.Errorf("%d ranks: %v, %q, want %q", size, err, got, want)
			}
		}
	}
}
