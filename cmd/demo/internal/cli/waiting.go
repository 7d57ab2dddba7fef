package cli

import "context"

// Waiting returns what read returns, or the error of the context as soon as that is done: a file that is a pipe lets its reader wait
// for a writer, and neither opening nor reading it hears of a context. The read is then left to the end of the process.
func Waiting[T any](ctx context.Context, read func() (T, error)) (T, error) {
	type outcome struct {
		result T
		err    error
	}
	done := make(chan outcome, 1)
	go func() {
		result, err := read()
		done <- outcome{result, err}
	}()
	select {
	case o := <-done:
		return o.result, o.err
	case <-ctx.Done():
		var none T
		return none, ctx.Err()
	}
}
