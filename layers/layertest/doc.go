// Package layertest tests layers of neural networks: those of package layers, and your own.
//
// A layer states its function twice: Eval computes it for one sample with numbers of any kind, and is the definition;
// a Pass computes it, and its adjoint, for batches of jets, and is what networks run. [Layer] checks that the two
// agree, for everything a network may ask of a layer:
//
//   - Forward gives what Eval gives, in every algebra of package jet, for batches of one sample and of several, for
//     tiles smaller than the pass was made for, and when the same pass is used again;
//   - Backward gives the gradient in the parameters and the inputs that forward differentiation of Eval gives: with
//     parameters, or inputs, that are dual numbers over jets. No rule of the layer's own is used for that;
//   - where the pass is a [layers.TangentPass], Tangent gives the derivative along a direction in the parameters and the
//     inputs that forward differentiation of Eval gives;
//   - gradients are added to what grad holds, cotangents of the inputs are written, and a nil xbar or an empty grad
//     changes nothing else; the inputs and parameters stay as they were, and Backward can be repeated;
//   - Forward, Tangent and Backward allocate nothing;
//   - a layer that says it is [layers.Affine] or [layers.Elementwise] is what it says;
//   - the derivatives that Smoothness declares continuous have no jumps;
//   - Eval is differentiated as the function it computes, by comparison with extrapolated differences of its values.
//
// What is drawn at random comes from a seed that the message names, so that a failure can be repeated, and the case in
// the message has been shrunk: few samples, zeros and round numbers wherever they fail as well.
//
//	func TestMyLayer(t *testing.T) {
//		layertest.Layer(t, MyLayer[float64](3), 4)
//	}
//
// Points are drawn at random, so that kinks are met with probability zero; what a layer does exactly at a kink is for
// it to say and to test.
package layertest
