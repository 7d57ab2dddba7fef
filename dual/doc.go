// Package dual computes exact first derivatives by dual numbers.
package dual
