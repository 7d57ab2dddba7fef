package serve

import (
	"bytes"
	"compress/gzip"
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"example.com/sobolev/cmd/demo/internal/cli"
)

func get(t *testing.T, path, encoding string) (*http.Response, []byte) {
	t.Helper()
	r := httptest.NewRequest("GET", path, nil)
	if encoding != "" {
		r.Header.Set("Accept-Encoding", encoding)
	}
	w := httptest.NewRecorder()
	handler().ServeHTTP(w, r)
	body, err := io.ReadAll(w.Result().Body)
	if err != nil {
		t.Fatal(err)
	}
	return w.Result(), body
}

func TestFiles(t *testing.T) {
	for path, want := range map[string]string{
		"/": "text/html", "/style.css": "text/css", "/app.js": "javascript", "/worker.js": "javascript", "/wasm_exec.js": "javascript",
	} {
		r, body := get(t, path, "")
		if r.StatusCode != 200 || len(body) == 0 || !strings.Contains(r.Header.Get("Content-Type"), want) {
			t.Errorf("%s: status %d, %d bytes of %s, want %s", path, r.StatusCode, len(body), r.Header.Get("Content-Type"), want)
		}
		if csp := r.Header.Get("Content-Security-Policy"); !strings.Contains(csp, "default-src 'none'") {
			t.Errorf("%s: policy %q", path, csp)
		}
	}
	if r, _ := get(t, "/../handler.go", ""); r.StatusCode == 200 {
		t.Error("a file outside the page was handed out")
	}
}

// The program is small as it travels, and the same for those who cannot unpack it.
func TestProgram(t *testing.T) {
	r, packed := get(t, "/sobolev.wasm", "br, gzip")
	if r.Header.Get("Content-Encoding") != "gzip" || r.Header.Get("Content-Type") != "application/wasm" {
		t.Errorf("headers %v", r.Header)
	}
	if len(packed) > 3<<20 {
		t.Errorf("the program travels as %d bytes, want at most 3 MiB", len(packed))
	}
	unpacked, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		t.Fatal(err)
	}
	want, err := io.ReadAll(unpacked)
	if err != nil {
		t.Fatal(err)
	}
	for _, encoding := range []string{"", "identity", "gzip;q=0"} {
		r, plain := get(t, "/sobolev.wasm", encoding)
		if r.Header.Get("Content-Encoding") != "" || !bytes.Equal(plain, want) || !bytes.HasPrefix(plain, []byte("\x00asm")) {
			t.Errorf("Accept-Encoding %q: %d bytes, encoding %q", encoding, len(plain), r.Header.Get("Content-Encoding"))
		}
	}
}

func TestAcceptsGzip(t *testing.T) {
	for header, want := range map[string]bool{"": false, "gzip": true, "br;q=1, gzip;q=0.5": true, "gzip; q=0": false, "*": true, "deflate": false, "gzip;q=0.000": false} {
		if got := acceptsGzip(header); got != want {
			t.Errorf("%q: %v, want %v", header, got, want)
		}
	}
}

// watcher is a writer that cancels a context when something was written.
type watcher struct {
	bytes.Buffer
	cancel context.CancelFunc
}

func (w *watcher) Write(p []byte) (int, error) {
	defer w.cancel()
	return w.Buffer.Write(p)
}

func TestCommand(t *testing.T) {
	app := cli.App{Name: "demo", Commands: []cli.Command{Command}}
	for _, c := range []struct {
		args           string
		code           int
		stdout, stderr string
	}{
		{"serve -addr 127.0.0.1:0", 0, "open http://127.0.0.1:", ""},
		{"serve -json -addr 127.0.0.1:0", 0, `{"url":"http://127.0.0.1:`, ""},
		{"serve -addr nonsense", 2, "", `demo: serve: invalid value "nonsense" for flag -addr: got "nonsense", want host:port, such as 127.0.0.1:8080`},
		{"serve -addr 127.0.0.1:99999", 1, "", "another -addr may do"},
	} {
		ctx, cancel := context.WithCancel(t.Context())
		stdout := &watcher{cancel: cancel}
		var stderr bytes.Buffer
		code := app.Run(ctx, strings.Fields(c.args), stdout, &stderr)
		if code != c.code || !strings.HasPrefix(stdout.String(), c.stdout) || !strings.Contains(stderr.String(), c.stderr) {
			t.Errorf("%s: code %d, %q, %q", c.args, code, stdout.String(), stderr.String())
		}
		cancel()
	}
}
