package content

import (
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"
)

func TestParseAmount(t *testing.T) {
	for s, want := range map[string]string{
		"334.60万元": "3346000.00", "2,000.00元": "2000.00", "３３４．６０万元": "3346000.00", "50元": "50.00", "0元": "0.00",
		"叁佰万元整": "3000000.00", "三百万元": "3000000.00", "1亿2000万元": "120000000.00", "1亿零500万元": "105000000.00",
		"100余万元": "1000000.00", "50多万元": "500000.00", "5百万元": "5000000.00", "3千万元": "30000000.00", "1.5千万元": "15000000.00",
		"不少于60万元": "600000.00", "不少60万元": "600000.00", "2万元以上": "20000.00", "人民币3万元": "30000.00",
		"¥3,000.50": "3000.50", "￥2.5万": "25000.00", "¥300元": "300.00", "2万5千元": "25000.00", "3万5000元": "35000.00",
		"一万零五百元": "10500.00", "十万元": "100000.00", "二十五万元": "250000.00", "一百零五元": "105.00", "三点五万元": "35000.00",
		"叁佰元伍角整": "300.50", "12元3角4分": "12.34", "334.60 万元": "3346000.00", "9 万元": "90000.00", "2.40亿元": "240000000.00",
		"壹拾贰万叁仟肆佰伍拾陆元柒角捌分": "123456.78", "壹仟圆整": "1000.00", "一亿元": "100000000.00", "1万亿元": "1000000000000.00",
		"0.000001万元": "0.01", "0.0100元": "0.01", "1,234,567.89元": "1234567.89", "500元整": "500.00",
	} {
		got, err := ParseAmount(s)
		if err != nil || got.Fen.Yuan() != want || got.Text != s {
			t.Errorf("ParseAmount(%q) = %s %q, %v; want %s", s, got.Fen.Yuan(), got.Text, err, want)
		}
	}
}

func TestParseAmountRefuses(t *testing.T) {
	for _, s := range []string{
		"", "元", "万元", "百万元", "百元", "元旦", "2023元旦", "多元化", "二元化", "第75期", "2000", "4", "-5元", "（-5万元）",
		"1至3万元", "1万元3万元", "1.2.3万元", "几十万元", "数百万元", "数十万元", "一二百元", "三万五元", "5人", "30%",
		"0.001元", "0.0000001万元", "99999999999999999999元", "92233720368547758.08元", "9999999999999万亿元", "100万美元", "5万元钱包",
		"〔2020〕13号", "三元里", "12元素", "A\x00元",
	} {
		if got, err := ParseAmount(s); err == nil {
			t.Errorf("ParseAmount(%q) = %s; want an error", s, got.Fen.Yuan())
		} else if !strings.Contains(err.Error(), fmt.Sprintf("%q", strings.TrimSpace(s))) {
			t.Errorf("the error does not show %q: %v", s, err)
		}
	}
}

// brief writes a quantity as one word: kind, operator, value, unit, place.
func brief(q Quantity) string {
	switch q.Kind {
	case KindAmount:
		if q.High > 0 {
			return fmt.Sprintf("%s %s..%s", q.Op, q.Money.Fen.Yuan(), q.High.Yuan())
		}
		return fmt.Sprintf("%s %s", q.Op, q.Money.Fen.Yuan())
	case KindPeople:
		return q.Op + " " + q.People.String()
	}
	return q.Op + " " + q.Percent + "%"
}

