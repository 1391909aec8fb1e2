package doc

import (
	"encoding/binary"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/google/go-cmp/cmp"

	"mingzhang/ingest/source"
)

// pieceFile gives a stream and a piece table over it: each piece is its first
// character, the one behind its last, and its place with the mark of 8 bits.
func pieceFile(main []byte, pieces ...[3]uint32) *fib {
	plc := []byte{}
	for _, p := range pieces {
		plc = binary.LittleEndian.AppendUint32(plc, p[0])
	}
	plc = binary.LittleEndian.AppendUint32(plc, pieces[len(pieces)-1][1])
	for _, p := range pieces {
		plc = append(plc, 0, 0)
		plc = binary.LittleEndian.AppendUint32(plc, p[2])
		plc = append(plc, 0, 0)
	}
	clx := binary.LittleEndian.AppendUint32([]byte{1, 2, 0, 0, 0, 2}, uint32(len(plc)))
	head := make([]byte, 512+8*inClx+8)
	f := &fib{main: head, table: append(clx, plc...), rgFc: 512, pairs: inClx + 1}
	binary.LittleEndian.PutUint32(head[512+8*inClx+4:], uint32(len(f.table)))
	f.main = append(main, head...)
	f.rgFc += len(main)
	return f
}

func TestPieces(t *testing.T) {
	const eight = 1 << 30
	main := append([]byte("caf\xe9 \x96\x80"), encode("项目")...)
	for name, c := range map[string]struct {
		pieces [][3]uint32
		want   string // "" for a refusal
	}{
		"8 and 16 bits":   {[][3]uint32{{0, 7, eight}, {7, 9, 7}}, "café –€项目"},
		"back to front":   {[][3]uint32{{0, 1, 9}, {1, 2, 7}}, "目项"},
		"empty piece":     {[][3]uint32{{0, 0, 0}, {0, 2, 7}}, "项目"},
		"outside":         {[][3]uint32{{0, 2, 1 << 20}}, ""},
		"too much":        {[][3]uint32{{0, maxChars + 1, 0}}, ""},
		"backwards":       {[][3]uint32{{0, 5, eight}, {5, 3, eight}}, ""},
		"does not join":   {[][3]uint32{{1, 5, eight}}, ""},
		"longer than all": {[][3]uint32{{0, 1 << 16, eight}}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := readText(pieceFile(main, c.pieces...))
			if c.want == "" {
				if !isRefusal(err) {
					t.Fatalf("readText gave %v, want a refusal", err)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			if text := string(utf16.Decode(got.units)); text != c.want {
				t.Errorf("readText gave %q, want %q", text, c.want)
			}
		})
	}
}

func TestClx(t *testing.T) {
	for name, clx := range map[string][]byte{
		"none": nil, "only modifiers": {1, 1, 0, 9}, "modifier too long": {1, 200, 0, 9}, "unknown": {7}, "table too long": {2, 255, 0, 0, 0, 1},
	} {
		if plc, _ := splitClx(clx); plc != nil {
			t.Errorf("%s: a piece table was found", name)
		}
	}
}

func TestModifier(t *testing.T) {
	prcs := [][]byte{{1}, {2}}
	for prm, want := range map[int][]byte{
		0:               nil,
		1<<1 | 1:        {2},
		9<<1 | 1:        nil,
		0x5C<<1 | 1<<8:  {0x3C, 0x08, 1},
		0x41<<1 | 1<<8:  {0x00, 0x08, 1},
		0x18<<1 | 1<<8:  {0x16, 0x24, 1},
		0x7F<<1 | 22<<8: nil,
	} {
		if got := modifier(prm, prcs); string(got) != string(want) {
			t.Errorf("modifier(%#x) gave % x, want % x", prm, got, want)
		}
	}
}

func TestEachPrl(t *testing.T) {
	for name, c := range map[string]struct {
		prls []byte
		want []int
	}{
		"one byte":         {[]byte{0x3C, 0x08, 1, 0x16, 0x24, 1}, []int{sprmCFVanish, sprmPFInTable}},
		"counted":          {[]byte{0x2B, 0xD6, 2, 0, 1, 0x17, 0x24, 1}, []int{sprmTVertMerge, sprmPFTtp}},
		"rows count twice": {[]byte{0x08, 0xD6, 4, 0, 0, 9, 9, 0x17, 0x24, 1}, []int{sprmTDefTable, sprmPFTtp}},
		"tabs":             {append([]byte{0x15, 0xC6, 255, 1, 0, 0, 0, 0, 1, 0, 0, 0}, 0x17, 0x24, 1), []int{sprmPChgTabs, sprmPFTtp}},
		"cut off":          {[]byte{0x3C, 0x08, 1, 0x49, 0x66, 1}, []int{sprmCFVanish}},
		"too long":         {[]byte{0x2B, 0xD6, 200, 0}, nil},
	} {
		var got []int
		eachPrl(c.prls, func(sprm int, _ []byte) { got = append(got, sprm) })
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}

// TestHiddenByStyle: a style hides; a run shows itself again, or turns it round.
func TestHiddenByStyle(t *testing.T) {
	hides := []byte{0x3C, 0x08, 1}
	sheet := stylesheet{{base: noStyle}, {base: noStyle, char: hides}, {base: 1}, {base: 3, char: hides}}
	for _, c := range []struct {
		style int
		own   []byte
		want  bool
	}{
		{0, nil, false},
		{0, hides, true},
		{1, nil, true},
		{2, nil, true}, // by its base
		{2, []byte{0x3C, 0x08, 0}, false},
		{2, []byte{0x3C, 0x08, 0x80}, true},
		{2, []byte{0x3C, 0x08, 0x81}, false},
		{0, []byte{0x30, 0x4A, 1, 0}, true},  // by a style of characters
		{1, []byte{0x30, 0x4A, 1, 0}, false}, // both toggle
		{9, nil, false},
		{3, nil, true}, // its own base; must end
	} {
		reader := &chars{runs: &runs[[]byte]{list: []run[[]byte]{{0, 10, c.own}}}, styles: sheet, bases: map[int]look{}}
		if got := reader.at(5, c.style, nil).hidden; got != c.want {
			t.Errorf("style %d with % x: hidden is %v", c.style, c.own, got)
		}
	}
}

func TestGrid(t *testing.T) {
	row := func(edges []int, texts ...string) tableRow {
		r := tableRow{shape: rowShape{edges: edges, covered: make([]bool, max(len(edges)-1, 0))}}
		for _, text := range texts {
			r.cells = append(r.cells, cell{{text: text}})
		}
		return r
	}
	covered := row([]int{0, 1000, 2000}, "看不见", "乙")
	covered.shape.mergeDown(0, 1)
	covered.shape.mergeDown(9, 1)
	for name, c := range map[string]struct {
		rows []tableRow
		want [][]string
	}{
		"wide cell":           {[]tableRow{row([]int{0, 1000, 2000, 3000}, "甲", "乙", "丙"), row([]int{0, 2000, 3000}, "合计", "1")}, [][]string{{"甲", "乙", "丙"}, {"合计", "", "1"}}},
		"edges nearly equal":  {[]tableRow{row([]int{-8, 1000, 2000}, "甲", "乙"), row([]int{15, 1060, 2000}, "1", "2")}, [][]string{{"甲", "乙"}, {"1", "2"}}},
		"covered from above":  {[]tableRow{row([]int{0, 1000, 2000}, "甲", "乙"), covered}, [][]string{{"甲", "乙"}, {"", "乙"}}},
		"no shape":            {[]tableRow{row(nil, "甲", "乙"), row(nil, "1")}, [][]string{{"甲", "乙"}, {"1"}}},
		"more cells than say": {[]tableRow{row([]int{0, 1000}, "甲", "乙")}, [][]string{{"甲", "乙"}}},
		"indented row":        {[]tableRow{row([]int{0, 1000, 2000}, "甲", "乙"), row([]int{1000, 2000}, "1")}, [][]string{{"甲", "乙"}, {"", "1"}}},
		"slivers":             {[]tableRow{row([]int{0, 10, 1000}, "甲", "乙")}, [][]string{{"甲乙"}}},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := grid(c.rows)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestGridTooWide(t *testing.T) {
	wide := tableRow{cells: []cell{{{text: "甲"}}}}
	for i := range source.MaxColumns + 2 {
		wide.shape.edges = append(wide.shape.edges, 1000*i)
	}
	if _, err := grid([]tableRow{wide}); !isRefusal(err) {
		t.Errorf("grid gave %v, want a refusal", err)
	}
}

func TestNumerals(t *testing.T) {
	for _, c := range []struct {
		format, n int
		want      string
	}{
		{0, 12, "12"}, {1, 14, "XIV"}, {2, 4, "iv"}, {3, 28, "BB"}, {4, 3, "c"}, {22, 7, "07"}, {22, 12, "12"},
		{37, 1, "一"}, {37, 10, "十"}, {37, 11, "十一"}, {39, 20, "二十"}, {39, 21, "二十一"}, {11, 103, "一百〇三"}, {37, 110, "一百一十"}, {39, 12_034, "一万二千〇三十四"}, {37, 0, "〇"},
		{10, 10, "一〇"}, {38, 12, "壹拾贰"}, {14, 12, "１２"}, {18, 3, "③"}, {28, 21, "21"}, {26, 1, "⒈"}, {27, 2, "⑵"}, {29, 10, "㊉"}, {30, 2, "乙"}, {31, 13, "13"},
		{99, 5, "5"}, {37, -1, "-1"}, {1, 1 << 31, "2147483648"},
	} {
		if got := numeral(c.format, c.n); got != c.want {
			t.Errorf("numeral(%d, %d) is %s, want %s", c.format, c.n, got, c.want)
		}
	}
}

func TestNumbering(t *testing.T) {
	plain := &list{id: 1}
	plain.levels[0] = level{start: 1, format: 37, text: []uint16{0, '、'}, defined: true}
	plain.levels[1] = level{start: 1, format: 37, text: []uint16{'（', 1, '）'}, defined: true}
	plain.levels[2] = level{start: 1, text: []uint16{0, '.', 1, '.', 2}, legal: true, defined: true}
	plain.levels[3] = level{start: 1, format: formatBullet, text: []uint16{0xF0B7}, defined: true}
	again := use{list: plain, levels: map[int]level{}, starts: map[int]int{0: 7}}
	n := newNumbering([]use{{list: plain}, again, {}})
	var got []string
	for _, step := range [][2]int{{1, 0}, {1, 1}, {1, 1}, {1, 2}, {1, 0}, {1, 1}, {1, 3}, {2, 0}, {2, 0}, {3, 0}, {4, 0}, {0, 0}, {1, 9}, {1, 8}} {
		got = append(got, n.next(step[0], step[1]))
	}
	want := "一、|（一）|（二）|1.2.1 |二、|（一）|- |七、|八、||||||"
	if joined := strings.Join(got, "|"); joined != strings.TrimSuffix(want, "|") {
		t.Errorf("got %s", joined)
	}
}

func TestJoinKeepsNumbersApart(t *testing.T) {
	for _, c := range [][3]string{{"1.", "5000元", "1. 5000元"}, {"1.", "慰问", "1.慰问"}, {"一、", "5000元", "一、5000元"}} {
		if got := join(c[0], c[1]); got != c[2] {
			t.Errorf("join gave %q, want %q", got, c[2])
		}
	}
}

func TestFields(t *testing.T) {
	for text, want := range map[string]string{
		"甲\x13 HYPERLINK \"x\" \x14乙\x15丙":            "甲乙丙",
		"\x13 IF \x13 REF \x14内\x15 \x14外\x15":        "外",
		"甲\x13 EQ \x15乙":                              "甲乙",
		"甲\x15\x14乙":                                  "甲乙",
		"甲\x13 never ends":                            "甲",
		strings.Repeat("\x13", 2*maxFieldDepth) + "甲": "",
	} {
		units := utf16.Encode([]rune(text))
		s := &story{
			text:  &pieced{units: units, pieces: []piece{{span: span{0, len(units)}, width: 2}}},
			chars: &chars{runs: &runs[[]byte]{}, bases: map[int]look{}}, tally: &tally{},
		}
		for at := range units {
			s.character(at, 0)
		}
		if got := string(utf16.Decode(s.line)); got != want {
			t.Errorf("%q gave %q, want %q", text, got, want)
		}
	}
}

func TestTrim(t *testing.T) {
	for text, want := range map[string]struct {
		text   string
		indent int
	}{"　　甲 ": {"甲", 2}, "    甲": {"甲", 2}, "甲": {"甲", 0}} {
		if got, indent := trim(text); got != want.text || indent != want.indent {
			t.Errorf("trim(%q) gave %q, %d", text, got, indent)
		}
	}
}
