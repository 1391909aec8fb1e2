package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"strings"

	"mingzhang/ingest/pdf"
)

// The exit codes of every command.
const (
	exitOK     = 0
	exitFailed = 1 // something could not be done; the message says what
	exitUsage  = 2 // the command line is wrong
)

// streams is what a command may touch of the process around it.
type streams struct {
	in  io.Reader
	out io.Writer
	err io.Writer
	env func(name string) (string, bool)
}

// command is one subcommand.
type command struct {
	name, args, summary string // one without a summary is not for people
	// run does the work. It may define flags on fs and calls parse to read them
	// and the arguments.
	run func(ctx context.Context, c *call) error
}

func commands() []command {
	return []command{
		{"serve", "", "run the portal", serve},
		{"ingest", "FILE...", "read files and folders and print what would be published", ingestFiles},
		{"reindex", "", "build the search index anew", reindex},
		{"export", "", "write every published record as NDJSON", export},
		{"sample", "", "write lifelike invented disclosures for tests and benchmarks", writeSamples},
		{"health", "", "ask a running portal whether it is alive", health},
		{"version", "", "print the version", printVersion},
		{pdf.WorkerCommand, "", "", readPDF},
	}
}

// call is one run of a command.
type call struct {
	streams
	command command
	flags   *flag.FlagSet
	rest    []string
}

// errUsage says that the command line is wrong; the message has been shown.
var errUsage = errors.New("wrong usage")

// errQuiet says that the command failed and has said so itself.
var errQuiet = errors.New("failed")

func run(ctx context.Context, args []string, std streams) int {
	if len(args) == 0 || args[0] == "help" || args[0] == "-h" || args[0] == "--help" {
		usage(std.err)
		if len(args) == 0 {
			return exitUsage
		}
		return exitOK
	}
	for _, c := range commands() {
		if c.name == args[0] {
			return runCommand(ctx, c, args[1:], std)
		}
	}
	fmt.Fprintf(std.err, "mingzhang: there is no command %q\n\n", args[0])
	usage(std.err)
	return exitUsage
}

func runCommand(ctx context.Context, c command, args []string, std streams) int {
	fs := flag.NewFlagSet("mingzhang "+c.name, flag.ContinueOnError)
	fs.SetOutput(std.err)
	fs.Usage = func() {
		fmt.Fprintf(std.err, "mingzhang %s %s: %s\n", c.name, c.args, c.summary)
		fs.PrintDefaults()
	}
	err := c.run(ctx, &call{std, c, fs, args})
	switch {
	case err == nil, errors.Is(err, flag.ErrHelp):
		return exitOK
	case errors.Is(err, errUsage):
		return exitUsage
	case errors.Is(err, errQuiet):
		return exitFailed
	}
	fmt.Fprintf(std.err, "mingzhang %s: %v\n", c.name, err)
	return exitFailed
}

// parse reads flags, wherever they stand, and gives the other arguments. Flags
// that were not given are taken from the environment: --meili-url from
// MINGZHANG_MEILI_URL.
func (c *call) parse() ([]string, error) {
	var words []string
	for rest := c.rest; len(rest) > 0; {
		if err := c.flags.Parse(rest); err != nil {
			if errors.Is(err, flag.ErrHelp) {
				return nil, err
			}
			return nil, errUsage
		}
		if ended := len(rest) > c.flags.NArg() && rest[len(rest)-c.flags.NArg()-1] == "--"; ended {
			words = append(words, c.flags.Args()...)
			break
		}
		if rest = c.flags.Args(); len(rest) > 0 {
			words, rest = append(words, rest[0]), rest[1:]
		}
	}
	return words, c.fromEnvironment()
}

func (c *call) fromEnvironment() error {
	given := map[string]bool{}
	c.flags.Visit(func(f *flag.Flag) { given[f.Name] = true })
	var failed error
	c.flags.VisitAll(func(f *flag.Flag) {
		name := "MINGZHANG_" + strings.ToUpper(strings.ReplaceAll(f.Name, "-", "_"))
		value, set := c.env(name)
		if given[f.Name] || !set || value == "" || failed != nil {
			return
		}
		if err := f.Value.Set(value); err != nil {
			fmt.Fprintf(c.err, "mingzhang %s: %s is %q: %v\n", c.command.name, name, value, err)
			failed = errUsage
		}
	})
	return failed
}

// noArguments reads flags of a command that takes nothing else.
func (c *call) noArguments() error {
	words, err := c.parse()
	if err == nil && len(words) > 0 {
		fmt.Fprintf(c.err, "mingzhang %s: takes no arguments, got %q\n", c.command.name, words)
		return errUsage
	}
	return err
}

func usage(w io.Writer) {
	fmt.Fprint(w, "Mingzhang 明账: public money, published as checked records.\n\n")
	for _, c := range commands() {
		if c.summary == "" {
			continue
		}
		fmt.Fprintf(w, "  mingzhang %-18s %s\n", c.name+" "+c.args, c.summary)
	}
	fmt.Fprint(w, "\nmingzhang COMMAND --help lists the flags; each may come from the environment: MINGZHANG_ADDR for --addr.\n")
}

func printVersion(_ context.Context, c *call) error {
	if err := c.noArguments(); err != nil {
		return err
	}
	_, err := fmt.Fprintf(c.out, "mingzhang %s\n", version)
	return err
}
