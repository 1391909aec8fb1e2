package search

import (
	"context"
	"errors"
	"reflect"
	"slices"
	"testing"
)

// texted is an index over a few folded texts that counts what it is asked.
type texted struct {
	Index
	texts []string
	asked int
	fail  error
}

func (x *texted) Search(_ context.Context, plan Plan) (Result, error) {
	x.asked++
	var found Result
	for _, text := range x.texts {
		if !slices.ContainsFunc(plan.Groups, func(g Group) bool { return !g.isIn(text) }) {
			found.IDs = append(found.IDs, text)
		}
	}
	return found, x.fail
}

func (g Group) isIn(text string) bool {
	return slices.ContainsFunc(g.Terms, func(t Term) bool { return IndexPhrase(text, t.Text) >= 0 })
}

func TestFind(t *testing.T) {
	x := &texted{texts: []string{Fold("困难职工帮扶专项资金，煤改电"), Fold("村里的养路工，缝纫机"), Fold("最低生活保障")}}
	l := testLexicon()
	for _, c := range []struct {
		name, text string
		requests   int
	}{
		{"a word of names", "困难职工", 1},
		{"a word of the texts only", "缝纫机", 1},
		{"two words of the texts", "缝纫机 养路工", 1},
		{"two words of different texts", "缝纫机 煤改电", 3},
		{"a typing error", "困难职公", 2},
		{"nowhere", "无此词语", 1},
		{"a synonym", "低保", 2},
		{"letters", "knzg", 2},
		{"several words, one of them nowhere", "困难职工 无此词", 2},
		{"a question", "有多少困难职工？", 1},
		{"nothing", " ", 1},
		{"an amount", "334.6万元", 1},
	} {
		want := l.PlanWith(c.text, func(phrase string) bool { return occurs(t.Context(), x, phrase) })
		ids, _ := x.Search(t.Context(), want)
		x.asked = 0
		got, result, err := l.Find(t.Context(), x, c.text)
		if err != nil || !reflect.DeepEqual(got, want) || !reflect.DeepEqual(result, ids) {
			t.Errorf("%s: %v, %+v finds %q; want %+v, which finds %q", c.name, err, got, result.IDs, want, ids.IDs)
		}
		if x.asked != c.requests {
			t.Errorf("%s: %d requests, want %d", c.name, x.asked, c.requests)
		}
	}
}

func TestFindSaysThatTheIndexIsAway(t *testing.T) {
	away := errors.New("away")
	x := &texted{fail: away}
	for _, text := range []string{"困难职工", "缝纫机"} {
		if _, _, err := testLexicon().Find(t.Context(), x, text); !errors.Is(err, away) || x.asked != 1 {
			t.Errorf("%s: %v after %d requests, want the index's error after one", text, err, x.asked)
		}
		x.asked = 0
	}
}
