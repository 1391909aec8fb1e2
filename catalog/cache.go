package catalog

import (
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// indexMagic begins every index; its last character is the version of the form.
const indexMagic = "mzcatlg4"

// openCache gives the table and records of a cache folder, or empty ones and
// the reason. A folder without a cache is no problem.
func openCache(config Config) (*table, *records, []Problem) {
	if config.CacheDir == "" {
		return newTable(), &records{}, nil
	}
	t, r, err := readCache(config.CacheDir, config.Rules)
	if errors.Is(err, fs.ErrNotExist) {
		return newTable(), &records{}, nil
	}
	if err != nil {
		return newTable(), &records{}, []Problem{{Path: indexName, Err: fmt.Errorf("the cache is not used and made again: %w", err)}}
	}
	return t, r, nil
}

func readCache(dir, rules string) (*table, *records, error) {
	b, err := os.ReadFile(filepath.Join(dir, indexName))
	if err != nil {
		return nil, nil, err
	}
	t, segments, err := decodeIndex(b, rules)
	if err != nil {
		return nil, nil, err
	}
	for i := range segments {
		if err := segments[i].open(dir); err != nil {
			return nil, nil, err
		}
	}
	return t, &records{segments: segments}, nil
}

func (g *segment) open(dir string) error {
	f, err := os.Open(filepath.Join(dir, g.name))
	if err != nil {
		return fmt.Errorf("a segment of records: %v", err) // not fs.ErrNotExist: the index is there
	}
	info, err := f.Stat()
	if err == nil && info.Size() != g.size {
		err = fmt.Errorf("segment %s has %d bytes, not %d", g.name, info.Size(), g.size)
	}
	if err != nil {
		return errors.Join(err, f.Close())
	}
	g.file = f
	return nil
}

// columnsOf lists everything in a table that an index keeps, in its order.
func (t *table) columnsOf() []any {
	list := []any{
		&t.ids, &t.sha256, &t.withdrawn, &t.verdicts, &t.revisions, &t.unitNames, &t.amounts, &t.people, &t.unit.codes, &t.unit.names,
		&t.published, &t.updated, &t.stems, (*[]uint32)(&t.parts), &t.partSource, &t.partAmount, (*[]uint32)(&t.numbered), &t.numberCode, &t.numbers,
		&t.titles, &t.segments, &t.offsets, &t.lengths, &t.checksums,
		&t.textLength, &t.textChecks,
	}
	for i := range t.columns {
		list = append(list, &t.columns[i].codes, &t.columns[i].names)
	}
	return list
}

// encodeIndex writes an index: magic, rules, segments, columns, CRC-32C.
func encodeIndex(rules string, segments []segment, t *table) []byte {
	b := []byte(indexMagic)
	names, sizes := []string{rules}, []int64{}
	for _, g := range segments {
		names, sizes = append(names, g.name), append(sizes, g.size)
	}
	for _, column := range append([]any{&names, &sizes}, t.columnsOf()...) {
		b = appendColumn(b, column)
	}
	return binary.LittleEndian.AppendUint32(b, crc32.Checksum(b, castagnoli()))
}

func appendColumn(b []byte, column any) []byte {
	le := binary.LittleEndian
	switch c := column.(type) {
	case *[]byte:
		return append(le.AppendUint32(b, uint32(len(*c))), *c...)
	case *[]string:
		lengths := make([]uint32, len(*c))
		for i, s := range *c {
			lengths[i] = uint32(len(s))
		}
		text := []byte(strings.Join(*c, ""))
		return appendColumn(appendColumn(b, &lengths), &text)
	case *[]uint32:
		b = le.AppendUint32(b, uint32(len(*c)))
		for _, v := range *c {
			b = le.AppendUint32(b, v)
		}
	case *[]uint64:
		b = le.AppendUint32(b, uint32(len(*c)))
		for _, v := range *c {
			b = le.AppendUint64(b, v)
		}
	case *[]int64:
		b = le.AppendUint32(b, uint32(len(*c)))
		for _, v := range *c {
			b = le.AppendUint64(b, uint64(v))
		}
	}
	return b
}

// decodeIndex reads what encodeIndex wrote under the same rules. Any other bytes
// are an error, whatever they are.
func decodeIndex(b []byte, rules string) (*table, []segment, error) {
	if len(b) < len(indexMagic)+4 || string(b[:len(indexMagic)]) != indexMagic {
		return nil, nil, errors.New("the index is of another version")
	}
	body, sum := b[:len(b)-4], binary.LittleEndian.Uint32(b[len(b)-4:])
	if crc32.Checksum(body, castagnoli()) != sum {
		return nil, nil, errors.New("the index is damaged: its checksum does not hold")
	}
	return decodeBody(body[len(indexMagic):], rules)
}

func decodeBody(body []byte, rules string) (*table, []segment, error) {
	t, d := &table{}, &decoder{b: body}
	var names []string
	var sizes []int64
	for _, column := range append([]any{&names, &sizes}, t.columnsOf()...) {
		d.column(column)
	}
	if d.broken || len(d.b) > 0 || len(names) != len(sizes)+1 {
		return nil, nil, errors.New("the index is damaged: its columns do not fit")
	}
	if names[0] != rules {
		return nil, nil, fmt.Errorf("it was made under the rules %q, not %q", names[0], rules)
	}
	var segments []segment
	for i, size := range sizes {
		segments = append(segments, segment{name: names[i+1], size: size})
	}
	if err := t.check(segments); err != nil {
		return nil, nil, fmt.Errorf("the index is damaged: %w", err)
	}
	return t, segments, nil
}

// decoder takes columns off its bytes; once they do not fit it is broken.
type decoder struct {
	b      []byte
	broken bool
}

func (d *decoder) take(size int) []byte {
	if d.broken || len(d.b) < 4 {
		d.broken = true
		return nil
	}
	n := int(binary.LittleEndian.Uint32(d.b))
	if n > (len(d.b)-4)/size {
		d.broken = true
		return nil
	}
	taken := d.b[4 : 4+n*size]
	d.b = d.b[4+n*size:]
	return taken
}

func (d *decoder) column(column any) {
	le := binary.LittleEndian
	switch c := column.(type) {
	case *[]byte:
		*c = append([]byte(nil), d.take(1)...)
	case *[]string:
		*c = d.strings()
	case *[]uint32:
		*c = decodeEach(d.take(4), 4, le.Uint32)
	case *[]uint64:
		*c = decodeEach(d.take(8), 8, le.Uint64)
	case *[]int64:
		*c = decodeEach(d.take(8), 8, func(b []byte) int64 { return int64(le.Uint64(b)) })
	}
}

func decodeEach[T any](b []byte, size int, one func([]byte) T) []T {
	list := make([]T, len(b)/size)
	for i := range list {
		list[i] = one(b[i*size:])
	}
	return list
}

// strings gives strings that all lie in one piece of memory.
func (d *decoder) strings() []string {
	lengths := decodeEach(d.take(4), 4, binary.LittleEndian.Uint32)
	text := string(d.take(1))
	list := make([]string, len(lengths))
	for i, n := range lengths {
		if uint64(n) > uint64(len(text)) {
			d.broken = true
			return nil
		}
		list[i], text = text[:n], text[n:]
	}
	d.broken = d.broken || text != ""
	return list
}
