// Package beyond repeats four claims of later work on derivatives of networks, a part of the experiment and a table each:
//
//	unit        Oh, Lyu and Son 2025: one ReLU unit learns faster from gradients too, by the closed forms of the curvature
//	functions   the same authors' three functions, fitted in L2, H1 and H2
//	orders      Chickering 2024 (n-TangentProp): the time of n derivatives grows slowly in n, not like 2ⁿ
//	laplacian   Dangel et al. 2025: a Laplacian from one collapsed jet takes about half the time of one from d jets
//	sinegordon  Shi et al. 2024 (STDE): an equation in 100 and 1,000 dimensions by the second derivatives along 16 axes
//
// The first two are the two halves of one claim, Sobolev acceleration.
package beyond
