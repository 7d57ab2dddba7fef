package layers_test

import (
	"encoding/json"
	"fmt"
	"log"
	"math/rand/v2"
	"os"
	"path/filepath"

	"example.com/sobolev/layers"
)

func ExampleOpen() {
	dir, err := os.MkdirTemp("", "model")
	if err != nil {
		log.Fatal(err)
	}
	defer os.RemoveAll(dir)
	path := filepath.Join(dir, "model.safetensors")
	net, err := layers.NewMLP[float64](2, []int{8, 8}, 1, layers.Tanh, rand.New(rand.NewPCG(1, 2)))
	if err != nil {
		log.Fatal(err)
	}
	if err := net.SetNames([]string{"angle", "speed"}, []string{"energy"}); err != nil {
		log.Fatal(err)
	}
	if err := net.Save(path); err != nil {
		log.Fatal(err)
	}

	opened, err := layers.Open[float64](path) // in another program, that knows nothing but the file
	if err != nil {
		log.Fatal(err)
	}
	x := []float64{0.3, -0.2}
	fmt.Println(opened)
	fmt.Println(opened.Names())
	fmt.Println(opened.Value(opened.NewWorkspace(), x)[0] == net.Value(net.NewWorkspace(), x)[0])
	// Output:
	// 2 → Dense(8) → tanh → Dense(8) → tanh → Dense(1)
	// [angle speed] [energy]
	// true
}

// noted is the identity, with a note for who reads the network.
type noted struct {
	layers.Layer[float64]
	Note string
}

func (n noted) String() string { return fmt.Sprintf("noted(%q)", n.Note) }

func (n noted) Record(int) layers.Record[float64] {
	settings, err := json.Marshal(struct{ Note string }{n.Note})
	if err != nil {
		panic(err) // a string is always JSON
	}
	return layers.Record[float64]{Kind: "example.noted", Settings: settings}
}

// A program that opens files with layers of its own says how they are made, before it opens the first.
func ExampleRegister() {
	identity := layers.Activate[float64](layers.Identity)
	layers.Register("example.noted", func(r layers.Record[float64]) (layers.Layer[float64], error) {
		var settings struct{ Note string }
		err := r.Read(&settings)
		return noted{identity, settings.Note}, err
	})
	dir, err := os.MkdirTemp("", "model")
	if err != nil {
		log.Fatal(err)
	}
	defer os.RemoveAll(dir)
	path := filepath.Join(dir, "model.safetensors")
	net, err := layers.New(2, rand.New(rand.NewPCG(1, 2)), layers.Dense[float64](3, nil), noted{identity, "in eV"})
	if err == nil {
		err = net.Save(path)
	}
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(layers.Open[float64](path))
	// Output: 2 → Dense(3) → noted("in eV") <nil>
}

func ExampleRegisterActivation() {
	square := layers.Activation{Name: "example.square", Smoothness: layers.Smooth, Rule: func(c []float64, a float64) {
		clear(c)
		copy(c, []float64{a * a, 2 * a, 1})
	}}
	layers.RegisterActivation(square)
	dir, err := os.MkdirTemp("", "model")
	if err != nil {
		log.Fatal(err)
	}
	defer os.RemoveAll(dir)
	path := filepath.Join(dir, "model.safetensors")
	net, err := layers.NewMLP[float64](2, []int{3}, 1, square, rand.New(rand.NewPCG(1, 2)))
	if err == nil {
		err = net.Save(path)
	}
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(layers.Open[float64](path))
	// Output: 2 → Dense(3) → example.square → Dense(1) <nil>
}

func ExampleRegisterFunc() {
	layers.RegisterFunc("example.distance", radius)
	dir, err := os.MkdirTemp("", "model")
	if err != nil {
		log.Fatal(err)
	}
	defer os.RemoveAll(dir)
	path := filepath.Join(dir, "model.safetensors")
	net, err := layers.New(2, rand.New(rand.NewPCG(1, 2)), layers.FromFunc[float64]("example.distance", 2, 1, radius), layers.Dense[float64](1, nil))
	if err == nil {
		err = net.Save(path)
	}
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(layers.Open[float64](path))
	// Output: 2 → FromFunc("example.distance", 2 → 1) → Dense(1) <nil>
}
