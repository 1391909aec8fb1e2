package score

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"
)

// good is a report that answers truthText without a fault.
const (
	truthText = `{"disclosures": [{
		"kind": "budget", "title": "甲项目|甲项目资金", "year": 2024, "publisher": "某县甲局", "implementer": null, "region": "530627",
		"category": "养老服务", "amount": "30000.00", "budget": "30000.00", "spent": "15000.00", "beneficiaries": "12人", "score": 92.5,
		"lines": [{"label": "慰问", "people": "12人", "rate": "1000.00", "amount": "12000.00"}, {"label": "助学", "rate": null, "amount": "18000.00"}],
		"funding": [{"source": "区级财政", "amount": "30000.00"}],
		"allocations": [{"recipient": "东镇", "amount": "30000.00"}],
		"indicators": [{"level1": "产出指标", "level2": "数量指标", "name": "慰问人数", "operator": "ge", "target": "12", "actual": "12人"}],
		"document_numbers": ["甲发〔2024〕1号"],
		"figures": [{"text": "1000元", "value": "1000.00", "role": "rate"}, {"text": "3万元", "value": "30000.00"}],
		"sections": [["basis", "立项依据"], ["*", "其他事项"], ["?", "附则"]],
		"findings": [["sum-lines", "closes"], ["year-conflict", "open"]], "may": ["missing-section"]
	}],
	"pii": [{"kind": "mobile", "text": "13900000011|手机13900000011"}],
	"must_not_contain": ["第 1 页"], "must_contain": ["每人1000元"]}`

	good = `{"format": "txt", "rejected": null, "findings": [{"code": "year-conflict", "verdict": "open", "note": "n"}],
	"pii": [{"kind": "mobile", "text": "13900000011", "masked": "139****0011"}],
	"disclosures": [{
		"kind": "budget", "title": "甲项目 资金。", "year": 2024, "publisher": {"name": "某县甲局"}, "implementer": null,
		"region": {"code": "530627"}, "category": "养老服务", "amount": {"value": "30000.00"}, "beneficiaries": {"count": 12, "unit": "人"},
		"execution": {"budget": {"value": "30000.00"}, "spent": {"value": "15000.00"}}, "score": {"score": 92.5},
		"lines": [{"label": "助学", "amount": {"value": "18000.00"}}, {"label": "慰问", "people": {"count": 12, "unit": "人"}, "rate": {"value": "1000.00"}, "amount": {"value": "12000.00"}}],
		"funding": [{"source": "区财政资金", "amount": {"value": "30000.00"}}],
		"allocations": [{"recipient": "东镇", "amount": {"value": "30000.00"}}],
		"indicators": [{"level1": "产出指标（50分）", "level2": "数量指标", "name": "慰问人数", "operator": "ge", "target": "12", "actual": "12"}],
		"document_numbers": ["甲发〔2024〕1号"],
		"figures": [{"text": "1000元", "value": "1000.00", "role": "cap"}, {"text": "1000 元", "value": "1000.00", "role": "rate"}, {"text": "3万元", "value": "30000.00", "role": "total"}],
		"sections": [{"key": "preface", "heading": ""}, {"key": "basis", "heading": "立项依据", "markdown": "每人 1000 元"}, {"key": "section-3", "heading": "其他事项"}],
		"findings": [{"code": "sum-lines", "verdict": "closes"}, {"code": "rate-times-people", "verdict": "closes"}, {"code": "year-conflict", "verdict": "open"}, {"code": "missing-section", "verdict": "open"}]
	}]}`
)

