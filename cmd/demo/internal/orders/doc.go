// Package orders asks whether third and fourth derivatives still pay: networks are fitted to smooth functions with
// labels of orders 0 to K, balanced so that every order counts alike, and compared on held-out values, slopes and
// curvatures.
//
// What a fair comparison is depends on what is scarce, so there are three: the same samples and steps, the same samples
// and computing time, and the same number of measured numbers, of which a sample with derivatives has more.
package orders
