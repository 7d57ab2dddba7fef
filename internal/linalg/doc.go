// Package linalg holds the dense linear algebra of the optimisers.
//
// Matrices are row-major slices with a row stride. Nothing is allocated by a call: what an algorithm needs beside its
// arguments lies in workspaces that their owner keeps. Every sum is formed in an order that the shapes alone decide, so
// that the bits of a result depend neither on the number of workers nor on how the work fell to them.
package linalg
