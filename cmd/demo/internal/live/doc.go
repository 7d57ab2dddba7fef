// Package live trains two networks side by side, one on values alone and one on values and derivatives, a little at a
// time, so that somebody can watch and move the samples meanwhile. It runs in a browser's worker as well as natively; see
// package serve.
package live
