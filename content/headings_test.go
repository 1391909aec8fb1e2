package content

import (
	"strings"
	"testing"
)

func TestSectionKeyKnowsOtherHeadings(t *testing.T) {
	for _, c := range []struct {
		kind          Kind
		heading, want string
	}{
		{Budget, "立项依据", "basis"}, {Budget, "设立依据", "basis"}, {Budget, " 资金安排及使用情况 ", "funding"},
		{Budget, "立项 依据", "section-3"}, {Budget, "存在问题", "section-3"}, {Budget, "", SectionPreface},
		{Evaluation, "存在问题", "problems"}, {Evaluation, "自评得分", "conclusion"}, {Scheme, "组织领导", "assurance"},
		{"other", "立项依据", "section-3"},
	} {
		if got := SectionKey(c.kind, c.heading, 3); got != c.want {
			t.Errorf("SectionKey(%s, %q) = %s, want %s", c.kind, c.heading, got, c.want)
		}
	}
}

func TestEachHeadingHasOneKey(t *testing.T) {
	for _, kind := range Kinds() {
		seen := map[string]string{}
		for key, words := range otherHeadings(kind) {
			if SectionHeading(kind, key) == "" {
				t.Errorf("%s: %s is no key", kind, key)
			}
			for _, word := range append(strings.Fields(words), SectionHeading(kind, key)) {
				if other := seen[word]; other != "" {
					t.Errorf("%s: %s stands for %s and %s", kind, word, other, key)
				}
				seen[word] = key
			}
		}
	}
}
