package layers

import (
	"bytes"
	"encoding/json"
	"fmt"
	"reflect"
	"sync"

	"example.com/sobolev/dual"
	"example.com/sobolev/internal/file"
	"example.com/sobolev/internal/given"
)

// A Record is what the file of a network holds of a layer besides its parameters: enough to make it again.
type Record[F dual.Float] struct {
	Kind      string          // of the layer, such as "Dense"; see [Register]
	Settings  json.RawMessage // an object, or nil if there is nothing to set
	Constants []F             // numbers that are no parameters, such as frequencies
	Layers    []Layer[F]      // those inside it, if it is made of others: then its parameters are theirs, one layer after the other
	In        int             // the features that enter the first of these; 0 stands for those that enter the layer itself
	Parallel  bool            // whether the same features enter all of these, as in [Concat]
}

// A Recorder is a layer that [Open] can make again. All layers of this package are, but for an [Activate] of a function of your
// own that [RegisterActivation] does not know.
type Recorder[F dual.Float] interface {
	Layer[F]

	// Record describes the layer for so many input features. Initialisers are no part of it: a layer that is made again draws with the usual one.
	Record(in int) Record[F]
}

// Read decodes the settings into what v points to. Settings that it has no field for are an error.
func (r Record[F]) Read(v any) error {
	if len(r.Settings) == 0 {
		return nil
	}
	d := json.NewDecoder(bytes.NewReader(r.Settings))
	d.DisallowUnknownFields()
	if err := d.Decode(v); err != nil {
		return fmt.Errorf("%s: settings %s: %w", r.Kind, file.Shown(string(r.Settings)), err)
	}
	return nil
}

// newRecord is a Record with the settings, a struct of numbers and strings.
func newRecord[F dual.Float](kind string, settings any) Record[F] {
	b, err := json.Marshal(settings)
	if err != nil {
		panic(fmt.Sprintf("layers: %s: %v", kind, err)) // settings that are not finite have no network
	}
	return Record[F]{Kind: kind, Settings: b}
}

// kindOf names a kind of layer in one precision.
type kindOf struct {
	kind      string
	precision reflect.Type
}

// registered are the kinds and activations of others.
var registered struct {
	sync.RWMutex
	kinds       map[kindOf]any // func(Record[F]) (Layer[F], error)
	activations map[string]Activation
	funcs       map[string]func(x []dual.Any) []dual.Any
}

// Register makes a kind of layer known to [Open], in the precision F. Its function makes a layer of what [Recorder.Record] said;
// what is wrong with a record from a hostile file is for it, or for the layer's Shape, to find. It is meant to be called when a
// program starts, and panics if the kind is known already.
func Register[F dual.Float](kind string, open func(r Record[F]) (Layer[F], error)) {
	given.Must(open != nil, "layers: Register", "the function open")
	registered.Lock()
	defer registered.Unlock()
	key := kindOf{kind, reflect.TypeFor[F]()}
	if _, ok := registered.kinds[key]; ok || kinds[F]()[kind] != nil {
		panic(fmt.Sprintf("layers: Register: layers of kind %q are known already", kind))
	}
	if registered.kinds == nil {
		registered.kinds = map[kindOf]any{}
	}
	registered.kinds[key] = open
}

// RegisterActivation makes an activation of your own known to [Open], under its name. It is meant to be called when a program
// starts, and panics if there is no rule or the name is taken.
func RegisterActivation(a Activation) {
	registered.Lock()
	defer registered.Unlock()
	_, taken := registered.activations[a.Name]
	if _, ok := namedActivation(a.Name); ok || taken {
		panic(fmt.Sprintf("layers: RegisterActivation: the name %q is taken by another activation, want another name", a.Name))
	}
	if a.Rule == nil {
		panic(fmt.Sprintf("layers: RegisterActivation: activation %q has no rule, want one", a.Name))
	}
	if registered.activations == nil {
		registered.activations = map[string]Activation{}
	}
	registered.activations[a.Name] = a
}

// RegisterFunc makes a function of your own, the layer [FromFunc], known to [Open] under its name. It is meant to be called when
// a program starts, and panics if f is nil or the name is taken.
func RegisterFunc(name string, f func(x []dual.Any) []dual.Any) {
	registered.Lock()
	defer registered.Unlock()
	switch {
	case f == nil:
		panic(fmt.Sprintf("layers: RegisterFunc: no function for the name %q (f is nil), want one", name))
	case registered.funcs[name] != nil:
		panic(fmt.Sprintf("layers: RegisterFunc: the name %q is taken by a function that was registered before, want another one", name))
	}
	if registered.funcs == nil {
		registered.funcs = map[string]func(x []dual.Any) []dual.Any{}
	}
	registered.funcs[name] = f
}

// openFunc returns the function that was registered under the name.
func openFunc(name string) (func(x []dual.Any) []dual.Any, error) {
	registered.RLock()
	defer registered.RUnlock()
	if f := registered.funcs[name]; f != nil {
		return f, nil
	}
	return nil, fmt.Errorf("function %.200q is not known here; call layers.RegisterFunc for it first", name)
}

// open makes the layer.
func (r Record[F]) open() (Layer[F], error) {
	if open := kinds[F]()[r.Kind]; open != nil {
		return open(r)
	}
	registered.RLock()
	open, ok := registered.kinds[kindOf{r.Kind, reflect.TypeFor[F]()}].(func(Record[F]) (Layer[F], error))
	registered.RUnlock()
	if !ok {
		return nil, fmt.Errorf("layers of kind %.200q are not known here in this precision; call layers.Register for them first", r.Kind)
	}
	return open(r)
}

// openActivation returns the activation of that name: one of this package's, or one that was registered.
func openActivation(name string) (Activation, error) {
	if a, ok := namedActivation(name); ok {
		return a, nil
	}
	registered.RLock()
	defer registered.RUnlock()
	if a, ok := registered.activations[name]; ok {
		return a, nil
	}
	return Activation{}, fmt.Errorf("activation %.200q is not known here; call layers.RegisterActivation for it first", name)
}
