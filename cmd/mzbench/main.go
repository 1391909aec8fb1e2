// Command mzbench measures Mingzhang against its targets and prints Markdown:
// how fast it starts, filters, finds and serves, how much memory it takes, how
// good its search is by a judged set of queries, how fast it publishes and how
// soon that is seen, and how fast its log is served and verified.
//
// It works on invented disclosures (content/sample) in a folder of its own,
// which it uses again when it runs next, and on loopback addresses only. Run it
// in the root of the repository, after make build tools.
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	os.Exit(run(ctx, os.Args[1:], os.Stdout, os.Stderr))
}
