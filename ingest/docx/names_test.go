package docx

import "testing"

func TestTwips(t *testing.T) {
	for text, want := range map[string]int{
		"420": 420, "-420": -420, "21pt": 420, "1in": 1440, "1cm": 567, "10mm": 567, "1pc": 240,
		"": 0, "x": 0, "9999pt": 0, "NaNpt": 0, "5000000": 1_000_000, "99999999999999999999": 0,
	} {
		if got := twips(text); got != want {
			t.Errorf("twips(%q) is %d, want %d", text, got, want)
		}
	}
}
