package content

import (
	"strings"
	"testing"
)

const head = "---\nkind: budget\ntitle: 项目\npublisher: 甲总工会\nstatus: draft\n"

func TestParseNamesWhatIsWrong(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"no front matter", "# 标题\n", "line 1: the front matter is missing"},
		{"never closed", "---\nkind: budget\n", "does not end"},
		{"empty", "", "line 1"},
		{"unknown key", head + "colour: 红\n---\n", "line 6: field colour not found"},
		{"amount that is none", head + "amount: 很多钱\n---\n", `"很多钱"`},
		{"region that does not exist", head + "region: \"990000\"\n---\n", "region 990000 is not in GB/T 2260"},
		{"region without quotes", head + "region: 030400\n---\n", "region"},
		{"kind", strings.Replace(head, "budget", "novel", 1) + "---\n", `kind is "novel"`},
		{"no title", strings.Replace(head, "项目", "", 1) + "---\n", "title is missing"},
		{"year", head + "year: 23\n---\n", "year is 23"},
		{"year as words", head + "year: 二〇二三\n---\n", "line 6"},
		{"broken YAML", head + "lines: [\n---\n", "line"},
		{"invalid UTF-8", head + "---\n\n好\n\xff\xfe\n", "line 9: the text is not UTF-8"},
		{"alias bomb", "---\na: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: [*b,*b,*b,*b,*b,*b,*b,*b,*b]\n---\n", "line"},
		{"too large", head + "---\n" + strings.Repeat("x", MaxMarkdown), "at most"},
	} {
		t.Run(c.name, func(t *testing.T) {
			d, err := Parse([]byte(c.text))
			if err == nil {
				t.Fatalf("read %+v, want an error with %q", d, c.want)
			}
			if !strings.Contains(err.Error(), c.want) {
				t.Errorf("the error is %q, want it to contain %q", err, c.want)
			}
		})
	}
}

func TestParseTakesWhatEditorsWrite(t *testing.T) {
	text := "\ufeff" + strings.ReplaceAll(head+"---\n\n## 立项依据\n\n依据。\n\n## 自定一栏\n## 项目实施计划\n\n计划。\n", "\n", "\r\n")
	d, err := Parse([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	want := []Section{{"basis", "立项依据", "依据。"}, {"section-2", "自定一栏", ""}, {"plan", "项目实施计划", "计划。"}}
	if len(d.Sections) != len(want) {
		t.Fatalf("got %d sections: %+v", len(d.Sections), d.Sections)
	}
	for i := range want {
		if d.Sections[i] != want[i] {
			t.Errorf("section %d: got %+v, want %+v", i, d.Sections[i], want[i])
		}
	}
	if d.Section("plan").Markdown != "计划。" || d.Section("funding") != nil {
		t.Error("sections are not found by key")
	}
}

func FuzzParse(f *testing.F) {
	for _, d := range samples() {
		b, err := Format(d)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(b)
	}
	f.Add([]byte(head + "---\n正文\n"))
	f.Fuzz(func(t *testing.T, b []byte) {
		d, err := Parse(b)
		if err != nil {
			return
		}
		first, err := Format(d)
		if err != nil {
			t.Fatalf("what was read cannot be written: %v", err)
		}
		again, err := Parse(first)
		if err != nil {
			t.Fatalf("what was written cannot be read: %v\n%s", err, first)
		}
		second, err := Format(again)
		if err != nil || string(first) != string(second) {
			t.Fatalf("the form is not canonical (%v):\n%s\n---\n%s", err, first, second)
		}
	})
}
