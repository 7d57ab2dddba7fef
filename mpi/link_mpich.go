//go:build mpi && mpich

package mpi

// A file of its own, since the build cache tells packages apart by their files, not by what pkg-config says.

// #cgo pkg-config: mpich
import "C"
