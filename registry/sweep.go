package registry

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"mingzhang/content"
)

// leftFor is how long a temporary file is left alone: nothing takes that long to
// write.
const leftFor = time.Hour

// Sweep removes the temporary files that crashes have left for more than an
// hour, and tells how many. Published texts and those put aside stay.
func (r *Registry) Sweep(ctx context.Context) (removed int, err error) {
	data := filepath.Dir(r.content)
	old := r.now().Add(-leftFor)
	err = filepath.WalkDir(data, func(path string, entry fs.DirEntry, err error) error {
		if err := errors.Join(err, ctx.Err()); err != nil {
			return err
		}
		if entry.IsDir() {
			if path != data && path != r.content && !strings.HasPrefix(path, r.content+string(filepath.Separator)) {
				return fs.SkipDir
			}
			return nil
		}
		if temporary, err := filepath.Match(content.TempPattern, entry.Name()); err != nil || !temporary {
			return err
		}
		info, err := entry.Info()
		if err != nil || info.ModTime().After(old) {
			return ignoreMissing(err)
		}
		removed++
		return ignoreMissing(os.Remove(path))
	})
	if err != nil {
		return removed, fmt.Errorf("sweeping %s: %w", data, explain(err))
	}
	return removed, nil
}

// ignoreMissing is for files that somebody else may remove meanwhile.
func ignoreMissing(err error) error {
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}
