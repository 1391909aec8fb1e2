package audit

import (
	"slices"
	"strings"
	"testing"

	"mingzhang/content"
)

// edit replaces words in one section of d, and in its facts by hand.
func edit(t *testing.T, d *content.Disclosure, section, from, to string) {
	t.Helper()
	s := d.Section(section)
	if s == nil || !strings.Contains(s.Markdown, from) {
		t.Fatalf("%s has no %q", section, from)
	}
	s.Markdown = strings.Replace(s.Markdown, from, to, 1)
}

func opens(found []content.Finding) []string {
	var out []string
	for _, f := range found {
		if f.Verdict == content.Open {
			out = append(out, brief(f))
		}
	}
	return out
}

// A single figure that is changed in a text that adds up is found.
func TestCheckFindsAWrongFigure(t *testing.T) {
	for name, c := range map[string]struct {
		make func(testing.TB) *content.Disclosure
		edit func(*testing.T, *content.Disclosure)
		want []string
	}{
		"amount of a row": {yuxi, func(t *testing.T, d *content.Disclosure) {
			edit(t, d, "funding", "使用帮扶资金202.60万元", "使用帮扶资金212.60万元")
			d.Lines[0].Amount = money(t, "212.60万元")
		}, []string{
			"sum-lines open 3346000.00 3446000.00 元", "rate-times-people open 2126000.00 2026000.00 元",
			"amount-conflict open 2126000.00 2026000.00 元",
		}},
		"people of a row": {yuxi, func(t *testing.T, d *content.Disclosure) {
			edit(t, d, "funding", "帮扶人数308人", "帮扶人数318人")
			d.Lines[1].People = count(318, "人")
		}, []string{
			"rate-times-people open 1232000.00 1272000.00 元", "sum-people open 1346 1356 人", "people-conflict open 318 308 人",
		}},
		"total": {yuxi, func(t *testing.T, d *content.Disclosure) {
			edit(t, d, "funding", "334.60万元", "344.60万元")
			edit(t, d, "plan", "334.60万元", "344.60万元")
			d.Amount = money(t, "344.60万元")
		}, []string{"sum-lines open 3446000.00 3346000.00 元"}},
		"year of the title": {yuxi, func(_ *testing.T, d *content.Disclosure) {
			d.DocumentTitle = "玉溪市总工会2024年预算重点领域财政项目文本公开"
		}, []string{"year-conflict open 2024 2023 年"}},
		"rate": {hongta, func(t *testing.T, d *content.Disclosure) {
			edit(t, d, "funding", "每人500元", "每人600元")
			d.Lines[0].Rate = money(t, "600元")
		}, []string{"rate-times-people open 40000.00 48000.00 元"}},
		"district": {jiangmen, func(t *testing.T, d *content.Disclosure) {
			edit(t, d, "organisation", "蓬江区15万元", "蓬江区16万元")
			d.Allocations[1].Amount = money(t, "16万元")
		}, []string{"sum-allocations open 1000000.00 1010000.00 元", "people-conflict open 27 16 户"}},
		"no word of the rest": {chuxiongAid, func(t *testing.T, d *content.Disclosure) {
			edit(t, d, "results", "，其他不足部分向省总申请", "")
			d.Funding = d.Funding[:1]
		}, []string{"year-conflict open 2021 2023 年", "amount-conflict open 100000.00 3000000.00 元", "people-conflict open 700 550 人次"}},
		"section left out": {hongta, func(_ *testing.T, d *content.Disclosure) {
			d.Sections = slices.DeleteFunc(d.Sections, func(s content.Section) bool { return s.Key == "results" })
		}, []string{"missing-section open"}},
		"section left empty": {hongta, func(_ *testing.T, d *content.Disclosure) {
			d.Section("results").Markdown = "略。"
		}, []string{"empty-section open"}},
		"template": {hongta, func(_ *testing.T, d *content.Disclosure) {
			d.Section("implementer").Markdown = "XX市总工会。项目金额：____万元，20XX年。"
		}, []string{"placeholder open  3 处"}},
	} {
		t.Run(name, func(t *testing.T) {
			d := c.make(t)
			c.edit(t, d)
			if got := opens(Check(d)); !slices.Equal(got, c.want) {
				t.Errorf("got\n  %s\nwant\n  %s", strings.Join(got, "\n  "), strings.Join(c.want, "\n  "))
			}
		})
	}
}

