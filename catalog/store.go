package catalog

import (
	"bufio"
	"errors"
	"fmt"
	"hash/crc32"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// The files of a cache folder: one index, the segments of records and
// texts that it names, and files that are being written. A segment is complete before an
// index names it, and an index replaces the older one whole: a crash leaves the
// older cache and files that the next save removes.
const (
	indexName     = "catalog.index"
	segmentSuffix = ".records"
	writingSuffix = ".writing"
	maxSegments   = 8
)

// store takes the records of the snapshots that follow from one load: in a new
// segment when there is a cache folder that can be written, in memory otherwise.
type store struct {
	dir     string
	records *records // but for the new segment
	file    *os.File // the new segment; nil until the first record
	buffer  *bufio.Writer
	size    int64
	err     error // of the first failed step; the cache is not renewed then
}

func newStore(dir string, kept *records) *store {
	return &store{dir: dir, records: &records{clip(kept.segments), clip(kept.memory)}}
}

func (s *store) put(record []byte, text string) recordPlace {
	if s.dir == "" || s.err != nil || s.open() != nil {
		return s.records.keep(record)
	}
	both := fmt.Appendf(nil, "%s\n%s\n", record, text)
	if _, err := s.buffer.Write(both); err != nil {
		s.err = fmt.Errorf("writing records to the cache: %w", err)
		return s.records.keep(record)
	}
	at := recordPlace{
		uint32(len(s.records.segments)), s.size, uint32(len(record)), crc32.Checksum(record, castagnoli()),
		uint32(len(text)), crc32.Checksum(both[len(record)+1:len(both)-1], castagnoli()),
	}
	s.size += int64(len(both))
	return at
}

func (s *store) open() error {
	if s.file != nil {
		return nil
	}
	err := os.MkdirAll(s.dir, 0o755)
	if err == nil {
		s.file, err = os.CreateTemp(s.dir, "catalog-*"+segmentSuffix+writingSuffix)
	}
	if err != nil {
		s.err = fmt.Errorf("making the cache; the catalog works without it, but starts slowly: %w", err)
		return s.err
	}
	s.buffer, s.size = bufio.NewWriterSize(s.file, 1<<18), 0
	return nil
}

// view gives all records put so far, for a snapshot to read. Those that could
// not be written are made again from their revisions.
func (s *store) view() *records {
	view := &records{clip(s.records.segments), clip(s.records.memory)}
	if s.file != nil {
		if err := s.buffer.Flush(); err != nil && s.err == nil {
			s.err = fmt.Errorf("writing records to the cache: %w", err)
		}
		view.segments = append(view.segments, segment{s.file.Name(), s.size, s.file})
	}
	return view
}

// rewrite saves what a table refers to and nothing else. It moves the records of
// the table, which no snapshot uses yet.
func (s *store) rewrite(t *table, config Config) error {
	if s.dir == "" {
		return nil
	}
	if s.err == nil {
		s.err = s.finish()
	}
	s.gather(t, config)
	if s.err == nil {
		s.records = &records{}
		clear(t.segments)
	}
	return s.save(t, config)
}

// gather puts all records into the new segment.
func (s *store) gather(t *table, config Config) {
	for row := range t.len() {
		if s.err != nil || t.segments[row] == uint32(len(s.records.segments)) {
			continue
		}
		record, text, err := config.recordAndText(t, s.records, Row(row))
		if err != nil {
			s.err = err
			return
		}
		t.moveRecord(row, s.put(record, text))
	}
}

// save writes the index of a table and all that it refers to.
func (s *store) save(t *table, config Config) error {
	if s.dir == "" {
		return nil
	}
	if s.err == nil {
		s.err = s.finish()
	}
	if s.err == nil {
		s.err = writeIndex(s.dir, encodeIndex(config.Rules, s.records.segments, t))
	}
	if s.err != nil {
		return s.err
	}
	return s.sweep()
}

// finish makes the new segment durable and one of the records'.
func (s *store) finish() error {
	if s.file == nil {
		return nil
	}
	name := strings.TrimSuffix(s.file.Name(), writingSuffix)
	if err := errors.Join(s.buffer.Flush(), s.file.Sync()); err != nil {
		return fmt.Errorf("writing records to the cache: %w", err)
	}
	if err := os.Rename(s.file.Name(), name); err != nil {
		return fmt.Errorf("writing records to the cache: %w", err)
	}
	s.records.segments = append(s.records.segments, segment{filepath.Base(name), s.size, s.file})
	s.file = nil
	return nil
}

func (s *store) abandon() {
	if s.file != nil {
		s.file.Close()
		os.Remove(s.file.Name())
	}
}

// writeIndex replaces the index durably and at once.
func writeIndex(dir string, b []byte) error {
	f, err := os.CreateTemp(dir, indexName+"-*"+writingSuffix)
	if err != nil {
		return fmt.Errorf("writing the index of the cache: %w", err)
	}
	_, err = f.Write(b)
	if err = errors.Join(err, f.Sync(), f.Close()); err == nil {
		err = os.Rename(f.Name(), filepath.Join(dir, indexName))
	}
	if err != nil {
		os.Remove(f.Name())
		return fmt.Errorf("writing the index of the cache: %w", err)
	}
	return nil
}

// sweep removes files of older saves. Open snapshots still read from them.
func (s *store) sweep() error {
	entries, err := os.ReadDir(s.dir)
	if err != nil {
		return fmt.Errorf("tidying the cache: %w", err)
	}
	for _, e := range entries {
		ours := strings.HasPrefix(e.Name(), "catalog")
		dead := strings.HasSuffix(e.Name(), writingSuffix) || strings.HasSuffix(e.Name(), segmentSuffix) &&
			!slices.ContainsFunc(s.records.segments, func(g segment) bool { return g.name == e.Name() })
		if ours && dead {
			err = errors.Join(err, os.Remove(filepath.Join(s.dir, e.Name())))
		}
	}
	return err
}
