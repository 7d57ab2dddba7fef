package jet

import (
	"fmt"

	"example.com/sobolev/dual"
	"example.com/sobolev/internal/given"
	"example.com/sobolev/internal/vec"
)

// A Batch is a matrix of jets, Samples × Features, of one algebra. It is stored by component: for every basis element
// k of the algebra a plane, the row-major Samples × Features matrix of the coefficients k, and the planes follow one
// another in Data. So a real matrix applied to the features of all jets is one matrix product over all of Data, and
// what is done element by element runs over contiguous slices.
//
// Methods have their result in the receiver, as in math/big. All batches of an operation have the same algebra and
// shape; anything else panics. A batch belongs to one goroutine, but for reading it may be shared.
type Batch[F dual.Float] struct {
	Alg               *Algebra
	Samples, Features int
	Data              []F // Dim × Samples × Features
}

// NewBatch returns a batch of zeros.
func NewBatch[F dual.Float](alg *Algebra, samples, features int) *Batch[F] {
	given.Must(alg != nil, "jet: NewBatch", "the algebra")
	b := &Batch[F]{Alg: alg}
	b.Reshape(samples, features)
	return b
}

// Reshape changes the number of samples and features. The contents are undefined afterwards. Nothing is allocated
// if the memory suffices, which it does for every shape no larger than one the batch has had.
func (b *Batch[F]) Reshape(samples, features int) {
	if samples < 0 || features < 0 {
		panic(fmt.Sprintf("jet: Reshape: %d samples of %d features, want none negative", samples, features))
	}
	b.Samples, b.Features = samples, features
	n := b.Alg.Dim() * samples * features
	if cap(b.Data) < n {
		b.Data = make([]F, n)
	}
	b.Data = b.Data[:n]
}

// Plane returns the coefficients k of all jets, Samples × Features row after row, to read or to write.
func (b *Batch[F]) Plane(k int) []F {
	n := b.Samples * b.Features
	return b.Data[k*n : (k+1)*n : (k+1)*n]
}

// Number returns the jet of one feature of one sample. It allocates; it is there for inspection and tests.
func (b *Batch[F]) Number(sample, feature int) Number[F] {
	z := newNumber[F](b.Alg)
	for k := range z.c {
		z.c[k] = float64(b.Plane(k)[sample*b.Features+feature])
	}
	return z
}

// SetNumber sets the jet of one feature of one sample.
func (b *Batch[F]) SetNumber(sample, feature int, x Number[F]) {
	x = x.defined().in("SetNumber", b.Alg)
	for k, c := range x.c {
		b.Plane(k)[sample*b.Features+feature] = F(c)
	}
}

// Zero sets all coefficients to zero.
func (b *Batch[F]) Zero() { clear(b.Data) }

// Copy sets z = x.
func (z *Batch[F]) Copy(x *Batch[F]) {
	z.check("Copy", "x", x)
	copy(z.Data, x.Data)
}

// Add sets z = x + y.
func (z *Batch[F]) Add(x, y *Batch[F]) {
	z.check("Add", "x", x)
	z.check("Add", "y", y)
	vec.Add(z.Data, x.Data, y.Data)
}

// Sub sets z = x − y.
func (z *Batch[F]) Sub(x, y *Batch[F]) {
	z.check("Sub", "x", x)
	z.check("Sub", "y", y)
	vec.Sub(z.Data, x.Data, y.Data)
}

// Scale sets z = c·x.
func (z *Batch[F]) Scale(c F, x *Batch[F]) {
	z.check("Scale", "x", x)
	vec.Scale(z.Data, c, x.Data)
}

// Axpy adds c·x to z.
func (z *Batch[F]) Axpy(c F, x *Batch[F]) {
	z.check("Axpy", "x", x)
	vec.Axpy(z.Data, c, x.Data)
}

// check panics unless x, the argument called name of the method called op, has the algebra and shape of b.
func (b *Batch[F]) check(op, name string, x *Batch[F]) {
	if x.Samples != b.Samples || x.Features != b.Features || !x.Alg.Equal(b.Alg) {
		panic(fmt.Sprintf("jet: Batch.%s: %s is %d × %d over %v, want %d × %d over %v", op, name,
			x.Samples, x.Features, x.Alg, b.Samples, b.Features, b.Alg))
	}
}
