package audit

import (
	"strings"
	"testing"

	"mingzhang/content"
)

// money reads an amount; a sample that states none is a broken test.
func money(t testing.TB, s string) *content.Money {
	t.Helper()
	m, err := content.ParseAmount(s)
	if err != nil {
		t.Fatal(err)
	}
	m.Text = s
	return &m
}

func count(n int, unit string) *content.People { return &content.People{Count: n, Unit: unit} }

// sections turns "key heading: text" into sections; a text may span lines.
func sections(kind content.Kind, texts map[string]string) []content.Section {
	var out []content.Section
	if text, ok := texts[content.SectionPreface]; ok {
		out = append(out, content.Section{Key: content.SectionPreface, Markdown: text})
	}
	for _, key := range content.SectionKeys(kind) {
		if text, ok := texts[key]; ok {
			out = append(out, content.Section{Key: key, Heading: content.SectionHeading(kind, key), Markdown: text})
		}
	}
	return out
}

// budget is a budget text with all eight sections.
func budget(title string, texts map[string]string) *content.Disclosure {
	all := map[string]string{
		"project_name": "专项资金。", "basis": "依据有关办法设立本项目。", "implementer": "甲市总工会。", "overview": "开展帮扶。",
		"content": "开展帮扶活动。", "funding": "另行安排。", "plan": "按程序实施。", "results": "取得了社会效益。",
	}
	for key, text := range texts {
		all[key] = text
	}
	return &content.Disclosure{
		Summary:  content.Summary{Kind: content.Budget, Title: "专项资金", DocumentTitle: content.Text(title), Publisher: content.Publisher{Name: "甲市总工会"}},
		Sections: sections(content.Budget, all),
	}
}

const yuxiItems = `1.元旦春节及中秋国庆困难企业困难职工帮扶慰问。对困难职工进行现场慰问，慰问人数1,013人，慰问标准每人2,000.00元，使用帮扶资金202.60万元。

2.开展“金秋助学”专项帮扶活动。7—9月，提供助学专项帮扶，帮扶人数308人，平均每人4,000.00元，使用帮扶资金123.20万元。由市总工会下发通知，按程序申报、审核实施。

3.不在档患重大疾病帮扶。个人自付费用超过5.00万元以上的困难职工进行专项救助，预计救助14人，按个人支出费用30.00%比例补助，使用帮扶资金5.70万元。

4.不在档遭遇突发事件导致生活困难帮扶。一是因职工遭受人身意外伤害的；二是用人单位欠薪的。预计专项救助11人，按家庭的损失程度30.00%比例补助，使用帮扶资金3.10万元。`

// yuxi has four rows that stand in two sections.
func yuxi(t testing.TB) *content.Disclosure {
	lead := "2023年，预计帮扶困难职工1,346人，使用市财政困难职工帮扶资金334.60万元。具体为：\n\n"
	d := budget("玉溪市总工会2023年预算重点领域财政项目文本公开", map[string]string{
		"funding": lead + yuxiItems,
		"plan":    "通过开展元旦春节送温暖、金秋助学等活动及日常帮扶，保障绩效目标实现。" + lead + strings.Replace(yuxiItems, "对困难职工进行", "在春节前对困难职工进行", 1),
	})
	d.Year, d.Amount, d.Beneficiaries = 2023, money(t, "334.60万元"), count(1346, "人")
	d.Funding = []content.Funding{{Source: "市财政", Amount: money(t, "334.60万元")}}
	d.Lines = []content.Line{
		{Label: "元旦春节及中秋国庆困难企业困难职工帮扶慰问", People: count(1013, "人"), Rate: money(t, "2,000.00元"), Amount: money(t, "202.60万元")},
		{Label: "“金秋助学”专项帮扶活动", People: count(308, "人"), Rate: money(t, "4,000.00元"), Amount: money(t, "123.20万元")},
		{Label: "不在档患重大疾病帮扶", People: count(14, "人"), Ratio: "30.00%", Amount: money(t, "5.70万元")},
		{Label: "不在档遭遇突发事件导致生活困难帮扶", People: count(11, "人"), Ratio: "30.00%", Amount: money(t, "3.10万元")},
	}
	return d
}

