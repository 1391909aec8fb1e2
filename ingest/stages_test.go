package ingest

import (
	"strings"
	"testing"

	"mingzhang/content"
)

func TestReadHeadline(t *testing.T) {
	for line, want := range map[string]headline{
		"项目名称":        {text: "项目名称"},
		"项 目 名 称":     {text: "项目名称"},
		"一、项目名称":      {style: partStyle, number: 1, text: "项目名称"},
		"第二部分 立项依据":   {style: partStyle, number: 2, text: "立项依据"},
		"（十一）项目名称：甲":  {style: parenStyle, number: 11, text: "项目名称", value: "甲"},
		"3、资金安排情况":    {style: digitStyle, number: 3, text: "资金安排情况"},
		"(4) 项目实施计划":  {style: parenDigits, number: 4, text: "项目实施计划"},
		"【立项依据】为认真贯彻": {text: "立项依据", value: "为认真贯彻", boxed: true},
		"项目名称\t甲":     {text: "项目名称", value: "甲"},
		"一是慰问":        {style: wordStyle, number: 1, text: "慰问"},
		"3.10万元":      {text: "3.10万元"},
		"1.2023年安排":   {style: digitStyle, number: 1, text: "2023年安排"},
		"②救助":         {style: circleStyle, number: 2, text: "救助"},
		"2026年困难职工帮扶": {text: "2026年困难职工帮扶"},
		"一户一档":        {text: "一户一档"},
	} {
		if got := readHeadline(line); got != want {
			t.Errorf("readHeadline(%q) = %+v, want %+v", line, got, want)
		}
	}
}

func TestNormaliseLine(t *testing.T) {
	for line, want := range map[string]string{
		"2023 年，对 16 户":        "2023年，对16户",
		"州委办公室 州政府办公室":         "州委办公室 州政府办公室",
		"３３４．６０万元，９５％（Ａ）":      "334.60万元，95%（A）",
		"项目名称    甲":            "项目名称\t甲",
		"序号\t\t金额":             "序号\t\t金额",
		"⼯会\u200b服务⻓效\ufeff机制": "工会服务长效机制",
		"〔 2020 〕 13 号":        "〔2020〕13号",
		"a b  ":                "a b",
		"\u202e倒写":             "倒写",
	} {
		if got := normaliseLine(line); got != want {
			t.Errorf("normaliseLine(%q) = %q, want %q", line, got, want)
		}
	}
}

// wrapped sets a text at a width, as a person or a converter would.
func wrapped(text string, width int, indent, end string) string {
	var lines []string
	for _, p := range strings.Split(text, "\n") {
		r := []rune(indent + p)
		for len(r) > width {
			lines = append(lines, string(r[:width]))
			r = r[width:]
		}
		lines = append(lines, string(r))
	}
	return strings.Join(lines, end)
}

func TestUnwrapHealsAnyWidth(t *testing.T) {
	long := "为认真贯彻落实《国务院关于全面建立临时救助制度的通知》精神，进一步发挥临时救助在社会救助体系中的兜底作用，切实保障困难群众基本生活，根据本市实际设立本项目并组织实施。"
	text := "某地市民政局预算重点领域财政项目文本公开\n项目名称\n临时救助补助资金。\n立项依据\n" + long + "\n" + long + "\n资金安排情况\n2024年预算安排临时救助资金300万元，预计救助困难群众1000人次，由市级财政承担，按季度拨付到各县区民政部门统筹使用。\n项目实施计划\n全年实施。"
	for width := 22; width <= 60; width++ {
		for _, indent := range []string{"", "　　"} {
			for _, end := range []string{"\n", "\n\n"} {
				rep := read(wrapped(text, width, indent, end))
				if len(rep.Disclosures) != 1 {
					t.Fatalf("width %d: %s", width, rep.Rejected)
				}
				d := rep.Disclosures[0]
				if s := d.Section("basis"); s == nil || strings.ReplaceAll(s.Markdown, "\n\n", "") != long+long {
					t.Errorf("width %d, indent %q, end %q: %+v", width, indent, end, s)
				}
				if d.Amount == nil || d.Amount.Fen != 300_000_000 || d.Beneficiaries == nil || d.Beneficiaries.Count != 1000 {
					t.Errorf("width %d, indent %q, end %q: amount %v, people %v", width, indent, end, d.Amount, d.Beneficiaries)
				}
			}
		}
	}
}

