package chart

import (
	"strings"
	"sync"
)

// role is what a shape or a text is for; it decides the colour.
type role int

const (
	text role = iota
	muted
	grid
	axis
	ground
	halo
	series0
	series1
	series2
	series3
	series4
	series5
	unknown
	cell0
	cell1
	cell2
	cell3
	cellUnknown
	onCell
	class0
	class1
	class2
	class3
	class4
	class5
	noData
	onClass0
	onClass1
	onClass2
	onClass3
	onClass4
	onClass5
	onNoData
	roleCount
)

// paint is the colour of one role on a light and on a dark page.
type paint struct {
	class       string
	attr        string // fill or stroke
	light, dark string
}

// paints gives the whole palette, which is made once. The six series colours stay apart for the
// three kinds of colour blindness, and every pair of text and fill reaches
// 4.5:1; tests compute both.
var paints = sync.OnceValue(func() *[roleCount]paint {
	return &[roleCount]paint{
		text:        {"c-text", "fill", "#16212c", "#e8edf3"},
		muted:       {"c-muted", "fill", "#4a5866", "#aab6c3"},
		grid:        {"c-grid", "stroke", "#e1e6ec", "#2b3642"},
		axis:        {"c-axis", "stroke", "#8b97a4", "#6f7d8c"},
		ground:      {"c-ground", "fill", "#ffffff", "#12181f"},
		halo:        {"c-halo", "stroke", "#ffffff", "#12181f"},
		series0:     {"c-s0", "fill", "#1f5fa8", "#5b9be0"},
		series1:     {"c-s1", "fill", "#a64d0c", "#db7427"},
		series2:     {"c-s2", "fill", "#0f8b97", "#48cbbb"},
		series3:     {"c-s3", "fill", "#720975", "#a35aa8"},
		series4:     {"c-s4", "fill", "#001037", "#cfe3fa"},
		series5:     {"c-s5", "fill", "#a99306", "#d9c65a"},
		unknown:     {"c-unknown", "fill", "#8e9289", "#798692"},
		cell0:       {"c-cell0", "fill", "#103f78", "#1c4f8f"},
		cell1:       {"c-cell1", "fill", "#1a5494", "#245f9f"},
		cell2:       {"c-cell2", "fill", "#2868a4", "#2f6aa5"},
		cell3:       {"c-cell3", "fill", "#3a6a8f", "#426f92"},
		cellUnknown: {"c-cell-unknown", "fill", "#66707a", "#66707a"},
		onCell:      {"c-on-cell", "fill", "#ffffff", "#ffffff"},
		class0:      {"c-q0", "fill", "#eef3f8", "#1b2632"},
		class1:      {"c-q1", "fill", "#cadcf0", "#1f3a5a"},
		class2:      {"c-q2", "fill", "#94b9de", "#285684"},
		class3:      {"c-q3", "fill", "#5b93cc", "#6fa3d8"},
		class4:      {"c-q4", "fill", "#1f5fa8", "#9cc4ec"},
		class5:      {"c-q5", "fill", "#0f3a72", "#d3e6fa"},
		noData:      {"c-none", "fill", "#f2f3f4", "#232a31"},
		onClass0:    {"c-on-q0", "fill", "#16212c", "#e8edf3"},
		onClass1:    {"c-on-q1", "fill", "#16212c", "#e8edf3"},
		onClass2:    {"c-on-q2", "fill", "#16212c", "#ffffff"},
		onClass3:    {"c-on-q3", "fill", "#0a1622", "#0a1622"},
		onClass4:    {"c-on-q4", "fill", "#ffffff", "#0a1622"},
		onClass5:    {"c-on-q5", "fill", "#ffffff", "#0a1622"},
		onNoData:    {"c-on-none", "fill", "#4a5866", "#aab6c3"},
	}
})

// seriesRole is the colour of the series at an index; after six they repeat.
func seriesRole(i int) role { return series0 + role(i%6) }

// CSS returns the rules that colour inline charts: light ones, and dark ones
// under prefers-color-scheme. A site may override any of them:
//
//	c-text c-muted             words
//	c-grid c-axis              lines
//	c-ground c-halo            the page behind a chart, and around words on flows
//	c-s0 .. c-s5 c-unknown     bars, stacks, flows; the unclassified rest
//	c-cell0 .. c-cell3 c-cell-unknown c-on-cell   treemap, and words on it
//	c-q0 .. c-q5 c-none        tiles: zero, five classes, no data
//	c-on-q0 .. c-on-q5 c-on-none                  words on the tiles
//	c-link                     links around marks
func CSS() string {
	var light, dark strings.Builder
	for _, p := range paints() {
		light.WriteString("." + p.class + "{" + p.attr + ":" + p.light + "}\n")
		dark.WriteString("." + p.class + "{" + p.attr + ":" + p.dark + "}\n")
	}
	return light.String() +
		".c-link{cursor:pointer}\n.c-link:hover,.c-link:focus-visible{opacity:.8}\n" +
		".c-link:focus-visible{outline:2px solid currentColor;outline-offset:1px}\n" +
		"@media (prefers-color-scheme:dark){\n" + dark.String() + "}\n"
}
