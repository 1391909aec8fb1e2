package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
)

// bench is one run of the program.
type bench struct {
	ctx    context.Context
	n      int    // disclosures
	seed   uint64 // of the disclosures
	rounds int    // repetitions of what is timed
	work   string // folder of everything that is kept between runs
	binary string // the portal
	only   string // engine, or "" for both
	out    io.Writer
	log    io.Writer
}

// section is a part of the report.
type section struct {
	name, about string
	run         func(*bench) error
}

func sections() []section {
	return []section{
		{"corpus", "write the invented disclosures", (*bench).corpus},
		{"ingest", "read files as units have them, and hostile ones", (*bench).ingest},
		{"quality", "judged queries on both engines", (*bench).quality},
		{"index", "build, size and speed of both engines", (*bench).engines},
		{"ids", "the engines alone", (*bench).ids},
		{"boot", "start of the portal", (*bench).boot},
		{"memory", "memory of the portal", (*bench).weigh},
		{"catalog", "filter, facets and sums", (*bench).catalog},
		{"search", "search over HTTP", (*bench).searchHTTP},
		{"meili", "the API beside Meilisearch asked directly", (*bench).direct},
		{"pages", "cached pages beside nginx, and the cost of one that is not cached", (*bench).pages},
		{"weight", "bytes of a first view", (*bench).weight},
		{"publish", "publications acknowledged by the registry", (*bench).publish},
		{"visible", "from the receipt to the reader", (*bench).visible},
		{"log", "the log over HTTP", (*bench).serveLog},
		{"verify", "the check of a log of 1,000,000 entries", (*bench).verify},
		{"upload", "a .docx file of 2 MB to a finished draft", (*bench).upload},
		{"cold", "start without the catalog's cache", (*bench).cold},
	}
}

// The exit codes.
const (
	exitOK = iota
	exitFailed
	exitUsage
)

func run(ctx context.Context, args []string, out, log io.Writer) int {
	b := &bench{ctx: ctx, out: out, log: log}
	flags := flag.NewFlagSet("mzbench", flag.ContinueOnError)
	flags.SetOutput(log)
	which := flags.String("run", ".", "`regexp` of the sections to run")
	flags.IntVar(&b.n, "n", 100_000, "number of disclosures")
	flags.Uint64Var(&b.seed, "seed", 1, "seed of the disclosures")
	flags.IntVar(&b.rounds, "rounds", 5, "repetitions of what is timed")
	flags.StringVar(&b.work, "work", filepath.Join(os.TempDir(), "mzbench"), "`folder` for corpus and indexes; it is used again by the next run")
	flags.StringVar(&b.binary, "binary", "bin/mingzhang", "`file` of the portal, as make build makes it")
	flags.StringVar(&b.only, "engine", "", "`name` of the one search engine to measure: embedded or meilisearch")
	flags.Usage = func() {
		fmt.Fprint(log, "mzbench measures the portal. Sections:\n")
		for _, s := range sections() {
			fmt.Fprintf(log, "  %-8s %s\n", s.name, s.about)
		}
		flags.PrintDefaults()
	}
	if err := flags.Parse(args); err != nil {
		return exitUsage
	}
	chosen, err := choose(*which)
	if err != nil || b.n < 1 || b.rounds < 1 || flags.NArg() > 0 {
		fmt.Fprintf(log, "mzbench: -run must be a regular expression that names a section, -n and -rounds must be positive, and nothing else is taken (%v)\n", err)
		return exitUsage
	}
	return b.report(chosen, args)
}

func choose(pattern string) ([]section, error) {
	re, err := regexp.Compile(pattern)
	if err != nil {
		return nil, err
	}
	var chosen []section
	for _, s := range sections() {
		if re.MatchString(s.name) {
			chosen = append(chosen, s)
		}
	}
	if len(chosen) == 0 {
		return nil, fmt.Errorf("no section matches %q", pattern)
	}
	return chosen, nil
}

func (b *bench) report(chosen []section, args []string) int {
	fmt.Fprintf(b.out, "%s\nCommand: `mzbench %s` (%d disclosures, seed %d, %d rounds)\n",
		machine(), strings.Join(args, " "), b.n, b.seed, b.rounds)
	code := exitOK
	for _, s := range chosen {
		fmt.Fprintf(b.out, "\n## %s: %s\n\n", s.name, s.about)
		if err := s.run(b); err != nil {
			fmt.Fprintf(b.log, "mzbench %s: %v\n", s.name, err)
			fmt.Fprintf(b.out, "Failed: %v\n", err)
			code = exitFailed
		}
		if b.ctx.Err() != nil {
			return exitFailed
		}
	}
	return code
}

// progress tells whoever waits what is being done.
func (b *bench) progress(format string, args ...any) {
	fmt.Fprintf(b.log, "… "+format+"\n", args...)
}
