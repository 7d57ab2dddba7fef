package dataset

import (
	"errors"
	"fmt"
	"math"
	"strconv"
	"strings"
)

// parseCell reads a number or the absence of one, see [ReadCSV].
func parseCell(cell string) (float64, error) {
	cell = strings.TrimSpace(cell)
	if cell == "" {
		return math.NaN(), nil
	}
	v, err := strconv.ParseFloat(cell, 64)
	if err == nil {
		return v, nil
	}
	if errors.Is(err, strconv.ErrRange) {
		return 0, errors.New("want a number within the range of float64")
	}
	lower := strings.ToLower(cell)
	switch lower {
	case "na", "n/a", "#na", "#n/a", "<na>", "null", "none":
		return math.NaN(), nil
	}
	unsigned, minus := strings.CutPrefix(lower, "-")
	if !minus {
		unsigned = strings.TrimPrefix(lower, "+")
	}
	switch unsigned {
	case "nan", "1.#qnan", "1.#snan", "1.#ind":
		return math.NaN(), nil
	case "1.#inf":
		if minus {
			return math.Inf(-1), nil
		}
		return math.Inf(1), nil
	}
	if payload, ok := strings.CutPrefix(unsigned, "nan("); ok && strings.HasSuffix(payload, ")") {
		return math.NaN(), nil
	}
	return 0, fmt.Errorf("want a number%s", hint(cell))
}

// hint says what a cell that is no number may have been meant as.
func hint(cell string) string {
	number := func(s string) bool {
		_, err := strconv.ParseFloat(s, 64)
		return err == nil
	}
	switch fields := strings.Fields(cell[:min(len(cell), 1000)]); {
	case strings.Contains(cell, ";"):
		return " (a field for each, separated by commas instead of semicolons)"
	case strings.Count(cell, ",") == 1 && number(strings.Replace(cell, ",", ".", 1)):
		return " (with a decimal point instead of the comma)"
	case len(fields) > 1 && number(fields[0]) && number(fields[1]):
		return " (a field for each, separated by commas instead of spaces)"
	}
	return ""
}
