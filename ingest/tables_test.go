package ingest

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"mingzhang/content"
)

// moneyOf reads the money of a budget whose one section holds a text.
func moneyOf(text string) *content.Disclosure {
	d := &content.Disclosure{Sections: []content.Section{{Key: "funding", Heading: "资金安排情况", Markdown: text}}}
	d.Kind = content.Budget
	f := &facts{d: d, passages: []*passage{newPassage(d.Sections[0], 2024)}}
	f.readMoney()
	return d
}

func TestTablesOfMoney(t *testing.T) {
	for _, c := range []struct {
		name, text          string
		amount              string
		rows, from, sharers []string // label or name and yuan
	}{
		{
			name:   "sources below a head of two rows",
			text:   "单位：万元\n\n| 内容 | 资金来源 |  | 合计 |\n| --- | --- | --- | --- |\n|  | 中央 | 县级 |  |\n| 培训 | 6 | 4 | 10 |\n| 宣传 | 3 | 2 | 5 |\n| 合计 | 9 | 6 | 15 |",
			amount: "150000.00", rows: []string{"培训 100000.00", "宣传 50000.00"}, from: []string{"中央 90000.00", "县级 60000.00"},
		},
		{
			name:   "a source in each column",
			text:   "| 来源 | 省级（万元） | 市级（万元） | 合计（万元） |\n| --- | --- | --- | --- |\n| 金额 | 7 | 3 | 10 |",
			amount: "100000.00", from: []string{"省级 70000.00", "市级 30000.00"},
		},
		{
			name:   "shares of schools, the unit of its own column",
			text:   "| 序号 | 学校 | 人数 | 补助（元） |\n| --- | --- | --- | --- |\n| 1 | 甲小学 | 20 | 10,000 |\n| 2 | 乙小学 | 30 | 15,000 |\n| 合 计 |  | 50 | 25,000 |",
			amount: "25000.00", sharers: []string{"甲小学 10000.00", "乙小学 15000.00"},
		},
		{
			name: "a table of years is history",
			text: "| 年度 | 安排（万元） |\n| --- | --- |\n| 2022年 | 30 |\n| 2023年 | 40 |",
		},
		{
			name: "no unit anywhere",
			text: "| 内容 | 金额 |\n| --- | --- |\n| 培训 | 6 |\n| 宣传 | 3 |",
		},
		{
			name:   "two tables below each other",
			text:   "| 来源 | 金额（万元） |\n| --- | --- |\n| 县财政 | 8 |\n| 合计 | 8 |\n| 内容 | 金额（万元） |\n| 慰问 | 5 |\n| 讲座 | 3 |\n| 合计 | 8 |",
			amount: "80000.00", rows: []string{"慰问 50000.00", "讲座 30000.00"}, from: []string{"县财政 80000.00"},
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := moneyOf(c.text)
			var rows, from, sharers []string
			for _, l := range d.Lines {
				rows = append(rows, l.Label+" "+l.Amount.Fen.Yuan())
			}
			for _, s := range d.Funding {
				from = append(from, s.Source+" "+s.Amount.Fen.Yuan())
			}
			for _, a := range d.Allocations {
				sharers = append(sharers, a.Recipient+" "+a.Amount.Fen.Yuan())
			}
			amount := ""
			if d.Amount != nil {
				amount = d.Amount.Fen.Yuan()
			}
			if diff := cmp.Diff([]any{c.amount, c.rows, c.from, c.sharers}, []any{amount, rows, from, sharers}); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}
