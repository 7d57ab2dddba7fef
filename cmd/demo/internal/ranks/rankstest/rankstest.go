// Package rankstest runs goroutines that stand for the ranks of an MPI job.
package rankstest

import (
	"sync"

	"example.com/sobolev/train"
)

// rank is one of several that meet to exchange something.
type rank struct {
	number  int
	meeting *meeting
}

// meeting is where ranks wait for one another.
type meeting struct {
	mutex   sync.Mutex
	changed *sync.Cond
	brought []any
	arrived int
	held    int
}

// Run calls f for each of so many ranks, and returns their errors.
func Run(size int, f func(g train.Group) error) []error {
	m := &meeting{brought: make([]any, size)}
	m.changed = sync.NewCond(&m.mutex)
	errs := make([]error, size)
	var all sync.WaitGroup
	for number := range size {
		all.Go(func() { errs[number] = f(&rank{number: number, meeting: m}) })
	}
	all.Wait()
	return errs
}

// exchange has the last rank that comes do something with what all have brought.
func (m *meeting) exchange(number int, x any, do func(brought []any)) {
	m.mutex.Lock()
	defer m.mutex.Unlock()
	m.brought[number] = x
	if m.arrived++; m.arrived == len(m.brought) {
		do(m.brought)
		m.arrived = 0
		m.held++
		m.changed.Broadcast()
		return
	}
	for held := m.held; held == m.held; {
		m.changed.Wait()
	}
}

func (r *rank) Rank() int { return r.number }

func (r *rank) Size() int { return len(r.meeting.brought) }

func (r *rank) SumFloat32(x []float32) error {
	r.meeting.exchange(r.number, x, sum[float32])
	return nil
}

func (r *rank) SumFloat64(x []float64) error {
	r.meeting.exchange(r.number, x, sum[float64])
	return nil
}

// sum gives every rank the sum of what all have brought, in the order of train.Group.
func sum[F float32 | float64](brought []any) {
	for step := 1; step < len(brought); step *= 2 {
		for i := 0; i+step < len(brought); i += 2 * step {
			left, right := brought[i].([]F), brought[i+step].([]F)
			for k := range left {
				left[k] += right[k]
			}
		}
	}
	for _, x := range brought[1:] {
		copy(x.([]F), brought[0].([]F))
	}
}

func (r *rank) Broadcast(b []byte, root int) error {
	r.meeting.exchange(r.number, b, func(brought []any) {
		for _, x := range brought {
			copy(x.([]byte), brought[root].([]byte))
		}
	})
	return nil
}
