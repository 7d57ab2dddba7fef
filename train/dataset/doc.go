// Package dataset reads tables of numbers from the files that measurements and simulations leave behind: NumPy arrays
// (.npy), archives of them (.npz), and CSV with a header. Numbers come as float64 in row-major order; what is missing is
// NaN. Package train makes training data of them, see train.FromNumPy and train.FromCSV.
//
// Readers take nothing on trust: memory grows with what a file holds, not with what its header promises, and an error
// names the file, the line or offset, what is there and what should be.
package dataset
