package regress

import (
	"context"
	"math"
	"testing"

	"example.com/sobolev/train"
)

// TestEquivalent checks the number of values that an error takes, on errors that fall like 1/n².
func TestEquivalent(t *testing.T) {
	ladder := []rung{{10, 1}, {40, 1.0 / 16}, {100, 1.0 / 100}}
	for _, c := range []struct {
		e, n     float64
		relation string
	}{{1.0 / 4, 20, ""}, {1.0 / 36, 60, ""}, {1, 10, ""}, {2, 10, "<"}, {0.001, 100, ">"}} {
		n, relation := equivalent(ladder, c.e)
		if math.Abs(n-c.n) > 1e-9*c.n || relation != c.relation {
			t.Errorf("error %v: %s%v values, want %s%v", c.e, relation, n, c.relation, c.n)
		}
	}
	if n, _ := equivalent([]rung{{10, 1}, {20, 2}, {40, 0.5}}, 1); n != 10 {
		t.Errorf("where the error rises and falls: %v values, want the 10 that reach it first", n)
	}
}

// TestConvergence checks when a run ends: not while the loss falls, and then at the end of a stretch.
func TestConvergence(t *testing.T) {
	c := &convergence{}
	err := c.fit(t.Context(), func(ctx context.Context) error {
		for i := range 10 * stretch {
			if err := ctx.Err(); err != nil {
				return err
			}
			c.record(train.Epoch{Loss: 1 / math.Min(float64(1+i), 3*stretch)})
		}
		return nil
	})
	if err != nil || !c.reached || c.epochs != 5*stretch {
		t.Errorf("after %d epochs, converged %v, error %v; want the end after %d", c.epochs, c.reached, err, 5*stretch)
	}
}

// TestPublished checks that the paper's setting changes no units and says how it ended.
func TestPublished(t *testing.T) {
	rows := runArgs(t, "-json", "-published", "-fn", "McCormick", "-n", "10", "-hidden", "16", "-seeds", "1", "-rate", "0.01", "-epochs", "50000")
	if len(rows) != 2 || rows[0].Method != "values" || rows[1].Method != "sobolev" {
		t.Fatalf("rows %+v, want values and sobolev", rows)
	}
	for _, r := range rows {
		if r.Epochs == 0 || r.Epochs > 50_000 || r.Converged != (r.Epochs < 50_000) && r.Epochs%stretch != 0 {
			t.Errorf("row %+v, want an end", r)
		}
	}
}

// TestWorth checks the table that sizes lead to.
func TestWorth(t *testing.T) {
	o := []string{"-json", "-fn", "booth", "-n", "10,20,40", "-order", "0,1", "-seeds", "1", "-hidden", "16", "-act", "tanh", "-epochs", "30"}
	if rows := runArgs(t, o...); len(rows) != 6 {
		t.Fatalf("%d rows, want 6", len(rows))
	}
	p, err := (&options{functions: []string{"Booth"}}).problems()
	if err != nil {
		t.Fatal(err)
	}
	var cs []*cell
	for i, n := range []int{10, 20, 40} {
		e := math.Pow(4, -float64(i))
		cs = append(cs, &cell{problem: p[0], n: n, method: methods[0], results: []*result{{row: row{MSE: e}}}},
			&cell{problem: p[0], n: n, method: methods[1], results: []*result{{row: row{MSE: e / 4}}}})
	}
	table := worthTable(cs)
	if len(table.Rows) != 3 || table.Rows[0][4].Text != "20" || table.Rows[0][5].Text != "2.0" || table.Rows[2][4].Text != ">40" {
		t.Errorf("rows %v, want 10 to be worth 20 and 40 more than 40", table.Rows)
	}
}
