package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"time"
)

// process is a server that runs for a section.
type process struct {
	cmd    *exec.Cmd
	url    string
	exited chan error
	log    string // file
}

// Every server must be up and down within these times.
const (
	startLimit = time.Hour // the first start derives all findings
	stopLimit  = 30 * time.Second
)

// launch starts a program and leaves its words in a file below the work folder.
// What it prints on standard output goes to ready, line by line, when that is
// not nil.
func (b *bench) launch(name string, cmd *exec.Cmd, ready func(line string)) (*process, error) {
	if err := os.MkdirAll(b.folder(), 0o755); err != nil {
		return nil, fmt.Errorf("making the folder of the benches: %w; choose another with -work", err)
	}
	p := &process{cmd: cmd, exited: make(chan error, 1), log: b.folder(name + ".log")}
	file, err := os.Create(p.log)
	if err != nil {
		return nil, fmt.Errorf("making a log for %s: %w", name, err)
	}
	defer file.Close()
	cmd.Stderr = file
	cmd.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
	var lines io.Reader
	if ready == nil {
		cmd.Stdout = file
	} else if lines, err = cmd.StdoutPipe(); err != nil {
		return nil, fmt.Errorf("listening to %s: %w", name, err)
	}
	if err := cmd.Start(); err != nil {
		return nil, fmt.Errorf("starting %s: %w", name, err)
	}
	go func() {
		if lines != nil {
			for scan := bufio.NewScanner(lines); scan.Scan(); {
				ready(scan.Text())
			}
		}
		p.exited <- cmd.Wait()
	}()
	return p, nil
}

func (p *process) pid() int { return p.cmd.Process.Pid }

// stop asks the process to end, and ends it when it does not.
func (p *process) stop() error {
	if err := p.cmd.Process.Signal(syscall.SIGTERM); err != nil {
		return fmt.Errorf("stopping %s: %w", filepath.Base(p.cmd.Path), err)
	}
	select {
	case <-p.exited:
		return nil
	case <-time.After(stopLimit):
		return errors.Join(fmt.Errorf("%s did not end when asked", filepath.Base(p.cmd.Path)), p.cmd.Process.Kill())
	}
}

// died tells, with its last words, that a process has ended by itself.
func (p *process) died(err error) error {
	words, readErr := os.ReadFile(p.log)
	if readErr != nil {
		words = []byte(readErr.Error())
	}
	lines := strings.Split(strings.TrimSpace(string(words)), "\n")
	return fmt.Errorf("%s ended (%v): %s", filepath.Base(p.cmd.Path), err, strings.Join(lines[max(0, len(lines)-3):], " / "))
}

// await asks until a call succeeds, the process ends or the time is over.
func (p *process) await(ctx context.Context, limit time.Duration, ok func() bool) error {
	ctx, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	tick := time.NewTicker(20 * time.Millisecond)
	defer tick.Stop()
	for !ok() {
		select {
		case err := <-p.exited:
			p.exited <- err
			return p.died(err)
		case <-ctx.Done():
			return fmt.Errorf("%s was not ready within %s", filepath.Base(p.cmd.Path), limit)
		case <-tick.C:
		}
	}
	return nil
}

// freeAddress gives an address of this machine that nothing listens on.
func freeAddress() (string, error) {
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", fmt.Errorf("looking for a free port: %w", err)
	}
	defer ln.Close()
	return ln.Addr().String(), nil
}

// answers200 tells whether a URL answers 200.
func answers200(url string) bool {
	res, err := http.Get(url)
	if err != nil {
		return false
	}
	defer res.Body.Close()
	return res.StatusCode == http.StatusOK
}
