package batch

import (
	"context"
	"fmt"

	"mingzhang/content"
	"mingzhang/publish"
)

// Reader gives the report on the bytes of one file; see [publish.Drafts].
type Reader func(ctx context.Context, name string, b []byte) publish.Report

// Run is one run over many files.
type Run struct {
	Read Reader
	Jobs int // files read at the same time, at least 1
	// Journal keeps what was read, so that a later run goes on; nil for none.
	Journal *Journal
}

// Do reads files and calls yield with each report, in the order of files. It
// ends with the error of ctx, of yield or of the journal; a file that cannot be
// read is no error but a rejected report.
func (r Run) Do(ctx context.Context, files []string, yield func(publish.Report) error) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	for result := range r.start(ctx, files) {
		one := <-result
		if one.err != nil {
			return one.err
		}
		if err := yield(one.report); err != nil {
			return err
		}
	}
	return ctx.Err()
}

type result struct {
	report publish.Report
	err    error
}

// start reads files in the background and gives their results in order. As many
// wait to be taken as are read at the same time, so memory stays bounded.
func (r Run) start(ctx context.Context, files []string) <-chan chan result {
	queue := make(chan chan result, max(r.Jobs, 1))
	running := make(chan struct{}, max(r.Jobs, 1))
	go func() {
		defer close(queue)
		for _, file := range files {
			one := make(chan result, 1)
			select {
			case <-ctx.Done():
				return
			case running <- struct{}{}:
			}
			go func() {
				defer func() { <-running }()
				report, err := r.one(ctx, file)
				one <- result{report, err}
			}()
			select {
			case <-ctx.Done():
				return
			case queue <- one:
			}
		}
	}()
	return queue
}

// one gives the report on a file, from the journal when it stands there.
func (r Run) one(ctx context.Context, file string) (publish.Report, error) {
	b, err := readFile(file)
	if err != nil {
		return publish.Rejected(file, "读不到这个文件，请检查路径和权限 · the file cannot be read: "+err.Error()), nil
	}
	sum := content.SHA256(b)
	if report, ok := r.Journal.find(file, sum); ok {
		return report, nil
	}
	report := r.Read(ctx, file, b)
	if err := ctx.Err(); err != nil {
		return publish.Report{}, fmt.Errorf("stopped while reading %s: %w", file, err)
	}
	return report, r.Journal.keep(file, sum, report)
}
