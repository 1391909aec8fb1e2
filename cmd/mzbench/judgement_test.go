package main

import (
	"strings"
	"testing"

	"mingzhang/content"
)

// aRecord is an invented record with every fact.
func aRecord() *record {
	return newRecord(&content.Disclosure{
		Summary: content.Summary{
			ID: "1", Title: "2023年农村公路养护项目", Publisher: content.Publisher{Name: "青禾市交通运输局"},
			Region:          &content.Region{Name: "青禾市"},
			Amount:          &content.Money{Fen: 334_600_000, Text: "334.60万元"},
			Beneficiaries:   &content.People{Count: 1346, Unit: "户"},
			DocumentNumbers: []string{"青交发〔2022〕7号"},
			Lines:           []content.Line{{Rate: &content.Money{Fen: 200_000}, People: &content.People{Count: 12, Unit: "人"}}},
			Funding:         []content.Funding{{Source: "市级财政", Amount: &content.Money{Fen: 300_000_000}}, {Source: "自筹"}},
			Allocations:     []content.Allocation{{Recipient: "云岭县", Amount: &content.Money{Fen: 100}}},
			Indicators:      []content.Indicator{{Target: "700", Actual: "710", Unit: "人次"}, {Target: "提升"}},
		},
		Sections: []content.Section{{Markdown: "日常保养路面和标\n线。购置AED设备，验收后付款一次结清。\n\n第二段。"}},
	})
}

func plain(s string) (string, error) { return s, nil }

func TestJudgement(t *testing.T) {
	for text, want := range map[string]bool{
		"title:公路养护":                      true,
		"title:交通":                        false,
		"unit:交通":                         true,
		"text:交通 text:养路 text:公路":         true,
		"text:标线":                         true, // over the end of a line
		"text:结清。第二":                      false,
		"text:AED !text:aed":              true,
		"number:青交发〔2022〕7号":              true,
		"number:青交发〔2022〕":                false,
		"amount:3346000":                  true,
		"amount:2000.00":                  true,
		"amount:3000000":                  true,
		"amount:1":                        true,
		"amount:334":                      false,
		"people:1346户":                    true,
		"people:1346人":                    false,
		"people:12人":                      true,
		"people:710人次":                    true,
		"none":                            false,
		"none | title:公路":                 true,
		"title:桥 | title:公路 unit:桥":       false,
		"(title:桥 | title:公路) unit:交通":    true,
		"!(title:桥 | title:公路)":           false,
		`text:"付款一次" ( none | text:标线 )`:  true,
		"!none title:公路":                  true,
		"title:公路 | none none | title:桥 ": true,
	} {
		j, err := parseJudgement(text, plain)
		if err != nil {
			t.Errorf("%s: %v", text, err)
			continue
		}
		if got := j(aRecord()); got != want {
			t.Errorf("%s: judged %v; want %v", text, got, want)
		}
	}
}

func TestBrokenJudgements(t *testing.T) {
	for text, want := range map[string]string{
		"":                             "no condition",
		"公路":                           "no condition",
		"title:":                       "no value",
		"colour:red":                   "no field",
		"(title:公路":                    "missing",
		"title:公路)":                    "does not belong",
		"title:公路 |":                   "no condition",
		"amount:多":                     "amount",
		"people:人":                     "no count",
		"people:99999999999999999999人": "no count",
	} {
		if _, err := parseJudgement(text, plain); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: error %v; want one that says %q", text, err, want)
		}
	}
}

func TestTemplates(t *testing.T) {
	tpl := templates{func(int) *record { return aRecord() }}
	for text, want := range map[string]string{
		"plain":                   "plain",
		"{7.title}？":              "2023年农村公路养护项目？",
		"{7.unit} {7.unit-short}": "青禾市交通运输局 青禾交通运输局",
		"{7.place}":               "青禾",
		"{7.broken}":              "路面和标线",
		"{7.clause}":              "日常保养路面和标线",
		"{7.sentence}":            "购置AED设备，验收后付款一次结清。",
		"{7.number}":              "青交发〔2022〕7号",
		"{7.number-square}":       "青交发[2022]7号",
		"{7.number-lens}":         "青交发【2022】7号",
		"{7.number-open}":         "青交发2022年7号",
		"{7.number-wide}":         "青交发〔２０２２〕第７号",
		"{7.number-bare}":         "青交发〔2022〕7",
		"{7.amount}":              "3346000.00",
		"{7.amount-text}":         "334.60万元",
		"{7.amount-wan}":          "334.6万元",
		"{7.amount-wanzeros}":     "334.6000万元",
		"{7.amount-wanwide}":      "３３４．６万元",
		"{7.amount-yuan}":         "3346000元",
		"{7.amount-cents}":        "3,346,000.00元",
		"{7.people-comma}":        "1,346户",
		"{7.people-wide}":         "１３４６户",
	} {
		if got, err := tpl.fill(text); err != nil || got != want {
			t.Errorf("%s: %q, %v; want %q", text, got, err, want)
		}
	}
	for _, text := range []string{"{title}", "{x.title}", "{-1.title}", "{7.title", "{7.colour}", "{7.number-odd}", "{7.amount-odd}", "{7.people-odd}"} {
		if got, err := tpl.fill(text); err == nil {
			t.Errorf("%s: %q without an error", text, got)
		}
	}
}

func TestValueOfTemplateMayHoldAnything(t *testing.T) {
	fill := func(s string) (string, error) { return strings.ReplaceAll(s, "{1.x y)z}", "公路养护"), nil }
	j, err := parseJudgement("title:{1.x y)z} unit:交通", fill)
	if err != nil || !j(aRecord()) {
		t.Errorf("a template with blanks: %v", err)
	}
}
