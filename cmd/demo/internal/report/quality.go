package report

import "image"

// pageBytes is what the pictures of a page may take, so that the page stays below three megabytes.
const pageBytes = 2_800_000

// A quality is how well a page shows pictures. The files beside the page show all there is.
type quality struct {
	colours int     // no more than so many; 0 for any number
	scale   float64 // of their sides, 1 for all pixels
}

// qualities are tried from the best one. Pages show pictures at a third to two thirds of their size, so that a smaller one is seen on
// screens of high resolution alone.
var qualities = []quality{{0, 1}, {256, 1}, {256, 2. / 3}, {256, 0.5}, {64, 0.5}}

// of returns a picture at the quality.
func (q quality) of(img image.Image) image.Image {
	c := coarse(img)
	if q.scale < 1 {
		c = scaled(c, q.scale)
	}
	if q.colours > 0 {
		return paletted(c, q.colours)
	}
	return c
}

// embed gives all blocks their pictures, at the best quality that lets the page stay small, or at the lowest if none does.
func embed(blocks []block) error {
	for _, q := range qualities {
		sizes := make([]int, len(blocks))
		err := each(len(blocks), func(i int) (err error) {
			sizes[i], err = blocks[i].embed(q)
			return err
		})
		total := 0
		for _, n := range sizes {
			total += n
		}
		if err != nil || total <= pageBytes {
			return err
		}
	}
	return nil
}
