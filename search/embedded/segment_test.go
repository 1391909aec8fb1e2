package embedded

import (
	"encoding/binary"
	"errors"
	"hash/crc32"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"mingzhang/search"

	"github.com/RoaringBitmap/roaring/v2"
)

// segmentBytes returns a small segment file, with lists of every form.
func segmentBytes(t testing.TB) []byte {
	t.Helper()
	b := newBuilder()
	for _, d := range small(t, 12) {
		d.Body = d.Body[:300]
		b.add(d)
	}
	for range maxShort + 50 {
		b.add(search.Document{ID: string(rune('a' + len(b.docs)%26)), Title: "帮扶困难职工"})
	}
	path := filepath.Join(t.TempDir(), "1.seg")
	if err := b.writeTo(path); err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// seal writes the checksums of a segment file anew, as far as its footer goes.
func seal(data []byte) {
	if len(data) < footerSize {
		return
	}
	footer := data[len(data)-footerSize:]
	for i := range sections {
		e := footer[int(i)*entrySize:]
		offset, length := binary.LittleEndian.Uint64(e), binary.LittleEndian.Uint64(e[8:])
		if size := uint64(len(data)); offset <= size && length <= size-offset {
			binary.LittleEndian.PutUint32(e[16:], crc32.Checksum(data[offset:offset+length], castagnoli()))
		}
	}
	entries := int(sections) * entrySize
	binary.LittleEndian.PutUint32(footer[entries:], crc32.Checksum(footer[:entries], castagnoli()))
}

func TestParseSegmentNamesTheDamage(t *testing.T) {
	good := segmentBytes(t)
	if _, err := parseSegment(good); err != nil {
		t.Fatal(err)
	}
	for at := len(good) - footerSize; at < len(good); at++ {
		bad := slices.Clone(good)
		bad[at] ^= 0x80
		if _, err := parseSegment(bad); !errors.Is(err, errSegment) {
			t.Errorf("byte %d of the footer changed: %v", at-len(good)+footerSize, err)
		}
	}
	if _, err := parseSegment(nil); !errors.Is(err, errSegment) {
		t.Errorf("no bytes: %v", err)
	}
}

func TestDamagedListIsAnError(t *testing.T) {
	docs := make([]uint32, maxShort+1)
	for i := range docs {
		docs[i] = uint32(i * 3)
	}
	for name, raw := range map[string][]byte{
		"nothing":              {},
		"another tag":          {9, 1},
		"places":               {tagPlaces, 1, 2, 3, 4, 5},
		"cut long list":        appendPosting(nil, docs)[:20],
		"long list, no bytes":  {tagLong},
		"short list, too far":  appendPosting(nil, []uint32{5000}),
		"short list, cut":      {tagShort, 0x80},
		"short list, standing": {tagShort, 1, 0},
		"long list, too far":   appendPosting(nil, append(docs, 5000)),
	} {
		if _, err := readPosting(raw, 1000); !errors.Is(err, errPosting) {
			t.Errorf("%s: %v", name, err)
		}
	}
	for _, want := range [][]uint32{nil, {0}, {1, 2, 999}, docs} {
		got, err := readPosting(appendPosting(nil, want), 1000)
		if err != nil || !slices.Equal(got.ToArray(), want) && len(want) > 0 {
			t.Errorf("%v: %v, %v", want, got, err)
		}
	}
}

// FuzzSegment changes bytes of a segment file, with and without the checksums
// made right again, and searches what can be opened.
func FuzzSegment(f *testing.F) {
	f.Add(uint32(0), []byte{1}, true)
	f.Add(uint32(footerSize), []byte("\x00\x01\x02"), true)
	f.Add(uint32(3*footerSize), []byte("\xff\xff\xff\xff\xff\xff\xff\xff"), true)
	f.Add(uint32(footerSize/2), []byte("\x01"), false)
	good := segmentBytes(f)
	plans := []search.Plan{phrase("帮扶"), phrase("帮扶困难职工"), phrase("2023年"), phrase("工"), phrase("困难|职工 1")}
	f.Fuzz(func(t *testing.T, fromEnd uint32, with []byte, sealed bool) {
		data := slices.Clone(good)
		at := len(data) - int(fromEnd%uint32(len(data)+1))
		for i := range min(len(with), len(data)-at) {
			data[at+i] ^= with[i]
		}
		if sealed {
			seal(data)
		}
		seg, err := parseSegment(data)
		if err != nil {
			return
		}
		seg.refs.Store(2) // never unmapped: it was not mapped
		s := newSnapshot("", []input{{seg: seg}})
		all := roaring.New()
		all.AddRange(0, uint64(seg.n))
		for _, plan := range plans {
			q := query{ctx: t.Context(), part: s.parts[0]}
			if r, err := q.run(plan); err == nil {
				s.collect([]ranking{r})
			}
			_, _, _ = q.placed(all, plan.Groups[0].Terms[0].Text)
		}
		_ = merge(t.Context(), filepath.Join(t.TempDir(), "2.seg"), []input{{seg: seg}, {seg: seg, dead: roaring.BitmapOf(1)}})
		_ = seg.verify()
	})
}

// FuzzGrams holds that every phrase of a text has the grams of the text.
func FuzzGrams(f *testing.F) {
	f.Add("帮扶困难职工1,346人，334.60万元 Covid 19 号", uint8(3), uint8(20))
	f.Add("98%以上2023年5%", uint8(0), uint8(9))
	f.Fuzz(func(t *testing.T, text string, from, to uint8) {
		text = search.Fold(text)
		has := map[key]bool{}
		eachGram(text, 0, func(k key, _ uint32) { has[k] = true })
		start := min(int(from), len(text))
		phrase := search.Fold(text[start:min(max(start, int(to)), len(text))])
		if search.IndexPhrase(text, phrase) < 0 {
			return
		}
		keys, exact := phraseKeys(phrase)
		for _, k := range keys {
			if !has[k] {
				t.Fatalf("%q stands in %q, but not its key %x", phrase, text, k)
			}
		}
		if exact && len(keys) != 1 {
			t.Fatalf("%q: %d keys", phrase, len(keys))
		}
	})
}
