package chart

import "fmt"

// sample is one drawn case: invented figures, shaped like real ones.
type sample struct {
	name  string
	chart Chart
	o     Options
}

func testWords() Words {
	return Words{
		NoData: "暂无数据", Unfinished: "年度未满", Unknown: "未分类", Total: "合计",
		Label: "名称", Value: "数值", From: "来源", To: "去向",
	}
}

func testOptions(title, unit string) Options {
	return Options{
		ID: "c1", Width: Wide, Lang: "zh-CN", Title: title, Subtitle: "单位：" + unit, Words: testWords(),
		Note: "来源：各发布单位公开文件；数据版本 2026-11-21", Desc: title + "，图后附同一数据的表格。",
	}
}

// samples are the cases that have a golden file at both widths.
func samples() []sample {
	tilesNote := testOptions("各省级行政区公开项目数", "项")
	tilesNote.Note = "方格示意图，不表示行政区域界线"
	english := testOptions("Disclosures by province", "")
	english.Subtitle, english.Note, english.Lang = "Number of disclosures", "Tiles show no administrative boundaries.", "en"
	inline := testOptions("按地区统计", "项")
	inline.Inline = true
	return []sample{
		{"bars", sampleBars(11), testOptions("各年度公开项目数", "项")},
		{"bars-40", sampleBars(40), testOptions("各月公开项目数", "项")},
		{"bars-named", sampleNamedBars(), testOptions("支出构成", "万元")},
		{"bars-one", Bars{{Label: "2026", Value: 3, Unfinished: true}}, testOptions("各年度公开项目数", "项")},
		{"bars-giant", Bars{{Label: "2024", Value: 1e15}, {Label: "2025", Value: 999999999999999}}, testOptions("各年度金额", "分")},
		{"empty", Bars{}, testOptions("各年度公开项目数", "项")},
		{"stacked", sampleStacked(), testOptions("各年度公开项目数（按文件类别）", "项")},
		{"hbars", sampleRegions(""), testOptions("按地区统计", "项")},
		{"hbars-inline", sampleRegions("/search?region=5304&kind=a"), inline},
		{"treemap", sampleTreemap(), testOptions("资金结构", "万元")},
		{"flow", sampleFlow(), testOptions("资金流向", "万元")},
		{"flow-dense", sampleDenseFlow(), testOptions("资金流向：来源、发布单位与用途之间的全部往来及尚未分类的部分，标题很长时应当折行显示而不是溢出", "万元")},
		{"tiles", sampleTiles(34), tilesNote},
		{"tiles-partial", TileMap{Marks: sampleTiles(6).Marks, Names: englishNames()}, english},
	}
}

func sampleBars(n int) Bars {
	counts := []float64{182, 240, 311, 298, 420, 515, 634, 702, 811, 934, 476}
	var b Bars
	for i := range n {
		b = append(b, Mark{Label: fmt.Sprint(2026 - n + 1 + i), Value: counts[i%len(counts)], Unfinished: i == n-1})
	}
	return b
}

func sampleNamedBars() Bars {
	return Bars{
		{Label: "困难职工帮扶", Value: 3346.5}, {Label: "送温暖", Value: 2026},
		{Label: "金秋助学与技能培训专项补助", Value: 1232}, {Label: "未分类", Value: 410.25, Unknown: true}, {Label: "审计", Value: 0},
	}
}

func sampleStacked() StackedBars {
	b := StackedBars{Series: []Series{{Label: "预算公开"}, {Label: "绩效自评"}, {Label: "审计结果"}, {Label: "项目公告"}, {Label: "未分类", Unknown: true}}}
	for i, m := range sampleBars(11) {
		c := Column{Label: m.Label, Unfinished: m.Unfinished}
		for j, share := range []float64{45, 28, 13, 9, 5} {
			c.Parts = append(c.Parts, Mark{Value: float64(int(m.Value*share/100) + i*j%3)})
		}
		b.Columns = append(b.Columns, c)
	}
	return b
}

func sampleRegions(href string) HorizontalBars {
	names := []string{"昆明市", "曲靖市", "玉溪市", "保山市", "昭通市", "丽江市", "普洱市", "临沧市", "楚雄彝族自治州", "红河哈尼族彝族自治州",
		"文山壮族苗族自治州", "西双版纳傣族自治州", "大理白族自治州", "德宏傣族景颇族自治州", "怒江傈僳族自治州", "迪庆藏族自治州"}
	counts := []float64{932, 611, 588, 402, 377, 341, 318, 290, 276, 503, 233, 180, 366, 151, 97, 84}
	var b HorizontalBars
	for i, n := range names {
		b = append(b, Mark{Label: n, Value: counts[i], Href: href})
	}
	return append(b, Mark{Label: "某某集团有限责任公司第二建设工程分公司工会委员会", Value: 3, Href: href}, Mark{Label: "未分类", Value: 61, Unknown: true, Href: href})
}

