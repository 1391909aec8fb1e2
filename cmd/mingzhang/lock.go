package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"golang.org/x/sys/unix"
)

// lockFolder takes the data folder for this process. The lock ends with the
// process, however that ends.
func lockFolder(folder string) (unlock func() error, err error) {
	f, err := os.OpenFile(filepath.Join(folder, "lock"), os.O_CREATE|os.O_RDWR, 0o644)
	if err != nil {
		return nil, fmt.Errorf("the data folder %s cannot be written: %w; choose another one with --data or mend its permissions", folder, err)
	}
	if err := unix.Flock(int(f.Fd()), unix.LOCK_EX|unix.LOCK_NB); err != nil {
		f.Close()
		if errors.Is(err, unix.EWOULDBLOCK) {
			return nil, fmt.Errorf("the data folder %s is in use by another mingzhang; stop that one or choose another folder with --data", folder)
		}
		return nil, fmt.Errorf("locking the data folder %s: %w", folder, err)
	}
	return f.Close, nil
}
