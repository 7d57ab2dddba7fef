package dataset_test

import (
	"bytes"
	"fmt"
	"log"
	"strings"

	"example.com/sobolev/train/data/dataset"
)

func ExampleReadCSV() {
	table, err := dataset.ReadCSV(strings.NewReader("t, energy, force\n0, 1.5, -2\n1, , -1\n"), "run.csv")
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(table.Columns, table.Rows(), table.Data)
	_, err = dataset.ReadCSV(strings.NewReader("t, energy\n0, 1.5\n1, high\n"), "run.csv")
	fmt.Println(err)
	// Output:
	// [t energy force] 2 [0 1.5 -2 1 NaN -1]
	// dataset: run.csv:3:4: column "energy" is "high", want a number
}

func ExampleSelect() {
	table, err := dataset.OpenCSV("testdata/samples.csv")
	if err != nil {
		log.Fatal(err)
	}
	slopes, err := dataset.Select[float64](table, "dy/dx0", "dy/dx1")
	fmt.Println(slopes, err)
	// Output: [4 1 -1 1 0 0 -4 4] <nil>
}

func ExampleTable_Place() {
	t, err := dataset.ReadCSV(strings.NewReader("t,speed\n0,1.5\n\n1,-2\n"), "run.csv")
	if err != nil {
		log.Fatal(err)
	}
	for row := range t.Rows() {
		if speed := t.Data[row*len(t.Columns)+1]; speed < 0 {
			fmt.Printf("%s: a speed of %v\n", t.Place(row), speed)
		}
	}
	// Output: run.csv:4: a speed of -2
}

func ExampleOpenCSV() {
	table, err := dataset.OpenCSV("testdata/samples.csv")
	fmt.Println(table.Columns, err)
	// Output: [x0 x1 y dy/dx0 dy/dx1 w] <nil>
}

func ExampleOpenNPY() {
	a, err := dataset.OpenNPY[float64]("testdata/cube.npy")
	fmt.Println(a.Shape, len(a.Data), err)
	// Output: [2 3 4] 24 <nil>
}

func ExampleOpenNPZ() {
	arrays, err := dataset.OpenNPZ[float32]("testdata/samples.npz", dataset.Members{})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(arrays["x"].Shape, arrays["grad"].Shape, arrays["y"].Data)
	// Output: [4 2] [4 2] [2 0.5 0 NaN]
}

func ExampleReadNPZ() {
	_, err := dataset.ReadNPZ[float64](strings.NewReader("x,y\n"), 4, "samples.csv", dataset.Members{})
	fmt.Println(err)
	// Output: dataset: samples.csv: 4 bytes, want a ZIP archive: zip: not a valid zip file
}

func ExampleWriteNPY() {
	var b bytes.Buffer
	if err := dataset.WriteNPY(&b, &dataset.Array[float64]{Shape: []int{2, 2}, Data: []float64{1, 2, 3, 4}}); err != nil {
		log.Fatal(err)
	}
	a, err := dataset.ReadNPY[float64](&b, "memory")
	fmt.Println(a.Shape, a.Data, err)
	// Output: [2 2] [1 2 3 4] <nil>
}

func ExampleReadNPY() {
	_, err := dataset.ReadNPY[float64](strings.NewReader("1.5 2.5 3.5"), "points.txt")
	fmt.Println(err)
	// Output: dataset: points.txt: offset 0: "1.5 2.", want "\x93NUMPY"
}

// The second half of an array, read without the first.
func ExampleOpenNPYRows() {
	a, err := dataset.OpenNPYRows[float64]("testdata/cube.npy", func(n int) (from, to int) { return n / 2, n })
	fmt.Println(a.Shape, a.Data[0], err)
	// Output: [1 3 4] 12 <nil>
}

func ExampleOpenCSVRows() {
	table, err := dataset.OpenCSVRows("testdata/samples.csv", func(n int) (from, to int) { return n - 1, n })
	fmt.Println(table.Rows(), err)
	// Output: 1 <nil>
}
