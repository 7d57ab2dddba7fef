// Package bench times what the library is for, in the units of its users: whole training steps, evaluations at one
// point, derivatives of plain functions. One JSON object a line, so that runs can be compared with those of other
// programs.
package bench
