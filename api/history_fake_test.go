package api

import (
	"context"
	"fmt"
	"strings"

	"mingzhang/content"
	"mingzhang/content/compare"
	"mingzhang/ledger"
	"mingzhang/portal"
)

// The ids of records with a past.
const (
	goneID   = "530400-2023-gone01" // withdrawn by revision 2; the text of 1 was erased
	firstID  = "530400-2023-k7q2m1" // corrected once
	secondID = "530400-2023-k7q2m2"
)

// pastOf gives the revisions of a record, the oldest first; a nil text was erased.
func (f *fake) pastOf(id string) ([]*content.Disclosure, error) {
	for i := range f.all {
		d := f.all[i]
		switch {
		case d.ID != id:
		case id == firstID:
			corrected := d
			corrected.Revision, corrected.Reason = 2, "更正金额"
			corrected.Amount = &content.Money{Fen: 310_000_000, Text: "310.00万元"}
			corrected.Sections = []content.Section{{Key: "basis", Heading: "立项依据", Markdown: "依据<某某>规定。"}}
			return []*content.Disclosure{&d, &corrected}, nil
		default:
			return []*content.Disclosure{&d}, nil
		}
	}
	if id == goneID {
		last := invented(2)
		last.ID, last.Revision, last.Status, last.Reason = goneID, 2, content.Withdrawn, "重复公开。"
		return []*content.Disclosure{nil, &last}, nil
	}
	return nil, portal.ErrNotFound
}

func (f *fake) History(_ context.Context, id string) ([]portal.Revision, error) {
	past, err := f.pastOf(id)
	var list []portal.Revision
	for i := len(past) - 1; i >= 0; i-- {
		r := portal.Revision{Number: i + 1, Action: "correct", SHA256: strings.Repeat("0a", 32), Size: 99, Index: int64(i + 3), Time: day, Erased: past[i] == nil}
		switch {
		case i == 0:
			r.Action = "publish"
		case id == goneID:
			r.Action = "withdraw"
		}
		if past[i] != nil {
			r.Reason = past[i].Reason
		}
		list = append(list, r)
	}
	return list, err
}

func (f *fake) Revision(_ context.Context, id string, n int) (*content.Disclosure, error) {
	past, err := f.pastOf(id)
	switch {
	case err != nil:
		return nil, err
	case n > len(past):
		return nil, portal.ErrNotFound
	case past[n-1] == nil:
		return nil, fmt.Errorf("revision %d: %w", n, portal.ErrErased)
	}
	return past[n-1], nil
}

func (f *fake) RevisionMarkdown(ctx context.Context, id string, n int) ([]byte, error) {
	d, err := f.Revision(ctx, id, n)
	if err != nil {
		return nil, err
	}
	return content.Format(d)
}

func (f *fake) Compare(ctx context.Context, id string, from, to int) (*portal.Comparison, error) {
	before, err := f.Revision(ctx, id, from)
	if err != nil {
		return nil, err
	}
	after, err := f.Revision(ctx, id, to)
	if err != nil {
		return nil, err
	}
	list, err := f.History(ctx, id)
	return &portal.Comparison{From: list[len(list)-from], To: list[len(list)-to], Difference: compare.Disclosures(before, after)}, err
}

// log is what the fake says of its past, and more than one page of it.
func (f *fake) log() []portal.Change {
	hash := strings.Repeat("0a", 32)
	return []portal.Change{
		{Index: 0, Action: "publish", ID: goneID, Revision: 1, SHA256: hash, Time: day},
		{Index: 1, Action: "publish", ID: secondID, Revision: 1, SHA256: hash, Time: day},
		{Index: 2, Action: "withdraw", ID: goneID, Revision: 2, SHA256: hash, Time: day},
		{Index: 3, Action: "publish", ID: firstID, Revision: 1, SHA256: hash, Time: day},
		{Index: 4, Action: "correct", ID: firstID, Revision: 2, SHA256: hash, Time: day},
		{Index: 5, Action: "publish", ID: "530400-2023-k7q2m3", Revision: 1, SHA256: hash, Time: day},
		{Index: 6, Action: "erase", ID: goneID, Revision: 1, SHA256: hash, Time: day},
	}
}

func (f *fake) Changes(_ context.Context, since int64, limit int) ([]portal.Change, error) {
	all := f.log()
	from := min(since, int64(len(all)))
	return all[from:min(from+int64(limit), int64(len(all)))], nil
}

// fakeLog is a log of 300 entries, none of which says anything.
type fakeLog struct{}

func (fakeLog) Checkpoint(context.Context) ([]byte, error) {
	return []byte("example.org/log\n300\nroot\n\n— example.org/log sig\n"), nil
}

func (fakeLog) Tile(_ context.Context, level int, index int64, width int) ([]byte, error) {
	size := int64(300) >> (8 * level)
	if index*256+int64(width) > size || width < 256 && index*256+int64(width) > size {
		return nil, ledger.ErrNotFound
	}
	return make([]byte, 32*width), nil
}

func (l fakeLog) EntryBundle(ctx context.Context, index int64, width int) ([]byte, error) {
	return l.Tile(ctx, 0, index, width)
}

func (fakeLog) Entry(_ context.Context, index int64) ([]byte, error) {
	if index >= 300 {
		return nil, fmt.Errorf("entry %d: %w", index, ledger.ErrNotFound)
	}
	return fmt.Appendf(nil, `{"v":1,"revision":%d}`, index), nil
}

func (l fakeLog) Proof(ctx context.Context, index int64) ([]byte, error) {
	_, err := l.Entry(ctx, index)
	return []byte("c2sp.org/tlog-proof@v1\n"), err
}

func (fakeLog) VerifierKey() string { return "example.org/log+0badc0de+AbCd" }
