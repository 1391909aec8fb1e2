package sample

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"sync/atomic"

	"mingzhang/content"

	"golang.org/x/sync/errgroup"
)

// WriteTo writes the first n disclosures of a seed as Markdown revisions below
// root, on all cores and without waiting for the disk: it is for trials, not
// for what must survive a crash.
func WriteTo(root string, n int, seed uint64) error {
	g := New(seed)
	var next atomic.Int64
	group, ctx := errgroup.WithContext(context.Background())
	for range runtime.GOMAXPROCS(0) {
		group.Go(func() error {
			for i := int(next.Add(1)) - 1; i < n && ctx.Err() == nil; i = int(next.Add(1)) - 1 {
				if err := writeOne(root, g.At(i)); err != nil {
					return fmt.Errorf("writing sample disclosure %d: %w", i, err)
				}
			}
			return nil
		})
	}
	return group.Wait()
}

func writeOne(root string, d *content.Disclosure) error {
	b, err := content.Format(d)
	if err != nil {
		return err
	}
	place := filepath.Join(root, filepath.FromSlash(content.RevisionPath(d.ID, d.Revision)))
	if err := os.MkdirAll(filepath.Dir(place), 0o755); err != nil {
		return err
	}
	return os.WriteFile(place, b, 0o644)
}
