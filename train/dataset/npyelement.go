package dataset

import (
	"encoding/binary"
	"math"
)

// element is a type of elements: a kind (f, i, u or b), a width in bytes and a byte order.
type element struct {
	kind  byte
	width int
	order binary.ByteOrder
}

// elementOf reads a type as NumPy writes it: byte order, kind, width.
func elementOf(descr string) (e element, ok bool) {
	if len(descr) != 3 {
		return e, false
	}
	e = element{descr[1], int(descr[2] - '0'), binary.LittleEndian}
	switch descr[0] {
	case '>':
		e.order = binary.BigEndian
	case '|': // has no order
		if e.width != 1 {
			return e, false
		}
	case '<', '=':
	default:
		return e, false
	}
	switch e.kind {
	case 'f':
		return e, e.width == 2 || e.width == 4 || e.width == 8
	case 'i', 'u':
		return e, e.width == 1 || e.width == 2 || e.width == 4 || e.width == 8
	case 'b':
		return e, e.width == 1
	}
	return e, false
}

// decode returns the number in the bytes.
func (e element) decode(b []byte) float64 {
	var bits uint64
	switch e.width {
	case 1:
		bits = uint64(b[0])
	case 2:
		bits = uint64(e.order.Uint16(b))
	case 4:
		bits = uint64(e.order.Uint32(b))
	case 8:
		bits = e.order.Uint64(b)
	}
	switch {
	case e.kind == 'f' && e.width == 2:
		return half(uint16(bits))
	case e.kind == 'f' && e.width == 4:
		return float64(math.Float32frombits(uint32(bits)))
	case e.kind == 'f':
		return math.Float64frombits(bits)
	case e.kind == 'i':
		shift := 64 - 8*e.width
		return float64(int64(bits<<shift) >> shift)
	}
	return float64(bits)
}

// half returns an IEEE 754 number of 16 bits: 1 of sign, 5 of exponent, 10 of fraction.
func half(bits uint16) float64 {
	sign := 1.0
	if bits>>15 != 0 {
		sign = -1
	}
	fraction := float64(bits & 0x3ff)
	switch exponent := int(bits >> 10 & 0x1f); exponent {
	case 0: // subnormal
		return sign * math.Ldexp(fraction, -24)
	case 0x1f:
		if fraction != 0 {
			return math.NaN()
		}
		return math.Inf(int(sign))
	default:
		return sign * math.Ldexp(1024+fraction, exponent-25)
	}
}
