package layers_test

import (
	"fmt"
	"math"
	"math/rand/v2"

	"example.com/sobolev/jet"
	"example.com/sobolev/layers"
)

// Where does a NaN come from?
func ExampleNet_FindNonFinite() {
	net, err := layers.NewMLP[float64](2, []int{4}, 1, layers.Tanh, rand.New(rand.NewPCG(1, 2)))
	if err != nil {
		fmt.Println(err)
		return
	}
	a, _ := net.Affine(0)
	a.B[3] = math.Inf(1)
	x := jet.NewBatch[float64](jet.Dual(2), 1, 2)
	at, found := net.FindNonFinite(x, true, nil)
	fmt.Println(found, at)
	// Output:
	// true layer 0, Dense(4): unit 3, value, sample 0, is +Inf
}
