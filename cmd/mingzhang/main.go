// Command mingzhang is the whole of Mingzhang 明账 in one binary: the portal with
// its pages and its API, and the tools of those who run it.
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"
)

// version is set by the build.
var version = "dev"

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	std := streams{os.Stdin, os.Stdout, os.Stderr, os.LookupEnv}
	os.Exit(run(ctx, os.Args[1:], std))
}
