package onnx_test

import (
	"fmt"
	"log"
	"math/rand/v2"
	"os"
	"path/filepath"

	"example.com/sobolev/layers"
	"example.com/sobolev/onnx"
)

// A network's values and Jacobian go into one file. In Python:
//
//	y, dy_dx = onnxruntime.InferenceSession("model.onnx").run(None, {"x": x})
func ExampleExport() {
	net, err := layers.NewMLP[float32](2, []int{64, 64}, 1, layers.Tanh, rand.New(rand.NewPCG(1, 2)))
	if err != nil {
		log.Fatal(err)
	}
	dir, err := os.MkdirTemp("", "onnx")
	if err != nil {
		log.Fatal(err)
	}
	defer os.RemoveAll(dir)
	file, err := os.Create(filepath.Join(dir, "model.onnx"))
	if err != nil {
		log.Fatal(err)
	}
	if err := onnx.Export(file, net, onnx.Options{Gradient: true}); err != nil {
		log.Fatal(err)
	}
	if err := file.Close(); err != nil {
		log.Fatal(err)
	}
	files, _ := os.ReadDir(dir)
	fmt.Println(files[0].Name(), "holds", len(net.Params()), "parameters")
	// Output: model.onnx holds 4417 parameters
}