func TestFindQuantities(t *testing.T) {
	for text, want := range map[string]string{
		"帮扶困难职工1,346人，使用市财政资金334.60万元。":        "eq 1346人|eq 3346000.00",
		"慰问标准每人2,000.00元；超过5.00万元以上的":          "eq 2000.00|gt 50000.00",
		"不少于100万元，其中州财政每年不少60万元":               "ge 1000000.00|ge 600000.00",
		"困难职工20余户救助金15余万元":                     "gt 20户|gt 150000.00",
		"每人1至3万元，每户500元-1000元，500至1万元":         "range 10000.00..30000.00|range 500.00..1000.00|range 500.00..10000.00",
		"大于等于700人次，准确率≥90.00%，比例百分之三十":         "ge 700人次|ge 90%|eq 30%",
		"130户399人，37家国有企业，50位老人":               "eq 130户|eq 399人|eq 37家|eq 50位",
		"最高不超过1万元，2万元以下，控制在3万元以内，约4万元，5万元左右":   "le 10000.00|le 20000.00|le 30000.00|approx 40000.00|approx 50000.00",
		"元旦春节，多元化，会议纪要2006年第75期，第3名，一名职工，5名单位": "",
		"100名额，3人民调解，2家庭，10户籍，一户一策，几十户，数十人":    "",
		"完成率80%～90%，10-20人，两名，三户":              "range 80%|range 10人|eq 2名|eq 3户",
		"救助５０人次、２１户次":                          "eq 50人次|eq 21户次",
		"1.5万人受益，0.5人":                         "eq 15000人",
		"二〇二三年安排三百余万元":                         "gt 3000000.00",
		"共计 ¥ 12,000.00 （大写：壹万贰仟元整）":           "eq 12000.00|eq 12000.00",
		"满意度95％以上；低于10%；500元/人；500元每人":         "ge 95%|lt 10%|eq 500.00|eq 500.00",
	} {
		var got []string
		for _, q := range FindQuantities(text) {
			got = append(got, brief(q))
		}
		if strings.Join(got, "|") != want {
			t.Errorf("%s\n got %s\nwant %s", text, strings.Join(got, "|"), want)
		}
	}
}

func TestFindAmountsGivesWordsAndPlace(t *testing.T) {
	text := "共80人，使用资金100余万元。另有３万元"
	found := FindAmounts(text)
	if len(found) != 2 {
		t.Fatalf("%d amounts found, want 2: %+v", len(found), found)
	}
	for i, want := range []string{"100余万元", "３万元"} {
		q := found[i]
		if q.Text != want || q.Money.Text != want || string([]rune(text)[q.Start:q.End]) != want {
			t.Errorf("amount %d is %q at %d-%d, want %q", i, q.Text, q.Start, q.End, want)
		}
	}
}

func FuzzFindQuantities(f *testing.F) {
	for _, seed := range []string{"334.60万元", "1至3万元", "壹拾贰万叁仟元整", "1亿2000万元以上", "¥3,000.5", "百分之三十", "1.2.3元", "20余户", "\xff5元", "9999999999999999999万亿元", "- 5 元"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		end := 0
		for _, q := range FindQuantities(text) {
			r := []rune(text)
			if q.Start < end || q.End <= q.Start || q.End > len(r) || (utf8.ValidString(text) && q.Text != string(r[q.Start:q.End])) {
				t.Fatalf("%q: %+v does not stand there", text, q)
			}
			if q.Money.Fen < 0 || q.High < 0 || q.People.Count < 0 || q.Op == "" {
				t.Fatalf("%q: %+v", text, q)
			}
			end = q.End
		}
	})
}

func FuzzParseAmount(f *testing.F) {
	f.Add("334.60万元")
	f.Add("人民币叁佰万元整")
	f.Fuzz(func(t *testing.T, s string) {
		m, err := ParseAmount(s)
		if err != nil {
			return
		}
		again, err := ParseAmount(m.Text)
		if err != nil || again != m {
			t.Fatalf("%q read again is %+v, %v; was %+v", m.Text, again, err, m)
		}
	})
}

func BenchmarkFindQuantities(b *testing.B) {
	text := strings.Repeat("慰问人数1,013人，慰问标准每人2,000.00元，使用帮扶资金202.60万元，按个人支出费用30.00%比例补助。", 42)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		if len(FindQuantities(text)) != 42*4 {
			b.Fatal("a quantity is missing")
		}
	}
}
