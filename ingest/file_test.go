package ingest

import (
	"context"
	"math/rand"
	"reflect"
	"strings"
	"testing"

	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"

	"mingzhang/content"
	"mingzhang/ingest/source"
)

const sound = `某地市民政局2024年预算重点领域财政项目文本公开
一、项目名称
临时救助补助资金
二、立项依据
《临时救助办法》（国发〔2014〕47号）。
三、资金安排情况
2024年预算安排300万元，预计救助困难群众1,000人。
`

func read(b string) Report { return new(Reader).File(context.Background(), "a.txt", []byte(b)) }

func TestFileRefuses(t *testing.T) {
	noise := make([]byte, 5000)
	rand.New(rand.NewSource(1)).Read(noise)
	for name, c := range map[string]struct{ text, chinese, english string }{
		"empty":              {"", "空的", "empty"},
		"blanks":             {" \n\t \r\n", "空的", "empty"},
		"byte-order mark":    {"\ufeff", "空的", "empty"},
		"too large":          {strings.Repeat("a", source.MaxFile+1), "20兆", "20 MiB"},
		"too long":           {sound + strings.Repeat("资金", source.MaxText/2), "30万字", "300000"},
		"noise":              {string(noise), "编码", "encoding"},
		"NUL":                {sound + "\x00", "编码", "encoding"},
		"broken UTF-8":       {sound[:120] + "\xff\xfe\x80" + sound[120:], "第", "line"},
		"English":            {strings.Repeat("Budget of the year. ", 50), "中文", "Chinese"},
		"garbage":            {strings.Repeat("晞嵅䄸䔛 ", 50), "乱码", "garbled"},
		"poem":               {strings.Repeat("春眠不觉晓，处处闻啼鸟。夜来风雨声，花落知多少。\n", 3), "不是公开文本", "no disclosure"},
		"recipe":             {"红烧肉的做法\n一、材料\n五花肉500克，冰糖30克，酱油适量，葱姜八角若干。\n二、步骤\n1.切块焯水。2.炒糖色。\n成本约50元。\n", "不是公开文本", "no disclosure"},
		"work report":        {"关于2024年工作的总结报告\n一、基本情况\n全局现有干部职工35人，下设6个科室。\n二、主要做法\n加强学习，改进作风。\n三、存在的问题\n创新还不够多。\n", "不是公开文本", "no disclosure"},
		"broken front":       {"---\nkind: budget\ntitle: [\n---\n\n## 项目名称\n", "文件头", "line"},
		"too many projects":  {strings.Repeat("项目名称\n甲项目。\n立项依据\n无。\n资金安排情况\n1万元。\n", maxDisclosures+1), "500", "projects"},
		"no project name":    {"立项依据\n《临时救助办法》要求各地开展临时救助工作。\n资金安排情况\n安排1万元。\n项目实施计划\n全年实施。\n", "项目名称", "项目名称"},
		"broken UTF-16":      {"\xff\xfe\x00\x00\x01", "UTF-16", "UTF-16"},
		"half of it in GB":   {sound + gb(t, sound), "UTF-8", "UTF-8"},
		"rich text":          {"{\\rtf1 ...", "RTF", ".docx"},
		"headings of nobody": {"项目名称\n" + strings.Repeat("没有别的栏目，只有一些话。\n", 5), "不是公开文本", "no disclosure"},
	} {
		rep := read(c.text)
		if rep.Rejected == "" || len(rep.Disclosures) > 0 {
			t.Errorf("%s is read as %d disclosures", name, len(rep.Disclosures))
		}
		if !strings.Contains(rep.Rejected, c.chinese) || !strings.Contains(rep.Rejected, c.english) {
			t.Errorf("%s: the reason %q does not speak of %s and %s", name, rep.Rejected, c.chinese, c.english)
		}
	}
}

func gb(t *testing.T, s string) string {
	t.Helper()
	out, err := simplifiedchinese.GB18030.NewEncoder().String(s)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestFileReadsEveryEncoding(t *testing.T) {
	little := unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM)
	big := unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM)
	utf16 := func(e interface{ String(string) (string, error) }) string {
		out, err := e.String(sound)
		if err != nil {
			t.Fatal(err)
		}
		return out
	}
	want := read(sound)
	if len(want.Disclosures) != 1 {
		t.Fatalf("rejected: %s", want.Rejected)
	}
	for name, text := range map[string]string{
		"byte-order mark":   "\ufeff" + sound,
		"GB18030":           gb(t, sound),
		"UTF-16LE":          utf16(little.NewEncoder()),
		"UTF-16BE":          utf16(big.NewEncoder()),
		"UTF-16LE marked":   "\xff\xfe" + utf16(little.NewEncoder()),
		"UTF-16BE marked":   "\xfe\xff" + utf16(big.NewEncoder()),
		"Windows' lines":    strings.ReplaceAll(sound, "\n", "\r\n"),
		"old Mac's lines":   strings.ReplaceAll(sound, "\n", "\r"),
		"blank lines":       strings.ReplaceAll(sound, "\n", "\n\n"),
		"entities of HTML":  strings.ReplaceAll(sound, "2024年", "2024&nbsp;年"),
		"full-width digits": strings.NewReplacer("300", "３００", "1,000", "１,０００").Replace(sound),
	} {
		rep := read(text)
		if rep.Text != want.Text || len(rep.Disclosures) != 1 || !reflect.DeepEqual(rep.Disclosures[0].Sections, want.Disclosures[0].Sections) {
			t.Errorf("%s reads differently: %s\n%s", name, rep.Rejected, rep.Text)
		}
	}
}

