package layers

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"example.com/sobolev/dual"
)

// kinds are the layers of this package, and how each is made of its record.
func kinds[F dual.Float]() map[string]func(Record[F]) (Layer[F], error) {
	return map[string]func(Record[F]) (Layer[F], error){
		"Dense":         openDense[F],
		"Activate":      openActivate[F],
		"Skip":          func(r Record[F]) (Layer[F], error) { return Skip(r.Layers...), r.Read(&struct{}{}) },
		"Sequential":    func(r Record[F]) (Layer[F], error) { return Sequential[F](r.Layers), r.Read(&struct{}{}) },
		"Concat":        func(r Record[F]) (Layer[F], error) { return Concat(r.Layers...), r.Read(&struct{}{}) },
		"Pick":          openPick[F],
		"LayerNorm":     openLayerNorm[F],
		"Softmax":       func(r Record[F]) (Layer[F], error) { return Softmax[F](), r.Read(&struct{}{}) },
		"LogSoftmax":    func(r Record[F]) (Layer[F], error) { return LogSoftmax[F](), r.Read(&struct{}{}) },
		"Each":          openEach(Each[F]),
		"EachMasked":    openEach(EachMasked[F]),
		"Sum":           openSum[F],
		"FromFunc":      openFromFunc[F],
		"Coefficients":  openCoefficients[F],
		"Fourier":       openFourier[F],
		"Conv2D":        openConv[F],
		"MaxPool2D":     openPool(MaxPool2D[F]),
		"AveragePool2D": openPool(AveragePool2D[F]),
	}
}

type denseSettings struct {
	Out int `json:"out"`
}

// Record implements [Recorder].
func (l dense[F]) Record(int) Record[F] { return newRecord[F]("Dense", denseSettings{l.out}) }

func openDense[F dual.Float](r Record[F]) (Layer[F], error) {
	var s denseSettings
	err := r.Read(&s)
	return Dense[F](s.Out, nil), err
}

type activateSettings struct {
	Function string `json:"function"`
}

// Record implements [Recorder].
func (l activate[F]) Record(int) Record[F] {
	return newRecord[F]("Activate", activateSettings{l.act.Name})
}

func openActivate[F dual.Float](r Record[F]) (Layer[F], error) {
	var s activateSettings
	if err := r.Read(&s); err != nil {
		return nil, err
	}
	act, err := openActivation(s.Function)
	return Activate[F](act), err
}

// namedActivation returns the activation of this package that has the name, with its parameter.
func namedActivation(name string) (Activation, bool) {
	for _, a := range Activations() {
		if a.Name == name {
			return a, true
		}
	}
	family, rest, ok := strings.Cut(name, "(")
	p, err := strconv.ParseFloat(strings.TrimSuffix(rest, ")"), 64)
	of, known := map[string]func(float64) Activation{"leakyrelu": LeakyReLU, "elu": ELU, "sine": Sine}[family]
	if !ok || err != nil || !known {
		return Activation{}, false
	}
	a := of(p)
	return a, a.Name == name
}

// Record implements [Recorder].
func (l skip[F]) Record(int) Record[F] { return Record[F]{Kind: "Skip", Layers: l.f} }

// Record implements [Recorder].
func (l Sequential[F]) Record(int) Record[F] { return Record[F]{Kind: "Sequential", Layers: l} }

type groupSettings struct {
	Groups int `json:"groups"`
}

// Record implements [Recorder].
func (l each[F]) Record(in int) Record[F] {
	r := newRecord[F](l.name(), groupSettings{l.groups})
	r.Layers, r.In = l.body, l.width(in)
	return r
}

func openEach[F dual.Float](each func(int, ...Layer[F]) Layer[F]) func(Record[F]) (Layer[F], error) {
	return func(r Record[F]) (Layer[F], error) {
		var s groupSettings
		err := r.Read(&s)
		return each(s.Groups, r.Layers...), err
	}
}

// Record implements [Recorder].
func (l sum[F]) Record(int) Record[F] { return newRecord[F]("Sum", groupSettings{l.groups}) }

func openSum[F dual.Float](r Record[F]) (Layer[F], error) {
	var s groupSettings
	err := r.Read(&s)
	return Sum[F](s.Groups), err
}

type funcSettings struct {
	Name string `json:"name"`
	In   int    `json:"in"`
	Out  int    `json:"out"`
}

// Record implements [Recorder]. What [Rescale] made has none: it serves for training, and the network to keep is the other.
func (l fromFunc[F]) Record(int) Record[F] {
	if l.rescaled {
		return Record[F]{}
	}
	return newRecord[F]("FromFunc", funcSettings{l.name, l.in, l.out})
}

