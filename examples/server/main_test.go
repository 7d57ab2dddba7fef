package main

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"

	"example.com/sobolev/layers"
)

// get asks a handler, and reads the answer if there is one.
func get(t *testing.T, h http.Handler, method, url string) (a answer, status int, text string) {
	t.Helper()
	w := httptest.NewRecorder()
	h.ServeHTTP(w, httptest.NewRequest(method, url, nil))
	if w.Code == http.StatusOK && method == http.MethodGet {
		if err := json.Unmarshal(w.Body.Bytes(), &a); err != nil {
			t.Fatal(err)
		}
	}
	return a, w.Code, w.Body.String()
}

// TestServer compares answers with the network itself, asked from several goroutines, across a reload and a file that cannot be
// read.
func TestServer(t *testing.T) {
	path := filepath.Join(t.TempDir(), "franke.net")
	if _, err := newServer(path); err == nil {
		t.Error("no file: no error")
	}
	if err := fit(path, 2); err != nil {
		t.Fatal(err)
	}
	h, err := newServer(path)
	if err != nil {
		t.Fatal(err)
	}
	check := func() {
		t.Helper()
		net, err := layers.Open[float64](path)
		if err != nil {
			t.Fatal(err)
		}
		var wait sync.WaitGroup
		for i := range 8 {
			wait.Go(func() {
				x := []float64{0.1 * float64(i), 0.5}
				y, grad, hess := net.Hessian(net.NewWorkspace(), x)
				a, _, _ := get(t, h, "GET", fmt.Sprintf("/hessian?x=%v,%v", x[0], x[1]))
				if a.Value != y[0] || !slices.Equal(a.Gradient, grad) || !slices.Equal(a.Hessian, hess) {
					t.Errorf("at %v: %v, want %v, %v, %v", x, a, y, grad, hess)
				}
			})
		}
		wait.Wait()
	}
	check()
	if err := fit(path, 4); err != nil {
		t.Fatal(err)
	}
	if _, code, text := get(t, h, "POST", "/reload"); code != http.StatusOK {
		t.Fatalf("reload: %d %s", code, text)
	}
	check()
	before, _, _ := get(t, h, "GET", "/value?x=0.3,0.6")
	if err := os.WriteFile(path, []byte("no network"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, code, text := get(t, h, "POST", "/reload"); code != http.StatusInternalServerError || !strings.Contains(text, "no safetensors file") {
		t.Errorf("reload of a broken file: %d %s", code, text)
	}
	if after, _, _ := get(t, h, "GET", "/value?x=0.3,0.6"); after.Value != before.Value || after.Gradient != nil {
		t.Errorf("after a reload that failed: %v, want %v", after, before)
	}
	for _, x := range []string{"", "1", "1,2,3", "1,nan", "1,b"} {
		if _, code, text := get(t, h, "GET", "/gradient?x="+x); code != http.StatusBadRequest {
			t.Errorf("x=%s: %d %s", x, code, text)
		}
	}
}

// TestAsk runs the demonstration in a small form.
func TestAsk(t *testing.T) {
	if runtime.GOOS == "js" {
		t.Skip("no network")
	}
	if err := ask(t.Output(), filepath.Join(t.TempDir(), "franke.net"), 20); err != nil {
		t.Fatal(err)
	}
}
