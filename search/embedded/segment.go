package embedded

import (
	"cmp"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"os"
	"slices"
	"sort"
	"strings"
	"sync/atomic"
	"unsafe"

	"github.com/RoaringBitmap/roaring/v2"
	"golang.org/x/sys/unix"
)

// segment is an open segment file. It never changes.
type segment struct {
	name    string // file name
	path    string // "" when data is no file
	data    []byte // the whole file, mapped
	parts   [sections][]byte
	n       uint32   // documents
	ids     []string // by document; in ordinary memory, as results outlive the mapping
	phrases phraseCache
	touched atomic.Int64 // bytes read since the mapping was last let go

	refs     atomic.Int64
	obsolete atomic.Bool // the file goes when the last user is done
}

var errSegment = errors.New("segment is damaged")

// openSegment maps a segment file and checks all of it but the bodies and the
// posting lists, which are checked when they are read or by verify.
func openSegment(path, name string) (*segment, error) {
	data, err := mapFile(path)
	if err != nil {
		return nil, fmt.Errorf("open segment %s: %w", name, err)
	}
	s, err := parseSegment(data)
	if err != nil {
		_ = unix.Munmap(data) // the damage is what counts
		return nil, fmt.Errorf("open segment %s: %w", name, err)
	}
	s.name, s.path = name, path
	s.refs.Store(1)
	return s, nil
}

func mapFile(path string) ([]byte, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	info, err := file.Stat()
	if err != nil {
		return nil, err
	}
	if info.Size() < int64(footerSize) || info.Size() > 1<<46 {
		return nil, fmt.Errorf("%w: %d bytes", errSegment, info.Size())
	}
	return unix.Mmap(int(file.Fd()), 0, int(info.Size()), unix.PROT_READ, unix.MAP_SHARED)
}

// release drops one use; the last one closes the file.
func (s *segment) release() {
	if s.refs.Add(-1) > 0 {
		return
	}
	data := s.data
	s.data, s.parts = nil, [sections][]byte{}
	_ = unix.Munmap(data) // fails only for an address that was never mapped
	if s.obsolete.Load() {
		_ = os.Remove(s.path) // a file left over is removed at the next open
	}
}

// parseSegment reads the bytes of a segment file.
func parseSegment(data []byte) (*segment, error) {
	if len(data) < footerSize || string(data[len(data)-len(segmentMagic):]) != segmentMagic {
		return nil, fmt.Errorf("%w: no footer", errSegment)
	}
	footer := data[len(data)-footerSize : len(data)-len(segmentMagic)]
	entries := footer[:int(sections)*entrySize]
	if crc32.Checksum(entries, castagnoli()) != binary.LittleEndian.Uint32(footer[len(entries):]) {
		return nil, fmt.Errorf("%w: checksum of the footer", errSegment)
	}
	s := &segment{data: data}
	size := uint64(len(data) - footerSize)
	for i := range sections {
		e := entries[int(i)*entrySize:]
		offset, length := binary.LittleEndian.Uint64(e), binary.LittleEndian.Uint64(e[8:])
		if offset > size || length > size-offset {
			return nil, fmt.Errorf("%w: section %d is outside", errSegment, i)
		}
		s.parts[i] = data[offset : offset+length : offset+length]
		eager := i != sectionBodies && i != sectionPostings
		if eager && crc32.Checksum(s.parts[i], castagnoli()) != binary.LittleEndian.Uint32(e[16:]) {
			return nil, fmt.Errorf("%w: checksum of section %d", errSegment, i)
		}
	}
	return s, s.check()
}

// check holds the shape of the sections against each other, so that no reader
// has to.
func (s *segment) check() error {
	n := len(s.parts[sectionDates]) / 8
	keys := len(s.parts[sectionKeys]) / 8
	switch {
	case n > 1<<31, len(s.parts[sectionDates]) != 8*n, len(s.parts[sectionEnds]) != endsSize*n:
		return fmt.Errorf("%w: columns", errSegment)
	case len(s.parts[sectionByID]) != 4*n, len(s.parts[sectionByDate]) != 4*n:
		return fmt.Errorf("%w: orders", errSegment)
	case len(s.parts[sectionKeys]) != 8*keys, len(s.parts[sectionOffsets]) != 8*(keys+1):
		return fmt.Errorf("%w: keys", errSegment)
	}
	s.n = uint32(n)
	if err := s.checkEnds(); err != nil {
		return err
	}
	for i := range uint32(n) {
		if s.uint32(sectionByID, i) >= s.n || s.uint32(sectionByDate, i) >= s.n {
			return fmt.Errorf("%w: order of document %d", errSegment, i)
		}
	}
	last := uint64(0)
	for i := range keys + 1 {
		o := s.uint64(sectionOffsets, i)
		if o < last || o > uint64(len(s.parts[sectionPostings])) {
			return fmt.Errorf("%w: offset of posting list %d", errSegment, i)
		}
		last = o
	}
	return nil
}