func openFromFunc[F dual.Float](r Record[F]) (Layer[F], error) {
	var s funcSettings
	if err := r.Read(&s); err != nil {
		return nil, err
	}
	f, err := openFunc(s.Name)
	return FromFunc[F](s.Name, s.In, s.Out, f), err
}

type coefficientsSettings struct {
	Initial []float64 `json:"initial"`
}

// Record implements [Recorder].
func (l coefficients[F]) Record(int) Record[F] {
	return newRecord[F]("Coefficients", coefficientsSettings{l.initial})
}

func openCoefficients[F dual.Float](r Record[F]) (Layer[F], error) {
	var s coefficientsSettings
	err := r.Read(&s)
	return Coefficients[F](s.Initial...), err
}

type layerNormSettings struct {
	Epsilon float64 `json:"epsilon"`
}

// Record implements [Recorder].
func (l layerNorm[F]) Record(int) Record[F] {
	return newRecord[F]("LayerNorm", layerNormSettings{l.epsilon})
}

func openLayerNorm[F dual.Float](r Record[F]) (Layer[F], error) {
	var s layerNormSettings
	err := r.Read(&s)
	return LayerNorm[F](s.Epsilon), err
}

// Record implements [Recorder].
func (l softmax[F]) Record(int) Record[F] { return Record[F]{Kind: l.String()} }

type fourierSettings struct {
	In int `json:"in"`
}

// Record implements [Recorder].
func (l fourier[F]) Record(int) Record[F] {
	r := newRecord[F]("Fourier", fourierSettings{l.in})
	r.Constants = l.frequencies
	return r
}

func openFourier[F dual.Float](r Record[F]) (Layer[F], error) {
	var s fourierSettings
	err := r.Read(&s)
	return FourierOf(s.In, r.Constants), err
}

type windowSettings struct {
	Image    [3]int `json:"image"`  // height, width, channels
	Window   [2]int `json:"window"` // height, width
	Stride   int    `json:"stride,omitempty"`
	Padding  int    `json:"padding,omitempty"`
	Channels int    `json:"channels,omitempty"`
}

func (g grid) settings(channels int) windowSettings {
	return windowSettings{[3]int{g.in.Height, g.in.Width, g.in.Channels}, [2]int{g.window.Height, g.window.Width},
		g.window.Stride, g.window.Padding, channels}
}

// open returns the image and the windows that the settings say, after a check that they can be counted.
func (s windowSettings) open() (Image, Window, error) {
	const most = 1 << 28
	for _, n := range append(s.Image[:], s.Window[0], s.Window[1], s.Stride, s.Padding, s.Channels) {
		if n > most {
			return Image{}, Window{}, fmt.Errorf("an image, a window or a step of %d, want at most %d", n, most)
		}
	}
	in := Image{s.Image[0], s.Image[1], s.Image[2]}
	return in, Window{s.Window[0], s.Window[1], s.Stride, s.Padding}, countable(in.Height, in.Width, in.Channels)
}

// countable returns an error for an array of more numbers than an int of 32 bits can tell.
func countable(shape ...int) error {
	size := 1.0
	for _, n := range shape {
		size *= float64(n)
	}
	if size > math.MaxInt32 {
		return fmt.Errorf("an array of %v, want fewer than 2³¹ numbers", shape)
	}
	return nil
}

// Record implements [Recorder].
func (l conv[F]) Record(int) Record[F] { return newRecord[F]("Conv2D", l.settings(l.channels)) }

func openConv[F dual.Float](r Record[F]) (Layer[F], error) {
	var s windowSettings
	if err := r.Read(&s); err != nil {
		return nil, err
	}
	in, w, err := s.open()
	if err == nil {
		err = countable(w.Height, w.Width, in.Channels, s.Channels)
	}
	if err != nil {
		return nil, err
	}
	l := Conv2D[F](in, s.Channels, w, nil)
	return l, countable(l.Image().Height, l.Image().Width, s.Channels)
}

// Record implements [Recorder].
func (l maxPool[F]) Record(int) Record[F] { return newRecord[F]("MaxPool2D", l.settings(0)) }

// Record implements [Recorder].
func (l averagePool[F]) Record(int) Record[F] { return newRecord[F]("AveragePool2D", l.settings(0)) }

func openPool[F dual.Float](pool func(Image, Window) ImageLayer[F]) func(Record[F]) (Layer[F], error) {
	return func(r Record[F]) (Layer[F], error) {
		var s windowSettings
		if err := r.Read(&s); err != nil {
			return nil, err
		}
		in, w, err := s.open()
		if err != nil {
			return nil, err
		}
		l := pool(in, w)
		return l, countable(l.Image().Height, l.Image().Width, in.Channels)
	}
}
