package edge

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"syscall"
	"time"

	"github.com/gofiber/fiber/v2"
)

// Listen opens the address to serve on, such as 127.0.0.1:8080; port 0 takes a
// free one. Its errors say what to do.
func Listen(addr string) (net.Listener, error) {
	ln, err := net.Listen("tcp", addr)
	switch {
	case err == nil:
		return patient{ln}, nil
	case errors.Is(err, syscall.EADDRINUSE):
		return nil, fmt.Errorf("listening on %s: the port is taken by another program; stop that program or choose another port with --addr: %w", addr, err)
	case errors.Is(err, syscall.EACCES):
		return nil, fmt.Errorf("listening on %s: this user may not open the port; choose one above 1023 with --addr: %w", addr, err)
	default:
		return nil, fmt.Errorf("listening on %s: want an address of this machine and a port, such as 127.0.0.1:8080: %w", addr, err)
	}
}

// Serve answers on ln until ctx ends. Then it takes no more connections, lets
// the running requests finish for at most drain, and gives nil; requests that
// are still running after that are cut off when the program ends, which is logged.
func Serve(ctx context.Context, app *fiber.App, ln net.Listener, drain time.Duration, log *slog.Logger) error {
	ended := make(chan error, 1)
	go func() { ended <- app.Listener(ln) }()
	select {
	case err := <-ended:
		if err != nil {
			return fmt.Errorf("serving on %s: %w", ln.Addr(), err)
		}
		return nil
	case <-ctx.Done():
	}
	if err := app.ShutdownWithTimeout(drain); err != nil {
		log.Warn("requests were still running at the end of the drain", "drain", drain, "error", err.Error())
		return nil
	}
	// A shutdown that comes before the app accepts connections finds nothing to
	// end; without its listener the app ends all the same.
	if err := ln.Close(); err != nil && !errors.Is(err, net.ErrClosed) {
		return fmt.Errorf("closing %s: %w", ln.Addr(), err)
	}
	if err := <-ended; err != nil && !errors.Is(err, net.ErrClosed) {
		return fmt.Errorf("ending the service on %s: %w", ln.Addr(), err)
	}
	return nil
}

// patient gives connections that wait for a slow client, but not for ever: a
// piece of an answer that nobody takes for stallTimeout ends the connection. A
// deadline for whole answers would cut long exports.
type patient struct{ net.Listener }

func (p patient) Accept() (net.Conn, error) {
	conn, err := p.Listener.Accept()
	if err != nil {
		return nil, err
	}
	return &patientConn{Conn: conn}, nil
}

type patientConn struct {
	net.Conn
	until time.Time // the deadline that is set
}

func (p *patientConn) Write(b []byte) (written int, err error) {
	const piece = 64 << 10
	for {
		part := b[:min(piece, len(b))]
		if err := p.extend(time.Now()); err != nil {
			return written, err
		}
		n, err := p.Conn.Write(part)
		written += n
		if b = b[n:]; err != nil || len(b) == 0 {
			return written, err
		}
	}
}

// extend moves the deadline, which costs as much as a small answer, only when a
// tenth of its time is gone.
func (p *patientConn) extend(now time.Time) error {
	if p.until.Sub(now) > stallTimeout*9/10 {
		return nil
	}
	p.until = now.Add(stallTimeout)
	return p.SetWriteDeadline(p.until)
}
