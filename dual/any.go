package dual

import "fmt"

// Any is a number of some type that satisfies [Scalar], behind an interface. It satisfies Scalar itself, so that an
// interface without type parameters can offer evaluation over any number type:
//
//	type Layer interface { Eval(x []dual.Any) []dual.Any }
//
// [Box] makes one and [Unbox] takes the number out again. Operands of one operation must hold the same type; mixing
// types panics. Every operation allocates: Any is for places where generality matters more than speed.
type Any interface {
	Scalar[Any]
}

var _ Scalar[Any] = Any(nil)

// Box returns x as an Any.
func Box[T Scalar[T]](x T) Any { return box[T]{x} }

// Unbox returns the number that a holds. It panics if that is not a T.
func Unbox[T Scalar[T]](a Any) T {
	b, ok := a.(box[T])
	if !ok {
		var want T
		panic(fmt.Sprintf("dual: Any holds a %s, want %T", held(a), want))
	}
	return b.x
}

// box is the only implementation of Any.
type box[T Scalar[T]] struct{ x T }

// held names the type of number in a.
func held(a Any) string {
	if h, ok := a.(interface{ held() string }); ok {
		return h.held()
	}
	return fmt.Sprintf("%T", a)
}

func (b box[T]) held() string { return fmt.Sprintf("%T", b.x) }

// Format implements [fmt.Formatter] as the number that b holds does.
func (b box[T]) Format(s fmt.State, verb rune) { fmt.Fprintf(s, fmt.FormatString(s, verb), b.x) }

// AppendCoefficients appends the coefficients of the number that b holds. See [Coefficients].
func (b box[T]) AppendCoefficients(dst []float64) []float64 { return appendCoefficients(dst, b.x) }

func (b box[T]) Value() float64 { return b.x.Value() }

func (b box[T]) Lift(c float64) Any  { return box[T]{b.x.Lift(c)} }
func (b box[T]) Scale(c float64) Any { return box[T]{b.x.Scale(c)} }
func (b box[T]) Shift(c float64) Any { return box[T]{b.x.Shift(c)} }
func (b box[T]) Neg() Any            { return box[T]{b.x.Neg()} }
func (b box[T]) Inv() Any            { return box[T]{b.x.Inv()} }
func (b box[T]) Abs() Any            { return box[T]{b.x.Abs()} }

func (b box[T]) Add(y Any) Any   { return box[T]{b.x.Add(Unbox[T](y))} }
func (b box[T]) Sub(y Any) Any   { return box[T]{b.x.Sub(Unbox[T](y))} }
func (b box[T]) Mul(y Any) Any   { return box[T]{b.x.Mul(Unbox[T](y))} }
func (b box[T]) Div(y Any) Any   { return box[T]{b.x.Div(Unbox[T](y))} }
func (b box[T]) Pow(y Any) Any   { return box[T]{b.x.Pow(Unbox[T](y))} }
func (b box[T]) Hypot(y Any) Any { return box[T]{b.x.Hypot(Unbox[T](y))} }
func (b box[T]) Atan2(x Any) Any { return box[T]{b.x.Atan2(Unbox[T](x))} }
func (b box[T]) Max(y Any) Any   { return box[T]{b.x.Max(Unbox[T](y))} }
func (b box[T]) Min(y Any) Any   { return box[T]{b.x.Min(Unbox[T](y))} }

func (b box[T]) Clamp(lo, hi float64) Any { return box[T]{b.x.Clamp(lo, hi)} }
func (b box[T]) Apply(rule Rule) Any      { return box[T]{b.x.Apply(rule)} }
