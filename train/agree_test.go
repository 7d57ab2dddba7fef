package train

import (
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"testing"

	"example.com/sobolev/train/internal/traintest"
)

// TestAgree checks that the first rank with an error keeps it as it is, and that all others are told of it.
func TestAgree(t *testing.T) {
	for _, failing := range [][]int{{0}, {2}, {1, 3}, {0, 1, 2, 3}, {}} {
		own := make([]error, 4)
		for _, rank := range failing {
			own[rank] = fmt.Errorf("fault %d: %w", rank, fs.ErrNotExist)
		}
		got := traintest.RunRanks(len(own), func(r *traintest.Rank) error {
			shared, err := newRanks(r, 8)
			if err != nil {
				return err
			}
			if err := shared.agree(nil); err != nil {
				return err
			}
			told := shared.agree(own[r.Rank()])
			if err := shared.agree(nil); err != nil {
				return fmt.Errorf("what was agreed on before is told again: %w", err)
			}
			return told
		})
		for rank, err := range got {
			switch {
			case len(failing) == 0:
				if err != nil {
					t.Errorf("no fault: rank %d has %v", rank, err)
				}
			case rank == failing[0]:
				if err != own[rank] {
					t.Errorf("faults on %v: rank %d has %v, want its own", failing, rank, err)
				}
			default:
				if want := fmt.Sprintf("rank %d: fault %d", failing[0], failing[0]); err == nil || !strings.Contains(err.Error(), want) || !errors.Is(err, fs.ErrNotExist) {
					t.Errorf("faults on %v: rank %d has %v, want %q and its cause", failing, rank, err, want)
				}
			}
		}
	}
}
