package distill

import (
	"math/rand/v2"

	"example.com/sobolev/cmd/demo/internal/envs"
	"example.com/sobolev/layers"
)

// A domain is a game with the networks that learn it.
type domain struct {
	name  string
	title string // how tables call it
	game  func() envs.Game

	// body are the layers before that of the actions. A student has width 1, a teacher 2 and always the usual activation.
	body func(width int, act layers.Activation) []layers.Layer[number]
	act  layers.Activation

	// stray is how often a recorded player takes any action, so that states off its best way are met, too.
	stray float64

	cut *cut // to draw policies on; nil if the game has no continuous inputs

	// How many steps a teacher and a student take, and their relative cost. With -quick they take a third of them.
	lessonSteps, steps, work int
}

var domains = []*domain{
	{
		name: "cartpole", title: "CartPole", game: func() envs.Game { return new(envs.CartPole) },
		body: func(width int, act layers.Activation) []layers.Layer[number] { return dense(act, 32*width, 32*width) }, act: layers.Tanh, stray: 0.6,
		lessonSteps: 6000, steps: 9000, work: 1,
		cut: &cut{x: 0, y: 2, xLabel: "x", yLabel: "α", action: 1, title: "Probability of a push to the right",
			note: "Cart and pole at rest; x is the cart's position in half tracks, α the pole's angle in units of 12°."},
	},
	{
		name: "catch", title: "Catch", game: func() envs.Game { return envs.NewCatch() },
		body: func(width int, act layers.Activation) []layers.Layer[number] {
			return convolutional(layers.Image{Height: 10, Width: 10, Channels: 1}, width, act)
		},
		act:   layers.SiLU,
		stray: 0.2, lessonSteps: 6000, steps: 3000, work: 20,
	},
	{
		name: "breakout", title: "Breakout", game: func() envs.Game { return new(envs.Breakout) },
		body: func(width int, act layers.Activation) []layers.Layer[number] {
			return convolutional(layers.Image{Height: 10, Width: 10, Channels: envs.BreakoutChannels}, width, act)
		},
		act:   layers.SiLU,
		stray: 0.2, lessonSteps: 8000, steps: 2000, work: 30,
	},
}

// dense are layers of the given widths.
func dense(act layers.Activation, widths ...int) (ls []layers.Layer[number]) {
	for _, w := range widths {
		ls = append(ls, layers.DenseInit[number](w, layers.FanIn, layers.FanIn), layers.Activate[number](act))
	}
	return ls
}

// convolutional is a small network for images: two convolutions, the second of which halves the image, and a dense
// layer.
func convolutional(im layers.Image, width int, act layers.Activation) []layers.Layer[number] {
	first := layers.Conv2D[number](im, 8*width, layers.Window{Height: 3, Width: 3, Padding: 1}, act.Init)
	second := layers.Conv2D[number](first.Image(), 8*width, layers.Window{Height: 3, Width: 3, Padding: 1, Stride: 2}, act.Init)
	return []layers.Layer[number]{
		first, layers.Activate[number](act), second, layers.Activate[number](act),
		layers.Dense[number](32*width, act.Init), layers.Activate[number](act),
	}
}

// network returns an untrained network of the domain, whose outputs are the log-probabilities of the actions.
func (d *domain) network(width int, act layers.Activation, rng *rand.Rand) (*layers.Net[number], error) {
	g := d.game()
	ls := append(d.body(width, act), layers.Dense[number](g.Actions(), layers.Glorot), layers.LogSoftmax[number]())
	return layers.New(g.Features(), rng, ls...)
}
