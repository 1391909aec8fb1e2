package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"time"
)

// engines builds each index anew and says what that costs.
func (b *bench) engines() error {
	if err := b.ensureCorpus(); err != nil {
		return err
	}
	if err := b.warmUp(); err != nil {
		return err
	}
	t := newTable("index", "documents", "seconds", "CPU seconds", "documents a CPU second", "MB on disk")
	for _, name := range []string{embeddedEngine, meiliEngine} {
		if b.only != "" && b.only != name {
			continue
		}
		if err := b.build(t, name); err != nil {
			t.add(name, "failed: "+err.Error(), "", "", "", "")
		}
	}
	t.print(b.out)
	fmt.Fprint(b.out, "With `mingzhang reindex`: reading the texts from their files is part of it, on both sides of the wire.\n")
	return nil
}

// warmUp has the catalog's cache written, so that it is not counted as indexing.
func (b *bench) warmUp() error {
	return b.withPortal(nil, func(*portal, time.Duration) error { return nil })
}

// build builds one index and adds what that took to the table.
func (b *bench) build(t *table, name string) error {
	b.progress("building the %s index", name)
	if name == embeddedEngine {
		return b.clock(t, name, filepath.Join(b.dataFolder(), "search"), nil, func() (time.Duration, error) { return 0, nil })
	}
	return b.withMeili(func(meili *process, flags []string) error {
		return b.clock(t, name, b.folder("meili"), flags, func() (time.Duration, error) { return cpuTime(meili.pid()) })
	})
}

// clock times a build: the command, and a server's work that others tells.
func (b *bench) clock(t *table, name, folder string, flags []string, others func() (time.Duration, error)) error {
	before, err := others()
	if err != nil {
		return err
	}
	began := time.Now()
	cpu, err := b.reindex(flags)
	took := time.Since(began)
	if err != nil {
		return err
	}
	after, err := others()
	if err != nil {
		return err
	}
	cpu += after - before
	bytes, _, err := sizeOf(b.ctx, folder)
	if err == nil {
		t.add(name, b.n, took.Seconds(), cpu.Seconds(), float64(b.n)/cpu.Seconds(), float64(bytes)/1e6)
	}
	return err
}

// reindex runs the command and gives the CPU time that it took.
func (b *bench) reindex(flags []string) (time.Duration, error) {
	path, err := b.portalPath()
	if err != nil {
		return 0, err
	}
	ctx, cancel := b.context(indexLimit)
	defer cancel()
	cmd := exec.CommandContext(ctx, path, append([]string{"reindex", "--data", b.dataFolder()}, flags...)...)
	words, err := cmd.CombinedOutput()
	if err != nil {
		return 0, fmt.Errorf("building the index: %w: %s", err, lastLine(words))
	}
	return cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime(), nil
}

func lastLine(words []byte) string {
	text := []byte{}
	for i := len(words) - 1; i >= 0 && !(words[i] == '\n' && len(text) > 0); i-- {
		text = append([]byte{words[i]}, text...)
	}
	return string(text)
}

// dropCache removes what the catalog remembers between starts.
func (b *bench) dropCache() error {
	if err := os.RemoveAll(filepath.Join(b.dataFolder(), "cache")); err != nil {
		return fmt.Errorf("removing the catalog's cache: %w", err)
	}
	return nil
}
