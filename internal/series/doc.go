// Package series is the table of derivative rules.
package series
