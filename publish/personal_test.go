package publish

import (
	"context"
	"encoding/json"
	"reflect"
	"slices"
	"strings"
	"testing"

	"mingzhang/audit"
	"mingzhang/content"
	"mingzhang/ingest"
	"mingzhang/ingest/source"
)

// secrets is a text with one of each kind, and the words that must not come out.
const secrets = "王秀英13800001234，身份证110101199001010015，卡号6222020000000000018，邮箱nobody@example.com，家住甲市乙区丙路1号2栋303室"

func leaks(t *testing.T, d any) {
	t.Helper()
	b, err := json.Marshal(d)
	if err != nil {
		t.Fatal(err)
	}
	for _, words := range []string{"王秀英", "13800001234", "110101199001010015", "6222020000000000018", "nobody@", "丙路1号"} {
		if i := strings.Index(string(b), words); i >= 0 {
			t.Errorf("%s stands in %s", words, b[max(0, i-60):min(len(b), i+60)])
		}
	}
}

// fill sets every string below v that may hold words of the text.
func fill(v reflect.Value) {
	switch v.Kind() {
	case reflect.String:
		v.SetString(secrets)
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		fill(v.Elem())
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 1, 1))
		fill(v.Index(0))
	case reflect.Struct:
		for i := range v.NumField() {
			name := v.Type().Field(i).Name
			own := slices.Contains([]string{"ID", "SHA256", "Region", "Links", "PublishedAt", "UpdatedAt", "Kind", "Status", "MediaType", "Code", "Verdict"}, name)
			if v.Type().Field(i).IsExported() && !own {
				fill(v.Field(i))
			}
		}
	}
}

// Whatever field holds it, page, Markdown, JSON, index and exports are made of the
// masked record only.
func TestNoFieldKeepsPersonalData(t *testing.T) {
	var d content.Disclosure
	fill(reflect.ValueOf(&d.Summary).Elem())
	d.Kind, d.Status = content.Budget, content.Draft
	d.Sections = []content.Section{{Key: "funding", Heading: "资金安排（王秀英）", Markdown: "共10万元。" + secrets + "。另有20万元。"}}
	r := []rune(d.Sections[0].Markdown)
	d.Findings[0].Evidence = []content.Evidence{
		{Section: "funding", Start: 1, End: len(r) - 1, Text: string(r[1 : len(r)-1])},
		{Section: "elsewhere", Text: secrets},
		{Section: "funding", Start: 5, End: 9000, Text: secrets},
	}
	d.Figures = []content.Figure{{Section: "funding", Text: "20万元", Start: len(r) - 6, End: len(r) - 1}, {Section: "elsewhere", Text: secrets}}
	d.Citations = []content.Citation{
		{Title: secrets, Number: secrets, Section: "funding", Text: "20万元", Start: len(r) - 6, End: len(r) - 1}, {Section: "elsewhere", Text: secrets},
	}
	audit.MaskDisclosure(&d)
	leaks(t, d)
	masked := []rune(d.Sections[0].Markdown)
	if f := d.Figures[0]; string(masked[f.Start:f.End]) != "20万元。" && string(masked[f.Start:f.End]) != f.Text {
		t.Errorf("the figure stands at %q", string(masked[f.Start:f.End]))
	}
	if c := d.Citations[0]; string(masked[c.Start:c.End]) != c.Text || c.Start != d.Figures[0].Start {
		t.Errorf("the citation is %q", c.Text)
	}
	if e := d.Findings[0].Evidence[0]; string(masked[e.Start:e.End]) != e.Text || !strings.HasPrefix(e.Text, "10万元") {
		t.Errorf("the evidence is %q", e.Text)
	}
	b, err := content.Format(&d)
	if err != nil {
		t.Fatal(err)
	}
	leaks(t, string(b))
	leaks(t, content.PlainText(d.Sections[0].Markdown))
	if again := audit.MaskDisclosure(&d); len(again) != 0 {
		t.Errorf("masking again finds %+v", again)
	}
}

const form = "甲市总工会2023年困难职工帮扶资金项目文本公开\n填报人：王秀英　联系电话：13800001234\n一、项目名称\n困难职工帮扶资金\n二、立项依据\n根据《甲市帮扶办法》。\n三、项目实施单位\n甲市总工会\n" +
	"四、项目基本概况\n帮扶困难职工10人。\n五、项目实施内容\n困难职工李建国患尿毒症，给予救助。\n六、资金安排情况\n安排资金1万元。\n七、项目实施计划\n全年实施。\n八、项目实施成效\n王秀英说很好。\n"

