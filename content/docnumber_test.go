package content

import (
	"strings"
	"testing"
	"unicode/utf8"
)

func TestFindDocumentNumbers(t *testing.T) {
	for text, want := range map[string]string{
		"《中央财政专项帮扶资金使用管理办法》（总工办发〔2020〕13号）、":       "总工办发〔2020〕13号",
		"9.玉工办通〔2022〕11号《某通知》":                     "玉工办通〔2022〕11号",
		"的通知》（财建【2022】377号）":                       "财建〔2022〕377号 nonstandard_brackets",
		"管理办法》（玉工发3号）设立":                           "玉工发3号 missing_year",
		"(X工办(2023)16号)和(X工办发(202324号)等规定":         "X工办〔2023〕16号 anonymised|X工办发〔2023〕24号 malformed_bracket,anonymised",
		"通知(总工办发(2023)13号)":                        "总工办发〔2023〕13号 nonstandard_brackets",
		"根据财社〔2021〕5号文件和民发［2020］6号精神":              "财社〔2021〕5号|民发〔2020〕6号 nonstandard_brackets",
		"（云政办发〔２０２４〕０８号）":                          "云政办发〔2024〕8号",
		"《意见》（和政发〔2020〕1号）":                        "和政发〔2020〕1号",
		"苏工发〔2020〕第7号":                             "苏工发〔2020〕7号",
		"云工通〔 2016 〕 21 号":                         "云工通〔2016〕21号",
		"粤财社〔2020)9号，粤财社2020〕10号":                  "粤财社〔2020〕9号 nonstandard_brackets|粤财社〔2020〕10号 malformed_bracket",
		"（沪教委规2023年第4号）":                           "沪教委规〔2023〕4号 nonstandard_brackets",
		"×民函〔2023〕2号，某工发〔2023〕3号":                  "X民函〔2023〕2号 anonymised|某工发〔2023〕3号 anonymised",
		"会议纪要2006年第75期，人民路12号，第3号，10号楼，账号，2020年3号": "",
		"国务院令第649号":                                "",
	} {
		var got []string
		for _, n := range FindDocumentNumbers(text) {
			got = append(got, strings.TrimSpace(n.Number+" "+n.Flag))
			if at := string([]rune(text)[n.Start:n.End]); at != n.AsWritten {
				t.Errorf("%s: %q does not stand at its place, but %q", text, n.AsWritten, at)
			}
		}
		if strings.Join(got, "|") != want {
			t.Errorf("%s\n got %s\nwant %s", text, strings.Join(got, "|"), want)
		}
	}
}

func TestParseDocumentNumber(t *testing.T) {
	for s, want := range map[string]string{
		"总工办发〔2020〕13号": "总工办发〔2020〕13号", "总工办发[2020]13": "总工办发〔2020〕13号", " 玉工发3号 ": "玉工发3号",
		"总工办发 (2020) 13 号": "总工办发〔2020〕13号",
	} {
		if got, err := ParseDocumentNumber(s); err != nil || got.Number != want {
			t.Errorf("ParseDocumentNumber(%q) = %q, %v; want %q", s, got.Number, err, want)
		}
	}
	for _, s := range []string{"", "号", "13号", "根据总工办发〔2020〕13号", "总工办发〔2020〕13号、云工通〔2016〕21号", "人民路12号", "总工办发〔9999〕13号"} {
		if got, err := ParseDocumentNumber(s); err == nil {
			t.Errorf("ParseDocumentNumber(%q) = %q; want an error", s, got.Number)
		}
	}
}

func FuzzFindDocumentNumbers(f *testing.F) {
	for _, seed := range []string{"（总工办发〔2020〕13号）", "财建【2022】377号", "X工办发(202324号", "玉工发3号", "沪教委规2023年第4号", "〕号", "\xff号"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		for _, n := range FindDocumentNumbers(text) {
			if at := string([]rune(text)[n.Start:n.End]); utf8.ValidString(text) && at != n.AsWritten {
				t.Fatalf("%q: %q does not stand at its place, but %q", text, n.AsWritten, at)
			}
			again, err := ParseDocumentNumber(n.Number)
			if err != nil || again.Number != n.Number {
				t.Fatalf("%q: the normal form %q reads as %q, %v", text, n.Number, again.Number, err)
			}
		}
	})
}
