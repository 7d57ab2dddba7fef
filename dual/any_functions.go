package dual

func (b box[T]) Exp() Any                    { return box[T]{b.x.Exp()} }
func (b box[T]) Expm1() Any                  { return box[T]{b.x.Expm1()} }
func (b box[T]) Exp2() Any                   { return box[T]{b.x.Exp2()} }
func (b box[T]) Log() Any                    { return box[T]{b.x.Log()} }
func (b box[T]) Log1p() Any                  { return box[T]{b.x.Log1p()} }
func (b box[T]) Log2() Any                   { return box[T]{b.x.Log2()} }
func (b box[T]) Log10() Any                  { return box[T]{b.x.Log10()} }
func (b box[T]) Sqrt() Any                   { return box[T]{b.x.Sqrt()} }
func (b box[T]) Cbrt() Any                   { return box[T]{b.x.Cbrt()} }
func (b box[T]) PowReal(p float64) Any       { return box[T]{b.x.PowReal(p)} }
func (b box[T]) Sin() Any                    { return box[T]{b.x.Sin()} }
func (b box[T]) Cos() Any                    { return box[T]{b.x.Cos()} }
func (b box[T]) Tan() Any                    { return box[T]{b.x.Tan()} }
func (b box[T]) Asin() Any                   { return box[T]{b.x.Asin()} }
func (b box[T]) Acos() Any                   { return box[T]{b.x.Acos()} }
func (b box[T]) Atan() Any                   { return box[T]{b.x.Atan()} }
func (b box[T]) Sinh() Any                   { return box[T]{b.x.Sinh()} }
func (b box[T]) Cosh() Any                   { return box[T]{b.x.Cosh()} }
func (b box[T]) Tanh() Any                   { return box[T]{b.x.Tanh()} }
func (b box[T]) Asinh() Any                  { return box[T]{b.x.Asinh()} }
func (b box[T]) Acosh() Any                  { return box[T]{b.x.Acosh()} }
func (b box[T]) Atanh() Any                  { return box[T]{b.x.Atanh()} }
func (b box[T]) Sinc() Any                   { return box[T]{b.x.Sinc()} }
func (b box[T]) Erf() Any                    { return box[T]{b.x.Erf()} }
func (b box[T]) Erfc() Any                   { return box[T]{b.x.Erfc()} }
func (b box[T]) Lgamma() Any                 { return box[T]{b.x.Lgamma()} }
func (b box[T]) Digamma() Any                { return box[T]{b.x.Digamma()} }
func (b box[T]) Sigmoid() Any                { return box[T]{b.x.Sigmoid()} }
func (b box[T]) Softplus() Any               { return box[T]{b.x.Softplus()} }
func (b box[T]) LogSigmoid() Any             { return box[T]{b.x.LogSigmoid()} }
func (b box[T]) SiLU() Any                   { return box[T]{b.x.SiLU()} }
func (b box[T]) GELU() Any                   { return box[T]{b.x.GELU()} }
func (b box[T]) GELUTanh() Any               { return box[T]{b.x.GELUTanh()} }
func (b box[T]) ReLU() Any                   { return box[T]{b.x.ReLU()} }
func (b box[T]) LeakyReLU(slope float64) Any { return box[T]{b.x.LeakyReLU(slope)} }
func (b box[T]) ELU(alpha float64) Any       { return box[T]{b.x.ELU(alpha)} }
