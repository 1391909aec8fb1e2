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

// Where a command runs when a portal has the data folder open.
const (
	alone  = false // not at all, or it needs no data folder
	shared = true  // within the portal
)

// command is one subcommand.
type command struct {
	name, args, summary string // one without a summary is not for people
	// run does the work. It may define flags on fs and calls parse to read them
	// and the arguments.
	run    func(ctx context.Context, c *call) error
	shared bool
}

func commands() []command {
	return []command{
		{"serve", "", "run the portal", serve, alone},
		{"ingest", "FILE...", "read files and folders and print what would be published", ingestFiles, alone},
		{"publish", "FILE...", "read files and folders and publish what nothing keeps from it", publishFiles, shared},
		{"verify", "FILE PROOF | URL", "check a text by its proof, or a whole portal", verifyPublished, alone},
		{"unit", "add|list|on|off", "look after the units that publish", units, shared},
		{"account", "add|list|link|role|on|off|no-code", "look after the accounts of those who publish", accounts, shared},
		{"token", "add|list|revoke", "look after API tokens", tokens, shared},
		{"erase", "ID REVISION", "remove the text of a revision for ever, as a court may order", erase, shared},
		{"backup", "FILE", "write everything into one file, while the portal runs", backUp, shared},
		{"restore", "FILE", "make a data folder of a backup", restore, alone},
		{"fsck", "", "check everything that is kept, byte by byte", fsck, shared},
		{"reindex", "", "build the search index anew", reindex, shared},
		{"export", "", "write every published record as NDJSON", export, shared},
		{"sample", "", "write lifelike invented disclosures for tests and benchmarks", writeSamples, alone},
		{"health", "", "ask a running portal whether it is alive", health, alone},
		{"version", "", "print the version", printVersion, alone},
		{pdf.WorkerCommand, "", "", readPDF, alone},
	}
}

// call is one run of a command.
type call struct {
	streams
	command command
	flags   *flag.FlagSet
	rest    []string
	open    *dataset // of the portal in which the command runs; nil in a process of its own
	folder  string   // in which the command was given, when that is another one
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
			return runCall(ctx, &call{streams: std, command: c, rest: args[1:]})
		}
	}
	fmt.Fprintf(std.err, "mingzhang: there is no command %q\n\n", args[0])
	usage(std.err)
	return exitUsage
}

func runCall(ctx context.Context, c *call) int {
	c.flags = flag.NewFlagSet("mingzhang "+c.command.name, flag.ContinueOnError)
	c.flags.SetOutput(c.err)
	c.flags.Usage = func() {
		fmt.Fprintf(c.err, "mingzhang %s %s: %s\n", c.command.name, c.command.args, c.command.summary)
		c.flags.PrintDefaults()
	}
	err := c.command.run(ctx, c)
	switch {
	case err == nil, errors.Is(err, flag.ErrHelp):
		return exitOK
	case errors.Is(err, errUsage):
		return exitUsage
	case errors.Is(err, errQuiet):
		return exitFailed
	}
	fmt.Fprintf(c.err, "mingzhang %s: %s\n", c.command.name, printableLines(err.Error()))
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

// variable names the environment variable of a flag.
func variable(f *flag.Flag) string {
	return "MINGZHANG_" + strings.ToUpper(strings.ReplaceAll(f.Name, "-", "_"))
}

func (c *call) fromEnvironment() error {
	given := map[string]bool{}
	c.flags.Visit(func(f *flag.Flag) { given[f.Name] = true })
	var failed error
	c.flags.VisitAll(func(f *flag.Flag) {
		name := variable(f)
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
