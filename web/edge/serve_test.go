package edge

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/gofiber/fiber/v2"
)

// start serves the app on a free port until the test ends; stop ends it earlier
// and gives what Serve gave.
func start(t testing.TB, app *fiber.App) (addr string, stop func() error) {
	t.Helper()
	ln, err := Listen("127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- Serve(ctx, app, ln, time.Minute, slog.New(slog.DiscardHandler)) }()
	stop = func() error { cancel(); return <-ended }
	t.Cleanup(cancel)
	return ln.Addr().String(), stop
}

func TestListenSaysWhatToDo(t *testing.T) {
	taken, err := Listen("127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer taken.Close()
	for addr, want := range map[string]string{
		taken.Addr().String(): "taken by another program",
		"no address":          "want an address",
		"192.0.2.1:0":         "want an address",
	} {
		if _, err := Listen(addr); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want a sentence with %q", addr, err, want)
		}
	}
}

func TestServeDrains(t *testing.T) {
	b := newBench(t)
	arrived, release := make(chan struct{}), make(chan struct{})
	b.app.Get("/slow", func(c *fiber.Ctx) error {
		close(arrived)
		<-release
		return c.SendString("finished")
	})
	addr, stop := start(t, b.app)
	answer := make(chan string, 1)
	go func() {
		res, err := http.Get("http://" + addr + "/slow")
		if err != nil {
			answer <- err.Error()
			return
		}
		body, _ := io.ReadAll(res.Body)
		answer <- string(body)
	}()
	<-arrived
	stopped := make(chan error, 1)
	go func() { stopped <- stop() }()
	close(release)
	if got := <-answer; got != "finished" {
		t.Errorf("the running request got %q", got)
	}
	if err := <-stopped; err != nil {
		t.Errorf("Serve gave %v", err)
	}
	if _, err := net.Dial("tcp", addr); err == nil {
		t.Error("the port still takes connections")
	}
}

func TestWhatTheServerRefuses(t *testing.T) {
	addr, _ := start(t, newBench(t).app)
	for _, c := range []struct{ name, request, want string }{
		{"headers", "GET / HTTP/1.1\r\nHost: h\r\nA: " + strings.Repeat("a", readBuffer) + "\r\n\r\n", "431"},
		{"body", fmt.Sprintf("POST /api/v1/list HTTP/1.1\r\nHost: h\r\nContent-Length: %d\r\n\r\n", bodyLimit+1), "413"},
		{"nonsense", "\x00\x01\x02\r\n\r\n", "400"},
	} {
		conn, err := net.Dial("tcp", addr)
		if err != nil {
			t.Fatal(err)
		}
		go io.WriteString(conn, c.request)
		res, err := http.ReadResponse(bufio.NewReader(conn), nil)
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		if !strings.HasPrefix(res.Status, c.want) || res.Header.Get("X-Request-Id") == "" || res.Header.Get("X-Content-Type-Options") != "nosniff" {
			t.Errorf("%s: %s %v, want %s", c.name, res.Status, res.Header, c.want)
		}
		conn.Close()
	}
}

func TestLongQueriesFit(t *testing.T) {
	addr, _ := start(t, newBench(t).app)
	res, err := http.Get("http://" + addr + "/?q=" + strings.Repeat("%E5%9B%B0", 500))
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	if res.StatusCode != 200 {
		t.Errorf("500 Chinese characters: %s", res.Status)
	}
}

func TestPatientConnWritesEverything(t *testing.T) {
	client, server := net.Pipe()
	want := strings.Repeat("0123456789", 30_000)
	go func() {
		_, _ = io.WriteString(&patientConn{Conn: server}, want)
		server.Close()
	}()
	got, err := io.ReadAll(client)
	if err != nil || string(got) != want {
		t.Errorf("got %d bytes of %d: %v", len(got), len(want), err)
	}
}

func TestServeEndsWhenItIsToldBeforeItBegins(t *testing.T) {
	ln, err := Listen("127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := Serve(ctx, New(Config{}), ln, time.Second, slog.New(slog.DiscardHandler)); err != nil {
		t.Error(err)
	}
}