func TestSchemeOfASharingSiteIsHeld(t *testing.T) {
	rep := readSeed(t, "xx-2023-scheme.txt")
	if rep.Rejected == "" || len(rep.Disclosures) != 0 || len(rep.Held) != 1 || len(rep.Findings) != 3 {
		t.Fatalf("disclosures %d, held %d, findings %d, rejected %q", len(rep.Disclosures), len(rep.Held), len(rep.Findings), rep.Rejected)
	}
	for _, f := range rep.Findings {
		if f.Code != "placeholder" || f.Verdict != content.Open || f.Note == "" {
			t.Errorf("finding %+v", f)
		}
	}
	for _, junk := range []string{"由会员分享", "可在线阅读", "7页珍藏版", "<image>data:", "配套讲稿", "特殊限制", "关 键 词", "首页显示word图标"} {
		if strings.Contains(rep.Text, junk) {
			t.Errorf("%s is still in the text", junk)
		}
	}
	if !strings.Contains(rep.Text, "温暖送到困难职工的心坎上") {
		t.Error("the fragments are not joined in the middle of 困难")
	}
	var keys []string
	for _, s := range rep.Held[0].Sections {
		keys = append(keys, s.Key)
	}
	if got := strings.Join(keys, " "); got != "preface goals contents measures" {
		t.Errorf("sections %s", got)
	}
}

func TestUnfilledTemplateIsHeld(t *testing.T) {
	rep := read("XX市XX局2024年预算重点领域财政项目文本公开\n项目名称\n＿＿＿＿＿＿\n立项依据\n（填写项目设立的政策依据）\n项目实施单位\n（填写单位名称）\n资金安排情况\n____年预算安排____万元。\n")
	if rep.Rejected == "" || len(rep.Disclosures) != 0 || len(rep.Findings) == 0 || rep.Findings[0].Code != "placeholder" {
		t.Errorf("%+v", rep)
	}
}

func TestSoundTextThatNamesAPlaceholderElsewhereIsPublished(t *testing.T) {
	rep := read(strings.Replace(sound, "《临时救助办法》", "《XX办法》", 1))
	if rep.Rejected != "" || len(rep.Disclosures) != 1 {
		t.Errorf("rejected: %s", rep.Rejected)
	}
}

func TestFileReadsOurOwnMarkdown(t *testing.T) {
	d := publishedSeed(t, "yuxi-2023.txt")[0]
	b, err := content.Format(d)
	if err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string][]byte{"plain": b, "marked": append([]byte("\xef\xbb\xbf"), b...)} {
		rep := new(Reader).File(context.Background(), "x.txt", text)
		if len(rep.Disclosures) != 1 || rep.Format != "md" || rep.Disclosures[0].ID != d.ID || len(rep.Disclosures[0].Figures) == 0 {
			t.Errorf("%s: %s %d %s", name, rep.Format, len(rep.Disclosures), rep.Rejected)
		}
	}
}

func TestSameBytesGiveTheSameReport(t *testing.T) {
	for _, name := range append(shippedSeeds(), "xx-2023-scheme.txt") {
		first := readSeed(t, name)
		for range 5 {
			if again := readSeed(t, name); !reflect.DeepEqual(first, again) {
				t.Fatalf("%s gives two reports", name)
			}
		}
	}
}

func TestCancelledContextIsARejection(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if rep := new(Reader).File(ctx, "a.txt", []byte(sound)); rep.Rejected == "" || len(rep.Disclosures) > 0 {
		t.Errorf("%+v", rep)
	}
}

// TestOddTextsAreReadInOnePass reads long texts of bad form; a stage that looks
// at every pair of lines would not come to an end.
func TestOddTextsAreReadInOnePass(t *testing.T) {
	head := "项目名称\n甲\n资金安排情况\n乙\n项目实施计划\n"
	for name, text := range map[string]string{
		"lines without a stop": head + strings.Repeat("困难职工\n", 20_000),
		"one line":             head + strings.Repeat("困难职工帮扶10人5元市财政", 6_000),
		"headings":             head + strings.Repeat("一、标题\n", 10_000),
		"open titles":          head + strings.Repeat("《困", 140_000),
		"table":                head + "| 项目 | 金额 |\n" + strings.Repeat("| 甲 | 1 |\n", 20_000),
	} {
		rep := read(text)
		if rep.Rejected != "" || len(rep.Disclosures) != 1 {
			t.Errorf("%s: %s", name, rep.Rejected)
			continue
		}
		checkDraft(t, rep.Disclosures[0])
	}
}

func FuzzFile(f *testing.F) {
	f.Add([]byte(sound))
	for _, name := range append(shippedSeeds(), "xx-2023-scheme.txt") {
		f.Add([]byte(readSeed(f, name).Text))
	}
	for _, odd := range []string{"项目名称：\n\n资金安排情况：\t\n|a|\n|-|\n# \n**", "\xff\xfe", "---\nkind: budget\n---\n", "项目一\n（一）项目名称：甲\n项目二\n（一）项目名称：乙",
		"江门市总工会2024年预算项目文本公开\n项目一：困难职工帮扶救助资金10万元\n一、顛目名称\n困难职工帮扶救助资金。\n二、立项依据\n根据会议纪要设立本项目，帮扶困难职工。\n三、项目实施单位\n江门市总工会。\n四、项目基本概况\n帮扶困难职工。\n五、资金安排情况\n安排10万元。\n",
	} {
		f.Add([]byte(odd))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		rep := new(Reader).File(context.Background(), "a.txt", b)
		if (rep.Rejected == "") != (len(rep.Disclosures) > 0) {
			t.Fatalf("rejected %q with %d disclosures", rep.Rejected, len(rep.Disclosures))
		}
		for _, d := range rep.Disclosures {
			if !strings.HasPrefix(string(b), "---") {
				checkDraft(t, d)
			}
		}
	})
}
