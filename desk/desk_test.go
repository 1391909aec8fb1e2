package desk

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"mingzhang/content"
	"mingzhang/publish"
	"mingzhang/registry"
)

// TestTheWholeWay takes a text from upload over correction to withdrawal.
func TestTheWholeWay(t *testing.T) {
	o := newOffice(t)
	d := o.upload(t, private(1))
	if d.State != StateOpen || d.Version != 1 || d.Undecided != 2 || d.Year != 2023 || d.Amount != "200000.00" {
		t.Errorf("after the upload: %+v", d)
	}
	_, err := o.Submit(t.Context(), clerk(), d.ID, d.Version, time.Time{})
	wantIs(t, "submitting with undecided personal data", err, ErrBlocked)
	d = o.maskAll(t, d)
	if d.Undecided != 0 || d.Problems != 0 {
		t.Fatalf("after the decisions: %+v, %v", d, o.sheet(t, d.ID).Problems)
	}
	preview, err := o.Preview(t.Context(), clerk(), d.ID)
	if err != nil {
		t.Fatal(err)
	}
	d = o.publish(t, d)
	if d.State != StatePublished || d.Receipt == nil || d.Receipt.Revision != 1 || d.Receipt.Disclosure != preview.ID {
		t.Errorf("after publication: %+v, receipt %+v", d, d.Receipt)
	}
	wantSame(t, "published", o.public(t, preview.ID), preview)

	c, err := o.Correct(t.Context(), clerk(), preview.ID, "原文将人数误写")
	if err != nil {
		t.Fatal(err)
	}
	_, err = o.Submit(t.Context(), clerk(), c.ID, c.Version, time.Time{})
	wantIs(t, "a correction of nothing", err, ErrBlocked)
	c, err = o.Save(t.Context(), clerk(), c.ID, c.Version, Edit{Beneficiaries: to("101人")})
	if err != nil {
		t.Fatal(err)
	}
	c = o.publish(t, o.maskAllIn(t, c))
	if got := o.public(t, preview.ID); c.Receipt.Revision != 2 || got.Beneficiaries.String() != "101人" || got.Reason != "原文将人数误写" {
		t.Errorf("corrected: %+v %v %q", c.Receipt, got.Beneficiaries, got.Reason)
	}
	w, err := o.Withdraw(t.Context(), clerk(), preview.ID, "项目取消")
	if err != nil {
		t.Fatal(err)
	}
	if s := o.sheet(t, w.ID); len(s.Problems) > 0 || len(s.Preview.Sections) > 0 || s.Published == nil || s.Published.Revision != 2 {
		t.Errorf("the sheet of a withdrawal: %+v", s)
	}
	w = o.publish(t, w)
	if got := o.public(t, preview.ID); got.Status != content.Withdrawn || w.Receipt.Revision != 3 || len(got.Sections) != 0 {
		t.Errorf("withdrawn: %+v, %s", w.Receipt, got.Status)
	}
	_, err = o.Correct(t.Context(), clerk(), preview.ID, "再更正")
	wantIs(t, "correcting what is withdrawn", err, ErrPublished)
}

// maskAllIn is maskAll where there may be nothing to decide.
func (o *office) maskAllIn(t testing.TB, d Draft) Draft {
	t.Helper()
	if d.Undecided == 0 {
		return d
	}
	return o.maskAll(t, d)
}

// wantSame compares what is stored of two texts, but for what publication sets.
func wantSame(t testing.TB, what string, got, want *content.Disclosure) {
	t.Helper()
	bare := func(d *content.Disclosure) string {
		c := *d
		c.Status, c.Revision, c.PublishedAt, c.UpdatedAt, c.Salt = content.Draft, 0, time.Time{}, time.Time{}, ""
		b, err := content.Format(&c)
		if err != nil {
			t.Fatal(err)
		}
		return string(b)
	}
	if g, w := bare(got), bare(want); g != w {
		t.Errorf("%s:\n%s\nwant\n%s", what, g, w)
	}
}

