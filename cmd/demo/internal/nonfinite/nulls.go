package nonfinite

import (
	"reflect"
	"strings"
)

// Nulls returns what encoding/json takes for v, but with null for the numbers that it does not have, NaN and infinities. It knows what
// results are made of: numbers, texts, and lists, maps by texts and structs of them, embedded ones too.
func Nulls(v any) any { return withNulls(reflect.ValueOf(v)) }

// withNulls is [Nulls] of a part.
func withNulls(v reflect.Value) any {
	switch v.Kind() {
	case reflect.Float32, reflect.Float64:
		if f := v.Float(); f-f != 0 {
			return nil
		}
	case reflect.Pointer, reflect.Interface:
		if v.IsNil() {
			return nil
		}
		return withNulls(v.Elem())
	case reflect.Array, reflect.Slice:
		if v.Kind() == reflect.Slice && v.IsNil() {
			return nil
		}
		list := make([]any, v.Len())
		for i := range list {
			list[i] = withNulls(v.Index(i))
		}
		return list
	case reflect.Map:
		if v.IsNil() {
			return nil
		}
		m := make(map[string]any, v.Len())
		for key, value := range v.Seq2() {
			m[key.String()] = withNulls(value)
		}
		return m
	case reflect.Struct:
		return structWithNulls(v)
	}
	return v.Interface()
}

// structWithNulls returns a struct with the fields of v, in their order and with their tags, that may be null.
func structWithNulls(v reflect.Value) any {
	var fields []reflect.StructField
	var values []reflect.Value
	for i := range v.NumField() {
		field, value := v.Type().Field(i), v.Field(i)
		_, options, _ := strings.Cut(field.Tag.Get("json"), ",")
		embedded := field.Anonymous && field.Type.Kind() == reflect.Struct
		if !field.IsExported() && !embedded || strings.Contains(options, "omitempty") && value.IsZero() {
			continue
		}
		made := reflect.New(reflect.TypeFor[any]()).Elem()
		if embedded { // a field of its own type: encoding/json takes its fields for those of the whole
			made = reflect.ValueOf(structWithNulls(value))
			field.Name = strings.ToUpper(field.Name[:1]) + field.Name[1:]
		} else if nullable := withNulls(value); nullable != nil {
			made.Set(reflect.ValueOf(nullable))
		}
		fields = append(fields, reflect.StructField{Name: field.Name, Type: made.Type(), Tag: field.Tag, Anonymous: embedded})
		values = append(values, made)
	}
	s := reflect.New(reflect.StructOf(fields)).Elem()
	for i, value := range values {
		s.Field(i).Set(value)
	}
	return s.Interface()
}
