// Package serve is the command that serves one page: a person picks or types a function, places samples, and watches two
// networks learn it, one from values alone and one from values and derivatives. The page holds this library, compiled to
// WebAssembly, and computes everything itself; the server hands out the files embedded here and nothing else.
package serve
