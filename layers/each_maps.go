package layers

import "example.com/sobolev/dual"

// groupedMap is a linear map applied to every group of features: the groups of a row are rows to it.
type groupedMap[F dual.Float] struct {
	linearMap[F]
	groups int
}

func grouped[F dual.Float](m linearMap[F], groups int) linearMap[F] {
	if groups == 1 {
		return m
	}
	return groupedMap[F]{m, groups}
}

func (m groupedMap[F]) prepare(params []F, rows int) { m.linearMap.prepare(params, rows*m.groups) }

func (m groupedMap[F]) fix(x []F, samples int) { m.linearMap.fix(x, samples*m.groups) }

func (m groupedMap[F]) forward(y, x []F, rows int, bias bool) {
	m.linearMap.forward(y, x, rows*m.groups, bias)
}

func (m groupedMap[F]) backward(x, y []F, rows int) { m.linearMap.backward(x, y, rows*m.groups) }

func (m groupedMap[F]) gradient(grad, x, y []F, rows, biased int) {
	m.linearMap.gradient(grad, x, y, rows*m.groups, biased*m.groups)
}

func (m groupedMap[F]) tangent(y, x, v []F, rows, biased int) {
	m.linearMap.tangent(y, x, v, rows*m.groups, biased*m.groups)
}

func (m groupedMap[F]) tangentBackward(x, y, v []F, rows int) {
	m.linearMap.tangentBackward(x, y, v, rows*m.groups)
}

// presence says which of the groups of the samples of a tile are there.
type presence struct{ there []bool }

func newPresence(groups int) *presence { return &presence{make([]bool, groups)} }

// of returns whether the group of a row is there: rows are groups, plane after plane.
func (p *presence) of(row int) bool { return p.there[row%len(p.there)] }

// chooseMap takes all features of a group but the first, which says whether the group is there, and zeros if it is not. Its
// rows are groups.
type chooseMap[F dual.Float] struct {
	fixed[F]
	*presence
	width int // of what it takes
}

func (m chooseMap[F]) fix(x []F, groups int) {
	m.there = m.there[:groups]
	for i := range m.there {
		m.there[i] = x[i*(m.width+1)] > 0
	}
}

func (m chooseMap[F]) forward(y, x []F, rows int, _ bool) {
	for row := range rows {
		to, from := y[row*m.width:(row+1)*m.width], x[row*(m.width+1)+1:(row+1)*(m.width+1)]
		if m.of(row) {
			copy(to, from)
		} else {
			clear(to)
		}
	}
}

func (m chooseMap[F]) backward(x, y []F, rows int) {
	for row := range rows {
		to, from := x[row*(m.width+1):(row+1)*(m.width+1)], y[row*m.width:(row+1)*m.width]
		if m.of(row) {
			to[0] = 0
			copy(to[1:], from)
		} else {
			clear(to)
		}
	}
}

// maskMap makes zeros of what the layers make of groups that are not there, as a chooseMap has found out. Its rows are
// groups.
type maskMap[F dual.Float] struct {
	fixed[F]
	*presence
	width int
}

func (m maskMap[F]) fix([]F, int) {}

func (m maskMap[F]) forward(y, x []F, rows int, _ bool) {
	for row := range rows {
		to := y[row*m.width : (row+1)*m.width]
		if m.of(row) {
			copy(to, x[row*m.width:])
		} else {
			clear(to)
		}
	}
}

func (m maskMap[F]) backward(x, y []F, rows int) { m.forward(x, y, rows, false) }
