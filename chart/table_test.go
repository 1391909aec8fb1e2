package chart

import (
	"strings"
	"testing"
)

// plain writes a table as lines of text, links in brackets and notes in braces.
func plain(t Table) string {
	lines := []string{t.Caption, strings.Join(t.Head, "|")}
	for _, row := range t.Rows {
		var cells []string
		for _, c := range row {
			s := c.Text
			if c.Href != "" {
				s += "[" + c.Href + "]"
			}
			if c.Note != "" {
				s += "{" + c.Note + "}"
			}
			if c.Numeric {
				s = "#" + s
			}
			cells = append(cells, s)
		}
		lines = append(lines, strings.Join(cells, "|"))
	}
	return strings.Join(lines, "\n")
}

func TestTables(t *testing.T) {
	marks := []Mark{{Label: "2025", Value: 1234, Href: "/y"}, {Label: "2026", Value: 0, ValueText: "零", Unfinished: true}}
	node := func(s string) []Node { return []Node{{Label: s, Href: "/" + s}} }
	listed := "标题 单位：元\n名称|数值\n2025[/y]|#1,234\n2026{年度未满}|#零"
	cases := []struct {
		name  string
		chart Chart
		want  string
	}{
		{"bars", Bars(marks), listed},
		{"hbars", HorizontalBars(marks), listed},
		{"treemap", Treemap(marks), listed},
		{"stacked", StackedBars{
			Series:  []Series{{Label: "甲"}, {Label: "乙"}},
			Columns: []Column{{Label: "2026", Unfinished: true, Href: "/y", Parts: []Mark{{Value: 1, Href: "/a"}, {Value: 2}}}},
		}, "标题 单位：元\n名称|甲|乙|合计\n2026[/y]{年度未满}|#1[/a]|#2|#3"},
		{"flow", Flow{
			Nodes: [3][]Node{node("a"), node("b"), node("c")},
			Links: [2][]Link{{{Value: 5, Href: "/l"}}, {{Value: 3}}},
		}, "标题 单位：元\n来源|去向|数值\na[/a]|b[/b]|#5[/l]\nb[/b]|c[/c]|#3\nb[/b]|未分类|#2"},
		{"broken flow", Flow{Links: [2][]Link{{{From: 4}}}}, "标题 单位：元\n来源|去向|数值"},
		{"broken stack", StackedBars{Series: []Series{{Label: "甲"}}, Columns: []Column{{Label: "2026"}}}, "标题 单位：元\n名称|甲|合计"},
		{"nothing", Bars{}, "标题 单位：元\n名称|数值"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			got := c.chart.Table(testOptions("标题", "元"))
			if plain(got) != c.want {
				t.Errorf("got\n%s\nwant\n%s", plain(got), c.want)
			}
			for _, row := range got.Rows {
				if len(row) != len(got.Head) {
					t.Errorf("row of %d cells under %d headings", len(row), len(got.Head))
				}
			}
		})
	}
}

func TestTileTableListsAllUnits(t *testing.T) {
	m := TileMap{Marks: map[string]Mark{"53": {Value: 203, Href: "/regions/53"}}, Names: map[string]string{"11": "Beijing"}}
	got := plain(m.Table(testOptions("t", "项")))
	for _, want := range []string{"\nBeijing|暂无数据\n", "\n云南[/regions/53]|#203\n", "\n澳门|暂无数据"} {
		if !strings.Contains(got, want) {
			t.Errorf("%q is not in\n%s", want, got)
		}
	}
	if n := strings.Count(got, "\n"); n != 35 {
		t.Errorf("%d lines, want a caption, headings and 34 rows", n+1)
	}
}
