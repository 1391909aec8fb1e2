package desk

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"mingzhang/account"
	"mingzhang/content"
	"mingzhang/database"
	"mingzhang/publish"
	"mingzhang/registry"
)

// Save changes fields of an open draft, masks and checks it anew. A field that
// cannot be read is ErrInvalid, as *Problems with one sentence a field, and
// nothing is saved.
func (k *Desk) Save(ctx context.Context, who account.Who, id string, version int, e Edit) (Draft, error) {
	return k.change(ctx, who, saving(), id, version, func(d *Draft, b *body, unit account.Unit) (string, []Problem) {
		b.edit = b.edit.undo(e.Undo)
		problems := d.takeReason(b, &e)
		e.Reason, e.Undo = nil, nil
		if d.Action == registry.Withdraw {
			return "reason", problems // the rest goes away with the text
		}
		b.edit = b.edit.merge(e)
		copied, err := clone(b.origin)
		if err != nil {
			return "", append(problems, Problem{"form", "", "文本无法保存", err.Error()})
		}
		return "edit", append(problems, b.edit.apply(copied, unit.Name)...)
	})
}

// takeReason takes the reason of a correction or withdrawal.
func (d *Draft) takeReason(b *body, e *Edit) []Problem {
	if e.Reason == nil {
		return nil
	}
	reason := strings.TrimSpace(*e.Reason)
	if d.Action == registry.Publish && reason != "" {
		return []Problem{{"reason", "reason", "首次公开不需要原因", "a first publication has no reason"}}
	}
	if d.Reason = content.Text(reason); reason == "" {
		return nil
	}
	return b.reasonProblems(reason)
}

// Decide settles what becomes of personal data in an open draft. A decision
// without an action takes an earlier one back. By is set to the account.
func (k *Desk) Decide(ctx context.Context, who account.Who, id string, version int, decisions ...publish.Decision) (Draft, error) {
	return k.change(ctx, who, deciding(), id, version, func(_ *Draft, b *body, unit account.Unit) (string, []Problem) {
		before, err := b.check(unit)
		if err != nil {
			return "", []Problem{{"form", "", "文本无法检查", err.Error()}}
		}
		var problems []Problem
		for _, one := range decisions {
			one.By, one.Because = who.Account, content.Text(b.masked(string(one.Because)))
			if p := checkDecision(one, before.hits); p != nil {
				problems = append(problems, *p)
				continue
			}
			b.decisions = slices.DeleteFunc(b.decisions, func(d publish.Decision) bool { return d.Hit == one.Hit })
			if one.Action != "" {
				b.decisions = append(b.decisions, one)
			}
		}
		return decided(decisions, before.hits), problems
	})
}

// decided notes decisions for the audit trail, where they stay when the draft's
// own are wiped: how many were masked, and for any other what it was about. It
// holds none of the words.
func decided(decisions []publish.Decision, hits []publish.Hit) string {
	const most = 900 // bytes
	masked := 0
	others := ""
	for _, d := range decisions {
		if d.Action == publish.MaskIt {
			masked++
			continue
		}
		action := cmp.Or(string(d.Action), "undo")
		i := slices.IndexFunc(hits, func(h publish.Hit) bool { return h.ID == d.Hit })
		if one := "; " + action + " " + d.Hit; i >= 0 && len(others)+len(one)+len(hits[i].Kind) < most {
			others += one + " " + hits[i].Kind
		}
	}
	return fmt.Sprintf("decisions %d, masked %d", len(decisions), masked) + others
}

// checkDecision says what is wrong with a decision.
func checkDecision(d publish.Decision, hits []publish.Hit) *Problem {
	field := "hits." + d.Hit
	words := []rune(string(d.Words) + string(d.Because))
	switch err := d.Check(); {
	case !slices.ContainsFunc(hits, func(h publish.Hit) bool { return h.ID == d.Hit }):
		return &Problem{"hit", field, "稿件里已没有这条个人信息；请刷新页面", "the draft has no such piece of personal data"}
	case d.Action == "":
		return nil
	case len(words) > maxWords || slices.ContainsFunc(words, unseen):
		return &Problem{"long", field, fmt.Sprintf("最多%d个字，不能换行", maxWords), "one line of bounded length is wanted"}
	case err != nil && d.Action == publish.KeepIt:
		return &Problem{"decision", field, "保留原文须写明理由", err.Error()}
	case err != nil && d.Action == publish.EditIt:
		return &Problem{"decision", field, "请写替换的文字，其中不能再有个人信息", err.Error()}
	case err != nil:
		return &Problem{"decision", field, "请选择遮盖、保留或改写", err.Error()}
	}
	return nil
}

// change does an act that changes the body of a draft. The draft is checked
// outside the transaction, so that nobody waits for it; the version tells whether
// it is still the same then.
func (k *Desk) change(ctx context.Context, who account.Who, a act, id string, version int, work func(*Draft, *body, account.Unit) (note string, problems []Problem)) (Draft, error) {
	f, err := k.look(ctx, id)
	if err != nil {
		return Draft{}, err
	}
	if err := a.allow(who, f.Unit); err != nil {
		return Draft{}, err
	}
	if err := a.fits(&f.Draft, version); err != nil {
		return Draft{}, err
	}
	unit, err := k.unit(ctx, f.Unit)
	if err != nil {
		return Draft{}, err
	}
	note, problems := work(&f.Draft, f.body, unit)
	if err := problemsOrNil(ErrInvalid, problems); err != nil {
		return Draft{}, err
	}
	o, err := k.judge(ctx, &f.Draft, f.body)
	if err != nil {
		return Draft{}, err
	}
	return k.do(ctx, who, a, id, version, func(tx *database.Tx, d *Draft) (string, error) {
		d.Action, d.Disclosure, d.Base, d.Reason = f.Action, f.Disclosure, f.Base, f.Reason
		d.summarise(o)
		if err := addEditor(tx, id, who.Account); err != nil {
			return "", err
		}
		return note, putBody(tx, id, f.body)
	})
}
