package losses

import (
	"encoding/csv"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"

	"example.com/sobolev/train"
	"example.com/sobolev/train/data"
	"example.com/sobolev/train/data/dataset"
)

// sources has the same labels from a function, arrays and files, and labels of a teacher.
func sources() []task {
	values, gradients := method{name: "values", loss: train.Sobolev(1)}, train.Sobolev(1, 1)
	return []task{{
		name: "sources", feature: "Sources", about: "Franke's surface from 25 points with gradients; the same numbers come four ways and give the same networks",
		sample: everyWay,
		methods: []method{values, {name: "function", loss: gradients}, {name: "arrays", loss: gradients, view: 1},
			{name: "CSV", loss: gradients, view: 2}, {name: "NumPy", loss: gradients, view: 3}},
	}, {
		name: "teacher", feature: "Sources", about: "a random network of 16 tanh units with steep slopes from 40 points with its gradients",
		sample:  taught,
		methods: []method{values, {name: "teacher's slopes", loss: gradients}},
	}, {
		name: "units", feature: "Units", about: "Goldstein and Price's function, values up to 10⁶, from 40 points with gradients",
		sample: rawAndNormalised,
		methods: []method{values, {name: "in raw units", loss: train.Sobolev(1, 1), view: 1},
			{name: "normalised", loss: train.Sobolev(1, 1)}},
	}}
}

// taught has the outputs and slopes of a random network as labels.
func taught(rng *rand.Rand) (sample, error) {
	teacher, err := steepTeacher(2, 1, rng)
	if err != nil {
		return nil, err
	}
	box := cube(2, -1, 1)
	v := view{}
	if v.train, err = data.FromNet(teacher, data.Uniform[number](box, 40, rng), 1); err != nil {
		return nil, err
	}
	v.test, err = data.FromNet(teacher, data.Uniform[number](box, heldOut, rng), 0)
	return sample{v.normalised(box)}, err
}

// rawAndNormalised has the function's own units in its second view.
func rawAndNormalised(rng *rand.Rand) (sample, error) {
	f, box, err := function("GoldsteinPrice")
	if err != nil {
		return nil, err
	}
	v, err := labelled(f.Any, box, 40, 1, 0, rng)
	if err != nil {
		return nil, err
	}
	return sample{v.normalised(box), v}, nil
}

// everyWay has the same data straight from the function, through arrays, and through files of both kinds.
func everyWay(rng *rand.Rand) (sample, error) {
	s, err := fromFunction("Franke", 25, 1)(rng)
	if err != nil {
		return nil, err
	}
	d, test := s[0].train, s[0].test
	arrays, err := data.FromArrays(2, 1, data.Arrays[number]{X: d.X, Y: d.Labels.Plane(0), Grad: gradientRows(d)})
	if err != nil {
		return nil, err
	}
	dir, err := os.MkdirTemp("", "sobolev")
	if err != nil {
		return nil, fmt.Errorf("losses: %w", err)
	}
	defer os.RemoveAll(dir)
	fromCSV, err := throughCSV(filepath.Join(dir, "samples.csv"), d)
	if err != nil {
		return nil, err
	}
	fromNumPy, err := throughNumPy(dir, d)
	return append(s, view{arrays, test}, view{fromCSV, test}, view{fromNumPy, test}), err
}

// throughCSV writes data to a file and reads it back.
func throughCSV(path string, d *data.Data[number]) (*data.Data[number], error) {
	rows := [][]string{{"x1", "x2", "y", "dy/dx1", "dy/dx2"}}
	for i := range d.Len() {
		var row []string
		for _, v := range []number{d.X[2*i], d.X[2*i+1], d.Labels.Plane(0)[i], d.Labels.Plane(1)[i], d.Labels.Plane(2)[i]} {
			row = append(row, fmt.Sprint(v))
		}
		rows = append(rows, row)
	}
	f, err := os.Create(path)
	if err == nil {
		err = csv.NewWriter(f).WriteAll(rows)
	}
	if err == nil {
		err = f.Close()
	}
	if err != nil {
		return nil, fmt.Errorf("losses: writing a CSV file: %w", err)
	}
	return data.FromCSV[number](path, data.Columns{X: []string{"x1", "x2"}, Y: []string{"y"}, Grad: [][]string{{"dy/dx1", "dy/dx2"}}})
}

// throughNumPy writes data to files and reads it back.
func throughNumPy(dir string, d *data.Data[number]) (*data.Data[number], error) {
	var paths []string
	for _, a := range []struct {
		name  string
		shape []int
		data  []number
	}{{"x", []int{d.Len(), 2}, d.X}, {"y", []int{d.Len()}, d.Labels.Plane(0)}, {"grad", []int{d.Len(), 2}, gradientRows(d)}} {
		path := filepath.Join(dir, a.name+".npy")
		f, err := os.Create(path)
		if err == nil {
			err = dataset.WriteNPY(f, &dataset.Array[number]{Shape: a.shape, Data: a.data})
		}
		if err == nil {
			err = f.Close()
		}
		if err != nil {
			return nil, fmt.Errorf("losses: writing a NumPy file: %w", err)
		}
		paths = append(paths, path)
	}
	return data.FromNumPy[number](paths...)
}
