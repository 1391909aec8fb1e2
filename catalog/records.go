package catalog

import (
	"bytes"
	"encoding/json"
	"fmt"
	"hash/crc32"
	"io"

	"mingzhang/content"
)

// recordPlace says where the ready JSON of a row stands.
type recordPlace struct {
	segment  uint32 // memorySegment, or into records.segments
	offset   int64  // in memory: which record
	length   uint32
	checksum uint32 // CRC-32C
}

// memorySegment marks a record that is not written to disk yet.
const memorySegment = 1<<32 - 1

// records holds the ready JSON of all rows: in write-once files of the cache,
// read by place without being held in memory, and the newest in memory.
type records struct {
	segments []segment
	memory   [][]byte
}

// segment is one open file of records. It is closed by the runtime when no
// snapshot refers to it any more, so that a reader of an old snapshot never
// finds it closed.
type segment struct {
	name string
	size int64
	file io.ReaderAt
}

func castagnoli() *crc32.Table { return crc32.MakeTable(crc32.Castagnoli) }

// keep holds a record in memory and gives its place.
func (r *records) keep(b []byte) recordPlace {
	r.memory = append(r.memory, b)
	return recordPlace{memorySegment, int64(len(r.memory) - 1), uint32(len(b)), crc32.Checksum(b, castagnoli())}
}

// appendTo appends a record to b.
func (r *records) appendTo(b []byte, at recordPlace) ([]byte, error) {
	if at.segment == memorySegment {
		return append(b, r.memory[at.offset]...), nil
	}
	if int64(at.segment) >= int64(len(r.segments)) {
		return b, fmt.Errorf("reading a cached record: its segment was never completed")
	}
	start := len(b)
	b = append(b, make([]byte, at.length)...)
	if _, err := r.segments[at.segment].file.ReadAt(b[start:], at.offset); err != nil {
		return b[:start], fmt.Errorf("reading a cached record: %w", err)
	}
	if crc32.Checksum(b[start:], castagnoli()) != at.checksum {
		return b[:start], fmt.Errorf("reading a cached record: its bytes were changed")
	}
	return b, nil
}

// Record gives the JSON of a row's [content.Summary].
func (s *Snapshot) Record(r Row) ([]byte, error) { return s.AppendRecord(nil, r) }

// AppendRecord appends the JSON of a row's [content.Summary] to b. When the
// cache is damaged it is made again from the Markdown revision.
func (s *Snapshot) AppendRecord(b []byte, r Row) ([]byte, error) {
	full, err := s.records.appendTo(b, s.record(int(r)))
	if err == nil {
		return full, nil
	}
	record, err := s.config.remake(s.table, r)
	return append(b, record...), err
}

// remake makes a record from its Markdown revision.
func (c Config) remake(t *table, r Row) ([]byte, error) {
	d, err := c.read(content.RevisionPath(t.id(int(r)), int(t.revisions[r])))
	if err != nil {
		return nil, fmt.Errorf("making a damaged record again: %w", err)
	}
	return encodeRecord(&d.Summary)
}

// encodeRecord writes a summary as one line of JSON; lists that are empty are
// [], never null.
func encodeRecord(d *content.Summary) ([]byte, error) {
	listed := *d
	fill(&listed.Units)
	fill(&listed.Lines)
	fill(&listed.Funding)
	fill(&listed.Allocations)
	fill(&listed.Indicators)
	fill(&listed.DocumentNumbers)
	fill(&listed.Findings)
	fill(&listed.NumberFlags)
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(&listed); err != nil {
		return nil, fmt.Errorf("encoding the record of %s: %w", d.ID, err)
	}
	return bytes.TrimRight(b.Bytes(), "\n"), nil
}

func fill[T any](list *[]T) {
	if *list == nil {
		*list = []T{}
	}
}
