package hostile

import (
	"math/rand/v2"
	"strings"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
	"golang.org/x/text/encoding/unicode"
)

// texts are plain text, or pass for it.
func texts() []File {
	made := func(name, want string, content func() string) File {
		return File{name, func() []byte { return []byte(content()) }, want}
	}
	fill := func(s string, size int) func() string {
		return func() string { return strings.Repeat(s, size/len(s)) }
	}
	in := func(e encoding.Encoding) string {
		s, err := e.NewEncoder().String(text())
		if err != nil {
			return ""
		}
		return s
	}
	return []File{
		of("empty.txt", "空", ""),
		of("blanks.txt", "空", " \r\n\t\n"),
		of("a mark and no more.txt", "空", "\xef\xbb\xbf"),
		of("wide blanks.txt", "没有文字", strings.Repeat("　\n", 100)),
		made("50 MB.txt", "20兆", fill("一、项目名称\n", 50<<20)),
		made("19 MB.txt", "上限", fill("一、项目名称\n", 19<<20)),
		made("19 MB in one line.txt", "上限", fill("账", 19<<20)),
		made("19 MB of line ends.txt", "空", fill("\n", 19<<20)),
		made("line ends.txt", "", func() string { return text() + strings.Repeat("\n", 10<<20) }),
		made("headings.txt", "这不是公开文本", fill("一、项目名称\n二、资金安排情况\n", 800<<10)),
		made("one paragraph.txt", "", func() string { return text() + strings.Repeat("为困难职工提供帮扶", 30_000) }),
		made("one paragraph of lines.txt", "", func() string { return text() + strings.Repeat("为困难职工提供帮扶\n", 30_000) }),
		made("amounts.txt", "", func() string { return text() + strings.Repeat("共1.00万元，", 30_000) }),
		made("numbered items.txt", "", func() string {
			return text() + strings.Repeat("1.慰问困难职工10人，共1.00万元。\n", 14_000)
		}),
		made("digits.txt", "", func() string { return text() + strings.Repeat("1", 290_000) }),
		made("brackets.txt", "", func() string { return text() + strings.Repeat("《（〔“", 70_000) }),
		made("Chinese figures.txt", "", func() string { return text() + strings.Repeat("一二三四五六七八九十百千万亿", 20_000) }),
		made("phones.txt", "", func() string { return text() + strings.Repeat("联系电话：13800000000\n", 14_000) }),
		made("names.txt", "", func() string { return text() + strings.Repeat("联系人：测试某，患重大疾病。\n", 17_000) }),
		made("projects.txt", "", func() string { return strings.Repeat(text(), 400) }),
		made("too many projects.txt", "501个项目", func() string { return strings.Repeat(text(), 501) }),
		made("pipes.md", "", func() string {
			return text() + strings.Repeat("|", 100_000) + "\n" + strings.Repeat("|a|b|\n|-|-|\n", 10_000)
		}),
		made("head matter.md", "文件头", func() string { return "---\nid: a\nkind: budget\n" + strings.Repeat("x: [", 50_000) + "\n---\n" }),
		made("aliases.md", "文件头", aliases),
		made("noise.bin", "编码", noise),
		made("noise.txt", "编码", func() string { return strings.ReplaceAll(noise(), "\x00", "\x01") }),
		made("zeros.txt", "编码", fill("\x00", 1<<20)),
		made("controls.txt", "", func() string { return strings.ReplaceAll(text(), "。", "。\x07\x1b[31m\x08\u202e\u200b") }),
		made("UTF-16.txt", "", func() string { return in(unicode.UTF16(unicode.LittleEndian, unicode.UseBOM)) }),
		made("UTF-16 without a mark.txt", "", func() string { return in(unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM)) }),
		made("half a unit of UTF-16.txt", damaged, func() string { return in(unicode.UTF16(unicode.LittleEndian, unicode.UseBOM)) + "x" }),
		made("GB18030.txt", "", func() string { return in(simplifiedchinese.GB18030) }),
		made("two encodings.txt", "编码", func() string { return text() + in(simplifiedchinese.GB18030) }),
		made("Big5.txt", "编码", func() string {
			s, err := encoding.ReplaceUnsupported(traditionalchinese.Big5.NewEncoder()).String(strings.Repeat("項目名稱：困難職工幫扶專項資金，資金安排情況說明。\n", 20))
			if err != nil {
				return ""
			}
			return s
		}),
		of("UTF-7.txt", "几乎没有中文", strings.Repeat("+mHl27lQNeT4-: +VvCW/n,M\n", 50)),
		of("another language.txt", "几乎没有中文", strings.Repeat("This is no disclosure at all.\n", 50)),
	}
}

func noise() string {
	random := rand.New(rand.NewPCG(1, 2))
	b := make([]byte, 1<<20)
	for i := range b {
		b[i] = byte(random.Uint32())
	}
	return "\x01" + string(b)
}

// aliases is the billion laughs of YAML.
func aliases() string {
	b := "---\nid: a\nkind: budget\na: &a [账,账,账,账,账,账,账,账,账]\n"
	for c := 'b'; c < 'j'; c++ {
		last := "*" + string(c-1)
		b += string(c) + ": &" + string(c) + " [" + strings.Repeat(last+",", 8) + last + "]\n"
	}
	return b + "---\n" + text()
}

// names are good files with names that no folder should see.
func names() []File {
	var all []File
	for _, name := range []string{
		"../../../etc/公开.txt", "/etc/passwd", `..\..\公开.txt`, "a\x00b.txt", "\x1b[2J\r\n公开.txt", "\xff\xfe\x80.txt", "\u202etxt.exe",
		strings.Repeat("账", 4<<10/3) + ".txt", "", ".", "con.txt", "公开.docx.exe", "公开.pdf", "公开.docx", "公开.xlsx", "<script>alert(1)</script>.txt",
	} {
		all = append(all, of(name, "", text()))
	}
	return append(all,
		File{"a Word file that is called.pdf", func() []byte { return wordFile(body()) }, ""},
		File{"a Word file that is called.txt", func() []byte { return wordFile(body()) }, ""},
		File{"a workbook that is called.doc", func() []byte { return workbook("<sheetData>" + rows() + "</sheetData>") }, ""},
	)
}
