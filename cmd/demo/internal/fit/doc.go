// Package fit trains a network on a table of values and derivatives that somebody brings, and evaluates what it saved: the
// verbs for people who do not write Go.
package fit
