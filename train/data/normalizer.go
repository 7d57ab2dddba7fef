package data

import (
	"errors"
	"fmt"
	"math"
	"slices"

	"example.com/sobolev/dual"
	"example.com/sobolev/internal/given"
	"example.com/sobolev/jet"
	"example.com/sobolev/layers"
)

// A Normalizer is an affine change of units of inputs and outputs, old = shift + scale·new for each of them, that carries
// derivatives of every order along. Train on [Normalizer.Apply] of the data, then [Normalizer.Fold] the change into the
// network: its values and derivatives then come in the units of the original data.
//
//	n := data.Standardize(d)
//	_, err := train.Fit(ctx, net, n.Apply(d), options)
//	err = n.Fold(net)
type Normalizer[F dual.Float] struct {
	XShift, XScale []float64 // one for each input
	YShift, YScale []float64 // one for each output

	// FShift and FScale are those of what a function makes of the inputs, where the network's first layer is one, one for each
	// feature of a group, see [StandardizeBehind]; they are nil otherwise.
	FShift, FScale []float64

	done change[F] // the last one, lest it be made twice
}

// Standardize returns the change of units after which the data's inputs and values have mean 0 and deviation 1.
// What does not vary, but for rounding errors, keeps its scale. Inputs that are masks, see [layers.EachMasked], are no numbers to
// be moved: [StandardizeBehind] is for networks that have some. Data that ranks share, see [Sharding], counts whole: all ranks
// get the same change of units.
func Standardize[F dual.Float](d *Data[F]) *Normalizer[F] {
	wantData("Standardize", d)
	n := &Normalizer[F]{}
	n.XShift, n.XScale = moments(d, d.X, d.In)
	n.YShift, n.YScale = moments(d, d.Labels.Plane(0), d.Out)
	return n
}

// StandardizeBehind is [Standardize] for a network whose first dense layer stands behind a function of the user's, see
// [layers.FromFunc], within [layers.Each] or [layers.EachMasked], or both. Behind a function the inputs keep their units, which
// are those of the function. In place of them what it makes of the inputs has mean 0 and deviation 1 over the data: train the
// network that [Normalizer.Network] returns, and fold the change of units into the one that was given to it.
//
//	n, err := data.StandardizeBehind(net, d)
//	inner, err := n.Network(net)
//	_, err = train.Fit(ctx, inner, n.Apply(d), options)
//	err = n.Fold(net)
//
// All groups of [layers.Each] have the same units, and those that are not there do not count. With [layers.EachMasked]
// what says whether a group is there stays as it is, and values keep their zero, since the number of groups is not the same in
// all samples: subtract from energies, say, those of the free atoms.
func StandardizeBehind[F dual.Float](net *layers.Net[F], d *Data[F]) (*Normalizer[F], error) {
	if net == nil || d == nil {
		return nil, errors.New("data: StandardizeBehind: the network or the data is nil, want both")
	}
	if d.noPoints() {
		return nil, errors.New("data: StandardizeBehind: data of no points, want at least 1")
	}
	if net.In() != d.In || net.Out() != d.Out {
		return nil, fmt.Errorf("data: StandardizeBehind: data of %d inputs and %d outputs, the network has %d and %d",
			d.In, d.Out, net.In(), net.Out())
	}
	e, err := net.Ends()
	switch {
	case err != nil:
		return nil, fmt.Errorf("data: StandardizeBehind: %w", err)
	case !e.Behind && e.Groups == 1 && !e.Masked:
		return nil, fmt.Errorf("data: StandardizeBehind: a network %v, want one that begins with a layer of FromFunc, Each or EachMasked", net)
	}
	features, width := slices.Clone(d.X), d.In
	if e.Behind {
		f, err := layers.New(d.In, nil, net.Layers()[0])
		if err != nil {
			return nil, fmt.Errorf("data: StandardizeBehind: %w", err)
		}
		features, width = slices.Clone(f.Value(f.NewWorkspace(), d.X)), f.Out()
	}
	n := &Normalizer[F]{XShift: make([]float64, d.In), XScale: slices.Repeat([]float64{1}, d.In)}
	n.YShift, n.YScale = moments(d, d.Labels.Plane(0), d.Out)
	if e.Masked {
		clear(n.YShift)
	}
	shift, scale := groupMoments(d, features, width/e.Groups, e.Masked)
	if e.Behind {
		n.FShift, n.FScale = shift, scale
	} else {
		n.XShift, n.XScale = slices.Repeat(shift, e.Groups), slices.Repeat(scale, e.Groups)
	}
	return n, nil
}

