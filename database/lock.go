package database

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
)

// lockName is the file in the folder that the writing process holds. It stays
// when the process ends; only the lock on it counts.
const lockName = "lock"

// lock is a folder held by this process.
type lock struct{ file *os.File }

// takeLock holds the folder for this process, or tells with ErrInUse who does.
// flock also tells two holders within one process apart, which the record locks
// of SQLite do not, and the system gives it free however the process ends.
func takeLock(folder string) (*lock, error) {
	name := filepath.Join(folder, lockName)
	file, err := os.OpenFile(name, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, fmt.Errorf("%w (%w)", ErrReadOnly, err)
	}
	err = syscall.Flock(int(file.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
	if errors.Is(err, syscall.EWOULDBLOCK) {
		holder, _ := io.ReadAll(io.LimitReader(file, 20)) // only for the sentence
		return nil, errors.Join(fmt.Errorf("%w (folder %s, process %s)", ErrInUse, folder, strings.TrimSpace(string(holder))), file.Close())
	}
	if err != nil {
		return nil, errors.Join(fmt.Errorf("locking %s: %w; use a local disk", name, err), file.Close())
	}
	if err := sign(file); err != nil {
		return nil, errors.Join(fmt.Errorf("writing %s: %w", name, explain(err)), file.Close())
	}
	return &lock{file}, nil
}

// sign writes who holds the lock, for the sentence that another process shows.
func sign(file *os.File) error {
	if err := file.Truncate(0); err != nil {
		return err
	}
	_, err := file.WriteAt([]byte(strconv.Itoa(os.Getpid())+"\n"), 0)
	return err
}

// release gives the folder free.
func (l *lock) release() error { return l.file.Close() }