// What a correct text may say is never called wrong.
func TestCheckIsSilentWhenUnsure(t *testing.T) {
	for name, change := range map[string]func(*testing.T, *content.Disclosure){
		"an estimate": func(t *testing.T, d *content.Disclosure) {
			edit(t, d, "funding", "帮扶人数80人", "帮扶人数约80人")
			edit(t, d, "funding", "每人500元", "每人600元")
			d.Lines[0].Rate = money(t, "600元")
		},
		"a cap": func(t *testing.T, d *content.Disclosure) {
			edit(t, d, "funding", "标准每人500元", "标准最高不超过每人600元")
			d.Lines[0].Rate = money(t, "600元")
		},
		"a rate a month": func(t *testing.T, d *content.Disclosure) {
			edit(t, d, "funding", "每人500元", "每人每月100元")
			d.Lines[0].Rate = money(t, "100元")
		},
		"households at a rate a head": func(t *testing.T, d *content.Disclosure) {
			edit(t, d, "funding", "人数80人，帮扶", "户数30户，帮扶")
			d.Lines[0].People = count(30, "户")
		},
		"a row that rests on two numbers": func(t *testing.T, d *content.Disclosure) {
			edit(t, d, "funding", "此项预计帮扶人数80人，", "此项预计帮扶人数80人、劳模5人，")
			edit(t, d, "funding", "每人500元", "每人450元")
			d.Lines[0].Rate = money(t, "450元")
		},
		"the year before in the overview": func(_ *testing.T, d *content.Disclosure) {
			d.Section("overview").Markdown = "2025年，全区共帮扶困难职工75人，发放资金3.75万元。"
		},
		"the next year in the plan": func(_ *testing.T, d *content.Disclosure) {
			d.Section("plan").Markdown += "2027年1月前完成验收，2027年预算另行安排。"
		},
		"years that are no plan": func(_ *testing.T, d *content.Disclosure) {
			d.Sections[5].Markdown = strings.ReplaceAll(d.Sections[5].Markdown, "2026年，", "")
			d.Sections[6].Markdown = strings.ReplaceAll(d.Sections[6].Markdown, "2026年，", "")
			d.Section("overview").Markdown = "2019年起，按照《2025年预算安排意见》（甲工发〔2025〕1号），2021-2025年计划期内开展，2025年底前安排完毕。"
		},
		"a far goal in cited titles": func(_ *testing.T, d *content.Disclosure) {
			for i := range d.Sections {
				d.Sections[i].Markdown = strings.ReplaceAll(d.Sections[i].Markdown, "2026年，", "")
			}
			d.Section("basis").Markdown = "《第十五个五年规划和2035年远景目标纲要》《甲市2028年建成目标行动方案》《甲市2029年的通知》"
			d.Section("overview").Markdown = "《甲市2030年远景规划》"
			d.Section("project_name").Markdown = "补助资金。"
		},
		"a heading of headings": func(_ *testing.T, d *content.Disclosure) {
			d.Sections = slices.Insert(d.Sections, 5, content.Section{Key: "section-6", Heading: "（一）生活救助", Markdown: "开展救助。"})
			d.Section("content").Markdown = ""
		},
		"last year's people in last year's words": func(_ *testing.T, d *content.Disclosure) {
			d.Section("overview").Markdown = "2025年，预计帮扶困难职工70人，使用区级财政困难职工帮扶资金3万元。2026年继续。"
		},
		"a name that its writer masked": func(_ *testing.T, d *content.Disclosure) {
			d.Section("results").Markdown = "职工张××（130****1234）、李XX，80人×500元＝4万元，A×B。签字：____　公司XX。"
		},
		"nothing to say": func(_ *testing.T, d *content.Disclosure) { d.Section("results").Markdown = "无。" },
	} {
		t.Run(name, func(t *testing.T) {
			d := hongta(t)
			change(t, d)
			if got := opens(Check(d)); got != nil {
				t.Errorf("called wrong: %s", got)
			}
		})
	}
}

// rows is a budget whose funding section and rows are given.
func rows(t *testing.T, total, text string, amounts ...string) *content.Disclosure {
	d := budget("甲市总工会2023年预算重点领域财政项目文本公开", map[string]string{"funding": text})
	d.Amount = money(t, total)
	for _, a := range amounts {
		d.Lines = append(d.Lines, content.Line{Label: "某项", Amount: money(t, a)})
	}
	return d
}

