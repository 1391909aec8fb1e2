package publish_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync/atomic"
	"testing"
	"time"
	"unicode"
	"unicode/utf8"

	"mingzhang/ingest"
	"mingzhang/ingest/hostile"
	"mingzhang/ingest/pdf"
	"mingzhang/ingest/source"
	"mingzhang/publish"
)

// TestMain lets this test program be its own reader of PDF.
func TestMain(m *testing.M) {
	if len(os.Args) > 1 && os.Args[1] == pdf.WorkerCommand {
		if err := pdf.Worker(os.Stdin, os.Stdout); err != nil {
			os.Exit(1)
		}
		return
	}
	os.Exit(m.Run())
}

// reader gives a reader of every format, as the command line has it, but with
// less patience. PDFium's compiled code is shared by all tests of the machine.
func reader(t *testing.T) *ingest.Reader {
	t.Helper()
	cache, err := os.UserCacheDir()
	if err != nil {
		cache = t.TempDir()
	}
	pool := pdf.NewPool(pdf.Config{CacheDir: filepath.Join(cache, "mingzhang-test", "pdf"), Timeout: 5 * time.Second})
	t.Cleanup(func() {
		if err := pool.Close(); err != nil {
			t.Error(err)
		}
	})
	return &ingest.Reader{PDF: pool.Read}
}

// loopback gives the address of a server that nobody may ask, and the count of
// those who did.
func loopback(t *testing.T) (url string, asked *atomic.Int32) {
	t.Helper()
	asked = new(atomic.Int32)
	server := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { asked.Add(1) }))
	t.Cleanup(server.Close)
	return server.URL, asked
}

// TestHostileFiles sends each file through the whole way. The next one is read as
// if nothing had been.
func TestHostileFiles(t *testing.T) {
	temp := t.TempDir()
	t.Setenv("TMPDIR", temp)
	url, asked := loopback(t)
	t.Run("files", func(t *testing.T) {
		r := reader(t)
		for _, f := range hostile.Files(url) {
			t.Run(short(f.Name), func(t *testing.T) {
				checkReport(t, publish.Drafts(t.Context(), r, f.Name, f.Bytes()), f.Want)
			})
		}
	})
	if n := asked.Load(); n > 0 {
		t.Errorf("%d requests were made", n)
	}
	for _, place := range []string{temp, ".", filepath.Join(temp, "..")} {
		left, err := os.ReadDir(place)
		if err != nil {
			t.Fatal(err)
		}
		for _, entry := range left {
			if name := entry.Name(); place == temp || strings.Contains(name, "climbed") || strings.Contains(name, "公开") {
				t.Errorf("%s was left in %s", name, place)
			}
		}
	}
}

func short(name string) string {
	const most = 60
	return strings.ToValidUTF8(name[:min(len(name), most)], "?")
}

// checkReport checks that a report is one that a clerk can act on. The reason
// must hold want; without want the file must be read.
func checkReport(t *testing.T, rep publish.Report, want string) {
	t.Helper()
	reason := string(rep.Rejected)
	switch {
	case want == "" && (reason != "" || len(rep.Disclosures) == 0):
		t.Errorf("it is not read: %.300s", reason)
	case want != "" && !strings.Contains(reason, want):
		t.Errorf("the reason is %.300q, want %s", reason, want)
	case want != "" && (len(rep.Disclosures) > 0 || !bilingual(reason)):
		t.Errorf("%d drafts, reason %.300q", len(rep.Disclosures), reason)
	}
	for _, d := range rep.Disclosures {
		for _, s := range d.Sections {
			if strings.ContainsFunc(s.Heading+s.Markdown, unseen) {
				t.Errorf("section %s holds what nobody sees", s.Key)
			}
		}
		if strings.ContainsFunc(d.Title+string(d.DocumentTitle), unseen) {
			t.Errorf("the title %q holds what nobody sees", d.Title)
		}
	}
}

// unseen tells the characters that change what a reader sees without being seen.
func unseen(c rune) bool {
	return unicode.IsControl(c) && c != '\n' || c >= '\u202a' && c <= '\u202e' || c >= '\u2066' && c <= '\u2069' || c == utf8.RuneError
}

// bilingual tells whether a reason says in Chinese and in English what was found
// and what to do, in words that a person will read to their end.
func bilingual(reason string) bool {
	chinese, english, ok := strings.Cut(reason, " / ")
	return ok && len(reason) < 1000 && !strings.ContainsFunc(reason, unseen) && !strings.Contains(reason, "\n") &&
		strings.ContainsAny(chinese, "；，。") && strings.Contains(chinese, "请") &&
		regexp.MustCompile(`\b(send|save|split|copy|check|mend|unpack|remove|open)\b`).MatchString(english)
}

// TestTruncatedFiles cuts a file of each format at every tenth of its length.
func TestTruncatedFiles(t *testing.T) {
	const corpus = "../cmd/mzscore/testdata/corpus/"
	r := reader(t)
	for _, name := range []string{
		"01-edu-meals/file.docx", "01-edu-meals/file.pdf", "03-civil-elderly-form/file.doc", "07-culture-capitals/file.wps", "08-agri-three/file.odt",
		"05-water-spaced/file.ofd", "04-housing-allocation-open/file.xlsx", "02-health-two-projects/file.html", "08-agri-three/file.md", "01-edu-meals/file-gbk.txt",
	} {
		b, err := os.ReadFile(corpus + name)
		if err != nil {
			t.Fatal(err)
		}
		for tenth := range 10 {
			rep := publish.Drafts(t.Context(), r, name, b[:len(b)*tenth/10])
			if rep.Rejected == "" {
				checkReport(t, rep, "")
			} else if len(rep.Disclosures) > 0 || !bilingual(string(rep.Rejected)) {
				t.Errorf("%s, %d tenths: %d drafts, reason %.300q", name, tenth, len(rep.Disclosures), rep.Rejected)
			}
		}
	}
}

// TestAFaultCostsOneFile: a reader that panics is a rejected file.
func TestAFaultCostsOneFile(t *testing.T) {
	broken := &ingest.Reader{PDF: func(context.Context, []byte) (*source.Document, error) { panic("it fell") }}
	rep := publish.Drafts(t.Context(), broken, "a.pdf", []byte("%PDF-1.7"))
	if !bilingual(string(rep.Rejected)) || !strings.Contains(string(rep.Rejected), "it fell") || rep.Findings == nil {
		t.Errorf("gave %+v", rep)
	}
}
