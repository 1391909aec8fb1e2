// Package backup writes everything that a data folder must not lose into one
// file, while the folder is in use, and makes a data folder of such a file again.
//
// A backup is a tar archive (POSIX.1-2001) compressed with Zstandard (RFC 8878):
// the database, the key of the log, the last signed checkpoint, the published
// texts, the originals, and at its end a manifest with the SHA-256 of each. It
// holds the private key and personal data: whoever has it can sign as the log.
package backup

import (
	"archive/tar"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/klauspost/compress/zstd"
)

// The names in a data folder, which are those in a backup.
const (
	databaseName   = "mingzhang.db"
	keyName        = "log.key"
	checkpointName = "checkpoint"
	contentName    = "content"
	sourcesName    = "sources"
	manifestName   = "manifest.json"
)

// format is the version of the manifest.
const format = 1

// manifest lists the files of a backup; one without it was cut off.
type manifest struct {
	Format int               `json:"format"`
	Made   time.Time         `json:"made"`
	Files  map[string]string `json:"files"` // SHA-256 by name
}

// Report is what a backup holds.
type Report struct {
	Made  time.Time
	Files int
	Bytes int64 // before compression
}

// Snapshot writes a consistent copy of the database to a new file, as
// database.DB.Backup does.
type Snapshot func(ctx context.Context, path string) error

// Write writes a backup of a data folder to a new file, readable by its owner
// only. The folder may be in use: the checkpoint is taken before the database and
// the texts after it, and texts are on disk before the database tells of them. A
// file that is there is never replaced: the error is then fs.ErrExist.
func Write(ctx context.Context, file, folder string, snapshot Snapshot, now time.Time) (Report, error) {
	if _, err := os.Lstat(file); err == nil {
		return Report{}, fmt.Errorf("%s is there already; choose another name: %w", file, fs.ErrExist)
	}
	temp, err := os.MkdirTemp(filepath.Dir(file), ".backup-*")
	if err != nil {
		return Report{}, fmt.Errorf("making a backup beside %s: %w", file, err)
	}
	defer os.RemoveAll(temp)
	w := &writer{ctx: ctx, folder: folder, manifest: manifest{format, now.UTC(), map[string]string{}}}
	whole := filepath.Join(temp, "backup")
	if err := w.write(whole, filepath.Join(temp, databaseName), snapshot); err != nil {
		return Report{}, fmt.Errorf("making a backup of %s: %w", folder, err)
	}
	// Link, unlike rename, replaces nothing.
	if err := os.Link(whole, file); err != nil {
		return Report{}, fmt.Errorf("giving the backup its name: %w", err)
	}
	return Report{w.manifest.Made, len(w.manifest.Files), w.bytes}, syncFolder(filepath.Dir(file))
}

// writer adds files to a backup and remembers their hashes.
type writer struct {
	ctx      context.Context
	folder   string
	tar      *tar.Writer
	manifest manifest
	bytes    int64
}

func (w *writer) write(whole, db string, snapshot Snapshot) error {
	f, err := os.OpenFile(whole, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	packed, err := zstd.NewWriter(f)
	if err != nil {
		return errors.Join(err, f.Close())
	}
	w.tar = tar.NewWriter(packed)
	err = w.all(db, snapshot)
	return errors.Join(err, w.tar.Close(), packed.Close(), f.Sync(), f.Close())
}

// all adds everything in the order that makes it consistent.
func (w *writer) all(db string, snapshot Snapshot) error {
	for _, name := range []string{keyName, checkpointName} {
		if err := w.add(name, filepath.Join(w.folder, name)); err != nil {
			return err
		}
	}
	if err := snapshot(w.ctx, db); err != nil {
		return err
	}
	if err := w.add(databaseName, db); err != nil {
		return err
	}
	for _, name := range []string{contentName, sourcesName} {
		if err := w.tree(name); err != nil {
			return err
		}
	}
	return w.addManifest()
}

// tree adds the files below a folder; what is being written is left out. A file
// that goes away meanwhile was erased.
func (w *writer) tree(name string) error {
	return filepath.WalkDir(filepath.Join(w.folder, name), func(path string, entry fs.DirEntry, err error) error {
		if errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		if err != nil {
			return err
		}
		if err := w.ctx.Err(); err != nil {
			return err
		}
		if !entry.Type().IsRegular() || strings.HasPrefix(entry.Name(), ".") {
			return nil
		}
		below, err := filepath.Rel(w.folder, path)
		if err != nil {
			return err
		}
		if err := w.add(filepath.ToSlash(below), path); !errors.Is(err, fs.ErrNotExist) {
			return err
		}
		return nil
	})
}

// add adds one file.
func (w *writer) add(name, path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return err
	}
	if err := w.tar.WriteHeader(&tar.Header{Name: name, Size: info.Size(), Mode: 0o600, ModTime: info.ModTime(), Format: tar.FormatPAX}); err != nil {
		return err
	}
	hash := sha256.New()
	n, err := io.Copy(io.MultiWriter(w.tar, hash), io.LimitReader(f, info.Size()))
	if err != nil {
		return fmt.Errorf("adding %s: %w", name, err)
	}
	w.bytes += n
	w.manifest.Files[name] = hex.EncodeToString(hash.Sum(nil))
	return nil
}

func (w *writer) addManifest() error {
	b, err := json.Marshal(w.manifest)
	if err != nil {
		return err
	}
	if err := w.tar.WriteHeader(&tar.Header{Name: manifestName, Size: int64(len(b)), Mode: 0o600, ModTime: w.manifest.Made, Format: tar.FormatPAX}); err != nil {
		return err
	}
	_, err = w.tar.Write(b)
	return err
}

func syncFolder(folder string) error {
	f, err := os.Open(folder)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}
