package web

import (
	"maps"
	"net/url"
	"slices"
	"testing"

	"mingzhang/content"
	"mingzhang/desk"
)

// sent is a form as a browser sends it.
func sent(pairs ...string) url.Values {
	form := url.Values{}
	for i := 0; i < len(pairs); i += 2 {
		form.Add(pairs[i], pairs[i+1])
	}
	return form
}

func TestReadTyped(t *testing.T) {
	form := sent("title", " 名称 ", "region", "玉溪市", "rows.funding", "4", "funding.0.name", "市级财政", "funding.0.amount", "1万元",
		"funding.1.name", "要删的", "funding.1.remove", "on", "funding.2.name", " ", "funding.3.name", "省级财政",
		"rows.lines", "many", "section", "basis", "sections.basis", "\r\n一\r\n\r\n二\r\n", "sections.basis.heading", "立项依据")
	got := readTyped(form)
	want := map[string]string{
		"title": "名称", "region": "530400", "funding.0.name": "市级财政", "funding.0.amount": "1万元", "funding.1.name": "省级财政", "funding.1.amount": "",
		"sections.basis": "一\n\n二", "sections.basis.heading": "立项依据",
	}
	if !maps.Equal(got.values, want) {
		t.Errorf("the values are %q, want %q", got.values, want)
	}
	if got.rows["funding"] != 2 || got.has("lines") || got.has("amount") || !got.has("title") {
		t.Errorf("the rows are %v", got.rows)
	}
	huge := readTyped(sent("rows.units", "999999999", "units.700.name", "甲"))
	if huge.rows["units"] != 0 {
		t.Errorf("a form with a row beyond all bounds gave %d rows", huge.rows["units"])
	}
}

// stated is a sheet with one fact of each sort.
func stated() *desk.Sheet {
	amount := "20万元"
	return &desk.Sheet{
		Draft: desk.Draft{Action: "publish", Kind: content.Budget},
		Text: &content.Disclosure{
			Summary:  content.Summary{Funding: []content.Funding{{Source: "市级财政"}}},
			Sections: []content.Section{{Key: "basis", Heading: "立项依据", Markdown: "依据。"}, {Key: "plan", Heading: "项目实施计划", Markdown: "计划。"}},
		},
		Fields: []desk.Field{{Name: "title", Value: "名称"}, {Name: "amount", Value: content.Text(amount)}, {Name: "funding.0.name", Value: "市级财政"}, {Name: "funding.0.amount", Value: "20万元"}},
	}
}

func TestEditHasOnlyWhatChanged(t *testing.T) {
	sheet := stated()
	now := standing(sheet)
	same := sent("title", "名称", "amount", "20万元", "rows.funding", "2", "funding.0.name", "市级财政", "funding.0.amount", "20万元",
		"section", "basis", "sections.basis", "依据。\r\n", "sections.basis.heading", "立项依据")
	if e := readTyped(same).edit(now, sheet); e != nil {
		t.Errorf("a form that changes nothing gave %+v", e)
	}
	same.Set("amount", "")
	same.Set("funding.1.name", "省级财政")
	same.Set("sections.basis", "新依据。")
	same.Set("reason", "首次公开没有原因")
	same.Set("execution.spent", "19万元")
	same.Set("score.max", "100")
	e := readTyped(same).edit(now, sheet)
	if e == nil || e.Title != nil || e.Amount == nil || *e.Amount != "" || e.Reason != nil || e.Lines != nil || e.Execution.Spent != "19万元" || e.Score.Max != "100" {
		t.Fatalf("the edit is %+v", e)
	}
	if want := []desk.ShareEdit{{Name: "市级财政", Amount: "20万元"}, {Name: "省级财政"}}; !slices.Equal(e.Funding, want) {
		t.Errorf("the funding is %v, want %v", e.Funding, want)
	}
	if len(e.Sections) != 1 || e.Sections[0].Key != "basis" || *e.Sections[0].Markdown != "新依据。" || e.Sections[0].Heading != nil {
		t.Errorf("the sections are %+v", e.Sections)
	}
	same.Set("sections.basis.remove", "on")
	if e := readTyped(same).edit(now, sheet); !e.Sections[0].Remove || e.Sections[0].Markdown != nil {
		t.Errorf("a section to be removed gave %+v", e.Sections[0])
	}
}

// TestMerge changes one thing here, another there, and a third in both places.
func TestMerge(t *testing.T) {
	before := standing(stated())
	seen := map[string]string{}
	for _, f := range before.seals() {
		for group, seal := range seenOf(sent(f.Name, f.Value)) {
			seen[group] = seal
		}
	}
	now := standing(stated())
	now.values["title"], now.values["amount"], now.values["sections.plan"] = "他改的名称", "30万元", "他改的计划。"
	now.rows["funding"] = 0
	mine := standing(stated())
	mine.values["amount"], mine.values["sections.basis"] = "25万元", "我改的依据。"
	mine.sections = []string{"basis"}
	conflicts := mine.merge(now, seen)
	if len(conflicts) != 1 || conflicts["amount"] != "30万元" {
		t.Errorf("the conflicts are %q", conflicts)
	}
	for name, want := range map[string]string{"title": "他改的名称", "amount": "25万元", "sections.basis": "我改的依据。", "sections.plan": "他改的计划。", "funding.0.name": ""} {
		if mine.values[name] != want {
			t.Errorf("%s is %q, want %q", name, mine.values[name], want)
		}
	}
	if mine.rows["funding"] != 0 || !slices.Equal(mine.sections, []string{"basis", "plan"}) {
		t.Errorf("the rows are %v, the sections %v", mine.rows, mine.sections)
	}
}

func TestNearest(t *testing.T) {
	text := []rune("甲乙丙，甲乙丁，甲乙丙。")
	for _, tt := range []struct {
		words       string
		near        int
		start, stop int
	}{
		{"甲乙丙", 0, 0, 3}, {"甲乙丙", 7, 8, 11}, {"甲乙", 5, 4, 6}, {"没有", 3, -1, 1}, {"", 3, -1, -1}, {"甲乙丙", 1000, 8, 11},
	} {
		if start, stop := nearest(text, []rune(tt.words), tt.near); start != tt.start || stop != tt.stop {
			t.Errorf("nearest %q to %d: %d to %d, want %d to %d", tt.words, tt.near, start, stop, tt.start, tt.stop)
		}
	}
}

func TestReadPlanned(t *testing.T) {
	for text, want := range map[string]string{"2026-03-01T09:00": "2026-03-01T09:00", "2026-03-01 09:00": "2026-03-01T09:00", " ": ""} {
		got, err := readPlanned(text)
		if err != nil || browserTime(got) != want {
			t.Errorf("%q: %q, %v; want %q", text, browserTime(got), err, want)
		}
	}
	if _, err := readPlanned("3月1日"); err == nil {
		t.Error("3月1日 is taken for a time")
	}
}
