package audit

import (
	"slices"
	"testing"
)

// TestWholeNames looks at names as a whole, and at what only looks like one.
func TestWholeNames(t *testing.T) {
	for text, want := range map[string][]string{
		"| 序号 | 姓名 | 学校 |\n| --- | --- | --- |\n| 1 | 吉克示范么 | 甲校 |\n| 2 | 东方范例 | 乙校 |": {"吉克示范么", "东方范例"},
		"组长：赵一鸣　某县副县长":    nil,
		"评价组长：赵一鸣":        {"赵一鸣"},
		"联系人：赵一鸣　某县财政局局长": {"赵一鸣"},
		"由副局长田永和任副组长。":    nil,
		"石柱土家族自治县农业农村委员会": nil,
		"居民冉样本花，女，67岁。":   {"冉样本花"},
		"学生吉克示范么家住甲镇。":    {"吉克示范么"},
	} {
		var got []string
		for _, p := range FindPersonal(text) {
			if p.Kind == PersonName {
				got = append(got, p.Text)
			}
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s: names %q, want %q", text, got, want)
		}
	}
}

func TestCardsEndWithTheirLine(t *testing.T) {
	for text, want := range map[string]string{
		"卡号\n6217000000000002117\n2 乙某":    "6217000000000002117",
		"银行卡号：62170000000000\n02117，开户行某某": "62170000000000\n02117",
	} {
		got := ""
		for _, p := range FindPersonal(text) {
			if p.Kind == BankCard {
				got = p.Text
			}
		}
		if got != want {
			t.Errorf("%q: card %q, want %q", text, got, want)
		}
	}
}
