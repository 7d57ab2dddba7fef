// Package dataset reads tables of numbers from the files that measurements and simulations leave behind: NumPy arrays
// (.npy), archives of them (.npz), and CSV with a header. Numbers come in row-major order; what is missing is NaN.
// Package data makes training data of them, see data.FromNumPy and data.FromCSV.
//
// Readers take nothing on trust: memory grows with what a file holds, not with what its header promises, an archive
// expands no further than [Members.MaxBytes], and an error names the file, the line or offset, what is there and what
// should be, and quotes no more of the file than 40 runes.
package dataset
