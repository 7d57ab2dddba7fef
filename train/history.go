package train

// historyRow is the number of numbers that an epoch takes in a file.
func (r *run[F]) historyRow() int { return 5 + len(r.result.Parts) }

// history returns the best epoch and all epochs as numbers.
func (r *run[F]) history() []float64 {
	h := []float64{float64(r.result.Best)}
	for _, e := range r.result.Epochs {
		h = append(h, e.Loss, e.Validation, e.LearningRate, e.GradNorm, e.Throughput)
		h = append(h, e.Parts...)
	}
	return h
}

// setHistory is the inverse of history.
func (r *run[F]) setHistory(h []float64) {
	row := r.historyRow()
	r.result.Best, r.result.Epochs = int(h[0]), nil
	for h = h[1:]; len(h) >= row; h = h[row:] {
		r.result.Epochs = append(r.result.Epochs, Epoch{Epoch: len(r.result.Epochs) + 1, Loss: h[0], Validation: h[1],
			LearningRate: h[2], GradNorm: h[3], Throughput: h[4], Parts: append([]float64(nil), h[5:row]...)})
	}
	r.result.Best = max(0, min(r.result.Best, len(r.result.Epochs)))
}

// sums returns the sums over the steps of the epoch that is under way.
func (r *run[F]) sums() []float64 {
	return append([]float64{float64(r.steps), r.current.Loss, r.current.Throughput}, r.current.Parts...)
}

// setSums is the inverse of sums.
func (r *run[F]) setSums(s []float64) {
	r.steps, r.current.Loss, r.current.Throughput = int(s[0]), s[1], s[2]
	copy(r.current.Parts, s[3:])
}
