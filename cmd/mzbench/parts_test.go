package main

import (
	"bytes"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"mingzhang/content"
	"mingzhang/content/sample"
	"mingzhang/ingest"
)

func TestQueriesAreJudgedInEveryClass(t *testing.T) {
	queries, err := loadQueries(1)
	if err != nil {
		t.Fatal(err)
	}
	classes := map[string]int{}
	for _, q := range queries {
		classes[q.class]++
		if q.text == "" || q.text != strings.TrimSpace(q.text) || strings.ContainsAny(q.text, "{}") {
			t.Errorf("%s: the query is %q", q.class, q.text)
		}
	}
	if len(queries) < 100 || len(classes) != 17 {
		t.Errorf("%d queries in %d classes: %v", len(queries), len(classes), classes)
	}
	counts, err := countAnswers(t.Context(), queries[:40], 300, 1)
	if err != nil {
		t.Fatal(err)
	}
	seen := slices.IndexFunc(counts, func(k known) bool { return k.Relevant > 0 && k.Best > 0 && k.Best <= k.Relevant })
	if seen < 0 {
		t.Errorf("none of the first 300 records answers one of the first 40 queries: %v", counts)
	}
}

func TestQueriesFileNamesTheLine(t *testing.T) {
	tpl := templates{func(int) *record { return aRecord() }}
	for text, want := range map[string]string{
		"# one\n\nclass\tquery":                 "line 3",
		"class\tquery\ttitle:":                  "line 1",
		"a\tb\tnone\nclass\t{7.colour}\tnone":   "line 2",
		"class\tquery\tnone\tunit:":             "line 1",
		"class\tquery\tnone\tnone\tone of five": "line 1",
	} {
		if _, err := parseQueries(text, tpl); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: error %v; want %s", text, err, want)
		}
	}
}

func TestParseStat(t *testing.T) {
	d, err := parseStat("42 (a (name) ) S 1 2 3 4 5 6 7 8 9 10 150 50 0 0 20 0")
	if err != nil || d != 2*time.Second {
		t.Errorf("%v, %v; want 2s", d, err)
	}
	for _, bad := range []string{"", "42 (x) S 1 2", "42 (x) S 1 2 3 4 5 6 7 8 9 10 a 50 0"} {
		if _, err := parseStat(bad); err == nil {
			t.Errorf("%q gave no error", bad)
		}
	}
}

func TestParseStatus(t *testing.T) {
	got := parseStatus("Name:\tx\nVmHWM:\t  2000 kB\nVmRSS:\t  1000 kB\nRssAnon:\t     500 kB\nThreads:\t3\n")
	if want := (memory{resident: 1.024, peak: 2.048, own: 0.512}); got != want {
		t.Errorf("%+v; want %+v", got, want)
	}
}

func TestParseWrk(t *testing.T) {
	rate, err := parseWrk("  100 requests in 2.00s\nRequests/sec:  28722.51\nTransfer/sec: 1MB\n")
	if err != nil || rate != 28722.51 {
		t.Errorf("%v, %v", rate, err)
	}
	for _, bad := range []string{"", "Requests/sec: 5\n  Non-2xx or 3xx responses: 5\n"} {
		if _, err := parseWrk(bad); err == nil {
			t.Errorf("%q gave no error", bad)
		}
	}
}

func TestSubresources(t *testing.T) {
	styles, pictures := subresources(`<link rel="stylesheet" href="/style.css"><link rel="canonical" href="/x">
		<link rel="icon" href="/favicon.svg"><img alt="" src="/charts/a.svg?year=1&amp;kind=budget"><img src="/charts/a.svg?year=1&amp;kind=budget">
		<picture><source srcset="/narrow.svg" media="(max-width: 30em)"><img src="/wide.svg"></picture><a href="/search">x</a>`)
	if !slices.Equal(styles, []string{"/style.css"}) {
		t.Errorf("styles are %q", styles)
	}
	if !slices.Equal(pictures, []string{"/charts/a.svg?year=1&kind=budget", "/favicon.svg", "/wide.svg"}) {
		t.Errorf("pictures are %q", pictures)
	}
}

func TestSpellGivesOtherURLsOfOneMeaning(t *testing.T) {
	seen := map[string]bool{}
	for nth := range 64 {
		s := spell("limit=20", nth)
		if seen[s] {
			t.Fatalf("%s comes twice", s)
		}
		seen[s] = true
		if values, err := url.ParseQuery(s); err != nil || values.Get("limit") != "20" {
			t.Errorf("%s means %v, %v", s, values, err)
		}
	}
	if spell("a=b", 0) != "a=b" {
		t.Error("the first spelling is not the plain one")
	}
}

