//go:build !linux

package registry

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// syncTree makes all files below a folder last, one by one: somebody else wrote
// them. A folder that is missing has none.
func syncTree(folder string) error {
	err := filepath.WalkDir(folder, func(path string, _ fs.DirEntry, err error) error {
		if err != nil {
			return ignoreMissing(err)
		}
		f, err := os.Open(path)
		if err != nil {
			return err
		}
		return errors.Join(f.Sync(), f.Close())
	})
	if err != nil {
		return fmt.Errorf("writing the folder %s: %w", folder, explain(err))
	}
	return nil
}
