package layout

import (
	"math"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"mingzhang/ingest/source"
)

// write puts text of size 10 at a place; a figure or letter is half as wide, and
// a blank stands for itself.
func write(x, y float64, text string) []Glyph {
	var out []Glyph
	for _, c := range text {
		width := 10.0
		if c < 0x80 {
			width = 5
		}
		out = append(out, Glyph{Rune: c, X0: x, X1: x + width, Base: y, Size: 10})
		x += width
	}
	return out
}

// sheet gives a page of the texts.
func sheet(number int, texts ...[]Glyph) Page {
	p := Page{Number: number, Width: 595, Height: 842}
	for _, text := range texts {
		p.Glyphs = append(p.Glyphs, text...)
	}
	return p
}

// read gives the lines of pages and the rows of their tables, and the notes.
func read(t *testing.T, pages ...Page) ([]string, string) {
	t.Helper()
	var b source.Builder
	if err := Read(&b, pages); err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, block := range b.Document().Blocks {
		for _, row := range block.Rows {
			out = append(out, strings.Join(row, "|"))
		}
		if block.Kind == source.Line {
			out = append(out, block.Text)
		}
	}
	return out, strings.Join(b.Document().Notes, "\n")
}

func TestReadLines(t *testing.T) {
	for _, test := range []struct {
		name   string
		glyphs [][]Glyph
		want   []string
	}{
		{"parts in any order", [][]Glyph{write(80, 120, "第二行"), write(90, 100, "一行"), write(80, 100, "第")}, []string{"第一行", "第二行"}},
		{"a raised figure", [][]Glyph{write(80, 100, "面积20m"), {{Rune: '2', X0: 115, X1: 118, Base: 97, Size: 6}}}, []string{"面积20m2"}},
		{"words", [][]Glyph{write(80, 100, "open data"), write(128, 100, "api")}, []string{"open data api"}},
		{"blanks of the file", [][]Glyph{write(80, 100, "州委办公室 州政府")}, []string{"州委办公室 州政府"}},
		{"letters set wide", [][]Glyph{write(80, 100, "公"), write(95, 100, "开")}, []string{"公开"}},
		{"a wide gap", [][]Glyph{write(80, 100, "姓名"), write(120, 100, "电话")}, []string{"姓名\t电话"}},
		{"drawn twice to look bold", [][]Glyph{write(80, 100, "11元"), write(80.3, 100, "11元")}, []string{"11元"}},
		{"marks of a symbol font", [][]Glyph{write(80, 100, "\uf0b7甲")}, []string{"●甲"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			got, _ := read(t, sheet(1, test.glyphs...))
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestReadGivesPlaces(t *testing.T) {
	var b source.Builder
	err := Read(&b, []Page{sheet(7, write(100, 100, "首行缩进"), write(80, 116, "第二行"), write(80, 132, "第三行"))})
	if err != nil {
		t.Fatal(err)
	}
	want := []source.Block{
		{Kind: source.Line, Text: "首行缩进", Page: 7, Line: 1, Indent: 2, X: 100, Y: 91.2},
		{Kind: source.Line, Text: "第二行", Page: 7, Line: 2, X: 80, Y: 107.2},
		{Kind: source.Line, Text: "第三行", Page: 7, Line: 3, X: 80, Y: 123.2},
	}
	if diff := cmp.Diff(want, b.Document().Blocks); diff != "" {
		t.Error(diff)
	}
}

// lattice draws a table: all the lines between the places given.
func lattice(xs, ys []float64) []Rule {
	var rules []Rule
	for _, x := range xs {
		rules = append(rules, Rule{Upright: true, At: x, From: ys[0], To: ys[len(ys)-1]})
	}
	for _, y := range ys {
		rules = append(rules, Rule{At: y, From: xs[0], To: xs[len(xs)-1]})
	}
	return rules
}

func TestReadDrawnTables(t *testing.T) {
	xs, ys := []float64{80, 180, 280}, []float64{100, 120, 150, 170}
	cells := [][]Glyph{
		write(85, 114, "项目"), write(185, 114, "金额"), write(85, 132, "走访慰"), write(85, 146, "问"),
		write(185, 138, "3.10"), write(85, 164, "合计"), write(185, 164, "3.10"),
	}
	want := []string{"项目|金额", "走访慰问|3.10", "合计|3.10"}
	with := func(rules []Rule) Page {
		p := sheet(1, cells...)
		p.Rules = rules
		return p
	}
	open := lattice(xs, ys)[1:] // no line on the left
	open = append(open[:1], open[2:]...)
	var pieces []Rule
	for _, r := range lattice(xs, ys) { // as Word draws: cell by cell
		for at := r.From; at < r.To; at += 10 {
			pieces = append(pieces, Rule{r.Upright, r.At + 0.3, at, math.Min(at+9.5, r.To)})
		}
	}
	for name, rules := range map[string][]Rule{
		"all lines": lattice(xs, ys), "in pieces": pieces, "open sides": open[:len(open):len(open)],
	} {
		t.Run(name, func(t *testing.T) {
			got, note := read(t, with(rules))
			if diff := cmp.Diff(want, got); diff != "" {
				t.Error(diff)
			}
			if !strings.Contains(note, "表格1个") {
				t.Errorf("the note is %q", note)
			}
		})
	}
	t.Run("merged cells", func(t *testing.T) {
		rules := lattice(xs, ys)
		rules[1].From = 120 // the first row is one cell
		got, _ := read(t, with(rules))
		if diff := cmp.Diff([]string{"项目 金额|", "走访慰问|3.10", "合计|3.10"}, got); diff != "" {
			t.Error(diff)
		}
	})
	t.Run("a frame", func(t *testing.T) {
		bare, _ := read(t, sheet(1, cells...))
		got, _ := read(t, with(lattice([]float64{40, 500}, []float64{40, 800})))
		if diff := cmp.Diff(bare, got); diff != "" {
			t.Error("a frame around the page changes what is read:", diff)
		}
	})
}

func TestReadAlignedTables(t *testing.T) {
	got, _ := read(t, sheet(1,
		write(80, 100, "下表列出各项支出的预算和执行情况请予审阅"),
		write(80, 120, "项目"), write(200, 120, "预算"), write(300, 120, "备注"),
		write(80, 140, "慰问"), write(195, 140, "12.50"), write(300, 140, "春节前发放到"),
		write(300, 154, "户"),
		write(80, 174, "培训"), write(195, 174, "8.00"),
		write(80, 194, "合计"), write(195, 194, "20.50"),
		write(80, 214, "注：单位为万元，以下各表与此相同不再说明"),
	))
	want := []string{
		"下表列出各项支出的预算和执行情况请予审阅",
		"项目|预算|备注", "慰问|12.50|春节前发放到户", "培训|8.00|", "合计|20.50|",
		"注：单位为万元，以下各表与此相同不再说明",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	row := func(y float64, x float64, name, figure string) []Glyph {
		return append(write(80, y, name), write(x, y, figure)...)
	}
	got, _ = read(t, sheet(1,
		row(100, 300, "甲", "1"), row(118, 300, "乙", "2"), row(136, 300, "丙", "3"), write(80, 162, "另表："),
		row(182, 200, "丁", "4"), row(200, 200, "戊", "5"), row(218, 200, "己", "6"),
	))
	if diff := cmp.Diff([]string{"甲|1", "乙|2", "丙|3", "另表：", "丁|4", "戊|5", "己|6"}, got); diff != "" {
		t.Error("two tables:", diff)
	}
	got, _ = read(t, sheet(1, write(80, 100, "甲方"), write(300, 100, "乙方"), write(80, 120, "日期"), write(300, 120, "日期")))
	if diff := cmp.Diff([]string{"甲方\t乙方", "日期\t日期"}, got); diff != "" {
		t.Error("two lines are no table:", diff)
	}
}

func TestReadDropsFurniture(t *testing.T) {
	page := func(n int, foot string) Page {
		return sheet(n, write(200, 40, "某某市总工会文件"), write(80, 100, "第"+strconv.Itoa(n)+"页的正文"), write(290, 810, foot))
	}
	got, note := read(t, page(1, "- 1 -"), page(2, "- 2 -"), page(3, "- 3 -"))
	if diff := cmp.Diff([]string{"第1页的正文", "第2页的正文", "第3页的正文"}, got); diff != "" {
		t.Error(diff)
	}
	if !strings.Contains(note, "6处") {
		t.Errorf("the note is %q", note)
	}
	got, _ = read(t, sheet(1, write(80, 100, "正文"), write(290, 810, "2023")), sheet(2, write(80, 100, "续"), write(290, 810, "2")))
	if diff := cmp.Diff([]string{"正文", "2023", "续"}, got); diff != "" {
		t.Error("a year is no page number:", diff)
	}
}

func TestReadTwoColumns(t *testing.T) {
	var texts [][]Glyph
	var left, right []string
	for i := range 10 {
		l, r := strings.Repeat("左", 20)+strconv.Itoa(i), strings.Repeat("右", 18)+strconv.Itoa(i)
		texts = append(texts, write(80, 120+16*float64(i), l), write(320, 121+16*float64(i), r))
		left, right = append(left, l), append(right, r)
	}
	texts = append(texts, write(200, 80, "横跨两栏的标题，它比栏间的空白宽"))
	got, _ := read(t, sheet(1, texts...))
	if diff := cmp.Diff(append(append([]string{"横跨两栏的标题，它比栏间的空白宽"}, left...), right...), got); diff != "" {
		t.Error(diff)
	}
}

func TestReadJoinsTablesOverPages(t *testing.T) {
	page := func(n int, texts ...[]Glyph) Page {
		p := sheet(n, texts...)
		p.Rules = lattice([]float64{80, 180, 280}, []float64{100, 120, 140})
		return p
	}
	one := page(1, write(85, 114, "项目"), write(185, 114, "金额"), write(85, 134, "甲"), write(185, 134, "1"))
	two := page(2, write(85, 114, "项目"), write(185, 114, "金额"), write(85, 134, "乙"), write(185, 134, "2"))
	got, note := read(t, one, two)
	if diff := cmp.Diff([]string{"项目|金额", "甲|1", "乙|2"}, got); diff != "" {
		t.Error(diff)
	}
	if !strings.Contains(note, "表格1个") {
		t.Errorf("the note is %q", note)
	}
	two.Glyphs = append(two.Glyphs, write(80, 90, "另有一表如下，与前表无关")...)
	if got, _ := read(t, one, two); len(got) != 5 {
		t.Errorf("tables with a line between them were joined: %v", got)
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte("\x10\x20项\x30\x20目\x80\x20"), []byte("\x10\x10\x90\x01\x90\x10\x90\x00"))
	f.Add([]byte{0}, []byte{0, 0, 255, 1, 0, 0, 255, 0, 9, 0, 255, 1, 9, 0, 255, 0})
	f.Fuzz(func(t *testing.T, glyphs, rules []byte) {
		p := Page{Number: 1, Width: 256, Height: 256}
		for i := 0; i+2 < len(glyphs); i += 3 {
			x := float64(glyphs[i])
			p.Glyphs = append(p.Glyphs, Glyph{Rune: '一' + rune(glyphs[i+2]), X0: x, X1: x + 5, Base: float64(glyphs[i+1]), Size: 5})
		}
		for i := 0; i+3 < len(rules); i += 4 {
			from := float64(rules[i+1])
			p.Rules = append(p.Rules, Rule{rules[i+3]&1 == 1, float64(rules[i]), from, from + float64(rules[i+2])})
		}
		var b source.Builder
		if err := Read(&b, []Page{p}); err != nil {
			return // beyond the limits of a document
		}
		count := map[rune]int{}
		for _, g := range p.Glyphs {
			count[g.Rune]++
		}
		for _, block := range b.Document().Blocks {
			for _, row := range append(block.Rows, []string{block.Text}) {
				for _, c := range strings.Join(row, "") {
					if count[c]--; count[c] < 0 && c != ' ' && c != '\t' {
						t.Fatalf("%c came twice", c)
					}
				}
			}
		}
	})
}
