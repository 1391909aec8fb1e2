package chart

import (
	"fmt"
	"slices"
)

// TileMap shows one value for each of the 34 province-level units as a tile on
// a grid. It draws no boundaries; the note should say so.
type TileMap struct {
	// Marks are keyed by the first two digits of the GB/T 2260 code, 11 to 82.
	// Their labels are not used. A unit that is absent has no data, which is
	// not the same as zero.
	Marks map[string]Mark
	// Names are keyed in the same way and stand in for the short Chinese names.
	// About eight letters fit on a phone.
	Names map[string]string
}

// tile is the place of one unit on the grid.
type tile struct {
	code, name  string
	column, row int
}

const tileColumns, tileRows = 8, 8

// tiles returns the grid in the order of the codes. It keeps neighbours
// together and the compass right as far as squares can.
func tiles() [34]tile {
	return [34]tile{
		{"11", "北京", 5, 2}, {"12", "天津", 6, 2}, {"13", "河北", 4, 2}, {"14", "山西", 3, 2},
		{"15", "内蒙古", 3, 1}, {"21", "辽宁", 6, 1}, {"22", "吉林", 7, 1}, {"23", "黑龙江", 7, 0},
		{"31", "上海", 6, 4}, {"32", "江苏", 5, 4}, {"33", "浙江", 5, 5}, {"34", "安徽", 4, 4},
		{"35", "福建", 4, 6}, {"36", "江西", 4, 5}, {"37", "山东", 4, 3}, {"41", "河南", 3, 3},
		{"42", "湖北", 3, 4}, {"43", "湖南", 3, 5}, {"44", "广东", 3, 6}, {"45", "广西", 2, 6},
		{"46", "海南", 2, 7}, {"50", "重庆", 2, 4}, {"51", "四川", 1, 4}, {"52", "贵州", 2, 5},
		{"53", "云南", 1, 5}, {"54", "西藏", 0, 3}, {"61", "陕西", 2, 3}, {"62", "甘肃", 1, 2},
		{"63", "青海", 1, 3}, {"64", "宁夏", 2, 2}, {"65", "新疆", 0, 2}, {"71", "台湾", 6, 6},
		{"81", "香港", 4, 7}, {"82", "澳门", 3, 7},
	}
}

func (m TileMap) check() error {
	known := make(map[string]bool, 34)
	var marks []Mark
	for _, t := range tiles() {
		known[t.code] = true
		mark := m.Marks[t.code]
		mark.Label = m.name(t)
		marks = append(marks, mark)
	}
	for code := range m.Marks {
		if !known[code] {
			return fmt.Errorf("chart: %.20q is not the code of a province-level unit: use two digits, 11 to 82", code)
		}
	}
	return checkMarks(marks)
}

func (m TileMap) name(t tile) string {
	if n := m.Names[t.code]; n != "" {
		return n
	}
	return t.name
}

// SVG draws the tiles in five classes of about as many units each, and a
// legend.
func (m TileMap) SVG(o Options) ([]byte, error) {
	if err := m.check(); err != nil {
		return nil, err
	}
	return draw(o, len(m.Marks) == 0, func(s *sheet) float64 {
		classes := quantiles(m.Marks)
		bottom := s.tiles(m, classes)
		return s.legend(m.keys(o, classes), bottom+8)
	})
}

// Table lists all 34 units by code, those without data too.
func (m TileMap) Table(o Options) Table {
	t := o.newTable(o.Words.Label, o.Words.Value)
	for _, place := range tiles() {
		mark, ok := m.Marks[place.code]
		mark.Label = m.name(place)
		value := Cell{Text: o.Words.NoData}
		if ok {
			value = o.number(mark)
		}
		t.Rows = append(t.Rows, []Cell{o.name(mark), value})
	}
	return t
}

// classes tells the class of a value: 0 for zero, 1 to 5 for the fifths.
type classes []float64 // values over zero, rising

func quantiles(marks map[string]Mark) classes {
	var c classes
	for _, m := range marks {
		if m.Value > 0 {
			c = append(c, m.Value)
		}
	}
	slices.Sort(c)
	return c
}

// of returns the class of v. Equal values share one; the greatest has the last.
func (c classes) of(v float64) int {
	if v <= 0 {
		return 0
	}
	notOver, _ := slices.BinarySearchFunc(c, v, func(a, v float64) int {
		if a > v {
			return 1
		}
		return -1
	})
	return (5*notOver + len(c) - 1) / len(c)
}

// keys names the range of each class that has units, by the numbers of its
// least and its greatest one.
func (m TileMap) keys(o Options, c classes) []key {
	var least, greatest [6]*Mark
	missing := false
	for _, t := range tiles() {
		mark, ok := m.Marks[t.code]
		missing = missing || !ok
		if !ok {
			continue
		}
		i := c.of(mark.Value)
		if least[i] == nil || mark.Value < least[i].Value {
			least[i] = &mark
		}
		if greatest[i] == nil || mark.Value > greatest[i].Value {
			greatest[i] = &mark
		}
	}
	var keys []key
	for i, lo := range least {
		if lo != nil {
			keys = append(keys, key{text: span(o.valueText(*lo), o.valueText(*greatest[i])), role: class0 + role(i), outlined: true})
		}
	}
	if missing && o.Words.NoData != "" {
		keys = append(keys, key{text: o.Words.NoData, role: noData, outlined: true})
	}
	return keys
}

func span(a, b string) string {
	if a == b {
		return a
	}
	return a + "–" + b
}

// tiles draws the grid and returns its lower end.
func (s *sheet) tiles(m TileMap, c classes) float64 {
	gap := 4.0
	if s.o.Width == Narrow {
		gap = 3
	}
	w := (s.inner() - gap*(tileColumns-1)) / tileColumns
	for _, t := range tiles() {
		b := box{s.pad + float64(t.column)*(w+gap), s.top + float64(t.row)*(s.tileH+gap), w, s.tileH}
		mark, ok := m.Marks[t.code]
		mark.Label = m.name(t)
		fill, ink, value, title := noData, onNoData, "", joinWords(mark.Label, s.o.Words.NoData)
		if ok {
			i := role(c.of(mark.Value))
			fill, ink, value, title = class0+i, onClass0+i, s.o.valueText(mark), s.o.caption(mark)
		}
		closing := s.mark(mark.Href, title)
		s.outlined(b, 3, fill)
		s.tileWords(b, ink, mark.Label, value)
		s.raw(closing, "\n")
	}
	return s.top + tileRows*(s.tileH+gap) - gap
}

// tileWords writes the name, in two lines when it must, and the value when it
// fits in whole.
func (s *sheet) tileWords(b box, ink role, name, value string) {
	const leading = 1.15
	room, size := b.w-3, s.text
	if !fits(name, size, room) {
		size = s.small
	}
	lines := wrapEven(name, size, room, 2)
	sizes := make([]float64, len(lines), len(lines)+1)
	for i := range sizes {
		sizes[i] = size
	}
	high := float64(len(lines)) * size * leading
	if value != "" && fits(value, s.small, room) && high+s.small*leading <= b.h-2 {
		lines, sizes, high = append(lines, value), append(sizes, s.small), high+s.small*leading
	}
	y := b.midY() - high/2
	for i, l := range lines {
		s.words(words{x: b.midX(), y: y + sizes[i]*0.98, size: sizes[i], anchor: middle, role: ink, text: l})
		y += sizes[i] * leading
	}
}
