package traintest

import (
	"fmt"
	"reflect"
	"sync"
)

// A Rank is one of several goroutines that stand for the processes of a train.Group.
type Rank struct {
	meeting *meeting
	rank    int
}

// RunRanks calls f once for each of that many ranks, in goroutines, and returns their errors. When one of them has
// returned, what the others still want to exchange with it fails.
func RunRanks(size int, f func(r *Rank) error) []error {
	m := &meeting{brought: make([]any, size)}
	m.changed.L = &m.mutex
	errs := make([]error, size)
	var all sync.WaitGroup
	for rank := range size {
		all.Go(func() {
			errs[rank] = f(&Rank{m, rank})
			m.leave(rank)
		})
	}
	all.Wait()
	return errs
}

func (r *Rank) Rank() int { return r.rank }

func (r *Rank) Size() int { return len(r.meeting.brought) }

func (r *Rank) SumFloat32(x []float32) error { return r.meeting.exchange(r.rank, x, sumTree[float32]) }

func (r *Rank) SumFloat64(x []float64) error { return r.meeting.exchange(r.rank, x, sumTree[float64]) }

func (r *Rank) Broadcast(b []byte, root int) error {
	return r.meeting.exchange(r.rank, b, func(brought []any) {
		for _, x := range brought {
			copy(x.([]byte), brought[root].([]byte))
		}
	})
}

// sumTree gives every rank the sum as train.Group defines it.
func sumTree[F float32 | float64](brought []any) {
	var tree func(x []any, i int) F
	tree = func(x []any, i int) F {
		if len(x) == 1 {
			return x[0].([]F)[i]
		}
		return tree(x[:len(x)/2], i) + tree(x[len(x)/2:], i)
	}
	for i := range brought[0].([]F) {
		sum := tree(brought, i)
		for _, x := range brought {
			x.([]F)[i] = sum
		}
	}
}

// meeting is where the ranks exchange what they bring.
type meeting struct {
	mutex   sync.Mutex
	changed sync.Cond
	brought []any
	arrived int
	held    int   // meetings so far
	lost    error // why there are no more
}

// exchange waits for all ranks to bring slices of one type and length, and has one of them do with these what is to be done.
func (m *meeting) exchange(rank int, x any, do func(brought []any)) error {
	m.mutex.Lock()
	defer m.mutex.Unlock()
	if m.lost != nil {
		return m.lost
	}
	m.brought[rank] = x
	m.arrived++
	if m.arrived == len(m.brought) {
		for other, y := range m.brought {
			if reflect.TypeOf(x) != reflect.TypeOf(y) || reflect.ValueOf(x).Len() != reflect.ValueOf(y).Len() {
				panic(fmt.Sprintf("rank %d brings %T %v, rank %d %T %v", rank, x, x, other, y, y))
			}
		}
		do(m.brought)
		m.arrived = 0
		m.held++
		m.changed.Broadcast()
		return nil
	}
	for meeting := m.held; m.held == meeting; m.changed.Wait() {
		if m.lost != nil {
			return m.lost
		}
	}
	return nil
}

// leave ends the meetings.
func (m *meeting) leave(rank int) {
	m.mutex.Lock()
	defer m.mutex.Unlock()
	if m.lost == nil {
		m.lost = fmt.Errorf("rank %d has left", rank)
	}
	m.changed.Broadcast()
}
