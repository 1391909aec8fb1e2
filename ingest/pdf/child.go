package pdf

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"runtime"
	"time"
)

// child is one running worker.
type child struct {
	cmd    *exec.Cmd
	in     io.WriteCloser
	out    io.Reader
	ended  chan struct{} // closed when it is gone
	served int
}

// startTimeout is how long a child may take to compile PDFium: some seconds the
// first time, on a busy machine more.
const startTimeout = 2 * time.Minute

// start starts a child and waits until it can read.
func (p *Pool) start(ctx context.Context) (*child, error) {
	folder, err := p.workFolder()
	if err != nil {
		return nil, err
	}
	command := p.config.Command
	if len(command) == 0 {
		program, err := os.Executable()
		if err != nil {
			return nil, fmt.Errorf("finding this program: %w", err)
		}
		command = []string{program, WorkerCommand}
	}
	c := &child{cmd: exec.Command(command[0], command[1:]...), ended: make(chan struct{})}
	c.cmd.Env, c.cmd.Dir = append([]string{}, p.config.Env...), folder // never nil, which would be our own
	if c.in, err = c.cmd.StdinPipe(); err != nil {
		return nil, fmt.Errorf("starting the PDF worker: %w", err)
	}
	if c.out, err = c.cmd.StdoutPipe(); err != nil {
		return nil, fmt.Errorf("starting the PDF worker: %w", err)
	}
	if err := c.launch(); err != nil {
		return nil, fmt.Errorf("starting the PDF worker: %w", err)
	}
	hello, err := json.Marshal(greeting{CacheDir: p.config.CacheDir})
	if err == nil {
		_, err = c.ask(ctx, hello, startTimeout)
	}
	if err != nil {
		c.stop()
		return nil, fmt.Errorf("starting the PDF worker: %w", err)
	}
	c.served = 0
	return c, nil
}

// launch starts the child's process from a thread that lives as long as it does
// and is then thrown away: to some systems the thread is the parent.
func (c *child) launch() error {
	started := make(chan error)
	go func() {
		runtime.LockOSThread() // for good
		err := begin(c.cmd)
		started <- err
		if err == nil {
			c.cmd.Wait() // that it was killed is no error
		}
		close(c.ended)
	}()
	return <-started
}

// errTooSlow is the fault of a child that took too long.
var errTooSlow = errors.New("the time is over")

// ask sends a frame and waits for the answer. After an error the child is in no
// known state and must be stopped.
func (c *child) ask(ctx context.Context, content []byte, timeout time.Duration) (answer, error) {
	c.served++
	type reply struct {
		answer answer
		err    error
	}
	replies := make(chan reply, 1)
	go func() {
		err := writeFrame(c.in, content)
		var a answer
		if err == nil {
			a, err = readAnswer(c.out)
		}
		replies <- reply{a, err}
	}()
	timer := time.NewTimer(timeout)
	defer timer.Stop()
	select {
	case r := <-replies:
		return r.answer, r.err
	case <-timer.C:
		return answer{}, errTooSlow
	case <-ctx.Done():
		return answer{}, ctx.Err()
	}
}

// stop kills the child and waits until it is gone.
func (c *child) stop() {
	select {
	case <-c.ended: // its number may be another's by now
		return
	default:
	}
	if err := killGroup(c.cmd.Process); err != nil {
		c.in.Close() // it ends by itself without input
	}
	<-c.ended
}

// worn tells whether a child has read enough files, or grown enough, to make
// room for another.
func (c *child) worn() bool {
	return c.served >= maxServed || resident(c.cmd.Process.Pid) > maxResident
}

// A child is replaced after maxServed files, or above maxResident bytes of memory.
const (
	maxServed   = 200
	maxResident = 320 << 20
)
