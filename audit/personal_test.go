package audit

import (
	"slices"
	"strings"
	"testing"

	"mingzhang/content"
)

func TestFindPersonal(t *testing.T) {
	for _, c := range []struct {
		text string
		want []string // kind original masked
	}{
		{"填报人姓名：赵甲乙", []string{"person_name 赵甲乙 赵某某"}},
		{"**填报人**： 赵甲", []string{"person_name 赵甲 赵某"}},
		{"填报人姓名：鴻甲", []string{"person_name 鴻甲 鴻某"}},
		{"经办人（签字）：欧阳甲乙　联系电话：3276000", []string{"person_name 欧阳甲乙 欧阳某某", "landline 3276000 *****00"}},
		{"联系人：赵甲、钱乙丙；审核人:孙　丁", []string{"person_name 赵甲 赵某", "person_name 钱乙丙 钱某某", "person_name 孙　丁 孙某"}},
		{"联系人 赵甲乙 电话 87654321", []string{"person_name 赵甲乙 赵某某", "landline 87654321 ******21"}},
		{"联系人及电话：赵甲乙 3276000", []string{"person_name 赵甲乙 赵某某", "landline 3276000 *****00"}},
		{"负责人：买买提·艾山", []string{"person_name 买买提·艾山 买某某"}},
		{"慰问名单：赵甲、钱乙、孙丙丁。", []string{"person_name 赵甲 赵某", "person_name 钱乙 钱某", "person_name 孙丙丁 孙某某"}},
		{"受助职工情况：赵甲乙，女，45岁", []string{"person_name 赵甲乙 赵某某"}},
		{"手机13800001234。", []string{"mobile 13800001234 138****1234"}},
		{"电话：１３８００００１２３４", []string{"mobile １３８００００１２３４ 138****1234"}},
		{"+86 138-0000-1234", []string{"mobile +86 138-0000-1234 138****1234"}},
		{"0750-3276000转", []string{"landline 0750-3276000 0750-*****00"}},
		{"办公电话：（0877）2010000-12", []string{"landline （0877）2010000-12 0877-*****00"}},
		{"身份证号：110101199001010015", []string{"id_card 110101199001010015 11*************015"}},
		{"11010119900101001X", []string{"id_card 11010119900101001X 11*************01X"}},
		{"身份证号码：110101900101001", []string{"id_card 110101900101001 11**********001"}},
		{"卡号6222020000000000000", []string{"bank_card 6222020000000000000 ***************0000"}},
		{"汇入 4111 1111 1111 1111", []string{"bank_card 4111 1111 1111 1111 ************1111"}},
		{"邮箱 nobody@example.com，", []string{"email nobody@example.com n***@example.com"}},
		{"家庭住址：甲市乙区丙路12号3栋502室，", []string{"address 甲市乙区丙路12号3栋502室 甲市乙区****"}},
		{"| 姓名 | 电话 | 金额 |\n| --- | --- | --- |\n| 赵甲 | 3276000 | 500元 |\n| 合计 | | 500元 |", []string{"person_name 赵甲 赵某", "landline 3276000 *****00"}},
		{"序号\t姓名\t身份证号\n1\t钱乙\t110101199001010015", []string{"person_name 钱乙 钱某", "id_card 110101199001010015 11*************015"}},
	} {
		var got []string
		for _, p := range FindPersonal(c.text) {
			got = append(got, p.Kind+" "+p.Text+" "+p.Masked)
			if r := []rune(c.text); string(r[p.Start:p.End]) != p.Text {
				t.Errorf("%q: %q does not stand at %d", c.text, p.Text, p.Start)
			}
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%q:\n got %q\nwant %q", c.text, got, c.want)
		}
		if masked := Mask(c.text); Mask(masked) != masked {
			t.Errorf("%q: masking %q again gives %q", c.text, masked, Mask(masked))
		}
	}
}

func TestNotPersonal(t *testing.T) {
	for _, text := range []string{
		"负责人 组织", "负责人组织实施", "项目负责人：组织实施", "负责人要张贴公示", "联系人：市总工会", "联系人：张局长", "联系人：黄山市", "经办人：", "填报人：____",
		"服务热线12351、12345", "热线：400-123-4567", "维权热线：0877-2011234", "监督电话：2011234", "全国统一电话12351",
		"统一社会信用代码：915301001234567890", "统一社会信用代码 91530100MA6K000000", "索引号：014528000-2023-00012", "总工办发〔2020〕13号",
		"金额13812345678元", "13812345678.00元", "共13812345678人", "￥13812345678", "2023年，预计帮扶困难职工1,346人，使用资金334.60万元",
		"sha256:13812345678abcdef", "填报人姓名：赵某某", "联系电话：*****00", "138****1234", "35*************123", "姓名 性别 年龄",
		"| 姓名 | 人数 |\n| --- | --- |\n| 合计 | 10 |", "办公地址：甲市乙区丙路12号", "受理公示时间不少于7个工作日。", "州属困难职工130户399人",
		"编号：4111111111111111", "困难职工，男，45岁", "电话会议20230101召开", "填报日期：2024年4月30日",
	} {
		if got := FindPersonal(text); len(got) != 0 {
			t.Errorf("%q: found %+v", text, got)
		}
		if got := Mask(text); got != text {
			t.Errorf("%q: masked as %q", text, got)
		}
	}
}

