package number

// Finite reports whether x is neither infinite nor NaN. The conversion rounds an x that is a product: a compiler that fuses
// would take the difference of the product and its rounding, which is not zero.
func Finite[F ~float32 | ~float64](x F) bool {
	x = F(x)
	return x-x == 0
}

// IndexNonFinite returns the index of the first element that is infinite or NaN, or -1.
func IndexNonFinite[F ~float32 | ~float64](x []F) int {
	for i, v := range x {
		if !Finite(v) {
			return i
		}
	}
	return -1
}
