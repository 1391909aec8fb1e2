package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"
)

// visibleLimit is when a publication counts as lost.
const visibleLimit = time.Minute

// visible publishes into a running portal, from the command line, and looks how
// long after the receipt a reader sees it over HTTP: as a record, in the list of
// what is newest, and by a search. It works on a copy of the data folder.
func (b *bench) visible() error {
	if err := b.embedded(func(*portal) error { return nil }); err != nil { // makes index and caches
		return err
	}
	folder := b.folder("visible")
	if err := os.RemoveAll(folder); err != nil {
		return fmt.Errorf("removing what a run left: %w", err)
	}
	b.progress("copying the data folder")
	if out, err := exec.CommandContext(b.ctx, "cp", "-a", b.dataFolder(), folder).CombinedOutput(); err != nil {
		return fmt.Errorf("copying the data folder: %w: %s", err, lastLine(out))
	}
	err := b.withPortal([]string{"--data", folder}, func(p *portal, _ time.Duration) error {
		if err := p.await(b.ctx, indexLimit, p.indexReady); err != nil {
			return err
		}
		return b.watchPublications(p, folder)
	})
	return errors.Join(err, os.RemoveAll(folder))
}

// watchPublications publishes one after the other.
func (b *bench) watchPublications(p *portal, folder string) error {
	var record, list, search series
	for i := range 2*b.rounds + 1 {
		word := fmt.Sprintf("黼黻%c文章%c专项", rune('甲'+i), rune('子'+i))
		id, at, err := b.publishInto(folder, word)
		if err != nil {
			return err
		}
		seen, err := b.watch(p, id, at, []string{"/api/v1/disclosures/" + id, listPath + "sort=-updated&limit=5&fields=id", listPath + "q=" + word + "&fields=id"})
		if err != nil {
			return err
		}
		if i > 0 { // the first one warms up
			record, list, search = append(record, seen[0]), append(list, seen[1]), append(search, seen[2])
		}
	}
	t := newTable(fmt.Sprintf("published beside %d disclosures", b.n), "target, s", "seen after s, min / median / max")
	t.add("the record", "≤ 1", record.spread())
	t.add("in the list", "≤ 1", list.spread())
	t.add("by a search", "≤ 1", search.spread())
	t.print(b.out)
	fmt.Fprint(b.out, "From the receipt of `mingzhang publish`, asked every 5 ms.\n")
	return nil
}

// publishInto publishes one file and gives its id and when the receipt came.
func (b *bench) publishInto(folder, word string) (id string, at time.Time, err error) {
	file := filepath.Join(b.folder(), "visible.txt")
	if err := os.WriteFile(file, []byte(publicText(word)), 0o600); err != nil {
		return "", at, fmt.Errorf("writing a file to publish: %w", err)
	}
	path, err := b.portalPath()
	if err != nil {
		return "", at, err
	}
	var words bytes.Buffer
	cmd := exec.CommandContext(b.ctx, path, "publish", "--data", folder, file)
	cmd.Stderr = &words
	out, err := cmd.StdoutPipe()
	if err == nil {
		err = cmd.Start()
	}
	if err != nil {
		return "", at, fmt.Errorf("publishing: %w", err)
	}
	err = eachLine(out, func(line string) {
		if first, _, ok := strings.Cut(line, " "); ok && id == "" {
			id, at = first, time.Now()
		}
	})
	if err = firstError(err, cmd.Wait()); err != nil || id == "" {
		return "", at, fmt.Errorf("publishing: %w: %s", err, lastLine(words.Bytes()))
	}
	return id, at, nil
}

// watch asks for each path until it tells of the id, and gives the seconds since
// the receipt.
func (b *bench) watch(p *portal, id string, since time.Time, paths []string) ([]float64, error) {
	ctx, cancel := context.WithTimeout(b.ctx, visibleLimit)
	defer cancel()
	tick := time.NewTicker(5 * time.Millisecond)
	defer tick.Stop()
	seen := make([]float64, len(paths))
	for missing := len(paths); missing > 0; {
		for i, path := range paths {
			if seen[i] > 0 {
				continue
			}
			if body, _, err := p.get(path, ""); err == nil && bytes.Contains(body, []byte(id)) {
				seen[i] = time.Since(since).Seconds()
				missing--
			}
		}
		select {
		case <-ctx.Done():
			return nil, fmt.Errorf("%s is not seen by everybody after %s: %v", id, visibleLimit, seen)
		case <-tick.C:
		}
	}
	return seen, nil
}
