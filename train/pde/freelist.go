package pde

// freeList keeps what has been allocated for one call of a loss for the next, on whichever goroutine that runs. Unlike
// a sync.Pool it never lets go, so that training steps allocate nothing even if the garbage collector runs.
type freeList[T any] struct {
	free   chan *T
	create func() *T
}

// maxFree is the most that a list keeps: more than any machine has goroutines at work in a step.
const maxFree = 256

func newFreeList[T any](create func() *T) *freeList[T] {
	return &freeList[T]{make(chan *T, maxFree), create}
}

// take returns what was given back before, or something new.
func (l *freeList[T]) take() *T {
	select {
	case t := <-l.free:
		return t
	default:
		return l.create()
	}
}

// give takes back what take returned.
func (l *freeList[T]) give(t *T) {
	select {
	case l.free <- t:
	default:
	}
}