// TestPersonalDataIsGone looks into every file of the folder after publication
// and after discarding.
func TestPersonalDataIsGone(t *testing.T) {
	for name, end := range map[string]func(*office, Draft) error{
		"published": func(o *office, d Draft) error { o.publish(t, o.maskAll(t, d)); return nil },
		"discarded": func(o *office, d Draft) error {
			_, err := o.Discard(t.Context(), clerk(), d.ID, d.Version)
			return err
		},
	} {
		t.Run(name, func(t *testing.T) {
			o := newOffice(t)
			d := o.upload(t, private(1))
			d, err := o.Save(t.Context(), clerk(), d.ID, d.Version, Edit{Sections: []SectionEdit{{Key: "plan", Markdown: to("联系" + person + "，电话" + phone)}}})
			if err != nil {
				t.Fatal(err)
			}
			if found := o.onDisk(t, phone); len(found) == 0 {
				t.Fatal("the private text is nowhere; the test sees nothing")
			}
			if err := end(o, d); err != nil {
				t.Fatal(err)
			}
			if err := o.scrub(t.Context()); err != nil {
				t.Fatal(err)
			}
			for _, words := range []string{phone, person} {
				if found := o.onDisk(t, words); len(found) > 0 {
					t.Errorf("%s stands in %v", words, found)
				}
			}
			if s := o.sheet(t, d.ID); s.Text != nil || s.Preview != nil || len(s.Hits) > 0 || len(s.Fields) > 0 {
				t.Errorf("the sheet still tells: %+v", s)
			}
			if err := o.db.Close(); err != nil {
				t.Fatal(err)
			}
			if found := o.onDisk(t, phone); len(found) > 0 {
				t.Errorf("after closing %s stands in %v", phone, found)
			}
		})
	}
}

// TestSheet shows what a clerk sees.
func TestSheet(t *testing.T) {
	o := newOffice(t)
	d := o.upload(t, private(1))
	d, err := o.Save(t.Context(), clerk(), d.ID, d.Version, Edit{
		Amount: to("21.00万元"), Category: to(""),
		Sections: []SectionEdit{{Key: "funding", Markdown: to("项目资金共计20.00万元，资金来源为市级财政。其中：\n\n1.生活救助100人，每人3000元，共20.00万元。")}},
	})
	if err != nil {
		t.Fatal(err)
	}
	s := o.sheet(t, d.ID)
	for name, want := range map[string]Field{
		"amount":        {Value: "21.00万元", Read: "20.00万元", Edited: true},
		"category":      {Read: "困难帮扶", Edited: true},
		"year":          {Value: "2023", Read: "2023"},
		"implementer":   {Value: "玉溪市总工会职工服务中心", Read: "玉溪市总工会职工服务中心"},
		"beneficiaries": {Value: "100人", Read: "100人"},
	} {
		i := slices.IndexFunc(s.Fields, func(f Field) bool { return f.Name == name })
		if i < 0 {
			t.Errorf("no field %s", name)
			continue
		}
		got := s.Fields[i]
		if got.Value != want.Value || got.Read != want.Read || got.Edited != want.Edited {
			t.Errorf("%s is %+v; want %+v", name, got, want)
		}
		for _, spot := range got.From {
			stands(t, s.Text, spot.Section, spot.Start, spot.End, spot.Text)
		}
		if stated := name == "implementer" || name == "beneficiaries"; stated && len(got.From) == 0 {
			t.Errorf("nobody tells where %s was read from", name)
		}
	}
	for _, h := range s.Hits {
		for _, p := range h.Places {
			stands(t, s.Text, string(p.Section), p.Start, p.End, h.Text)
		}
	}
	if len(s.Hits) != 2 || s.Draft.Findings == 0 || len(s.Preview.Findings) == 0 {
		t.Errorf("%d hits, %d open findings; want 2 and some, since 100 times 3000 is more", len(s.Hits), s.Draft.Findings)
	}
	if b, err := o.Original(t.Context(), clerk(), d.ID); err != nil || string(b) != string(private(1)) {
		t.Errorf("the original is %d bytes, %v", len(b), err)
	}
}

// stands fails when words do not stand where a place says.
func stands(t testing.TB, d *content.Disclosure, section string, start, end int, words string) {
	t.Helper()
	s := d.Section(section)
	if s == nil {
		t.Errorf("%q is placed in %q, which is no section", words, section)
		return
	}
	if r := []rune(s.Markdown); start < 0 || end > len(r) || start >= end || string(r[start:end]) != words {
		t.Errorf("%q does not stand at %d of %s", words, start, section)
	}
}

