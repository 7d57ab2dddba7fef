package experiment

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"time"

	"example.com/sobolev/cmd/demo/internal/cli"
	"example.com/sobolev/cmd/demo/internal/nonfinite"
	"example.com/sobolev/cmd/demo/internal/ranks"
	"example.com/sobolev/train"
)

// runShare does this rank's share of the jobs and returns the results of all ranks in the jobs' order, which the first rank
// delivers: a rank's own as they are, those of others as the store keeps them. An error on any rank ends the run on all of them; what
// is in the store stays there.
func (e Experiment[J, R]) runShare(ctx context.Context, g train.Group, started time.Time, stdout, stderr io.Writer) ([]R, error) {
	share := e
	share.Jobs = nil
	for i := g.Rank(); i < len(e.Jobs); i += g.Size() {
		share.Jobs = append(share.Jobs, e.Jobs[i])
	}
	own, err := share.collect(ctx, io.Discard, stderr)
	if err != nil {
		return nil, err
	}
	b, err := pack(own)
	if err != nil {
		return nil, fmt.Errorf("results of rank %d: %w", g.Rank(), err)
	}
	all, err := ranks.Gather(g, b)
	if err != nil {
		return nil, err
	}
	results, err := e.merge(own, g.Rank(), all)
	if err != nil || g.Rank() > 0 {
		return results, err
	}
	rows := cli.NewRows(stdout, e.JSON)
	for _, r := range results {
		if err := rows.Write(e.Row(r)); err != nil {
			return results, err
		}
	}
	return results, e.deliver(results, started, stdout)
}

// merge puts the results of all ranks, this one's own among them, into the order of the jobs.
func (e Experiment[J, R]) merge(own []R, self int, all [][]byte) ([]R, error) {
	kept := make([][]R, len(all))
	for rank, b := range all {
		var err error
		if kept[rank], err = unpack[R](b); err != nil {
			return nil, fmt.Errorf("results of rank %d: %w", rank, err)
		}
	}
	var results []R
	for i, j := range e.Jobs {
		rank, n := i%len(all), i/len(all)
		switch {
		case n >= len(kept[rank]):
			return nil, fmt.Errorf("%d results of rank %d, want more: jobs differ from rank to rank", len(kept[rank]), rank)
		case rank == self:
			results = append(results, own[n])
		default:
			results = append(results, j.Restore(kept[rank][n]))
		}
	}
	return results, nil
}

// pack writes results for other ranks.
func pack[R any](results []R) ([]byte, error) {
	all := make([]nonfinite.Kept, len(results))
	for i, r := range results {
		var err error
		if all[i], err = nonfinite.Keep(r); err != nil {
			return nil, err
		}
	}
	return json.Marshal(all)
}

// unpack reads what pack has written.
func unpack[R any](b []byte) ([]R, error) {
	var all []nonfinite.Kept
	if err := json.Unmarshal(b, &all); err != nil {
		return nil, err
	}
	results := make([]R, len(all))
	for i, kept := range all {
		if err := kept.Restore(&results[i]); err != nil {
			return nil, err
		}
	}
	return results, nil
}
