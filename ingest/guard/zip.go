// Package guard opens the packages that office programs write, archives and XML,
// without trusting a byte of them: sizes, counts, depth and names are bounded,
// nothing is ever fetched or written to disk.
package guard

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"path"
	"slices"
	"strings"

	"mingzhang/ingest/source"
)

// Limits on an archive.
const (
	maxEntries  = 2_000
	maxPart     = 32 << 20 // bytes of one entry, unpacked
	maxUnpacked = 64 << 20 // bytes of all entries that are read
)

// Archive is an opened zip archive.
type Archive struct {
	name  string // of the format, for people
	files map[string]*zip.File
	left  int64 // bytes that may still be unpacked
}

// OpenZip opens an archive; format names it for people, such as Word文档.
func OpenZip(format string, b []byte) (*Archive, error) {
	r, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil && !errors.Is(err, zip.ErrInsecurePath) { // names are checked below
		return nil, source.Broken(format, err)
	}
	if len(r.File) > maxEntries {
		return nil, suspicious(fmt.Sprintf("包内有%d个文件", len(r.File)), fmt.Sprintf("it packs %d files", len(r.File)))
	}
	a := &Archive{name: format, files: map[string]*zip.File{}, left: maxUnpacked}
	for _, f := range r.File {
		if err := a.take(f); err != nil {
			return nil, err
		}
	}
	return a, nil
}

func (a *Archive) take(f *zip.File) error {
	name := f.Name
	switch {
	case f.Flags&1 != 0:
		return source.Refuse("文件加了密码，无法读取；请取消密码保护后再提交", "the file is protected by a password; remove it and send the file again")
	case strings.Contains(name, `\`), path.IsAbs(name), slices.Contains(strings.Split(name, "/"), ".."):
		return suspicious("包内有指向外部的文件名", "a packed name points outside")
	case a.files[name] != nil:
		return suspicious("包内有重名文件", "a packed name comes twice")
	}
	a.files[name] = f
	return nil
}

func suspicious(chinese, english string) error {
	return source.Refuse("文件结构异常（"+chinese+"），可能不安全；请用原程序另存后再提交",
		"the file is built in an unsafe way ("+english+"); save it again with its own program")
}

// Has tells whether the archive holds an entry.
func (a *Archive) Has(name string) bool { return a.files[name] != nil }

// Names lists the entries in order of their names.
func (a *Archive) Names() []string {
	names := make([]string, 0, len(a.files))
	for name := range a.files {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

// Read unpacks one entry. What the archive says of its size is not believed.
func (a *Archive) Read(name string) ([]byte, error) {
	f := a.files[name]
	if f == nil {
		return nil, source.Broken(a.name, fmt.Errorf("it lacks %s", name))
	}
	if f.UncompressedSize64 > maxPart {
		return nil, tooLarge()
	}
	r, err := f.Open()
	if err != nil {
		return nil, source.Broken(a.name, err)
	}
	defer r.Close()
	limit := min(int64(maxPart), a.left)
	b, err := io.ReadAll(io.LimitReader(r, limit+1))
	if err != nil {
		return nil, source.Broken(a.name, err)
	}
	if int64(len(b)) > limit {
		return nil, tooLarge()
	}
	a.left -= int64(len(b))
	return b, nil
}

func tooLarge() error { return suspicious("解压后过大", "it unpacks to too much") }
