package data_test

import (
	"errors"
	"fmt"
	"log"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"example.com/sobolev/dual"
	"example.com/sobolev/train/data"
	"example.com/sobolev/train/data/dataset"
)

// A program of package mpi gives its group. Without one the process has all shards, and fits the same network.
func ExampleFromCSVShards() {
	dir, err := os.MkdirTemp("", "")
	if err != nil {
		log.Fatal(err)
	}
	defer os.RemoveAll(dir)
	path := filepath.Join(dir, "run.csv")
	if err := os.WriteFile(path, []byte("t,y\n"+strings.Repeat("0,1\n", 20)), 0o600); err != nil {
		log.Fatal(err)
	}
	d, err := data.FromCSVShards[float64](data.Sharding{Shards: 4}, path, data.Columns{X: []string{"t"}, Y: []string{"y"}})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(d.Len(), "points of", d.Shards().Len(), "shards")
	// Output: 20 points of 4 shards
}

func ExampleFromNumPyShards() {
	dir, err := os.MkdirTemp("", "")
	if err != nil {
		log.Fatal(err)
	}
	defer os.RemoveAll(dir)
	var paths []string
	for _, name := range []string{"r.npy", "force.npy"} {
		paths = append(paths, filepath.Join(dir, name))
		f, err := os.Create(paths[len(paths)-1])
		if err != nil {
			log.Fatal(err)
		}
		if err := dataset.WriteNPY(f, &dataset.Array[float64]{Shape: []int{12, 1}, Data: make([]float64, 12)}); err != nil {
			log.Fatal(err)
		}
		f.Close()
	}
	d, err := data.FromNumPyShards[float32](data.Sharding{Shards: 2}, data.NumPyNames{X: "r", Grad: "-force"}, paths...)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(d.Shards().Points(1))
	// Output: 6 12
}

// Ranks that compute their own labels join what they have. Numbers about all points are gathered by shard.
func ExampleData_Join() {
	square := func(x []dual.Any) dual.Any { return x[0].Mul(x[0]) }
	d, err := data.FromFunc(square, data.Points[float64]{Dim: 1, X: []float64{1, 2, 3, 4}}, 1)
	if err != nil {
		log.Fatal(err)
	}
	if d, err = d.Join(data.Sharding{Shards: 2}); err != nil {
		log.Fatal(err)
	}
	largest := d.Gather(1, func(numbers []float64, from, to int) { numbers[0] = d.Labels.Plane(0)[to-1] })
	fmt.Println(largest)
	// Output: [4 16]
}

// alone is the one rank of a group, whose connection breaks when it is told to.
type alone struct{ broken *bool }

func (alone) Rank() int { return 0 }

func (alone) Size() int { return 1 }

func (a alone) SumFloat64([]float64) error {
	if *a.broken {
		return errors.New("connection lost")
	}
	return nil
}

// The largest label of all ranks, each of which looks at its own, as one of package mpi's would.
func ExampleShards() {
	square := func(x []dual.Any) dual.Any { return x[0].Mul(x[0]) }
	d := must(data.FromFunc(square, data.Points[float64]{Dim: 1, X: []float64{1, -5, 3, 4, 0, 2, -1, 2}}, 0))
	var broken bool
	d = must(d.Shard(data.Sharding{Group: alone{&broken}, Shards: 4}))

	shards := d.Shards()
	fmt.Println("shards from", shards.First(), "on:", shards.Len())
	largest := func() float64 {
		return slices.Max(shards.Gather(1, func(numbers []float64, from, to int) {
			numbers[0] = slices.Max(d.Labels.Plane(0)[from:to])
		}))
	}
	fmt.Println(largest(), shards.Err())
	broken = true
	fmt.Println(largest(), shards.Err())
	// Output:
	// shards from 0 on: 4
	// 25 <nil>
	// 0 data: what was computed of all ranks' points: connection lost
}
