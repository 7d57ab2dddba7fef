package layers

import "example.com/sobolev/dual"

// planes are matrices of one shape that follow one another in memory, so that any run of them is one taller matrix.
type planes[F dual.Float] struct {
	mem  []F
	size int // elements of one plane
}

// makePlanes allocates count planes of up to size elements each.
func makePlanes[F dual.Float](count, size int) planes[F] {
	return planes[F]{make([]F, count*size), size}
}

// at returns plane k.
func (p planes[F]) at(k int) []F { return p.mem[k*p.size : (k+1)*p.size] }

// span returns planes from up to, not including, to.
func (p planes[F]) span(from, to int) []F { return p.mem[from*p.size : to*p.size] }
