package portal

import (
	"errors"
	"slices"
	"testing"
	"time"

	"mingzhang/content"
	"mingzhang/ledger"
	"mingzhang/registry"
)

// do does an act that must succeed, and brings the portal there when there is one.
func (f *folder) do(t testing.TB, p *Portal, act registry.Act) registry.Receipt {
	t.Helper()
	receipt, err := f.registry.Do(t.Context(), act)
	if err != nil {
		t.Fatal(err)
	}
	if p != nil {
		if err := p.CatchUp(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	return receipt
}

// newest gives the newest text of a disclosure, to be changed.
func (f *folder) newest(t testing.TB, id string) *content.Disclosure {
	t.Helper()
	r, err := f.registry.Revision(t.Context(), id, 0)
	if err != nil {
		t.Fatal(err)
	}
	b, err := f.registry.Content(t.Context(), r)
	if err != nil {
		t.Fatal(err)
	}
	d, err := content.Parse(b)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// correcting is an act that changes the first section of a disclosure.
func (f *folder) correcting(t testing.TB, id, text string) registry.Act {
	t.Helper()
	d := f.newest(t, id)
	d.Sections[0].Markdown = text
	return registry.Act{ID: "correct-" + content.SHA256([]byte(id + text))[:20], Action: registry.Correct, Disclosure: d, Base: d.Revision, Reason: "金额有误"}
}

func withdrawing(id string, base int) registry.Act {
	return registry.Act{ID: "withdraw-" + id, Action: registry.Withdraw, Base: base, Reason: "重复公开",
		Disclosure: &content.Disclosure{Summary: content.Summary{ID: id}}}
}

// someID gives the id of the first disclosure in the log.
func someID(t testing.TB, f *folder) string {
	t.Helper()
	changes, err := f.registry.Changes(t.Context(), 0, 1)
	if err != nil || len(changes) != 1 {
		t.Fatal(changes, err)
	}
	return changes[0].Entry.Disclosure
}

// TestLifeOfADisclosure corrects, withdraws and erases one, and asks everything
// at each step.
func TestLifeOfADisclosure(t *testing.T) {
	f := newFolder(t, 5)
	p := openPortal(t, f, newIndex(t))
	ctx, id := t.Context(), someID(t, f)
	first, err := p.Read(ctx, id)
	if err != nil {
		t.Fatal(err)
	}

	f.do(t, p, f.correcting(t, id, "本项目名称已更正为紫云英计划。"))
	if page := mustFind(t, p, "q=紫云英计划"); page.Total != 1 || page.Rows[0].ID != id || page.Notice.Degraded {
		t.Errorf("the corrected text is not found: %+v", page)
	}
	now, err := p.Revision(ctx, id, 2)
	if err != nil || now.Reason != "金额有误" || now.Sections[0].Markdown != "本项目名称已更正为紫云英计划。" || now.Links == nil || now.Figures == nil {
		t.Errorf("revision 2 is %+v, %v", now, err)
	}
	if got, err := p.Read(ctx, id); err != nil || got.Revision != 2 || got.SHA256 != now.SHA256 {
		t.Errorf("read %+v, %v; want revision 2", got, err)
	}
	if old, err := p.Revision(ctx, id, 1); err != nil || old.SHA256 != first.SHA256 || old.Sections[0].Markdown != first.Sections[0].Markdown {
		t.Errorf("revision 1 is %+v, %v", old, err)
	}

	total := p.State().Disclosures
	f.do(t, p, withdrawing(id, 2))
	checkWithdrawn(t, p, id, first.Title)
	if p.State().Disclosures != total-1 || mustFind(t, p, "q=紫云英计划").Total != 0 {
		t.Errorf("%d disclosures, %d found by its words; it should have left", p.State().Disclosures, mustFind(t, p, "q=紫云英计划").Total)
	}
	checkHistory(t, p, id, []string{"withdraw", "correct", "publish"}, []content.Text{"重复公开", "金额有误", ""})
	checkProofs(t, f, p, id, 3)

	f.do(t, p, registry.Act{ID: "erase", Action: registry.Erase, Base: 1, Reason: "法院决定", Disclosure: &content.Disclosure{Summary: content.Summary{ID: id}}})
	history, err := p.History(ctx, id)
	if err != nil || !history[2].Erased || history[1].Erased || history[2].SHA256 != first.SHA256 {
		t.Errorf("the history after the erasure is %+v, %v", history, err)
	}
	checkProofs(t, f, p, id, 3)
}

func checkWithdrawn(t *testing.T, p *Portal, id, title string) {
	t.Helper()
	ctx := t.Context()
	ask := map[string]func() error{
		"Read":     func() error { _, err := p.Read(ctx, id); return err },
		"Markdown": func() error { _, err := p.Markdown(ctx, id); return err },
		"Related":  func() error { _, err := p.Related(ctx, id); return err },
	}
	for name, question := range ask {
		var gone *Withdrawn
		err := question()
		if !errors.As(err, &gone) || !errors.Is(err, ErrNotFound) {
			t.Errorf("%s gives %v; want Withdrawn", name, err)
			continue
		}
		if gone.ID != id || gone.Title != title || gone.Publisher.Name == "" || gone.Reason != "重复公开" || gone.Revision != 3 || time.Since(gone.At) > time.Hour {
			t.Errorf("%s says %+v", name, gone)
		}
	}
	last, err := p.Revision(ctx, id, 3)
	if err != nil || last.Status != content.Withdrawn || len(last.Sections) != 0 || last.Reason != "重复公开" {
		t.Errorf("the revision that says so is %+v, %v", last, err)
	}
}

func checkHistory(t *testing.T, p *Portal, id string, actions []string, reasons []content.Text) {
	t.Helper()
	history, err := p.History(t.Context(), id)
	if err != nil || len(history) != len(actions) {
		t.Fatalf("the history is %+v, %v", history, err)
	}
	for i, r := range history {
		if r.Action != actions[i] || r.Reason != reasons[i] || r.Number != len(history)-i || len(r.SHA256) != 64 || r.Size == 0 || r.Time.IsZero() {
			t.Errorf("revision %d is %+v; want %s because of %q", len(history)-i, r, actions[i], reasons[i])
		}
	}
}

func checkProofs(t *testing.T, f *folder, p *Portal, id string, revisions int) {
	t.Helper()
	for n := 1; n <= revisions; n++ {
		proof, err := p.Proof(t.Context(), id, n)
		if err != nil {
			t.Fatal(err)
		}
		shown, err := ledger.VerifyProof(proof.Proof, proof.Entry, proof.VerifierKey)
		if err != nil || shown.Index != proof.Index {
			t.Errorf("the proof of revision %d shows %+v, %v", n, shown, err)
		}
		entry, err := registry.ParseEntry(proof.Entry)
		if err != nil || entry.Disclosure != id || entry.Revision != n {
			t.Errorf("the entry of revision %d is %+v, %v", n, entry, err)
		}
		if _, err := ledger.VerifyCheckpoint(proof.Checkpoint, f.registry.VerifierKey()); err != nil {
			t.Errorf("the checkpoint: %v", err)
		}
	}
}

func TestWhatIsNotThere(t *testing.T) {
	f := newFolder(t, 2)
	p := openPortal(t, f, newIndex(t))
	ctx, id := t.Context(), someID(t, f)
	for _, c := range []struct {
		id string
		n  int
	}{{"530400-2023-zzzzzz", 1}, {"../../etc/passwd", 1}, {"", 1}, {id, 2}, {id, 0}, {id, -1}} {
		_, reading := p.Revision(ctx, c.id, c.n)
		_, bytes := p.RevisionMarkdown(ctx, c.id, c.n)
		_, proof := p.Proof(ctx, c.id, c.n)
		for _, err := range []error{reading, bytes, proof} {
			if !errors.Is(err, ErrNotFound) {
				t.Errorf("%q, revision %d: %v; want ErrNotFound", c.id, c.n, err)
			}
		}
		if _, err := p.History(ctx, c.id); c.id != id && !errors.Is(err, ErrNotFound) {
			t.Errorf("the history of %q: %v; want ErrNotFound", c.id, err)
		}
	}
}

func TestAnErasedTextIsNotShown(t *testing.T) {
	f := newFolder(t, 3)
	p := openPortal(t, f, newIndex(t))
	ctx, id := t.Context(), someID(t, f)
	f.do(t, nil, registry.Act{ID: "erase", Action: registry.Erase, Base: 1, Reason: "法院决定", Disclosure: &content.Disclosure{Summary: content.Summary{ID: id}}})
	if _, err := p.Markdown(ctx, id); !errors.Is(err, ErrErased) {
		t.Errorf("before the portal has followed: %v", err)
	}
	if err := p.CatchUp(ctx); err != nil {
		t.Fatal(err)
	}
	for name, p := range map[string]*Portal{"followed": p, "opened after": openPortal(t, f, newIndex(t))} {
		if _, err := p.Read(ctx, id); !errors.Is(err, ErrErased) || !errors.Is(err, ErrNotFound) {
			t.Errorf("%s: reading gives %v; want ErrErased", name, err)
		}
		if _, err := p.Revision(ctx, id, 1); !errors.Is(err, ErrErased) {
			t.Errorf("%s: reading the revision gives %v; want ErrErased", name, err)
		}
		if s := p.State(); s.Disclosures != 2 || s.Problems != 0 {
			t.Errorf("%s: the state is %+v; an erased text is no problem", name, s)
		}
	}
}

// TestReplayedChangesGiveTheDataset applies the feed as a mirror would.
func TestReplayedChangesGiveTheDataset(t *testing.T) {
	f := newFolder(t, 30)
	p := openPortal(t, f, newIndex(t))
	ids := idsOf(p)
	f.do(t, nil, f.correcting(t, ids[3], "更正。"))
	f.do(t, nil, withdrawing(ids[4], 1))
	f.do(t, p, f.correcting(t, ids[3], "再次更正。"))
	mirror, since := map[string]string{}, int64(0)
	for {
		changes, err := p.Changes(t.Context(), since, 7)
		if err != nil {
			t.Fatal(err)
		}
		if len(changes) == 0 {
			break
		}
		for _, c := range changes {
			if c.Index != since {
				t.Fatalf("entry %d comes after %d", c.Index, since-1)
			}
			since++
			if c.Action == "withdraw" {
				delete(mirror, c.ID)
			} else {
				mirror[c.ID] = c.SHA256
			}
		}
	}
	if since != 33 || len(mirror) != 29 {
		t.Errorf("%d changes give %d disclosures", since, len(mirror))
	}
	err := p.Each(t.Context(), Query{}, func(s *content.Summary) error {
		if mirror[s.ID] != s.SHA256 {
			t.Errorf("%s is %s in the mirror, %s in the dump", s.ID, mirror[s.ID], s.SHA256)
		}
		delete(mirror, s.ID)
		return nil
	})
	if err != nil || len(mirror) > 0 {
		t.Errorf("%v; the dump lacks %v", err, mirror)
	}
	if many, err := p.Changes(t.Context(), -5, 1<<40); err != nil || len(many) != 33 {
		t.Errorf("%d changes, %v; want all 33", len(many), err)
	}
}

// idsOf lists what a portal has, by id.
func idsOf(p *Portal) []string {
	snap := p.model.Load().snap
	var ids []string
	for row := range snap.All().All() {
		ids = append(ids, snap.Facts(row).ID)
	}
	slices.Sort(ids)
	return ids
}
