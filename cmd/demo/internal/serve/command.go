package serve

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"time"

	"example.com/sobolev/cmd/demo/internal/cli"
)

// Command serves the page.
var Command = cli.Command{Name: "serve", Short: "watch two networks learn in your browser, and move their samples", Run: run}

const about = `Serves a page to look at in a browser: pick a function or type one, place the samples, and watch a network that learns
from values alone beside one that learns from values and derivatives. The browser computes everything, with this library
as WebAssembly. The page needs no network; Ctrl-C ends.`

func run(ctx context.Context, args []string, stdout, _ io.Writer) error {
	f := cli.NewFlags("demo serve", about, "demo serve", "demo serve -addr 127.0.0.1:0    # on a port that is free")
	addr := "127.0.0.1:8080"
	f.Var(cli.NewSingle(&addr, address), "addr", "`host:port` to listen on; :8080 lets other machines look as well")
	asRow := f.Bool("json", false, "print the page's address as a JSON object")
	if err := f.ParseArgs(args, stdout); err != nil {
		return err
	}
	listener, err := net.Listen("tcp", addr)
	if err != nil {
		return fmt.Errorf("serve: %w; another -addr may do, such as 127.0.0.1:0", err)
	}
	url := fmt.Sprintf("http://%v/", listener.Addr())
	if *asRow {
		err = cli.NewRows(stdout, true).Write(struct {
			URL string `json:"url"`
		}{url})
	} else {
		_, err = fmt.Fprintf(stdout, "open %s in a browser; Ctrl-C ends\n", url)
	}
	if err != nil {
		return errors.Join(err, listener.Close())
	}
	return serve(ctx, listener)
}

// address is the parser of what can be listened on.
func address(s string) (string, error) {
	if _, _, err := net.SplitHostPort(s); err != nil {
		return "", fmt.Errorf("got %q, want host:port, such as 127.0.0.1:8080", s)
	}
	return s, nil
}

// serve answers until the context ends, which is how a server ends and no error.
func serve(ctx context.Context, listener net.Listener) error {
	server := &http.Server{Handler: handler(), ReadHeaderTimeout: 10 * time.Second}
	stopped := make(chan error, 1)
	defer context.AfterFunc(ctx, func() { stopped <- server.Close() })()
	if err := server.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
		return fmt.Errorf("serve: %w", err)
	}
	return <-stopped
}
