package report

// pageBytes is what the pictures of a page may take, so that the page stays below three megabytes.
const pageBytes = 2_800_000

// scales are what the sides of a page's pictures are multiplied by, the first that makes the page small enough. Pages show pictures at a
// third to two thirds of their size, so that the first ones are seen on screens of high resolution alone. The files beside the page have
// all pixels.
var scales = []float64{1, 0.8, 2. / 3, 0.58, 0.5, 0.4, 0.3}

// embed gives all blocks their pictures, as large as the page may have them.
func embed(blocks []block) error {
	for _, scale := range scales {
		sizes := make([]int, len(blocks))
		err := each(len(blocks), func(i int) (err error) {
			sizes[i], err = blocks[i].embed(scale)
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
