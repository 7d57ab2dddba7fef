package layers_test

import (
	"fmt"
	"math/rand/v2"

	"example.com/sobolev/layers"
)

// A server keeps its workspaces when it reads a new version of its network.
func ExampleWorkspace_Adopt() {
	net, err := layers.NewMLP[float64](2, []int{8}, 1, layers.Tanh, rand.New(rand.NewPCG(1, 2)))
	if err != nil {
		fmt.Println(err)
		return
	}
	ws := net.NewWorkspace()
	net.Value(ws, []float64{0.5, 0.5})

	reloaded := net.Clone()
	clear(reloaded.Params())
	if err := ws.Adopt(reloaded); err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(reloaded.Value(ws, []float64{0.5, 0.5}))
	// Output: [0]
}
