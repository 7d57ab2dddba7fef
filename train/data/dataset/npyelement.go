package dataset

import (
	"encoding/binary"
	"math"
	"strings"

	"example.com/sobolev/dual"
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

// foreign says what the elements of a type that is not read are, by the letter of their kind.
func foreign(descr string) string {
	switch kind := strings.TrimLeft(descr, "<>=|"); {
	case strings.HasPrefix(kind, "O"):
		return "Python objects (a pickle)"
	case strings.HasPrefix(kind, "c"):
		return "complex numbers"
	case strings.HasPrefix(kind, "U"), strings.HasPrefix(kind, "S"), strings.HasPrefix(kind, "a"), strings.HasPrefix(kind, "T"):
		return "text"
	case strings.HasPrefix(kind, "M"), strings.HasPrefix(kind, "m"):
		return "times"
	case strings.HasPrefix(kind, "V"):
		return "raw bytes"
	case strings.HasPrefix(kind, "f"):
		return "floating-point numbers of another width"
	}
	return "unknown"
}

// decode fills dst with the numbers in the bytes. It returns the index of the first finite number that dst's type does
// not reach, or -1: such numbers come from float64 alone.
func decode[F dual.Float](dst []F, b []byte, e element) int {
	switch {
	case e.kind == 'f' && e.width == 8:
		for i := range dst {
			v := math.Float64frombits(e.order.Uint64(b[8*i:]))
			dst[i] = F(v)
			if math.IsInf(float64(dst[i]), 0) && !math.IsInf(v, 0) {
				return i
			}
		}
	case e.kind == 'f' && e.width == 4:
		for i := range dst {
			dst[i] = F(math.Float32frombits(e.order.Uint32(b[4*i:])))
		}
	case e.kind == 'f':
		for i := range dst {
			dst[i] = F(half(e.order.Uint16(b[2*i:])))
		}
	case e.kind == 'i':
		shift := 64 - 8*e.width
		for i := range dst {
			dst[i] = F(int64(e.bits(b[i*e.width:])<<shift) >> shift)
		}
	default:
		for i := range dst {
			dst[i] = F(e.bits(b[i*e.width:]))
		}
	}
	return -1
}

// bits returns the first element in the bytes as an unsigned integer.
func (e element) bits(b []byte) uint64 {
	switch e.width {
	case 1:
		return uint64(b[0])
	case 2:
		return uint64(e.order.Uint16(b))
	case 4:
		return uint64(e.order.Uint32(b))
	}
	return e.order.Uint64(b)
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
