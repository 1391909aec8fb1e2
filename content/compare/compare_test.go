package compare

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"mingzhang/content"
)

var update = flag.Bool("update", false, "write the golden files anew")

func read(t *testing.T, name string) *content.Disclosure {
	t.Helper()
	b, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	d, err := content.Parse(b)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// TestGolden pins what a reader is told of a correction and of its undoing.
func TestGolden(t *testing.T) {
	for _, c := range []struct{ before, after, golden string }{
		{"1.md", "2.md", "1-2.json"},
		{"2.md", "1.md", "2-1.json"},
	} {
		var b bytes.Buffer
		enc := json.NewEncoder(&b)
		enc.SetEscapeHTML(false)
		enc.SetIndent("", " ")
		if err := enc.Encode(Disclosures(read(t, c.before), read(t, c.after))); err != nil {
			t.Fatal(err)
		}
		path := filepath.Join("testdata", c.golden)
		if *update {
			if err := os.WriteFile(path, b.Bytes(), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(string(want), b.String()); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.golden, diff)
		}
	}
}

func TestSameDisclosure(t *testing.T) {
	d := read(t, "1.md")
	got := Disclosures(d, d)
	if len(got.Facts) != 0 {
		t.Errorf("facts of the same disclosure: %+v", got.Facts)
	}
	if len(got.Sections) != len(d.Sections) {
		t.Fatalf("%d sections of %d", len(got.Sections), len(d.Sections))
	}
	for _, s := range got.Sections {
		if s.Change != Same || s.Moved || len(s.Edits) != 0 {
			t.Errorf("section %s: %+v", s.Key, s)
		}
	}
}

// TestNullsAndLists holds the shape of the JSON: lists are never null.
func TestNullsAndLists(t *testing.T) {
	empty := &content.Disclosure{}
	b, err := json.Marshal(Disclosures(empty, empty))
	if err != nil {
		t.Fatal(err)
	}
	if got, want := string(b), `{"facts":[],"sections":[]}`; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestFacts(t *testing.T) {
	yuan := func(fen content.Fen, text string) *content.Money { return &content.Money{Fen: fen, Text: text} }
	for _, c := range []struct {
		name          string
		before, after content.Summary
		want          []Fact
	}{
		{"amount", content.Summary{Amount: yuan(334600000, "334.60万元")}, content.Summary{Amount: yuan(310000000, "310.00万元")}, []Fact{{
			Field: "amount", Change: Changed, Delta: &Delta{"-246000.00", "元"},
			Old: &Value{Text: "334.60万元", Amount: yuan(334600000, "334.60万元")}, New: &Value{Text: "310.00万元", Amount: yuan(310000000, "310.00万元")},
		}}},
		{"other units are never subtracted", content.Summary{Beneficiaries: &content.People{Count: 5, Unit: "人"}}, content.Summary{Beneficiaries: &content.People{Count: 7, Unit: "户"}}, []Fact{{
			Field: "beneficiaries", Change: Changed,
			Old: &Value{Text: "5人", People: &content.People{Count: 5, Unit: "人"}}, New: &Value{Text: "7户", People: &content.People{Count: 7, Unit: "户"}},
		}}},
		{"a computed amount has words", content.Summary{}, content.Summary{PlanTotal: yuan(150, "")}, []Fact{{
			Field: "plan_total", Change: Added, New: &Value{Text: "1.50元", Amount: yuan(150, "")},
		}}},
		{"a row under another name", content.Summary{Funding: []content.Funding{{Source: "市级", Amount: yuan(100, "1元")}}},
			content.Summary{Funding: []content.Funding{{Source: "市级财政", Amount: yuan(100, "1元")}}}, []Fact{{
				Field: "funding", Row: "市级财政", Part: "label", Change: Changed, Old: &Value{Text: "市级"}, New: &Value{Text: "市级财政"},
			}}},
		{"rows in another order", content.Summary{DocumentNumbers: []string{"甲", "乙"}}, content.Summary{DocumentNumbers: []string{"乙", "甲"}},
			[]Fact{{Field: "document_numbers", Change: Moved}}},
		{"a row with nothing but its name", content.Summary{DocumentNumbers: []string{"甲"}}, content.Summary{},
			[]Fact{{Field: "document_numbers", Row: "甲", Change: Removed, Whole: true, Old: &Value{Text: "甲"}}}},
		{"rows of one name, one gone", content.Summary{Allocations: []content.Allocation{{Recipient: "东区", Amount: yuan(100, "1元")}, {Recipient: "东区", Amount: yuan(200, "2元")}}},
			content.Summary{Allocations: []content.Allocation{{Recipient: "东区", Amount: yuan(100, "1元")}}}, []Fact{{
				Field: "allocations", Row: "东区", Part: "amount", Change: Removed, Whole: true, Old: &Value{Text: "2元", Amount: yuan(200, "2元")},
			}}},
		{"a score", content.Summary{Score: &content.Score{Score: 96}}, content.Summary{Score: &content.Score{Score: 98.5}}, []Fact{{
			Field: "score", Part: "score", Change: Changed, Old: &Value{Text: "96"}, New: &Value{Text: "98.5"}, Delta: &Delta{"2.5", ""},
		}}},
	} {
		if diff := cmp.Diff(c.want, facts(&c.before, &c.after)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.name, diff)
		}
	}
}

func TestDelta(t *testing.T) {
	for _, c := range []struct{ before, after, value, unit string }{
		{"≥90%", "≥92.5%", "2.5", "%"},
		{"1,200人次", "1000人次", "-200", "人次"},
		{"0.1", "0.3", "0.2", ""},
		{"2023", "2024", "1", ""},
		{"700人", "700户", "", ""},
		{"合格", "良好", "", ""},
		{"2024年3月", "2024年5月", "", ""},
		{"1.2.3", "1.2.4", "", ""},
	} {
		var want *Delta
		if c.value != "" {
			want = &Delta{c.value, c.unit}
		}
		if diff := cmp.Diff(want, delta(Value{Text: c.before}, Value{Text: c.after})); diff != "" {
			t.Errorf("%s -> %s (-want +got):\n%s", c.before, c.after, diff)
		}
	}
}

func TestSections(t *testing.T) {
	s := func(key, heading, text string) content.Section {
		return content.Section{Key: key, Heading: heading, Markdown: text}
	}
	type told struct {
		Key    string
		Change Change
		Moved  bool
		Old    string
	}
	for _, c := range []struct {
		name          string
		before, after []content.Section
		want          []told
	}{
		{"a removed one stands where it stood", []content.Section{s("basis", "依据", "甲"), s("plan", "计划", "乙"), s("results", "成效", "丙")},
			[]content.Section{s("basis", "依据", "甲"), s("results", "成效", "丙")},
			[]told{{"basis", Same, false, ""}, {"plan", Removed, false, ""}, {"results", Same, false, ""}}},
		{"the first is removed", []content.Section{s("basis", "依据", "甲"), s("plan", "计划", "乙")}, []content.Section{s("plan", "计划", "乙")},
			[]told{{"basis", Removed, false, ""}, {"plan", Same, false, ""}}},
		{"one moved to the front", []content.Section{s("basis", "依据", "甲"), s("plan", "计划", "乙"), s("results", "成效", "丙")},
			[]content.Section{s("results", "成效", "丙"), s("basis", "依据", "甲"), s("plan", "计划", "乙")},
			[]told{{"results", Moved, true, ""}, {"basis", Same, false, ""}, {"plan", Same, false, ""}}},
		{"moved and changed", []content.Section{s("a", "甲", "一"), s("b", "乙", "二"), s("c", "丙", "三")},
			[]content.Section{s("c", "丙", "叁"), s("a", "甲", "一"), s("b", "乙", "二")},
			[]told{{"c", Changed, true, ""}, {"a", Same, false, ""}, {"b", Same, false, ""}}},
		{"another heading, the same key", []content.Section{s("basis", "依据", "甲")}, []content.Section{s("basis", "立项依据", "甲")},
			[]told{{"basis", Changed, false, "依据"}}},
		{"a key that names a place follows the heading", []content.Section{s("section-1", "甲", "一"), s("section-2", "乙", "二")},
			[]content.Section{s("section-1", "乙", "二"), s("section-2", "丙", "新")},
			[]told{{"section-1", Removed, false, ""}, {"section-1", Same, false, ""}, {"section-2", Added, false, ""}}},
		{"other key and heading, most of the text", []content.Section{s("section-1", "甲", "第一段的文字。\n第二段的文字。\n第三段。")},
			[]content.Section{s("section-9", "乙", "第一段的文字。\n第二段的文字。\n改了。")},
			[]told{{"section-9", Changed, false, "甲"}}},
	} {
		var got []told
		for _, one := range sections(c.before, c.after) {
			got = append(got, told{one.Key, one.Change, one.Moved, one.OldHeading})
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.name, diff)
		}
	}
}
