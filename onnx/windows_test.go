package onnx_test

import "math"

// windows calls f for every window of images (samples × channels × height × width) and every pixel in it, by their indices and
// the pixel's place in the window.
func (s step) windows(images, pooled []int, f func(oy, ox, iy, ix, ky, kx int)) {
	k, stride, pads := s.ints["kernel_shape"], s.ints["strides"], s.ints["pads"]
	for oy := range pooled[2] {
		for ox := range pooled[3] {
			for ky := range k[0] {
				for kx := range k[1] {
					iy, ix := oy*stride[0]-pads[0]+ky, ox*stride[1]-pads[1]+kx
					if iy >= 0 && iy < images[2] && ix >= 0 && ix < images[3] {
						f(oy, ox, iy, ix, ky, kx)
					}
				}
			}
		}
	}
}

// pooled returns the shape of what comes of images.
func (s step) pooled(images []int, channels int) []int {
	k, stride, pads := s.ints["kernel_shape"], s.ints["strides"], s.ints["pads"]
	return []int{images[0], channels, (images[2]+pads[0]+pads[2]-k[0])/stride[0] + 1, (images[3]+pads[1]+pads[3]-k[1])/stride[1] + 1}
}

func zeros(shape []int) operand { return fill(shape, func([]int) float64 { return 0 }) }

func (s step) conv(x, w, b operand) operand {
	y := fill(s.pooled(x.shape, w.shape[0]), func(at []int) float64 { return b.data[at[1]] })
	s.windows(x.shape, y.shape, func(oy, ox, iy, ix, ky, kx int) {
		fill([]int{x.shape[0], w.shape[0], w.shape[1]}, func(at []int) float64 { // sample, filter, channel
			y.data[y.offset([]int{at[0], at[1], oy, ox})] += x.at([]int{at[0], at[2], iy, ix}) * w.at([]int{at[1], at[2], ky, kx})
			return 0
		})
	})
	return y
}

// convTranspose takes y (samples × filters × …) back to images with weights (filters × channels of a group × window).
func (s step) convTranspose(y, w operand) operand {
	k, stride, pads, rest := s.ints["kernel_shape"], s.ints["strides"], s.ints["pads"], s.ints["output_padding"]
	groups := 1
	if g := s.ints["group"]; g != nil {
		groups = g[0]
	}
	filters, channels := y.shape[1]/groups, w.shape[1]
	x := zeros([]int{y.shape[0], groups * channels, (y.shape[2]-1)*stride[0] + k[0] - pads[0] - pads[2] + rest[0],
		(y.shape[3]-1)*stride[1] + k[1] - pads[1] - pads[3] + rest[1]})
	s.windows(x.shape, y.shape, func(oy, ox, iy, ix, ky, kx int) {
		fill([]int{y.shape[0], y.shape[1], channels}, func(at []int) float64 { // sample, filter, channel of its group
			to := []int{at[0], at[1]/filters*channels + at[2], iy, ix}
			x.data[x.offset(to)] += y.at([]int{at[0], at[1], oy, ox}) * w.at([]int{at[1], at[2], ky, kx})
			return 0
		})
	})
	return x
}

// maxPool returns the largest pixels and where they are among all.
func (s step) maxPool(x operand) []operand {
	shape := s.pooled(x.shape, x.shape[1])
	y, index := fill(shape, func([]int) float64 { return math.Inf(-1) }), zeros(shape)
	s.windows(x.shape, shape, func(oy, ox, iy, ix, _, _ int) {
		fill(shape[:2], func(at []int) float64 {
			to, from := y.offset([]int{at[0], at[1], oy, ox}), x.offset([]int{at[0], at[1], iy, ix})
			if x.data[from] > y.data[to] {
				y.data[to], index.data[to] = x.data[from], float64(from)
			}
			return 0
		})
	})
	return []operand{y, index}
}

func (s step) averagePool(x operand) operand {
	shape := s.pooled(x.shape, x.shape[1])
	y, count := zeros(shape), zeros(shape)
	s.windows(x.shape, shape, func(oy, ox, iy, ix, _, _ int) {
		fill(shape[:2], func(at []int) float64 {
			to := y.offset([]int{at[0], at[1], oy, ox})
			y.data[to] += x.at([]int{at[0], at[1], iy, ix})
			count.data[to]++
			return 0
		})
	})
	return fill(shape, func(at []int) float64 { return y.at(at) / count.at(at) })
}
