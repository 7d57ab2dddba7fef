// Package nonfinite brings results through JSON whose numbers may be NaN or infinite, which JSON does not have.
package nonfinite

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"math"
	"reflect"
	"slices"
	"strconv"
	"strings"
)

// Kept is a result as JSON holds it, null in place of the numbers that it does not have, and these beside it.
type Kept struct {
	Result    json.RawMessage `json:"result"`
	NonFinite []number        `json:"nonfinite,omitempty"`
}

// A number is one that JSON does not have, and where it is: names of fields, keys of maps and places in lists.
type number struct {
	At []string `json:"at"`
	Is string   `json:"is"` // as package strconv writes it
}

// Keep returns what is kept of a result: what JSON holds of it.
func Keep(result any) (k Kept, err error) {
	k.Result, err = json.Marshal(result)
	if errors.As(err, new(*json.UnsupportedValueError)) {
		k.NonFinite = find(nil, nil, reflect.ValueOf(result))
		k.Result, err = json.Marshal(Nulls(result))
	}
	return k, err
}

// Restore sets a result, which is pointed to, to what was kept.
func (k Kept) Restore(result any) error {
	if err := json.Unmarshal(k.Result, result); err != nil {
		return err
	}
	for _, n := range k.NonFinite {
		is, err := strconv.ParseFloat(n.Is, 64)
		if err == nil {
			err = set(reflect.ValueOf(result), n.At, is)
		}
		if err != nil {
			return fmt.Errorf("number %s, kept as %q: %w", strings.Join(n.At, "."), n.Is, err)
		}
	}
	return nil
}

// find appends the numbers of v that JSON does not have.
func find(found []number, at []string, v reflect.Value) []number {
	step := func(name string, part reflect.Value) {
		found = find(found, append(at[:len(at):len(at)], name), part)
	}
	switch v.Kind() {
	case reflect.Float32, reflect.Float64:
		if f := v.Float(); math.IsNaN(f) || math.IsInf(f, 0) {
			found = append(found, number{at, strconv.FormatFloat(f, 'g', -1, 64)})
		}
	case reflect.Pointer:
		if !v.IsNil() {
			found = find(found, at, v.Elem())
		}
	case reflect.Array, reflect.Slice:
		for i := range v.Len() {
			step(strconv.Itoa(i), v.Index(i))
		}
	case reflect.Map:
		keys := map[string]reflect.Value{}
		for key, part := range v.Seq2() {
			keys[key.String()] = part
		}
		for _, key := range slices.Sorted(maps.Keys(keys)) {
			step(key, keys[key])
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if field := v.Type().Field(i); shown(field) {
				step(field.Name, v.Field(i))
			}
		}
	}
	return found
}

// shown reports whether JSON holds something of a field.
func shown(field reflect.StructField) bool {
	embedded := field.Anonymous && field.Type.Kind() == reflect.Struct
	return (field.IsExported() || embedded) && field.Tag.Get("json") != "-"
}

// set sets the number of v at a place.
func set(v reflect.Value, at []string, to float64) error {
	for v.Kind() == reflect.Pointer {
		if v.IsNil() {
			return errors.New("nothing is there")
		}
		v = v.Elem()
	}
	if len(at) == 0 {
		if !v.CanFloat() || !v.CanSet() {
			return fmt.Errorf("a %v is there, want a number", v.Type())
		}
		v.SetFloat(to)
		return nil
	}
	switch v.Kind() {
	case reflect.Array, reflect.Slice:
		if i, err := strconv.Atoi(at[0]); err == nil && i >= 0 && i < v.Len() {
			return set(v.Index(i), at[1:], to)
		}
	case reflect.Map:
		key := reflect.ValueOf(at[0]).Convert(v.Type().Key())
		if part := v.MapIndex(key); part.IsValid() {
			changed := reflect.New(part.Type()).Elem() // parts of maps cannot be set where they are
			changed.Set(part)
			defer func() { v.SetMapIndex(key, changed) }()
			return set(changed, at[1:], to)
		}
	case reflect.Struct:
		if field, ok := v.Type().FieldByName(at[0]); ok && shown(field) {
			return set(v.FieldByIndex(field.Index), at[1:], to)
		}
	}
	return errors.New("nothing is there")
}
