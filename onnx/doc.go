// Package onnx writes trained networks as ONNX models, which ONNX Runtime and most other inference engines run: the
// network's values and, if asked for, its exact Jacobian in the inputs, as one graph.
//
//	err := onnx.Export(file, net, onnx.Options{Gradient: true})
//
// A graph has one input x (batch × inputs), whose first axis has any length, and the outputs y (batch × outputs) and, with
// [Options].Gradient, dy_dx (batch × outputs × inputs). The derivative is no approximation: the reverse sweep of every layer is
// written out in ONNX operators beside its value. Names that [layers.Net.SetNames] gave are in the model's metadata, under
// "inputs" and "outputs", as JSON arrays.
//
// All layers of package layers can be exported but [layers.FromFunc], which is a Go function; a layer of your own can be if it is
// [layers.Affine], or if it is [layers.Elementwise] or [layers.Activate] with an activation of package layers. Anything else is an
// error that names the layer.
//
// Models are in operator set 18. They hold numbers of the network's own width, or single precision with [Options].Float32. ONNX
// Runtime (1.32) has no double precision for the operators Erf, Conv, ConvTranspose and AveragePool: networks with GELU,
// convolutions or mean pooling want Float32 to run there.
package onnx