// hongta has one row, told in two sections that are otherwise different.
func hongta(t testing.TB) *content.Disclosure {
	d := budget("玉溪市红塔区总工会2026年预算重点领域财政项目文本公开", map[string]string{
		"project_name": "2026年困难职工帮扶补助资金。",
		"basis":        "《中华全国总工会办公厅关于开展2022年职工困难帮扶项目申报工作的通知》（财建〔2022〕377号）",
		"overview":     "2026年1月—12月。通过开展对困难职工家庭的生活、就业、医疗、子女助学等方面实施专项帮扶救助。",
		"funding":      "2026年，预计帮扶困难职工80人，使用区级财政困难职工帮扶资金4万元，此项预计帮扶人数80人，帮扶标准每人500元，预计使用帮扶资金4万元。",
		"plan": "通过认真开展对困难职工家庭的生活、就业、医疗、子女助学等方面实施专项帮扶救助；支持对特殊职工群体的送温暖和帮扶服务。2026年，预计帮扶困难职工80人，使用区级财政困难职工帮扶资金4万元。具体实施方案如下：\n\n" +
			"支持巩固城市困难职工解困脱困成果。开展有针对性的事前预防和事后救助项目。此项预计帮扶人数80人，慰问标准每人500元，预计使用帮扶资金4万元。",
	})
	d.Year, d.Amount, d.Beneficiaries = 2026, money(t, "4万元"), count(80, "人")
	d.Lines = []content.Line{{Label: "困难职工帮扶", People: count(80, "人"), Rate: money(t, "500元"), Amount: money(t, "4万元")}}
	return d
}

// chuxiongAid contradicts itself in year, people and amount.
func chuxiongAid(t testing.TB) *content.Disclosure {
	groups := "2023年，计划财政拨款资金帮扶救助州级困难职工450人次、困难劳模60人次、州级金秋助学帮扶40人次，"
	paid := "发放困难职工、困难劳模和金秋助学帮扶救助300万元。"
	d := budget("楚雄彝族自治州总工会2021年预算重点领域财政项目文本公开", map[string]string{
		"basis": "根据会议纪要2006年第75期精神，2007年起每年补助困难职工救助帮扶资金20万元。按照《关于改制企业的意见》（楚字〔2012〕28号），州财政每年预算安排不少60万元。" +
			"不足部分向省总工会争取。2017-2019年，每年完成30%以上，到2020年全面完成，州属困难职工130户399人。根据《关于开展2022年金秋助学活动的通知》要求，每年慰问20余户救助金15余万元。",
		"overview": "按照安排部署，开展困难职工帮扶救助。" + groups + "慰问生产一线职工200人次。" + paid,
		"content":  groups + paid, "plan": groups + paid,
		"funding": "预算安排州级困难职工帮扶救助资金10万元。",
		"results": "1.产出指标：（1）数量指标:困难职工、困难劳模和金秋助学帮扶救助对象人数（人次）大于等于700人次，发放困难职工、困难劳模和金秋助学帮扶救助资金大于等于300万元,其中，" +
			"州财政预算安排10万元，其他不足部分向省总申请；（2）质量指标：认定准确率大于等于90%。",
	})
	d.Year, d.Amount, d.PlanTotal = 2021, money(t, "10万元"), money(t, "300万元")
	d.Funding = []content.Funding{{Source: "州财政", Amount: money(t, "10万元")}, {Source: "省总工会（申请）"}}
	return d
}

// chuxiongVisits names its year in cited titles only.
func chuxiongVisits(t testing.TB) *content.Disclosure {
	visits := "慰问因灾、因病意外致困困难职工235户，困难劳模10户，部分春节坚守岗位职工234户，慰问金63.04万元，其中州财政给予安排50万元，不足部分州总工会自筹。"
	cited := "根据《中共楚雄州委办公室 楚雄州人民政府办公室关于印发<楚雄州2023年春节慰问活动安排方案>的通知》，"
	d := budget("楚雄彝族自治州总工会2021年预算重点领域财政项目文本公开", map[string]string{
		"basis":    "《中共楚雄州委办公室 楚雄州人民政府办公室关于印发<楚雄州2023年春节慰问活动安排方案>的通知》。",
		"overview": "按照州委州政府安排，州总工会每年元旦春节期间都要开展送温暖活动，关于印发《楚雄州2023年春节慰问活动安排方案》的通知，" + visits,
		"content":  cited + visits, "plan": cited + visits,
		"funding": "预算安排楚雄州州级春节送温暖专项资金50万元。",
		"results": "1.产出指标：（1）数量指标:元旦春节期间走访慰问困难职工大于等于235人次；（2）质量指标：发放元旦春节期慰问金大于等于50万元。",
	})
	d.Year, d.Amount, d.PlanTotal, d.Beneficiaries = 2021, money(t, "50万元"), money(t, "63.04万元"), count(479, "户")
	d.Funding = []content.Funding{{Source: "州财政", Amount: money(t, "50万元")}, {Source: "州总工会自筹"}}
	return d
}

