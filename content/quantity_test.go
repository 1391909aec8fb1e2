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
