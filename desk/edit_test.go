package desk

import (
	"encoding/json"
	"reflect"
	"slices"
	"strings"
	"testing"

	"mingzhang/content"
)

// sampleText is a text with something of everything.
func sampleText() *content.Disclosure {
	region, _ := content.Regions().Get("530400")
	d := &content.Disclosure{
		Summary: content.Summary{
			Kind: content.Budget, Title: "送温暖", Year: 2023, Publisher: content.Publisher{ID: city(), Name: cityUnion}, Region: &region,
			Amount: &content.Money{Fen: 2000000, Text: "2.00万元"}, Beneficiaries: &content.People{Count: 10, Unit: "人"},
			Lines: []content.Line{{Label: "慰问", Amount: &content.Money{Fen: 2000000, Text: "2.00万元"}}},
		},
		Sections: []content.Section{{Key: "basis", Heading: "立项依据", Markdown: "按规定。"}, {Key: "plan", Heading: "项目实施计划", Markdown: "全年实施。"}},
	}
	d.FillLists()
	return d
}

// TestEdit sets every field and reads it back.
func TestEdit(t *testing.T) {
	d := sampleText()
	e := Edit{
		Title: to(" 困难职工帮扶 "), DocumentTitle: to("预算公开"), Year: to("2024年"), Publisher: to(cityUnion), Region: to("530402"),
		Implementer: to("服务中心"), Category: to("困难帮扶"), Amount: to("334.60万元"), PlanTotal: to("5000000.00"), Beneficiaries: to("1346人次"),
		Units:           []content.UnitRole{{Name: "市总工会", Role: "主管部门"}},
		Lines:           []LineEdit{{Label: "助学", Recipient: "红塔区", People: "308人", Rate: "4000元", Ratio: "30.00%", RatioBase: "支出", Amount: "123.20万元"}},
		Funding:         []ShareEdit{{Name: "市级财政", Amount: "334.60万元"}, {Name: "自筹"}},
		Allocations:     []ShareEdit{{Name: "红塔区", Amount: "10元"}},
		Indicators:      []content.Indicator{{Level1: "产出指标", Level2: "数量指标", Name: "帮扶人数", Operator: "ge", Target: "700", Unit: "人次", Actual: "702"}},
		DocumentNumbers: []string{"总工办发[2020]13号", "", "总工办发〔2020〕13号"},
		Execution:       &ExecutionEdit{Budget: "100万元", Spent: "98.50万元", Rate: "98.50%"},
		Score:           &ScoreEdit{Score: "98.5分", Max: "100"},
		Sections: []SectionEdit{
			{Key: "basis", Heading: to("项目立项依据"), Markdown: to("\r\n### 一\r\n正文\n")}, {Key: "plan", Remove: true}, {Key: "funding", Markdown: to("共334.60万元。")},
		},
	}
	if problems := e.apply(d, cityUnion); len(problems) > 0 {
		t.Fatalf("problems: %+v", problems)
	}
	values := map[string]string{}
	for _, f := range facts(d) {
		if f.value != "" {
			values[f.name] = f.value
		}
	}
	want := map[string]string{
		"title": "困难职工帮扶", "document_title": "预算公开", "year": "2024", "publisher": cityUnion, "region": "530402", "implementer": "服务中心",
		"category": "困难帮扶", "amount": "334.60万元", "plan_total": "5000000.00", "beneficiaries": "1346人次",
		"units.0.name": "市总工会", "units.0.role": "主管部门",
		"lines.0.label": "助学", "lines.0.recipient": "红塔区", "lines.0.people": "308人", "lines.0.rate": "4000元", "lines.0.ratio": "30.00%",
		"lines.0.ratio_base": "支出", "lines.0.amount": "123.20万元", "funding.0.name": "市级财政", "funding.0.amount": "334.60万元", "funding.1.name": "自筹",
		"allocations.0.name": "红塔区", "allocations.0.amount": "10元", "indicators.0.level1": "产出指标", "indicators.0.level2": "数量指标",
		"indicators.0.name": "帮扶人数", "indicators.0.operator": "ge", "indicators.0.target": "700", "indicators.0.unit": "人次", "indicators.0.actual": "702",
		"document_numbers.0": "总工办发〔2020〕13号", "execution.budget": "100万元", "execution.spent": "98.50万元", "execution.rate": "98.50%",
		"score.score": "98.5", "score.max": "100",
	}
	if !reflect.DeepEqual(values, want) {
		t.Errorf("values %v\nwant %v", values, want)
	}
	sections := []content.Section{{Key: "basis", Heading: "项目立项依据", Markdown: "### 一\n正文"}, {Key: "funding", Heading: "资金安排情况", Markdown: "共334.60万元。"}}
	if !slices.Equal(d.Sections, sections) {
		t.Errorf("sections %+v", d.Sections)
	}
}

