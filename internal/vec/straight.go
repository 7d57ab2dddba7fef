package vec

// ComposeSeries returns the kernel for the program that composes with a truncated power series of order K in one variable,
// nil if there is none. Its planes are the K+1 components of x, the K+1 coefficients of φ, and the components of φ(x), of
// which the first is left out.
func ComposeSeries[F Float](K int) Straight[F] {
	switch K {
	case 3:
		return straight(composeSeries3Kernel[F])
	case 4:
		return straight(composeSeries4Kernel[F])
	case 5:
		return straight(composeSeries5Kernel[F])
	case 6:
		return straight(composeSeries6Kernel[F])
	}
	return nil
}

// AdjointSeries returns the kernel for the program that is the adjoint of composition, nil if there is none. Its planes are
// the K+1 components of x, the K+2 coefficients of φ, and the components of ȳ and of x̄ = φ′(x)ᵀȳ.
func AdjointSeries[F Float](K int) Straight[F] {
	switch K {
	case 3:
		return straight(adjointSeries3Kernel[F])
	case 4:
		return straight(adjointSeries4Kernel[F])
	case 5:
		return straight(adjointSeries5Kernel[F])
	case 6:
		return straight(adjointSeries6Kernel[F])
	}
	return nil
}

// tanhSeries is the kernel of TanhTaylor.
func tanhSeries[F Float](count int) Straight[F] {
	if count > 8 {
		return nil
	}
	return straight(func(planes *[]F, vectors int) bool { return tanhSeriesKernel(planes, vectors, count) })
}

func straight[F Float](kernel func(planes *[]F, vectors int) bool) Straight[F] {
	return func(planes [][]F, n int) int {
		if current == Portable {
			return 0
		}
		lanes, _, _ := tileShape[F]()
		if n < lanes || !kernel(&planes[0], n/lanes) {
			return 0
		}
		return n - n%lanes
	}
}