// groupMoments returns the mean and deviation of the features of a group, over all groups that are there. It overwrites features.
func groupMoments[F dual.Float](d *Data[F], features []F, width int, masked bool) (shift, scale []float64) {
	if masked {
		forgetAbsent(features, width)
	}
	shift, scale = moments(d, features, width)
	if masked {
		shift[0], scale[0] = 0, 1
	}
	return shift, scale
}

// wantData panics where there is no data.
func wantData[F dual.Float](function string, d *Data[F]) {
	if d == nil {
		panic(fmt.Sprintf("data: %s: the data is nil, want some", function))
	}
	if d.noPoints() {
		panic(fmt.Sprintf("data: %s: data of no points, want at least 1", function))
	}
}

// noPoints reports whether there are none on any rank: one of several may have none.
func (d *Data[F]) noPoints() bool { return d.Len() == 0 && d.shards == nil }

// forgetAbsent makes NaN of the features of groups whose first one says that they are not there.
func forgetAbsent[F dual.Float](features []F, width int) {
	for ; len(features) > 0; features = features[width:] {
		if !(features[0] > 0) {
			for i := range width {
				features[i] = F(math.NaN())
			}
		}
	}
}

// Network returns the network that is to be trained on [Normalizer.Apply] of the data. It is net itself but for a
// normaliser of [StandardizeBehind]: then it is one whose first layer makes features of the new units, and which has net's own
// parameters, so that what trains one trains the other. Not before Fold does net fit the data.
func (n *Normalizer[F]) Network(net *layers.Net[F]) (*layers.Net[F], error) {
	if err := given.Check(net != nil, "data: Normalizer.Network", "the network"); err != nil {
		return nil, err
	}
	if n.FScale == nil {
		return net, nil
	}
	first, err := layers.Rescale(net.Layers()[0], n.FShift, n.FScale)
	if err == nil {
		net, err = net.WithFirst(first)
	}
	if err != nil {
		return nil, fmt.Errorf("data: normaliser of a function's features: %w", err)
	}
	return net, nil
}

// BoxNormalizer is [Standardize] with inputs brought from the box to [−1, 1]. Inputs in which the box has no width keep
// their scale.
func BoxNormalizer[F dual.Float](box Box, d *Data[F]) *Normalizer[F] {
	box.check("BoxNormalizer")
	wantData("BoxNormalizer", d)
	if len(box.Lo) != d.In {
		panic(fmt.Sprintf("data: BoxNormalizer: box of %d inputs, the data has %d", len(box.Lo), d.In))
	}
	n := Standardize(d)
	for i := range d.In {
		n.XShift[i], n.XScale[i] = (box.Lo[i]+box.Hi[i])/2, (box.Hi[i]-box.Lo[i])/2
		if box.Lo[i] == box.Hi[i] {
			n.XScale[i] = 1
		}
	}
	return n
}

// Apply returns the data in the new units, with all kinds of labels. The original is left as it is.
func (n *Normalizer[F]) Apply(d *Data[F]) *Data[F] {
	given.Must(d != nil, "data: Normalizer.Apply", "the data")
	out := &Data[F]{In: d.In, Out: d.Out, X: make([]F, len(d.X)), Weights: d.Weights, moved: n.moved(d), shards: d.shards,
		Directions: n.directions(d.Directions), Labels: NewLabels[F](n.algebra(d), d.Len(), d.Out)}
	for i, v := range d.X {
		c := i % d.In
		out.X[i] = F((float64(v) - n.XShift[c]) / n.XScale[c])
	}
	for k := range d.Labels.Alg.Dim() {
		factor := n.factor(d, k)
		src, dst := d.Labels.Plane(k), out.Labels.Plane(k)
		for i, v := range src {
			o := i % d.Out
			y := float64(v)
			if k == 0 {
				y -= n.YShift[o]
			}
			dst[i] = F(y * factor / n.YScale[o])
		}
	}
	if h := d.HessianVectors; h != nil {
		out.HessianVectors = &HessianVectors[F]{U: n.directions(h.U), H: make([]F, len(h.H))}
		for i, v := range h.H {
			out.HessianVectors.H[i] = F(float64(v) * n.XScale[i%d.In] / n.YScale[i/d.In%d.Out])
		}
	}
	if d.lazy != nil {
		out.lazy = rescaled[F]{n, d.lazy}
	}
	return out
}

