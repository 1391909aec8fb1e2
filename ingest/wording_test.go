package ingest

import (
	"context"
	"slices"
	"testing"

	"mingzhang/content"
)

func TestSureScores(t *testing.T) {
	for label, want := range map[string]bool{
		"自评": true, "本项目得": true, "综合评分为": true, "自评等级：优（": true, "得分": true, "总分100分，自评": true,
		"产出指标得": false, "满分": false, "执行率得分": false, "上年自评得分": false, "得分（": false, "总分": false,
	} {
		if got := isSureScore(label); got != want {
			t.Errorf("isSureScore(%q) = %v, want %v", label, got, want)
		}
	}
}

func TestLabelEnd(t *testing.T) {
	for line, want := range map[string]string{
		"资金安排：120万元": "资金安排", "资金安排（单位：万元）": "资金安排（单位：万元）", "资金安排（单位：万元）：如下": "资金安排（单位：万元）",
		"甲局（乙科：丙）": "甲局（乙科", "没有标签": "没有标签",
	} {
		got := line
		if i := labelEnd(line); i >= 0 {
			got = line[:i]
		}
		if got != want {
			t.Errorf("labelEnd(%q) ends %q, want %q", line, got, want)
		}
	}
}

// TestMoneyOfReports reads budget, spending and score as reports word them.
func TestMoneyOfReports(t *testing.T) {
	const head = "鹤庆县水务局2023年供水项目绩效自评报告\n一、项目概况\n供水项目改造管网。\n二、资金情况\n"
	const tail = "\n三、绩效目标完成情况\n已经完成。\n四、自评得分\n98分。\n"
	for money, want := range map[string][2]string{
		"全年预算数100万元，执行数98.5万元，执行率98.5%。":       {"1000000.00", "985000.00"},
		"资金到位200万元，已拨付195万元，资金使用率97.5%。":       {"2000000.00", "1950000.00"},
		"预算安排50万元，已全部支出完毕。":                    {"500000.00", "500000.00"},
		"安排124.8万元，发放春季60万元、秋季61万元，合计发放121万元。": {"1248000.00", "1210000.00"},
		"1.预算安排：320万元\n2.实际支出：310万元":           {"3200000.00", "3100000.00"},
		"省级财政下达资金80万元，计划支出80万元。":               {"", ""},
		"上年支出60万元。": {"", ""},
	} {
		rep := new(Reader).File(context.Background(), "x.txt", []byte(head+money+tail))
		if len(rep.Disclosures) != 1 {
			t.Fatalf("%s: %s", money, rep.Rejected)
		}
		d := rep.Disclosures[0]
		var got [2]string
		if e := d.Execution; e != nil && e.Budget != nil {
			got = [2]string{e.Budget.Fen.Yuan(), e.Spent.Fen.Yuan()}
		}
		if got != want {
			t.Errorf("%s: got %v, want %v", money, got, want)
		}
		if d.Score == nil || d.Score.Score != 98 {
			t.Errorf("%s: score %v, want 98", money, d.Score)
		}
	}
}

func TestSplitAtHeadings(t *testing.T) {
	rows := [][]string{{"甲", "乙"}, {"1", "2"}, {"二、绩效情况", ""}, {"全部完成。", ""}, {"丙", "丁"}, {"3", "4"}}
	var kinds []blockKind
	for _, bl := range splitAtHeadings(rows) {
		kinds = append(kinds, bl.kind)
	}
	if want := []blockKind{tableBlock, lineBlock, lineBlock, tableBlock}; !slices.Equal(kinds, want) {
		t.Errorf("kinds %v, want %v", kinds, want)
	}
	if whole := splitAtHeadings(rows[:2]); len(whole) != 1 || len(whole[0].rows) != 2 {
		t.Errorf("a table without headings was parted: %v", whole)
	}
}

func TestPairsOfForms(t *testing.T) {
	f := form{}
	if !f.pairs([][]string{{"预算执行情况（万元）", "预算数：", "60", "执行数：", "58"}, {"", "其中：财政拨款", "60", "其中：财政拨款", "58"}}) {
		t.Fatal("the pairs were not read")
	}
	last := f.blocks[len(f.blocks)-1]
	if want := []string{"其中：财政拨款", "60", "58"}; !slices.Equal(last.rows[2], want) {
		t.Errorf("row %q, want %q", last.rows[2], want)
	}
	if f.pairs([][]string{{"主管部门", "甲局", "实施单位", "乙站"}}) {
		t.Error("units were read as money")
	}
}

func TestHouseholdsOfPersons(t *testing.T) {
	for text, want := range map[string]string{"覆盖共568户1920人。": "1920人", "惠及农户568户。": "568户", "慰问178户、14名。": "178户"} {
		p := newPassage(content.Section{Key: "content", Markdown: text}, 2024)
		got := ""
		for _, m := range p.mentions {
			if got == "" && p.counts(m) && !p.householdsOf(m) {
				got = m.People.String()
			}
		}
		if got != want {
			t.Errorf("%s: %s, want %s", text, got, want)
		}
	}
}
