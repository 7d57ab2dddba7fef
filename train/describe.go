package train

import (
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"math"
	"slices"
	"strings"

	"example.com/sobolev/dual"
	"example.com/sobolev/internal/file"
	"example.com/sobolev/train/data"
	"example.com/sobolev/train/optim"
)

// A Describer is a [Term] that can say what it is, so that a run is not resumed with another one in its place. Of a term that
// cannot, a checkpoint knows the parts and the number of points alone.
type Describer interface {
	// Describe returns what the loss depends on besides the network: settings as they print, data and functions by
	// checksums. What changes from one epoch to the next is left out.
	Describe() []Trait
}

// A Trait is one thing by which runs are told apart.
type Trait struct {
	Name  string `json:"name"` // such as "loss" or "data"
	Value string `json:"value"`
}

// describe returns what makes the run what it is, beside what the header of its file has in fields of their own. The number of
// epochs, of workers and of epochs to wait may change from one call to the next, and so may the strategy.
func (t *Trainer[F]) describe() []Trait {
	if t.traits != nil {
		return t.traits
	}
	o := t.opt
	traits := []Trait{
		{"network", t.net.String()},
		{"checksum of the network's layers", fmt.Sprintf("%08x", t.net.Checksum())},
		{"schedule", describeSchedule(o.Schedule)},
		{"plateau", fmt.Sprintf("%+v", o.Plateau)},
		{"largest norm of the gradient", fmt.Sprint(o.ClipNorm)},
		{"largest element of the gradient", fmt.Sprint(o.ClipValue)},
		{"shards", fmt.Sprint(o.Shards)},
		{"decay of the average", fmt.Sprint(o.Average)},
	}
	t.traits = append(traits, describeTerms(t.terms)...)
	return t.traits
}

// describeTerms returns what those terms say of themselves that can.
func describeTerms[F dual.Float](terms []Term[F]) (traits []Trait) {
	for k, term := range terms {
		if d, ok := term.(Describer); ok {
			for _, trait := range d.Describe() {
				trait.Name = fmt.Sprintf("%s of term %d", trait.Name, k)
				traits = append(traits, trait)
			}
		}
	}
	return traits
}

// describeSchedule tells schedules apart by their values, rounded to what every platform computes.
func describeSchedule(s optim.Schedule) string {
	const fine = 256
	var all, some []string
	for i := range fine + 1 {
		v := fmt.Sprintf("%.6g", s(float64(i)/fine))
		all = append(all, v)
		if i%(fine/4) == 0 {
			some = append(some, v)
		}
	}
	return fmt.Sprintf("%s (%08x)", strings.Join(some, ", "), checksum(all))
}

// checksum tells lists of words apart.
func checksum(words []string) uint32 { return crc32.ChecksumIEEE([]byte(strings.Join(words, "\n"))) }

// Describe implements [Describer].
func (t *regression[F]) Describe() []Trait {
	return []Trait{{"loss", t.describeLoss()}, {"data", describeData(t.data)}}
}

// describeLoss prints the loss with all that it is made of. Functions are told apart by some of their values.
func (t *regression[F]) describeLoss() string {
	l := t.loss
	var b strings.Builder
	fmt.Fprint(&b, l)
	for q, o := range l.Orders {
		fmt.Fprintf(&b, ", order %d: balance %d", q, int(o.Balance))
		if o.Mean {
			b.WriteString(", mean")
		}
		if o.Penalty != nil {
			fmt.Fprintf(&b, ", penalty %08x", o.Penalty.Checksum())
		}
		if q < len(t.measures) {
			if m, ok := t.measures[q].(*tensorMeasure[F]); ok {
				fmt.Fprintf(&b, ", tensor penalty %08x", describeTensorPenalty(m.penalty, len(m.entries)))
			}
		}
		if o.Entries != nil {
			fmt.Fprintf(&b, ", entries %v", o.Entries)
		}
	}
	if l.Outputs != nil {
		fmt.Fprintf(&b, ", outputs %v", l.Outputs)
	}
	if l.Projection != NoProjection {
		fmt.Fprintf(&b, ", seed %d", l.Seed)
	}
	if l.Schedule != nil {
		fmt.Fprintf(&b, ", schedule of weights %08x", describeWeights(l.Schedule, len(t.weights.now)))
	}
	return b.String()
}

