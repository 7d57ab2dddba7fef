// Package formula reads formulas that people type, such as sin(3x)·y + exp(−x² − y²), and evaluates them with numbers of
// any kind, so that their derivatives are exact, to every order.
package formula