func TestNothingIsPublishedBeforeAPersonDecided(t *testing.T) {
	r := Drafts(context.Background(), new(ingest.Reader), "王秀英.txt", []byte(form))
	leaks(t, r.Disclosures)
	var kinds []string
	for _, hit := range r.PII {
		kinds = append(kinds, hit.Kind)
		if !hit.Blocking || hit.Decision != nil || hit.ID == "" {
			t.Errorf("%+v", hit)
		}
	}
	slices.Sort(kinds)
	if want := []string{audit.Health, audit.Mobile, audit.PersonName, audit.PersonName}; !slices.Equal(kinds, want) {
		t.Fatalf("found %v, want %v", kinds, want)
	}
	if !r.Blocked() {
		t.Error("not blocked")
	}
	var decisions []Decision
	for i, hit := range r.PII {
		if i == 1 {
			continue
		}
		decisions = append(decisions, Decision{Hit: hit.ID, Action: MaskIt, By: "审核人"})
	}
	if r := Decided(context.Background(), new(ingest.Reader), "王秀英.txt", []byte(form), decisions); !r.Blocked() || len(r.Undecided()) != 1 {
		t.Errorf("%d wait, want 1", len(r.Undecided()))
	}
	decisions = append(decisions, Decision{Hit: r.PII[1].ID, Action: MaskIt, By: "审核人"})
	r = Decided(context.Background(), new(ingest.Reader), "王秀英.txt", []byte(form), decisions)
	if r.Blocked() || r.PII[0].Decision == nil {
		t.Errorf("still blocked: %+v", r.Undecided())
	}
	leaks(t, r.Disclosures)
}

func TestDecisionsOnADraft(t *testing.T) {
	draft := func() *content.Disclosure {
		return &content.Disclosure{Sections: []content.Section{{Key: "basis", Markdown: "联系人：王秀英，电话：13800001234。"}}}
	}
	d := draft()
	found := Decide("f", d, nil)
	if len(found) != 2 || d.Sections[0].Markdown != "联系人：王某某，电话：138****1234。" {
		t.Fatalf("%+v in %s", found, d.Sections[0].Markdown)
	}
	if p := found[0].Places; len(p) != 1 || p[0] != (Place{Section: "basis", Start: 4, End: 7}) {
		t.Errorf("places %+v", p)
	}
	d = draft()
	left := Decide("f", d, []Decision{
		{Hit: found[0].ID, Action: KeepIt, Because: "依法公开的负责人", By: "审核人"},
		{Hit: found[1].ID, Action: EditIt, Words: "12351", By: "审核人"},
	})
	if got := d.Sections[0].Markdown; got != "联系人：王秀英，电话：12351。" || left[0].Blocking || left[1].Blocking {
		t.Errorf("%s, %+v", got, left)
	}
	d = draft()
	for _, bad := range []Decision{
		{Hit: found[0].ID, Action: KeepIt, By: "审核人"}, {Hit: found[0].ID, Action: EditIt, Words: "联系人：李建国", By: "审核人"},
		{Hit: found[0].ID, Action: MaskIt}, {Hit: found[0].ID, Action: "", By: "审核人"}, {Action: MaskIt, By: "审核人"},
	} {
		if bad.Check() == nil {
			t.Errorf("%+v is accepted", bad)
		}
		if left := Decide("f", d, []Decision{bad}); len(left) > 0 && !left[0].Blocking {
			t.Errorf("%+v decides", bad)
		}
	}
	if other := Decide("g", draft(), nil); other[0].ID == found[0].ID {
		t.Error("two files share an id")
	}
}

func TestWireFormOfAHit(t *testing.T) {
	r := Drafts(context.Background(), new(ingest.Reader), "a.txt", []byte(form))
	b, err := json.Marshal(r.PII[0])
	if err != nil {
		t.Fatal(err)
	}
	var wire map[string]any
	if err := json.Unmarshal(b, &wire); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"id", "kind", "text", "masked", "rule", "confidence", "places", "blocking", "decision"} {
		if _, ok := wire[name]; !ok {
			t.Errorf("no %s in %s", name, b)
		}
	}
}

func TestNotesAreMasked(t *testing.T) {
	r := &ingest.Reader{PDF: func(context.Context, []byte) (*source.Document, error) {
		return &source.Document{Blocks: []source.Block{{Text: form}}, Notes: []string{"略去批注“王秀英13800001234” / 1 comment left out"}}, nil
	}}
	got := Drafts(context.Background(), r, "a.pdf", []byte("%PDF-1.7\n"))
	leaks(t, got.Notes)
	if len(got.Notes) == 0 || !strings.Contains(got.Notes[0], "138****1234") {
		t.Errorf("notes %q, rejected %q", got.Notes, got.Rejected)
	}
}

// What is moved and what is read again from the masked text agree.
func TestWhatIsMovedIsWhatIsReadAgain(t *testing.T) {
	read := new(ingest.Reader).File(context.Background(), "a.txt", []byte(form))
	for _, d := range read.Disclosures {
		audit.MaskDisclosure(d)
		moved := slices.Clone(d.Figures)
		for _, f := range ingest.Figures(d) {
			if !slices.Contains(moved, f) {
				t.Errorf("%+v is not among the moved figures", f)
			}
		}
		if moved, again := d.Citations, ingest.Citations(d); len(again) == 0 || !slices.Equal(moved, again) {
			t.Errorf("moved citations %+v, read again %+v", moved, again)
		}
	}
}
