package compare

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"mingzhang/content"
)

// marked writes edits as [-old-]{+new+}.
func marked(list []Edit) string {
	var b strings.Builder
	for _, e := range list {
		switch e.Op {
		case Keep:
			b.WriteString(e.Text)
		case Delete:
			b.WriteString("[-" + e.Text + "-]")
		case Insert:
			b.WriteString("{+" + e.Text + "+}")
		}
	}
	return b.String()
}

func TestTextReadsWell(t *testing.T) {
	for _, c := range []struct{ name, before, after, want string }{
		{"nothing", "", "", ""},
		{"the same", "甲。\n", "甲。\n", "甲。\n"},
		{"all new", "", "甲", "{+甲+}"},
		{"numbers whole with unit", "安排资金334.60万元，惠及1346人。", "安排资金310.00万元，惠及1300人次。",
			"安排资金[-334.60万元-]{+310.00万元+}，惠及[-1346人-]{+1300人次+}。"},
		{"thousands", "共1,200.50元。", "共1,300.50元。", "共[-1,200.50元-]{+1,300.50元+}。"},
		{"percent and points", "完成95.5%，提高2个百分点", "完成98%，提高3个百分点", "完成[-95.5%-]{+98%+}，提高[-2个百分点-]{+3个百分点+}"},
		{"a list item", "分配到东区、西区、北区。", "分配到东区、南区、西区、北区。", "分配到东区、{+南区、+}西区、北区。"},
		{"islands drown", "由市总工会职工服务中心组织实施", "由市总工会职工服务中心汇总上报", "由市总工会职工服务中心[-组织实施-]{+汇总上报+}"},
		{"small words drown", "开展慰问的活动", "组织走访的工作", "[-开展慰问的活动-]{+组织走访的工作+}"},
		{"latin words", "按 ISO9001 执行", "按 ISO9002 执行", "按 [-ISO9001-]{+ISO9002+} 执行"},
		{"a sentence", "一是帮扶。二是助学。三是医疗。", "一是帮扶。三是医疗。四是就业。", "一是帮扶。[-二是助学。-]三是医疗。{+四是就业。+}"},
		{"rewritten", "完全不同的一段话，讲述天气的变化与云彩。", "关于预算的说明：资金由财政拨付，按规定使用的。",
			"[-完全不同的一段话，讲述天气的变化与云彩-]{+关于预算的说明：资金由财政拨付，按规定使用的+}。"},
		{"rows of a table", "| 救助 | 202万元 |\n| 助学 | 32万元 |", "| 救助 | 180万元 |\n| 助学 | 30万元 |\n| 医疗 | 20万元 |",
			"| 救助 | [-202万元-]{+180万元+} |\n| 助学 | [-32万元-]{+30万元+} |{+\n| 医疗 | 20万元 |+}"},
		{"the last line goes", "甲\n乙", "甲", "甲[-\n乙-]"},
		{"a paragraph before a changed one", "第一段有十个字的文字。\n\n第二段。", "新的开头。\n\n第一段有九个字的文字。\n\n第二段。",
			"{+新的开头。\n\n+}第一段有[-十-]{+九+}个字的文字。\n\n第二段。"},
	} {
		if diff := cmp.Diff(c.want, marked(Text(c.before, c.after))); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.name, diff)
		}
	}
}

func TestWords(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"334.60万元", "334.60万元"},
		{"2023年3月", "2023年|3月"},
		{"1,200人次，", "1,200人次|，"},
		{"12，34", "12|，|34"},
		{"１００元", "１００元"},
		{"〔2020〕13号", "〔|2020|〕|13号"},
		{"ISO9001 标准", "ISO9001| |标|准"},
		{"第2.", "第|2|."},
		{"e\u0301t", "e\u0301t"},
		{"5千万元", "5千万元"},
	} {
		if got := strings.Join(words(c.text), "|"); got != c.want {
			t.Errorf("%q: got %q, want %q", c.text, got, c.want)
		}
	}
}

