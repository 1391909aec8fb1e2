package chart

import (
	"bytes"
	"math"
	"strings"
	"testing"
)

func TestRefusals(t *testing.T) {
	ok := testOptions("标题", "元")
	with := func(change func(*Options)) Options {
		o := ok
		change(&o)
		return o
	}
	one := Bars{{Label: "甲", Value: 1}}
	node := []Node{{Label: "甲"}}
	flow := func(l Link) Flow { return Flow{Nodes: [3][]Node{node, node, node}, Links: [2][]Link{{l}}} }
	cases := []struct {
		name  string
		chart Chart
		o     Options
		want  string
	}{
		{"width", one, with(func(o *Options) { o.Width = 500 }), "width 500"},
		{"no id", one, with(func(o *Options) { o.ID = "" }), "id"},
		{"bad id", one, with(func(o *Options) { o.ID = `a" onload="x` }), "id"},
		{"id starts with a digit", one, with(func(o *Options) { o.ID = "1a" }), "id"},
		{"negative", Bars{{Label: "甲", Value: -1}}, ok, `mark 0 ("甲"): value -1`},
		{"not a number", HorizontalBars{{Value: math.NaN()}}, ok, "value NaN"},
		{"infinite", Treemap{{Value: math.Inf(1)}}, ok, "value +Inf"},
		{"giant", Bars{{Value: 2e18}}, ok, "value 2e+18"},
		{"giant sum", Bars{{Value: 9e17}, {Value: 9e17}}, ok, "larger unit"},
		{"script link", Bars{{Value: 1, Href: "javascript:alert(1)"}}, ok, "link"},
		{"too many", make(Bars, maxMarks+1), ok, "401 marks"},
		{"parts", StackedBars{Series: []Series{{}}, Columns: []Column{{Label: "2026"}}}, ok, `column 0 ("2026") has 0 parts for 1 series`},
		{"stack link", StackedBars{Columns: []Column{{Href: "x"}}}, ok, "link"},
		{"stack part", StackedBars{Series: []Series{{}}, Columns: []Column{{Parts: []Mark{{Value: -2}}}}}, ok, "value -2"},
		{"dangling link", flow(Link{To: 1}), ok, "node that does not exist"},
		{"link from below nothing", flow(Link{From: -1}), ok, "node that does not exist"},
		{"negative link", flow(Link{Value: -3}), ok, "value -3"},
		{"unsafe link of a link", flow(Link{Href: "data:x"}), ok, "link"},
		{"unsafe node", Flow{Nodes: [3][]Node{{{Href: "x:y"}}}}, ok, "column 0: node 0"},
		{"too many nodes", Flow{Nodes: [3][]Node{{}, make([]Node, 401)}}, ok, "401 nodes"},
		{"too many links", Flow{Links: [2][]Link{{}, make([]Link, 2001)}}, ok, "2001 links"},
		{"giant flow", Flow{Nodes: [3][]Node{node, node, node}, Links: [2][]Link{{{Value: 9e17}, {Value: 9e17}}}}, ok, "larger unit"},
		{"no province", TileMap{Marks: map[string]Mark{"99": {}}}, ok, `"99"`},
		{"tile value", TileMap{Marks: map[string]Mark{"11": {Value: -1}}}, ok, `("北京"): value -1`},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			svg, err := c.chart.SVG(c.o)
			if err == nil || svg != nil || !strings.Contains(err.Error(), c.want) || !strings.HasPrefix(err.Error(), "chart: ") {
				t.Errorf("got %d bytes and error %v, want one about %q", len(svg), err, c.want)
			}
		})
	}
}

func TestSameInputSameBytes(t *testing.T) {
	for _, c := range samples() {
		first := mustDraw(t, c.chart, c.o)
		for range 5 {
			if !bytes.Equal(first, mustDraw(t, c.chart, c.o)) {
				t.Fatalf("%s differs from run to run", c.name)
			}
		}
	}
}

func TestDrawingLeavesTheInputAlone(t *testing.T) {
	in := Treemap{{Label: "甲", Value: 1}, {Label: "乙", Value: 0}, {Label: "丙", Value: 9}}
	mustDraw(t, in, testOptions("t", "元"))
	if in[0].Label != "甲" || in[1].Label != "乙" || in[2].Label != "丙" {
		t.Errorf("the marks were moved: %v", in)
	}
}

