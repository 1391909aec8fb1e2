package web

import (
	"strings"
	"time"

	"mingzhang/content"
)

// amount makes money of Chinese words.
func amount(words string) *content.Money {
	m, err := content.ParseAmount(words)
	if err != nil {
		panic(err)
	}
	return &m
}

func region(code string) *content.Region {
	r, err := content.Regions().Get(code)
	if err != nil {
		panic(err)
	}
	return &r
}

// record makes a record with what every record has.
func record(kind content.Kind, unit, regionCode string, year content.Year, title string) *content.Disclosure {
	at := time.Date(2026, 1, 31, 9, 0, 0, 0, time.UTC)
	d := &content.Disclosure{Summary: content.Summary{
		Kind: kind, Title: title, Year: year, Publisher: content.Publisher{ID: content.PublisherID(unit), Name: unit},
		Status: content.Published, Revision: 1, PublishedAt: at, UpdatedAt: at, SHA256: strings.Repeat("ab12", 16),
	}}
	if regionCode != "" {
		d.Region = region(regionCode)
	}
	d.ID = content.NewID(&d.Summary)
	return d
}

// at finds words in a section, in code points.
func at(d *content.Disclosure, section, words string) (start, end int) {
	text := d.Section(section).Markdown
	before, _, found := strings.Cut(text, words)
	if !found {
		panic("no " + words + " in " + section)
	}
	start = len([]rune(before))
	return start, start + len([]rune(words))
}

func figureIn(d *content.Disclosure, section, kind, role, value, unit, words string) {
	start, end := at(d, section, words)
	d.Figures = append(d.Figures, content.Figure{Kind: kind, Role: content.Text(role), Value: value, Unit: unit, Text: words, Section: section, Start: start, End: end})
}

func evidenceIn(d *content.Disclosure, section, words string) content.Evidence {
	start, end := at(d, section, words)
	return content.Evidence{Section: section, Start: start, End: end, Text: words}
}

// aidRecord is a budget disclosure with everything that one can have.
func aidRecord(unit, code string, year content.Year) *content.Disclosure {
	d := record(content.Budget, unit, code, year, "困难职工帮扶专项资金")
	d.DocumentTitle = content.Text(unit) + "2023年预算重点领域财政项目文本公开"
	d.Category, d.Amount, d.Beneficiaries = "困难帮扶", amount("334.60万元"), &content.People{Count: 1346, Unit: "人"}
	d.Implementer = "市县区总工会职工服务中心"
	d.Units = []content.UnitRole{{Name: unit, Role: "主管部门"}, {Name: "市县区总工会职工服务中心", Role: "具体实施"}}
	people := func(n int) *content.People { return &content.People{Count: n, Unit: "人"} }
	d.Lines = []content.Line{
		{Label: "元旦春节及中秋国庆困难企业困难职工帮扶慰问", People: people(1013), Rate: amount("2,000.00元"), Amount: amount("202.60万元")},
		{Label: "“金秋助学”专项帮扶活动", People: people(308), Rate: amount("4,000.00元"), Amount: amount("123.20万元")},
		{Label: "不在档患重大疾病帮扶", People: people(14), Ratio: "30.00%", RatioBase: "个人支出费用", Amount: amount("5.70万元")},
		{Label: "不在档遭遇突发事件导致生活困难帮扶", People: people(11), Ratio: "30.00%", RatioBase: "家庭的损失程度", Amount: amount("3.10万元")},
	}
	d.Funding = []content.Funding{{Source: "市级财政", Amount: amount("334.60万元")}}
	d.DocumentNumbers = []string{"总工办发〔2020〕13号", "云工通〔2016〕21号", "玉工发3号"}
	d.NumberFlags = []content.NumberFlag{{Number: "玉工发3号", Flag: "missing_year", AsWritten: "玉工发3号"}}
	d.Source = &content.Source{Filename: "公开文本.txt", MediaType: "text/plain", SHA256: strings.Repeat("0f", 32)}
	d.Sections = aidSections()
	d.Citations = []content.Citation{
		{Title: "关于进一步做好困难职工解困脱困工作的实施意见", Section: "basis"},
		{Title: "中央财政专项帮扶资金使用管理办法", Number: "总工办发〔2020〕13号", Section: "basis"},
		{Title: "玉溪市工会困难职工专项帮扶资金使用管理办法", Number: "玉工发3号", Section: "basis"},
	}
	figureIn(d, "funding", "people", "total", "1346", "人", "1,346人")
	figureIn(d, "funding", "amount", "total", "3346000.00", "元", "334.60万元")
	figureIn(d, "funding", "amount", "line", "2026000.00", "元", "202.60万元")
	whole := evidenceIn(d, "funding", "使用市财政困难职工帮扶资金334.60万元")
	d.Findings = []content.Finding{
		{Code: "sum-lines", Verdict: content.Closes, Stated: "3346000.00", Computed: "3346000.00", Unit: "元", Note: "4 项合计 334.6万元，与写明的总额一致。", Evidence: []content.Evidence{whole}},
		{Code: "rate-times-people", Verdict: content.Closes, Stated: "2026000.00", Computed: "2026000.00", Unit: "元", Note: "1013人 × 2000元 = 202.6万元，与写明的金额一致。",
			Evidence: []content.Evidence{evidenceIn(d, "funding", "慰问人数1,013人，慰问标准每人2,000.00元，使用帮扶资金202.60万元")}},
		{Code: "repeated-section", Verdict: content.Explained, Computed: "96", Unit: "%", Note: "“资金安排情况”与“项目实施计划”的内容基本相同，总额只计一次。", Evidence: []content.Evidence{evidenceIn(d, "plan", "预计帮扶困难职工1,346人")}},
		{Code: "year-conflict", Verdict: content.Open, Stated: "2023", Computed: "2022", Unit: "年", Note: "标题写 2023 年，正文写 2022 年。", Evidence: []content.Evidence{evidenceIn(d, "results", "2022年")}},
	}
	return d
}

