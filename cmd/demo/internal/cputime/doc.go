// Package cputime measures the work of a thread, whatever else the machine does.
package cputime
