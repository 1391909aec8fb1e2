package desk

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"syscall"

	"mingzhang/content"
	"mingzhang/database"
	"mingzhang/internal/fault"
)

// originals keeps the files as they were handed in, by their hash. They hold
// personal data: only the owner of the folder may read them, and nothing serves
// them to the public.
//
// A file is written under a pending name, lasting, before a draft may name it,
// and gets its own name once the draft is kept. After a crash the drafts tell
// which pending files are wanted.
type originals struct {
	folder string
	hook   fault.Hook
	// using is held for reading from the moment a file is looked for until a draft
	// names it, so that none is removed in between.
	using sync.RWMutex
}

// pending begins the names of files that no draft may name yet; the hash and
// something of chance follow.
const pending = ".pending-"

// openOriginals makes the folder when it is missing.
func openOriginals(folder string, hook fault.Hook) (*originals, error) {
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return nil, fmt.Errorf("making the folder of originals: %w", explain(err))
	}
	return &originals{folder: folder, hook: hook}, nil
}

// place is where a file lies.
func (o *originals) place(sha256 string) string { return filepath.Join(o.folder, sha256) }

// keep writes a file so that it survives a crash and gives its pending name; none
// when the file is there already.
func (o *originals) keep(b []byte) (name string, err error) {
	sha256 := content.SHA256(b)
	if there, err := os.ReadFile(o.place(sha256)); err == nil && bytes.Equal(there, b) {
		return "", nil
	}
	f, err := os.CreateTemp(o.folder, pending+sha256+"-*") // mode 0600
	if err != nil {
		return "", fmt.Errorf("keeping an original: %w", explain(err))
	}
	if err = o.hook.At("original created"); err == nil {
		_, err = f.Write(b)
	}
	if err = errors.Join(err, f.Sync(), f.Close()); err == nil {
		err = errors.Join(syncFolder(o.folder), o.hook.At("original written"))
	}
	if err != nil {
		return "", fmt.Errorf("keeping an original: %w", explain(errors.Join(err, os.Remove(f.Name()))))
	}
	return filepath.Base(f.Name()), nil
}

// settle gives a pending file its own name. It takes the place of one that is
// damaged, because the name is the hash.
func (o *originals) settle(name string) error {
	if err := o.hook.At("original named"); err != nil {
		return fmt.Errorf("naming an original: %w", explain(err))
	}
	if err := os.Rename(filepath.Join(o.folder, name), o.place(hashOf(name))); err != nil {
		return fmt.Errorf("naming an original: %w", explain(err))
	}
	return explain(syncFolder(o.folder))
}

// drop removes a pending file that no draft will name.
func (o *originals) drop(name string) error {
	if err := os.Remove(filepath.Join(o.folder, name)); err != nil {
		return fmt.Errorf("removing an original that no draft names: %w", explain(err))
	}
	return nil
}

// hashOf reads the hash in a pending name.
func hashOf(name string) string {
	sha256, _, _ := strings.Cut(strings.TrimPrefix(name, pending), "-")
	return sha256
}

// resume ends what a crash left pending: what a draft names gets its name, the
// rest goes.
func (o *originals) resume(named func(sha256 string) (bool, error)) error {
	entries, err := os.ReadDir(o.folder)
	if err != nil {
		return fmt.Errorf("reading the folder of originals: %w", explain(err))
	}
	for _, e := range entries {
		if !strings.HasPrefix(e.Name(), pending) {
			continue
		}
		wanted, err := named(hashOf(e.Name()))
		if err != nil {
			return err
		}
		b, err := os.ReadFile(filepath.Join(o.folder, e.Name()))
		if err != nil {
			return fmt.Errorf("reading an original: %w", explain(err))
		}
		if wanted && content.SHA256(b) == hashOf(e.Name()) {
			err = o.settle(e.Name())
		} else {
			err = o.drop(e.Name())
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func syncFolder(folder string) error {
	f, err := os.Open(folder)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}

// read gives the bytes of an original and refuses ones that changed on disk.
func (o *originals) read(sha256 string) ([]byte, error) {
	b, err := os.ReadFile(o.place(sha256))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, ErrNotFound
	}
	if err != nil {
		return nil, fmt.Errorf("reading an original: %w", explain(err))
	}
	if content.SHA256(b) != sha256 {
		return nil, fmt.Errorf("reading the original %s: %w", sha256, database.ErrDamaged)
	}
	return b, nil
}

// remove deletes an original unless something needs it; a missing one is no error.
func (o *originals) remove(sha256 string, needed func() (bool, error)) error {
	o.using.Lock()
	defer o.using.Unlock()
	yes, err := needed()
	if err != nil || yes {
		return err
	}
	if err := os.Remove(o.place(sha256)); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("removing an original: %w", explain(err))
	}
	return syncFolder(o.folder)
}

// explain says what a failure of the disk is, in the words of the database.
func explain(err error) error {
	switch {
	case errors.Is(err, syscall.ENOSPC), errors.Is(err, syscall.EDQUOT):
		return fmt.Errorf("%w (%w)", database.ErrFull, err)
	case errors.Is(err, syscall.EIO):
		return fmt.Errorf("%w (%w)", database.ErrIO, err)
	}
	return err
}
