package search

import (
	"strings"
	"testing"
	"unicode/utf8"
)

func TestFold(t *testing.T) {
	tests := []struct{ name, in, want string }{
		{"empty", "", ""},
		{"simplified stays", "困难职工帮扶", "困难职工帮扶"},
		{"traditional", "困難職工幫扶專項資金", "困难职工帮扶专项资金"},
		{"traditional with two forms", "乾部瞭解什麼", "干部了解什么"},
		{"full width", "ＧＤＰ２０２３年", "gdp2023年"},
		{"full width blank", "困难　职工", "困难职工"},
		{"case", "Covid PPP", "covid ppp"},
		{"accents", "Yùxī", "yuxi"},
		{"Kangxi radicals", "⼯会⼈员", "工会人员"},
		{"compatibility characters", "金\uF98A", "金力"},
		{"ideographic zero", "二○二三年", "二〇二三年"},
		{"blanks around Han go", " 困难 职工 1013 人 ", "困难职工1013人"},
		{"blanks between words stay", "Annual  Report 2023", "annual report 2023"},
		{"line wrap", "困难职\n工帮扶", "困难职工帮扶"},
		{"blank line", "项目\r\n \r\n名称", "项目|名称"},
		{"decimals", "334.60万元", "334.6万元"},
		{"decimals of a whole number", "12.00元", "12元"},
		{"zero", "0.0", "0"},
		{"thousands", "1,346人", "1346人"},
		{"thousands, wide comma", "1，346，000．50元", "1346000.5元"},
		{"commas that list", "12,34,567", "12|34|567"},
		{"commas after a long number", "2023,100", "2023|100"},
		{"date with points", "2023.10.20", "2023|10|20"},
		{"point at the end", "共100.", "共100"},
		{"leading zeros stay", "007", "007"},
		{"per cent", "９８．５０％以上", "98.5%以上"},
		{"per cent alone", "%", ""},
		{"brackets of a document number", "总工办发〔2020〕13号", "总工办发|2020|13号"},
		{"punctuation", "“困难职工”，《办法》。", "困难职工|办法"},
		{"list marks part digits", "人数5①户数", "人数5|户数"},
		{"invisible characters", "困\u200B难\uFEFF职\u00AD工", "困难职工"},
		{"control characters", "困\x00难\x07职工", "困难职工"},
		{"emoji", "困难😀职工", "困难|职工"},
		{"invalid UTF-8", "困难\xff\xfe职工", "困难|职工"},
		{"units", "100㎡", "100m2"},
		{"kana", "ガイド", "ガイド"},
	}
	for _, tt := range tests {
		if got := Fold(tt.in); got != tt.want {
			t.Errorf("%s: Fold(%q) = %q, want %q", tt.name, tt.in, got, tt.want)
		}
	}
}

func TestFoldBracketsOfDocumentNumbers(t *testing.T) {
	want := Fold("总工办发〔2020〕13号")
	for _, in := range []string{
		"总工办发[2020]13号", "总工办发【2020】13号", "总工办发(2020)13号", "总工办发（2020）13号",
		"总工办发〈2020〉13号", "总工办发［２０２０］１３号", "总工办发 〔 2020 〕 13 号", "總工辦發﹝2020﹞13號",
	} {
		if got := Fold(in); got != want {
			t.Errorf("Fold(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestFoldMapLeadsBack(t *testing.T) {
	text := "共幫扶 困難\n職工１，３４６人（334.60万元）"
	tests := []struct{ find, want string }{
		{"帮扶", "幫扶"},
		{"困难职工", "困難\n職工"},
		{"1346人", "１，３４６人"},
		{"334.6万元", "334.60万元"},
		{"334.6", "334.6"},
	}
	f := FoldMap(text)
	if f.Text != Fold(text) {
		t.Fatalf("FoldMap and Fold differ: %q, %q", f.Text, Fold(text))
	}
	for _, tt := range tests {
		i := strings.Index(f.Text, tt.find)
		if i < 0 {
			t.Fatalf("%q not in %q", tt.find, f.Text)
		}
		s := f.Source(i, i+len(tt.find))
		if got := text[s.Start:s.End]; got != tt.want {
			t.Errorf("source of %q = %q, want %q", tt.find, got, tt.want)
		}
	}
}

func FuzzFold(f *testing.F) {
	for _, s := range []string{"", "困難職工１，３４６.50人 a b", "\xff(2020)\n\n1.2.3,444", "½①㎡5 %", "ſΣİ１．５⁰"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		m := FoldMap(s)
		if m.Text != Fold(s) || !utf8.ValidString(m.Text) {
			t.Fatalf("Fold(%q) = %q, mapped %q", s, Fold(s), m.Text)
		}
		if again := Fold(m.Text); again != m.Text {
			t.Fatalf("folding %q twice: %q, then %q", s, m.Text, again)
		}
		last := 0
		for i := range m.Text {
			span := m.Source(i, i+1)
			if span.Start < last || span.End < span.Start || span.End > len(s) {
				t.Fatalf("rune at %d of %q comes from %v of %q", i, m.Text, span, s)
			}
			last = span.Start
		}
	})
}

func BenchmarkFold(b *testing.B) {
	text := strings.Repeat("为认真贯彻落实《实施意见》要求，依据（总工办发〔2020〕13号）帮扶困难职工1,346人，共334.60万元。\n", 40)
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		Fold(text)
	}
}
