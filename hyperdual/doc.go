// Package hyperdual computes exact second derivatives by hyper-dual numbers.
package hyperdual
