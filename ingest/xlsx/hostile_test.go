package xlsx

import (
	"archive/zip"
	"bytes"
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"mingzhang/ingest/source"
)

const workbook = `<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="Sheet1" sheetId="1" r:id="rId1"/></sheets></workbook>`

const relations = `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings" Target="/xl/sharedStrings.xml"/><Relationship Id="rId3" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>`

// pack makes a workbook from the XML of its parts; sheet data stand alone.
func pack(t testing.TB, sheet string, parts map[string]string) []byte {
	t.Helper()
	all := map[string]string{
		"xl/workbook.xml":            workbook,
		"xl/_rels/workbook.xml.rels": relations,
		"xl/worksheets/sheet1.xml":   `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">` + sheet + `</worksheet>`,
	}
	for name, body := range parts {
		all[name] = body
	}
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for name, body := range all {
		f, err := w.Create(name)
		must(t, err)
		_, err = f.Write([]byte(body))
		must(t, err)
	}
	must(t, w.Close())
	return b.Bytes()
}

func inline(ref, text string) string {
	return fmt.Sprintf(`<c r="%s" t="inlineStr"><is><t>%s</t></is></c>`, ref, text)
}

func TestUnusualSheets(t *testing.T) {
	empty := strings.Repeat(`<c r="B7" s="3"/>`, 400_000)
	for name, test := range map[string]struct {
		sheet string
		parts map[string]string
		want  []source.Block
		notes int
	}{
		"a cell at the end of the sheet": {
			`<dimension ref="A1:XFD1048576"/><sheetData><row r="1">` + inline("A1", "甲") + inline("B1", "乙") + `</row><row r="1048576">` + inline("XFD1048576", "末") + `</row></sheetData>`,
			nil, []source.Block{grid([]string{"甲", "乙"}), paragraph("末")}, 0,
		},
		"values beneath a merged cell": {
			`<sheetData><row r="1">` + inline("A1", "甲") + inline("B1", "盖住") + inline("C1", "乙") + `</row><row r="2">` + inline("A2", "丙") + inline("B2", "丁") + inline("C2", "戊") + `</row></sheetData><mergeCells><mergeCell ref="A1:B1"/></mergeCells>`,
			nil, []source.Block{grid([]string{"甲", "", "乙"}, []string{"丙", "丁", "戊"})}, 1,
		},
		"no references": {
			`<sheetData><row><c t="str"><v>甲</v></c><c/><c><v>2</v></c></row><row><c t="b"><v>1</v></c><c t="d"><v>2024-01-31</v></c><c t="e"><v>#REF!</v></c></row></sheetData>`,
			nil, []source.Block{grid([]string{"甲", "", "2"}, []string{"TRUE", "2024-01-31", "#REF!"})}, 1,
		},
		"shared strings with runs, readings and escapes": {
			`<sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="s"><v>99</v></c><c r="D1" t="s"><v>-1</v></c></row></sheetData>`,
			map[string]string{"xl/sharedStrings.xml": `<sst><si><r><t>困难</t></r><r><rPr><b/></rPr><t>职工</t></r><rPh sb="0" eb="2"><t>kunnan</t></rPh></si><si><t xml:space="preserve"> 一_x000D_` + "\n" + `二_x0041_ </t></si></sst>`},
			[]source.Block{grid([]string{"困难职工", "一\n二A"})}, 0,
		},
		"hundreds of thousands of formatted empty cells": {
			`<sheetData><row r="1">` + inline("A1", "甲") + `</row><row r="7">` + empty + `</row></sheetData>`,
			nil, []source.Block{paragraph("甲")}, 0,
		},
		"a merged area over the whole sheet": {
			`<sheetData><row r="1">` + inline("A1", "甲") + inline("B1", "盖住") + `</row></sheetData><mergeCells><mergeCell ref="A1:XFD1048576"/><mergeCell ref="B2:A1"/><mergeCell ref="?"/></mergeCells>`,
			nil, []source.Block{paragraph("甲")}, 1,
		},
		"links, macros and pictures": {
			`<sheetData><row r="1">` + inline("A1", "甲") + `</row></sheetData>`,
			map[string]string{
				"xl/vbaProject.bin": "x", "xl/media/image1.png": "x", "xl/externalLinks/externalLink1.xml": "<x/>", "xl/embeddings/oleObject1.bin": "x",
				"xl/drawings/drawing1.xml": "<a><txBody/></a>", "xl/charts/chart1.xml": "<x/>", "xl/comments1.xml": "<!-- cut",
			},
			[]source.Block{paragraph("甲")}, 7,
		},
	} {
		t.Run(name, func(t *testing.T) {
			doc := read(t, pack(t, test.sheet, test.parts))
			if diff := cmp.Diff(test.want, doc.Blocks); diff != "" {
				t.Error(diff)
			}
			if len(doc.Notes) != test.notes {
				t.Errorf("the notes are %q, want %d", doc.Notes, test.notes)
			}
		})
	}
}

