package jobs

import (
	"context"
	"errors"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"example.com/sobolev/cmd/demo/internal/ranks"
)

// TestOrder checks that results come in the order of the jobs although later ones are ready first.
func TestOrder(t *testing.T) {
	var got []int
	err := All(context.Background(), []int{0, 1, 2, 3, 4, 5, 6, 7}, func(_ context.Context, j int) (int, error) {
		time.Sleep(time.Duration(8-j) * time.Millisecond)
		return 10 * j, nil
	}, func(r int) error { got = append(got, r); return nil })
	if diff := cmp.Diff([]int{0, 10, 20, 30, 40, 50, 60, 70}, got); err != nil || diff != "" {
		t.Errorf("error %v, results (-want +got):\n%s", err, diff)
	}
}

// TestFirstError checks that an error of a job or of the receiver ends the run.
func TestFirstError(t *testing.T) {
	broken := errors.New("broken")
	var got []int
	err := All(context.Background(), []int{0, 1, 2, 3}, func(_ context.Context, j int) (int, error) {
		if j == 2 {
			return 0, broken
		}
		return j, nil
	}, func(r int) error { got = append(got, r); return nil })
	if !errors.Is(err, broken) || !cmp.Equal(got, []int{0, 1}) {
		t.Errorf("results %v and error %v, want 0 and 1 and the job's error", got, err)
	}
	err = All(context.Background(), []int{0, 1}, func(_ context.Context, j int) (int, error) { return j, nil },
		func(int) error { return broken })
	if !errors.Is(err, broken) {
		t.Errorf("error %v, want the receiver's", err)
	}
}

// TestCancel cancels from within a job: what was finished is delivered, the rest is left out.
func TestCancel(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	var got []int
	err := All(ctx, []int{0, 1, 2, 3, 4, 5}, func(ctx context.Context, j int) (int, error) {
		if j == 3 {
			cancel()
		}
		if j >= 3 {
			<-ctx.Done()
			return 0, ctx.Err()
		}
		return j, nil
	}, func(r int) error { got = append(got, r); return nil })
	if !errors.Is(err, context.Canceled) || !cmp.Equal(got, []int{0, 1, 2}) {
		t.Errorf("results %v and error %v, want 0 to 2 and a cancellation", got, err)
	}
}

// TestStore keeps results, reads them back, survives a line that was cut short and starts empty when asked to.
func TestStore(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "new")
	open := func(resume bool) *Store[[]float64] {
		s, err := Open[[]float64](dir, resume, ranks.Of(t.Context()))
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { s.Close() })
		return s
	}
	s := open(false)
	if err := errors.Join(s.Keep("a", []float64{1, 2}), s.Keep("b", nil)); err != nil {
		t.Fatal(err)
	}
	f, err := os.OpenFile(filepath.Join(dir, StoreFile), os.O_APPEND|os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	_, err = f.WriteString(`{"job":"c","res`)
	if err := errors.Join(err, f.Close()); err != nil {
		t.Fatal(err)
	}
	s = open(true)
	if r, ok := s.Find("a"); !ok || !cmp.Equal(r, []float64{1, 2}) {
		t.Errorf("a is %v, %v after resuming, want [1 2]", r, ok)
	}
	if _, ok := s.Find("c"); ok {
		t.Error("c was found, its line is cut short")
	}
	if _, ok := open(true).Find("b"); !ok {
		t.Error("b is gone after resuming twice")
	}
	if _, ok := open(false).Find("a"); ok {
		t.Error("a was found without resuming")
	}
}

// TestStoreErrors checks files that are no store and results that JSON cannot hold.
func TestStoreErrors(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, StoreFile), []byte("{\"job\":1}\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := Open[int](dir, true, ranks.Of(t.Context())); err == nil || !strings.Contains(err.Error(), StoreFile) {
		t.Errorf("error %v, want one that names the file", err)
	}
	s, err := Open[any]("", true, ranks.Of(t.Context()))
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Keep("a", make(chan int)); err != nil {
		t.Errorf("a store without a directory: %v, want nothing to be written", err)
	}
	s, err = Open[any](dir, false, ranks.Of(t.Context()))
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if err := s.Keep("a", make(chan int)); err == nil || !strings.Contains(err.Error(), "result of a") {
		t.Errorf("error %v, want one that names the job", err)
	}
}

// TestNotFinite keeps results that JSON does not have.
func TestNotFinite(t *testing.T) {
	dir := t.TempDir()
	s, err := Open[float64](dir, false, ranks.Of(t.Context()))
	for _, r := range []float64{1, math.NaN(), math.Inf(1), 2} {
		if err == nil {
			err = s.Keep(fmt.Sprint("job ", r), r)
		}
	}
	if err == nil {
		err = s.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	if s, err = Open[float64](dir, true, ranks.Of(t.Context())); err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	want := map[string]float64{"job 1": 1, "job NaN": math.NaN(), "job +Inf": math.Inf(1), "job 2": 2}
	if diff := cmp.Diff(want, s.known, cmpopts.EquateNaNs()); diff != "" {
		t.Errorf("kept (-want +got):\n%s", diff)
	}
}
