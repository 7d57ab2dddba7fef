package layers_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"example.com/sobolev/dual"
	"example.com/sobolev/layers"
)

// unlike are pairs of layers of two features that are called the same, or nearly, and compute different things.
func unlike(t *testing.T) map[string][2]layers.Layer[float64] {
	t.Helper()
	same := layers.FromFunc[float64]("same", 2, 2, func(x []dual.Any) []dual.Any { return x })
	rescaled := func(shift, scale float64) layers.Layer[float64] {
		l, err := layers.Rescale(same, []float64{shift}, []float64{scale})
		if err != nil {
			t.Fatal(err)
		}
		return l
	}
	mine := func(r dual.Rule) layers.Layer[float64] {
		return layers.Activate[float64](layers.Activation{Name: "mine", Rule: r, Smoothness: layers.Smooth})
	}
	waves := func(f float64) layers.Layer[float64] { return layers.FourierOf(2, []float64{1, f}) }
	almostTanh := func(c []float64, a float64) {
		layers.Tanh.Rule(c, a)
		c[0] += 1e-12
	}
	each := func(l layers.Layer[float64]) layers.Layer[float64] {
		return layers.Each(1, layers.Concat(l, layers.Skip(l)))
	}
	return map[string][2]layers.Layer[float64]{
		"scale":                  {rescaled(0, 1), rescaled(0, 3)},
		"shift":                  {rescaled(0, 1), rescaled(math.SmallestNonzeroFloat64, 1)},
		"activation":             {mine(layers.Tanh.Rule), mine(layers.Sin.Rule)},
		"activation, by a bit":   {mine(layers.Tanh.Rule), mine(almostTanh)},
		"activation within":      {each(mine(layers.Tanh.Rule)), each(mine(layers.Sin.Rule))},
		"activation, by a kink":  {mine(layers.ReLU.Rule), mine(layers.LeakyReLU(1e-9).Rule)},
		"frequency":              {waves(0.5), waves(0.5 + 1e-12)},
		"frequency within":       {each(layers.FourierOf(2, []float64{1, 0.5})), each(waves(0.5 + 1e-12))},
		"frequencies in a group": {layers.Each(2, layers.FourierOf(1, []float64{0.5})), layers.Each(2, layers.FourierOf(1, []float64{0.5 + 1e-12}))},
	}
}

// TestAdoptUnlike: a workspace remembers what only parameters may change; another network of the same names is refused, one of
// the same layers is not, and gives what it gives in a workspace of its own.
func TestAdoptUnlike(t *testing.T) {
	x := []float64{0.7e9, -0.4}
	for name, pair := range unlike(t) {
		var nets [2]*layers.Net[float64]
		for i, l := range pair {
			var err error
			if nets[i], err = layers.New(2, rand.New(rand.NewPCG(1, 2)), l, layers.Dense[float64](1, nil)); err != nil {
				t.Fatal(name, err)
			}
		}
		ws := nets[0].NewWorkspace()
		nets[0].Value(ws, x)
		if err := ws.Adopt(nets[1]); err == nil || !strings.Contains(err.Error(), "want one with the") {
			t.Errorf("%s: error %v, want one about the layers", name, err)
		}
		again, err := layers.New(2, rand.New(rand.NewPCG(3, 4)), pair[0], layers.Dense[float64](1, nil))
		if err != nil {
			t.Fatal(err)
		}
		if err := ws.Adopt(again); err != nil {
			t.Errorf("%s: the same layers: %v", name, err)
		} else if got, want := again.Value(ws, x), again.Value(again.NewWorkspace(), x); !slices.Equal(got, want) {
			t.Errorf("%s: %v in the workspace taken over, want %v", name, got, want)
		}
	}
}

// TestAdoptNothing: what is missing is named.
func TestAdoptNothing(t *testing.T) {
	net := small(t, 1, 5)
	var none *layers.Workspace[float64]
	for want, f := range map[string]func() error{
		"the network is nil":       func() error { return net.NewWorkspace().Adopt(nil) },
		"workspace of no network":  func() error { return none.Adopt(net) },
		"workspace of no network,": func() error { return new(layers.Workspace[float64]).Adopt(net) },
	} {
		if err := f(); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("error %v, want %q", err, want)
		}
	}
}

// TestNothingIsNamed: what is nil, or taken, is named by the panic.
func TestNothingIsNamed(t *testing.T) {
	net := small(t, 1, 5)
	same := func(x []dual.Any) []dual.Any { return x }
	layers.RegisterFunc("registered once", same)
	once := layers.Activation{Name: "registered once", Rule: layers.Tanh.Rule}
	layers.RegisterActivation(once)
	for want, f := range map[string]func(){
		"layers: At: the network is nil, want one":                               func() { layers.At[dual.Number[float64], float64](nil, net.NewWorkspace(), nil) },
		"layers: At: the workspace is nil, want one":                             func() { layers.At(net, nil, make([]dual.Number[float64], 3)) },
		"layers: Jets: the batch x is nil, want one":                             func() { net.Jets(net.NewWorkspace(), nil) },
		`layers: RegisterFunc: no function for the name "nothing" (f is nil)`:    func() { layers.RegisterFunc("nothing", nil) },
		`layers: RegisterFunc: the name "registered once" is taken by a`:         func() { layers.RegisterFunc("registered once", same) },
		`layers: RegisterActivation: the name "registered once" is taken by an`:  func() { layers.RegisterActivation(once) },
		`layers: RegisterActivation: the name "tanh" is taken by another`:        func() { layers.RegisterActivation(layers.Tanh) },
		`layers: RegisterActivation: activation "nothing" has no rule, want one`: func() { layers.RegisterActivation(layers.Activation{Name: "nothing"}) },
	} {
		if got := panicOf(f); !strings.HasPrefix(got, want) {
			t.Errorf("panic %q, want %q", got, want)
		}
	}
}

// Parameters do not matter, frequencies do.
func ExampleNet_Checksum() {
	net := func(seed uint64, frequency float64) *layers.Net[float64] {
		n, err := layers.New(1, rand.New(rand.NewPCG(seed, 2)), layers.FourierOf(1, []float64{frequency}), layers.Dense[float64](1, nil))
		if err != nil {
			fmt.Println(err)
		}
		return n
	}
	fmt.Println(net(1, 0.5).Checksum() == net(2, 0.5).Checksum(), net(1, 0.5).Checksum() == net(1, 0.5+1e-12).Checksum())
	// Output: true false
}
