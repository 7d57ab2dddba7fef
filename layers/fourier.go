package layers

import (
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"math"
	"math/rand/v2"
	"slices"

	"example.com/sobolev/dual"
	"example.com/sobolev/internal/number"
	"example.com/sobolev/internal/vec"
	"example.com/sobolev/jet"
)

// fourier is y = (sin 2πBx, cos 2πBx) for fixed frequencies B.
type fourier[F dual.Float] struct {
	in, waves int
	w         []F    // 2πB twice, side by side: (in × 2·waves), row-major
	sum       uint32 // checksum of B
	err       error  // what is wrong with the frequencies

	frequencies []F // B, (in × waves)
}

// Fourier returns the layer of random Fourier features (Tancik et al. 2020): y = (sin 2πBx, cos 2πBx), sines first,
// with the given number of waves, so twice as many outputs. The frequencies B are drawn once from rng, independently
// from the normal distribution of standard deviation sigma, at least 0, in cycles per unit of x. They are no parameters: training
// does not move them. Sigma sets the finest detail that the network behind can fit easily, and derivatives of order k
// grow with its k-th power.
func Fourier[F dual.Float](in, waves int, sigma float64, rng *rand.Rand) Layer[F] {
	switch {
	case rng == nil:
		return fourier[F]{in: in, err: errors.New("Fourier: no source of random numbers, want one")}
	case !(sigma >= 0) || !number.Finite(sigma):
		return fourier[F]{in: in, err: fmt.Errorf("Fourier: standard deviation %v of the frequencies, want a finite number of at least 0", sigma)}
	}
	b := make([]F, max(in, 0)*max(waves, 0))
	for i := range b {
		b[i] = F(sigma * rng.NormFloat64())
	}
	return FourierOf(in, b)
}

// FourierOf returns the layer of [Fourier] with the given frequencies, one row of them for each of the in inputs,
// in cycles per unit. It serves for frequencies on a grid, and to rebuild a layer whose frequencies were kept.
func FourierOf[F dual.Float](in int, frequencies []F) Layer[F] {
	l := fourier[F]{in: in, frequencies: slices.Clone(frequencies)}
	if in < 1 || len(frequencies)%in != 0 {
		return l
	}
	l.waves = len(frequencies) / in
	if i := number.IndexNonFinite(frequencies); i >= 0 {
		l.err = fmt.Errorf("Fourier: frequency of wave %d in input %d is %v, want a finite number", i%l.waves, i/l.waves, frequencies[i])
	}
	l.w = make([]F, 0, 2*len(frequencies))
	for i := range in {
		for range 2 {
			for _, b := range frequencies[i*l.waves : (i+1)*l.waves] {
				l.w = append(l.w, F(2*math.Pi*float64(b)))
			}
		}
	}
	var bits []byte
	for _, b := range frequencies {
		bits = binary.LittleEndian.AppendUint32(bits, math.Float32bits(float32(b)))
	}
	l.sum = crc32.ChecksumIEEE(bits)
	return l
}

func (l fourier[F]) Shape(in int) (out, params int, err error) {
	switch {
	case l.err != nil:
		return 0, 0, l.err
	case l.in < 1:
		return 0, 0, fmt.Errorf("Fourier: frequencies for %d inputs, want at least 1", l.in)
	case l.waves < 1:
		return 0, 0, fmt.Errorf("Fourier: no frequencies, or not the same number for each of %d inputs", l.in)
	case in != l.in:
		return 0, 0, fmt.Errorf("%v: %d input features, want the %d that the frequencies are for", l, in, l.in)
	}
	return 2 * l.waves, 0, nil
}

func (l fourier[F]) Init([]F, int, *rand.Rand) {}

func (l fourier[F]) Smoothness() int { return Smooth }

func (l fourier[F]) Eval(_, x []dual.Any) []dual.Any {
	y := make([]dual.Any, 2*l.waves)
	for j := range l.waves {
		z := x[0].Scale(float64(l.w[j]))
		for i, v := range x[1:] {
			z = z.Add(v.Scale(float64(l.w[(i+1)*2*l.waves+j])))
		}
		y[j], y[l.waves+j] = z.Sin(), z.Cos()
	}
	return y
}

// String names the frequencies by a checksum, so that networks that differ in nothing else are told apart.
func (l fourier[F]) String() string { return fmt.Sprintf("Fourier(%d, %08x)", l.waves, l.sum) }

func (l fourier[F]) NewPass(alg *jet.Algebra, in, samples int) Pass[F] {
	out, orders := 2*l.waves, alg.Order()+2
	return &fourierPass[F]{layer: l, product: product[F]{in: in, out: out},
		mem: make([]F, orders*samples*out), phi: make([][]F, orders),
		z: jet.NewBatch[F](alg, samples, out), zbar: jet.NewBatch[F](alg, samples, out),
		scratch: jet.NewScratch[F](alg, samples*out)}
}

// fourierPass computes the phase of every wave twice, once for its sine and once for its cosine, so that the rest is
// one elementwise function with two kinds of coefficients.
type fourierPass[F dual.Float] struct {
	layer fourier[F]
	product[F]
	mem     []F
	phi     [][]F
	z, zbar *jet.Batch[F]
	scratch *jet.Scratch[F]
	slope   slope[F]
}

func (p *fourierPass[F]) Prepare(_ []F, samples int) { p.product.prepare(p.layer.w, samples) }

func (p *fourierPass[F]) Forward(y, x *jet.Batch[F], _ []F) {
	n, m := x.Samples*p.out, p.layer.waves
	p.z.Reshape(x.Samples, p.out)
	p.product.forward(p.z.Data, x.Data, x.Alg.Dim()*x.Samples, nil)
	for k := range p.phi {
		p.phi[k] = p.mem[k*n : (k+1)*n]
	}
	z, phi0, phi1 := p.z.Plane(0), p.phi[0], p.phi[1]
	for i := 0; i < n; i += p.out {
		sin, cos := phi0[i:i+m], phi0[i+m:i+p.out]
		vec.SinCos(sin, cos, z[i:i+m])
		copy(phi1[i:], cos)
		vec.Scale(phi1[i+m:i+p.out], -1, sin)
	}
	for k := 2; k < len(p.phi); k++ { // φ⁽ᵏ⁾ = −φ⁽ᵏ⁻²⁾ for both
		vec.Scale(p.phi[k], F(-1/float64(k*(k-1))), p.phi[k-2])
	}
	y.Compose(p.z, p.phi, p.scratch)
}

func (p *fourierPass[F]) Backward(xbar *jet.Batch[F], _ []F, ybar *jet.Batch[F], _ []F) {
	if xbar == nil {
		return
	}
	p.zbar.Reshape(ybar.Samples, p.out)
	p.zbar.ComposeAdjoint(p.z, p.phi, ybar, p.scratch)
	p.product.backward(xbar.Data, p.zbar.Data, ybar.Alg.Dim()*ybar.Samples)
}

// Tangent implements [TangentPass].
func (p *fourierPass[F]) Tangent(ydot, xdot *jet.Batch[F], _, _ []F) {
	zdot := p.zbar // which is free until Backward
	zdot.Reshape(xdot.Samples, p.out)
	p.product.forward(zdot.Data, xdot.Data, xdot.Alg.Dim()*xdot.Samples, nil)
	p.slope.tangent(ydot, p.z, zdot, p.phi, p.scratch)
}
