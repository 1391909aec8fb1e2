package search

import (
	"context"
	"reflect"
)

// Find understands text and asks an index for it. Most phrases that no name
// holds do occur in some text, so the plan first supposes that they do, and what
// the search finds is the proof. Only without it is the index asked for single
// phrases, and for what the plan then is. The outcome is that of
// [Lexicon.PlanWith], usually by one request instead of two.
func (l *Lexicon) Find(ctx context.Context, x Index, text string) (Plan, Result, error) {
	var supposed []string
	plan := l.PlanWith(text, func(phrase string) bool {
		supposed = append(supposed, phrase)
		return true
	})
	result, err := x.Search(ctx, plan)
	if err != nil || plan.proves(supposed, result) {
		return plan, result, err
	}
	known := l.PlanWith(text, func(phrase string) bool {
		return plan.proves([]string{phrase}, result) || !plan.isOnly(phrase) && occurs(ctx, x, phrase)
	})
	if reflect.DeepEqual(known, plan) {
		return plan, result, nil
	}
	result, err = x.Search(ctx, known)
	return known, result, err
}

// proves tells whether the result of a plan shows that each phrase occurs: every
// match holds what is the only term of a group.
func (p Plan) proves(phrases []string, result Result) bool {
	alone := map[string]bool{}
	for _, g := range p.Groups {
		if len(g.Terms) == 1 && g.Terms[0].In == InText {
			alone[g.Terms[0].Text] = true
		}
	}
	for _, phrase := range phrases {
		if !alone[phrase] || len(result.IDs) == 0 {
			return false
		}
	}
	return true
}

// isOnly tells whether the plan looks for one phrase and nothing else.
func (p Plan) isOnly(phrase string) bool {
	return len(p.Groups) == 1 && len(p.Groups[0].Terms) == 1 && p.Groups[0].Terms[0] == Term{Text: phrase, In: InText}
}

// occurs tells whether a folded phrase stands in any text. An index that does not
// answer is seen by the search that follows.
func occurs(ctx context.Context, x Index, phrase string) bool {
	result, err := x.Search(ctx, Plan{Class: ClassWords, Groups: []Group{textGroup(phrase)}})
	return err != nil || len(result.IDs) > 0
}
