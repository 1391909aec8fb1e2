package main

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"time"
)

// health asks /healthz of the portal at --addr. Containers without a shell call it.
func health(ctx context.Context, c *call) error {
	addr := c.flags.String("addr", defaultAddr, "`address` that the portal listens on")
	if err := c.noArguments(); err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(ctx, 3*time.Second)
	defer cancel()
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, urlOf(*addr)+"/healthz", nil)
	if err != nil {
		return fmt.Errorf("asking the portal at %s: %w", *addr, err)
	}
	answer, err := http.DefaultClient.Do(request)
	if err != nil {
		return fmt.Errorf("asking the portal at %s: %w", *addr, err)
	}
	defer answer.Body.Close()
	if answer.StatusCode != http.StatusOK {
		return fmt.Errorf("the portal at %s answers %s", *addr, answer.Status)
	}
	return nil
}

// urlOf gives the URL by which this machine reaches what listens on addr.
func urlOf(addr string) string {
	host, port, err := net.SplitHostPort(addr)
	if err != nil {
		return "http://" + addr
	}
	if ip := net.ParseIP(host); host == "" || (ip != nil && ip.IsUnspecified()) {
		host = "127.0.0.1"
	}
	return "http://" + net.JoinHostPort(host, port)
}
