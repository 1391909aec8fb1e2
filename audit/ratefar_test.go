package audit

import (
	"fmt"
	"strings"
	"testing"

	"mingzhang/content"
)

// perHeadRows makes a disclosure of one row a district, each with its sum per
// head in yuan.
func perHeadRows(label string, rates ...int) *content.Disclosure {
	var text strings.Builder
	d := &content.Disclosure{Summary: content.Summary{Kind: content.Budget, Title: "困难职工帮扶"}}
	for i, rate := range rates {
		district := []string{"东城区", "西城区", "南城区", "北城区", "中城区", "新城区"}[i]
		people, money := 100, rate*100
		fmt.Fprintf(&text, "%d.%s%s%d人，每人%d元，共%d元。\n\n", i+1, district, label, people, rate, money)
		d.Lines = append(d.Lines, content.Line{
			Label: district + label, Recipient: content.Text(district), People: &content.People{Count: people, Unit: "人"},
			Rate:   &content.Money{Fen: content.Fen(rate * 100), Text: fmt.Sprintf("%d元", rate)},
			Amount: &content.Money{Fen: content.Fen(money * 100), Text: fmt.Sprintf("%d元", money)},
		})
	}
	d.Sections = []content.Section{{Key: "funding", Heading: "资金安排情况", Markdown: strings.TrimSpace(text.String())}}
	return d
}

func TestRatesFarFromTheirKind(t *testing.T) {
	for name, c := range map[string]struct {
		rates []int
		want  string // stated and computed
	}{
		"a digit too many":     {[]int{500, 500, 5000, 500}, "5000.00 500.00"},
		"a digit too few":      {[]int{600, 500, 50, 500, 500}, "50.00 500.00"},
		"all alike":            {[]int{500, 500, 500, 500}, ""},
		"not so far":           {[]int{500, 500, 2000, 500}, ""},
		"two are far":          {[]int{500, 5000, 5000, 500, 500}, ""},
		"no kind to speak of":  {[]int{100, 500, 5000, 20000}, ""},
		"too few to tell":      {[]int{500, 500, 5000}, ""},
		"spread over a decade": {[]int{500, 900, 1500, 5000}, ""},
	} {
		var got []string
		for _, f := range Check(perHeadRows("生活救助", c.rates...)) {
			if f.Code == RateFar {
				got = append(got, string(f.Stated+" "+f.Computed))
				if f.Verdict != content.Explained || len(f.Evidence) != 2 || !strings.Contains(f.Note, "十倍以上") {
					t.Errorf("%s: %+v", name, f)
				}
			}
		}
		if strings.Join(got, ";") != c.want {
			t.Errorf("%s: got %q, want %q", name, got, c.want)
		}
	}
}

// TestRatesOfOtherKindsAreNotCompared: what a row is for decides what it is
// compared with.
func TestRatesOfOtherKindsAreNotCompared(t *testing.T) {
	d := perHeadRows("生活救助", 500, 500, 5000, 500)
	d.Lines[2].Label = "南城区医疗救助"
	d.Sections[0].Markdown = strings.Replace(d.Sections[0].Markdown, "南城区生活救助", "南城区医疗救助", 1)
	for _, f := range Check(d) {
		if f.Code == RateFar {
			t.Errorf("got %+v", f)
		}
	}
}
