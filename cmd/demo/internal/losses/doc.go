// Package losses measures what every loss, weighting, norm and kind of label of package train gains over the same task
// without derivatives: networks are trained with and without the derivative term, from the same data and the same
// initial weights, and compared on held-out points.
//
// The budget is equal in two ways. With equal steps the derivative term gets the more expensive steps; with equal work
// the plain loss gets more of them, until both have done the same number of matrix products. A third way is to read the
// seconds that either took.
package losses
