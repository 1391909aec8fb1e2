package searchtest

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"mingzhang/search"
)

func testQueries(t *testing.T, x search.Index) {
	docs := Corpus()
	rebuild(t, x, "1", docs)
	lexicon := Lexicon(docs)
	for class, list := range queries() {
		t.Run(class, func(t *testing.T) {
			for _, q := range list {
				got := found(t, x, lexicon.Plan(q.text))
				wantSet(t, q.text, got, q.want)
				if q.first != "" && (len(got) == 0 || !slices.Contains(strings.Split(q.first, "|"), got[0])) {
					t.Errorf("%s: %q stands first, want %s", q.text, got[0], q.first)
				}
			}
		})
	}
}

// testPairs searches every two characters that stand side by side in a title or
// publisher, so words cut in any way, and compares with a plain scan.
func testPairs(t *testing.T, x search.Index) {
	docs := Corpus()
	rebuild(t, x, "1", docs)
	seen := map[string]bool{}
	for _, d := range docs[:len(docs)/2] {
		runes := []rune(search.Fold(d.Title + "。" + d.Publisher))
		for i := range len(runes) - 1 {
			pair := string(runes[i : i+2])
			if strings.ContainsRune(pair, search.Gap) || seen[pair] {
				continue
			}
			seen[pair] = true
			wantSet(t, pair, found(t, x, word(pair)), Expected(docs, word(pair)))
		}
	}
}

func testOrder(t *testing.T, x search.Index) {
	docs := Corpus()
	rebuild(t, x, "1", docs)
	wantIDs(t, "everything", found(t, x, everything()), newestFirst(docs))
	for _, c := range []struct {
		phrase string
		want   []string
	}{
		{"困难职工", ids("qh-union-2023", "qh-union-2022", "yl-union-2024", "bs-care-2023")},                                                    // title, then text
		{"工会", ids("bs-union-2023", "yl-model-2024", "yl-union-2024", "qh-union-2023", "qh-service-2023", "bs-care-2023", "qh-union-2022")}, // title, then publisher
		{"民政局", ids("qh-dibao-2024", "qh-elder-2023", "bs-tekun-2023", "yl-dibao-2023", "qx-wubao-2019")},
	} {
		for range 3 {
			wantIDs(t, c.phrase, found(t, x, word(c.phrase)), c.want)
		}
	}
	same := newestFirst(docs)
	update(t, x, "2", []search.Document{docs[3], docs[0]}) // written anew, unchanged
	wantIDs(t, "everything after an update", found(t, x, everything()), same)
}

// testShapes runs plans by their structure, with more groups and alternatives
// than a reader would type.
func testShapes(t *testing.T, x search.Index) {
	docs := Corpus()
	rebuild(t, x, "1", docs)
	many := make([]string, 12)
	for i := range many {
		many[i] = fmt.Sprintf("没有%d", i)
	}
	common := strings.Split("困 难 职 工 帮 扶 专 项 资 金 青 禾 市 总 会 年", " ")
	for name, plan := range map[string]search.Plan{
		"alternatives":           words([]string{"养路", "和平"}),
		"groups of alternatives": words([]string{"青禾市", "云岭县"}, []string{"养老", "困难职工", "养路"}),
		"a group that fails":     words([]string{"青禾市"}, []string{"没有"}),
		"a group without terms":  {Groups: []search.Group{{}}},
		"an empty group, second": {Groups: []search.Group{{Terms: []search.Term{{Text: "青禾"}}}, {}}},
		"an empty term":          words([]string{"", "养路"}),
		"many alternatives":      words(append(many, "养路")),
		"many times many":        words(append(many, "青禾市"), append(many, "困难"), append(many, "职工")),
		"a word twice":           words([]string{"养路"}, []string{"养路"}),
		"across punctuation":     word("活动|通知"),
		"a gap inside":           word("青工发|2021|7号"),
		"mixed fields": {Groups: []search.Group{
			{Terms: []search.Term{{Text: "1346人", In: search.InKeys}, {Text: "青民发〔2024〕3号", In: search.InNumbers}}},
			{Terms: []search.Term{{Text: "青禾市"}}},
		}},
		"a key is no text":    word("1250000元"),
		"a number is no text": word("青人社发〔2023〕45号"),
		"sixteen groups":      words(lists(common)...),
	} {
		want := Expected(docs, plan)
		wantSet(t, name, found(t, x, plan), want)
	}
}

// lists returns a list of one for each item.
func lists(items []string) [][]string {
	out := make([][]string, len(items))
	for i, item := range items {
		out[i] = []string{item}
	}
	return out
}

func testHostile(t *testing.T, x search.Index) {
	docs := Corpus()
	rebuild(t, x, "1", docs)
	lexicon := Lexicon(docs)
	for _, text := range hostile() {
		found(t, x, lexicon.Plan(text))
		found(t, x, word(search.Fold(text)))
		found(t, x, word(text)) // not folded, as no planner would send it
	}
}

// long returns texts of 10 KB and more.
func long() []string {
	return []string{
		strings.Repeat("困难职工", 2000), strings.Repeat("困难 ", 3000), strings.Repeat("a", 20000),
		strings.Repeat("\"", 10000), strings.Repeat("(", 10000), strings.Repeat("9", 10000), strings.Repeat("困|", 4000),
	}
}

func testLongText(t *testing.T, x search.Index) {
	var body strings.Builder
	for i := range 20000 { // some 140,000 characters
		fmt.Fprintf(&body, "第%d项支出。", i)
	}
	body.WriteString("末尾写着绿孔雀保护地。")
	long := search.Document{ID: "long", Title: "长文", Body: body.String()}
	update(t, x, "1", []search.Document{long, {ID: "short", Title: "短文"}})
	for _, phrase := range []string{"绿孔雀保护地", "第0项支出", "第9999项支出", "第17003项支出", "19999项支出|末尾"} {
		wantIDs(t, phrase, found(t, x, word(phrase)), ids("long"))
	}
	wantIDs(t, "第20000项支出", found(t, x, word("第20000项支出")), nil)
}
