// Package report turns the results of an experiment into something to look at: one self-contained HTML page with
// tables and figures, readable on a phone, in light and in dark, and the figures as PNG files beside it.
//
// It knows nothing of networks: a [Page] is a list of sections of a [Table], [Surfaces], [Curves] or [Bars], plain
// structs that the commands fill. Surfaces that are to be compared share one colour scale, one viewpoint and one
// length of arrows. Figures have a transparent ground and mid-grey lettering, so that one picture serves light and
// dark pages; the files are laid on white.
package report
