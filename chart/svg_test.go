package chart

import (
	"encoding/xml"
	"errors"
	"io"
	"strings"
	"testing"
	"unicode/utf8"
)

func TestEscape(t *testing.T) {
	cases := []struct{ in, want string }{
		{"总工会", "总工会"},
		{`a<b>&"c'`, "a&lt;b&gt;&amp;&quot;c&#39;"},
		{"]]>", "]]&gt;"},
		{"a\tb\r\nc\u2028d", "a b  c d"},
		{"a\x00\x1b\u007f\ufffe", "a\ufffd\ufffd\ufffd\ufffd"},
		{"a\xffb", "a\ufffdb"},
		{"a\u202eb\u2066c\u200fd", "abcd"},
		{"a\u061cb", "ab"},
		{"“一”，…\u3000𠮷é<", "“一”，…\u3000𠮷é&lt;"},
	}
	for _, c := range cases {
		if got := escape(c.in); got != c.want {
			t.Errorf("escape(%q) = %q, want %q", c.in, got, c.want)
		}
	}
}

func TestSafeHref(t *testing.T) {
	cases := map[string]bool{
		"": true, "/search?year=2026&region=53": true, "?year=2026": true, "#t1": true, "https://example.org/a": true, "http://example.org": true,
		"javascript:alert(1)": false, "JavaScript:alert(1)": false, "data:text/html,x": false, "//example.org": false, "relative": false,
		"/a b": false, "\tjavascript:alert(1)": false, `/\example.org`: false, "/a\n": false,
	}
	for in, want := range cases {
		if got := safeHref(in); got != want {
			t.Errorf("safeHref(%q) = %v, want %v", in, got, want)
		}
	}
}

func TestNumbersAreShort(t *testing.T) {
	cases := map[float64]string{0: "0", -0.001: "0", 1.005: "1", 2.5: "2.5", 1.0 / 3: "0.33", -4.129: "-4.13", 720: "720"}
	for in, want := range cases {
		var p pen
		p.num(in)
		if string(p.buf) != want {
			t.Errorf("num(%v) = %s, want %s", in, p.buf, want)
		}
	}
}

func TestTitlesAreBounded(t *testing.T) {
	o := testOptions("t", "元")
	for n, want := range map[int]int{10: 10, 300: 300, 301: 301, 100000: 301} {
		var p pen
		p.open("", strings.Repeat("长", n))
		title := strings.TrimSuffix(strings.TrimPrefix(string(p.buf), "<g><title>"), "</title>")
		if got := utf8.RuneCountInString(title); got != want {
			t.Errorf("a title of %d characters has %d", n, got)
		}
	}
	if svg := mustDraw(t, Bars{{Label: strings.Repeat("长", 100000), Value: 1}}, o); len(svg) > 10000 {
		t.Errorf("one endless label made %d bytes", len(svg))
	}
}

// FuzzLabels draws every kind of chart with hostile words everywhere.
func FuzzLabels(f *testing.F) {
	for _, s := range []string{"", "总工会", `"><script>alert(1)</script>`, "]]>", "<![CDATA[", "&#0;", "\x00\xff\ufffe", "a\u202eb", "' onload='x", strings.Repeat("长", 500), strings.Repeat("W", 500), "\U0001F468\u200d\U0001F469"} {
		f.Add(s, 3.0)
	}
	f.Fuzz(func(t *testing.T, s string, v float64) {
		for _, c := range hostile(s, v) {
			for _, width := range []int{Narrow, Wide} {
				o := Options{ID: "f", Width: width, Inline: len(s)%2 == 0, Title: s, Subtitle: s, Note: s, Desc: s, Lang: s}
				o.Words = Words{NoData: s, Unfinished: s, Unknown: s}
				checkHostile(t, c, o)
			}
		}
	})
}

// hostile puts s and v wherever a caller may put a string and a value.
func hostile(s string, v float64) []Chart {
	m := Mark{Label: s, Value: v, ValueText: s, Unfinished: true}
	marks := []Mark{m, {Label: s, Value: 1, Unknown: true}, m}
	n := []Node{{Label: s, ValueText: s}, {Label: s, Unknown: true}}
	return []Chart{
		Bars(marks), HorizontalBars(marks), Treemap(marks),
		StackedBars{Series: []Series{{Label: s}}, Columns: []Column{{Label: s, TotalText: s, Parts: []Mark{m}, Unfinished: true}}},
		Flow{Headings: [3]string{s, s, s}, Nodes: [3][]Node{n, n, n}, Links: [2][]Link{{{Value: v}, {To: 1, Value: 2}}, {{Value: 1, ValueText: s}}}},
		TileMap{Marks: map[string]Mark{"11": m}, Names: map[string]string{"11": s, "12": s}},
	}
}

func checkHostile(t *testing.T, c Chart, o Options) {
	t.Helper()
	svg, err := c.SVG(o)
	if err != nil {
		return // a value outside the limits; its message is tested elsewhere
	}
	d := parse(t, svg)
	for name := range d.names {
		if !strings.Contains(" svg title desc rect line path text g a pattern ", " "+name+" ") {
			t.Fatalf("%T wrote an element %q", c, name)
		}
	}
	d.checkPlaces(t)
}

func TestOutputIsPlainXML(t *testing.T) {
	for _, c := range samples() {
		for _, inline := range []bool{false, true} {
			c.o.Inline = inline
			svg := string(mustDraw(t, c.chart, c.o))
			for _, bad := range []string{"style", "<script", "<image", "xlink", "NaN", "Inf", " on", "e+", "e-0"} {
				if strings.Contains(svg, bad+"=") || strings.Contains(svg, "<"+bad) || strings.Contains(svg, `"`+bad) {
					t.Errorf("%s, inline %v: holds %q", c.name, inline, bad)
				}
			}
			if inline == strings.Contains(svg, `="#`) || inline != strings.Contains(svg, "class=") {
				t.Errorf("%s, inline %v: wrong dress", c.name, inline)
			}
			wellFormed(t, []byte(svg))
		}
	}
}

func wellFormed(t *testing.T, svg []byte) {
	t.Helper()
	if !utf8.Valid(svg) {
		t.Fatal("not UTF-8")
	}
	dec := xml.NewDecoder(strings.NewReader(string(svg)))
	for {
		_, err := dec.Token()
		if errors.Is(err, io.EOF) {
			return
		}
		if err != nil {
			t.Fatalf("not well-formed: %v\n%.300s", err, svg)
		}
	}
}
