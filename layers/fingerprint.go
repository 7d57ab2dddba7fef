package layers

import (
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"math"

	"example.com/sobolev/dual"
)

// Checksum returns a number that tells networks apart which compute different things with the same parameters: the CRC-32 of
// their layers' names, which hold the settings, of constants such as the frequencies of [Fourier], and of activations by some of
// their values, to six digits. It depends on neither platform nor parameters. Functions of [FromFunc] count by their names.
func (n *Net[F]) Checksum() uint32 { return n.fingerprint("%.6g ") }

// fingerprint is Checksum with values of activations in a format of its own.
func (n *Net[F]) fingerprint(values string) uint32 {
	p := printer[F]{values: values}
	p.layers(n.layers, n.In(), false)
	return p.sum
}

// A printer adds up what decides on the values of layers.
type printer[F dual.Float] struct {
	sum    uint32 // CRC-32
	values string // format of an activation's
}

func (p *printer[F]) add(b []byte) { p.sum = crc32.Update(p.sum, crc32.IEEETable, b) }

// layers adds layers, one after the other or all of the same features.
func (p *printer[F]) layers(all Sequential[F], in int, parallel bool) {
	dims, _ := all.entered(in, parallel)
	for i, l := range all {
		p.add([]byte(l.String() + "\n"))
		r := recordOf(l, dims[i])
		p.numbers(r.Constants)
		if e, ok := l.(Elementwise[F]); ok {
			p.activation(e.Activation())
		}
		if len(r.Layers) > 0 {
			p.layers(r.Layers, r.In, r.Parallel)
		}
	}
}

// numbers adds numbers with all their bits.
func (p *printer[F]) numbers(x []F) {
	var b []byte
	for _, v := range x {
		b = binary.LittleEndian.AppendUint64(b, math.Float64bits(float64(v)))
	}
	p.add(b)
}

// activation adds some Taylor coefficients of the function.
func (p *printer[F]) activation(a Activation) {
	for _, x := range []float64{-2.5, -1, -0.3, 0, 0.7, 1.9, 6} {
		var c [4]float64
		a.Rule(c[:], x)
		for _, v := range c {
			p.add(fmt.Appendf(nil, p.values, v))
		}
	}
}
