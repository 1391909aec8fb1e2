package audit

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"mingzhang/content"
)

// quantityKind says what a number in the text counts.
type quantityKind byte

const (
	amount quantityKind = iota + 1
	people
	percent
	year
)

// span is a stretch of a text, in bytes.
type span struct{ start, end int }

// quantity is one number of a section with its unit and its place.
type quantity struct {
	kind     quantityKind
	value    int64  // fen, heads, 1/10000 of one percent, or the year
	step     int64  // value of one unit in the last written place
	decimals int    // digits written after the point
	unit     string // 元, 人, 户, %, 年 ...
	approx   bool   // 约, 余, 不少于, a range ...: no exact statement
	cited    bool   // inside the title or the number of another document
	depth    int    // round brackets that are open around it in its sentence
	span            // its words
	char     int    // its first character, counted in code points
	clause   span   // its sentence, cut at semicolons too
	sentence span   // its sentence
}

// scan finds the numbers of a text whose unit is known, in order.
func scan(s string) []quantity {
	known := content.FindQuantities(s)
	out := make([]quantity, 0, len(known)+8)
	var c cursor
	for i, size := 0, 0; i < len(s); i += size {
		var r rune
		r, size = utf8.DecodeRuneInString(s[i:])
		c.pass(r, i, out)
		switch {
		case len(known) > 0 && known[0].Start <= c.char:
			if q, ok := fromContent(known[0]); ok && known[0].Start == c.char {
				q.approx = q.approx || hedged(s[:i])
				out = append(out, c.place(q, span{i, i + len(known[0].Text)}))
			}
			known = known[1:]
		case isDigit(s[i]):
			if q, end := yearAt(s, i); end > 0 {
				out = append(out, c.place(q, span{i, end}))
			}
		}
		c.char++
	}
	c.endSentence(len(s), out)
	return out
}

// cursor keeps where a sentence began while a text is read.
type cursor struct {
	char             int // characters before this one
	clause, sentence int // where they began
	open, closed     int // numbers whose clause and sentence have their end
	cites            int // depth of 《 and 〔
	depth            int // of （ and (
}

// pass notes what the character r at i means for the numbers around it.
func (c *cursor) pass(r rune, i int, found []quantity) {
	switch r {
	case '《', '<', '〈', '〔':
		c.cites++
	case '》', '>', '〉', '〕':
		c.cites = max(0, c.cites-1)
	case '（', '(':
		c.depth++
	case '）', ')':
		c.depth = max(0, c.depth-1)
	case '。', '！', '？', '\n':
		c.endSentence(i, found)
		c.depth = 0
		c.sentence, c.clause = i+utf8.RuneLen(r), i+utf8.RuneLen(r)
		if r == '\n' {
			c.cites = 0
		}
	case '；', ';':
		c.endClause(i, found)
		c.clause = i + utf8.RuneLen(r)
	}
}

func (c *cursor) endClause(i int, found []quantity) {
	for ; c.open < len(found); c.open++ {
		found[c.open].clause.end = max(i, found[c.open].end)
	}
}

func (c *cursor) endSentence(i int, found []quantity) {
	c.endClause(i, found)
	for ; c.closed < len(found); c.closed++ {
		found[c.closed].sentence.end = max(i, found[c.closed].end)
	}
}

func (c *cursor) place(q quantity, at span) quantity {
	q.span, q.char, q.cited, q.depth = at, c.char, c.cites > 0, c.depth
	q.clause.start, q.sentence.start = c.clause, c.sentence
	return q
}

// fromContent takes over what the common grammar of numbers has read.
func fromContent(from content.Quantity) (quantity, bool) {
	q := quantity{approx: from.Op != "eq"}
	switch from.Kind {
	case content.KindAmount:
		q.kind, q.unit, q.value = amount, "元", int64(from.Money.Fen)
		q.decimals, q.step = precision(from.Text)
	case content.KindPeople:
		q.kind, q.unit, q.value = people, from.People.Unit, int64(from.People.Count)
		q.approx = q.approx || strings.ContainsAny(from.Text, "万千")
	case content.KindPercent:
		whole, frac, _ := strings.Cut(from.Percent, ".")
		value, err := strconv.ParseInt(whole+(frac + "0000")[:4], 10, 32)
		if err != nil || len(frac) > 4 {
			return quantity{}, false
		}
		q.kind, q.unit, q.value = percent, "%", value
		q.decimals, q.step = precision(from.Text)
		q.step *= 100
	default:
		return quantity{}, false
	}
	return q, true
}

// precision gives the decimals of an amount as it is written and the value in
// fen of one unit in its last place: 2 and 10000 for 334.60万元. An amount in
// Chinese numerals counts as exact.
func precision(words string) (decimals int, step int64) {
	last := strings.LastIndexAny(words, "0123456789")
	if last < 0 {
		return 0, 1
	}
	if point := strings.LastIndexByte(words[:last+1], '.'); point >= 0 {
		decimals = last - point
	}
	places := 2 - decimals
	for _, r := range words[last+1:] {
		places += map[rune]int{'十': 1, '百': 2, '千': 3, '万': 4, '亿': 8}[r]
	}
	step = 1
	for ; places > 0; places-- {
		step *= 10
	}
	return decimals, step
}

// yearAt reads the year of four digits at i; end is 0 when there is none.
func yearAt(s string, i int) (q quantity, end int) {
	if i > 0 && (isDigit(s[i-1]) || s[i-1] == '.') || i+4 > len(s) {
		return q, 0
	}
	value, err := strconv.Atoi(s[i : i+4])
	rest := strings.TrimLeft(s[i+4:], " ")
	if err != nil || value < 1949 || value > 2100 || !strings.HasPrefix(rest, "年") {
		return q, 0
	}
	end = len(s) - len(rest) + len("年")
	ranged := suffixOf(strings.TrimRight(s[:i], " "), ranges()...) != "" || prefixOf(s[end:], ranges()...) != ""
	return quantity{kind: year, value: int64(value), unit: "年", approx: ranged}, end
}

func ranges() []string { return []string{"-", "—", "－", "–", "~", "～", "至", "到"} }

// hedged tells whether the words left of a number make it an estimate, beside
// those that the common grammar knows.
func hedged(left string) bool {
	return suffixOf(strings.TrimRight(left, " "), "逾", "最低", "±", "原则上") != ""
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

// prefixOf returns the first of words that s begins with, or "".
func prefixOf(s string, words ...string) string {
	for _, w := range words {
		if strings.HasPrefix(s, w) {
			return w
		}
	}
	return ""
}

// suffixOf returns the first of words that s ends with, or "".
func suffixOf(s string, words ...string) string {
	for _, w := range words {
		if strings.HasSuffix(s, w) {
			return w
		}
	}
	return ""
}

// containsAny tells whether s contains one of words.
func containsAny(s string, words ...string) bool {
	for _, w := range words {
		if strings.Contains(s, w) {
			return true
		}
	}
	return false
}