// factor returns what derivatives of component k are multiplied by for the inputs' new units.
func (n *Normalizer[F]) factor(d *Data[F], k int) float64 {
	switch {
	case d.Directions != nil: // those carry the change themselves
		return 1
	case d.Labels.Alg.Degree(k) == 1: // not found among the exponents, of which there may be many
		return n.XScale[k-1]
	}
	factor := 1.0
	for i, e := range d.Labels.Alg.Exponents(k) {
		if e > 0 {
			factor *= math.Pow(n.XScale[i], float64(e))
		}
	}
	return factor
}

// directions returns vectors of the input space in the new units, nil if there are none.
func (n *Normalizer[F]) directions(v []F) []F {
	if v == nil {
		return nil
	}
	w := make([]F, len(v))
	for i, c := range v {
		w[i] = F(float64(c) / n.XScale[i%len(n.XScale)])
	}
	return w
}

// algebra returns that of the labels in the new units: a Laplacian Σ λᵢ∂ᵢ² has the weights λᵢ/scaleᵢ² there.
func (n *Normalizer[F]) algebra(d *Data[F]) *jet.Algebra {
	alg := d.Labels.Alg
	if alg.Weights() == nil || d.Directions != nil {
		return alg
	}
	weights := make([]float64, alg.Vars())
	for i, w := range alg.Weights() {
		weights[i] = w / (n.XScale[i] * n.XScale[i])
	}
	return jet.Laplace(alg.Vars(), weights...)
}

// rescaled makes sources in the new units.
type rescaled[F dual.Float] struct {
	*Normalizer[F]
	old sourcer[F]
}

func (r rescaled[F]) newSource() Source[F] {
	return &rescaledSource[F]{Normalizer: r.Normalizer, old: r.old.newSource()}
}

type rescaledSource[F dual.Float] struct {
	*Normalizer[F]
	old Source[F]
	x   jet.Batch[F] // the inputs in the old units
}

// Jets implements [Source].
func (r *rescaledSource[F]) Jets(y, x *jet.Batch[F], points []int) {
	old := &r.x
	old.Alg = x.Alg
	old.Reshape(x.Samples, x.Features)
	for k := range x.Alg.Dim() {
		src, dst := x.Plane(k), old.Plane(k)
		for i, v := range src {
			c := i % x.Features
			dst[i] = F(float64(v) * r.XScale[c])
			if k == 0 {
				dst[i] = F(float64(v)*r.XScale[c] + r.XShift[c])
			}
		}
	}
	r.old.Jets(y, old, points)
	for k := range y.Alg.Dim() {
		plane := y.Plane(k)
		for i, v := range plane {
			o := i % y.Features
			if k == 0 {
				v -= F(r.YShift[o])
			}
			plane[i] = F(float64(v) / r.YScale[o])
		}
	}
}

// Fold builds the change of units into a network that was trained in the new ones. The network must begin and end with
// dense layers, see [layers.Net.Ends]; with a function before them where the normaliser is one of [StandardizeBehind]. A
// network that is as the last Fold left it is refused: what has its units already would get them once more.
func (n *Normalizer[F]) Fold(net *layers.Net[F]) error {
	e, err := n.ends(net)
	if err == nil {
		err = n.done.again("Fold", e)
	}
	if err != nil {
		return err
	}
	shift, scale := n.features(e)
	first, last := e.First, e.Last
	for i := range first.In {
		for j := range first.Out {
			w := float64(first.W[i*first.Out+j]) / scale[i]
			first.W[i*first.Out+j] = F(w)
			first.B[j] = F(float64(first.B[j]) - w*shift[i])
		}
	}
	for j := range last.Out {
		for i := range last.In {
			last.W[i*last.Out+j] *= F(n.YScale[j])
		}
		last.B[j] = F(n.YShift[j]/float64(e.Added) + float64(last.B[j])*n.YScale[j])
	}
	n.done.remember("Fold", e)
	return nil
}