func TestTextFilesAreRead(t *testing.T) {
	g, read := sample.New(1), 0
	for i := range 20 {
		report := new(ingest.Reader).File(t.Context(), "1.txt", []byte(textFile(g.At(i))))
		read += len(report.Disclosures)
	}
	if read < 15 {
		t.Errorf("of 20 text files %d gave a disclosure", read)
	}
}

func TestTable(t *testing.T) {
	table := newTable("a", "b")
	table.add("x|y", 0.12345)
	table.add(3, 123.4)
	table.add("", 12.345)
	var b bytes.Buffer
	table.print(&b)
	want := "| a | b |\n| --- | --- |\n| x\\|y | 0.123 |\n| 3 | 123 |\n|  | 12.3 |\n\n"
	if b.String() != want {
		t.Errorf("printed\n%s", b.String())
	}
}

func TestUsage(t *testing.T) {
	for _, args := range [][]string{{"-run", "("}, {"-run", "nosuchsection"}, {"-n", "0"}, {"-rounds", "0"}, {"-nosuchflag"}, {"more"}, {"-n", "x"}} {
		var out, log bytes.Buffer
		if code := run(t.Context(), args, &out, &log); code != exitUsage || log.Len() == 0 {
			t.Errorf("%q: exit %d, %q", args, code, log.String())
		}
	}
}

func TestIngestSectionNeedsThePortal(t *testing.T) {
	var out, log bytes.Buffer
	t.Chdir("../..")
	code := run(t.Context(), []string{"-run", "^ingest$", "-n", "5", "-rounds", "1", "-work", t.TempDir(), "-binary", "nosuchfile"}, &out, &log)
	if code != exitFailed || !strings.Contains(log.String(), "make build") {
		t.Errorf("without a portal: exit %d:\n%s%s", code, out.String(), log.String())
	}
}

func TestCorpusIsWrittenOnce(t *testing.T) {
	b := &bench{ctx: t.Context(), n: 3, seed: 1, rounds: 1, work: t.TempDir(), out: &bytes.Buffer{}, log: &bytes.Buffer{}}
	for range 2 {
		if err := b.ensureCorpus(); err != nil {
			t.Fatal(err)
		}
	}
	if got := strings.Count(b.log.(*bytes.Buffer).String(), "writing"); got != 1 {
		t.Errorf("written %d times", got)
	}
	d := sample.New(1).At(2)
	q := query{relevant: func(r *record) bool { return r.id == d.ID }, best: func(*record) bool { return true }}
	marks, err := b.marks(q, []string{d.ID, sample.New(1).At(0).ID})
	if err != nil || len(marks) != 2 || !marks[0].best || marks[1].best {
		t.Errorf("marks are %v, %v", marks, err)
	}
	if _, err := b.marks(q, []string{content.NewID(&content.Summary{})}); err == nil {
		t.Error("a result that is not published was judged")
	}
}

func TestMissingProgramIsNamed(t *testing.T) {
	b := &bench{ctx: t.Context(), n: 1, seed: 1, rounds: 1, work: t.TempDir(), binary: t.TempDir() + "/none", out: &bytes.Buffer{}, log: &bytes.Buffer{}}
	if err := b.warmUp(); err == nil || !strings.Contains(err.Error(), "make build") {
		t.Errorf("error %v; want one that says what to do", err)
	}
}

func TestReportsAreCounted(t *testing.T) {
	reports := "{\n  \"files\": [\n    {\n      \"status\": \"draft\",\n      \"rejected\": null\n    },\n    {\n      \"rejected\": \"损坏 / damaged\"\n    }\n"
	var r reading
	if err := r.count(strings.NewReader(reports)); err != nil || r.drafts != 1 || r.reason != "损坏 / damaged" {
		t.Errorf("counted %+v, %v", r, err)
	}
}

func TestFilesToReadAreRead(t *testing.T) {
	d := sample.New(1).At(7)
	for name, file := range map[string][]byte{"a.txt": []byte(textFile(d)), "a.docx": wordFile(d)} {
		if rep := new(ingest.Reader).File(t.Context(), name, file); len(rep.Disclosures) != 1 || rep.Disclosures[0].Title != d.Title {
			t.Errorf("%s gives %+v", name, rep)
		}
	}
}
