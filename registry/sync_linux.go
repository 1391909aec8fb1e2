package registry

import (
	"errors"
	"fmt"
	"io/fs"
	"os"

	"golang.org/x/sys/unix"
)

// syncTree makes all files below a folder last, at once: somebody else wrote
// them. A folder that is missing has none.
func syncTree(folder string) error {
	f, err := os.Open(folder)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("opening the folder %s: %w", folder, explain(err))
	}
	defer f.Close()
	if err := unix.Syncfs(int(f.Fd())); err != nil {
		return fmt.Errorf("writing the folder %s: %w", folder, explain(err))
	}
	return nil
}
