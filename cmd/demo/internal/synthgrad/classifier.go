package synthgrad

import (
	"example.com/sobolev/jet"
	"example.com/sobolev/layers"
)

// A classifier is trained block by block, each following the signal at the cut above it.
type classifier struct {
	blocks  []*learner
	signals []signal // signals[k] is above blocks[k]; nil sends nothing, and the blocks below stay as they are

	x      *batch
	h      []*batch  // h[k] leaves blocks[k]
	g      []*batch  // what blocks[k] follows
	target []*batch  // what blocks[k+1] hands down to the cut below it
	labels []byte    // of the samples of the last step
	losses []float64 // of the same
	top    *batch    // their slopes in the logits
}

// newClassifier returns a classifier of the given blocks for batches of up to samples.
func newClassifier(parts []*layers.Net[number], signals []signal, samples int) (*classifier, error) {
	real := jet.Real()
	c := &classifier{signals: signals, labels: make([]byte, samples), losses: make([]float64, samples), h: make([]*batch, len(parts)),
		x: jet.NewBatch[number](real, samples, parts[0].In())}
	for _, net := range parts {
		l, err := newLearner(net, samples)
		if err != nil {
			return nil, err
		}
		c.blocks = append(c.blocks, l)
		c.g = append(c.g, jet.NewBatch[number](real, samples, net.Out()))
		c.target = append(c.target, jet.NewBatch[number](real, samples, net.Out()))
	}
	c.top = jet.NewBatch[number](real, samples, parts[len(parts)-1].Out())
	return c, nil
}

// step trains on the images with the given numbers at a learning rate and returns their mean loss before the step.
func (c *classifier) step(data *images, points []int, rate float64) float64 {
	c.forward(data, points)
	last, n := len(c.blocks)-1, len(points)
	down := c.below(last, n)
	c.blocks[last].real.Backward(down, c.blocks[last].grad, c.top)
	c.blocks[last].step(n, rate)
	for k := last - 1; k >= 0 && c.signals[k] != nil; k-- {
		g := c.g[k]
		g.Reshape(n, c.h[k].Features)
		at := cut{c.h[k], c.labels, c.losses, down, rate}
		c.signals[k].estimate(g, at)
		c.signals[k].learn(g, at)
		down = c.below(k, n)
		c.blocks[k].real.Backward(down, c.blocks[k].grad, g)
		c.blocks[k].step(n, rate)
	}
	sum := 0.0
	for _, l := range c.losses {
		sum += l
	}
	return sum / float64(n)
}

// below returns where block k puts what it hands down, nil if nobody wants it.
func (c *classifier) below(k, samples int) *batch {
	if k == 0 || c.signals[k-1] == nil {
		return nil
	}
	t := c.target[k-1]
	t.Reshape(samples, t.Features)
	return t
}

// forward carries images through all blocks and computes their losses and slopes.
func (c *classifier) forward(data *images, points []int) {
	c.x.Reshape(len(points), c.x.Features)
	c.labels, c.losses = c.labels[:len(points)], c.losses[:len(points)]
	data.load(c.x.Data, c.labels, points)
	x := c.x
	for k, b := range c.blocks {
		c.h[k] = b.forward(x)
		x = c.h[k]
	}
	c.top.Reshape(len(points), x.Features)
	crossEntropy(c.losses, c.top.Data, x.Data, c.labels)
}

// accuracy returns the part of the images that the classifier assigns to their class.
func (c *classifier) accuracy(data *images) float64 {
	right, points := 0, make([]int, 0, cap(c.losses))
	for first := 0; first < data.len(); first += cap(points) {
		points = points[:0]
		for i := first; i < min(first+cap(points), data.len()); i++ {
			points = append(points, i)
		}
		c.forward(data, points)
		logits := c.h[len(c.h)-1]
		for s, y := range c.labels {
			if argmax(logits.Data[s*logits.Features:(s+1)*logits.Features]) == int(y) {
				right++
			}
		}
	}
	return float64(right) / float64(data.len())
}

// argmax returns the index of the largest element, the first of several.
func argmax(x []number) int {
	best := 0
	for i, v := range x {
		if v > x[best] {
			best = i
		}
	}
	return best
}