// Checksum tells penalties apart by their values on both sides of zero, for a [Describer]. A nil penalty is [Squared].
func (p Penalty) Checksum() uint32 {
	if p == nil {
		p = Squared
	}
	var words []string
	for e := 1e-3; e < 1e4; e *= 1.7 {
		loss, slope := p(e)
		below, slopeBelow := p(-e)
		words = append(words, fmt.Sprintf("%.6g %.6g %.6g %.6g", loss, slope, below, slopeBelow))
	}
	return checksum(words)
}

// describeTensorPenalty tells tensor penalties apart by their value for one pair of tensors of n entries.
func describeTensorPenalty(p TensorPenalty, n int) uint32 {
	pred, label, slope := make([]float64, n), make([]float64, n), make([]float64, n)
	for i := range n {
		pred[i], label[i] = float64(i+1)/float64(n), float64(n-i)/float64(n+1)
	}
	words := []string{fmt.Sprintf("%.6g", p()(slope, pred, label))}
	for _, s := range slope {
		words = append(words, fmt.Sprintf("%.6g", s))
	}
	return checksum(words)
}

// describeWeights tells schedules of weights apart by some of their values.
func describeWeights(s WeightSchedule, orders int) uint32 {
	var words []string
	for epoch := 1; epoch <= 17; epoch++ {
		var parts []float64
		for q := 0; epoch > 1 && q < orders; q++ {
			parts = append(parts, float64(epoch)/float64(q+1))
		}
		for _, w := range s(epoch, float64(epoch-1)/16, parts) {
			words = append(words, fmt.Sprintf("%.6g", w))
		}
	}
	return checksum(words)
}

// describeData tells data apart by its numbers.
func describeData[F dual.Float](d *data.Data[F]) string {
	s := d.Shards()
	if s == nil {
		return fmt.Sprintf("%d points with labels over %v, checksum %08x", d.Len(), d.Labels.Alg, checksumOf(d))
	}
	sums := s.Gather(1, func(numbers []float64, from, to int) { numbers[0] = float64(checksumOf(d.Slice(from, to))) })
	return fmt.Sprintf("%v points in %d shards with labels over %v, checksum %08x",
		sum(sizesOf(s)), s.Sharding.Shards, d.Labels.Alg, Checksum(sums))
}

// checksumOf returns one of all numbers of the data.
func checksumOf[F dual.Float](d *data.Data[F]) uint32 {
	vectors := [][]F{d.X, d.Labels.Data, d.Directions, d.Weights}
	if h := d.HessianVectors; h != nil {
		vectors = append(vectors, h.U, h.H)
	}
	return Checksum(vectors...)
}

// Checksum returns a number that tells vectors apart, for a [Describer]: the CRC-32 of their lengths and numbers. It depends
// on neither platform nor precision, as long as that holds the numbers. All NaNs, by which labels that were not measured are
// marked, count as one: platforms and precisions differ in their bits.
func Checksum[F dual.Float](vectors ...[]F) uint32 {
	var buffer [8 * 512]byte
	sum := uint32(0)
	for _, x := range vectors {
		b := binary.LittleEndian.AppendUint64(buffer[:0], uint64(len(x)))
		for _, v := range x {
			if len(b) == len(buffer) {
				sum = crc32.Update(sum, crc32.IEEETable, b)
				b = buffer[:0]
			}
			w := float64(v)
			if w != w {
				w = math.NaN()
			}
			b = binary.LittleEndian.AppendUint64(b, math.Float64bits(w))
		}
		sum = crc32.Update(sum, crc32.IEEETable, b)
	}
	return sum
}

// differ says in what a run is another than the wanted one, nil if in nothing. What only one of them says of itself is not
// compared: a file of version 1.0 says nothing, and a term may be wrapped in one that is no [Describer].
func differ(got, want []Trait) error {
	values := map[string]string{}
	for _, t := range got {
		values[t.Name] = t.Value
	}
	for _, t := range want {
		if v, ok := values[t.Name]; ok && v != t.Value {
			return fmt.Errorf("a run that differs in the %s: %s, want %s", t.Name, file.Shown(v), file.Shown(t.Value))
		}
	}
	return nil
}

// onlyOnOne is what differ leaves out, for ranks, which say all of themselves: what only one of them says is a difference.
func onlyOnOne(got, want []Trait) error {
	lacks := func(traits []Trait, name string) bool {
		return !slices.ContainsFunc(traits, func(t Trait) bool { return t.Name == name })
	}
	for _, t := range got {
		if lacks(want, t.Name) {
			return fmt.Errorf("a run with the %s: %s, want none", t.Name, t.Value)
		}
	}
	for _, t := range want {
		if lacks(got, t.Name) {
			return fmt.Errorf("a run without the %s, want %s", t.Name, t.Value)
		}
	}
	return nil
}
