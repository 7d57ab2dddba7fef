package layers

import (
	"example.com/sobolev/dual"
	"example.com/sobolev/internal/vec"
)

// convMap is a convolution at work. Windows that lie side by side make a group; seen as one, they take the weights of the
// first, those of the second a stride further down, and so on.
type convMap[F dual.Float] struct {
	layer   conv[F]
	strips  strips[F]
	adjoint *convAdjoint[F]
	group   int // windows

	weights, bias []F // of a group
	ybar          []F // cotangents of one image in the lines of the result, with zeros between
	gradients     []F // in the weights of a group; nil where that is one window

	moved *convMap[F] // by the direction of the parameters as weights; made when it is first needed, as is
	image []F         // what it makes of one image, either way
}

func newConvMap[F dual.Float](l conv[F]) *convMap[F] {
	m := &convMap[F]{layer: l, adjoint: newConvAdjoint(l)}
	c, out, pad := l.in.Channels, l.channels, l.window.Padding
	terms := func(group int) int { return (l.window.Width + (group-1)*l.strideX) * c }
	m.group = bestGroup[F](1, l.width, out, terms)
	s := &m.strips
	s.terms, s.columns, s.step = terms(m.group), m.group*out, m.group*l.strideX*c
	// A line ends in the margin with which the next one begins.
	groups := ((l.in.Width+pad)*c + s.step - 1) / s.step
	s.source = lines{count: l.in.Height, length: l.in.Width * c, classes: l.strideY, above: pad,
		height: (max((l.height-1)*l.strideY+l.window.Height, pad+l.in.Height) + l.strideY - 1) / l.strideY,
		pitch:  groups * s.step, margin: pad * c}
	s.result = lines{count: l.height, length: l.width * out, classes: 1, height: l.height, pitch: groups * s.columns}
	for ky := range l.window.Height {
		s.products = append(s.products, stripProduct{from: s.source.at(ky), rows: l.height * groups, add: ky > 0})
	}
	s.allocate()
	m.ybar = make([]F, len(s.to))
	m.bias = make([]F, s.columns)
	if m.group > 1 {
		m.weights = make([]F, l.window.Height*s.terms*s.columns)
		m.gradients = make([]F, len(m.weights))
	}
	return m
}

func (m *convMap[F]) prepare(params []F, _ int) {
	w, b := m.layer.split(params)
	m.adjoint.prepare(w)
	for i := range m.group {
		copy(m.bias[i*len(b):], b)
	}
	if m.group == 1 {
		m.weights = w
		return
	}
	m.each(func(group, window int) { copy(m.weights[group:group+m.layer.channels], w[window:]) })
}

// each calls f for the weights of each number in a window of the group: where they lie in those of the group and in
// those of the layer.
func (m *convMap[F]) each(f func(group, window int)) {
	l := m.layer
	segment := l.window.Width * l.in.Channels
	for ky := range l.window.Height {
		for i := range m.group {
			for k := range segment {
				row := ky*m.strips.terms + i*l.strideX*l.in.Channels + k
				f(row*m.strips.columns+i*l.channels, (ky*segment+k)*l.channels)
			}
		}
	}
}

func (m *convMap[F]) fix([]F, int) {}

func (m *convMap[F]) forward(y, x []F, rows int, bias bool) {
	var b []F
	if bias {
		b = m.bias
	}
	in, out := m.layer.in.Features(), m.layer.Image().Features()
	for i := range rows {
		m.strips.multiply(y[i*out:(i+1)*out], x[i*in:(i+1)*in], m.weights, b)
	}
}

func (m *convMap[F]) backward(x, y []F, rows int) { m.adjoint.backward(x, y, rows) }

func (m *convMap[F]) gradient(grad, x, y []F, rows, biased int) {
	l := m.layer
	gw, gb := l.split(grad)
	vec.ColumnSums(gb, y, l.channels, biased*l.height*l.width)
	g := gw
	if m.group > 1 {
		g = m.gradients
		clear(g)
	}
	in, out := l.in.Features(), l.Image().Features()
	for i := range rows {
		load(m.strips.result, m.ybar, y[i*out:(i+1)*out])
		m.strips.gradient(g, x[i*in:(i+1)*in], m.ybar)
	}
	if m.group > 1 {
		m.each(func(group, window int) {
			vec.Axpy(gw[window:window+l.channels], 1, g[group:group+l.channels])
		})
	}
}

func (m *convMap[F]) tangent(y, x, v []F, rows, biased int) {
	in, out := m.layer.in.Features(), m.layer.Image().Features()
	m.move(v)
	for i := range rows {
		m.moved.forward(m.image[:out], x[i*in:(i+1)*in], 1, i < biased)
		vec.Add(y[i*out:(i+1)*out], y[i*out:(i+1)*out], m.image[:out])
	}
}

func (m *convMap[F]) tangentBackward(x, y, v []F, rows int) {
	in, out := m.layer.in.Features(), m.layer.Image().Features()
	m.move(v)
	for i := range rows {
		m.moved.backward(m.image[:in], y[i*out:(i+1)*out], 1)
		vec.Add(x[i*in:(i+1)*in], x[i*in:(i+1)*in], m.image[:in])
	}
}

// move takes the direction v of the parameters.
func (m *convMap[F]) move(v []F) {
	if m.moved == nil {
		m.moved, m.image = newConvMap(m.layer), make([]F, max(m.layer.in.Features(), m.layer.Image().Features()))
	}
	m.moved.prepare(v, 1)
}