func TestMaskDisclosure(t *testing.T) {
	d := &content.Disclosure{
		Summary: content.Summary{
			Kind: content.Evaluation, Title: "专项经费（赵甲乙）", Source: &content.Source{Filename: "赵甲乙13800001234.txt"},
			Lines: []content.Line{{Label: "慰问赵甲乙"}},
		},
		Sections: []content.Section{
			{Key: "preface", Markdown: "填报人姓名：赵甲乙\n\n联系电话：3276000，手机：13800001234"},
			{Key: "overview", Markdown: "由赵甲乙负责，见3276000。共13800001234元，3276000元。"},
			{Key: "results", Markdown: "热线：3270000，联系电话：3271111"},
		},
	}
	var kinds []string
	for _, p := range MaskDisclosure(d) {
		kinds = append(kinds, p.Kind)
	}
	if want := []string{PersonName, Landline, Mobile, PersonName, Landline, PersonName, PersonName, Mobile}; !slices.Equal(kinds, want) {
		t.Errorf("found %v, want %v", kinds, want)
	}
	for got, want := range map[string]string{
		d.Sections[0].Markdown: "填报人姓名：赵某某\n\n联系电话：\\*\\*\\*\\*\\*00，手机：138\\*\\*\\*\\*1234",
		d.Sections[1].Markdown: "由赵某某负责，见*****00。共13800001234元，3276000元。",
		d.Sections[2].Markdown: "热线：3270000，联系电话：*****11",
		d.Title:                "专项经费（赵某某）",
		d.Lines[0].Label:       "慰问赵某某",
		d.Source.Filename:      "赵某某138****1234.txt",
	} {
		if got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
	if again := MaskDisclosure(d); len(again) != 0 {
		t.Errorf("masking again finds %+v", again)
	}
}

// Two masked numbers in one text must not turn into emphasis.
func TestMaskedNumbersRender(t *testing.T) {
	d := &content.Disclosure{Sections: []content.Section{{Markdown: "手机13800001234，手机13900005678。"}}}
	MaskDisclosure(d)
	if got := content.PlainText(d.Sections[0].Markdown); got != "手机138****1234，手机139****5678。" {
		t.Errorf("a reader sees %q", got)
	}
}

func FuzzMask(f *testing.F) {
	for _, s := range []string{
		"填报人姓名：赵甲乙 联系电话：3276000", "13800001234 13800001234", "110101199001010015", "4111 1111 1111 1111", "a@b.cn@c.cn",
		"| 姓名 |\n| 赵甲 |", "家庭住址：甲区1号", "联系人：孙　丁、赵甲", "（0877）2010000-12", "\xff13800001234", "家庭住址：甲乙1号 甲区住丙1号", "**填报人**：欧阳甲",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if len(s) > 1<<12 {
			return
		}
		masked := Mask(s)
		if again := Mask(masked); again != masked {
			t.Errorf("%q: %q, then %q", s, masked, again)
		}
		for _, p := range FindPersonal(s) {
			if p.Text == "" || strings.Contains(p.Masked, p.Text) {
				t.Errorf("%q: %q masked as %q", s, p.Text, p.Masked)
			}
		}
	})
}

func BenchmarkFindPersonal(b *testing.B) {
	text := strings.Repeat(yuxiItems, 4) + "填报人姓名：赵甲乙 联系电话：3276000"
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		FindPersonal(text)
	}
}

func FuzzFindPersonal(f *testing.F) {
	for text := range positives() {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if len(s) > 1<<12 {
			return
		}
		r, last := []rune(s), 0
		for _, p := range FindPersonal(s) {
			if p.Start < last || p.End <= p.Start || p.End > len(r) || string(r[p.Start:p.End]) != p.Text {
				t.Fatalf("%q: %+v after %d", s, p, last)
			}
			last = p.End
		}
	})
}

// The longest text that is read at all, made of what costs most.
func BenchmarkFindPersonalLongest(b *testing.B) {
	for name, unit := range map[string]string{
		"prose": yuxiItems, "digits": "1380000 1234-", "names": "张三、李四、王五等", "labels": "联系人：电话：", "rows": "| 姓名 | 赵甲乙 | 13800001234 |\n", "住": "住", "blanks": " ", "illness": "王某患癌", "peoples": "努尔买买提·", "proof": "男，女岁", "rows of names": "薛改芝、",
	} {
		text := string([]rune(strings.Repeat(unit, 300_000/len([]rune(unit))+1))[:300_000])
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			for b.Loop() {
				FindPersonal(text)
			}
		})
	}
}
