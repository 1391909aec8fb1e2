package batch

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"sync"

	"mingzhang/publish"
)

// Journal keeps the reports of a run in a file, one line of JSON each, in the
// order in which they were made. What it holds is used again when path, bytes
// and rules are the same. It holds personal data and is readable by its owner
// only. A nil Journal keeps nothing.
type Journal struct {
	rules string
	mu    sync.Mutex
	file  *os.File
	size  int64
	known map[string]place // by path
}

// entry is a line of a journal.
type entry struct {
	Path   string         `json:"path"`
	SHA256 string         `json:"sha256"`
	Rules  string         `json:"rules"`
	Report publish.Report `json:"report"`
}

// place says where the last line about a path stands.
type place struct {
	sum            string
	offset, length int64
}

// OpenJournal opens or makes the journal at path. rules names the program that
// reads; lines that another one wrote are not used. A line that a crash cut off
// is removed.
func OpenJournal(path, rules string) (*Journal, error) {
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, fmt.Errorf("opening the journal: %w", err)
	}
	j := &Journal{rules: rules, file: f, known: map[string]place{}}
	if err := j.load(); err != nil {
		return nil, errors.Join(fmt.Errorf("reading the journal %s: %w", path, err), f.Close())
	}
	return j, nil
}

// load finds the whole lines and cuts off what follows them.
func (j *Journal) load() error {
	r := bufio.NewReaderSize(j.file, 1<<20)
	for {
		line, err := r.ReadBytes('\n')
		if errors.Is(err, io.EOF) {
			return j.file.Truncate(j.size)
		}
		if err != nil {
			return err
		}
		var e struct{ Path, SHA256, Rules string }
		if err := json.Unmarshal(line, &e); err != nil || e.Path == "" {
			return fmt.Errorf("it is no journal of this program (byte %d); name another file", j.size)
		}
		if e.Rules == j.rules {
			j.known[e.Path] = place{e.SHA256, j.size, int64(len(line))}
		}
		j.size += int64(len(line))
	}
}

// find gives the report on a file whose bytes have the sum.
func (j *Journal) find(path, sum string) (publish.Report, bool) {
	if j == nil {
		return publish.Report{}, false
	}
	j.mu.Lock()
	at, ok := j.known[path]
	j.mu.Unlock()
	if !ok || at.sum != sum {
		return publish.Report{}, false
	}
	line := make([]byte, at.length)
	if _, err := j.file.ReadAt(line, at.offset); err != nil {
		return publish.Report{}, false // the file is read again
	}
	var e entry
	err := json.Unmarshal(line, &e)
	return e.Report, err == nil
}

// keep appends a report.
func (j *Journal) keep(path, sum string, report publish.Report) error {
	if j == nil {
		return nil
	}
	var line bytes.Buffer
	enc := json.NewEncoder(&line)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(entry{path, sum, j.rules, report}); err != nil {
		return fmt.Errorf("writing the report on %s for the journal: %w", path, err)
	}
	j.mu.Lock()
	defer j.mu.Unlock()
	if _, err := j.file.WriteAt(line.Bytes(), j.size); err != nil {
		return fmt.Errorf("writing the journal: %w", err)
	}
	j.known[path] = place{sum, j.size, int64(line.Len())}
	j.size += int64(line.Len())
	return nil
}

// Known tells how many files stand in the journal.
func (j *Journal) Known() int {
	if j == nil {
		return 0
	}
	j.mu.Lock()
	defer j.mu.Unlock()
	return len(j.known)
}

// Close closes the file.
func (j *Journal) Close() error {
	if j == nil {
		return nil
	}
	return j.file.Close()
}
