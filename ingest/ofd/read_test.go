package ofd

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"mingzhang/ingest/source"
)

func sortedKeys(p parts) []string { return slices.Sorted(maps.Keys(p)) }

func mustRead(t *testing.T, p parts) *source.Document {
	t.Helper()
	b := pack(t, p)
	d, err := Read(t.Context(), b)
	if err != nil {
		t.Fatal(err)
	}
	if again, err := Read(t.Context(), b); err != nil || !reflect.DeepEqual(d, again) {
		t.Error("the same bytes gave another document")
	}
	return d
}

// texts gives the lines of a document; those of a table stand in brackets.
func texts(d *source.Document) []string {
	var out []string
	for _, block := range d.Blocks {
		if block.Kind == source.Table {
			for _, row := range block.Rows {
				out = append(out, "["+strings.Join(row, "|")+"]")
			}
			continue
		}
		out = append(out, block.Text)
	}
	return out
}

func isRefusal(err error) bool {
	var refusal *source.Refusal
	return errors.As(err, &refusal)
}

// TestWaysToStoreALine: however a program cuts up its text, the lines are the same.
func TestWaysToStoreALine(t *testing.T) {
	const first, second = "一、项目名称", "困难职工帮扶资金，共120万元。"
	chars := append(charsAt(30, 40, first), charsAt(38, 48, second)...)
	backwards := slices.Clone(chars)
	slices.Reverse(backwards)
	scaled := `<ofd:TextObject ID="1" Boundary="30 36 200 5" Size="1" CTM="4 0 0 4 0 0"><ofd:TextCode X="0" Y="1" DeltaX="g 5 1">` + first + `</ofd:TextCode></ofd:TextObject>`
	two := `<ofd:TextObject ID="1" Boundary="30 36 200 20" Size="4"><ofd:TextCode X="0" Y="4" DeltaX="4 4 4 4 4">` + first +
		`</ofd:TextCode><ofd:TextCode X="8" Y="12" DeltaX="g 30 4">` + second + `</ofd:TextCode></ofd:TextObject>`
	for name, objects := range map[string]string{
		"one object a line":      lineAt(30, 40, first) + lineAt(38, 48, second),
		"one a character":        strings.Join(chars, ""),
		"backwards":              strings.Join(backwards, ""),
		"steps left out":         textAt(30, 40, first, "", "") + lineAt(38, 48, second),
		"scaled":                 scaled + lineAt(38, 48, second),
		"two codes in an object": two,
		"printed twice":          lineAt(30, 40, first) + lineAt(30.2, 40, first) + lineAt(38, 48, second),
		"in blocks":              `<ofd:PageBlock ID="5"><ofd:PageBlock ID="6">` + lineAt(30, 40, first) + `</ofd:PageBlock>` + lineAt(38, 48, second) + `</ofd:PageBlock>`,
		"glyphs given":           strings.Replace(lineAt(30, 40, first), "<ofd:TextCode", `<ofd:CGTransform CodePosition="0" CodeCount="1" GlyphCount="1"><ofd:Glyphs>17</ofd:Glyphs></ofd:CGTransform><ofd:TextCode`, 1) + lineAt(38, 48, second),
		"blanks between":         lineAt(30, 40, first+"   ") + lineAt(38, 48, second),
	} {
		t.Run(name, func(t *testing.T) {
			got := mustRead(t, book(objects)).Blocks
			want := []source.Block{
				{Kind: source.Line, Text: first, Page: 1, Line: 1, X: 85.04, Y: 102.05},
				{Kind: source.Line, Text: second, Page: 1, Line: 2, Indent: 2, X: 107.72, Y: 124.72},
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestGaps(t *testing.T) {
	half := func(text string) string { return textAt(30, 40, text, "", `DeltaX="g 99 2"`) }
	for name, c := range map[string]struct{ objects, want string }{
		"columns":        {lineAt(30, 40, "资金来源") + lineAt(80, 40, "金额"), "资金来源\t金额"},
		"a blank":        {lineAt(30, 40, "州委办公室") + lineAt(54, 40, "州政府"), "州委办公室 州政府"},
		"figures":        {half("123.45"), "123.45"},
		"words":          {half("annual report"), "annual report"},
		"letters apart":  {half("annual") + textAt(44, 40, "report", "", `DeltaX="g 99 2"`), "annual report"},
		"figures apart":  {lineAt(30, 40, "共3.10元"), "共3.10元"},
		"a typed blank":  {lineAt(30, 40, "甲 乙"), "甲 乙"},
		"drawn apart":    {textAt(30, 40, "文本公示", "", `DeltaX="g 3 10"`), "文本公示"},
		"raised a bit":   {lineAt(30, 40, "面积10") + lineAt(46, 39, "㎡"), "面积10㎡"},
		"steps too many": {textAt(30, 40, "文本", "", `DeltaX="g 100000 4 9 9 9"`), "文本"},
		"steps not told": {textAt(30, 40, "文本", "", `DeltaX="g 3"`), "文本"},
	} {
		if got := texts(mustRead(t, book(c.objects))); len(got) != 1 || got[0] != c.want {
			t.Errorf("%s: got %q, want %q", name, got, c.want)
		}
	}
}

func TestUnseenText(t *testing.T) {
	seen := lineAt(30, 40, "看得见的文字")
	for name, c := range map[string]struct{ object, note string }{
		"not visible":    {textAt(30, 50, "甲", `Visible="false"`, ""), "不可见的文字1处"},
		"transparent":    {textAt(30, 50, "甲", `Alpha="0"`, ""), "不可见的文字1处"},
		"without colour": {strings.Replace(lineAt(30, 50, "甲乙"), `Value="0 0 0"`, `Value="0 0 0" Alpha="0"`, 1), "不可见的文字1处"},
		"watermark":      {textAt(30, 50, "内部资料", `CTM="0.7 0.7 -0.7 0.7 0 0"`, ""), "4字"},
		"no code":        {lineAt(30, 50, "\uE001"), "有1个字没有编码"},
		"at the side":    {textAt(30, 50, "骑缝", `CTM="0 1 -1 0 0 0"`, `DeltaX="4"`), "2字"},
		"picture":        {`<ofd:ImageObject ID="3" Boundary="0 0 9 9" ResourceID="4"/>`, "略去图片1个"},
		"drawing":        {`<ofd:CompositeObject ID="3" Boundary="0 0 9 9" ResourceID="4"/>`, "略去复合图元1个"},
	} {
		d := mustRead(t, book(seen+c.object))
		if got := texts(d); len(got) != 1 || got[0] != "看得见的文字" {
			t.Errorf("%s: got %q", name, got)
		}
		if len(d.Notes) != 1 || !strings.Contains(d.Notes[0], c.note) {
			t.Errorf("%s: notes %q, want %s", name, d.Notes, c.note)
		}
	}
}

// TestFiguresKeepTheirNoughts: equal figures close together are no double print.
func TestFiguresKeepTheirNoughts(t *testing.T) {
	got := texts(mustRead(t, book(textAt(30, 40, "1000.00", "", `DeltaX="g 6 0.9"`)+lineAt(60, 40, "元"))))
	if len(got) != 1 || got[0] != "1000.00\t元" {
		t.Errorf("got %q", got)
	}
}

func TestPageOnItsSide(t *testing.T) {
	turned := func(x, y float64, ctm, text string) string {
		return fmt.Sprintf(`<ofd:TextObject ID="1" Boundary="%g %g 5 90" Size="4" CTM="%s"><ofd:TextCode X="0" Y="0" DeltaX="g 9 4">%s</ofd:TextCode></ofd:TextObject>`, x, y, ctm, text)
	}
	for ctm, first := range map[string]float64{"0 1 -1 0 0 0": 90, "0 -1 1 0 0 0": 80} {
		got := texts(mustRead(t, book(turned(first, 100, ctm, "第一行")+turned(170-first, 100, ctm, "第二行"))))
		if diff := cmp.Diff([]string{"第一行", "第二行"}, got); diff != "" {
			t.Errorf("%s: %s", ctm, diff)
		}
	}
}

func TestNamesInOtherLetters(t *testing.T) {
	p := book(lineAt(30, 40, "正文"))
	p["DOC_0/Pages/page_0/content.xml"] = p["Doc_0/Pages/Page_0/Content.xml"]
	delete(p, "Doc_0/Pages/Page_0/Content.xml")
	if got := texts(mustRead(t, p)); len(got) != 1 || got[0] != "正文" {
		t.Errorf("got %q", got)
	}
}

func TestPagesAndDocuments(t *testing.T) {
	p := book(lineAt(30, 40, "第一页")+lineAt(40, 60, "缩进"), lineAt(40, 40, "第二页"))
	p["OFD.xml"] = root("Doc_0/Document.xml", "/Doc_1/Document.xml")
	p.document("Doc_1", "", lineAt(30, 40, "第二份"))
	got := mustRead(t, p).Blocks
	var pages, indents []int
	for _, block := range got {
		pages, indents = append(pages, block.Page), append(indents, block.Indent)
	}
	if diff := cmp.Diff([]int{1, 1, 2, 3}, pages); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]int{0, 3, 3, 0}, indents); diff != "" { // a short page is measured by the others
		t.Error(diff)
	}
}

func TestTemplates(t *testing.T) {
	const template = `<ofd:TemplatePage ID="77" BaseLoc="Tpls/Tpl_0/Content.xml"/>`
	with := func(objects string) parts {
		p := book()
		p.document("Doc_0", template, "")
		p["Doc_0/Pages/Page_0/Content.xml"] = pageOf(`<ofd:Template TemplateID="77" ZOrder="Background"/>`, objects)
		p["Doc_0/Tpls/Tpl_0/Content.xml"] = pageOf("", lineAt(30, 10, "页眉"))
		return p
	}
	d := mustRead(t, with(lineAt(30, 40, "正文")))
	if got := texts(d); len(got) != 1 || got[0] != "正文" || len(d.Notes) != 1 || !strings.Contains(d.Notes[0], "模板") {
		t.Errorf("got %q, notes %q", got, d.Notes)
	}
	if got := texts(mustRead(t, with(""))); len(got) != 1 || got[0] != "页眉" {
		t.Errorf("a page that is all template gave %q", got)
	}
}

func TestNotesOnTheFile(t *testing.T) {
	p := book(lineAt(30, 40, "正文"))
	p["OFD.xml"] = strings.Replace(p["OFD.xml"], "</ofd:DocBody>", "<ofd:Signatures>Doc_0/Signs/Signatures.xml</ofd:Signatures></ofd:DocBody>", 1)
	p["Doc_0/Document.xml"] = strings.Replace(p["Doc_0/Document.xml"], "</ofd:Document>",
		"<ofd:Annotations>Annots/Annotations.xml</ofd:Annotations><ofd:Attachments>Attachs/Attachments.xml</ofd:Attachments></ofd:Document>", 1)
	notes := strings.Join(mustRead(t, p).Notes, "\n")
	for _, want := range []string{"电子签章", "注释", "附件"} {
		if !strings.Contains(notes, want) {
			t.Errorf("no note on %s: %s", want, notes)
		}
	}
}

func TestReadStopsWithItsContext(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := Read(ctx, pack(t, book(lineAt(30, 40, "正文")))); !errors.Is(err, context.Canceled) {
		t.Errorf("Read gave %v", err)
	}
}