// checkEnds checks the places of the documents' parts, and takes their ids out.
func (s *segment) checkEnds() error {
	all := string(s.parts[sectionIDs])
	s.ids = make([]string, s.n)
	var last extents
	for i := range s.n {
		e := s.extents(i)
		if e.body < last.body || e.title < last.head || e.head <= e.title || e.name < last.name ||
			e.body > uint64(len(s.parts[sectionBodies])) || int(e.head) > len(s.parts[sectionHeads]) || int(e.name) > len(all) {
			return fmt.Errorf("%w: place of document %d", errSegment, i)
		}
		s.ids[i] = all[last.name:e.name]
		last = e
	}
	return nil
}

func (s *segment) uint32(part section, i uint32) uint32 {
	return binary.LittleEndian.Uint32(s.parts[part][4*i:])
}

func (s *segment) uint64(part section, i int) uint64 {
	return binary.LittleEndian.Uint64(s.parts[part][8*i:])
}

func (s *segment) date(doc uint32) int64 { return int64(s.uint64(sectionDates, int(doc))) }

// extents returns where the parts of a document end.
func (s *segment) extents(doc uint32) extents {
	e := s.parts[sectionEnds][endsSize*int(doc):]
	return extents{
		body: binary.LittleEndian.Uint64(e), head: binary.LittleEndian.Uint32(e[8:]),
		title: binary.LittleEndian.Uint32(e[12:]), name: binary.LittleEndian.Uint32(e[16:]),
	}
}

// head returns the folded title and publisher of a document. Like body's, the
// strings lie in the mapping and must not outlive it.
func (s *segment) head(doc uint32) (title, publisher string) {
	start := uint32(0)
	if doc > 0 {
		start = s.extents(doc - 1).head
	}
	e := s.extents(doc)
	heads := mapped(s.parts[sectionHeads])
	return heads[start:e.title], heads[e.title+1 : e.head]
}

// body returns the folded body of a document.
func (s *segment) body(doc uint32) string {
	start := uint64(0)
	if doc > 0 {
		start = s.extents(doc - 1).body
	}
	return mapped(s.parts[sectionBodies])[start:s.extents(doc).body]
}

// record returns all parts of a document, as long as the segment is in use.
func (s *segment) record(doc uint32) record {
	title, publisher := s.head(doc)
	return record{id: s.ids[doc], date: s.date(doc), title: title, publisher: publisher, body: s.body(doc)}
}

// mapped returns the bytes as a string without copying them.
func mapped(b []byte) string {
	return unsafe.String(unsafe.SliceData(b), len(b))
}

// find returns the document with the id.
func (s *segment) find(id string) (uint32, bool) {
	i, ok := sort.Find(int(s.n), func(i int) int {
		return strings.Compare(id, s.ids[s.uint32(sectionByID, uint32(i))])
	})
	if !ok {
		return 0, false
	}
	return s.uint32(sectionByID, uint32(i)), true
}

// list returns the posting list of k; empty when there is none. It must not be
// changed.
func (s *segment) list(k key) (*roaring.Bitmap, error) {
	i, ok := s.findKey(k)
	if !ok {
		return roaring.New(), nil
	}
	return s.listAt(i)
}

// findKey returns the index of k.
func (s *segment) findKey(k key) (int, bool) {
	return sort.Find(len(s.parts[sectionKeys])/8, func(i int) int {
		return cmp.Compare(uint64(k), s.uint64(sectionKeys, i))
	})
}

// listAt returns the posting list of the key with the index.
func (s *segment) listAt(i int) (*roaring.Bitmap, error) {
	return readPosting(s.rawAt(i), s.n)
}

// rawAt returns what is stored for the key with the index.
func (s *segment) rawAt(i int) []byte {
	raw := s.parts[sectionPostings][s.uint64(sectionOffsets, i):s.uint64(sectionOffsets, i+1)]
	s.touch(len(raw))
	return raw
}

// maxTouched is how many bytes of a segment are read before its pages are let go.
const maxTouched = 64 << 20

// touch counts n bytes of the mapping as read. From time to time the pages leave
// the memory of the process, where they would pile up to the size of the file;
// the system keeps what it has room for, and finds them again at once.
func (s *segment) touch(n int) {
	if s.touched.Add(int64(n)) > maxTouched && s.path != "" {
		s.touched.Store(0)
		_ = unix.Madvise(s.data, unix.MADV_DONTNEED) // advice: nothing depends on it
	}
}

// verify checks every byte of the segment.
func (s *segment) verify() error {
	footer := s.data[len(s.data)-footerSize:]
	for _, part := range []section{sectionBodies, sectionPostings} {
		if crc32.Checksum(s.parts[part], castagnoli()) != binary.LittleEndian.Uint32(footer[int(part)*entrySize+16:]) {
			return fmt.Errorf("%w: checksum of section %d", errSegment, part)
		}
	}
	keys := make([]uint64, len(s.parts[sectionKeys])/8)
	for i := range keys {
		keys[i] = s.uint64(sectionKeys, i)
	}
	if !slices.IsSorted(keys) {
		return fmt.Errorf("%w: keys are not in order", errSegment)
	}
	return nil
}
