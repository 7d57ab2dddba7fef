package synthgrad

import (
	"fmt"
	"path/filepath"

	"example.com/sobolev/cmd/demo/internal/idx"
)

const (
	side    = 28 // of an image
	pixels  = side * side
	classes = 10
)

// images are labelled pictures of side × side grey pixels.
type images struct {
	pixels []byte
	labels []byte
}

func (s *images) len() int { return len(s.labels) }

// first returns the first n of the images, all if there are fewer.
func (s *images) first(n int) *images {
	n = min(n, s.len())
	return &images{s.pixels[:n*pixels], s.labels[:n]}
}

// from returns the images after the first n.
func (s *images) from(n int) *images { return &images{s.pixels[n*pixels:], s.labels[n:]} }

// load writes the images with the given numbers to x, grey levels from 0 to 1, and their labels to labels.
func (s *images) load(x []number, labels []byte, points []int) {
	for i, p := range points {
		dst := x[i*pixels : (i+1)*pixels]
		for k, v := range s.pixels[p*pixels : (p+1)*pixels] {
			dst[k] = number(v) / 255
		}
		labels[i] = s.labels[p]
	}
}

// dataset is images to train on and images to be judged on.
type dataset struct {
	name        string
	train, test *images
}

// validation is the data with the last sixth of its training images in place of the test images, which it does not show.
func (d *dataset) validation() *dataset {
	keep := d.train.len() - d.train.len()/6
	return &dataset{d.name, d.train.first(keep), d.train.from(keep)}
}

// readFolder reads a data set from the four files that MNIST and its relatives consist of.
func readFolder(name, dir string) (*dataset, error) {
	d := &dataset{name: name}
	var err error
	if d.train, err = readPart(dir, "train"); err != nil {
		return nil, err
	}
	d.test, err = readPart(dir, "t10k")
	return d, err
}

// readPart reads the images and the labels of a part.
func readPart(dir, part string) (*images, error) {
	pictures := filepath.Join(dir, part+"-images-idx3-ubyte.gz")
	p, err := idx.Open(pictures)
	if err != nil {
		return nil, fmt.Errorf("synthgrad: %w", err)
	}
	if len(p.Shape) != 3 || p.Shape[0] == 0 || p.Shape[1] != side || p.Shape[2] != side {
		return nil, fmt.Errorf("synthgrad: %s: shape %v, want images of %d × %d", pictures, p.Shape, side, side)
	}
	names := filepath.Join(dir, part+"-labels-idx1-ubyte.gz")
	l, err := idx.Open(names)
	if err != nil {
		return nil, fmt.Errorf("synthgrad: %w", err)
	}
	if len(l.Shape) != 1 || l.Shape[0] != p.Shape[0] {
		return nil, fmt.Errorf("synthgrad: %s: shape %v, want [%d], a label for each image", names, l.Shape, p.Shape[0])
	}
	for i, y := range l.Data {
		if y >= classes {
			return nil, fmt.Errorf("synthgrad: %s: label %d is %d, want 0 to %d", names, i, y, classes-1)
		}
	}
	return &images{p.Data, l.Data}, nil
}
