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
	"time"

	"mingzhang/content"
	"mingzhang/database"
	"mingzhang/internal/fault"
)

// originals keeps the files as they were handed in, by their hash. They hold
// personal data: only the owner of the folder may read them, and nothing serves
// them to the public.
type originals struct {
	folder string
	hook   fault.Hook
	// using is held for reading from the moment a file is kept until a draft names
	// it, so that none is removed in between.
	using sync.RWMutex
}

// temporary begins the names of files that are being written.
const temporary = ".writing-"

// openOriginals makes the folder when it is missing and removes what a crash left.
func openOriginals(folder string, hook fault.Hook, now time.Time) (*originals, error) {
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return nil, fmt.Errorf("making the folder of originals: %w", explain(err))
	}
	entries, err := os.ReadDir(folder)
	if err != nil {
		return nil, fmt.Errorf("reading the folder of originals: %w", explain(err))
	}
	for _, e := range entries {
		info, err := e.Info()
		if err != nil || !strings.HasPrefix(e.Name(), temporary) || now.Sub(info.ModTime()) < time.Hour {
			continue
		}
		if err := os.Remove(filepath.Join(folder, e.Name())); err != nil {
			return nil, fmt.Errorf("removing what was left half written: %w", explain(err))
		}
	}
	return &originals{folder: folder, hook: hook}, nil
}

// place is where a file lies.
func (o *originals) place(sha256 string) string { return filepath.Join(o.folder, sha256) }

// keep writes a file once: when it returns nil the bytes survive a crash.
func (o *originals) keep(b []byte) (sha256 string, err error) {
	sha256 = content.SHA256(b)
	place := o.place(sha256)
	if there, err := os.ReadFile(place); err == nil && bytes.Equal(there, b) {
		return sha256, nil
	}
	temp, err := o.write(b)
	if err != nil {
		return "", fmt.Errorf("keeping an original: %w", explain(err))
	}
	defer os.Remove(temp)
	// Rename, not link: what stands there with other bytes is damaged, because the
	// name is the hash.
	if err := errors.Join(o.hook.At("original-written")); err != nil {
		return "", fmt.Errorf("keeping an original: %w", explain(err))
	}
	if err := os.Rename(temp, place); err != nil {
		return "", fmt.Errorf("keeping an original: %w", explain(err))
	}
	if err := syncFolder(o.folder); err != nil {
		return "", fmt.Errorf("keeping an original: %w", explain(err))
	}
	return sha256, nil
}

// write makes a temporary file that lasts.
func (o *originals) write(b []byte) (name string, err error) {
	f, err := os.CreateTemp(o.folder, temporary+"*") // mode 0600
	if err != nil {
		return "", err
	}
	err = o.hook.At("original-write")
	if err == nil {
		_, err = f.Write(b)
	}
	if err := errors.Join(err, f.Sync(), f.Close()); err != nil {
		return "", errors.Join(err, os.Remove(f.Name()))
	}
	return f.Name(), nil
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
