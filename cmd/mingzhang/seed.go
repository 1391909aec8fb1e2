package main

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"mingzhang/content"
)

// contentFolder gives the folder of published revisions below the data folder.
// Both are made when they are missing.
func contentFolder(data string) (string, error) {
	folder := filepath.Join(data, "content")
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return "", fmt.Errorf("the data folder %s cannot be written: %w; choose another one with --data or mend its permissions", data, err)
	}
	return folder, nil
}

// fillEmpty writes the disclosures that ship with the program into a content
// folder in which there is nothing yet.
func fillEmpty(folder string) error {
	entries, err := os.ReadDir(folder)
	if err != nil {
		return fmt.Errorf("reading the content folder: %w", err)
	}
	if len(entries) > 0 {
		return nil
	}
	shipped := content.Shipped()
	return fs.WalkDir(shipped, ".", func(p string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		d, err := content.ReadRevision(shipped, p)
		if err != nil {
			return fmt.Errorf("reading a shipped disclosure: %w", err)
		}
		return content.WriteRevision(folder, d)
	})
}
