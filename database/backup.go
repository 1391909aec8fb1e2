package database

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
)

// Backup writes the database as of now to a new file, while it is read and
// written. The file is whole once it has its name, readable by its owner only,
// and Open takes it. A file that is there is never replaced: the error is then
// fs.ErrExist.
func (db *DB) Backup(ctx context.Context, path string) error {
	path, err := filepath.Abs(path)
	if err != nil {
		return fmt.Errorf("finding %s: %w", path, err)
	}
	part, err := os.CreateTemp(filepath.Dir(path), ".backup-*") // mode 0600
	if err != nil {
		return fmt.Errorf("making the backup: %w", explain(err))
	}
	defer os.Remove(part.Name())
	err = db.copyTo(ctx, part)
	if err := errors.Join(err, part.Close()); err != nil {
		return fmt.Errorf("writing the backup %s: %w", path, explain(err))
	}
	if err := os.Link(part.Name(), path); err != nil {
		return fmt.Errorf("naming the backup: %w", err)
	}
	return syncFolder(filepath.Dir(path))
}

// copyTo fills an empty file. SQLite does not wait for the disk here
// (https://www.sqlite.org/lang_vacuum.html), so we do.
func (db *DB) copyTo(ctx context.Context, part *os.File) error {
	if _, err := db.reader.ExecContext(ctx, "VACUUM INTO ?", part.Name()); err != nil {
		return err
	}
	return part.Sync()
}
