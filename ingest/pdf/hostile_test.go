package pdf

import (
	"bytes"
	"compress/zlib"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"mingzhang/ingest/source"
)

// flate packs bytes as a stream of a PDF file.
func flate(t testing.TB, b []byte) []byte {
	t.Helper()
	var out bytes.Buffer
	w := zlib.NewWriter(&out)
	if _, err := w.Write(b); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// packed is a file of one page whose content is packed.
func packed(t testing.TB, content []byte) []byte {
	t.Helper()
	var p paper
	font := p.song()
	stream := p.stream("/Filter /FlateDecode", flate(t, content))
	page := p.add("<< /Type /Page /Parent 6 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 " + font + " >> >> /Contents " + stream + " >>")
	p.add("<< /Type /Pages /Kids [" + page + "] /Count 1 >>")
	return p.bytes(p.add("<< /Type /Catalog /Pages 6 0 R >>"), "")
}

// hostile gives files made to hurt.
func hostile(t testing.TB) map[string][]byte {
	var loop, forms paper
	loop.add("<< /Type /Catalog /Pages 2 0 R >>")
	loop.add("<< /Type /Pages /Kids [2 0 R 3 0 R] /Count 2 /Parent 3 0 R >>")
	loop.add("<< /Type /Pages /Kids [2 0 R] /Count 1 /Parent 2 0 R >>")

	forms.add("<< /Type /Catalog /Pages 2 0 R >>")
	forms.add("<< /Type /Pages /Kids [3 0 R] /Count 1 >>")
	forms.add("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 4 0 R /Resources << /XObject << /A 5 0 R >> >> >>")
	forms.stream("", []byte("/A Do /A Do"))
	for i := 5; i < 40; i++ { // each form paints the next one ten times
		forms.stream(fmt.Sprintf("/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /A %d 0 R >> >>", i+1),
			[]byte(strings.Repeat("/A Do ", 10)))
	}
	forms.stream("/Type /XObject /Subtype /Form /BBox [0 0 9 9]", []byte("0 0 1 1 re f"))

	var many paper
	many.add("<< /Type /Catalog /Pages 2 0 R >>")
	many.add("<< /Type /Pages /Kids [" + strings.Repeat("3 0 R ", 100_000) + "] /Count 100000 >>")
	many.add("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>")

	return map[string][]byte{
		"a loop of parents":      loop.bytes("1 0 R", ""),
		"forms in forms":         forms.bytes("1 0 R", ""),
		"100,000 pages":          many.bytes("1 0 R", ""),
		"a bomb of zeros":        packed(t, make([]byte, 200<<20)),
		"a bomb of text":         packed(t, bytes.Repeat([]byte(at(72, 700, "账账账账账账账账")), 50_000)),
		"a bomb of paths":        packed(t, bytes.Repeat([]byte("0 0 m 9 9 l S\n"), 1_000_000)),
		"nested arrays":          packed(t, append(bytes.Repeat([]byte("["), 2_000_000), "] TJ"...)),
		"arrays in the root":     []byte("%PDF-1.7\n1 0 obj\n" + strings.Repeat("[", 2_000_000) + "\nendobj\ntrailer << /Root 1 0 R >>"),
		"a cross reference loop": []byte("%PDF-1.7\nxref\n0 0\ntrailer << /Root 1 0 R /Prev 9 >>\nstartxref\n9\n%%EOF"),
	}
}

// TestReadStandsHostileFiles reads files made to hurt: each ends in a refusal or
// in little text, the parent stays small, and the next file is read.
func TestReadStandsHostileFiles(t *testing.T) {
	p := testPool(t, func(c *Config) { c.Timeout = 4 * time.Second })
	good := pages("", "", at(72, 700, "某某市总工会"))
	for name, file := range hostile(t) {
		t.Run(name, func(t *testing.T) {
			d, err := p.Read(t.Context(), file)
			if err != nil {
				refused(t, err, "")
			} else if len(d.Blocks) > 100 {
				t.Errorf("gave %d blocks", len(d.Blocks))
			}
			if d, err := p.Read(t.Context(), good); err != nil || d.Blocks[0].Text != "某某市总工会" {
				t.Errorf("the next file gives %v, %v", d, err)
			}
		})
	}
}

func TestReadRefusesTooManyPages(t *testing.T) {
	contents := make([]string, source.MaxPages+1)
	_, err := testPool(t, nil).Read(t.Context(), pages("", "", contents...))
	refused(t, err, "301页")
}

func TestReadKeepsToPasswords(t *testing.T) {
	p := testPool(t, nil)
	b, err := os.ReadFile("testdata/locked.pdf")
	if err != nil {
		t.Fatal(err)
	}
	_, err = p.Read(t.Context(), b)
	refused(t, err, "打开密码")
	if d := readSample(t, p, "owner"); len(d.Blocks) != 3 {
		t.Errorf("a file that only its owner may change gives %v", lines(d))
	}
}

// TestReadRefusesGlyphsWithoutNames takes the tables away that say which
// characters the glyphs of a file are.
func TestReadRefusesGlyphsWithoutNames(t *testing.T) {
	b, err := os.ReadFile("testdata/ruled.pdf")
	if err != nil {
		t.Fatal(err)
	}
	d, err := testPool(t, nil).Read(t.Context(), bytes.ReplaceAll(b, []byte("/ToUnicode"), []byte("/NoUnicode")))
	if err == nil {
		t.Fatalf("gave %v", lines(d))
	}
	refused(t, err, "没有文字编码")
}

// TestReadStandsTruncatedFiles cuts a file at every twentieth of its length.
func TestReadStandsTruncatedFiles(t *testing.T) {
	p := testPool(t, nil)
	b, err := os.ReadFile("testdata/merged.pdf")
	if err != nil {
		t.Fatal(err)
	}
	for i := range 20 {
		if _, err := p.Read(t.Context(), b[:len(b)*i/20]); err != nil {
			refused(t, err, "")
		}
	}
	for i := 0; i < len(b); i += len(b) / 40 { // and spoils a byte of each fortieth
		spoilt := bytes.Clone(b)
		spoilt[i] ^= 0x55
		if _, err := p.Read(t.Context(), spoilt); err != nil {
			refused(t, err, "")
		}
	}
}

func FuzzRead(f *testing.F) {
	for _, name := range []string{"ruled", "merged", "unruled", "columns", "locked"} {
		b, err := os.ReadFile("testdata/" + name + ".pdf")
		if err != nil {
			f.Fatal(err)
		}
		f.Add(b)
	}
	f.Add(pages("/OpenAction << /S /JavaScript /JS (1) >>", "/Rotate 180", at(72, 700, "账")))
	p := testPool(f, nil)
	f.Fuzz(func(t *testing.T, b []byte) {
		d, err := p.Read(t.Context(), b)
		if err != nil {
			refused(t, err, "")
			return
		}
		if len(d.Blocks) == 0 || len(d.Blocks) > source.MaxBlocks {
			t.Errorf("gave %d blocks", len(d.Blocks))
		}
	})
}