func TestCleanDropsPageFurniture(t *testing.T) {
	text := "当前位置：首页 > 公开\n某地市民政局预算重点领域财政项目文本公开\n项目名称\n临时救助资金\n- 1 -\n\f某地市民政局\n立项依据\n《临时救助办法》要求各地做好工作，全面建立制\n- 2 -\n\f某地市民政局\n度。\n资金安排情况\n安排300万元。\n- 3 -\n\f某地市民政局\n项目实施计划\n全年实施，2024\n第4页 共4页\n上一篇：无\n打印本页\n某ICP备00000000号\n"
	rep := read(text)
	if len(rep.Disclosures) != 1 {
		t.Fatal(rep.Rejected)
	}
	for _, junk := range []string{"- 1 -", "\f", "第4页", "当前位置", "上一篇", "打印", "ICP"} {
		if strings.Contains(rep.Text, junk) {
			t.Errorf("%q is still in the text", junk)
		}
	}
	if s := rep.Disclosures[0].Section("basis"); !strings.Contains(s.Markdown, "全面建立制度。") {
		t.Errorf("the word over the page break is cut: %q", s.Markdown)
	}
	if len(rep.Notes) < 2 {
		t.Errorf("what was left out is not noted: %v", rep.Notes)
	}
}

func TestMarkdownKeepsTheCharacters(t *testing.T) {
	for text, want := range map[string]string{
		"# 不是标题": `\# 不是标题`, "> 引文": `\> 引文`, "---": `\---`, "1.元旦": "1.元旦", "《甲<乙>》": "《甲<乙>》", "-": `\-`, "| a |": `\| a |`,
	} {
		if got := markdown([]block{{kind: paragraphBlock, text: text}}); got != want {
			t.Errorf("markdown(%q) = %q, want %q", text, got, want)
		}
	}
}

func TestRegionOf(t *testing.T) {
	for unit, want := range map[string]string{
		"玉溪市总工会": "530400", "玉溪市红塔区总工会": "530402", "楚雄州总工会": "532300", "楚雄彝族自治州总工会": "532300",
		"云南省民政厅": "530000", "北京市民政局": "110000", "北京市朝阳区教育局": "110105", "内蒙古自治区总工会": "150000", "内蒙古总工会": "150000",
		"中共楚雄州委组织部": "532300", "共青团玉溪市委员会": "530400", "玉溪市江川县总工会": "530403", "延边州总工会": "222400",
		"云南总工会": "530000", "上海浦东新区总工会": "310115", "南京江北新区民政局": "320100", "南京路小学": "", "团陕西省委": "610000",
		"第八师石河子市教育局": "659001", "新疆生产建设兵团第八师总工会": "650000", "巴州总工会": "652800", "前郭县总工会": "220721",
		"科右前旗民政局": "152221", "锡盟总工会": "152500", "雄安新区管委会": "130000", "龙华区民政局": "", "海口市龙华区民政局": "460106",
		"海南省总工会": "460000", "某某市总工会": "", "鼓楼区民政局": "", "总工会": "",
	} {
		got := ""
		if r := regionOf(unit, ""); r != nil {
			got = r.Code
		}
		if got != want {
			t.Errorf("regionOf(%s) = %q, want %q", unit, got, want)
		}
	}
	if r := regionOf("鼓楼区民政局", "根据豫财社〔2023〕7号文件"); r == nil || r.Code != "410204" {
		t.Errorf("the letter of the province does not settle 鼓楼区: %+v", r)
	}
	if r := regionOf("鼓楼区民政局", "根据福州市民政局的通知"); r == nil || r.Code != "350102" {
		t.Errorf("the city in the text does not settle 鼓楼区: %+v", r)
	}
}

func TestUnitInTitle(t *testing.T) {
	for title, want := range map[string]string{
		"玉溪市总工会2023年预算重点领域财政项目文本公开": "玉溪市总工会",
		"2024年度某县教育局学前教育资助项目绩效自评报告": "某县教育局",
		"关于某市残疾人联合会2023年项目的公开":      "某市残疾人联合会",
		"某市人民医院关于设备购置项目的公开":         "某市人民医院",
		"玉溪市红塔区总2026年预算":            "",
		"项目绩效自评报告":                  "", "2023年项目公开": "", "": "",
	} {
		if got := unitInTitle(title); got != want {
			t.Errorf("unitInTitle(%s) = %q, want %q", title, got, want)
		}
	}
}

