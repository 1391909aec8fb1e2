package search

import "testing"

func TestNumberKey(t *testing.T) {
	want := "总工办发〔2020〕13号"
	for _, in := range []string{
		want, "总工办发[2020]13号", "总工办发【2020】13号", "總工辦發（２０２０）第１３號", "总工办发〈2020〉013号",
		"总工办发2020年13号", "总工办发 2020 13号", "总工办发〔2020〕13", "（总工办发〔2020〕13号）",
	} {
		if got := NumberKey(in); got != want {
			t.Errorf("NumberKey(%q) = %q, want %q", in, got, want)
		}
	}
	others := map[string]string{
		"玉工发3号":        "玉工发3号",
		"云财社〔2016〕21号": "云财社〔2016〕21号",
		"困难职工2020年13":  "困难职工2020年13",
		"元旦2020年1号":    "元旦2020年1号",
		"":             "",
	}
	for in, want := range others {
		if got := NumberKey(in); got != want {
			t.Errorf("NumberKey(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestQuantityKey(t *testing.T) {
	tests := map[string]string{
		"334.60万元": "3346000元", "334.6万元": "3346000元", "3346000元": "3346000元", "3,346,000元": "3346000元",
		"３３４．６ 万元": "3346000元", "人民币334.6万元整": "3346000元", "¥3,346,000.00元": "3346000元",
		"3,346,000": "3346000", "1346人": "1346人", "1，346 人": "1346人", "1.2万人": "12000人", "1346户": "1346户",
		"2.5亿元": "250000000元", "0.05元": "0.05元", "0.00015万元": "1.5元", "3千元": "3000元",
		"困难职工": "困难职工", "13号": "13号",
	}
	for in, want := range tests {
		if got := QuantityKey(in); got != want {
			t.Errorf("QuantityKey(%q) = %q, want %q", in, got, want)
		}
	}
}
