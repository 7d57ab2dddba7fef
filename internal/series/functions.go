package series

import "slices"

//go:generate go run ./gen

// Functions returns the table of functions: the rows of every family, each in the file of its rules.
func Functions() []Function {
	return slices.Concat(
		expFunctions(),
		logFunctions(),
		powFunctions(),
		trigFunctions(),
		invtrigFunctions(),
		hyperbolicFunctions(),
		invhyperbolicFunctions(),
		sincFunctions(),
		erfFunctions(),
		gammaFunctions(),
		sigmoidFunctions(),
		geluFunctions(),
		kinkFunctions(),
	)
}
