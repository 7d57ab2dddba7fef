package cli_test

import (
	"context"
	"errors"
	"testing"

	"example.com/sobolev/cmd/demo/internal/cli"
)

func TestWaiting(t *testing.T) {
	broken := errors.New("broken")
	if got, err := cli.Waiting(t.Context(), func() (int, error) { return 3, broken }); got != 3 || !errors.Is(err, broken) {
		t.Errorf("got %d, %v, want what the function returned", got, err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	never := make(chan int)
	defer close(never)
	got, err := cli.Waiting(ctx, func() (int, error) {
		cancel()
		return <-never, nil
	})
	if got != 0 || !errors.Is(err, context.Canceled) {
		t.Errorf("got %d, %v, want nothing and the cancellation", got, err)
	}
}
