package hyperdual
import ("testing";"example.com/sobolev/dual")
var sinkN Number[float64]
var sinkC Chunk[float64]
var sinkD dual.Chunk[float64]
func TestZZ(t *testing.T) {
	x := Number[float64]{1, 2,3,4}
	x = x.Mul(x).Add(x).Sub(x).Neg().Scale(2).Shift(3).Div(x)
	c := Chunk[float64]{Real:1}
	c = c.Mul(c).Add(c).Sub(c).Neg().Scale(2).Shift(3).Div(c)
	d := dual.Chunk[float64]{Real:1}
	d = d.Mul(d).Add(d).Sub(d).Neg().Scale(2).Shift(3).Div(d).Sin()
	sinkN, sinkC,sinkD = x, c,d
}
