package docx

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"mingzhang/ingest/source"
)

const relationsHead = `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">`

// related is a file of relations, each of a kind, target and mode.
func related(relations ...[3]string) string {
	var b strings.Builder
	b.WriteString(relationsHead)
	for _, r := range relations {
		b.WriteString(`<Relationship Id="x" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/` + r[0] +
			`" Target="` + r[1] + `" TargetMode="` + r[2] + `"/>`)
	}
	return b.String() + `</Relationships>`
}

func TestPackages(t *testing.T) {
	body := document(p(`<w:pStyle w:val="h"/>`, "甲"))
	heading := root("styles", `<w:style w:type="paragraph" w:styleId="h"><w:name w:val="heading 1"/></w:style>`)
	for name, c := range map[string]struct {
		files parts
		want  string
	}{
		"usual names": {parts{"word/document.xml": body, "word/styles.xml": heading}, "# 甲\n"},
		"by relations": {parts{"_rels/.rels": related([3]string{"officeDocument", "/a/b.xml"}), "a/b.xml": body,
			"a/_rels/b.xml.rels": related([3]string{"styles", "../c/s.xml"}), "c/s.xml": heading}, "# 甲\n"},
		"by type": {parts{"[Content_Types].xml": `<Types><Override PartName="/x/d2.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`,
			"x/d2.xml": body}, "甲\n"},
		"strict": {parts{"word/document.xml": strings.ReplaceAll(body, transitional, "http://purl.oclc.org/ooxml/wordprocessingml/main")}, "甲\n"},
		"outside": {parts{"word/document.xml": body, "word/_rels/document.xml.rels": related([3]string{"hyperlink", "http://example.invalid/", "External"},
			[3]string{"image", "http://example.invalid/a.png", "External"}, [3]string{"styles", "http://example.invalid/styles.xml", "External"}, [3]string{"settings", "settings.xml"}),
			"word/settings.xml": "<x/>", "word/_rels/settings.xml.rels": related([3]string{"attachedTemplate", "file:///c:/x.dotm", "External"})},
			"甲\n! 引用了文件以外的资源3处，没有访问\n"},
		"macros":           {parts{"word/document.xml": body, "word/vbaProject.bin": "x"}, "甲\n! 文件含有宏，没有运行\n"},
		"climbing targets": {parts{"word/document.xml": body, "word/_rels/document.xml.rels": related([3]string{"styles", "../../../etc/styles.xml"})}, "甲\n"},
	} {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, read(t, c.files)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestRefusals(t *testing.T) {
	var bomb bytes.Buffer
	w := zip.NewWriter(&bomb)
	f, err := w.Create("word/document.xml")
	if err != nil {
		t.Fatal(err)
	}
	blanks := make([]byte, 1<<20)
	for range 40 {
		if _, err := f.Write(blanks); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	one := func(text string) []byte { return parts{"word/document.xml": text}.zip(t) }
	for name, b := range map[string][]byte{
		"empty":           nil,
		"no archive":      []byte("甲乙丙"),
		"a workbook":      parts{"xl/workbook.xml": "<workbook/>"}.zip(t),
		"another root":    one("<html/>"),
		"nothing":         one(""),
		"entity":          one(`<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>` + document(p("", "&e;"))),
		"4.5 million":     one(root("document", "<w:body><w:p>"+strings.Repeat("<w:r/>", 4_500_000))),
		"deep":            one(root("document", "<w:body>"+strings.Repeat("<w:tbl><w:tr><w:tc>", 100))),
		"deep boxes":      one(root("document", "<w:body>"+strings.Repeat("<w:p><w:r><w:pict><w:txbxContent>", 100))),
		"unpacked size":   bomb.Bytes(),
		"too much text":   one(document(p("", strings.Repeat("账", source.MaxText+1)))),
		"many numbers":    parts{"word/document.xml": document(strings.Repeat(li(1, 0, "甲"), 20_000)), "word/numbering.xml": root("numbering", abstract(0, lvl(0, "lowerLetter", strings.Repeat("%1", 99)))+num(1, 0, ""))}.zip(t),
		"broken styles":   parts{"word/document.xml": document(""), "word/styles.xml": "<w:styles"}.zip(t),
		"broken lists":    parts{"word/document.xml": document(""), "word/numbering.xml": "<w:numbering><a>"}.zip(t),
		"broken notes":    parts{"word/document.xml": document(`<w:p><w:r><w:footnoteReference w:id="1"/></w:r></w:p>`), "word/footnotes.xml": "<w:footnotes><a>"}.zip(t),
		"broken settings": parts{"word/document.xml": document(""), "word/_rels/document.xml.rels": "<Relationships"}.zip(t),
		"broken types":    parts{"[Content_Types].xml": "<Types"}.zip(t),
	} {
		t.Run(name, func(t *testing.T) {
			if _, err := Read(context.Background(), b); !refused(err) {
				t.Errorf("Read gave %v, want a refusal", err)
			}
		})
	}
}

func TestReadStopsWithItsContext(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := Read(ctx, parts{"word/document.xml": document(p("", "甲"))}.zip(t)); !errors.Is(err, context.Canceled) {
		t.Errorf("Read gave %v, want context.Canceled", err)
	}
}
