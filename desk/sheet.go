package desk

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"mingzhang/account"
	"mingzhang/content"
	"mingzhang/database"
	"mingzhang/publish"
	"mingzhang/registry"
)

// maxReason is how many characters the reason of a correction may have.
const maxReason = 1000

// found is a draft as one moment had it.
type found struct {
	Draft
	body    *body // nil when it was wiped
	reviews []Review
	editors []string
}

// look reads a draft with everything that is stored of it.
func (k *Desk) look(ctx context.Context, id string) (f found, err error) {
	err = k.db.Read(ctx, func(tx *database.Tx) error {
		var err error
		if f.Draft, err = loadDraft(tx, id); err != nil {
			return err
		}
		if f.body, err = loadBody(tx, id); err != nil {
			return err
		}
		if f.reviews, err = reviews(tx, id); err != nil {
			return err
		}
		f.editors, err = editors(tx, id)
		return err
	})
	return f, err
}

// Sheet gives everything about a draft: what was read and from where, what is
// wrong with it, and how it would be published.
func (k *Desk) Sheet(ctx context.Context, who account.Who, id string) (*Sheet, error) {
	f, err := k.look(ctx, id)
	if err != nil {
		return nil, err
	}
	if err := reading().allow(who, f.Unit); err != nil {
		return nil, err
	}
	s := &Sheet{Draft: f.Draft, Reviews: f.reviews, Editors: f.editors, Read: []content.Section{}, Fields: []Field{}, Hits: []publish.Hit{}, Problems: []Problem{}, Notes: []string{}}
	if f.body == nil {
		return s, nil
	}
	o, err := k.judge(ctx, &f.Draft, f.body)
	if err != nil {
		return nil, err
	}
	derive(o.text)
	s.Text, s.Preview, s.Read, s.Edit = o.text, o.preview, f.body.origin.Sections, &f.body.edit
	s.Fields = fields(o.text, f.body.origin)
	s.Hits = append(s.Hits, o.hits...)
	s.Problems = append(s.Problems, o.problems...)
	s.Notes = append(s.Notes, f.body.notes...)
	if f.Base > 0 {
		s.Published, _, err = k.published(ctx, string(f.Disclosure), f.Base)
	}
	return s, err
}

// Preview gives a draft exactly as it would be published now, without what
// publication itself sets: status, revision, times.
func (k *Desk) Preview(ctx context.Context, who account.Who, id string) (*content.Disclosure, error) {
	s, err := k.Sheet(ctx, who, id)
	if err != nil {
		return nil, err
	}
	if s.Preview == nil {
		return nil, ErrState
	}
	return s.Preview, nil
}

// Original gives the file that a draft was read from, as it was handed in. It
// holds personal data.
func (k *Desk) Original(ctx context.Context, who account.Who, id string) ([]byte, error) {
	f, err := k.look(ctx, id)
	if err != nil {
		return nil, err
	}
	if err := reading().allow(who, f.Unit); err != nil {
		return nil, err
	}
	if f.Original == "" || f.State == StateDiscarded {
		return nil, ErrNotFound
	}
	return k.originals.read(string(f.Original))
}

// judge checks a draft anew, also against what is published.
func (k *Desk) judge(ctx context.Context, d *Draft, b *body) (*outcome, error) {
	unit, err := k.units.Unit(ctx, d.Unit)
	if err != nil {
		return nil, fmt.Errorf("looking up a unit: %w", err)
	}
	o := &outcome{hits: []publish.Hit{}}
	if d.Action == registry.Withdraw {
		o.text, o.preview = b.origin, tombstone(b.origin)
	} else if o, err = b.check(unit); err != nil {
		return nil, err
	}
	o.preview.Reason = d.Reason
	if o.preview.ID = string(d.Disclosure); d.Action == registry.Publish {
		o.preview.ID = content.NewID(&o.preview.Summary)
	}
	standing, err := k.standing(ctx, d, o.preview.ID)
	if err != nil {
		return nil, err
	}
	o.problems = append(o.problems, standing...)
	if d.Action != registry.Publish {
		o.problems = append(o.problems, b.reasonProblems(string(d.Reason))...)
	}
	if d.Action == registry.Correct {
		o.problems = append(o.problems, unchanged(b.origin, o.preview, d)...)
	}
	return o, nil
}

// tombstone is what remains in public of a text that is withdrawn.
func tombstone(d *content.Disclosure) *content.Disclosure {
	t := &content.Disclosure{Summary: content.Summary{
		Kind: d.Kind, Title: d.Title, Year: d.Year, Publisher: d.Publisher, Region: d.Region, Status: content.Withdrawn,
	}}
	t.FillLists()
	return t
}

// standing tells what stands against a draft in what is published already.
func (k *Desk) standing(ctx context.Context, d *Draft, id string) ([]Problem, error) {
	newest, err := k.registry.Revision(ctx, id, 0)
	switch {
	case errors.Is(err, registry.ErrNotFound) && d.Action == registry.Publish:
		return nil, nil
	case err != nil:
		return nil, fmt.Errorf("looking up what is published: %w", err)
	case newest.Action == registry.Withdraw:
		return []Problem{{"withdrawn", "", "这份公开文本已经撤回，不能再更正或重新公开", "the disclosure was withdrawn and stays so"}}, nil
	case d.Action == registry.Publish:
		return []Problem{{"published", "", "同一单位、年度、名称的项目已经公开；请改为更正", "this project is published already; make the draft a correction"}}, nil
	case newest.Revision != d.Base:
		return []Problem{{ErrBase.Code, "", ErrBase.Chinese, ErrBase.English}}, nil
	}
	return nil, nil
}

// reasonProblems says what is wrong with a reason, which will be public.
func (b *body) reasonProblems(reason string) []Problem {
	switch {
	case strings.TrimSpace(reason) == "":
		return []Problem{{"reason", "reason", "请写明更正或撤回的原因；原因会公开", "a correction or withdrawal needs a reason, which will be public"}}
	case utf8.RuneCountInString(reason) > maxReason || !utf8.ValidString(reason) || strings.ContainsFunc(reason, unseen):
		return []Problem{{"reason", "reason", "原因须在1000字以内，不能换行", "the reason must be one line of at most 1000 characters"}}
	case b.masked(reason) != reason:
		return []Problem{{"personal-data", "reason", "原因会公开，不能写个人信息", "the reason will be public and must hold no personal data"}}
	}
	return nil
}

// unchanged says that a correction corrects nothing.
func unchanged(origin, preview *content.Disclosure, d *Draft) []Problem {
	if d.Original != "" {
		return nil // another file
	}
	for _, f := range fields(preview, origin) {
		if f.Edited {
			return nil
		}
	}
	if !slices.Equal(preview.Sections, origin.Sections) {
		return nil
	}
	return []Problem{{"unchanged", "", "与已公开的文本没有差别；请先修改要更正的内容", "nothing differs from what is published"}}
}

// published reads a revision that was published; number 0 is the newest.
func (k *Desk) published(ctx context.Context, id string, number int) (*content.Disclosure, registry.Revision, error) {
	r, err := k.registry.Revision(ctx, id, number)
	if err != nil {
		return nil, r, err
	}
	b, err := k.registry.Content(ctx, r)
	if errors.Is(err, registry.ErrErased) {
		return nil, r, nil
	}
	if err != nil {
		return nil, r, fmt.Errorf("reading what is published: %w", err)
	}
	d, err := content.Parse(b)
	if err != nil {
		return nil, r, fmt.Errorf("reading revision %d of %s: %w", r.Revision, id, err)
	}
	d.FillLists()
	return d, r, nil
}
