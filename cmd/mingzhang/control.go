package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"net"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"mingzhang/database"
)

// A data folder belongs to one process. While a portal has it, commands on the
// folder run within that process: they go there by a socket in the folder, which
// only its owner may use, and their output comes back.

// controlName is the socket in a data folder.
const controlName = "control"

// maxOrder limits the bytes of a command that is sent.
const maxOrder = 1 << 20

// order is a command on its way to the portal.
type order struct {
	Folder string            `json:"folder"` // in which it was given
	Words  []string          `json:"words"`  // command and arguments
	Env    map[string]string `json:"env"`    // its MINGZHANG_* variables
}

// echo is a piece of what a command prints, or at its end the exit code.
type echo struct {
	Out  string `json:"out,omitempty"`
	Err  string `json:"err,omitempty"`
	Exit *int   `json:"exit,omitempty"`
}

// onStore runs f with the data folder: here, or in the portal that has it open.
func (c *call) onStore(ctx context.Context, o *options, f func(context.Context, *store) error) error {
	if c.open != nil {
		return f(ctx, c.open.store)
	}
	log, err := newLogger(c.err, "text", "warn")
	if err != nil {
		return err
	}
	s, err := openStore(ctx, o.orDefaultURL(), log)
	if errors.Is(err, database.ErrInUse) {
		return c.send(ctx, filepath.Join(o.data, controlName), err)
	}
	if err != nil {
		return err
	}
	return errors.Join(f(ctx, s), s.close())
}

// onDataset runs f with the data folder, its portal and its index: here, or in
// the portal that has it open. It logs to standard error from the level given.
func (c *call) onDataset(ctx context.Context, level string, f func(context.Context, *dataset) error) error {
	o := c.dataOptions()
	if err := c.noArguments(); err != nil {
		return err
	}
	if c.open != nil {
		return f(ctx, c.open)
	}
	log, err := newLogger(c.err, "text", level)
	if err != nil {
		return err
	}
	d, err := openDataset(ctx, o.orDefaultURL(), log)
	if errors.Is(err, database.ErrInUse) {
		return c.send(ctx, filepath.Join(o.data, controlName), err)
	}
	if err != nil {
		return err
	}
	return errors.Join(f(ctx, d), d.close())
}

// path gives the place of a file that the command line names.
func (c *call) path(name string) string {
	if c.folder == "" || filepath.IsAbs(name) {
		return name
	}
	return filepath.Join(c.folder, name)
}

// send lets the portal run this command; inUse is the error without one.
func (c *call) send(ctx context.Context, socket string, inUse error) error {
	conn, err := (&net.Dialer{}).DialContext(ctx, "unix", socket)
	if err != nil {
		return inUse
	}
	defer conn.Close()
	stop := context.AfterFunc(ctx, func() { conn.Close() })
	defer stop()
	folder, err := os.Getwd()
	if err != nil {
		return fmt.Errorf("looking where this command was given: %w", err)
	}
	o := order{folder, append([]string{c.command.name}, c.rest...), map[string]string{}}
	c.flags.VisitAll(func(f *flag.Flag) {
		if value, set := c.env(variable(f)); set {
			o.Env[variable(f)] = value
		}
	})
	if err := json.NewEncoder(conn).Encode(o); err != nil {
		return fmt.Errorf("asking the portal that has the data folder: %w", err)
	}
	return c.replay(conn)
}

// replay prints what the portal sends back.
func (c *call) replay(from io.Reader) error {
	answers := json.NewDecoder(from)
	for {
		var e echo
		if err := answers.Decode(&e); err != nil {
			return fmt.Errorf("the portal that has the data folder broke off: %w; look whether it is still there, and repeat the command", err)
		}
		_, outErr := io.WriteString(c.out, e.Out)
		_, errErr := io.WriteString(c.err, e.Err)
		if err := errors.Join(outErr, errErr); err != nil {
			return fmt.Errorf("printing the answer: %w", err)
		}
		switch {
		case e.Exit == nil:
		case *e.Exit == exitOK:
			return nil
		case *e.Exit == exitUsage:
			return errUsage
		default:
			return errQuiet
		}
	}
}

// control takes commands for an open data folder until ctx ends.
func control(ctx context.Context, folder string, d *dataset, log *slog.Logger) (wait func(), err error) {
	place := filepath.Join(folder, controlName)
	if err := os.Remove(place); err != nil && !errors.Is(err, os.ErrNotExist) { // a killed portal leaves it behind
		return nil, fmt.Errorf("making the control socket: %w", err)
	}
	ln, err := listenPrivately(place)
	if err != nil {
		return nil, fmt.Errorf("making the control socket %s: %w; a shorter path of the data folder may help", place, err)
	}
	var running sync.WaitGroup
	context.AfterFunc(ctx, func() { ln.Close() })
	running.Go(func() {
		for {
			conn, err := ln.Accept()
			if err != nil {
				return
			}
			running.Go(func() { obey(ctx, conn, d, log) })
		}
	})
	return running.Wait, nil
}

// obey runs one command that came by the socket.
func obey(ctx context.Context, conn net.Conn, d *dataset, log *slog.Logger) {
	defer conn.Close()
	defer context.AfterFunc(ctx, func() { hurry(conn) })()
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	in := bufio.NewReader(io.LimitReader(conn, maxOrder))
	var o order
	if err := json.NewDecoder(in).Decode(&o); err != nil || len(o.Words) == 0 {
		return
	}
	go func() { // who hangs up wants no more
		_, _ = io.Copy(io.Discard, conn)
		stop()
	}()
	out := &echoes{to: json.NewEncoder(conn)}
	code := exitUsage
	std := streams{strings.NewReader(""), out.stream(false), out.stream(true), func(name string) (string, bool) { v, set := o.Env[name]; return v, set }}
	at := slices.IndexFunc(commands(), func(c command) bool { return c.name == o.Words[0] && c.shared })
	if at < 0 {
		fmt.Fprintf(std.err, "mingzhang %s: the data folder is in use by a portal; stop it first\n", o.Words[0])
	} else {
		log.Info("a command on the data folder", slog.String("command", o.Words[0]))
		code = runCall(ctx, &call{streams: std, command: commands()[at], rest: o.Words[1:], open: d, folder: o.Folder})
	}
	out.send(echo{Exit: &code})
}

// farewell is how long a command may still print when the portal ends.
const farewell = 2 * time.Second

// hurry lets nobody who says nothing, or takes nothing, keep the portal from ending.
// A connection that has no deadlines any more is one that is closed.
func hurry(conn net.Conn) {
	now := time.Now()
	_ = conn.SetReadDeadline(now)
	_ = conn.SetWriteDeadline(now.Add(farewell))
}

// echoes sends what a command prints, in the order in which it prints it.
type echoes struct {
	mu sync.Mutex
	to *json.Encoder
}

func (e *echoes) send(one echo) error {
	e.mu.Lock()
	defer e.mu.Unlock()
	return e.to.Encode(one)
}

func (e *echoes) stream(isErr bool) io.Writer {
	return writerFunc(func(b []byte) (int, error) {
		one := echo{Out: string(b)}
		if isErr {
			one = echo{Err: string(b)}
		}
		if err := e.send(one); err != nil {
			return 0, err
		}
		return len(b), nil
	})
}

type writerFunc func([]byte) (int, error)

func (f writerFunc) Write(b []byte) (int, error) { return f(b) }