// TestEmptyEdit clears what may be unknown.
func TestEmptyEdit(t *testing.T) {
	d := sampleText()
	e := Edit{Amount: to(""), Beneficiaries: to(" "), Implementer: to(""), Lines: []LineEdit{}, Execution: &ExecutionEdit{}, Score: &ScoreEdit{}}
	if problems := e.apply(d, cityUnion); len(problems) > 0 || d.Amount != nil || d.Beneficiaries != nil || len(d.Lines) != 0 || d.Execution != nil || d.Score != nil {
		t.Errorf("%+v, problems %v", d.Summary, problems)
	}
	if before, after := sampleText(), sampleText(); len((Edit{}).apply(after, cityUnion)) != 0 || !reflect.DeepEqual(before, after) {
		t.Errorf("an edit of nothing changed the text: %+v", after)
	}
}

// TestWrongEdits names each field that cannot be read, in both languages, and
// leaves it as it was.
func TestWrongEdits(t *testing.T) {
	long := strings.Repeat("字", maxWords+1)
	for want, e := range map[string]Edit{
		"missing@title":                      {Title: to("  ")},
		"long@title":                         {Title: to(long)},
		"characters@title":                   {Title: to("送\n温暖")},
		"characters@implementer":             {Implementer: to("中心\u202e")},
		"characters@category":                {Category: to("a\xff")},
		"year@year":                          {Year: to("二〇二三")},
		"publisher@publisher":                {Publisher: to("别的总工会")},
		"region@region":                      {Region: to("999999")},
		"amount@amount":                      {Amount: to("很多钱")},
		"amount@plan_total":                  {PlanTotal: to("-5元")},
		"people@beneficiaries":               {Beneficiaries: to("若干人")},
		"missing@lines.0.label":              {Lines: []LineEdit{{Amount: "5元"}}},
		"amount@lines.1.rate":                {Lines: []LineEdit{{Label: "一"}, {Label: "二", Rate: "x"}}},
		"people@lines.0.people":              {Lines: []LineEdit{{Label: "一", People: "5"}}},
		"long@lines":                         {Lines: make([]LineEdit, maxRows+1)},
		"missing@funding.0.name":             {Funding: []ShareEdit{{}}},
		"amount@allocations.0.amount":        {Allocations: []ShareEdit{{Name: "红塔区", Amount: "五"}}},
		"operator@indicators.0.operator":     {Indicators: []content.Indicator{{Name: "人数", Operator: "~"}}},
		"document-number@document_numbers.1": {DocumentNumbers: []string{"", "第三号文"}},
		"amount@execution.spent":             {Execution: &ExecutionEdit{Spent: "全部"}},
		"score@score.score":                  {Score: &ScoreEdit{Max: "100"}},
		"score@score.max":                    {Score: &ScoreEdit{Score: "9", Max: "NaN"}},
		"section@sections.funding":           {Sections: []SectionEdit{{Key: "funding", Heading: to("资金")}}},
		"section@sections.no-such":           {Sections: []SectionEdit{{Key: "no-such", Markdown: to("x")}}},
		"heading@sections.basis":             {Sections: []SectionEdit{{Key: "basis", Markdown: to("一\n## 二")}}},
		"characters@sections.basis":          {Sections: []SectionEdit{{Key: "basis", Markdown: to("一\x00")}}},
		"missing@sections.basis.heading":     {Sections: []SectionEdit{{Key: "basis", Heading: to("")}}},
		"long@sections":                      {Sections: []SectionEdit{{Key: "basis", Markdown: to(strings.Repeat("字", 300_001))}}},
		"missing@units.0.name":               {Units: []content.UnitRole{{Role: "主管"}}},
		"characters@sections.basis.heading":  {Sections: []SectionEdit{{Key: "basis", Heading: to("一\n二")}}},
		"missing@indicators.0.name":          {Indicators: []content.Indicator{{}}},
	} {
		d := sampleText()
		problems := e.apply(d, cityUnion)
		if got := codes(problems); got != want {
			t.Errorf("problems %q; want %q", got, want)
		}
		for _, p := range problems {
			if p.Chinese == "" || p.English == "" {
				t.Errorf("%s says nothing: %+v", want, p)
			}
		}
		if d.Title != "送温暖" || d.Year != 2023 || d.Publisher.Name != cityUnion || d.Amount == nil || d.Region.Code != "530400" {
			t.Errorf("%s changed what it could not read: %+v", want, d.Summary)
		}
	}
}

