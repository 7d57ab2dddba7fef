// Package data holds what networks are trained on: points with values and derivatives of a function there.
//
// [Data] is made of slices ([FromArrays]), files ([FromCSV], [FromNumPy]), functions ([FromFunc], exact in every
// derivative) or teacher networks ([FromNet]), at points of your own or sampled from a [Box] ([Uniform],
// [LatinHypercube], [Halton], [OnBoundary]). Whatever was not measured is NaN. [Labels] are derivatives; the jets that
// networks compute are Taylor coefficients, a different type. Derivatives may be along the inputs or along directions of
// the data's own, and where there are too many to hold they are computed when needed ([LazyFunc], [LazyNet]).
//
// A [Normalizer] brings inputs and values to one scale, derivatives of every order with them, and folds that into the
// trained network:
//
//	d, err := data.FromFunc(funcs.McCormick, data.Uniform[float64](box, 100, rng), 1)
//	units := data.BoxNormalizer(box, d)
//	_, err = train.Fit(ctx, net, units.Apply(d), options)
//	err = units.Fold(net) // now it takes and gives what d does
package data