func TestHostileWorkbooks(t *testing.T) {
	row := `<sheetData><row r="1">` + inline("A1", "甲") + `</row></sheetData>`
	wide := &strings.Builder{}
	for i := range source.MaxColumns + 1 {
		ref, err := excelize.CoordinatesToCellName(i+1, 1)
		must(t, err)
		wide.WriteString(inline(ref, "甲"))
	}
	long := &strings.Builder{}
	for i := range source.MaxRows + 2 {
		fmt.Fprintf(long, `<row r="%d"><c><v>1</v></c><c><v>2</v></c></row>`, i+1)
	}
	for name, b := range map[string][]byte{
		"a Word document":       pack(t, row, map[string]string{"xl/workbook.xml": "<document/>"}),
		"no parts":              pack(t, row, map[string]string{"xl/workbook.xml": ""}),
		"a missing sheet":       pack(t, row, map[string]string{"xl/_rels/workbook.xml.rels": strings.Replace(relations, "sheet1.xml", "sheet2.xml", 1)}),
		"a binary workbook":     pack(t, row, map[string]string{"xl/workbook.bin": "x"}),
		"an external entity":    pack(t, row, map[string]string{"xl/workbook.xml": `<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>` + workbook}),
		"spaces for strings":    pack(t, row, map[string]string{"xl/sharedStrings.xml": "<sst>" + strings.Repeat(" ", 64<<20) + "</sst>"}),
		"millions of strings":   pack(t, row, map[string]string{"xl/sharedStrings.xml": "<sst>" + strings.Repeat("<si/>", 1<<20) + "</sst>"}),
		"millions of merges":    pack(t, row+"<mergeCells>"+strings.Repeat(`<mergeCell ref="A1:B2"/>`, 1<<20)+"</mergeCells>", nil),
		"many merges":           pack(t, row+"<mergeCells>"+strings.Repeat(`<mergeCell ref="A1:XFD1048576"/>`, maxMerges+1)+"</mergeCells>", nil),
		"too many columns":      pack(t, `<sheetData><row r="1">`+wide.String()+`</row></sheetData>`, nil),
		"too many rows":         pack(t, `<sheetData>`+long.String()+`</sheetData>`, nil),
		"rows beyond the sheet": pack(t, `<sheetData><row r="1048576"/><row><c><v>1</v></c></row></sheetData>`, nil),
		"a cut sheet":           pack(t, `<sheetData><row r="1"><c r="A1"><v>1`, nil),
		"too much text":         pack(t, `<sheetData><row r="1">`+inline("A1", strings.Repeat("账", source.MaxText+1))+`</row></sheetData>`, nil),
		"deep nesting":          pack(t, strings.Repeat("<a>", 100_000), nil),
	} {
		t.Run(name, func(t *testing.T) {
			if _, err := Read(context.Background(), b); !isRefusal(err) {
				t.Errorf("Read gave %v, want a refusal", err)
			}
		})
	}
}

