package desk

import (
	"archive/zip"
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// BenchmarkUpload takes a Word file of 2 MB from its bytes to a finished draft.
func BenchmarkUpload(b *testing.B) {
	o := newOffice(b)
	file := wordFile(b)
	b.SetBytes(int64(len(file)))
	for b.Loop() {
		got, err := o.Upload(b.Context(), clerk(), city(), "", File{"公开文本.docx", file})
		if err != nil || len(got.Files[0].Drafts) == 0 {
			b.Fatalf("%+v, %v", got, err)
		}
	}
}

// BenchmarkPublish publishes approved drafts one after the other.
func BenchmarkPublish(b *testing.B) {
	o := newOffice(b)
	var took []time.Duration
	for n := 0; b.Loop(); n++ {
		b.StopTimer()
		d := o.approve(b, o.upload(b, budget(n)), time.Time{})
		b.StartTimer()
		start := time.Now()
		if _, err := o.Publish(b.Context(), reviewer(), d.ID, d.Version); err != nil {
			b.Fatal(err)
		}
		took = append(took, time.Since(start))
	}
	slices.Sort(took)
	b.ReportMetric(float64(took[len(took)/2].Microseconds())/1000, "p50-ms")
	b.ReportMetric(float64(took[len(took)*95/100].Microseconds())/1000, "p95-ms")
}

// BenchmarkSheet looks at a draft of usual length.
func BenchmarkSheet(b *testing.B) {
	o := newOffice(b)
	text, err := os.ReadFile(filepath.Join("..", "ingest", "testdata", "seeds", "yuxi-2023.txt"))
	if err != nil {
		b.Fatal(err)
	}
	d := o.upload(b, text)
	for b.Loop() {
		if _, err := o.Sheet(b.Context(), clerk(), d.ID); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkQueue lists what waits among 2,000 drafts.
func BenchmarkQueue(b *testing.B) {
	o := newOffice(b)
	for n := range 100 {
		files := make([]File, 20)
		for i := range files {
			files[i] = File{fmt.Sprintf("%d.txt", i), budget(n*20 + i)}
		}
		if _, err := o.Upload(b.Context(), clerk(), city(), "", files...); err != nil {
			b.Fatal(err)
		}
	}
	for b.Loop() {
		if q, err := o.Queue(b.Context(), clerk(), ""); err != nil || len(q.Waiting) != maxWaiting {
			b.Fatal(len(q.Waiting), err)
		}
	}
}

// wordFile makes a Word file of 2 MB as units send them: a text of some 50 pages,
// and scanned pictures.
func wordFile(t testing.TB) []byte {
	t.Helper()
	var text strings.Builder
	for line := range strings.Lines(string(budget(1))) {
		fmt.Fprintf(&text, "<w:p><w:r><w:t>%s</w:t></w:r></w:p>", strings.TrimSpace(line))
		if strings.HasPrefix(line, "对在档困难职工") {
			for i := range 600 {
				fmt.Fprintf(&text, "<w:p><w:r><w:t>第%d次活动在社区开展，组织志愿者走访职工家庭，了解生活情况和就业需求，登记困难诉求并协调有关部门办理。活动按照方案实施，经费开支符合规定。</w:t></w:r></w:p>", i)
			}
		}
	}
	picture := make([]byte, 2<<20)
	source := rand.NewChaCha8([32]byte{1})
	_, _ = source.Read(picture)
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, part := range []struct {
		name string
		body []byte
	}{
		{"[Content_Types].xml", []byte(`<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="png" ContentType="image/png"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`)},
		{"_rels/.rels", []byte(`<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>`)},
		{"word/document.xml", []byte(`<?xml version="1.0"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>` + text.String() + `</w:body></w:document>`)},
		{"word/media/image1.png", picture},
	} {
		f, err := w.Create(part.name)
		if err == nil {
			_, err = f.Write(part.body)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}
