package main

import (
	"context"
	"fmt"
	"log/slog"
	"net"
	"time"

	"mingzhang/web/edge"
)

// drainTime is how long running requests may go on after SIGTERM.
const drainTime = 15 * time.Second

// serve runs the portal until ctx ends.
func serve(ctx context.Context, c *call) error {
	o := c.dataOptions()
	c.officeOptions(o)
	addr := c.flags.String("addr", defaultAddr, "`address` to listen on; port 0 takes a free one")
	format := c.flags.String("log-format", "text", "`format` of the log: text or json")
	level := c.flags.String("log-level", "info", "lowest `level` that is logged: debug, info, warn or error")
	if err := c.noArguments(); err != nil {
		return err
	}
	log, err := newLogger(c.err, *format, *level)
	if err != nil {
		return err
	}
	ln, err := edge.Listen(*addr)
	if err != nil {
		return err
	}
	defer ln.Close()
	if o.publicURL == "" {
		o.publicURL = urlOf(ln.Addr().String())
	}
	a, err := openApp(ctx, o, log)
	if err != nil {
		return err
	}
	defer a.close()
	return c.serveApp(ctx, a, ln, log)
}

func (c *call) serveApp(ctx context.Context, a *app, ln net.Listener, log *slog.Logger) error {
	ctx, stop := context.WithCancel(ctx)
	followed := make(chan struct{})
	obeyed, err := control(ctx, a.store.folder, a.dataset, log)
	if err != nil {
		stop()
		return err
	}
	go func() {
		defer close(followed)
		a.portal.Follow(ctx)
	}()
	worked := make(chan struct{})
	go func() {
		defer close(worked)
		a.office.run(ctx)
	}()
	defer func() {
		stop()
		<-followed
		<-worked
		obeyed()
	}()
	if _, err := fmt.Fprintf(c.out, "mingzhang: serving %s\n", urlOf(ln.Addr().String())); err != nil {
		return fmt.Errorf("saying that the portal is ready: %w", err)
	}
	return edge.Serve(ctx, a.fiber, ln, drainTime, log)
}