func aidSections() []content.Section {
	return []content.Section{
		{Key: "project_name", Heading: "项目名称", Markdown: "困难职工帮扶专项资金。"},
		{Key: "basis", Heading: "立项依据", Markdown: "为认真贯彻落实《关于进一步做好困难职工解困脱困工作的实施意见》要求，依据《中央财政专项帮扶资金使用管理办法》（总工办发〔2020〕13号）、《云南省工会困难职工专项帮扶资金使用管理办法》（云工通〔2016〕21号）和《玉溪市工会困难职工专项帮扶资金使用管理办法》（玉工发3号）设立本项目。"},
		{Key: "overview", Heading: "项目基本概况", Markdown: "职工服务中心充分发挥工会职工服务（帮扶）中心作用，扎实推进精准化、精细化帮扶，帮助困难职工解决生活、就业、医疗、子女上学等方面的实际问题，体现党对困难职工的关心和爱护。"},
		{Key: "funding", Heading: "资金安排情况", Markdown: "2023年，预计帮扶困难职工1,346人，使用市财政困难职工帮扶资金334.60万元。具体为：\n\n1\\. 元旦春节及中秋国庆困难企业困难职工帮扶慰问。慰问人数1,013人，慰问标准每人2,000.00元，使用帮扶资金202.60万元。\n\n2\\. 开展“金秋助学”专项帮扶活动。帮扶人数308人，平均每人4,000.00元，使用帮扶资金123.20万元。\n\n| 批次 | 人数 |\n| --- | --: |\n| 第一批 | 800 |\n| 第二批 | 546 |"},
		{Key: "plan", Heading: "项目实施计划", Markdown: "2023年，预计帮扶困难职工1,346人。\n\n### 时间安排\n\n- 1月至2月：送温暖\n- 7月至9月：金秋助学"},
		{Key: "section-6", Heading: "其他说明", Markdown: ""},
		{Key: "results", Heading: "项目实施成效", Markdown: "2022年以来，有效缓解了困难职工家庭生活压力，取得了显著的社会效益。"},
	}
}

// evaluationRecord has allocations, indicators and a score.
func evaluationRecord() *content.Disclosure {
	d := record(content.Evaluation, "江门市总工会", "440700", 2023, "2023年省级困难职工帮扶专项经费")
	d.Category, d.Amount, d.Beneficiaries = "困难帮扶", amount("100万元"), &content.People{Count: 192, Unit: "人次"}
	full := 100.0
	d.Score = &content.Score{Score: 98.5, Max: &full}
	d.Execution = &content.Execution{Budget: amount("100万元"), Spent: amount("98.50万元"), Rate: "98.50%"}
	d.Funding = []content.Funding{{Source: "省级财政", Amount: amount("100万元")}}
	for place, words := range map[string]string{"市直": "9万元", "蓬江区": "15万元", "江海区": "11万元", "新会区": "18万元"} {
		d.Allocations = append(d.Allocations, content.Allocation{Recipient: place, Amount: amount(words)})
	}
	d.Indicators = []content.Indicator{
		{Level1: "产出指标", Level2: "数量指标", Name: "帮扶救助对象人数", Operator: "ge", Target: "190", Unit: "人次", Actual: "192"},
		{Level1: "满意度指标", Name: "受帮扶困难职工满意度", Operator: "ge", Target: "90", Unit: "%"},
		{Name: "资金按时拨付"},
	}
	d.Sections = []content.Section{{Key: "preface", Markdown: "填报单位：江门市总工会"}, {Key: "overview", Heading: "项目概况", Markdown: "省级困难职工帮扶专项经费100万元。"}}
	return d
}