// Unfold is the inverse of [Normalizer.Fold]: it brings a network in the data's units back to the new ones, to train it
// further. A network that is as the last Unfold left it is refused.
func (n *Normalizer[F]) Unfold(net *layers.Net[F]) error {
	e, err := n.ends(net)
	if err == nil {
		err = n.done.again("Unfold", e)
	}
	if err != nil {
		return err
	}
	shift, scale := n.features(e)
	first, last := e.First, e.Last
	for j := range last.Out {
		last.B[j] = F((float64(last.B[j]) - n.YShift[j]/float64(e.Added)) / n.YScale[j])
		for i := range last.In {
			last.W[i*last.Out+j] /= F(n.YScale[j])
		}
	}
	for i := range first.In {
		for j := range first.Out {
			w := float64(first.W[i*first.Out+j])
			first.B[j] = F(float64(first.B[j]) + w*shift[i])
			first.W[i*first.Out+j] = F(w * scale[i])
		}
	}
	n.done.remember("Unfold", e)
	return nil
}

// features returns the change of units of what enters the first dense layer: of a group, if it is applied to several.
func (n *Normalizer[F]) features(e layers.Ends[F]) (shift, scale []float64) {
	shift, scale = n.FShift, n.FScale
	if n.FScale == nil {
		width := len(n.XScale) / e.Groups
		shift, scale = n.XShift[:width], n.XScale[:width]
	}
	if e.Masked {
		shift, scale = shift[1:], scale[1:]
	}
	return shift, scale
}

// alike reports a group of inputs that has units of its own, where one dense layer takes the inputs of all groups.
func (n *Normalizer[F]) alike(e layers.Ends[F]) error {
	width := len(n.XScale) / e.Groups
	for i := range n.XScale {
		switch j := i % width; {
		case e.Masked && j == 0 && (n.XShift[i] != 0 || n.XScale[i] != 1):
			return fmt.Errorf("data: a normaliser that moves input %d, which says whether a group is there, want one of StandardizeBehind", i)
		case n.XShift[i] != n.XShift[j] || n.XScale[i] != n.XScale[j]:
			return fmt.Errorf("data: a normaliser with other units of input %d than of input %d, which go to the same dense layer, "+
				"want one of StandardizeBehind", i, j)
		}
	}
	return nil
}

// ends returns the first and the last affine map of a network of the normaliser's shape.
func (n *Normalizer[F]) ends(net *layers.Net[F]) (e layers.Ends[F], err error) {
	if err := given.Check(net != nil, "data: Normalizer", "the network"); err != nil {
		return e, err
	}
	if net.In() != len(n.XScale) || net.Out() != len(n.YScale) {
		return e, fmt.Errorf("data: normaliser of %d inputs and %d outputs, the network has %d and %d",
			len(n.XScale), len(n.YScale), net.In(), net.Out())
	}
	if e, err = net.Ends(); err != nil {
		return e, fmt.Errorf("data: a normaliser can only be folded into a network that begins and ends with dense layers, got %v", net)
	}
	if e.Behind != (n.FScale != nil) {
		return e, fmt.Errorf("data: a normaliser of StandardizeBehind is for networks that begin with a layer of FromFunc, and no other is, got %v", net)
	}
	if !e.Behind {
		if err := n.alike(e); err != nil {
			return e, err
		}
	}
	if _, scale := n.features(e); e.First.In != len(scale) {
		return e, fmt.Errorf("data: normaliser of %d features, the first dense layer of %v takes %d", len(scale), net, e.First.In)
	}
	return e, nil
}
