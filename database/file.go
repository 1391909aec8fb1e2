package database

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

// magic begins every SQLite file; https://www.sqlite.org/fileformat2.html.
const magic = "SQLite format 3\x00"

// makeFolder makes the folder of the database when it is missing.
func makeFolder(folder string) error {
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return fmt.Errorf("making the folder of the database: %w", explain(err))
	}
	return nil
}

// prepareFile makes the database file when it is missing, or looks at what is
// there. Only the owner may read it; SQLite gives its side files the same mode.
func prepareFile(path string) (isNew bool, err error) {
	size, err := inspectFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return true, createFile(path)
	}
	if err != nil {
		return false, err
	}
	if err := os.Chmod(path, 0o600); err != nil {
		return false, fmt.Errorf("closing %s to others: %w", path, err)
	}
	return size == 0, nil
}

// inspectFile tells the size of the file and refuses one that is no database.
// It must run before SQLite opens the file: closing a file gives free all locks
// that the process has on it.
func inspectFile(path string) (size int64, err error) {
	file, err := os.Open(path)
	if err != nil {
		return 0, fmt.Errorf("opening the database: %w", err)
	}
	defer file.Close()
	info, err := file.Stat()
	if err != nil {
		return 0, fmt.Errorf("looking at the database: %w", err)
	}
	if !info.Mode().IsRegular() {
		return 0, fmt.Errorf("%s is no file; remove it or name another database", path)
	}
	start := make([]byte, len(magic))
	if _, err := io.ReadFull(file, start); info.Size() > 0 && (err != nil || !bytes.Equal(start, []byte(magic))) {
		return 0, fmt.Errorf("%w (%s does not begin as a database does)", ErrDamaged, path)
	}
	return info.Size(), nil
}

// createFile makes an empty file that lasts. A journal without its database is
// refused: SQLite would throw it away, and with it what somebody may still want.
func createFile(path string) error {
	if _, err := os.Stat(path + "-wal"); err == nil {
		return fmt.Errorf("%w (%s is missing but its journal %s-wal is there)", ErrDamaged, path, path)
	}
	file, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return fmt.Errorf("making the database: %w", explain(err))
	}
	if err := file.Close(); err != nil {
		return fmt.Errorf("making the database: %w", explain(err))
	}
	return syncFolder(filepath.Dir(path))
}

// syncFolder makes the names in a folder last.
func syncFolder(folder string) error {
	dir, err := os.Open(folder)
	if err != nil {
		return fmt.Errorf("opening the folder %s: %w", folder, err)
	}
	defer dir.Close()
	if err := dir.Sync(); err != nil {
		return fmt.Errorf("writing the folder %s: %w", folder, explain(err))
	}
	return nil
}
