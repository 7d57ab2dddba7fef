package nonfinite

import (
	"encoding/json"
	"fmt"
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

// row is embedded in results, as those of experiments have it.
type row struct {
	Loss  float64 `json:"loss"`
	Ratio float32 `json:"ratio,omitempty"`
}

type point struct {
	Step int
	At   [2]float64
}

type result struct {
	row
	Curve  []point
	Values map[string]float64
	Parts  map[string]point
	Next   *row
	None   *row
	Name   string
	Left   float64 `json:"-"`
	hidden float64
}

// TestKeep brings results through JSON and compares them with what they were, but for what JSON leaves out.
func TestKeep(t *testing.T) {
	nan, inf := math.NaN(), math.Inf(1)
	for _, want := range []*result{
		{Curve: []point{{1, [2]float64{2, 3}}}, Name: "finite"},
		{row: row{nan, float32(inf)}, Curve: []point{{1, [2]float64{2, -inf}}, {2, [2]float64{nan, 4}}}, Values: map[string]float64{"a.b": nan, "c": 5},
			Parts: map[string]point{"x": {3, [2]float64{inf, 6}}}, Next: &row{Loss: nan}, Name: "NaN"},
		{row: row{Loss: inf}, Left: nan, hidden: nan},
	} {
		kept, err := Keep(want)
		if err != nil {
			t.Fatal(err)
		}
		line, err := json.Marshal(kept)
		if err == nil {
			kept = Kept{}
			err = json.Unmarshal(line, &kept)
		}
		var got *result
		if err == nil {
			err = kept.Restore(&got)
		}
		if err != nil {
			t.Fatalf("%s: %v", line, err)
		}
		ignored := []cmp.Option{cmp.AllowUnexported(result{}), cmpopts.EquateNaNs(), cmpopts.IgnoreFields(result{}, "Left", "hidden")}
		if diff := cmp.Diff(want, got, ignored...); diff != "" {
			t.Errorf("%s (-want +got):\n%s", line, diff)
		}
	}
	if _, err := Keep(make(chan int)); err == nil {
		t.Error("a channel was kept, want an error")
	}
}

// TestRestoreRefuses expects a number that is kept for a place which is not there to be an error.
func TestRestoreRefuses(t *testing.T) {
	for kept, want := range map[string]string{
		`{"result":{},"nonfinite":[{"at":["Curve","0","Step"],"is":"NaN"}]}`: `number Curve.0.Step, kept as "NaN": nothing is there`,
		`{"result":{},"nonfinite":[{"at":["Name"],"is":"NaN"}]}`:             `number Name, kept as "NaN": a string is there, want a number`,
		`{"result":{},"nonfinite":[{"at":["hidden"],"is":"NaN"}]}`:           `number hidden, kept as "NaN": nothing is there`,
		`{"result":{},"nonfinite":[{"at":["Next","Loss"],"is":"NaN"}]}`:      `number Next.Loss, kept as "NaN": nothing is there`,
		`{"result":{},"nonfinite":[{"at":["Values","x"],"is":"NaN"}]}`:       `number Values.x, kept as "NaN": nothing is there`,
		`{"result":{},"nonfinite":[{"at":["row","Loss"],"is":"much"}]}`:      `number row.Loss, kept as "much": strconv.ParseFloat: parsing "much": invalid syntax`,
	} {
		var k Kept
		if err := json.Unmarshal([]byte(kept), &k); err != nil {
			t.Fatal(err)
		}
		if err := k.Restore(new(result)); fmt.Sprint(err) != want {
			t.Errorf("%s: %v, want %s", kept, err, want)
		}
	}
}
