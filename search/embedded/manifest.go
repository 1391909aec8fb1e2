package embedded

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"hash/crc32"
	"os"
	"path/filepath"
	"strings"

	"github.com/RoaringBitmap/roaring/v2"
)

// The manifest says which segments make up the index. It is replaced as a whole
// by a rename, which is the moment of every change. It is one line with a format
// word and the CRC-32C of what follows, then JSON.
const (
	manifestName   = "manifest"
	manifestFormat = "mingzhang-index-1"
	segmentSuffix  = ".seg"
	temporary      = ".tmp"
)

// manifest is the state of an index on disk.
type manifest struct {
	Revision string
	Next     uint64 // number of the next segment file
	Segments []manifestSegment
}

// manifestSegment is one segment and its deleted documents.
type manifestSegment struct {
	Name string
	Dead []byte `json:",omitempty"` // serialised roaring bitmap
}

var errManifest = errors.New("manifest is damaged")

// readManifest reads the manifest in dir; the error is os.ErrNotExist when there
// is none.
func readManifest(dir string) (manifest, error) {
	data, err := os.ReadFile(filepath.Join(dir, manifestName))
	if err != nil {
		return manifest{}, fmt.Errorf("read manifest: %w", err)
	}
	return parseManifest(data)
}

func parseManifest(data []byte) (manifest, error) {
	var m manifest
	head, body, ok := bytes.Cut(data, []byte("\n"))
	want := fmt.Sprintf("%s %08x", manifestFormat, crc32.Checksum(body, castagnoli()))
	if !ok || string(head) != want {
		return m, fmt.Errorf("%w: format or checksum", errManifest)
	}
	if err := json.Unmarshal(body, &m); err != nil {
		return m, fmt.Errorf("%w: %w", errManifest, err)
	}
	for _, s := range m.Segments {
		if filepath.Base(s.Name) != s.Name || !strings.HasSuffix(s.Name, segmentSuffix) {
			return m, fmt.Errorf("%w: segment name %q", errManifest, s.Name)
		}
	}
	return m, nil
}

// write replaces the manifest in dir. When it returns nil, the new state is durable.
func (m manifest) write(dir string) error {
	body, err := json.Marshal(m)
	if err != nil {
		return fmt.Errorf("write manifest: %w", err)
	}
	head := fmt.Sprintf("%s %08x\n", manifestFormat, crc32.Checksum(body, castagnoli()))
	path := filepath.Join(dir, manifestName)
	if err := writeDurably(path+temporary, append([]byte(head), body...)); err != nil {
		return fmt.Errorf("write manifest: %w", err)
	}
	if err := syncDir(dir); err != nil { // the segments that it names come first
		return err
	}
	if err := os.Rename(path+temporary, path); err != nil {
		return fmt.Errorf("write manifest: %w", err)
	}
	return syncDir(dir)
}

func writeDurably(path string, data []byte) error {
	file, err := os.Create(path)
	if err != nil {
		return err
	}
	_, err = file.Write(data)
	if err == nil {
		err = file.Sync()
	}
	return errors.Join(err, file.Close())
}

// syncDir makes new names in dir durable.
func syncDir(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return fmt.Errorf("sync folder: %w", err)
	}
	if err := errors.Join(d.Sync(), d.Close()); err != nil {
		return fmt.Errorf("sync folder: %w", err)
	}
	return nil
}

// readDead reads the deleted documents of a segment of n documents.
func readDead(raw []byte, n uint32) (*roaring.Bitmap, error) {
	if len(raw) == 0 {
		return nil, nil
	}
	dead := roaring.New()
	if _, err := dead.ReadFrom(bytes.NewReader(raw)); err != nil {
		return nil, fmt.Errorf("%w: deleted documents: %w", errManifest, err)
	}
	if err := dead.Validate(); err != nil {
		return nil, fmt.Errorf("%w: deleted documents: %w", errManifest, err)
	}
	if !dead.IsEmpty() && dead.Maximum() >= n {
		return nil, fmt.Errorf("%w: deleted document out of range", errManifest)
	}
	return dead, nil
}
