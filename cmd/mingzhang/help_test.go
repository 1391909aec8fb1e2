package main

import (
	"bufio"
	"bytes"
	"context"
	"io"
	"net/http"
	"strings"
	"testing"
)

// ran is what a command left behind.
type ran struct {
	code     int
	out, err string
}

// runs runs the program with an environment of its own.
func runs(t *testing.T, env map[string]string, args ...string) ran {
	t.Helper()
	var out, errs bytes.Buffer
	code := run(t.Context(), args, streams{strings.NewReader(""), &out, &errs, lookup(env)})
	return ran{code, out.String(), errs.String()}
}

func lookup(env map[string]string) func(string) (string, bool) {
	return func(name string) (string, bool) {
		value, ok := env[name]
		return value, ok
	}
}

// serving starts the portal on a free port, with the flags given, until the test
// ends, and gives its URL and a func that stops it and gives its exit code.
func serving(t *testing.T, flags ...string) (url string, stop func() (code int, log string)) {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	out, in := io.Pipe()
	var log bytes.Buffer
	code := make(chan int, 1)
	go func() {
		args := append([]string{"serve", "--addr", "127.0.0.1:0"}, flags...)
		code <- run(ctx, args, streams{strings.NewReader(""), in, &log, lookup(nil)})
		in.Close()
	}()
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		cancel()
		<-code
		t.Fatalf("the portal did not start: %s", log.String())
	}
	stopped := false
	stop = func() (int, string) {
		stopped = true
		cancel()
		return <-code, log.String()
	}
	t.Cleanup(func() {
		if !stopped {
			stop()
		}
	})
	return strings.TrimSpace(strings.TrimPrefix(line, "mingzhang: serving ")), stop
}

func get(t *testing.T, url string) (status int, body string) {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, url, nil)
	if err != nil {
		t.Fatal(err)
	}
	answer, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	b, err := io.ReadAll(answer.Body)
	if err != nil {
		t.Fatal(err)
	}
	return answer.StatusCode, string(b)
}