func TestOddNumberFormats(t *testing.T) {
	for _, code := range []string{`"`, `[`, `[$`, `;`, `;;;;;;`, `\`, `_`, `*`, `[DBNum9]0`, `[h`, `0.0.0.0`, strings.Repeat("0", 300), "E+", "0E", "@@@", "[>]0", "General General", "上午/下午h"} {
		styles := `<styleSheet><numFmts><numFmt numFmtId="164" formatCode="` + strings.NewReplacer(`"`, "&quot;", ">", "&gt;").Replace(code) + `"/></numFmts><cellXfs><xf numFmtId="164"/></cellXfs></styleSheet>`
		b := pack(t, `<sheetData><row r="1">`+inline("A1", "金额")+`<c s="0"><v>334.6</v></c><c s="0"><v>-1</v></c></row></sheetData>`, map[string]string{"xl/styles.xml": styles})
		if _, err := Read(context.Background(), b); err != nil && !isRefusal(err) {
			t.Errorf("the format %q gave %v", code, err)
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add(build(f, func(w *excelize.File) { put(f, w, "Sheet1", []any{"项目", "金额"}, []any{"甲", 1.5}) }))
	f.Add(pack(f, `<cols><col min="1" max="2" hidden="1"/></cols><sheetData><row r="1"><c s="0"><f>1+1</f><v>45322</v></c></row></sheetData><mergeCells><mergeCell ref="A1:B2"/></mergeCells>`,
		map[string]string{"xl/styles.xml": `<styleSheet><numFmts><numFmt numFmtId="164" formatCode="yyyy-mm-dd"/></numFmts><cellXfs><xf numFmtId="164"/></cellXfs></styleSheet>`}))
	f.Fuzz(func(t *testing.T, b []byte) {
		doc, err := Read(context.Background(), b)
		if err == nil && len(doc.Blocks) > source.MaxBlocks {
			t.Errorf("%d blocks", len(doc.Blocks))
		}
		if err != nil && !isRefusal(err) {
			t.Errorf("no refusal: %v", err)
		}
	})
}

// FuzzParts tries the XML of a workbook without the archive around it.
func FuzzParts(f *testing.F) {
	f.Add(`<cols><col min="1" max="2" hidden="1"/></cols><sheetData><row r="2" ht="0"><c r="C2" s="0" t="s"><f>1+1</f><v>0</v></c></row></sheetData><mergeCells><mergeCell ref="A1:B2"/></mergeCells>`,
		`<sst><si><r><t>甲_x000D_</t></r><rPh><t>x</t></rPh></si></sst>`,
		`<styleSheet><numFmts><numFmt numFmtId="164" formatCode="0!.0,"/></numFmts><cellXfs><xf numFmtId="164"/></cellXfs></styleSheet>`)
	f.Fuzz(func(t *testing.T, sheet, texts, styles string) {
		_, err := Read(context.Background(), pack(t, sheet, map[string]string{"xl/sharedStrings.xml": texts, "xl/styles.xml": styles}))
		if err != nil && !isRefusal(err) {
			t.Errorf("no refusal: %v", err)
		}
	})
}

// FuzzFormat tries number formats, which a fuzzed archive seldom reaches.
func FuzzFormat(f *testing.F) {
	for _, code := range []string{`_ * #,##0.00_ ;_ * \-#,##0.00_ ;_ * "-"??_ ;_ @_ `, "0!.0,", "[$-804]yyyy\"年\"m\"月\"", "[>100]0;[<1]0%;General", "# ?/?"} {
		f.Add(code, "334.6")
	}
	f.Fuzz(func(t *testing.T, code, raw string) {
		n := number{format{164, code}, raw}
		shown, err := render(context.Background(), []number{n}, false)
		if err != nil {
			if !isRefusal(err) {
				t.Error(err)
			}
			return
		}
		var r reader
		var c cell
		text, known := shown[n]
		r.show(&c, n, text, known)
	})
}

func BenchmarkRead(b *testing.B) {
	data := build(b, func(f *excelize.File) {
		style, err := f.NewStyle(&excelize.Style{NumFmt: 4})
		must(b, err)
		for i := range 1_000 {
			put := []any{i, "困难职工帮扶", float64(i) * 1.1, float64(i) * 3.3, "某某市总工会"}
			ref := fmt.Sprintf("A%d", i+1)
			must(b, f.SetSheetRow("Sheet1", ref, &put))
		}
		must(b, f.SetCellStyle("Sheet1", "C1", "D1000", style))
	})
	for b.Loop() {
		if _, err := Read(context.Background(), data); err != nil {
			b.Fatal(err)
		}
	}
}
