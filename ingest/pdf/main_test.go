package pdf

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"mingzhang/ingest/source"
)

// workerVariable makes the test binary a worker instead.
const workerVariable = "MINGZHANG_TEST_PDF"

func TestMain(m *testing.M) {
	switch os.Getenv(workerVariable) {
	case "worker":
		if err := Worker(os.Stdin, os.Stdout); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Exit(0)
	case "rights":
		fmt.Print(tryRights())
		os.Exit(0)
	case "liar":
		lie(os.Stdin, os.Stdout)
		os.Exit(0)
	}
	os.Exit(m.Run())
}

// testPool gives a pool whose children are this test binary. The compiled code
// is shared by all tests of the machine.
func testPool(t testing.TB, change func(*Config)) *Pool {
	t.Helper()
	cache, err := os.UserCacheDir()
	if err != nil {
		cache = t.TempDir()
	}
	config := Config{
		Command: []string{os.Args[0]}, Env: []string{workerVariable + "=worker"},
		CacheDir: filepath.Join(cache, "mingzhang-test", "pdf"),
	}
	if change != nil {
		change(&config)
	}
	p := NewPool(config)
	t.Cleanup(func() {
		if err := p.Close(); err != nil {
			t.Error(err)
		}
	})
	return p
}

// paper writes PDF files.
type paper struct {
	objects []string
}

// add adds an object and gives its reference.
func (p *paper) add(content string) string {
	p.objects = append(p.objects, content)
	return fmt.Sprintf("%d 0 R", len(p.objects))
}

// stream adds a stream with the entries given.
func (p *paper) stream(entries string, content []byte) string {
	return p.add(fmt.Sprintf("<< %s /Length %d >>\nstream\n%s\nendstream", entries, len(content), content))
}

// bytes gives the file, whose root is the object given. Trailer entries may be
// added.
func (p *paper) bytes(root, trailer string) []byte {
	var b bytes.Buffer
	b.WriteString("%PDF-1.7\n")
	places := make([]int, len(p.objects))
	for i, content := range p.objects {
		places[i] = b.Len()
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, content)
	}
	start := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(places)+1)
	for _, place := range places {
		fmt.Fprintf(&b, "%010d 00000 n \n", place)
	}
	fmt.Fprintf(&b, "trailer\n<< /Size %d /Root %s %s >>\nstartxref\n%d\n%%%%EOF\n", len(places)+1, root, trailer, start)
	return b.Bytes()
}

// song adds a Chinese font that is not in the file, as old writers do.
func (p *paper) song() string {
	face := p.add("<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [-25 -254 1000 880] /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>")
	below := p.add("<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> /DW 1000 /FontDescriptor " + face + " >>")
	return p.add("<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light-UniGB-UCS2-H /Encoding /UniGB-UCS2-H /DescendantFonts [" + below + "] >>")
}

// hex gives a string of the Chinese font.
func hex(s string) string {
	var b strings.Builder
	b.WriteByte('<')
	for _, c := range s {
		fmt.Fprintf(&b, "%04X", c)
	}
	b.WriteByte('>')
	return b.String()
}

// at gives the operators that show a text of size 12.
func at(x, y float64, s string) string {
	return fmt.Sprintf("BT /F1 12 Tf 1 0 0 1 %g %g Tm %s Tj ET\n", x, y, hex(s))
}

// pages gives a file with a page for each content. Entries are added to the
// catalogue and to each page.
func pages(catalogue, page string, contents ...string) []byte {
	var p paper
	font := p.song()
	parent := fmt.Sprintf("%d 0 R", len(p.objects)+2*len(contents)+1)
	var kids []string
	for _, content := range contents {
		stream := p.stream("", []byte(content))
		kids = append(kids, p.add(fmt.Sprintf(
			"<< /Type /Page /Parent %s /MediaBox [0 0 595 842] /Resources << /Font << /F1 %s >> >> /Contents %s %s >>", parent, font, stream, page)))
	}
	p.add(fmt.Sprintf("<< /Type /Pages /Kids [%s] /Count %d >>", strings.Join(kids, " "), len(kids)))
	return p.bytes(p.add("<< /Type /Catalog /Pages "+parent+" "+catalogue+" >>"), "")
}

// lines gives the text of a document, a line each; cells are parted by |.
func lines(d *source.Document) []string {
	var out []string
	for _, block := range d.Blocks {
		for _, row := range block.Rows {
			out = append(out, strings.Join(row, "|"))
		}
		if block.Kind != source.Table {
			out = append(out, block.Text)
		}
	}
	return out
}