func TestNamesForAssistiveSoftware(t *testing.T) {
	o := testOptions("各年度金额", "元")
	o.ID = "by-year"
	linked := Bars{{Label: "2026", Value: 5, Href: "/search?year=2026"}}
	cases := []struct {
		name   string
		inline bool
		marks  Bars
		role   string
		links  int
	}{
		{"file", false, linked, "img", 0},
		{"inline with links", true, linked, "group", 1},
		{"inline without", true, Bars{{Label: "2026", Value: 5}}, "img", 0},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			o.Inline = c.inline
			d := parse(t, mustDraw(t, c.marks, o))
			if d.root.attr("role") != c.role || d.names["a"] != c.links {
				t.Errorf("role %q with %d links", d.root.attr("role"), d.names["a"])
			}
			if d.root.attr("aria-labelledby") != "by-year-title by-year-desc" {
				t.Errorf("labelled by %q", d.root.attr("aria-labelledby"))
			}
			title, desc := d.root.Children[0], d.root.Children[1]
			if title.attr("id") != "by-year-title" || title.Text != "各年度金额" || desc.attr("id") != "by-year-desc" || desc.Text != o.Desc {
				t.Errorf("title %v, desc %v", title, desc)
			}
		})
	}
}

func TestEveryMarkHasATitle(t *testing.T) {
	o := testOptions("t", "元")
	titles := map[string][]string{}
	for name, c := range chartsOf(2, 10) {
		d := parse(t, mustDraw(t, c, o))
		titles[name] = markTitles(d.root)
	}
	want := map[string]string{
		"bars":    "某某县第0号单位工会委员会 10|某某县第1号单位工会委员会 5 年度未满",
		"stacked": "1990 专项资金项目支出绩效自评 10|1990 未分类 1|1991 专项资金项目支出绩效自评 5|1991 未分类 1",
		"tiles":   "北京 10|天津 5 年度未满|河北 暂无数据",
		"treemap": "某某县第0号单位工会委员会 10|某某县第1号单位工会委员会 5 年度未满",
		"hbars":   "某某县第0号单位工会委员会 10|某某县第1号单位工会委员会 5 年度未满",
		"flow":    "某某县第0号单位工会委员会 → 某某县第0号单位工会委员会 10|某某县第1号单位工会委员会 → 某某县第1号单位工会委员会 5",
	}
	for name, w := range want {
		if got := strings.Join(titles[name], "|"); !strings.HasPrefix(got, w) {
			t.Errorf("%s: titles %s, want %s", name, got, w)
		}
	}
}

// markTitles are the titles below the root's own.
func markTitles(root element) []string {
	var out []string
	for _, g := range root.Children {
		if (g.XMLName.Local == "g" || g.XMLName.Local == "a") && len(g.Children) > 0 && g.Children[0].XMLName.Local == "title" {
			out = append(out, g.Children[0].Text)
		}
	}
	return out
}

func TestBareLeavesTheHeadingToThePage(t *testing.T) {
	o := testOptions("各年度金额", "元")
	o.Bare = true
	d := parse(t, mustDraw(t, sampleBars(3), o))
	for _, e := range d.texts {
		if e.Text == o.Title || e.Text == o.Subtitle {
			t.Errorf("%q is drawn", e.Text)
		}
	}
	if d.root.Children[0].Text != o.Title {
		t.Error("the title element is gone")
	}
}

func TestDescFallsBackOnUnitAndNote(t *testing.T) {
	o := testOptions("各年度金额", "元")
	o.Desc, o.Note = "", "来源：公开文件"
	d := parse(t, mustDraw(t, sampleBars(1), o))
	if got := d.root.Children[1].Text; got != "单位：元 来源：公开文件" {
		t.Errorf("desc is %q", got)
	}
}

func TestEmptyIsADesignedState(t *testing.T) {
	charts := chartsOf(0, 1)
	charts["treemap of zeros"] = Treemap{{Label: "甲"}, {Label: "乙"}}
	charts["flow of zeros"] = Flow{Nodes: [3][]Node{{{}}, {{}}, {{}}}, Links: [2][]Link{{{}}, {{}}}}
	charts["stack of nothing"] = StackedBars{Columns: []Column{{Label: "2026"}}}
	for name, c := range charts {
		d := parse(t, mustDraw(t, c, testOptions("t", "元")))
		found := false
		for _, e := range d.texts {
			found = found || e.Text == "暂无数据"
		}
		if !found {
			t.Errorf("%s does not say that there is no data", name)
		}
	}
}

func TestFormatWritesTicksAndSums(t *testing.T) {
	o := testOptions("t", "万元")
	o.Format = func(v float64) string { return grouped(v/1e6) + "万" }
	d := parse(t, mustDraw(t, Bars{{Label: "2026", Value: 3e6}}, o))
	var got []string
	for _, e := range d.texts {
		got = append(got, e.Text)
	}
	want := "0万|1万|2万|3万|3万|2026"
	if !strings.Contains(strings.Join(got, "|"), want) {
		t.Errorf("texts are %q, want among them %s", got, want)
	}
}
