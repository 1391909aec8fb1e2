package web

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"mingzhang/content"
	"mingzhang/content/compare"
	"mingzhang/portal"
)

// past is what the fake portal knows of a disclosure besides what stands: its
// revisions, the oldest first. A nil one was erased.
type past struct {
	revisions []*content.Disclosure
	withdrawn *portal.Withdrawn
}

// revisionsOf gives the revisions of a disclosure, the oldest first.
func (f *fake) revisionsOf(id string) ([]*content.Disclosure, error) {
	if p, known := f.past[id]; known {
		return p.revisions, nil
	}
	for _, d := range f.docs {
		if d.ID == id {
			return []*content.Disclosure{d}, nil
		}
	}
	return nil, fmt.Errorf("disclosure %s: %w", id, portal.ErrNotFound)
}

func (f *fake) History(_ context.Context, id string) ([]portal.Revision, error) {
	list, err := f.revisionsOf(id)
	var history []portal.Revision
	for i, d := range list {
		r := portal.Revision{
			Number: i + 1, Action: "publish", SHA256: strings.Repeat("ab12", 16), Size: 1234, Index: int64(40 + i),
			Time: time.Date(2026, 1, 31+i, 9, 0, 0, 0, time.UTC), Erased: d == nil,
		}
		if i > 0 {
			r.Action = "correct"
		}
		if d != nil {
			r.Reason = d.Reason
			if d.Status == content.Withdrawn {
				r.Action = "withdraw"
			}
		}
		history = append(history, r)
	}
	slices.Reverse(history)
	return history, err
}

func (f *fake) Revision(_ context.Context, id string, n int) (*content.Disclosure, error) {
	list, err := f.revisionsOf(id)
	switch {
	case err != nil:
		return nil, err
	case n < 1 || n > len(list):
		return nil, portal.ErrNotFound
	case list[n-1] == nil:
		return nil, portal.ErrErased
	}
	return list[n-1], nil
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
	history, err := f.History(ctx, id)
	return &portal.Comparison{From: history[len(history)-from], To: history[len(history)-to], Difference: compare.Disclosures(before, after)}, err
}

func (f *fake) Proof(ctx context.Context, id string, n int) (*portal.Proof, error) {
	history, err := f.History(ctx, id)
	if err != nil {
		return nil, err
	}
	if n < 1 || n > len(history) {
		return nil, portal.ErrNotFound
	}
	r := history[len(history)-n]
	return &portal.Proof{
		Index: r.Index, Entry: fmt.Appendf(nil, `{"v":1,"action":%q,"disclosure":%q,"revision":%d,"sha256":%q}`, r.Action, id, n, r.SHA256),
		Proof: []byte("c2sp.org/tlog-proof@v1\n"), Checkpoint: []byte("mingzhang.example/log\n42\nroot\n\n— mingzhang.example/log sig\n"),
		VerifierKey: "mingzhang.example/log+0badc0de+AbCd",
	}, nil
}

func (f *fake) Changes(context.Context, int64, int) ([]portal.Change, error) { return nil, nil }

// corrected gives a portal whose first record was corrected twice: its figures,
// then its words, and a record that was withdrawn.
func corrected() *fake {
	svc := &fake{docs: records(), past: map[string]past{}}
	first, second, third := aidRecord("玉溪市总工会", "530400", 2023), aidRecord("玉溪市总工会", "530400", 2023), aidRecord("玉溪市总工会", "530400", 2023)
	second.Revision, second.Reason = 2, "更正资金总额和慰问人数"
	second.Amount, second.Beneficiaries = amount("310.00万元"), &content.People{Count: 1300, Unit: "人"}
	second.Lines[0].Amount, second.Lines[0].People = amount("178.00万元"), &content.People{Count: 890, Unit: "人"}
	replace(second, "funding", "334.60万元", "310.00万元", "1,346人", "1,300人", "1,013人", "890人", "202.60万元", "178.00万元")
	*third = *second
	third.Sections = append([]content.Section{}, second.Sections...)
	third.Revision, third.Reason = 3, "按主管部门意见补充实施成效"
	third.Lines = third.Lines[:3]
	third.Funding = []content.Funding{{Source: "市级财政", Amount: amount("300万元")}, {Source: "上年结转", Amount: amount("10万元")}}
	replace(third, "overview", "实际问题", "实际困难", "充分发挥工会职工服务（帮扶）中心作用，", "")
	replace(third, "plan", "- 7月至9月：金秋助学", "- 7月至9月：金秋助学\n- 10月：医疗救助")
	third.Sections = append(third.Sections[:5], third.Sections[6], content.Section{Key: "section-7", Heading: "监督电话", Markdown: "由公开单位受理。"})
	third.Figures, third.Findings, third.Citations = nil, nil, nil
	svc.docs[0] = third
	svc.past[third.ID] = past{revisions: []*content.Disclosure{first, second, third}}

	gone := record(content.Budget, "某某县总工会", "532324", 2024, "重复公开的项目")
	last := *gone
	last.Revision, last.Status, last.Reason = 2, content.Withdrawn, "与另一份公开文本重复"
	svc.past[gone.ID] = past{revisions: []*content.Disclosure{nil, &last}, withdrawn: &portal.Withdrawn{
		ID: gone.ID, Title: gone.Title, Publisher: gone.Publisher, Reason: string(last.Reason), At: time.Date(2026, 2, 1, 9, 0, 0, 0, time.UTC), Revision: 2,
	}}
	return svc
}

func replace(d *content.Disclosure, section string, pairs ...string) {
	for i := range d.Sections {
		if d.Sections[i].Key == section {
			d.Sections[i].Markdown = strings.NewReplacer(pairs...).Replace(d.Sections[i].Markdown)
		}
	}
	d.Figures, d.Findings = nil, nil // their places are not those of the new words
}
