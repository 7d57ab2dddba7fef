package safetensors

import (
	"encoding/binary"
	"fmt"
	"math"

	"example.com/sobolev/internal/file"
)

// Floats returns the array's numbers as type F. Integers are an error, and so is a number that is finite there and beyond
// the range of F.
func Floats[F file.Float](t Tensor) ([]F, error) {
	var x []F
	switch t.Type {
	case "F32", "F64":
		bits := 8 * widths[t.Type]
		if i, v := file.Overflow[F](t.Data, bits); i >= 0 {
			return nil, fmt.Errorf("number %d of %.200q is %v, want it within ±%v", i, t.Name, v, float32(math.MaxFloat32))
		}
		x = file.Floats[F](t.Data, bits)
	case "F16", "BF16":
		widen := half
		if t.Type == "BF16" {
			widen = brain
		}
		for i := 0; i < len(t.Data); i += 2 {
			x = append(x, F(widen(binary.LittleEndian.Uint16(t.Data[i:]))))
		}
	default:
		return nil, fmt.Errorf("%.200q holds numbers of type %s, want F64, F32, F16 or BF16", t.Name, t.Type)
	}
	return x, nil
}

// brain is the value of a bfloat16, the upper half of a float32.
func brain(b uint16) float32 { return math.Float32frombits(uint32(b) << 16) }

// half is the value of an IEEE number of 16 bits: sign, 5 bits of exponent, 10 of mantissa.
func half(b uint16) float32 {
	exponent, mantissa := int(b>>10&31), float64(b&1023)
	var v float64
	switch exponent {
	case 0:
		v = math.Ldexp(mantissa, -24)
	case 31:
		v = math.Inf(1)
		if mantissa != 0 {
			v = math.NaN()
		}
	default:
		v = math.Ldexp(1024+mantissa, exponent-25)
	}
	if b>>15 != 0 {
		v = -v
	}
	return float32(v)
}

// TypeOf is the type of an array of numbers of type F.
func TypeOf[F file.Float]() string { return fmt.Sprintf("F%d", file.Bits[F]()) }

// Len returns the number of elements.
func (t Tensor) Len() int { return len(t.Data) / max(1, widths[t.Type]) }
