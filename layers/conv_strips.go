package layers

import (
	"example.com/sobolev/dual"
	"example.com/sobolev/internal/vec"
)

// strips multiplies what lies under the windows of a whole image by the weights, in one matrix product for each row of
// the window. The numbers under a row of a window lie side by side, so a matrix whose rows overlap in memory has them all
// where the windows are equally far apart, from the last of one line to the first of the next, too. For that the image is
// copied to where its lines have margins, and what comes out is copied to where they have none.
//
// A row of such a matrix belongs to a group of windows, so that a result of a few channels fills vectors, too. Where one of
// them does not reach a number of the row, its weight is zero.
type strips[F dual.Float] struct {
	source, result lines
	from, to       []F // an image and a result in these lines; to has a group for each that begins in from
	step           int // from one group to the next in from
	terms, columns int // height and width of the weights of one window row
	products       []stripProduct
}

// A stripProduct is what one row of the window contributes: its rows begin at these places.
type stripProduct struct {
	from, to, rows int
	add            bool // to what others contributed
}

// lines says where the lines of an image lie: those whose index has the same remainder by the number of classes follow
// one another, since windows that move by so many lines meet them one after another.
type lines struct {
	count, length int // of the lines, without margins
	classes       int
	height        int // lines in a class, margins included
	above         int // lines before the first
	pitch, margin int // numbers from one line to the next of its class, and before the first of the line
}

// at returns the place of line i, counted from the first of those above.
func (l lines) at(i int) int { return (i%l.classes*l.height + i/l.classes) * l.pitch }

// size is the number of numbers.
func (l lines) size() int { return l.classes * l.height * l.pitch }

// load copies an image to its lines.
func load[F dual.Float](l lines, to, image []F) {
	for i := range l.count {
		copy(to[l.at(l.above+i)+l.margin:], image[i*l.length:(i+1)*l.length])
	}
}

// store copies lines back to an image.
func store[F dual.Float](l lines, image, from []F) {
	for i := range l.count {
		copy(image[i*l.length:(i+1)*l.length], from[l.at(l.above+i)+l.margin:])
	}
}

// allocate makes the memory for the lines; rows may reach beyond the last line.
func (s *strips[F]) allocate() {
	s.from = make([]F, s.source.size()+s.terms)
	s.to = make([]F, s.result.size())
}

// row returns the part of the weights w that row ky of the window takes.
func (s *strips[F]) row(w []F, ky int) []F {
	return w[ky*s.terms*s.columns : (ky+1)*s.terms*s.columns]
}

// multiply computes the image y from x, by the weights w, and adds the bias, if any, to the columns.
func (s *strips[F]) multiply(y, x, w, bias []F) {
	load(s.source, s.from, x)
	for ky, p := range s.products {
		w, from, to := s.row(w, ky), s.from[p.from:], s.to[p.to:]
		switch {
		case p.rows == 0:
		case bias != nil && !p.add:
			vec.MatMulBias(to, s.columns, from, s.step, 1, w, s.columns, p.rows, s.columns, s.terms, bias)
		default:
			vec.MatMul(to, s.columns, from, s.step, 1, w, s.columns, p.rows, s.columns, s.terms, p.add)
		}
	}
	store(s.result, y, s.to)
}

// gradient adds to gw what the image x contributes with the cotangents ybar, which are in the lines of the result, with
// zeros between.
func (s *strips[F]) gradient(gw, x, ybar []F) {
	load(s.source, s.from, x)
	for ky, p := range s.products {
		vec.MatMul(s.row(gw, ky), s.columns, s.from[p.from:], 1, s.step, ybar[p.to:], s.columns, s.terms, s.columns, p.rows, true)
	}
}

// bestGroup returns the size of a group, a multiple of unit up to most, with the least work a window. terms returns
// the terms of a group, each of which takes a vector for so many columns.
func bestGroup[F dual.Float](unit, most, channels int, terms func(group int) int) int {
	const begin = 2 // terms' worth of work for what does not depend on them
	lanes := vec.Lanes[F]()
	cost := func(group int) int { return (group*channels + lanes - 1) / lanes * (terms(group) + begin) }
	best := unit
	for g := 2 * unit; g <= most && g*channels <= 2*lanes; g *= 2 {
		if cost(g)*best < cost(best)*g {
			best = g
		}
	}
	return best
}
