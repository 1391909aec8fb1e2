package odt

import (
	"context"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"mingzhang/ingest/source"
)

func TestSample(t *testing.T) {
	want, err := os.ReadFile("testdata/sample.txt")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"sample.odt", "sample.fodt"} {
		first := readSample(t, name)
		if diff := cmp.Diff(string(want), shown(first)); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
		if diff := cmp.Diff(first, readSample(t, name)); diff != "" {
			t.Errorf("%s reads otherwise again:\n%s", name, diff)
		}
	}
}

func sample(t testing.TB, name string) []byte {
	t.Helper()
	b, err := os.ReadFile("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func readSample(t *testing.T, name string) *source.Document {
	t.Helper()
	d, err := Read(context.Background(), sample(t, name))
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestTruncated(t *testing.T) {
	b := sample(t, "sample.odt")
	for i := range 20 {
		if _, err := Read(context.Background(), b[:len(b)*i/20]); !refused(err) {
			t.Errorf("%d/20 of a file gave %v, want a refusal", i, err)
		}
	}
	text := content("", p("", "甲")+tbl(tr(cellOf("乙"), cellOf("1"))))
	for i := range 20 {
		for name, b := range map[string][]byte{"packed": parts{"content.xml": text[:len(text)*i/20]}.zip(t), "flat": []byte(text[:len(text)*i/20])} {
			if _, err := Read(context.Background(), b); !refused(err) {
				t.Errorf("%d/20 of the %s text gave %v, want a refusal", i, name, err)
			}
		}
	}
}

// FuzzRead gives its bytes as they are and as the text of a document.
func FuzzRead(f *testing.F) {
	f.Add(sample(f, "sample.odt"))
	f.Add(sample(f, "sample.fodt"))
	for _, body := range []string{
		h("1", "甲") + list(`text:style-name="L"`, li(p("", "乙"), list("", li(p("", "丙"))))),
		tbl(tr(td(`table:number-columns-repeated="1000000"`, p("", "甲")), cellOf("1"))),
		p("", `<text:s text:c="99999"/><text:note><text:note-body>`+p("", "注")+`</text:note-body></text:note>`),
		p("", `<draw:frame><draw:text-box>`+p("", "框")+`</draw:text-box></draw:frame><text:change-start text:change-id="c"/>`),
	} {
		f.Add([]byte(content("", body)))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		check(t, b)
		check(t, parts{"content.xml": string(b), "styles.xml": string(b)}.zip(t))
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
	body := ""
	for range 8 {
		body += h("1", "项目内容") + list(`text:style-name="L"`, li(p("P", "职工书屋")))
		for range 8 {
			body += p("P", strings.Repeat(`<text:span text:style-name="T1">经费统筹安排使用</text:span>`, 5))
		}
		body += tbl(tr(cellOf("财政"), cellOf("10")), tr(cellOf("自筹"), cellOf("5")))
	}
	return parts{"content.xml": content(`<style:style style:name="P" style:family="paragraph"/>`, body)}.zip(t)
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
