package data_test

import (
	"errors"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"example.com/sobolev/jet"
	"example.com/sobolev/train/data"
	"example.com/sobolev/train/data/dataset"
	"example.com/sobolev/train/internal/traintest"
)

// shardFiles writes n points with values and gradients as CSV and as NumPy arrays, and returns how a rank reads its part.
func shardFiles(t *testing.T, n int) map[string]func(s data.Sharding) (*data.Data[float64], error) {
	t.Helper()
	dir := t.TempDir()
	x, y, grad := make([]float64, 2*n), make([]float64, n), make([]float64, 2*n)
	var csv strings.Builder
	csv.WriteString("a,b,f,fa,fb\n")
	for i := range n {
		a, b := float64(i)-7.5, math.Sqrt(float64(i))
		x[2*i], x[2*i+1], y[i], grad[2*i], grad[2*i+1] = a, b, a*b, b, a
		fmt.Fprintf(&csv, "%v,%v,%v,%v,%v\n", a, b, a*b, b, a)
	}
	write := func(name string, content []byte) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, content, 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	var paths []string
	for _, a := range []struct {
		name string
		dataset.Array[float64]
	}{{"x", dataset.Array[float64]{Shape: []int{n, 2}, Data: x}}, {"y", dataset.Array[float64]{Shape: []int{n}, Data: y}},
		{"grad", dataset.Array[float64]{Shape: []int{n, 2}, Data: grad}}} {
		var b strings.Builder
		if err := dataset.WriteNPY(&b, &a.Array); err != nil {
			t.Fatal(err)
		}
		paths = append(paths, write(a.name+".npy", []byte(b.String())))
	}
	table := write("a.csv", []byte(csv.String()))
	columns := data.Columns{X: []string{"a", "b"}, Y: []string{"f"}, Grad: [][]string{{"fa", "fb"}}}
	whole, err := data.FromCSV[float64](table, columns)
	if err != nil {
		t.Fatal(err)
	}
	return map[string]func(s data.Sharding) (*data.Data[float64], error){
		"CSV": func(s data.Sharding) (*data.Data[float64], error) {
			return data.FromCSVShards[float64](s, table, columns)
		},
		"NumPy": func(s data.Sharding) (*data.Data[float64], error) {
			return data.FromNumPyShards[float64](s, data.NumPyNames{X: "x", Y: "y", Grad: "grad"}, paths...)
		},
		"Shard": func(s data.Sharding) (*data.Data[float64], error) { return whole.Shard(s) },
	}
}

// TestShardsOfFiles expects ranks to read the points of one process between them, in the same shards, and to make the same change
// of units of them.
func TestShardsOfFiles(t *testing.T) {
	const n = 37
	for name, read := range shardFiles(t, n) {
		whole, err := read(data.Sharding{})
		if err != nil {
			t.Fatal(err)
		}
		if whole.Len() != n || whole.Shards().Len() != 8 {
			t.Errorf("%s: %d points in %d shards, want all", name, whole.Len(), whole.Shards().Len())
		}
		units := data.Standardize(whole)
		for _, size := range []int{1, 2, 4, 8} {
			errs := traintest.RunRanks(size, func(r *traintest.Rank) error {
				d, err := read(data.Sharding{Group: r})
				if err != nil {
					return err
				}
				s, first := d.Shards(), 0
				for i := range s.Len() {
					from, to := whole.Shards().Points(s.First() + i)
					if i == 0 {
						first = from
					}
					if f, t := s.Points(i); f != from-first || t != to-first {
						return fmt.Errorf("shard %d has points %d to %d, want %d to %d", s.First()+i, f, t, from-first, to-first)
					}
				}
				part := whole.Slice(first, first+d.Len())
				if diff := cmp.Diff(units, data.Standardize(d), cmpopts.IgnoreUnexported(*units)); diff != "" {
					return fmt.Errorf("other units (-want +got):\n%s", diff)
				}
				if !slices.Equal(part.X, d.X) || !slices.Equal(part.Labels.Data, d.Labels.Data) {
					return fmt.Errorf("rank %d has points %v, want %v", r.Rank(), d.X, part.X)
				}
				return nil
			})
			if err := errors.Join(errs...); err != nil {
				t.Errorf("%s, %d ranks: %v", name, size, err)
			}
		}
	}
}

// TestUnitsOfShards compares the change of units that shards give with that of all points at once, with columns of very
// different sizes and labels missing in whole shards.
func TestUnitsOfShards(t *testing.T) {
	const n = 50
	d := &data.Data[float64]{In: 3, Out: 1, Labels: data.NewLabels[float64](jet.Real(), n, 1)}
	for i := range n {
		d.X = append(d.X, 100+float64(i%7), 1e-170*math.Sin(float64(i)), 4)
		d.Labels.Data[i] = math.Exp(float64(i) / 5)
		if i < 15 {
			d.Labels.Data[i] = math.NaN()
		}
	}
	want := data.Standardize(d)
	sharded, err := d.Shard(data.Sharding{Shards: 16})
	if err != nil {
		t.Fatal(err)
	}
	got := data.Standardize(sharded)
	for i, w := range slices.Concat(want.XShift, want.XScale, want.YShift, want.YScale) {
		if g := slices.Concat(got.XShift, got.XScale, got.YShift, got.YScale)[i]; !(math.Abs(g-w) <= 1e-13*math.Abs(w)) {
			t.Errorf("number %d of the units is %v, want %v", i, g, w)
		}
	}
}

// TestShardsErrors expects errors that say why data cannot be divided, and a panic where points leave the order of shards.
func TestShardsErrors(t *testing.T) {
	files := shardFiles(t, 37)
	for _, c := range []struct {
		shards int
		want   string
	}{{64, "37 points in 64 shards, want at least one in each"}, {-2, "-2 shards, want a power of two"}} {
		for name, read := range files {
			if _, err := read(data.Sharding{Shards: c.shards}); err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("%s: error %v, want one with %q", name, err, c.want)
			}
		}
	}
	whole, err := files["Shard"](data.Sharding{})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := whole.Slice(0, 5).Join(data.Sharding{}); err == nil || !strings.Contains(err.Error(), "data: Join: 5 points in 8 shards") {
		t.Errorf("error %v, want one that names Join", err)
	}
	path := filepath.Join(t.TempDir(), "x.npy")
	var b strings.Builder
	if err := dataset.WriteNPY(&b, &dataset.Array[float64]{Shape: []int{9}, Data: make([]float64, 9)}); err != nil {
		t.Fatal(err)
	}
	short := strings.NewReplacer("(9, )", "(8, )")
	other := filepath.Join(t.TempDir(), "y.npy")
	if err := errors.Join(os.WriteFile(path, []byte(b.String()), 0o600), os.WriteFile(other, []byte(short.Replace(b.String())[:b.Len()-8]), 0o600)); err != nil {
		t.Fatal(err)
	}
	_, err = data.FromNumPyShards[float64](data.Sharding{}, data.NumPyNames{X: "x", Y: "y"}, path, other)
	if err == nil || !strings.Contains(err.Error(), "8 rows beside 9, want as many in all arrays") {
		t.Errorf("error %v, want one about the rows", err)
	}
	defer func() {
		if p := fmt.Sprint(recover()); !strings.Contains(p, "want points in the order of their shards") {
			t.Errorf("panic %v, want one about the order", p)
		}
	}()
	whole.Subset([]int{36, 0})
}
