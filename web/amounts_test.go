package web

import (
	"testing"

	"mingzhang/content"
)

func TestAmounts(t *testing.T) {
	list := languages(t)
	zh, en := list[0], list[1]
	tests := []struct {
		fen                               content.Fen
		exact, rounded, english, english2 string
	}{
		{0, "0 元", "0 元", "¥0", "¥0"},
		{1, "0.01 元", "0.01 元", "¥0.01", "¥0.01"},
		{50000, "500 元", "500 元", "¥500", "¥500"},
		{999999, "9,999.99 元", "9,999.99 元", "¥9,999.99", "¥9,999.99"},
		{4000000, "4.00 万元", "4.00 万元", "¥40,000", "¥40,000"},
		{334600000, "334.60 万元", "334.60 万元", "¥3,346,000", "¥3.35 million"},
		{12345678, "12.345678 万元", "12.35 万元", "¥123,456.78", "¥123,456.78"},
		{99999999, "99.999999 万元", "100.00 万元", "¥999,999.99", "¥999,999.99"},
		{30000000000, "3.00 亿元", "3.00 亿元", "¥300,000,000", "¥300.00 million"},
		{123456789012345, "12,345.6789012345 亿元", "12,345.68 亿元", "¥1,234,567,890,123.45", "¥1,234.57 billion"},
	}
	for _, tt := range tests {
		for _, c := range []struct{ got, want string }{
			{zh.Amount(tt.fen), tt.exact}, {zh.Rounded(tt.fen), tt.rounded}, {en.Amount(tt.fen), tt.english}, {en.Rounded(tt.fen), tt.english2},
		} {
			if c.got != c.want {
				t.Errorf("%d fen: got %q, want %q", tt.fen, c.got, c.want)
			}
		}
	}
}

func TestUnknownIsNeverZero(t *testing.T) {
	for _, l := range languages(t) {
		for _, got := range []string{l.money(nil), l.people(nil), l.year(0), l.regionName(nil)} {
			if got != l.T("unknown") {
				t.Errorf("%s: an unknown value reads %q", l.Lang, got)
			}
		}
	}
}

func TestPeopleByUnit(t *testing.T) {
	zh := languages(t)[0]
	got := zh.peopleByUnit(map[string]int{"户": 20, "人": 1346, "人次": 0})
	if len(got) != 2 || got[0] != "1,346 人" || got[1] != "20 户" {
		t.Errorf("got %q", got)
	}
	if got := zh.count("只", 3); got != "3 只" {
		t.Errorf("a unit without words reads %q", got)
	}
}

func TestYears(t *testing.T) {
	zh := languages(t)[0]
	tests := []struct {
		years []content.Year
		want  string
	}{
		{nil, ""}, {[]content.Year{2023}, "2023"}, {[]content.Year{2023, 2022, 2021}, "2021–2023"},
		{[]content.Year{2023, 0}, "2023、未载明"}, {[]content.Year{0}, "未载明"}, {[]content.Year{2026, 2023, 2022, 2019}, "2019、2022–2023、2026"},
	}
	for _, tt := range tests {
		if got := zh.years(tt.years); got != tt.want {
			t.Errorf("years(%v) = %q, want %q", tt.years, got, tt.want)
		}
	}
}

func TestMoneyScale(t *testing.T) {
	list := languages(t)
	tests := []struct {
		most       content.Fen
		zh, en     string
		fen        content.Fen
		zhNumber   string
		floatOfFen float64
	}{
		{500 * yuan, "元", "yuan", 50 * yuan, "50", 50},
		{400 * wan, "万元", "thousand yuan", 334600000, "334.60", 334.6},
		{50 * yi, "亿元", "million yuan", 5 * yi, "5.00", 5},
	}
	for _, tt := range tests {
		zh, en := moneyScale(list[0], tt.most), moneyScale(list[1], tt.most)
		if zh.unit != tt.zh || en.unit != tt.en {
			t.Errorf("%d: units %s and %s, want %s and %s", tt.most, zh.unit, en.unit, tt.zh, tt.en)
		}
		if zh.text(tt.fen) != tt.zhNumber || zh.of(tt.fen) != tt.floatOfFen {
			t.Errorf("%d in %s: %s and %v", tt.fen, zh.unit, zh.text(tt.fen), zh.of(tt.fen))
		}
	}
}
