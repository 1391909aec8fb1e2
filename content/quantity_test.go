package content

import "testing"

func TestQuantitiesInTheirSentence(t *testing.T) {
	for text, want := range map[string]string{
		"本级配套26万元组成":    "26万元",
		"安排500元组织座谈":    "500元",
		"计划筛查6，000人":    "6，000人",
		"分别为2，3人":       "3人",
		"0人缺席":          "",
		"三元区":           "",
		"每户1，250，000元整": "1，250，000元整",
	} {
		got := ""
		for _, q := range FindQuantities(text) {
			got += q.Text
		}
		if got != want {
			t.Errorf("FindQuantities(%q) = %q, want %q", text, got, want)
		}
	}
}

func TestWordsThatEndAsEstimates(t *testing.T) {
	for text, want := range map[string]string{
		"签约5200人": "eq", "附近300户": "eq", "约5200人": "approx", "大约300户": "approx", "近300户": "approx", "节约12万元": "eq",
	} {
		if found := FindQuantities(text); len(found) != 1 || found[0].Op != want {
			t.Errorf("%s: %+v, want %s", text, found, want)
		}
	}
}
