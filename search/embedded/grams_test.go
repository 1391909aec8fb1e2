package embedded

import (
	"testing"
	"unicode/utf8"

	"mingzhang/search"
)

// TestGramsOfEveryPhrase takes every phrase out of texts and holds that it finds them.
func TestGramsOfEveryPhrase(t *testing.T) {
	for _, text := range []string{
		"帮扶困难职工1,346人，334.60万元（总工办发〔2020〕13号、云工通〔2016〕21号）Covid 19 期",
		"98%以上，2023年5%；2023-2025、1.5 2.50 a b c d1 5G网络%",
		"aé%b|1|2 3人4户\n\n甲乙丙丁",
	} {
		text = search.Fold(text)
		has := map[key]bool{}
		eachGram(text, 0, func(k key, _ uint32) { has[k] = true })
		for start := range text {
			for end := start + 1; end <= len(text); end++ {
				if end == len(text) || utf8.RuneStart(text[end]) {
					checkPhrase(t, text, search.Fold(text[start:end]), has)
				}
			}
		}
	}
}

// checkPhrase holds that the keys of phrase are among those of text when it
// stands there, and that a key alone is exact only when it does.
func checkPhrase(t *testing.T, text, phrase string, has map[key]bool) {
	t.Helper()
	keys, exact := phraseKeys(phrase)
	if search.IndexPhrase(text, phrase) < 0 {
		if exact && has[keys[0]] {
			t.Errorf("%q does not stand in %q, but its key says so", phrase, text)
		}
		return
	}
	for _, k := range keys {
		if !has[k] {
			t.Errorf("%q stands in %q, but not its key %x", phrase, text, k)
		}
	}
}

func TestPhraseKeysAreExact(t *testing.T) {
	for phrase, want := range map[string]bool{
		"工": true, "工会": true, "总工会": true, "困难职工": false, "2023": true, "2023年": true, "334.6万元": true,
		"2023年度的": false, "共1346人": false, "covid 19": false, "总工办发|2020|13号": false, "98%": false, "": false, "|": false,
	} {
		if _, exact := phraseKeys(phrase); exact != want {
			t.Errorf("phraseKeys(%q): exact = %v", phrase, exact)
		}
	}
}
