package publish

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"mingzhang/audit"
	"mingzhang/content"
	"mingzhang/ingest"
)

const (
	seeds  = "../ingest/testdata/seeds"
	golden = "../ingest/testdata/golden.json"
)

func readSeed(t testing.TB, name string) []byte {
	t.Helper()
	b, err := os.ReadFile(filepath.Join(seeds, name))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// goldenVerdicts are the findings that a careful reader made in one file. Each
// begins with the code.
type goldenVerdicts struct {
	File     string `json:"file"`
	Findings struct {
		Closes    []string `json:"closes"`
		Open      []string `json:"open"`
		Explained []string `json:"explained"`
		Repeated  string   `json:"repeated-section"`
		Held      string   `json:"status"`
	} `json:"findings"`
}

func TestSeedsYieldTheGoldenVerdicts(t *testing.T) {
	b, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	var want struct {
		Seeds []goldenVerdicts `json:"seeds"`
	}
	if err := json.Unmarshal(b, &want); err != nil {
		t.Fatal(err)
	}
	for _, w := range want.Seeds {
		t.Run(w.File, func(t *testing.T) {
			checkVerdicts(t, Drafts(context.Background(), new(ingest.Reader), w.File, readSeed(t, w.File)), w)
		})
	}
}

// checkVerdicts compares the codes. What closes is at least what the reader
// confirmed; what is open or explained is exactly what the reader saw.
func checkVerdicts(t *testing.T, got Report, want goldenVerdicts) {
	t.Helper()
	if want.Findings.Held != "" {
		if got.Rejected == "" || len(got.Disclosures) != 0 || len(Blocking(got.Findings)) == 0 {
			t.Errorf("not held back: %d disclosures, rejected %q", len(got.Disclosures), got.Rejected)
		}
		return
	}
	if got.Rejected != "" {
		t.Fatalf("rejected: %s", got.Rejected)
	}
	explained := codes(want.Findings.Explained)
	if want.Findings.Repeated != "" {
		explained = append(explained, audit.RepeatedSection)
	}
	for verdict, codes := range map[content.Verdict][]string{content.Open: codes(want.Findings.Open), content.Explained: explained} {
		if have := verdicts(got, verdict); !slices.Equal(distinct(have), distinct(codes)) {
			t.Errorf("%s: got %v, want %v", verdict, have, codes)
		}
	}
	closes := verdicts(got, content.Closes)
	for _, code := range codes(want.Findings.Closes) {
		i := slices.Index(closes, code)
		if i < 0 {
			t.Errorf("no %s that closes; got %v", code, verdicts(got, content.Closes))
			continue
		}
		closes = slices.Delete(closes, i, i+1)
	}
}

var code = regexp.MustCompile(`^[a-z-]+`)

// codes takes the codes off golden lines; groups of a whole are a sum of people.
func codes(lines []string) []string {
	var out []string
	for _, l := range lines {
		if strings.HasPrefix(l, "parts of whole") {
			l = audit.SumPeople
		}
		out = append(out, code.FindString(l))
	}
	return out
}

func verdicts(r Report, v content.Verdict) []string {
	var out []string
	for _, f := range r.Findings {
		if f.Verdict == v {
			out = append(out, f.Code)
		}
	}
	return out
}

func distinct(codes []string) []string {
	codes = slices.Clone(codes)
	slices.Sort(codes)
	return slices.Compact(codes)
}

// The two projects of one text contradict their common title, each for itself.
func TestEachProjectHasItsOwnFindings(t *testing.T) {
	r := Drafts(context.Background(), new(ingest.Reader), "chuxiong-2021.txt", readSeed(t, "chuxiong-2021.txt"))
	for i, want := range [][]string{
		{"year-conflict", "amount-conflict", "people-conflict", "repeated-section"},
		{"year-conflict", "amount-conflict", "repeated-section"},
	} {
		var got []string
		for _, f := range r.Disclosures[i].Findings {
			got = append(got, f.Code)
		}
		if !slices.Equal(got, want) {
			t.Errorf("project %d: got %v, want %v", i+1, got, want)
		}
	}
}

func TestPlacesStandInTheMaskedText(t *testing.T) {
	for _, name := range []string{"yuxi-2023.txt", "hongta-2026.txt", "chuxiong-2021.txt", "jiangmen-2023-evaluation.txt"} {
		text := "填报人姓名：赵甲乙\n\n联系电话：3276000\n\n" + string(readSeed(t, name))
		for _, d := range Drafts(context.Background(), new(ingest.Reader), name, []byte(text)).Disclosures {
			for _, f := range d.Findings {
				for _, e := range f.Evidence {
					stands(t, d, e.Section, e.Start, e.End, e.Text)
				}
			}
			for _, f := range d.Figures {
				stands(t, d, f.Section, f.Start, f.End, f.Text)
			}
			for _, c := range d.Citations {
				stands(t, d, c.Section, c.Start, c.End, c.Text)
			}
		}
	}
}

func stands(t *testing.T, d *content.Disclosure, section string, start, end int, text string) {
	t.Helper()
	s := d.Section(section)
	if s == nil {
		t.Errorf("%s: no section %q", d.ID, section)
		return
	}
	if r := []rune(s.Markdown); start < 0 || end > len(r) || start >= end || string(r[start:end]) != text {
		t.Errorf("%s: %q does not stand at %s %d-%d", d.ID, text, section, start, end)
	}
}

func TestPersonalDataNeverLeavesInADraft(t *testing.T) {
	text := strings.NewReplacer("伍某某", "赵甲乙", "联系电话：***", "联系电话：3276000，手机13800001234").
		Replace(string(readSeed(t, "jiangmen-2023-evaluation.txt")))
	text = strings.Replace(text, "对困难职工开展帮扶是工会", "赵甲乙认为对困难职工开展帮扶是工会", 1)
	r := Drafts(context.Background(), new(ingest.Reader), "赵甲乙.txt", []byte(text))
	var found []string
	for _, p := range r.PII {
		found = append(found, p.Kind+" "+p.Text+" "+p.Masked)
	}
	if want := []string{"person_name 赵甲乙 赵某某", "landline 3276000 *****00", "mobile 13800001234 138****1234"}; !slices.Equal(found, want) {
		t.Errorf("found %q, want %q", found, want)
	}
	b, err := json.Marshal(r.Disclosures)
	if err != nil || len(r.Disclosures) != 1 {
		t.Fatalf("%d disclosures, %v", len(r.Disclosures), err)
	}
	for _, secret := range []string{"赵甲乙", "3276000", "13800001234"} {
		if bytes.Contains(b, []byte(secret)) {
			t.Errorf("%s stands in the draft", secret)
		}
	}
	if !bytes.Contains(b, []byte("赵某某认为")) {
		t.Error("the name is not masked where it stands without its label")
	}
}

func TestReportOnTheWire(t *testing.T) {
	b, err := json.Marshal(Drafts(context.Background(), new(ingest.Reader), "x.txt", []byte("定于三月五日召开会议，请准时参加，不得迟到，会后就餐。")))
	if err != nil {
		t.Fatal(err)
	}
	var wire map[string]any
	if err := json.Unmarshal(b, &wire); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"disclosures", "findings", "pii"} {
		if _, ok := wire[name].([]any); !ok {
			t.Errorf("%s is %v, want a list", name, wire[name])
		}
	}
	if reason, ok := wire["rejected"].(string); !ok || reason == "" || wire["file"] != "x.txt" {
		t.Errorf("rejected is %v in %s", wire["rejected"], b)
	}
	good, err := json.Marshal(Drafts(context.Background(), new(ingest.Reader), "y.txt", readSeed(t, "yuxi-2023.txt")))
	if err != nil || !bytes.Contains(good, []byte(`"rejected":null`)) || !bytes.Contains(good, []byte(`"pii":[]`)) {
		t.Errorf("%v in %.300s", err, good)
	}
}

