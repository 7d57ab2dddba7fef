package synthgrad

import (
	"fmt"
	"strings"
)

// setup is what all jobs of one comparison share.
type setup struct {
	data       *dataset
	net        *architecture
	predictor  predictor
	steps      int
	batch      int
	curve      int // points of a learning curve
	equalTime  bool
	validation bool // judged on a part of the training images
}

// title says what is compared.
func (s *setup) title() string {
	return fmt.Sprintf("%s, %s network, %s modules", titles[s.data.name], s.net.name, s.predictor)
}

// name is the title for file names.
func (s *setup) name() string {
	name := s.data.name + "-" + s.net.name + "-" + s.predictor.form
	if s.predictor.free {
		name += "-free"
	}
	return name
}

// titles are the names of the data sets as one writes them.
var titles = map[string]string{"mnist": "MNIST", "fashion": "Fashion-MNIST", "generated": "drawn digits"}

// String says in words what the modules are.
func (p predictor) String() string {
	text := p.form
	if p.form != "linear" {
		text += fmt.Sprintf(" (%d)", p.units)
	}
	if p.free {
		text += ", free"
	}
	return text
}

// key says all that the results of the setup depend on.
func (s *setup) key() string {
	parts := []string{s.data.name, fmt.Sprintf("%d training and %d test images", s.data.train.len(), s.data.test.len()), s.net.name,
		fmt.Sprintf("%v modules, slopes %g, steps of %d", s.predictor, s.predictor.slopes, s.batch)}
	if s.validation {
		parts = append(parts, "validation")
	}
	return strings.Join(parts, ", ")
}
