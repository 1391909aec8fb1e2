package content

import "time"

// samples are disclosures with every field, with few fields, and with values
// that are hard to write in YAML.
func samples() map[string]*Disclosure {
	region, err := Regions().Get("530402")
	if err != nil {
		panic(err)
	}
	at := time.Date(2026, 1, 31, 9, 0, 0, 0, time.UTC)
	full := &Disclosure{Summary: Summary{
		ID: "530402-2026-k7q2m9", Kind: Budget, Title: "2026年困难职工帮扶补助资金", DocumentTitle: "某某总工会2026年预算重点领域财政项目文本公开",
		Year: 2026, Publisher: Publisher{PublisherID("玉溪市红塔区总工会"), "玉溪市红塔区总工会"}, Implementer: "玉溪市红塔区总工会职工服务中心",
		Units: []UnitRole{{"玉溪市总工会", "主管部门"}, {"职工服务中心", ""}}, Region: &region, Category: "困难帮扶",
		Amount: &Money{4000000, "4万元"}, PlanTotal: &Money{30000000000, "3.00亿元"}, Beneficiaries: &People{80, "人"},
		Lines: []Line{
			{Label: "慰问", People: &People{80, "人"}, Rate: &Money{50000, "500元"}, Amount: &Money{4000000, "4万元"}},
			{Label: "“金秋助学”: 含冒号 # 和井号", Recipient: "市直", Ratio: "30.00%", RatioBase: "个人支出", Amount: &Money{Fen: 123}},
		},
		Funding:         []Funding{{"区级财政", &Money{4000000, "4万元"}}, {"自筹", nil}},
		Allocations:     []Allocation{{"蓬江区", &Money{100, "1元"}}},
		Indicators:      []Indicator{{Level1: "产出指标", Level2: "数量指标", Name: "人数", Operator: "ge", Target: "0700", Unit: "人次"}},
		DocumentNumbers: []string{"玉工办通〔2022〕11号"}, Score: &Score{Score: 98.5},
		Status: Published, Revision: 1, PublishedAt: at, UpdatedAt: at, Reason: "更正: 第二行 # 的标准",
		Source: &Source{"甲.docx", "text/plain", "00"}, Salt: "0123456789ABCDEFGHIJKLMNOP",
	}, Sections: []Section{
		{SectionPreface, "", "填报日期：2026年1月31日"},
		{"project_name", "项目名称", "2026年困难职工帮扶补助资金。"},
		{"section-3", "其他说明", "一段\n\n### 小标题\n\n1.《办法》"},
		{"plan", "项目实施计划", ""},
	}}
	bare := &Disclosure{Summary: Summary{Kind: Scheme, Title: "是", Publisher: Publisher{PublisherID("010"), "010"}, Status: Draft}}
	return map[string]*Disclosure{"full": full, "bare": bare}
}
