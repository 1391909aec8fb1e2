package legible

import "testing"

func TestShare(t *testing.T) {
	for text, legible := range map[string]bool{
		"项目名称：困难职工帮扶专项资金，2024年预算安排３００万元。": true,
		"鍓嶅崐骞撮」鐩祫閲戝畨鎺掓儏鍐":                 false,
		"晞嵅䄸䔛晞嵅䄸䔛":                        false,
		"Budget 2024":                     false,
		"":                                false,
	} {
		if got := Share(text); (got >= Enough) != legible {
			t.Errorf("Share(%q) = %.2f", text, got)
		}
	}
}
