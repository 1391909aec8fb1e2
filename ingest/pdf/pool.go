// Package pdf reads PDF files with PDFium, compiled to WebAssembly, in child
// processes of this same program: a file that makes PDFium run for ever, or grow
// without end, costs a child and not the server.
//
// What is read: text in reading order with its lines' places, tables rebuilt from
// drawn lines or from the columns in which text stands, and the values of form
// fields. Scans are refused, not guessed at: recognised text loses decimal points.
package pdf

import (
	"context"
	"errors"
	"fmt"
	"os"
	"runtime"
	"sync"
	"time"

	"mingzhang/ingest/source"
)

// name is that of the format for people.
const name = "PDF文件"

// WorkerCommand is the first argument with which a program that uses a [Pool] is
// started to run [Worker].
const WorkerCommand = "pdf-worker"

// Config says how a [Pool] runs its children.
type Config struct {
	// Command starts a child that runs [Worker] on its standard input and output;
	// empty means this program with the argument [WorkerCommand].
	Command []string
	// Env is the whole environment of a child; in use it is empty.
	Env []string
	// CacheDir keeps PDFium's compiled code, so that a start takes tenths of a
	// second; it is made when missing, for us alone. Whoever may write there may run
	// code here. Empty: each child compiles anew.
	CacheDir string
	// Children is the most that run at once; 0 means one a core, and two at most.
	Children int
	// Timeout is how long a file may take; 0 means 15 seconds.
	Timeout time.Duration
}

// Pool keeps children warm to read PDF files. It is safe for use by many
// goroutines.
type Pool struct {
	config Config
	places chan struct{} // one for each child that may run

	mu     sync.Mutex
	idle   []*child
	folder string // the children's working directory
	closed bool
}

// NewPool makes a pool. No child is started before the first file.
func NewPool(config Config) *Pool {
	if config.Children <= 0 {
		config.Children = min(runtime.NumCPU(), 2)
	}
	if config.Timeout <= 0 {
		config.Timeout = 15 * time.Second
	}
	return &Pool{config: config, places: make(chan struct{}, config.Children)}
}

// Warm starts a child ahead of the first file, and so compiles PDFium into
// [Config].CacheDir: when an image is built, or in the background of a start.
func (p *Pool) Warm(ctx context.Context) error {
	if err := p.enter(ctx); err != nil {
		return err
	}
	defer p.leave()
	c, err := p.take(ctx)
	if err == nil {
		p.giveBack(c)
	}
	return err
}

// enter waits until one more child may be at work.
func (p *Pool) enter(ctx context.Context) error {
	select {
	case p.places <- struct{}{}:
		return nil
	case <-ctx.Done():
		return fmt.Errorf("waiting for a PDF worker: %w", ctx.Err())
	}
}

func (p *Pool) leave() { <-p.places }

// Read reads a PDF file; it is a [source.Reader]. It waits for a free child.
func (p *Pool) Read(ctx context.Context, b []byte) (*source.Document, error) {
	if err := check(b); err != nil {
		return nil, err
	}
	if err := p.enter(ctx); err != nil {
		return nil, err
	}
	defer p.leave()
	left := p.config.Timeout // for all children that try this file
	for {
		c, err := p.take(ctx)
		if err != nil {
			return nil, err
		}
		fresh := c.served == 0
		began := time.Now()
		a, err := c.ask(ctx, b, left)
		left = max(left-time.Since(began), 0)
		if err != nil || a.Fault != "" {
			c.stop()
		} else {
			p.giveBack(c)
		}
		if fresh || (err == nil && a.Fault == "") || errors.Is(err, errTooSlow) || ctx.Err() != nil {
			return outcome(ctx, a, err)
		}
		// A child that had read other files may have died of them: once more, in
		// another one.
	}
}

// outcome turns a child's answer into that for the person who sent the file.
func outcome(ctx context.Context, a answer, err error) (*source.Document, error) {
	var refusal *source.Refusal
	switch {
	case ctx.Err() != nil:
		return nil, fmt.Errorf("reading a PDF file: %w", ctx.Err())
	case errors.Is(err, errTooSlow):
		return nil, source.Refuse("PDF文件过于复杂，未能在规定时间内读完；请改交Word文档，或拆分后再提交",
			"the PDF takes too long to read; send the Word file, or split it")
	case errors.As(err, &refusal):
		return nil, refusal
	case err != nil:
		return nil, source.Broken(name, fmt.Errorf("the reader stopped: %w", err))
	case a.Fault != "":
		return nil, source.Broken(name, errors.New(a.Fault))
	case a.Refusal != nil:
		return nil, a.Refusal
	case a.Document == nil:
		return nil, source.Broken(name, errors.New("the reader gave no answer"))
	}
	return a.Document, nil
}

// take gives an idle child, or a new one.
func (p *Pool) take(ctx context.Context) (*child, error) {
	p.mu.Lock()
	if p.closed {
		p.mu.Unlock()
		return nil, errors.New("the pool of PDF workers is closed")
	}
	if last := len(p.idle) - 1; last >= 0 {
		c := p.idle[last]
		p.idle = p.idle[:last]
		p.mu.Unlock()
		return c, nil
	}
	p.mu.Unlock()
	return p.start(ctx)
}

// giveBack keeps a child for the next file.
func (p *Pool) giveBack(c *child) {
	p.mu.Lock()
	keep := !p.closed && !c.worn()
	if keep {
		p.idle = append(p.idle, c)
	}
	p.mu.Unlock()
	if !keep {
		c.stop()
	}
}

// workFolder gives the children's working directory, an empty one, and makes
// sure of that of their compiled code.
func (p *Pool) workFolder() (string, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.config.CacheDir != "" {
		if err := os.MkdirAll(p.config.CacheDir, 0o700); err != nil {
			return "", fmt.Errorf("making the cache of PDFium's code: %w", err)
		}
		if err := onlyOurs(p.config.CacheDir); err != nil {
			return "", err
		}
	}
	if p.folder == "" {
		folder, err := os.MkdirTemp("", "mingzhang-pdf-")
		if err != nil {
			return "", fmt.Errorf("making a folder for the PDF workers: %w", err)
		}
		p.folder = folder
	}
	return p.folder, nil
}

// onlyOurs fails when others may write to the folder of compiled code.
func onlyOurs(folder string) error {
	info, err := os.Stat(folder)
	if err != nil {
		return fmt.Errorf("looking at the cache of PDFium's code: %w", err)
	}
	if info.Mode().Perm()&0o022 != 0 && runtime.GOOS != "windows" {
		return fmt.Errorf("others may write to %s, whose code is run: chmod 700 it", folder)
	}
	return nil
}

// Close stops all idle children; those at work are stopped when they are done.
func (p *Pool) Close() error {
	p.mu.Lock()
	idle, folder := p.idle, p.folder
	p.idle, p.folder, p.closed = nil, "", true
	p.mu.Unlock()
	for _, c := range idle {
		c.stop()
	}
	if folder == "" {
		return nil
	}
	return os.RemoveAll(folder)
}

// check refuses what is no PDF file of a fair size before a child sees it.
func check(b []byte) error {
	const headRoom = 1024 // readers of PDF look for its mark that far
	switch {
	case len(b) > source.MaxFile:
		return source.Refuse(fmt.Sprintf("文件超过%dMB的上限；请压缩图片或拆分后再提交", source.MaxFile>>20),
			fmt.Sprintf("the file is larger than %d MB; make its pictures smaller or split it", source.MaxFile>>20))
	case !hasMark(b[:min(len(b), headRoom)]):
		return source.Broken(name, errors.New("it has no %PDF- mark"))
	}
	return nil
}
