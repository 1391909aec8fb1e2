package chart

import (
	"encoding/xml"
	"math"
	"strconv"
	"strings"
	"testing"
)

// element is any SVG element as a reader of the file sees it.
type element struct {
	XMLName  xml.Name
	Attrs    []xml.Attr `xml:",any,attr"`
	Text     string     `xml:",chardata"`
	Children []element  `xml:",any"`
}

func (e element) attr(name string) string {
	for _, a := range e.Attrs {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

func (e element) num(name string) float64 {
	v, err := strconv.ParseFloat(e.attr(name), 64)
	if err != nil {
		return 0
	}
	return v
}

// drawing is a parsed chart.
type drawing struct {
	root  element
	view  box
	names map[string]int
	texts []element
	rects []element
}

func parse(t testing.TB, svg []byte) drawing {
	t.Helper()
	var d drawing
	if err := xml.Unmarshal(svg, &d.root); err != nil {
		t.Fatalf("not well-formed: %v", err)
	}
	d.view = box{0, 0, d.root.num("width"), d.root.num("height")}
	d.names = map[string]int{}
	d.walk(d.root)
	return d
}

func (d *drawing) walk(e element) {
	d.names[e.XMLName.Local]++
	switch e.XMLName.Local {
	case "pattern":
		return // its content has coordinates of its own
	case "text":
		d.texts = append(d.texts, e)
	case "rect":
		d.rects = append(d.rects, e)
	}
	for _, c := range e.Children {
		d.walk(c)
	}
}

func textBox(e element) box {
	w := words{x: e.num("x"), y: e.num("y"), size: e.num("font-size"), text: e.Text}
	switch e.attr("text-anchor") {
	case "middle":
		w.anchor = middle
	case "end":
		w.anchor = end
	}
	return w.box()
}

// checkPlaces fails when something leaves the view, when words lie on words,
// or when words are too small to read.
func (d *drawing) checkPlaces(t *testing.T) {
	t.Helper()
	var ink []box
	for _, e := range d.texts {
		b := textBox(e)
		if !inside(b, d.view) {
			t.Fatalf("text %.30q at %v leaves %v", e.Text, b, d.view)
		}
		if e.num("font-size") < 11 {
			t.Fatalf("text %.30q has size %v", e.Text, e.num("font-size"))
		}
		for j, other := range ink {
			if inkBox(b).overlaps(other) {
				t.Fatalf("texts %.30q at %v and %.30q at %v overlap", e.Text, b, d.texts[j].Text, other)
			}
		}
		ink = append(ink, inkBox(b))
	}
	for _, e := range d.rects {
		b := box{e.num("x"), e.num("y"), e.num("width"), e.num("height")}
		if !inside(b, d.view) {
			t.Fatalf("rect %v leaves %v", b, d.view)
		}
	}
}

// inkBox is what the glyphs of a line cover, without the leading.
func inkBox(b box) box { return box{b.x, b.y + b.h*0.06, b.w, b.h * 0.84} }

func inside(b, view box) bool {
	const slack = 0.6 // outlines and rounding
	return b.x >= view.x-slack && b.y >= view.y-slack && b.right() <= view.right()+slack && b.bottom() <= view.bottom()+slack
}

// chartsOf returns charts of every kind with n marks of a certain size.
func chartsOf(n int, value float64) map[string]Chart {
	var marks []Mark
	var columns []Column
	tileMarks := map[string]Mark{}
	var flow Flow
	for i := range n {
		v := math.Floor(value / float64(i+1))
		m := Mark{Label: "某某县第" + strconv.Itoa(i) + "号单位工会委员会", Value: v, Href: "/x?i=" + strconv.Itoa(i), Unfinished: i == n-1}
		marks = append(marks, m)
		columns = append(columns, Column{Label: strconv.Itoa(1990 + i), Parts: []Mark{m, {Value: 1}}})
		tileMarks[tiles()[i%34].code] = m
		for c := range flow.Nodes {
			flow.Nodes[c] = append(flow.Nodes[c], Node{Label: m.Label, Href: m.Href})
		}
		for s := range flow.Links {
			flow.Links[s] = append(flow.Links[s], Link{From: i, To: (i * 7) % n, Value: v})
		}
	}
	return map[string]Chart{
		"bars": Bars(marks), "hbars": HorizontalBars(marks), "treemap": Treemap(marks), "flow": flow, "tiles": TileMap{Marks: tileMarks},
		"stacked": StackedBars{Series: []Series{{Label: "专项资金项目支出绩效自评"}, {Label: "未分类", Unknown: true}}, Columns: columns},
	}
}

func TestEverySizeFitsItsView(t *testing.T) {
	for _, n := range []int{0, 1, 2, 3, 7, 12, 40, 150, maxMarks} {
		for _, value := range []float64{1, 97, 123456789, 1e15} {
			for name, c := range chartsOf(n, value) {
				t.Run(strings.Join([]string{name, strconv.Itoa(n), grouped(value)}, "/"), func(t *testing.T) {
					checkBothWidths(t, c, n%2 == 0)
				})
			}
		}
	}
}

func checkBothWidths(t *testing.T, c Chart, inline bool) {
	t.Helper()
	for _, width := range []int{Narrow, Wide} {
		o := testOptions("各年度公开项目数", "元")
		o.Width, o.Inline = width, inline
		d := parse(t, mustDraw(t, c, o))
		d.checkPlaces(t)
		if d.view.w != float64(width) || d.root.attr("viewBox") != "0 0 "+d.root.attr("width")+" "+d.root.attr("height") {
			t.Errorf("view %v for width %d", d.view, width)
		}
	}
}

func TestSamplesFitTheirView(t *testing.T) {
	for _, c := range samples() {
		for _, width := range []int{Narrow, Wide} {
			t.Run(c.name, func(t *testing.T) {
				c.o.Width = width
				d := parse(t, mustDraw(t, c.chart, c.o))
				d.checkPlaces(t)
			})
		}
	}
}
