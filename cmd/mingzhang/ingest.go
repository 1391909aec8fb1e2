package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"runtime"
	"runtime/debug"

	"mingzhang/ingest"
	"mingzhang/ingest/pdf"
	"mingzhang/publish"
	"mingzhang/publish/batch"
)

// ingestFiles reads files and prints what would be published. It publishes nothing.
func ingestFiles(ctx context.Context, c *call) error {
	asJSON := c.flags.Bool("json", false, "print one JSON object instead of a table")
	jobs := c.flags.Int("jobs", runtime.GOMAXPROCS(0), "`number` of files read at the same time")
	journal := c.flags.String("journal", "", "`file` that keeps what was read, so that a run that was stopped goes on; it holds personal data")
	paths, err := c.parse()
	if err != nil {
		return err
	}
	if len(paths) == 0 || *jobs < 1 {
		fmt.Fprintln(c.err, "mingzhang ingest: name at least one file or folder, and at least one job")
		return errUsage
	}
	collectLess()
	files, err := batch.Files(paths)
	if err != nil {
		return err
	}
	pool := pdf.NewPool(pdf.Config{CacheDir: pdfCache()})
	reader := &ingest.Reader{PDF: pool.Read}
	run := batch.Run{Jobs: *jobs, Read: func(ctx context.Context, name string, b []byte) publish.Report {
		return publish.Drafts(ctx, reader, name, b)
	}}
	if *journal != "" {
		if run.Journal, err = batch.OpenJournal(*journal, build()); err != nil {
			return errors.Join(err, pool.Close())
		}
	}
	err = readAll(ctx, c, run, files, *asJSON)
	return errors.Join(err, run.Journal.Close(), pool.Close())
}

// collectLess trades memory for time: what a file leaves behind is some megabytes,
// so rubbish may pile up higher than a program is used to. Near the limit it is
// collected as ever, for the sake of hostile files.
func collectLess() {
	const percent, limit = 400, 200 << 20 // limit in bytes; what is in use may exceed it
	debug.SetGCPercent(percent)
	debug.SetMemoryLimit(limit)
}

// readAll reads files and prints each report as it comes.
func readAll(ctx context.Context, c *call, run batch.Run, files []string, asJSON bool) error {
	var out printer = newTable(c.out)
	if asJSON {
		out = &jsonReports{w: c.out}
	}
	progress := newProgress(c.err, len(files), isTerminal(c.err) && (asJSON || !isTerminal(c.out)))
	rejected := 0
	err := run.Do(ctx, files, func(r publish.Report) error {
		if r.Rejected != "" {
			rejected++
		}
		progress.step(rejected)
		return out.report(r)
	})
	progress.end()
	if ctx.Err() != nil && run.Journal != nil {
		fmt.Fprintf(c.err, "已停止；%d个文件的结果已保存，用同一命令可以继续 · stopped; %d files are kept, the same command goes on\n", run.Journal.Known(), run.Journal.Known())
		return errQuiet
	}
	if err == nil {
		err = out.end()
	}
	if err != nil {
		return fmt.Errorf("reading %d files: %w", len(files), err)
	}
	if rejected > 0 {
		return errQuiet
	}
	return nil
}

// isTerminal tells whether somebody may watch what is written.
func isTerminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	if !ok {
		return false
	}
	info, err := f.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}
