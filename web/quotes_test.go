package web

import (
	"strings"
	"testing"

	"mingzhang/content"
)

// said writes quotes with their links in brackets.
func said(quotes []quote) string {
	var b strings.Builder
	for _, q := range quotes {
		for _, p := range q.Pieces {
			if p.Href != "" {
				b.WriteString("[" + p.Text + "]")
			} else {
				b.WriteString(p.Text)
			}
		}
		b.WriteString(" (" + q.From + ")\n")
	}
	return b.String()
}

func TestQuotes(t *testing.T) {
	text := "先有一句。共帮扶80人，每人500元，使用资金4万元。后有一句。\n\n**另起一段**，又说80人"
	filler := strings.Repeat("很长的话", 20)
	tests := []struct {
		name, text string
		words      []string
		want       string
	}{
		{"one sentence, once", text, []string{"4万元", "80人", "500元"}, "共帮扶[80人]，每人[500元]，使用资金[4万元]。 (资金)\n"},
		{"the end of a text", text, []string{"又说80人"}, "另起一段，[又说80人] (资金)\n"},
		{"over two sentences", text, []string{"先有一句。共帮扶80人"}, "[先有一句。共帮扶80人]，每人500元，使用资金4万元。 (资金)\n"},
		{"inside another", text, []string{"每人500元", "500元"}, "共帮扶80人，[每人500元]，使用资金4万元。 (资金)\n"},
		{"numbers stay whole", "预算" + strings.Repeat("字", 30) + "12,345.60元" + strings.Repeat("字", 19) + "甲", []string{"甲"}, "……12,345.60元" + strings.Repeat("字", 19) + "[甲] (资金)\n"},
		{"a long sentence", filler + "甲" + filler + "乙" + filler + "。", []string{"甲", "乙"},
			"……" + filler[:24*3] + "[甲]" + filler[:8*3] + "……" + filler[:24*3] + "[乙]" + filler[:16*3] + "…… (资金)\n"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			d := &content.Disclosure{Sections: []content.Section{{Key: "funding", Heading: "资金", Markdown: tt.text}}}
			f := content.Finding{Code: "sum-lines", Verdict: content.Closes}
			for _, w := range tt.words {
				f.Evidence = append(f.Evidence, evidenceIn(d, "funding", w))
			}
			d.Findings = []content.Finding{f}
			if got := said(newPlaces(languages(t)[0], d).quotes(0, f.Evidence)); got != tt.want {
				t.Errorf("got  %swant %s", got, tt.want)
			}
		})
	}
}

func TestEvidenceThatDoesNotStandThereIsNotLinked(t *testing.T) {
	d := &content.Disclosure{Sections: []content.Section{{Key: "funding", Heading: "资金", Markdown: "共80人"}}}
	evidence := []content.Evidence{
		{Section: "funding", Start: 1, End: 4, Text: "90人"}, {Section: "none", Start: 0, End: 1, Text: "共"},
		{Section: "funding", Start: -1, End: 4, Text: "80人"}, {Section: "funding", Start: 1, End: 9, Text: "80人"},
	}
	d.Findings = []content.Finding{{Evidence: evidence}}
	if got := said(newPlaces(languages(t)[0], d).quotes(0, evidence)); strings.Contains(got, "[") {
		t.Errorf("got links in %s", got)
	}
}
