package desk

import (
	"strings"
	"testing"

	"mingzhang/audit"
	"mingzhang/publish"
)

func TestDecisionsAreNotedWithoutWords(t *testing.T) {
	hits := []publish.Hit{
		{ID: "aa", Personal: audit.Personal{Kind: audit.Mobile, Text: "13800000000"}},
		{ID: "bb", Personal: audit.Personal{Kind: audit.PersonName, Text: "某某"}},
	}
	got := decided([]publish.Decision{
		{Hit: "aa", Action: publish.MaskIt}, {Hit: "aa", Action: publish.KeepIt, Because: "公开的电话"}, {Hit: "bb", Action: publish.EditIt, Words: "一名职工"}, {Hit: "bb"},
	}, hits)
	if want := "decisions 4, masked 1; keep aa mobile; edit bb person_name; undo bb person_name"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	many := make([]publish.Decision, 200)
	for i := range many {
		many[i] = publish.Decision{Hit: "aa", Action: publish.KeepIt}
	}
	if got := decided(many, hits); len(got) > 1000 || !strings.HasPrefix(got, "decisions 200, masked 0; keep aa") {
		t.Errorf("%d bytes: %.60s", len(got), got)
	}
}