// bareRecord states next to nothing.
func bareRecord() *content.Disclosure {
	return record(content.Scheme, "某某总工会", "", 0, "职工活动实施方案")
}

// zeroRecord states zero, which is not the same as nothing.
func zeroRecord() *content.Disclosure {
	d := record(content.Budget, "某某县总工会", "532324", 2024, "零金额项目")
	d.Amount, d.Beneficiaries = &content.Money{}, &content.People{Count: 0, Unit: "户"}
	return d
}

// hostileRecord carries markup in every word that a writer can choose.
func hostileRecord() *content.Disclosure {
	bad := `"><script>alert(1)</script><b onclick='x'>`
	d := record(content.Budget, "某"+bad, "110105", 2025, "题"+bad)
	d.DocumentTitle, d.Implementer, d.Category = content.Text(bad), content.Text(bad), content.Text(bad)
	d.Units = []content.UnitRole{{Name: bad, Role: content.Text(bad)}}
	d.Amount, d.Beneficiaries = &content.Money{Fen: 123456, Text: bad}, &content.People{Count: 3, Unit: bad}
	d.Lines = []content.Line{{Label: bad, Recipient: content.Text(bad), Ratio: content.Text(bad), Amount: &content.Money{Fen: 1}}, {Label: bad, Amount: &content.Money{Fen: 2}}}
	d.Funding = []content.Funding{{Source: bad, Amount: &content.Money{Fen: 123456}}}
	d.Allocations = []content.Allocation{{Recipient: bad}}
	d.Indicators = []content.Indicator{{Level1: content.Text(bad), Name: bad, Target: content.Text(bad), Operator: content.Text(bad)}}
	d.DocumentNumbers = []string{bad}
	d.Citations = []content.Citation{{Title: bad, Number: content.Text(bad), Section: "x", Text: bad}}
	d.NumberFlags = []content.NumberFlag{{Number: bad, Flag: bad, AsWritten: bad}}
	d.Source = &content.Source{Filename: bad, SHA256: bad}
	d.Sections = []content.Section{{Key: "x", Heading: bad, Markdown: bad + "\n\n### " + bad + "\n\n[a](javascript:alert(1))"}}
	d.Findings = []content.Finding{{Code: bad, Verdict: content.Open, Stated: content.Text(bad), Computed: "1", Note: bad, Evidence: []content.Evidence{{Section: "x", Start: 0, End: 4, Text: bad[:4]}, {Section: bad, Text: bad}}}}
	d.Figures = []content.Figure{{Kind: "amount", Value: "1234.56", Text: bad[:2], Section: "x", Start: 0, End: 2}}
	return d
}

// records are the whole of the fake portal.
func records() []*content.Disclosure {
	list := []*content.Disclosure{aidRecord("玉溪市总工会", "530400", 2023), evaluationRecord(), bareRecord(), zeroRecord()}
	earlier := aidRecord("玉溪市总工会", "530400", 2022)
	earlier.Amount = amount("298万元")
	list = append(list, earlier)
	more := []struct {
		unit, code, title, category, amount, source string
		year                                        content.Year
		people                                      int
	}{
		{"玉溪市红塔区总工会", "530402", "2026年困难职工帮扶补助资金", "困难帮扶", "4万元", "区级财政", 2026, 80},
		{"玉溪市红塔区总工会", "530402", "2026年购买机关后勤服务补助经费", "后勤服务", "3.00万元", "区级财政", 2026, 0},
		{"楚雄彝族自治州总工会", "532300", "州级困难职工帮扶救助资金", "困难帮扶", "10万元", "州级财政", 2021, 0},
		{"楚雄彝族自治州总工会", "532300", "州级春节送温暖专项资金", "送温暖", "50万元", "州级财政", 2021, 235},
	}
	for _, m := range more {
		d := record(content.Budget, m.unit, m.code, m.year, m.title)
		d.Category, d.Amount = content.Text(m.category), amount(m.amount)
		d.Funding = []content.Funding{{Source: m.source, Amount: amount(m.amount)}}
		if m.people > 0 {
			d.Beneficiaries = &content.People{Count: m.people, Unit: "人"}
		}
		d.Sections = []content.Section{{Key: "project_name", Heading: "项目名称", Markdown: m.title + "。"}}
		list = append(list, d)
	}
	return list
}
