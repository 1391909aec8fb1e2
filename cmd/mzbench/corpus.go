package main

import (
	"context"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"mingzhang/content"
	"mingzhang/content/sample"
)

// folder gives the folder of this corpus: one for each number and seed.
func (b *bench) folder(parts ...string) string {
	name := fmt.Sprintf("%d-%d", b.n, b.seed)
	return filepath.Join(append([]string{b.work, name}, parts...)...)
}

// dataFolder is a data folder of the portal with the corpus in it.
func (b *bench) dataFolder() string { return b.folder("data") }

// doneMark stands beside what was written completely.
const doneMark = ".complete"

// ensureCorpus writes the disclosures unless an earlier run has.
func (b *bench) ensureCorpus() error {
	fingerprint, err := b.fingerprint()
	if err != nil {
		return err
	}
	return once(b.folder("data"), fingerprint, func(dir string) error {
		b.progress("writing %d disclosures", b.n)
		return sample.WriteTo(filepath.Join(dir, "content"), b.n, b.seed)
	})
}

// once makes a folder by a call, unless a complete one of the same corpus is
// there.
func once(dir, fingerprint string, fill func(dir string) error) error {
	if mark, err := os.ReadFile(dir + doneMark); err == nil && string(mark) == fingerprint {
		return nil
	}
	if err := os.RemoveAll(dir); err != nil {
		return fmt.Errorf("removing an unfinished folder: %w", err)
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return fmt.Errorf("making a folder for the benches: %w; choose another with -work", err)
	}
	if err := fill(dir); err != nil {
		return err
	}
	return os.WriteFile(dir+doneMark, []byte(fingerprint), 0o644)
}

// fingerprint tells corpora apart: it changes when sample invents other texts.
func (b *bench) fingerprint() (string, error) {
	g, all := sample.New(b.seed), []byte{}
	for i := range 50 {
		text, err := content.Format(g.At(i * max(1, b.n/50)))
		if err != nil {
			return "", fmt.Errorf("writing sample disclosure %d: %w", i, err)
		}
		all = append(all, text...)
	}
	return content.SHA256(all), nil
}

func (b *bench) corpus() error {
	took := make(series, 0, b.rounds)
	trial := min(b.n, 2000)
	for range b.rounds {
		dir, err := os.MkdirTemp("", "mzbench-corpus-*")
		if err != nil {
			return fmt.Errorf("making a folder for a trial: %w", err)
		}
		d, err := timed(func() error { return sample.WriteTo(dir, trial, b.seed) })
		if err = firstError(err, os.RemoveAll(dir)); err != nil {
			return err
		}
		took = append(took, float64(trial)/d*1000)
	}
	if err := b.ensureCorpus(); err != nil {
		return err
	}
	bytes, files, err := sizeOf(b.ctx, filepath.Join(b.dataFolder(), "content"))
	if err != nil {
		return err
	}
	t := newTable("disclosures", "files", "bytes each", "written a second, min / median / max")
	t.add(b.n, files, float64(bytes)/float64(max(files, 1)), took.spread())
	t.print(b.out)
	return nil
}

func firstError(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

// sizeOf adds up the sizes of the files below a folder.
func sizeOf(ctx context.Context, dir string) (bytes int64, files int, err error) {
	err = filepath.WalkDir(dir, func(_ string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		info, err := entry.Info()
		if err != nil {
			return err
		}
		bytes, files = bytes+info.Size(), files+1
		return ctx.Err()
	})
	if err != nil {
		return 0, 0, fmt.Errorf("adding up the files of %s: %w", filepath.Base(dir), err)
	}
	return bytes, files, nil
}
