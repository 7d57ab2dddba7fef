package layers

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"example.com/sobolev/dual"
)

// TestConvAdjoint checks ⟨ȳ, W·x⟩ = ⟨Wᵀ·ȳ, x⟩ = ⟨∂/∂w, w⟩ on whole numbers, exactly, for windows that overlap, leave pixels
// out, reach over the edges and meet pixels in groups with a rest.
func TestConvAdjoint(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	for _, channels := range [][2]int{{1, 8}, {3, 1}, {8, 5}, {4, 16}} {
		for _, size := range []int{1, 3, 4, 9, 14} {
			for _, window := range []int{1, 2, 3, 5} {
				for stride := 1; stride <= 4; stride++ {
					w := Window{Height: window, Width: window, Stride: stride, Padding: rng.IntN(window)}
					if window > size+2*w.Padding {
						continue
					}
					in := Image{size, size, channels[0]}
					t.Run(fmt.Sprintf("%v to %d by %+v", in, channels[1], w), func(t *testing.T) {
						checkConvAdjoint(t, Conv2D[float32](in, channels[1], w, nil).(conv[float32]), rng)
						checkConvAdjoint(t, Conv2D[float64](in, channels[1], w, nil).(conv[float64]), rng)
					})
				}
			}
		}
	}
}

func checkConvAdjoint[F dual.Float](t *testing.T, l conv[F], rng *rand.Rand) {
	const images = 2
	whole := func(n int) []F {
		v := make([]F, n)
		for i := range v {
			v[i] = F(rng.IntN(7) - 3)
		}
		return v
	}
	dot := func(a, b []F) (sum F) {
		for i := range a {
			sum += a[i] * b[i]
		}
		return sum
	}
	params := whole((l.patch() + 1) * l.channels)
	x, ybar := whole(images*l.in.Features()), whole(images*l.Image().Features())
	y, xbar, grad := make([]F, len(ybar)), whole(len(x)), make([]F, len(params))
	m := l.newMap(0, images)
	for range 2 { // the second with other weights
		params[0]++
		clear(grad)
		m.prepare(params, images)
		m.forward(y, x, images, false)
		m.backward(xbar, ybar, images)
		m.gradient(grad, x, ybar, images, 0)
		weights, _ := l.split(params)
		want := dot(ybar, y)
		if a, b := dot(xbar, x), dot(grad[:len(weights)], weights); a != want || b != want {
			t.Errorf("⟨xbar, x⟩ = %v and ⟨grad, w⟩ = %v, want %v", a, b, want)
		}
	}
}