// TestMerge lays edits over each other and takes them back.
func TestMerge(t *testing.T) {
	e := Edit{Title: to("一"), Amount: to("1元"), Lines: []LineEdit{{Label: "甲"}}, Sections: []SectionEdit{{Key: "basis", Heading: to("依据"), Markdown: to("旧")}, {Key: "plan", Remove: true}}}
	e = e.merge(Edit{Title: to("二"), Lines: []LineEdit{}, Score: &ScoreEdit{Score: "1"}, Sections: []SectionEdit{{Key: "basis", Markdown: to("新")}, {Key: "plan", Markdown: to("又有了")}}})
	b, err := json.Marshal(e)
	if err != nil {
		t.Fatal(err)
	}
	want := `{"title":"二","amount":"1元","lines":[],"score":{"score":"1"},"sections":[{"key":"basis","heading":"依据","markdown":"新"},{"key":"plan","markdown":"又有了"}]}`
	if string(b) != want {
		t.Errorf("merged\n%s\nwant\n%s", b, want)
	}
	var again Edit
	if err := json.Unmarshal(b, &again); err != nil || !reflect.DeepEqual(again, e) {
		t.Errorf("read back %+v, %v", again, err)
	}
	b, err = json.Marshal(e.undo([]string{"title", "amount", "lines", "score", "sections.basis", "sections.plan", "nothing"}))
	if err != nil || string(b) != `{"sections":[]}` {
		t.Errorf("undone %s, %v", b, err)
	}
}

// TestStoredTextStays shows that what is stored of a text is read as it was.
func TestStoredTextStays(t *testing.T) {
	d := sampleText()
	d.Score, d.Execution = &content.Score{Score: 98.5, Max: to(100.0)}, &content.Execution{Rate: "98%"}
	d.NumberFlags = []content.NumberFlag{{Number: "a", Flag: "b", AsWritten: "c"}}
	again, err := clone(d)
	if err != nil || !reflect.DeepEqual(again, d) {
		t.Errorf("%+v\nwant\n%+v\n%v", again, d, err)
	}
}

// TestSaveRefusesAsAWhole keeps nothing of an edit of which one field is wrong.
func TestSaveRefusesAsAWhole(t *testing.T) {
	o := newOffice(t)
	d := o.upload(t, budget(1))
	_, err := o.Save(t.Context(), clerk(), d.ID, d.Version, Edit{Title: to("新名称"), Year: to("去年")})
	wantIs(t, "a wrong year", err, ErrInvalid)
	if now := o.sheet(t, d.ID).Draft; now.Title != d.Title || now.Version != d.Version {
		t.Errorf("something was saved: %+v", now)
	}
	_, err = o.Save(t.Context(), clerk(), d.ID, d.Version, Edit{Reason: to("改名")})
	wantIs(t, "a reason of a first publication", err, ErrInvalid)
	d, err = o.Save(t.Context(), clerk(), d.ID, d.Version, Edit{Title: to("新名称")})
	if err != nil || d.Title != "新名称" || d.Version != 2 {
		t.Errorf("saved %+v, %v", d, err)
	}
	d, err = o.Save(t.Context(), clerk(), d.ID, d.Version, Edit{Undo: []string{"title"}})
	if err != nil || d.Title == "新名称" {
		t.Errorf("undone %+v, %v", d, err)
	}
}

