package synthgrad

import "math"

// alignment compares what the signals send with the true gradients, those of backpropagation, on a batch of images: for
// every cut, from the bottom up, the cosine between the two, all samples taken together. It is nil if nothing is sent.
func (c *classifier) alignment(data *images) []float64 {
	last := len(c.blocks) - 1
	if c.signals[last-1] == nil {
		return nil
	}
	points := make([]int, min(cap(c.losses), data.len()))
	for i := range points {
		points[i] = i
	}
	c.forward(data, points)
	cosines := make([]float64, last)
	truth := c.below(last, len(points))
	c.blocks[last].real.Backward(truth, nil, c.top)
	for k := last - 1; ; k-- {
		g := c.g[k]
		g.Reshape(len(points), c.h[k].Features)
		c.signals[k].estimate(g, cut{h: c.h[k], labels: c.labels, losses: c.losses, target: truth})
		cosines[k] = cosine(g.Data, truth.Data)
		if k == 0 {
			return cosines
		}
		down := c.below(k, len(points))
		c.blocks[k].real.Backward(down, nil, truth)
		truth = down
	}
}

// cosine returns that of the angle between two vectors, 0 if one of them is zero.
func cosine(a, b []number) float64 {
	ab, aa, bb := 0.0, 0.0, 0.0
	for i, x := range a {
		x, y := float64(x), float64(b[i])
		ab, aa, bb = ab+x*y, aa+x*x, bb+y*y
	}
	if aa == 0 || bb == 0 {
		return 0
	}
	return ab / math.Sqrt(aa*bb)
}