func scored(t *testing.T, truthJSON, report string, junk ...string) *File {
	t.Helper()
	truth, err := ParseTruth([]byte(truthJSON))
	if err != nil {
		t.Fatal(err)
	}
	f, err := Score("a/file.txt", "txt", truth, []byte(report), junk)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func TestEveryFieldOfAGoodReportIsRight(t *testing.T) {
	f := scored(t, truthText, good)
	if len(f.Misses) > 0 || len(f.Alarms) > 0 || !f.Read {
		t.Fatalf("misses %v, alarms %v, read %v", f.Misses, f.Alarms, f.Read)
	}
	for field, n := range map[string]int{
		"kind": 1, "title": 1, "year": 1, "publisher": 1, "region": 1, "category": 1, "amount": 1, "budget": 1, "spent": 1, "beneficiaries": 1,
		"score": 1, "lines.label": 2, "lines.amount": 2, "lines.people": 1, "lines.rate": 1, "funding.source": 1, "funding.amount": 1,
		"allocations.recipient": 1, "allocations.amount": 1, "indicators.name": 1, "indicators.level1": 1, "indicators.level2": 1,
		"indicators.operator": 1, "indicators.target": 1, "indicators.actual": 1, "document_numbers": 1, "figures.value": 2, "figures.role": 1, "sections.key": 1,
		"sections.heading": 2, "findings.open": 1, "findings.closes": 1, "pii": 1, "pii.kind": 1, "pii.masked": 1, "junk gone": 1,
		"text kept": 1, "disclosures": 1, "read": 1,
	} {
		if got := f.Tallies[field]; got == nil || *got != (Tally{Right: n}) {
			t.Errorf("%s: %+v, want %d right", field, got, n)
		}
	}
}

// TestEveryFieldCanFail changes one thing in the good report at a time.
func TestEveryFieldCanFail(t *testing.T) {
	for _, c := range []struct {
		field, old, new string
		want            Tally
	}{
		{"kind", `"kind": "budget"`, `"kind": "scheme"`, Tally{0, 1, 1}},
		{"title", `甲项目 资金。`, `乙项目`, Tally{0, 1, 1}},
		{"year", `"year": 2024`, `"year": null`, Tally{0, 0, 1}},
		{"publisher", `{"name": "某县甲局"}`, `{"name": "乙局"}`, Tally{0, 1, 1}},
		{"implementer", `"implementer": null`, `"implementer": "乙局"`, Tally{0, 1, 0}},
		{"region", `"530627"`, `"530600"`, Tally{0, 1, 1}},
		{"category", `"养老服务"`, `null`, Tally{0, 0, 1}},
		{"amount", `"amount": {"value": "30000.00"}, "beneficiaries"`, `"amount": {"value": "300000.00"}, "beneficiaries"`, Tally{0, 1, 1}},
		{"budget", `{"budget": {"value": "30000.00"}`, `{"budget": null`, Tally{0, 0, 1}},
		{"spent", `"15000.00"`, `"15000.01"`, Tally{0, 1, 1}},
		{"beneficiaries", `"beneficiaries": {"count": 12, "unit": "人"}`, `"beneficiaries": {"count": 12, "unit": "人次"}`, Tally{0, 1, 1}},
		{"score", `{"score": 92.5}`, `{"score": 92}`, Tally{0, 1, 1}},
		{"lines.label", `"慰问"`, `"培训"`, Tally{1, 1, 1}},
		{"lines.people", `"people": {"count": 12, "unit": "人"}`, `"people": null`, Tally{0, 0, 1}},
		{"lines.rate", `"label": "助学", `, `"label": "助学", "rate": {"value": "5.00"}, `, Tally{1, 1, 0}},
		{"lines.amount", `{"label": "助学", "amount": {"value": "18000.00"}}, `, ``, Tally{1, 0, 1}},
		{"lines.label", `{"label": "助学"`, `{"label": "合计", "amount": {"value": "1.00"}}, {"label": "助学"`, Tally{2, 1, 0}},
		{"funding.source", `"区财政资金"`, `"省财政资金"`, Tally{0, 1, 1}},
		{"funding.amount", `[{"source": "区财政资金", "amount": {"value": "30000.00"}}]`, `[]`, Tally{0, 0, 1}},
		{"allocations.recipient", `"东镇"`, `"西镇"`, Tally{0, 1, 1}},
		{"allocations.amount", `[{"recipient": "东镇", "amount": {"value": "30000.00"}}]`, `[{"recipient": "东镇"}]`, Tally{0, 0, 1}},
		{"indicators.name", `"慰问人数"`, `"满意度"`, Tally{0, 1, 1}},
		{"indicators.level1", `"产出指标（50分）"`, `"效益指标"`, Tally{0, 1, 1}},
		{"indicators.level2", `"数量指标"`, `"质量指标"`, Tally{0, 1, 1}},
		{"indicators.operator", `"ge"`, `"le"`, Tally{0, 1, 1}},
		{"indicators.target", `"target": "12"`, `"target": "120"`, Tally{0, 1, 1}},
		{"indicators.actual", `"actual": "12"`, `"actual": null`, Tally{0, 0, 1}},
		{"document_numbers", `["甲发〔2024〕1号"]`, `["甲发〔2024〕1号", "乙发〔2024〕2号"]`, Tally{1, 1, 0}},
		{"figures.value", `"text": "3万元", "value": "30000.00"`, `"text": "3万元", "value": "3.00"`, Tally{1, 1, 1}},
		{"figures.role", `"role": "rate"`, `"role": null`, Tally{0, 1, 1}},
		{"sections.key", `"key": "basis"`, `"key": "overview"`, Tally{0, 1, 1}},
		{"sections.heading", `"其他事项"`, `"资金"`, Tally{1, 1, 1}},
		{"sections.heading", `{"key": "basis"`, `{"key": "section-9", "heading": "附 则"}, {"key": "basis"`, Tally{3, 0, 0}},
		{"findings.open", `{"code": "missing-section", "verdict": "open"}`, `{"code": "sum-people", "verdict": "open"}`, Tally{1, 1, 0}},
		{"findings.closes", `{"code": "sum-lines", "verdict": "closes"}, `, ``, Tally{0, 0, 1}},
		{"findings.explained", `{"code": "missing-section", "verdict": "open"}`, `{"code": "amount-conflict", "verdict": "explained"}`, Tally{0, 1, 0}},
		{"pii", `[{"kind": "mobile", "text": "13900000011", "masked": "139****0011"}]`, `[]`, Tally{0, 0, 1}},
		{"pii.kind", `"kind": "mobile"`, `"kind": "landline"`, Tally{0, 1, 1}},
		{"pii.masked", `每人 1000 元`, `每人1000元13900000011`, Tally{0, 0, 1}},
		{"junk gone", `每人 1000 元`, `每人1000元第1页`, Tally{0, 0, 1}},
		{"text kept", `每人 1000 元`, `每人元`, Tally{0, 0, 1}},
		{"disclosures", `"disclosures": [{`, `"disclosures": [{"title": "丙"}, {`, Tally{1, 1, 0}},
		{"read", `"rejected": null`, `"rejected": "坏了"`, Tally{0, 0, 1}},
		{"held", `{"code": "year-conflict", "verdict": "open", "note": "n"}`, `{"code": "placeholder", "verdict": "open"}`, Tally{0, 1, 0}},
	} {
		if !strings.Contains(good, c.old) {
			t.Fatalf("%s: the report has no %s", c.field, c.old)
		}
		f := scored(t, truthText, strings.Replace(good, c.old, c.new, 1))
		if got := f.Tallies[c.field]; got == nil || *got != c.want {
			t.Errorf("%s with %s: %+v, want %+v", c.field, c.new, got, c.want)
		}
		if fault := c.want.Wrong+c.want.Missed > 0; fault != (len(f.Misses) > 0) {
			t.Errorf("%s with %s: the misses are %v", c.field, c.new, f.Misses)
		}
	}
}

func TestAlarmsAreOpenFindingsThatTheTruthLacks(t *testing.T) {
	f := scored(t, truthText, strings.Replace(good, `"note": "n"}`, `"note": "n"}, {"code": "sum-lines", "verdict": "open", "note": "差1元"}`, 1))
	if want := []string{"sum-lines: 差1元"}; !slices.Equal(f.Alarms, want) {
		t.Errorf("alarms %v, want %v", f.Alarms, want)
	}
}

func TestRefusalsAndHolds(t *testing.T) {
	refused := `{"rejected": "不是公开文本", "disclosures": [], "findings": [], "pii": []}`
	blocked := `{"rejected": null, "disclosures": [], "findings": [{"code": "placeholder", "verdict": "open"}], "pii": []}`
	free := `{"rejected": null, "disclosures": [], "findings": [], "pii": []}`
	right, missed, none := Tally{Right: 1}, Tally{Missed: 1}, Tally{}
	for _, c := range []struct {
		name, truth, report  string
		read, rejected, held Tally
	}{
		{"refused and right", `{"rejected": true}`, refused, right, right, right},
		{"not refused", `{"rejected": true}`, free, right, missed, missed},
		{"blocked, should be refused", `{"rejected": true}`, blocked, right, missed, right},
		{"template is blocked", `{"held": true}`, blocked, right, none, right},
		{"template is refused", `{"held": true}`, refused, right, none, right},
		{"template goes through", `{"held": true}`, free, right, none, missed},
		{"good text is blocked", `{}`, blocked, right, none, Tally{Wrong: 1}},
		{"good text is refused", `{}`, refused, missed, none, none},
	} {
		f := scored(t, c.truth, c.report)
		for field, want := range map[string]Tally{"read": c.read, "rejected": c.rejected, "held": c.held} {
			if got := *f.Tallies[field]; got != want {
				t.Errorf("%s: %s is %+v, want %+v", c.name, field, got, want)
			}
		}
	}
}

func TestWhatIsLeftOutIsNotScored(t *testing.T) {
	f := scored(t, `{"disclosures": [{"title": "甲项目资金"}]}`, good)
	for _, field := range []string{"amount", "lines.label", "findings.open", "pii", "sections.heading", "document_numbers"} {
		if f.Tallies[field] != nil {
			t.Errorf("%s is scored: %+v", field, f.Tallies[field])
		}
	}
}

func TestMisspeltTruthIsAnError(t *testing.T) {
	for _, text := range []string{`{"disclosure": []}`, `{"disclosures": [{"titel": "甲"}]}`, `{`} {
		if _, err := ParseTruth([]byte(text)); err == nil {
			t.Errorf("%s is no error", text)
		}
	}
}

func TestDisclosuresArePairedByLikenessNotByOrder(t *testing.T) {
	f := scored(t, `{"disclosures": [{"title": "甲", "amount": "1.00"}, {"title": "乙", "amount": "2.00"}]}`,
		`{"disclosures": [{"title": "乙", "amount": {"value": "2.00"}}, {"title": "甲", "amount": {"value": "1.00"}}]}`)
	if len(f.Misses) > 0 {
		t.Errorf("misses %v", f.Misses)
	}
}

func TestMeasures(t *testing.T) {
	s := Tally{Right: 6, Wrong: 2, Missed: 6}
	if s.Precision() != 0.75 || s.Recall() != 0.5 || s.F1() != 0.6 {
		t.Errorf("%v %v %v, want 0.75 0.5 0.6", s.Precision(), s.Recall(), s.F1())
	}
	if none := (Tally{}); none.F1() != 1 {
		t.Errorf("an empty tally has F1 %v", none.F1())
	}
}

func TestSameness(t *testing.T) {
	for _, c := range []struct {
		name      string
		same      func(want, got string) bool
		want, got string
		ok        bool
	}{
		{"text", sameText, "“两癌”检查", "\"两癌\" 检查。", true},
		{"text", sameText, "甲项目（试行）", "甲项目(试行)", true},
		{"text", sameText, "甲项目", "甲项目资金", false},
		{"name", sameName, "慰问困难职工", "走访慰问困难职工", true},
		{"name", sameName, "慰问", "春节期间走访慰问困难职工", false},
		{"name", sameName, "慰问", "", false},
		{"source", sameSource, "市级财政", "市财政", true},
		{"source", sameSource, "市级财政", "省财政", false},
		{"source", sameSource, "中央", "中央财政补助资金", true},
		{"level", sameLevel, "产出指标", "产出指标（50分）", true},
		{"level", sameLevel, "产出指标", "效益指标", false},
		{"value", sameValue, "90", "90.00%", true},
		{"value", sameValue, "150", "150户", true},
		{"value", sameValue, "12月底前", "12", false},
		{"value", sameValue, "有所提升", "明显提升", false},
		{"money", sameMoney, "3346000.00", "3346000", true},
		{"money", sameMoney, "3346000.00", "334.60", false},
	} {
		if got := c.same(c.want, c.got); got != c.ok {
			t.Errorf("%s: %q and %q: %v", c.name, c.want, c.got, got)
		}
	}
}

func TestCorpus(t *testing.T) {
	corpus := fstest.MapFS{
		"junk.json":         {Data: []byte(`{"html": ["打印"]}`)},
		"01-a/truth.json":   {Data: []byte(`{"disclosures": [{"title": "甲"}]}`)},
		"01-a/file.html":    {Data: []byte("打印")},
		"01-a/file-gbk.txt": {Data: []byte("甲")},
		"01-a/source.md":    {Data: []byte("甲")},
		"02-b/truth.json":   {Data: []byte(`{"disclosures": [{"title": "乙"}]}`)},
		"02-b/file.pdf":     {Data: []byte("%PDF")},
	}
	result, err := Corpus(corpus, func(name string, b []byte) ([]byte, error) {
		if strings.HasSuffix(name, ".pdf") {
			return []byte(`{"rejected": "no reader"}`), nil
		}
		return []byte(`{"disclosures": [{"title": "甲", "sections": [{"markdown": "` + string(b) + `"}]}]}`), nil
	})
	if err != nil {
		t.Fatal(err)
	}
	sums := result.Fields()
	for field, want := range map[string]Tally{
		"title":     {Right: 2},            // the pdf has no reader, so only its reading counts
		"read":      {Right: 2, Missed: 1}, //
		"junk gone": {Missed: 1},
	} {
		if sums[field] != want {
			t.Errorf("%s: %+v, want %+v", field, sums[field], want)
		}
	}
	formats := result.Formats()
	if len(formats) != 3 || formats[0].Name != "html" || formats[1].Read != 0 || formats[2].Name != "txt-gbk" {
		t.Errorf("formats %+v", formats)
	}
	var b strings.Builder
	if err := result.Write(&b, true); err != nil {
		t.Fatal(err)
	}
	for _, words := range []string{"unread (1)", "02-b/file.pdf: no reader", "junk gone", "want 打印  got -"} {
		if !strings.Contains(b.String(), words) {
			t.Errorf("the table lacks %q:\n%s", words, b.String())
		}
	}
}

func TestCorpusFaults(t *testing.T) {
	truth := &fstest.MapFile{Data: []byte(`{}`)}
	fine := func(string, []byte) ([]byte, error) { return []byte(`{}`), nil }
	bad := func(string, []byte) ([]byte, error) { return []byte(`no json`), nil }
	for name, c := range map[string]struct {
		corpus fstest.MapFS
		read   Reader
	}{
		"empty":     {fstest.MapFS{}, fine},
		"bad truth": {fstest.MapFS{"a/truth.json": {Data: []byte(`[]`)}}, fine},
		"bad junk":  {fstest.MapFS{"a/truth.json": truth, "junk.json": {Data: []byte(`[]`)}}, fine},
		"no report": {fstest.MapFS{"a/truth.json": truth, "a/file.txt": truth}, bad},
	} {
		if _, err := Corpus(c.corpus, c.read); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}
