package embedded

import (
	"bufio"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"os"
	"slices"
	"strings"
)

// A segment is one file: the sections below, one after the other, then a footer
// with offset, length and CRC-32C of each, the CRC-32C of that, and a magic
// word. All numbers are little-endian.
type section int

const (
	sectionBodies   section = iota // folded bodies
	sectionHeads                   // folded titles and publishers, a line break between them
	sectionIDs                     // ids
	sectionEnds                    // per document: end of its body (8), head (4), title in it (4), id (4)
	sectionDates                   // per document: date in microseconds (8)
	sectionByID                    // document numbers ordered by id (4 each)
	sectionByDate                  // document numbers, newest first, then by id (4 each)
	sectionPostings                // posting lists
	sectionKeys                    // keys of the lists, ascending (8 each)
	sectionOffsets                 // where each list starts in sectionPostings, and the last ends (8 each)
	sections
)

const (
	segmentMagic = "MZSEG\x00\x00\x01"
	entrySize    = 8 + 8 + 4
	footerSize   = int(sections)*entrySize + 4 + len(segmentMagic)
	endsSize     = 8 + 4 + 4 + 4
)

// castagnoli returns the table of CRC-32C, which processors compute themselves.
func castagnoli() *crc32.Table { return crc32.MakeTable(crc32.Castagnoli) }

// writer writes a segment file, section by section.
type writer struct {
	file    *os.File
	out     *bufio.Writer
	offset  uint64
	start   uint64
	crc     uint32
	table   *crc32.Table
	footer  []byte
	err     error
	scratch []byte

	keys    []uint64
	offsets []uint64
}

func createSegment(path string) (*writer, error) {
	file, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o644)
	if err != nil {
		return nil, fmt.Errorf("create segment: %w", err)
	}
	return &writer{file: file, out: bufio.NewWriterSize(file, 1<<18), table: castagnoli()}, nil
}

// write appends to the current section. Errors are kept for close.
func (w *writer) write(p []byte) {
	if w.err != nil {
		return
	}
	w.crc = crc32.Update(w.crc, w.table, p)
	w.offset += uint64(len(p))
	_, w.err = w.out.Write(p)
}

func (w *writer) writeString(s string) {
	w.scratch = append(w.scratch[:0], s...)
	w.write(w.scratch)
}

func (w *writer) uint32(v uint32) {
	w.scratch = binary.LittleEndian.AppendUint32(w.scratch[:0], v)
	w.write(w.scratch)
}

func (w *writer) uint64(v uint64) {
	w.scratch = binary.LittleEndian.AppendUint64(w.scratch[:0], v)
	w.write(w.scratch)
}

// endSection closes the current section; they are written in their order.
func (w *writer) endSection() {
	w.footer = binary.LittleEndian.AppendUint64(w.footer, w.start)
	w.footer = binary.LittleEndian.AppendUint64(w.footer, w.offset-w.start)
	w.footer = binary.LittleEndian.AppendUint32(w.footer, w.crc)
	w.start, w.crc = w.offset, 0
}

// list appends a posting list; keys come in ascending order.
func (w *writer) list(k key, docs []uint32) error {
	w.keys = append(w.keys, uint64(k))
	w.offsets = append(w.offsets, w.offset-w.start)
	w.scratch = appendPosting(w.scratch[:0], docs)
	w.write(w.scratch)
	return w.err
}

// places appends the places of a triple in the documents that have it.
func (w *writer) places(k key, places []byte) error {
	w.keys = append(w.keys, uint64(k))
	w.offsets = append(w.offsets, w.offset-w.start)
	w.scratch = append(w.scratch[:0], tagPlaces)
	w.scratch = binary.LittleEndian.AppendUint32(w.scratch, crc32.Checksum(places, w.table))
	w.write(w.scratch)
	w.write(places)
	return w.err
}

// endLists closes the section of posting lists and writes those of keys and offsets.
func (w *writer) endLists() {
	w.offsets = append(w.offsets, w.offset-w.start)
	w.endSection()
	for _, k := range w.keys {
		w.uint64(k)
	}
	w.endSection()
	for _, o := range w.offsets {
		w.uint64(o)
	}
	w.endSection()
}

// close writes the footer and makes the file durable. After an error the file is
// gone.
func (w *writer) close() error {
	w.footer = binary.LittleEndian.AppendUint32(w.footer, crc32.Checksum(w.footer, w.table))
	w.write(append(w.footer, segmentMagic...))
	if w.err == nil {
		w.err = w.out.Flush()
	}
	if w.err == nil {
		w.err = w.file.Sync()
	}
	if err := w.file.Close(); w.err == nil {
		w.err = err
	}
	if w.err != nil {
		_ = os.Remove(w.file.Name()) // half a file; the error that counts is the first
		return fmt.Errorf("write segment: %w", w.err)
	}
	return nil
}

// discard gives the file up.
func (w *writer) discard() {
	_ = w.file.Close()
	_ = os.Remove(w.file.Name())
}

// extents are the places of a document's parts, as in sectionEnds.
type extents struct {
	body              uint64
	head, title, name uint32
}

// columns writes what belongs to single documents: each yields the records in
// order, and may be called several times.
func (w *writer) columns(each func(func(record))) {
	var ends []extents
	var e extents
	each(func(r record) { w.writeString(r.body) })
	w.endSection()
	each(func(r record) { w.writeString(r.title + "\n" + r.publisher) })
	w.endSection()
	var ids []string
	var dates []int64
	each(func(r record) {
		w.writeString(r.id)
		e.title = e.head + uint32(len(r.title))
		e.head = e.title + 1 + uint32(len(r.publisher))
		e.body += uint64(len(r.body))
		e.name += uint32(len(r.id))
		ends = append(ends, e)
		ids = append(ids, r.id)
		dates = append(dates, r.date)
	})
	w.endSection()
	for _, e := range ends {
		w.uint64(e.body)
		w.uint32(e.head)
		w.uint32(e.title)
		w.uint32(e.name)
	}
	w.endSection()
	w.orders(ids, dates)
}

// orders writes the dates and the two orders of the documents.
func (w *writer) orders(ids []string, dates []int64) {
	for _, d := range dates {
		w.uint64(uint64(d))
	}
	w.endSection()
	order := make([]uint32, len(ids))
	for i := range order {
		order[i] = uint32(i)
	}
	slices.SortFunc(order, func(a, b uint32) int { return strings.Compare(ids[a], ids[b]) })
	for _, doc := range order {
		w.uint32(doc)
	}
	w.endSection()
	slices.SortStableFunc(order, func(a, b uint32) int { // ids break ties: the sort is stable
		switch {
		case dates[a] > dates[b]:
			return -1
		case dates[a] < dates[b]:
			return 1
		}
		return 0
	})
	for _, doc := range order {
		w.uint32(doc)
	}
	w.endSection()
}

// writeTo writes what the builder holds as a segment, also the documents that
// were replaced. Nothing can be added afterwards.
func (b *builder) writeTo(path string) error {
	w, err := createSegment(path)
	if err != nil {
		return err
	}
	w.columns(func(found func(record)) {
		for _, r := range b.docs {
			found(r)
		}
	})
	err = b.lists(w.list)
	if err == nil {
		err = b.oftenLists(w.list)
	}
	if err == nil {
		err = b.placesLists(w.places)
	}
	if err != nil {
		w.discard()
		return fmt.Errorf("write segment: %w", err)
	}
	w.endLists()
	return w.close()
}