// jiangmen is an evaluation with districts, uses and one contradiction.
func jiangmen(t testing.TB) *content.Disclosure {
	groups := "全市共收到522个困难职工帮扶申请，符合建档标准困难职工家庭310户，其中深度困难职工家庭83户，相对困难职工家庭174户，意外致困职工家庭53户。"
	d := &content.Disclosure{Summary: content.Summary{
		Kind: content.Evaluation, Title: "2023年省级困难职工帮扶专项经费", DocumentTitle: "项目绩效自评报告", Year: 2023,
		Publisher: content.Publisher{Name: "江门市总工会"}, Amount: money(t, "100万元"), Beneficiaries: count(192, "人次"),
		Funding: []content.Funding{{Source: "省财政", Amount: money(t, "100万元")}},
	}, Sections: sections(content.Evaluation, map[string]string{
		content.SectionPreface: "市级预算部门：江门市总工会\n\n填报日期：2024年4月30日",
		"overview":             "为巩固深化困难职工脱贫攻坚成果，推动困难职工常态化帮扶。",
		"organisation": "在2021年2月1日印发了《办法（试行）》，下达分配资金到各市区。其中市直9万元，蓬江区15万元，江海区11万元，新会区18万元，台山市18万元，开平市8万元，鹤山市12万元，恩平市9万元，合计100万元。\n\n" +
			groups + "江门市总工会制定《方案》，对市直27户困难职工家庭分别开展生活救助、医疗救助、金秋助学。",
		"performance": "以下是只针对省财政专项资金的使用情况：江门市总工会对16户本级困难职工开展生活救助，使用省财政资金9万元；蓬江区总工会对21户本级困难职工开展生活救助，使用省财政资金15万元；" +
			"江海区总工会对15户本级困难职工开展生活救助，使用省财政资金8.6万元，对本级10名困难职工子女开展金秋助学，使用省财政资金2.4万元；新会区总工会对28户本级困难职工开展生活救助，使用省财政资金18万元；" +
			"台山市总工会对本级27户困难职工开展生活救助，使用省财政资金18万元；开平市总工会对本级30户困难职工开展生活救助，使用省财政资金8万元；鹤山市总工会对本级18户困难职工开展生活救助，使用省财政资金12万元；" +
			"恩平市总工会对本级20户困难职工开展生活救助，使用省财政资金7.8万元，对本级3户患病困难职工开展医疗救助，使用省财政资金0.89万元，对本级4名困难职工读书子女开展金秋助学，使用省财政资金0.31万元。" +
			"全市各级总工会合计使用省财政困难职工帮扶专项资金100万元，帮扶192人次，资金已于2023年11月底前全部划至个人帐户。",
		"experience": "全市注册基层工会5595家。" + groups + "实施困难职工常态化帮扶，帮扶1205人次，发放帮扶金517万元。",
		"problems":   "建议建立数据共享的机制。", "conclusion": "自评得分100分。",
	})}
	row := func(recipient, label string, n int, unit, amount string) {
		d.Lines = append(d.Lines, content.Line{Label: label, Recipient: content.Text(recipient), People: count(n, unit), Amount: money(t, amount)})
	}
	row("市直", "生活救助", 16, "户", "9万元")
	row("蓬江区", "生活救助", 21, "户", "15万元")
	row("江海区", "生活救助", 15, "户", "8.6万元")
	row("江海区", "金秋助学", 10, "名", "2.4万元")
	row("新会区", "生活救助", 28, "户", "18万元")
	row("台山市", "生活救助", 27, "户", "18万元")
	row("开平市", "生活救助", 30, "户", "8万元")
	row("鹤山市", "生活救助", 18, "户", "12万元")
	row("恩平市", "生活救助", 20, "户", "7.8万元")
	row("恩平市", "医疗救助", 3, "户", "0.89万元")
	row("恩平市", "金秋助学", 4, "名", "0.31万元")
	for _, a := range [][2]string{{"市直", "9万元"}, {"蓬江区", "15万元"}, {"江海区", "11万元"}, {"新会区", "18万元"}, {"台山市", "18万元"}, {"开平市", "8万元"}, {"鹤山市", "12万元"}, {"恩平市", "9万元"}} {
		d.Allocations = append(d.Allocations, content.Allocation{Recipient: a[0], Amount: money(t, a[1])})
	}
	return d
}
