package backup

import (
	"archive/tar"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/klauspost/compress/zstd"
)

// ErrDamaged says that a file is no whole backup.
var ErrDamaged = errors.New("this is no whole backup; take another copy")

// ErrNotEmpty says that a folder is in the way.
var ErrNotEmpty = errors.New("a backup is only restored into a folder that is empty or not there; move what is there away")

// maxManifest limits the bytes of a manifest, of some hundred a file.
const maxManifest = 1 << 30

// Restore makes a data folder of a backup. The folder must be empty or not there.
// Every byte is checked before the folder gets its name; after an error nothing is
// left. The error is ErrDamaged or ErrNotEmpty, or that of the disk.
func Restore(file, folder string) (Report, error) {
	if entries, err := os.ReadDir(folder); err == nil && len(entries) > 0 {
		return Report{}, fmt.Errorf("restoring to %s: %w", folder, ErrNotEmpty)
	} else if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return Report{}, fmt.Errorf("restoring to %s: %w", folder, err)
	}
	parent := filepath.Dir(filepath.Clean(folder))
	if err := os.MkdirAll(parent, 0o755); err != nil {
		return Report{}, fmt.Errorf("restoring to %s: %w", folder, err)
	}
	temp, err := os.MkdirTemp(parent, ".restoring-*")
	if err != nil {
		return Report{}, fmt.Errorf("restoring to %s: %w", folder, err)
	}
	defer os.RemoveAll(temp)
	report, err := unpack(file, temp)
	if err != nil {
		return Report{}, fmt.Errorf("restoring %s: %w", file, err)
	}
	if err := os.Remove(folder); err != nil && !errors.Is(err, fs.ErrNotExist) { // only an empty one goes away
		return Report{}, fmt.Errorf("taking the empty folder away: %w", err)
	}
	if err := os.Rename(temp, folder); err != nil {
		return Report{}, fmt.Errorf("giving the restored folder its name: %w", err)
	}
	return report, syncFolder(parent)
}

// unpack writes the files of a backup into a folder and checks them against the
// manifest.
func unpack(file, folder string) (Report, error) {
	f, err := os.Open(file)
	if err != nil {
		return Report{}, err
	}
	defer f.Close()
	packed, err := zstd.NewReader(f)
	if err != nil {
		return Report{}, err
	}
	defer packed.Close()
	u := &unpacker{folder: folder, hashes: map[string]string{}}
	if err := u.files(tar.NewReader(packed)); err != nil {
		return Report{}, err
	}
	switch {
	case u.manifest == nil:
		return Report{}, fmt.Errorf("%w: it has no manifest", ErrDamaged)
	case u.manifest.Format != format:
		return Report{}, fmt.Errorf("%w: its manifest has the version %d, this program knows %d", ErrDamaged, u.manifest.Format, format)
	case !maps.Equal(u.manifest.Files, u.hashes):
		return Report{}, fmt.Errorf("%w: its files are not those of its manifest", ErrDamaged)
	case u.hashes[databaseName] == "" || u.hashes[keyName] == "":
		return Report{}, fmt.Errorf("%w: it lacks the database or the key", ErrDamaged)
	}
	return Report{u.manifest.Made, len(u.hashes), u.bytes}, u.sync()
}

type unpacker struct {
	folder   string
	hashes   map[string]string
	bytes    int64
	manifest *manifest
}

func (u *unpacker) files(r *tar.Reader) error {
	for {
		head, err := r.Next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("%w: %w", ErrDamaged, err)
		}
		if u.manifest != nil || head.Typeflag != tar.TypeReg || !isOurs(head.Name) || u.hashes[head.Name] != "" {
			return fmt.Errorf("%w: %.100q does not belong in it", ErrDamaged, head.Name)
		}
		if head.Name == manifestName {
			err = u.readManifest(r)
		} else {
			err = u.file(head.Name, r)
		}
		if err != nil {
			return err
		}
	}
}

// isOurs tells the names that a backup may hold; none of them leads anywhere else.
func isOurs(name string) bool {
	if slices.Contains([]string{databaseName, keyName, checkpointName, manifestName}, name) {
		return true
	}
	top, _, below := strings.Cut(name, "/")
	return below && (top == contentName || top == sourcesName) && fs.ValidPath(name) && path.Base(name)[0] != '.' && !strings.Contains(name, "\\")
}

func (u *unpacker) readManifest(r io.Reader) error {
	u.manifest = &manifest{}
	if err := json.NewDecoder(io.LimitReader(r, maxManifest)).Decode(u.manifest); err != nil {
		return fmt.Errorf("%w: its manifest: %w", ErrDamaged, err)
	}
	return nil
}

// file writes one file. Published texts may be read by all, all else by the owner.
func (u *unpacker) file(name string, r io.Reader) error {
	place := filepath.Join(u.folder, filepath.FromSlash(name))
	mode, folderMode := fs.FileMode(0o600), fs.FileMode(0o700)
	if strings.HasPrefix(name, contentName+"/") {
		mode, folderMode = 0o644, 0o755
	}
	if err := os.MkdirAll(filepath.Dir(place), folderMode); err != nil {
		return err
	}
	f, err := os.OpenFile(place, os.O_WRONLY|os.O_CREATE|os.O_EXCL, mode)
	if err != nil {
		return err
	}
	hash := sha256.New()
	n, err := io.Copy(io.MultiWriter(f, hash), r)
	if err = errors.Join(err, f.Sync(), f.Close()); err != nil {
		return fmt.Errorf("writing %s: %w", name, err)
	}
	u.bytes += n
	u.hashes[name] = hex.EncodeToString(hash.Sum(nil))
	return nil
}

// sync makes the folders durable.
func (u *unpacker) sync() error {
	return filepath.WalkDir(u.folder, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || !entry.IsDir() {
			return err
		}
		return syncFolder(path)
	})
}