func TestSumLines(t *testing.T) {
	for name, c := range map[string]struct {
		d    *content.Disclosure
		want string
	}{
		"exact":                   {rows(t, "3万元", "安排3万元：1.甲1万元；2.乙2万元。", "1万元", "2万元"), "sum-lines closes 30000.00 30000.00 元"},
		"too much":                {rows(t, "3万元", "安排3万元：1.甲1万元；2.乙3万元。", "1万元", "3万元"), "sum-lines open 30000.00 40000.00 元"},
		"too little":              {rows(t, "5万元", "安排5万元：1.甲1万元；2.乙3万元。", "1万元", "3万元"), "sum-lines open 50000.00 40000.00 元"},
		"rounded total":           {rows(t, "1.23万元", "安排1.23万元：甲10,000元，乙2,345元。", "10,000元", "2,345元"), "sum-lines closes 12300.00 12345.00 元"},
		"beyond rounding":         {rows(t, "1.23万元", "安排1.23万元：甲10,000元，乙2,351元。", "10,000元", "2,351元"), "sum-lines open 12300.00 12351.00 元"},
		"rounded parts":           {rows(t, "1.00万元", "安排1.00万元：甲0.33万元，乙0.33万元，丙0.33万元。", "0.33万元", "0.33万元", "0.33万元"), ""},
		"coarse total":            {rows(t, "1万元", "安排1万元：甲5,000元，乙4,800元。", "5,000元", "4,800元"), ""},
		"a rest":                  {rows(t, "5万元", "安排5万元：甲1万元，乙3万元，其余用于培训。", "1万元", "3万元"), ""},
		"an item without amount":  {rows(t, "5万元", "安排5万元：\n1.甲1万元；\n2.乙3万元；\n3.其他工作。", "1万元", "3万元"), ""},
		"a row that was not read": {rows(t, "5万元", "安排5万元：甲1万元，乙3万元，丙1.5万元。", "1万元", "3万元"), ""},
		"an estimate":             {rows(t, "5万元", "安排5万元：甲约1万元，乙3万元。", "1万元", "3万元"), ""},
		"a part of a row":         {rows(t, "3万元", "安排3万元：甲3万元，其中乙2万元。", "3万元", "2万元"), ""},
		"another fund":            {rows(t, "3万元", "安排3万元：甲3万元，乙2万元由单位自筹解决，不足部分自筹。", "3万元", "2万元"), ""},
		"total in words only":     {rows(t, "6万元", "甲1万元，乙3万元。", "1万元", "3万元"), ""},
	} {
		got := ""
		for _, f := range Check(c.d) {
			if f.Code == SumLines {
				got = brief(f)
			}
		}
		if got != c.want {
			t.Errorf("%s: got %q, want %q", name, got, c.want)
		}
	}
}

func TestSumFundingAndPercent(t *testing.T) {
	for name, c := range map[string]struct {
		text    string
		amounts []string
		want    []string
	}{
		"closes":              {"总投资10万元，其中市级财政6万元，自筹4万元。", []string{"6万元", "4万元"}, []string{"sum-funding closes 100000.00 100000.00 元"}},
		"jointly":             {"市级财政6万元，自筹5万元，合计10万元。", []string{"6万元", "5万元"}, []string{"sum-funding open 100000.00 110000.00 元"}},
		"too much of all":     {"总投资10万元，其中市级财政6万元，自筹5万元。", []string{"6万元", "5万元"}, []string{"sum-funding open 100000.00 110000.00 元"}},
		"unknown amount":      {"市级财政6万元，其余自筹，合计10万元。", []string{"6万元", ""}, nil},
		"shares of a whole":   {"生活救助占60.5%，医疗救助占39.5%。", nil, []string{"sum-percent closes 100 100 %"}},
		"shares that overlap": {"女职工占60%，农民工占70%。", nil, nil},
		"targets":             {"准确率大于等于90%，满意度大于等于10%。", nil, nil},
	} {
		d := rows(t, "10万元", c.text)
		for _, a := range c.amounts {
			source := content.Funding{Source: "来源"}
			if a != "" {
				source.Amount = money(t, a)
			}
			d.Funding = append(d.Funding, source)
		}
		var got []string
		for _, f := range Check(d) {
			if f.Code == SumFunding || f.Code == SumPercent {
				got = append(got, brief(f))
			}
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: got %q, want %q", name, got, c.want)
		}
	}
}

func TestNotADisclosure(t *testing.T) {
	d := &content.Disclosure{
		Summary:  content.Summary{Kind: content.Budget, Title: "会议通知"},
		Sections: []content.Section{{Key: "preface", Markdown: "定于三月五日召开会议，请准时参加。"}},
	}
	if got := opens(Check(d)); !slices.Equal(got, []string{"not-a-disclosure open"}) {
		t.Errorf("got %q", got)
	}
	if got := Check(&content.Disclosure{}); len(got) != 1 || got[0].Code != NotADisclosure {
		t.Errorf("an empty disclosure gives %+v", got)
	}
}