func TestRolesOfAmounts(t *testing.T) {
	for text, want := range map[string]string{
		"慰问标准每人2,000.00元，使用帮扶资金202.60万元。": "rate ",
		"个人自付费用超过5.00万元以上的困难职工":           "threshold",
		"最高不超过1万元，每户不高于3000元":             "cap rate",
		"每年补助州总工会20万元，州级每年需筹资不少于100万元":    "promise promise",
		"2022年发放95万元，2024年安排100万元":        "history ",
		"2023年，预计帮扶80人，使用资金4万元":           "",
		"2024年安排300万元，比2023年安排增加20万元":     " history",
		"实际支出58万元，结余2万元":                  "history history",
		"上年支出30万元":                        "history",
		"按500元/人发放，计4万元":                  "rate ",
		"发放资金大于等于300万元":                   "promise",
		"2万元以上报送省总工会审批":                   "threshold",
		"《关于下达300万元的通知》安排50万元":            "",
	} {
		p := newPassage(content.Section{Key: "x", Markdown: text}, 2024)
		var roles []string
		for _, m := range p.within(content.KindAmount, 0, len(p.r)) {
			roles = append(roles, m.role)
		}
		if got := strings.Join(roles, " "); got != want {
			t.Errorf("%s: roles %q, want %q", text, got, want)
		}
	}
}

func TestScore(t *testing.T) {
	for text, want := range map[string]float64{
		"自评得分100分。": 100, "自评得分（满分100分）98.5分": 98.5, "综合得分为94.2分，等级为优": 94.2, "总分95 分": 95,
		"产出指标满分50分，得50分": 0, "分值10分": 0, "十分满意": 0,
	} {
		got := 0.0
		if s := newPassage(content.Section{Markdown: text}, 0).score(false); s != nil {
			got = s.Score
		}
		if got != want {
			t.Errorf("%s: score %v, want %v", text, got, want)
		}
	}
}

func TestReadIndicators(t *testing.T) {
	text := "1.产出指标：（1）数量指标：举办培训≥12场次，发放资金不少于30万元；（2）质量指标：合格率大于等于90%，差错率控制在2%以内。2.满意度指标：满意度达95%以上，工作有改善。"
	var got []string
	for _, in := range readIndicators(text) {
		got = append(got, strings.Join([]string{string(in.Level1), string(in.Level2), in.Name, string(in.Operator), string(in.Target), string(in.Unit)}, " "))
	}
	want := []string{
		"产出指标 数量指标 举办培训 ge 12 场次", "产出指标 数量指标 发放资金 ge 300000.00 元", "产出指标 质量指标 合格率 ge 90 %",
		"产出指标 质量指标 差错率 le 2 %", "满意度指标  满意度 ge 95 %",
	}
	same(t, "indicators", got, want)
}

// TestSeedsSurviveRewrapping sets the seeds at other widths; the facts stay.
func TestSeedsSurviveRewrapping(t *testing.T) {
	for _, name := range []string{"yuxi-2023.txt", "hongta-2026.txt", "chuxiong-2021.txt"} {
		want := readSeed(t, name)
		for width := 26; width <= 44; width += 3 {
			got := read(wrapped(want.Text, width, "　　", "\n"))
			if len(got.Disclosures) != len(want.Disclosures) {
				t.Fatalf("%s at %d: %d disclosures; %s", name, width, len(got.Disclosures), got.Rejected)
			}
			for i, d := range got.Disclosures {
				w := want.Disclosures[i]
				same(t, name+": amount", d.Amount, w.Amount)
				same(t, name+": people", d.Beneficiaries, w.Beneficiaries)
				same(t, name+": lines", d.Lines, w.Lines)
				same(t, name+": funding", d.Funding, w.Funding)
				same(t, name+": numbers", d.DocumentNumbers, w.DocumentNumbers)
				same(t, name+": indicators", d.Indicators, w.Indicators)
				same(t, name+": publisher", d.Publisher, w.Publisher)
				same(t, name+": title", d.Title, w.Title)
			}
		}
	}
}
