package catalog

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"io/fs"

	"mingzhang/content"
)

// recordPlace says where the ready JSON of a row stands.
type recordPlace struct {
	segment  uint32 // memorySegment, or into records.segments
	offset   int64  // in memory: which record
	length   uint32
	checksum uint32 // CRC-32C

	// Of the text, which follows the record and a line break. Records in memory
	// have none there.
	textLength, textChecksum uint32
}

// size is the length of a record and its text in their segment.
func (at recordPlace) size() int64 { return int64(at.length) + 1 + int64(at.textLength) }

// memorySegment marks a record that is not written to disk yet.
const memorySegment = 1<<32 - 1

// records holds the ready JSON of all rows: in write-once files of the cache,
// each beside its text, read by place without being held in memory, and the
// newest in memory.
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
	return recordPlace{segment: memorySegment, offset: int64(len(r.memory) - 1), length: uint32(len(b)), checksum: crc32.Checksum(b, castagnoli())}
}

// appendTo appends a record to b.
func (r *records) appendTo(b []byte, at recordPlace) ([]byte, error) {
	if at.segment == memorySegment {
		return append(b, r.memory[at.offset]...), nil
	}
	start := len(b)
	b = append(b, make([]byte, at.length)...)
	if err := r.read(b[start:], at); err != nil {
		return b[:start], err
	}
	return b, nil
}

// both gives a record and its text by one read. Records in memory have no text.
func (r *records) both(at recordPlace) (record, text []byte, err error) {
	b := make([]byte, at.size())
	if err := r.read(b, at); err != nil {
		return nil, nil, err
	}
	text = b[at.length+1:]
	if crc32.Checksum(text, castagnoli()) != at.textChecksum {
		return nil, nil, errChanged
	}
	return b[:at.length:at.length], text, nil
}

var errChanged = errors.New("reading a cached record: its bytes were changed")

// read fills b with what begins with the record at a place, and checks that.
func (r *records) read(b []byte, at recordPlace) error {
	if int64(at.segment) >= int64(len(r.segments)) {
		return fmt.Errorf("reading a cached record: its segment was never completed")
	}
	if _, err := r.segments[at.segment].file.ReadAt(b, at.offset); err != nil {
		return fmt.Errorf("reading a cached record: %w", err)
	}
	if crc32.Checksum(b[:at.length], castagnoli()) != at.checksum {
		return errChanged
	}
	return nil
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

// RecordAndText gives the JSON of a row's [content.Summary], and what
// [Config.Text] makes of its sections. When the cache holds both undamaged, that
// is one read.
func (s *Snapshot) RecordAndText(r Row) (record []byte, text string, err error) {
	return s.config.recordAndText(s.table, s.records, r)
}

func (c Config) recordAndText(t *table, kept *records, r Row) (record []byte, text string, err error) {
	at := t.record(int(r))
	if record, text, err := kept.both(at); err == nil {
		return record, string(text), nil
	}
	if record, err = kept.appendTo(nil, at); err != nil {
		if record, err = c.remake(t, r); err != nil {
			return nil, "", err
		}
	}
	if c.Text == nil {
		return record, "", nil
	}
	sections, err := c.sections(t, r)
	if err != nil {
		return nil, "", err
	}
	return record, c.Text(sections), nil
}

// Markdown gives the bytes of a row's revision, which are those that were
// published.
func (s *Snapshot) Markdown(r Row) ([]byte, error) { return s.config.markdown(s.revisionOf(r)) }

// Sections reads the text of a row from its Markdown revision.
func (s *Snapshot) Sections(r Row) ([]content.Section, error) { return s.config.sections(s.table, r) }

func (c Config) sections(t *table, r Row) ([]content.Section, error) {
	b, err := c.markdown(t.revisionOf(r))
	if err != nil {
		return nil, err
	}
	kind := content.Kind(t.columns[kindColumn].names[t.columns[kindColumn].codes[r]])
	return content.ParseSections(b, kind)
}

func (c Config) markdown(r Revision) ([]byte, error) {
	b, err := fs.ReadFile(c.Content, r.path())
	if err != nil {
		return nil, fmt.Errorf("reading a revision: %w", err)
	}
	if content.SHA256(b) != r.SHA256 {
		return nil, fmt.Errorf("%s: %w", r.path(), errOther)
	}
	return b, nil
}

func (c Config) text(sections []content.Section) string {
	if c.Text == nil {
		return ""
	}
	return c.Text(sections)
}

// remake makes a record from its Markdown revision.
func (c Config) remake(t *table, r Row) ([]byte, error) {
	d, err := c.read(t.revisionOf(r))
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