// TestDecisions keeps, edits, takes back and refuses.
func TestDecisions(t *testing.T) {
	o := newOffice(t)
	d := o.upload(t, private(1))
	var name, number string
	for _, h := range o.sheet(t, d.ID).Hits {
		if h.Text == phone {
			number = h.ID
		} else {
			name = h.ID
		}
	}
	for what, wrong := range map[string]publish.Decision{
		"keeping without a reason":   {Hit: name, Action: publish.KeepIt},
		"words with personal data":   {Hit: name, Action: publish.EditIt, Words: "电话13912345678"},
		"another hit":                {Hit: "0000000000000000", Action: publish.MaskIt},
		"another action":             {Hit: name, Action: "burn"},
		"a reason of several lines":  {Hit: name, Action: publish.KeepIt, Because: "公\n开"},
		"a reason that never ends":   {Hit: name, Action: publish.KeepIt, Because: content.Text(strings.Repeat("公", 600))},
		"taking back what never was": {Hit: "nothing"},
	} {
		_, err := o.Decide(t.Context(), clerk(), d.ID, d.Version, wrong)
		wantIs(t, what, err, ErrInvalid)
	}
	d, err := o.Decide(t.Context(), clerk(), d.ID, d.Version,
		publish.Decision{Hit: name, Action: publish.KeepIt, Because: "单位公开的负责人", By: "somebody else"},
		publish.Decision{Hit: number, Action: publish.EditIt, Words: "见单位网站"})
	if err != nil {
		t.Fatal(err)
	}
	s := o.sheet(t, d.ID)
	text, err := content.Format(s.Preview)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(text), person) || strings.Contains(string(text), phone) || !strings.Contains(string(text), "见单位网站") {
		t.Errorf("the preview follows no decision:\n%s", text)
	}
	for _, h := range s.Hits {
		if h.Decision == nil || h.Decision.By != "aclerk" {
			t.Errorf("%s was decided by %+v", h.Text, h.Decision)
		}
	}
	d, err = o.Decide(t.Context(), clerk(), d.ID, d.Version, publish.Decision{Hit: name})
	if err != nil || d.Undecided != 1 {
		t.Errorf("after taking one back: %d undecided, %v", d.Undecided, err)
	}
}

// TestOriginals keeps a file as long as a draft needs it.
func TestOriginals(t *testing.T) {
	o := newOffice(t)
	first, second := o.upload(t, private(1)), o.upload(t, private(1))
	place := filepath.Join(o.folder, "sources", string(first.Original))
	if first.ID == second.ID || first.Original != second.Original {
		t.Fatalf("two uploads of one file: %+v, %+v", first, second)
	}
	if info, err := os.Stat(place); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the original: %v, %v; want mode 0600", info, err)
	}
	if info, err := os.Stat(filepath.Dir(place)); err != nil || info.Mode().Perm() != 0o700 {
		t.Errorf("the folder of originals: %v, %v; want mode 0700", info, err)
	}
	for i, d := range []Draft{first, second} {
		if _, err := o.Discard(t.Context(), clerk(), d.ID, d.Version); err != nil {
			t.Fatal(err)
		}
		if _, err := os.Stat(place); os.IsNotExist(err) != (i == 1) {
			t.Errorf("after discarding %d drafts: %v", i+1, err)
		}
	}
	third := o.publish(t, o.maskAll(t, o.upload(t, private(1))))
	if public := o.public(t, third.Receipt.Disclosure); public.Source.SHA256 != string(third.Original) {
		t.Errorf("the published record names %s", public.Source.SHA256)
	}
	if _, err := o.Original(t.Context(), clerk(), third.ID); err != nil {
		t.Errorf("the original of a published draft: %v", err)
	}
	if err := os.WriteFile(place, []byte("other bytes"), 0o600); err != nil {
		t.Fatal(err)
	}
	if b, err := o.Original(t.Context(), clerk(), third.ID); err == nil {
		t.Errorf("a damaged original was given: %q", b)
	}
	if d := o.upload(t, private(1)); o.sheet(t, d.ID).Problems == nil {
		t.Error("no problems, though it is published already")
	}
	if b, err := o.Original(t.Context(), clerk(), third.ID); err != nil || string(b) != string(private(1)) {
		t.Errorf("the same file again did not mend the damage: %v", err)
	}
}

// TestReplace makes a file the correction of what is published.
func TestReplace(t *testing.T) {
	o := newOffice(t)
	first := o.publish(t, o.upload(t, budget(1)))
	id := first.Receipt.Disclosure
	again := o.upload(t, []byte(strings.ReplaceAll(string(budget(1)), "95%", "96%")))
	if got := codes(o.sheet(t, again.ID).Problems); got != "published" {
		t.Errorf("problems of the same project again: %s", got)
	}
	d, err := o.Replace(t.Context(), clerk(), again.ID, again.Version, id, "满意度指标有误")
	if err != nil {
		t.Fatal(err)
	}
	if d = o.publish(t, d); d.Receipt.Revision != 2 || d.Action != registry.Correct || !strings.Contains(o.public(t, id).Section("results").Markdown, "96%") {
		t.Errorf("replaced: %+v %+v", d, d.Receipt)
	}
}
