package main

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"strings"
	"testing"
	"unicode/utf16"

	"golang.org/x/text/encoding/simplifiedchinese"
)

const sample = `formats: docx txt
indent: yes
---
# 某县2024年预算文本
!header 页眉
!footer page
@一 项目名称
甲~~旧~~++新++%%藏%%项目 & 其他
!comment 请核
@1 第一项
@1 第二项
@一 资金安排
@1 又一项
| 项目 | 金额 | < |
| 甲 | 1 | 2 |
| ^ | 007 | 3.50 |
!break
## 结尾
`

func parsed(t *testing.T) *document {
	t.Helper()
	d, err := parse(sample)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestParse(t *testing.T) {
	d := parsed(t)
	var got []string
	for _, i := range d.items {
		got = append(got, i.visible())
	}
	want := "某县2024年预算文本|一、项目名称|甲新项目 & 其他|1.第一项|2.第二项|二、资金安排|1.又一项|||结尾"
	if strings.Join(got, "|") != want {
		t.Errorf("items %q, want %q", strings.Join(got, "|"), want)
	}
	if d.header != "页眉" || d.foot(3) != "— 3 —" || d.date != "2024-02-20" || d.items[2].comment != "请核" || !d.indent {
		t.Errorf("settings %+v", d)
	}
	rows := d.items[7].rows
	if rows[0][1].cols != 2 || rows[1][0].rows != 2 || !rows[2][0].below || !rows[0][2].covered || rows[2][2].text != "3.50" {
		t.Errorf("rows %+v", rows)
	}
	if first, second := d.items[3].list, d.items[6].list; first == second {
		t.Errorf("both runs of numbers are list %d", first)
	}
}

func TestFaultsOfASource(t *testing.T) {
	for _, s := range []string{"# no head", "shape: round\n---\n"} {
		if _, err := parse(s); err == nil {
			t.Errorf("%q is no error", s)
		}
	}
}

func TestHan(t *testing.T) {
	for n, want := range map[int]string{1: "一", 10: "十", 12: "十二", 20: "二十", 34: "三十四"} {
		if got := han(n); got != want {
			t.Errorf("%d is %s, want %s", n, got, want)
		}
	}
}

// TestTexts compares what each plain format holds once it is decoded.
func TestTexts(t *testing.T) {
	d := parsed(t)
	utf8, _ := textUTF8(d)
	gbk, err := textGBK(d)
	if err != nil {
		t.Fatal(err)
	}
	decoded, err := simplifiedchinese.GB18030.NewDecoder().Bytes(gbk)
	if err != nil || strings.ReplaceAll(string(decoded), "\r\n", "\n") != string(utf8) {
		t.Errorf("GBK holds %q", decoded)
	}
	wide, _ := textUTF16(d)
	var units []uint16
	for i := 0; i+1 < len(wide); i += 2 {
		units = append(units, uint16(wide[i])|uint16(wide[i+1])<<8)
	}
	if strings.ReplaceAll(string(utf16.Decode(units)), "\r\n", "\n") != string(utf8) {
		t.Errorf("UTF-16 holds %q", string(utf16.Decode(units)))
	}
	for _, words := range []string{"　　甲新项目", "页眉\n", "— 1 —", "项目\t金额\n甲\t1\t2\n\t007\t3.50"} {
		if !strings.Contains(string(utf8), words) {
			t.Errorf("the text lacks %q:\n%s", words, utf8)
		}
	}
	for _, words := range []string{"旧", "藏", "请核"} {
		if strings.Contains(string(utf8), words) {
			t.Errorf("the text holds %q", words)
		}
	}
}

func TestWrapped(t *testing.T) {
	lines := wrapped(strings.Repeat("字", 80), wrapAt)
	if len(lines) != 3 || len([]rune(lines[2])) != 10 {
		t.Errorf("lines %q", lines)
	}
}

// TestArchivesAreWellFormed opens each zipped format, parses every part and
// looks for the text and for what must be marked rather than lost.
func TestArchivesAreWellFormed(t *testing.T) {
	for format, marks := range map[string][]string{
		"docx": {`w:val="Title"`, "<w:delText", "<w:vanish/>", "<w:ins ", `w:gridSpan w:val="2"`, `<w:vMerge w:val="restart"/>`, "请核", "PAGE", "页眉", `w:startOverride`},
		"odt":  {"text:deletion", `text:display="none"`, `table:number-rows-spanned="2"`, `text:start-value="2"`, "页眉"},
		"xlsx": {`<v>3.50</v>`, `>007<`, `mergeCell ref="B`, "二、资金安排"},
		"ofd":  {"页眉", "— 1 —", `DeltaX="g `},
	} {
		b, err := renderers()[format](parsed(t))
		if err != nil {
			t.Fatal(err)
		}
		again, _ := renderers()[format](parsed(t))
		if !bytes.Equal(b, again) {
			t.Errorf("%s: two runs give other bytes", format)
		}
		text := unzipped(t, format, b)
		for _, m := range append(marks, "新") {
			if !strings.Contains(text, m) {
				t.Errorf("%s lacks %s", format, m)
			}
		}
	}
}

func unzipped(t *testing.T, format string, b []byte) string {
	t.Helper()
	r, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		t.Fatalf("%s: %v", format, err)
	}
	var all strings.Builder
	for _, f := range r.File {
		in, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		part, err := io.ReadAll(in)
		if err != nil {
			t.Fatal(err)
		}
		all.Write(part)
		dec := xml.NewDecoder(bytes.NewReader(part))
		for f.Name != "mimetype" {
			if _, err := dec.Token(); errors.Is(err, io.EOF) {
				break
			} else if err != nil {
				t.Fatalf("%s: %s: %v", format, f.Name, err)
			}
		}
	}
	return all.String()
}

func TestPages(t *testing.T) {
	d := parsed(t)
	page, _ := htmlNew(d)
	old, err := htmlOld(d)
	if err != nil {
		t.Fatal(err)
	}
	was, _ := simplifiedchinese.GB18030.NewDecoder().Bytes(old)
	for name, s := range map[string]string{"html": string(page), "html-b": string(was)} {
		for _, m := range []string{"甲新<span", "项目 &amp; 其他", `colspan="2"`, `rowspan="2"`, "display:none", "2024-02-20"} {
			if !strings.Contains(s, m) {
				t.Errorf("%s lacks %q", name, m)
			}
		}
		if strings.Contains(s, "旧") {
			t.Errorf("%s holds deleted text", name)
		}
	}
	md, _ := markdown(d)
	if !strings.Contains(string(md), "| 项目 | 金额 |  |\n|---|---|---|\n") {
		t.Errorf("markdown: %s", md)
	}
}

func TestPrintedDocumentsHaveNoChanges(t *testing.T) {
	b, err := docx(parsed(t).accepted())
	if err != nil {
		t.Fatal(err)
	}
	text := unzipped(t, "docx", b)
	for _, m := range []string{"旧", "藏", "请核", "<w:ins "} {
		if strings.Contains(text, m) {
			t.Errorf("the printed document holds %s", m)
		}
	}
}

func TestFileNames(t *testing.T) {
	for format, want := range map[string]string{"docx": "file.docx", "txt-gbk": "file-gbk.txt", "html-b": "file-b.html"} {
		if got := fileName(format); got != want {
			t.Errorf("%s is %s, want %s", format, got, want)
		}
	}
}
