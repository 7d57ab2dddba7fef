// Package linalg holds the dense linear algebra of the optimisers, in double precision: products that are symmetric,
// Cholesky's and Householder's factorisations with their solves, the latter with the rank too ([RankQR]), an estimate of the condition; and
// dot products and norms of vectors in either precision that do not overflow.
//
// A [Matrix] is a row-major slice with a stride, of which parts share the elements. Nothing is allocated by a call once
// its workspace has grown: what an algorithm needs beside its arguments lies in a [Workspace] or a [QR] that its
// owner keeps; a RankQR alone allocates, what its matrix takes. The work is cut into blocks by the shapes alone, and each block's sums are formed in a fixed order, so that
// the bits of a result do not depend on the number of workers in a [Team]. Nearly all the work is done by the matrix
// product of package vec.
package linalg