func sampleTreemap() Treemap {
	return Treemap{
		{Label: "困难职工帮扶", Value: 33460}, {Label: "送温暖", Value: 20260}, {Label: "金秋助学", Value: 12320},
		{Label: "劳模慰问", Value: 8600}, {Label: "工会培训", Value: 6100}, {Label: "后勤服务", Value: 3000}, {Label: "法律援助", Value: 2700},
		{Label: "文体活动", Value: 2400}, {Label: "未分类", Value: 1900, Unknown: true}, {Label: "职工书屋", Value: 1200}, {Label: "宣传教育", Value: 900},
		{Label: "财务审计", Value: 500}, {Label: "信息化", Value: 0},
	}
}

func sampleFlow() Flow {
	return Flow{
		Headings: [3]string{"资金来源", "发布单位", "项目"},
		Nodes: [3][]Node{
			{{Label: "省级财政"}, {Label: "市级财政"}, {Label: "中央财政"}, {Label: "县区财政"}},
			{{Label: "江门市总工会"}, {Label: "楚雄州总工会"}, {Label: "玉溪市总工会"}, {Label: "红塔区总工会"}},
			{{Label: "金秋助学"}, {Label: "困难职工帮扶"}, {Label: "送温暖"}, {Label: "后勤服务"}},
		},
		Links: [2][]Link{
			{{From: 0, To: 0, Value: 150}, {From: 0, To: 1, Value: 80}, {From: 0, To: 2, Value: 120}, {From: 1, To: 0, Value: 70}, {From: 1, To: 2, Value: 200},
				{From: 2, To: 1, Value: 60}, {From: 2, To: 2, Value: 90}, {From: 3, To: 3, Value: 40}},
			{{From: 0, To: 0, Value: 80}, {From: 0, To: 1, Value: 140}, {From: 1, To: 1, Value: 90}, {From: 1, To: 2, Value: 50},
				{From: 2, To: 0, Value: 60}, {From: 2, To: 1, Value: 250}, {From: 2, To: 2, Value: 100}, {From: 3, To: 1, Value: 25}, {From: 3, To: 3, Value: 15}},
		},
	}
}

// sampleDenseFlow has long names, tiny links, and sides that do not balance.
func sampleDenseFlow() Flow {
	f := Flow{Headings: [3]string{"资金来源", "发布单位（按金额排序的前二十家）", "用途"}}
	f.Nodes[0] = []Node{{Label: "财政拨款收入"}, {Label: "上级工会补助收入及其他专项转移支付"}}
	f.Nodes[2] = []Node{{Label: "职工活动支出"}, {Label: "维权支出"}, {Label: "业务支出与行政支出合并列示"}}
	for i := range 20 {
		f.Nodes[1] = append(f.Nodes[1], Node{Label: fmt.Sprintf("某市第%d建设集团有限责任公司工会委员会", i+1)})
		v := float64(2000 / (i + 1) / (i + 1))
		f.Links[0] = append(f.Links[0], Link{From: i % 2, To: i, Value: v})
		f.Links[1] = append(f.Links[1], Link{From: i, To: i % 3, Value: v * 0.9})
	}
	return f
}

func sampleTiles(n int) TileMap {
	counts := []float64{43, 22, 61, 35, 28, 54, 31, 40, 66, 97, 120, 72, 60, 51, 110, 83, 77, 69, 171, 45, 17, 49, 92, 57, 203, 8, 58, 36, 12, 14, 33, 0, 0, 0}
	m := TileMap{Marks: map[string]Mark{}}
	for i, t := range tiles() {
		if i < n {
			m.Marks[t.code] = Mark{Value: counts[i]}
		}
	}
	return m
}

func englishNames() map[string]string {
	names := []string{"Beijing", "Tianjin", "Hebei", "Shanxi", "Inner M.", "Liaoning", "Jilin", "Heilongjiang", "Shanghai", "Jiangsu", "Zhejiang", "Anhui",
		"Fujian", "Jiangxi", "Shandong", "Henan", "Hubei", "Hunan", "Guangdong", "Guangxi", "Hainan", "Chongqing", "Sichuan", "Guizhou", "Yunnan", "Tibet",
		"Shaanxi", "Gansu", "Qinghai", "Ningxia", "Xinjiang", "Taiwan", "Hong Kong", "Macao"}
	out := map[string]string{}
	for i, t := range tiles() {
		out[t.code] = names[i]
	}
	return out
}
