// Package idx reads the format in which the MNIST images and their relatives are distributed: a four-byte magic number,
// the lengths of the axes, then the elements, all big-endian, usually in a gzip stream.
//
//	00 00  type  axes     type 08 is the unsigned byte, the only one in use for images and labels
//	length of axis 0      four bytes for every axis
//	…
//	elements              row after row
package idx