func TestReading(t *testing.T) {
	list := Text("**金额**为 *5万元*。\n\n| 甲 | 1人 |\n| --- | --- |\n", "金额为 6万元。\n\n| 甲 | 2人 |\n| --- | --- |\n")
	if got, want := marked(Reading(list)), "金额为 [-5万元-]{+6万元+}。\n甲  [-1人-]{+2人+}"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestReadingKeepsWhatOnlyLooksOther(t *testing.T) {
	got := Reading(Text("**金额**5万元", "金额5万元"))
	if diff := cmp.Diff([]Edit{{Keep, "金额5万元"}}, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestNumbers(t *testing.T) {
	got := numbers(Text("安排334.60万元，惠及1346人，占30%。另有2000元。", "安排310万元，惠及1300人，占25%。另有2000元。"))
	want := []Number{
		{Value{Text: "334.60万元", Amount: &content.Money{Fen: 334600000, Text: "334.60万元"}}, Value{Text: "310万元", Amount: &content.Money{Fen: 310000000, Text: "310万元"}}, &Delta{"-246000.00", "元"}},
		{Value{Text: "1346人", People: &content.People{Count: 1346, Unit: "人"}}, Value{Text: "1300人", People: &content.People{Count: 1300, Unit: "人"}}, &Delta{"-46", "人"}},
		{Value{Text: "30%"}, Value{Text: "25%"}, &Delta{"-5", "%"}},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if other := numbers(Text("共5万元。", "共5人。")); len(other) != 0 {
		t.Errorf("money and people were put against each other: %+v", other)
	}
}

// check holds what every comparison promises.
func check(t *testing.T, before, after string) {
	t.Helper()
	list := Text(before, after)
	if Old(list) != before || New(list) != after {
		t.Fatalf("%q -> %q: the edits give %q -> %q", before, after, Old(list), New(list))
	}
	for i, e := range list {
		switch {
		case e.Text == "":
			t.Fatalf("%q -> %q: edit %d is empty", before, after, i)
		case i > 0 && (e.Op == list[i-1].Op || e.Op == Delete && list[i-1].Op == Insert):
			t.Fatalf("%q -> %q: edit %d (%s) stands after %s", before, after, i, e.Op, list[i-1].Op)
		}
	}
}

// TestGreatTexts compares 300,000 characters with as many: equal but for a few,
// changed in every line, and with nothing in common.
func TestGreatTexts(t *testing.T) {
	line := func(f func(i int) string) string {
		var b strings.Builder
		for i := range 10000 {
			b.WriteString(f(i))
		}
		return b.String()
	}
	before := line(func(i int) string {
		return fmt.Sprintf("第%d行安排资金%d.%02d万元，用于困难职工帮扶和慰问。\n", i, i, i%100)
	})
	for name, after := range map[string]string{
		"few":     strings.Replace(strings.Replace(before, "第9000行", "第九千行", 1), "第5行", "", 1),
		"each":    strings.ReplaceAll(before, "困难", "特困"),
		"nothing": line(func(i int) string { return strings.Repeat(string(rune(0x5000+i)), 25) + "\n" }),
		"one run": strings.Repeat("云", 300000),
		"shift":   before[len(before)/2:] + before[:len(before)/2],
		"no line": strings.ReplaceAll(strings.ReplaceAll(before, "\n", ""), "。", ""),
	} {
		t.Run(name, func(t *testing.T) { check(t, before, after) })
	}
}

func FuzzText(f *testing.F) {
	f.Add("甲乙丙", "甲丁丙")
	f.Add("一\n\n二\n", "二\n一")
	f.Add("共334.60万元。惠及5人", "共310万元。惠及6人\n\n")
	f.Add("a\xffb", "a\xfeb\n")
	f.Add("区、区、区、", "区、区、")
	f.Fuzz(func(t *testing.T, before, after string) {
		check(t, before, after)
		check(t, before+"\n"+after, after+"\n"+before)
	})
}

// FuzzSections changes a text by a text of its own and holds that the new one
// can be made of the old one and the difference.
func FuzzSections(f *testing.F) {
	f.Add("依据|甲\n计划|乙\n成效|丙", "成效|丙\n依据|甲甲")
	f.Add("a|1\na|2\nb|3", "a|2\nb|3\nb|4")
	f.Fuzz(func(t *testing.T, before, after string) {
		a, b := sectionsOf(before), sectionsOf(after)
		list := sections(a, b)
		if diff := cmp.Diff(b, apply(a, list)); diff != "" {
			t.Fatalf("%q -> %q (-want +got):\n%s", before, after, diff)
		}
		gone := 0
		for _, s := range list {
			if s.From != nil {
				gone++
			}
		}
		if gone != len(a) {
			t.Fatalf("%q -> %q: %d of %d old sections are told of", before, after, gone, len(a))
		}
	})
}

func sectionsOf(s string) []content.Section {
	var list []content.Section
	for i, line := range strings.Split(s, "\n") {
		heading, text, _ := strings.Cut(line, "|")
		key := heading
		if len(heading)%2 == 0 {
			key = fmt.Sprintf("section-%d", i+1)
		}
		list = append(list, content.Section{Key: key, Heading: heading, Markdown: strings.ReplaceAll(text, "|", "\n")})
	}
	return list
}

// apply makes the new sections of the old ones and what changed.
func apply(before []content.Section, list []Section) []content.Section {
	var after []content.Section
	for _, s := range list {
		if s.To == nil {
			continue
		}
		text := New(s.Edits)
		if s.Change == Same || s.Change == Moved {
			text = before[*s.From].Markdown
		}
		after = append(after, content.Section{Key: s.Key, Heading: s.Heading, Markdown: text})
	}
	return after
}

func BenchmarkText(b *testing.B) {
	var text strings.Builder
	for i := range 10000 {
		fmt.Fprintf(&text, "第%d行安排资金%d.%02d万元，用于困难职工帮扶和慰问。\n", i, i, i%100)
	}
	before := text.String()
	for _, c := range []struct{ name, after string }{
		{"few", strings.Replace(before, "第9000行", "第九千行", 1)},
		{"each", strings.ReplaceAll(before, "困难", "特困")},
		{"nothing", strings.Map(func(r rune) rune { return r + 7 }, before)},
	} {
		b.Run(c.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				Text(before, c.after)
			}
		})
	}
}