// TestProblemsOfADraft lists what keeps drafts from being submitted.
func TestProblemsOfADraft(t *testing.T) {
	text := string(budget(1))
	for name, c := range map[string]struct {
		text string
		edit Edit
		want string
		mend Edit
	}{
		"another publisher": {strings.ReplaceAll(text, "玉溪市总工会2023年", "昆明市总工会2023年"), Edit{}, "publisher@publisher", Edit{Publisher: to(cityUnion)}},
		"no text": {text, Edit{Sections: []SectionEdit{
			{Key: "project_name", Remove: true}, {Key: "basis", Remove: true}, {Key: "implementer", Remove: true}, {Key: "overview", Remove: true},
			{Key: "content", Remove: true}, {Key: "funding", Remove: true}, {Key: "plan", Remove: true}, {Key: "results", Remove: true},
		}}, "missing@sections", Edit{Undo: []string{"sections.funding"}}},
		"personal data in a title": {text, Edit{Title: to("帮扶（联系电话：" + phone + "）")}, "personal-data@title", Edit{Title: to("帮扶")}},
		"a blank form":             {text, Edit{Title: to("XX市XX项目"), Sections: []SectionEdit{{Key: "basis", Markdown: to("（此处填写立项依据）")}}}, "placeholder", Edit{Undo: []string{"title", "sections.basis"}}},
	} {
		t.Run(name, func(t *testing.T) {
			o := newOffice(t)
			d, err := o.Save(t.Context(), clerk(), o.upload(t, []byte(c.text)).ID, 1, c.edit)
			if err != nil {
				t.Fatal(err)
			}
			if got := codes(o.sheet(t, d.ID).Problems); !strings.Contains(got, c.want) || d.Problems == 0 {
				t.Errorf("problems %q; want %q", got, c.want)
			}
			if d, err = o.Save(t.Context(), clerk(), d.ID, d.Version, c.mend); err != nil || d.Problems != 0 {
				t.Errorf("after mending: %q, %v", codes(o.sheet(t, d.ID).Problems), err)
			}
		})
	}
}

// FuzzEdit applies edits as a program may send them: no edit panics, and a text
// that nothing is wrong with can be written and read back.
func FuzzEdit(f *testing.F) {
	for _, seed := range []string{
		`{}`, `{"title":"困难职工帮扶","year":"2024","amount":"334.60万元","lines":[{"label":"助学","people":"308人","rate":"4000元"}]}`,
		`{"sections":[{"key":"basis","heading":"# 一","markdown":"| a |\n| - |"},{"key":"plan","remove":true},{"key":"funding","markdown":"---\n"}]}`,
		`{"title":"- '\"#: &a","implementer":"null","category":"~","units":[{"name":"0x1"}],"document_numbers":["总工办发[2020]13号"]}`,
		`{"score":{"score":"1e3","max":"100"},"execution":{"rate":"98%"},"indicators":[{"name":"n","operator":"ge"}],"undo":["title"]}`,
		`{"funding":[],"allocations":[{"name":"x","amount":"0.01元"}],"region":"110000","publisher":"玉溪市总工会","beneficiaries":"1户"}`,
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		var e Edit
		if json.Unmarshal(b, &e) != nil {
			return
		}
		d := sampleText()
		if len((Edit{}).merge(e).undo(e.Undo).apply(d, cityUnion)) > 0 {
			return
		}
		nameSections(d)
		if problems := unwritable(d); len(problems) > 0 {
			text, err := content.Format(d)
			t.Errorf("after %s: %s\n%s\n%v", b, codes(problems), text, err)
		}
	})
}
