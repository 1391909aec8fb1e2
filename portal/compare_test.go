package portal

import (
	"errors"
	"testing"

	"mingzhang/content"
	"mingzhang/content/compare"
	"mingzhang/registry"
)

// TestCompare compares the revisions of a disclosure that is corrected, then
// withdrawn, then erased in part.
func TestCompare(t *testing.T) {
	f := newFolder(t, 3)
	p := openPortal(t, f, newIndex(t))
	ctx, id := t.Context(), someID(t, f)
	f.do(t, p, f.correcting(t, id, "改过的项目名称。"))

	c, err := p.Compare(ctx, id, 1, 2)
	if err != nil || c.From.Number != 1 || c.To.Number != 2 || c.To.Reason != "金额有误" {
		t.Fatalf("1 to 2 is %+v, %v", c, err)
	}
	if s := c.Sections[0]; s.Change != compare.Changed || compare.New(s.Edits) != "改过的项目名称。" {
		t.Errorf("the first section is %+v", s)
	}
	if back, err := p.Compare(ctx, id, 2, 1); err != nil || compare.Old(back.Sections[0].Edits) != "改过的项目名称。" {
		t.Errorf("2 to 1 is %+v, %v", back, err)
	}
	if same, err := p.Compare(ctx, id, 2, 2); err != nil || len(same.Facts) != 0 || same.Sections[0].Change != compare.Same {
		t.Errorf("2 to itself is %+v, %v", same, err)
	}

	f.do(t, p, withdrawing(id, 2))
	if b, err := p.RevisionMarkdown(ctx, id, 2); err != nil || content.SHA256(b) != c.To.SHA256 {
		t.Errorf("a withdrawn text that nobody erased: %v", err)
	}
	gone, err := p.Compare(ctx, id, 2, 3)
	if err != nil || gone.Sections[0].Change != compare.Removed {
		t.Errorf("2 to the withdrawal is %+v, %v", gone, err)
	}

	f.do(t, p, registry.Act{ID: "erase", Action: registry.Erase, Base: 1, Reason: "法院决定", Disclosure: &content.Disclosure{Summary: content.Summary{ID: id}}})
	for _, ask := range []struct {
		id       string
		from, to int
		want     error
	}{{id, 1, 2, ErrErased}, {id, 2, 1, ErrErased}, {id, 2, 4, ErrNotFound}, {id, 0, 2, ErrNotFound}, {"530000-2024-zzzzzz", 1, 1, ErrNotFound}} {
		if _, err := p.Compare(ctx, ask.id, ask.from, ask.to); !errors.Is(err, ask.want) {
			t.Errorf("%s from %d to %d gives %v; want %v", ask.id, ask.from, ask.to, err, ask.want)
		}
	}
}
