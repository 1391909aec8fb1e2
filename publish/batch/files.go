// Package batch reads many files: on all cores, in a fixed order, and so that a
// run that was stopped can go on where it was.
package batch

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// Files names the files that paths stand for: each file itself, each folder with
// all files below it in order of their names. Hidden files, the lock files of
// office programs and links inside of folders are left out. A path that is not
// there and a folder without files stay in the list, so that reading them says so.
func Files(paths []string) ([]string, error) {
	var files []string
	for _, path := range paths {
		info, err := os.Stat(path)
		if err != nil || !info.IsDir() {
			files = append(files, path)
			continue
		}
		inside, err := below(path)
		if err != nil {
			return nil, err
		}
		if len(inside) == 0 {
			inside = []string{path}
		}
		files = append(files, inside...)
	}
	return files, nil
}

func below(folder string) ([]string, error) {
	var files []string
	err := filepath.WalkDir(folder, func(path string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case path != folder && isHidden(entry.Name()) && entry.IsDir():
			return fs.SkipDir
		case entry.Type().IsRegular() && !isHidden(entry.Name()):
			files = append(files, path)
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("listing the folder %s: %w", folder, err)
	}
	return files, nil
}

// isHidden tells the names of what no person calls a document.
func isHidden(name string) bool {
	return strings.HasPrefix(name, ".") || strings.HasPrefix(name, "~$") || strings.HasPrefix(name, ".~") || strings.EqualFold(name, "thumbs.db") || strings.EqualFold(name, "desktop.ini")
}

// maxRead is the size up to which a file is read into memory. It is more than
// what readers take, so that they see that a file is too large.
const maxRead = 21 << 20

// readFile reads a regular file.
func readFile(path string) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	info, err := f.Stat()
	switch {
	case err != nil:
		return nil, err
	case info.IsDir():
		return nil, fmt.Errorf("the folder %s holds no files", path)
	case !info.Mode().IsRegular():
		return nil, errors.Join(err, fmt.Errorf("%s is no regular file", path))
	}
	b := make([]byte, min(info.Size(), maxRead))
	n, err := io.ReadFull(f, b)
	if err != nil && !errors.Is(err, io.ErrUnexpectedEOF) && !errors.Is(err, io.EOF) {
		return nil, err
	}
	return b[:n], nil // shorter when somebody cuts the file at this moment
}
