package vec

// Peak runs a loop of independent multiply-adds in registers alone and returns the number of floating-point
// operations done. Timed, it gives the processor's peak rate for F with the current level's vectors.
func Peak[F Float](iterations int) (flops int) {
	var sink F
	if peakKernel(&sink, iterations) {
		lanes, rows, vectors := tileShape[F]()
		return 2 * iterations * lanes * rows * vectors
	}
	var s [8]F
	x := F(0.5)
	for range iterations {
		for j := range s {
			s[j] = s[j]*x + x
		}
	}
	if s[0] > 1 { // cannot happen, but keeps the loop
		return 0
	}
	return 2 * iterations * len(s)
}
