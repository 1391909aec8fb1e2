package layout

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"mingzhang/ingest/source"
)

// Read puts the text of pages into b, in reading order: a block for each line,
// with its place and its distance from the left edge of the text, and a block for
// each table. Running heads and page numbers are left out, with a note.
func Read(b *source.Builder, pages []Page) error {
	bands, tables := make([][]band, len(pages)), make([][]item, len(pages))
	for i, p := range pages {
		bands[i], tables[i] = split(p)
	}
	if n := dropFurniture(bands, pages); n > 0 {
		b.Note(fmt.Sprintf("略去页眉、页脚和页码%d处", n), fmt.Sprintf("%d running heads and page numbers were left out", n))
	}
	var all []placed
	for i, p := range pages {
		all = append(all, arranged(p.Number, bands[i], tables[i])...)
	}
	return emit(b, joinTables(all))
}

// placed is an item of a page.
type placed struct {
	item
	page, line int
	lastPage   int // on which a table ends
}

// split takes the drawn tables out of a page and puts the rest on lines.
func split(p Page) ([]band, []item) {
	glyphs, tables := p.Glyphs, []item(nil)
	for _, g := range gridsOf(p.Rules) {
		var t *table
		if t, glyphs = g.table(glyphs); t != nil {
			tables = append(tables, item{table: t})
		}
	}
	return bandsOf(glyphs), tables
}

// arranged gives the items of a page in reading order.
func arranged(page int, bands []band, items []item) []placed {
	for _, b := range bands {
		items = append(items, item{band: b})
	}
	slices.SortStableFunc(items, func(a, b item) int { return cmp.Compare(a.top(), b.top()) })
	var out []placed
	for i, it := range aligned(inColumns(items, 0, maxSplits)) {
		out = append(out, placed{it, page, i + 1, page})
	}
	return out
}

func (i item) top() float64 {
	if i.table != nil {
		return i.table.top
	}
	return i.band.top()
}

// maxHead is the most rows of a table's head that may come back on the next page.
const maxHead = 4

// joinTables joins the parts of a table that goes over the end of a page. Its
// head is given once.
func joinTables(all []placed) []placed {
	var out []placed
	for _, p := range all {
		last := len(out) - 1
		if last < 0 || !goesOn(out[last], p) {
			out = append(out, p)
			continue
		}
		above := out[last].table
		rows := p.table.rows
		head := 0
		for head < min(maxHead, len(above.rows), len(rows)) && slices.Equal(above.rows[head], rows[head]) {
			head++
		}
		above.rows = append(above.rows, rows[head:]...)
		above.bottom = p.table.bottom
		out[last].lastPage = p.page
	}
	return out
}

// goesOn tells whether p is the rest, on the next page, of the table above.
func goesOn(above, p placed) bool {
	if above.table == nil || p.table == nil || p.page != above.lastPage+1 || p.line != 1 {
		return false
	}
	a, b := above.table, p.table
	if a.ruled != b.ruled || len(a.edges) != len(b.edges) || len(a.rows)+len(b.rows) > source.MaxRows {
		return false
	}
	near := 5.0
	if !a.ruled {
		near = 40
	}
	for i := range a.edges {
		if math.Abs(a.edges[i]-b.edges[i]) > near {
			return false
		}
	}
	return true
}

// emit writes the blocks.
func emit(b *source.Builder, all []placed) error {
	edges, rebuilt := leftEdges(all), 0
	for _, p := range all {
		block := source.Block{Page: p.page, Line: p.line, X: rounded(p.left()), Y: rounded(p.top())}
		if p.table != nil {
			rebuilt++
			block.Kind, block.Rows = source.Table, p.table.rows
		} else {
			block.Kind, block.Text = source.Line, p.band.text()
			block.Indent = max(0, int(math.Round((p.left()-edges[p.home])/p.band.size)))
		}
		if err := b.Add(block); err != nil {
			return err
		}
	}
	if rebuilt > 0 {
		b.Note(fmt.Sprintf("表格%d个按位置还原，请与原文核对", rebuilt), fmt.Sprintf("%d tables were rebuilt from positions; compare them with the file", rebuilt))
	}
	return nil
}

// leftEdges gives the x at which the lines of each column begin that have no
// indent: the leftmost with a fair share of lines.
func leftEdges(all []placed) map[int]float64 {
	begins := map[int][]float64{}
	for _, p := range all {
		if p.table == nil {
			begins[p.home] = append(begins[p.home], p.left())
		}
	}
	edges := map[int]float64{}
	for home, xs := range begins {
		slices.Sort(xs)
		edges[home] = xs[0]
		for i, x := range xs {
			n := 0
			for n < len(xs)-i && xs[i+n]-x <= 4 {
				n++
			}
			if n*10 >= len(xs) {
				edges[home] = x
				break
			}
		}
	}
	if first, two := edges[1]; two { // what reaches over two columns begins where they do
		edges[0] = min(edges[0], first)
	}
	return edges
}

func rounded(v float64) float64 { return math.Round(v*10) / 10 }
