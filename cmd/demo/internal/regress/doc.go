// Package regress is the experiment of section 4.1 of Czarnecki et al. 2017: networks fitted to classical test functions
// from few samples, with and without derivative labels, compared on held-out points.
//
// A job is one network: a function, a number of samples, a method, a seed. All methods of a seed see the same samples
// and start from the same weights, and all jobs of a function are judged on the same held-out points.
package regress
