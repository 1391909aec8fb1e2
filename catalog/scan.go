package catalog

import (
	"context"
	"fmt"
	"io/fs"
	"path"
	"runtime"
	"slices"
	"strings"
	"sync"

	"mingzhang/content"

	"golang.org/x/sync/errgroup"
)

// maxDepth is how deep below the content folder misplaced files are looked for.
const maxDepth = 8

// scan finds the newest revision of every disclosure below a content folder, in
// the order of ids. Markdown files out of place become problems; names that
// begin with a dot and other kinds of files are left alone.
func scan(ctx context.Context, fsys fs.FS) ([]file, []Problem, error) {
	top, err := fs.ReadDir(fsys, ".")
	if err != nil {
		return nil, nil, fmt.Errorf("reading the content folder: %w", err)
	}
	all := &scanner{fsys: fsys, ctx: ctx}
	all.folder(".", slices.DeleteFunc(slices.Clone(top), fs.DirEntry.IsDir), 0)
	var mu sync.Mutex
	var work errgroup.Group
	work.SetLimit(runtime.GOMAXPROCS(0))
	for _, entry := range top {
		if !entry.IsDir() {
			continue
		}
		work.Go(func() error {
			part := &scanner{fsys: fsys, ctx: ctx}
			part.walk(entry.Name(), 1)
			mu.Lock()
			defer mu.Unlock()
			all.files, all.problems = append(all.files, part.files...), append(all.problems, part.problems...)
			return nil
		})
	}
	_ = work.Wait() // parts report problems, not errors
	if err := ctx.Err(); err != nil {
		return nil, nil, fmt.Errorf("reading the content folder: %w", err)
	}
	slices.SortFunc(all.files, func(a, b file) int { return strings.Compare(a.id, b.id) })
	return all.files, all.problems, nil
}

type scanner struct {
	fsys     fs.FS
	ctx      context.Context
	files    []file
	problems []Problem
}

func (s *scanner) fail(path string, err error) { s.problems = append(s.problems, problem(path, err)) }

func (s *scanner) walk(dir string, depth int) {
	if s.ctx.Err() != nil || strings.HasPrefix(path.Base(dir), ".") {
		return
	}
	if depth > maxDepth {
		s.fail(dir, fmt.Errorf("the folder lies too deep; revisions stand in REGION/YEAR"))
		return
	}
	entries, err := fs.ReadDir(s.fsys, dir)
	if err != nil {
		s.fail(dir, fmt.Errorf("reading a folder of revisions: %w", err))
		return
	}
	s.folder(dir, entries, depth)
}

// folder looks at the entries of one folder. All revisions of an id stand in one
// folder, so that the newest can be chosen here.
func (s *scanner) folder(dir string, entries []fs.DirEntry, depth int) {
	newest := map[string]int{} // id -> place in s.files
	for _, e := range entries {
		p := path.Join(dir, e.Name())
		if e.IsDir() {
			s.walk(p, depth+1)
			continue
		}
		if strings.HasPrefix(e.Name(), ".") || !strings.HasSuffix(e.Name(), ".md") {
			continue
		}
		f, err := inspect(p, e)
		if err != nil {
			s.fail(p, err)
			continue
		}
		if at, known := newest[f.id]; !known {
			newest[f.id] = len(s.files)
			s.files = append(s.files, f)
		} else if s.files[at].revision < f.revision {
			s.files[at] = f
		}
	}
}

func inspect(p string, e fs.DirEntry) (file, error) {
	id, revision, err := content.ParseRevisionPath(p)
	if err != nil {
		return file{}, err
	}
	info, err := e.Info()
	if err != nil {
		return file{}, fmt.Errorf("looking at a revision: %w", err)
	}
	return file{id, revision, info.Size(), info.ModTime().UnixNano()}, nil
}