func TestBlocking(t *testing.T) {
	found := []content.Finding{
		{Code: audit.YearConflict, Verdict: content.Open}, {Code: audit.Placeholder, Verdict: content.Open},
		{Code: audit.SumLines, Verdict: content.Closes}, {Code: audit.NotADisclosure, Verdict: content.Open},
	}
	got := Blocking(found)
	if len(got) != 2 || got[0].Code != audit.Placeholder || got[1].Code != audit.NotADisclosure {
		t.Errorf("got %+v", got)
	}
}

func TestSameBytesSameReport(t *testing.T) {
	for _, name := range []string{"yuxi-2023.txt", "chuxiong-2021.txt", "jiangmen-2023-evaluation.txt"} {
		first, err := json.Marshal(Drafts(context.Background(), new(ingest.Reader), name, readSeed(t, name)))
		if err != nil {
			t.Fatal(err)
		}
		second, err := json.Marshal(Drafts(context.Background(), new(ingest.Reader), name, readSeed(t, name)))
		if err != nil || !bytes.Equal(first, second) {
			t.Errorf("%s: two readings differ, %v", name, err)
		}
	}
}

func BenchmarkDrafts(b *testing.B) {
	text := readSeed(b, "jiangmen-2023-evaluation.txt")
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		Drafts(context.Background(), new(ingest.Reader), "jiangmen.txt", text)
	}
}
