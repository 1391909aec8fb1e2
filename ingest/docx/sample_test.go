package docx

import (
	"context"
	"os"
	"testing"

	"github.com/google/go-cmp/cmp"

	"mingzhang/ingest/source"
)

func TestSample(t *testing.T) {
	want, err := os.ReadFile("testdata/sample.txt")
	if err != nil {
		t.Fatal(err)
	}
	first := readSample(t)
	if diff := cmp.Diff(string(want), shown(first)); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(first, readSample(t)); diff != "" {
		t.Errorf("the same bytes read otherwise again:\n%s", diff)
	}
}

func sample(t testing.TB) []byte {
	t.Helper()
	b, err := os.ReadFile("testdata/sample.docx")
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func readSample(t *testing.T) *source.Document {
	t.Helper()
	d, err := Read(context.Background(), sample(t))
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestTruncated(t *testing.T) {
	b := sample(t)
	for i := range 20 {
		if _, err := Read(context.Background(), b[:len(b)*i/20]); !refused(err) {
			t.Errorf("%d/20 of a file gave %v, want a refusal", i, err)
		}
	}
	text := document(p("", "甲") + "<w:tbl>" + tr(cellOf("乙"), cellOf("1")) + "</w:tbl>")
	for i := range 20 {
		if _, err := Read(context.Background(), parts{"word/document.xml": text[:len(text)*i/20]}.zip(t)); !refused(err) {
			t.Errorf("%d/20 of the text gave %v, want a refusal", i, err)
		}
	}
}

// FuzzRead gives its bytes as they are and as the text of a document.
func FuzzRead(f *testing.F) {
	f.Add(sample(f))
	for _, body := range []string{
		p(`<w:pStyle w:val="1"/><w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr>`, "甲"),
		`<w:tbl>` + tr(td(`<w:gridSpan w:val="65535"/>`, p("", "甲")), cellOf("1")) + `</w:tbl>`,
		`<w:p><w:r><w:fldChar w:fldCharType="begin"/><w:instrText>TOC</w:instrText><w:fldChar w:fldCharType="separate"/></w:r></w:p>`,
		`<w:p><w:r><w:sym w:font="Symbol" w:char="F0B7"/><mc:AlternateContent><mc:Choice/><mc:Fallback><w:t>甲</w:t></mc:Fallback></mc:AlternateContent></w:r></w:p>`,
	} {
		f.Add([]byte(document(body)))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		check(t, b)
		check(t, parts{"word/document.xml": string(b), "word/styles.xml": string(b), "word/numbering.xml": string(b), "word/footnotes.xml": string(b)}.zip(t))
	})
}

// check reads b, which must end well or in a refusal.
func check(t *testing.T, b []byte) {
	t.Helper()
	d, err := Read(context.Background(), b)
	switch {
	case err != nil && !refused(err):
		t.Errorf("Read gave %v, which is no refusal", err)
	case err == nil && len(d.Blocks) > source.MaxBlocks:
		t.Errorf("Read gave %d blocks", len(d.Blocks))
	}
}

// fourPages is a document as long as a usual disclosure, some 3,000 characters.
func fourPages(t testing.TB) []byte {
	t.Helper()
	text := document(manyTimes(8))
	return parts{
		"word/document.xml":  text,
		"word/numbering.xml": root("numbering", abstract(0, lvl(0, "chineseCounting", "%1、"))+num(1, 0, "")),
		"word/styles.xml":    root("styles", `<w:style w:type="paragraph" w:styleId="h"><w:name w:val="heading 1"/></w:style>`),
	}.zip(t)
}

func manyTimes(n int) string {
	body := ""
	for range n {
		body += p(`<w:pStyle w:val="h"/>`, "项目内容") + li(1, 0, "职工书屋")
		for range 8 {
			body += "<w:p><w:pPr><w:ind w:firstLineChars=\"200\"/></w:pPr>"
			for range 5 { // Word cuts a sentence into runs
				body += `<w:r><w:rPr><w:rFonts w:ascii="FangSong" w:hAnsi="FangSong" w:eastAsia="FangSong" w:hint="eastAsia"/><w:sz w:val="32"/><w:szCs w:val="32"/></w:rPr><w:t>经费统筹安排使用</w:t></w:r>`
			}
			body += "</w:p>"
		}
		body += "<w:tbl>" + tr(cellOf("财政"), cellOf("10")) + tr(cellOf("自筹"), cellOf("5")) + "</w:tbl>"
	}
	return body
}

func BenchmarkRead(b *testing.B) {
	file := fourPages(b)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Read(context.Background(), file); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "documents/s")
}
