package main

import (
	"bytes"
	"fmt"
	"strings"
)

// goName is the name of the dispatching function of a kernel.
func goName(kernel string) string { return kernel + "Kernel" }

// parameters returns the parameter list of a stream's dispatching function.
func (s *stream) parameters() string {
	var p []string
	if s.out > 0 {
		p = append(p, fmt.Sprintf("out *[%d]F", s.out))
	}
	p = append(p, strings.Join(s.slices, ", ")+" []F")
	if len(s.scalars) > 0 {
		p = append(p, strings.Join(s.scalars, ", ")+" F")
	}
	return strings.Join(p, ", ")
}

// A variant is what the dispatch knows of a target.
type variant interface {
	level() string
	name() string
	elem() string
	single() bool
	tiling() string
}

func variants[T variant](targets []T) []variant {
	var v []variant
	for _, t := range targets {
		v = append(v, t)
	}
	return v
}

// call returns the call of a stream's assembly for a target.
func (s *stream) call(t variant) string {
	length := s.length
	if length == "" {
		length = s.slices[0]
	}
	args := []string{"len(" + length + ")"}
	bits := strings.TrimPrefix(t.elem(), "float")
	if s.out > 0 {
		args = append(args, "(*"+t.elem()+")(unsafe.Pointer(out))")
	}
	for _, x := range s.slices {
		args = append(args, "ptr"+bits+"("+x+")")
	}
	for _, x := range s.scalars {
		args = append(args, t.elem()+"("+x+")")
	}
	return s.name + t.name() + "(" + strings.Join(args, ", ") + ")"
}

// dispatchSource returns the entry points of a processor with the given targets. Where has says that there is no kernel
// for them, they report that the portable form has to run.
func dispatchSource(targets []variant, has func(kernel string) bool) []byte {
	var b bytes.Buffer
	b.WriteString("//go:build !purego\n\n" + header + "package vec\n\nimport \"unsafe\"\n\n")
	b.WriteString(`// ptr32 and ptr64 return the address of the first element, whatever F is called.
func ptr32[F Float](x []F) *float32 { return (*float32)(unsafe.Pointer(unsafe.SliceData(x))) }
func ptr64[F Float](x []F) *float64 { return (*float64)(unsafe.Pointer(unsafe.SliceData(x))) }

// pathOf returns the index of the kernel variant for F at the current level.
func pathOf[F Float]() int {
	if is32[F]() {
		return 2 * int(current)
	}
	return 2*int(current) + 1
}

`)
	b.WriteString("var tilings = [...]tiling{\n")
	for _, t := range targets {
		if t.single() { // the cut is the same for both types
			fprintf(&b, "%s: %s,\n", t.level(), t.tiling())
		}
	}
	b.WriteString("}\n\n")
	for _, s := range streams() {
		if !has(s.name) {
			b.WriteString(s.absent())
			continue
		}
		s.dispatch(&b, targets)
	}
	for _, p := range allBlocks() {
		if !has(p.name) {
			b.WriteString(p.absent())
			continue
		}
		p.dispatch(&b, targets)
	}
	return gofmt(b.Bytes())
}

// dispatch writes the entry point of a stream.
func (s *stream) dispatch(b *bytes.Buffer, targets []variant) {
	if s.stops {
		fprintf(b, "// %s runs the assembly of %s and returns how many elements it did, −1 if the portable form is wanted.\n", goName(s.name), s.name)
		fprintf(b, "func %s[F Float](%s) int {\nswitch pathOf[F]() {\n", goName(s.name), s.parameters())
		for _, t := range targets {
			fprintf(b, "case %s:\nreturn %s\n", pathIndex(t), s.call(t))
		}
		fprintf(b, "}\nreturn -1\n}\n\n")
		return
	}
	fprintf(b, "// %s runs the assembly of %s, or reports false if the portable form is wanted.\n", goName(s.name), s.name)
	fprintf(b, "func %s[F Float](%s) bool {\nswitch pathOf[F]() {\n", goName(s.name), s.parameters())
	for _, t := range targets {
		fprintf(b, "case %s:\n%s\n", pathIndex(t), s.call(t))
	}
	fprintf(b, "default:\nreturn false\n}\nreturn true\n}\n\n")
}

// dispatch writes the entry point of a block.
func (p *block) dispatch(b *bytes.Buffer, targets []variant) {
	fprintf(b, "// %s runs the assembly of %s, or reports false if the portable form is wanted.\n", goName(p.name), p.name)
	fprintf(b, "func %s[F Float](%s) bool {\nswitch pathOf[F]() {\n", goName(p.name), p.signature("F"))
	for _, t := range targets {
		var args []string
		for _, x := range p.pointers {
			args = append(args, "("+pointerType(x, t.elem())+")(unsafe.Pointer("+x+"))")
		}
		fprintf(b, "case %s:\n%s%s(%s)\n", pathIndex(t), p.name, t.name(), strings.Join(append(args, p.ints...), ", "))
	}
	fprintf(b, "default:\nreturn false\n}\nreturn true\n}\n\n")
}

// absent returns the entry point of a stream that there is no assembly for.
func (s *stream) absent() string {
	if s.stops {
		return fmt.Sprintf("func %s[F Float](%s) int { return -1 }\n", goName(s.name), s.parameters())
	}
	return fmt.Sprintf("func %s[F Float](%s) bool { return false }\n", goName(s.name), s.parameters())
}

// absent returns the entry point of a block that there is no assembly for.
func (p *block) absent() string {
	return fmt.Sprintf("func %s[F Float](%s) bool { return false }\n", goName(p.name), p.signature("F"))
}

func pathIndex(t variant) string {
	i := "0"
	if !t.single() {
		i = "1"
	}
	return "2*int(" + t.level() + ") + " + i
}

func noDispatchSource() []byte {
	var b bytes.Buffer
	b.WriteString("//go:build !amd64 && !arm64 || purego\n\n" + header + "package vec\n\n// Without assembly every kernel reports that the portable form has to run.\n\nvar tilings [Portable + 1]tiling\n\n")
	for _, s := range streams() {
		b.WriteString(s.absent())
	}
	for _, p := range allBlocks() {
		b.WriteString(p.absent())
	}
	return gofmt(b.Bytes())
}
