package score

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"iter"
	"maps"
	"path"
	"slices"
	"strings"
)

// Reader reads a file and gives its report in the JSON of the command line.
type Reader func(name string, b []byte) ([]byte, error)

// Result is the score of a corpus.
type Result struct {
	Files []*File
}

// Corpus reads every file of a corpus and scores it. Each folder holds a
// truth.json and files whose names begin with "file"; junk.json at the top lists,
// for each format, what its files hold besides the text.
func Corpus(corpus fs.FS, read Reader) (*Result, error) {
	junk, err := loadJunk(corpus)
	if err != nil {
		return nil, err
	}
	truths, err := fs.Glob(corpus, "*/truth.json")
	if err != nil {
		return nil, fmt.Errorf("listing the truths: %w", err)
	}
	if len(truths) == 0 {
		return nil, errors.New("there is no */truth.json in the corpus")
	}
	result := &Result{}
	for _, name := range truths {
		if err := result.folder(corpus, path.Dir(name), junk, read); err != nil {
			return nil, fmt.Errorf("scoring %s: %w", path.Dir(name), err)
		}
	}
	return result, nil
}

func (r *Result) folder(corpus fs.FS, folder string, junk map[string][]string, read Reader) error {
	b, err := fs.ReadFile(corpus, folder+"/truth.json")
	if err != nil {
		return fmt.Errorf("reading the truth: %w", err)
	}
	truth, err := ParseTruth(b)
	if err != nil {
		return err
	}
	files, err := fs.Glob(corpus, folder+"/file*")
	if err != nil {
		return fmt.Errorf("listing the files: %w", err)
	}
	for _, name := range files {
		b, err := fs.ReadFile(corpus, name)
		if err != nil {
			return fmt.Errorf("reading %s: %w", name, err)
		}
		report, err := read(name, b)
		if err != nil {
			return fmt.Errorf("ingesting %s: %w", name, err)
		}
		format := formatOf(name)
		scored, err := Score(name, format, truth, report, junk[format])
		if err != nil {
			return err
		}
		r.Files = append(r.Files, scored)
	}
	return nil
}

// formatOf is the format of a file by its name: file-gbk.txt is txt-gbk.
func formatOf(name string) string {
	ext := strings.TrimPrefix(path.Ext(name), ".")
	_, variant, found := strings.Cut(strings.TrimSuffix(path.Base(name), path.Ext(name)), "-")
	if found {
		return ext + "-" + variant
	}
	return ext
}

func loadJunk(corpus fs.FS) (map[string][]string, error) {
	junk := map[string][]string{}
	b, err := fs.ReadFile(corpus, "junk.json")
	if errors.Is(err, fs.ErrNotExist) {
		return junk, nil
	}
	if err != nil {
		return nil, fmt.Errorf("reading junk.json: %w", err)
	}
	if err := json.Unmarshal(b, &junk); err != nil {
		return nil, fmt.Errorf("reading junk.json: %w", err)
	}
	return junk, nil
}

// Fields adds up the tallies of all files by field. A format of which files
// failed and none was read has no reader yet: it counts under "read" only.
func (r *Result) Fields() map[string]Tally {
	wired, sums := r.wired(), map[string]Tally{}
	for _, f := range r.Files {
		for field, t := range f.Tallies {
			if field != "read" && !wired[f.Format] {
				continue
			}
			sum := sums[field]
			sum.add(*t)
			sums[field] = sum
		}
	}
	return sums
}

// wired tells for each format whether it has a reader: something was read of it,
// or nothing failed.
func (r *Result) wired() map[string]bool {
	read, failed, wired := map[string]bool{}, map[string]bool{}, map[string]bool{}
	for _, f := range r.Files {
		read[f.Format] = read[f.Format] || f.Reason == ""
		failed[f.Format] = failed[f.Format] || !f.Read
	}
	for format := range read {
		wired[format] = read[format] || !failed[format]
	}
	return wired
}

// Format is the score of all files of one format.
type Format struct {
	Name        string
	Files, Read int
	All         Tally
}

// Formats adds up the tallies of all fields by format.
func (r *Result) Formats() []Format {
	sums := map[string]*Format{}
	for _, f := range r.Files {
		if sums[f.Format] == nil {
			sums[f.Format] = &Format{Name: f.Format}
		}
		sum := sums[f.Format]
		sum.Files++
		if f.Read {
			sum.Read++
		}
		for _, t := range f.Tallies {
			sum.All.add(*t)
		}
	}
	var list []Format
	for _, name := range slices.Sorted(maps.Keys(sums)) {
		list = append(list, *sums[name])
	}
	return list
}

// Alarms lists the false alarms of all files.
func (r *Result) Alarms() []string {
	var list []string
	for _, f := range r.Files {
		for _, a := range f.Alarms {
			list = append(list, f.Name+": "+a)
		}
	}
	return list
}

func mapKeys(m map[string]any) iter.Seq[string] { return maps.Keys(m) }
