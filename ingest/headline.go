package ingest

import (
	"strconv"
	"strings"

	"mingzhang/content"
)

// Styles of numbering, from the outermost inwards.
const (
	plainStyle  = iota // no number
	partStyle          // 一、 第一部分
	parenStyle         // （一）
	digitStyle         // 1. 1、
	parenDigits        // （1） 1）
	circleStyle        // ①
	wordStyle          // 一是 第一，
)

// headline is a line taken apart as a heading.
type headline struct {
	style  int
	number int
	text   string // without number, brackets and colon
	value  string // what follows on the same line, after a colon, bracket or wide gap
	boxed  bool   // in brackets: 【立项依据】
	key    string // of the section, for a label of the document's kind
}

// readHeadline takes a line apart. It says nothing about whether it is a heading.
func readHeadline(line string) headline {
	line = strings.TrimLeft(line, "■◆●▶★•※◎○□▲◇ ")
	h := headline{}
	h.style, h.number, line = splitNumber(line)
	line = strings.TrimSpace(line)
	for _, pair := range []struct{ open, shut string }{{"【", "】"}, {"〖", "〗"}, {"「", "」"}} {
		inside, ok := strings.CutPrefix(line, pair.open)
		if label, rest, closed := strings.Cut(inside, pair.shut); ok && closed {
			h.text, h.value, h.boxed = bare(label), strings.TrimLeft(rest, "：: \t"), true
			if h.style == plainStyle {
				h.style, h.number, h.text = splitNumber(h.text)
			}
			return h
		}
	}
	h.text = line
	if i := labelEnd(line); i >= 0 {
		_, size := firstRune(line[i:])
		h.text, h.value = line[:i], strings.TrimLeft(line[i+size:], "：: \t")
	}
	h.text = bare(h.text)
	if h.value != "" {
		return h
	}
	if label, _, ok := strings.Cut(prefix(line, 20), "。"); ok && anyLabel(bare(label)) { // 一、项目名称。…
		h.text, h.value = bare(label), strings.TrimSpace(line[len(label)+len("。"):])
	}
	return h
}

// indexColon gives where the first colon or tab of s stands, -1 for none.
func indexColon(s string) int {
	const wide = "："
	for i := range len(s) {
		switch c := s[i]; {
		case c == ':', c == '\t', c == wide[0] && strings.HasPrefix(s[i:], wide):
			return i
		}
	}
	return -1
}

// labelEnd gives where the label of a line ends: at its first colon or wide gap
// outside of brackets, -1 for none. 资金安排（单位：万元） is a label as a whole.
func labelEnd(line string) int {
	i := indexColon(line)
	open := strings.LastIndexAny(line[:max(i, 0)], "（(")
	if open < 0 || strings.ContainsAny(line[open:i], "）)") {
		return i
	}
	shut := strings.IndexAny(line[i:], "）)")
	if shut < 0 || !hasAny(line[open:i+shut], "单位") {
		return i
	}
	if next := strings.IndexAny(line[i+shut:], "：:\t"); next >= 0 {
		return i + shut + next
	}
	return -1
}

func firstRune(s string) (rune, int) {
	for _, c := range s {
		return c, len(string(c))
	}
	return 0, 0
}

// bare drops what surrounds the words of a heading, and the blanks of one that
// is spaced out (项 目 名 称).
func bare(s string) string {
	s = strings.Trim(s, " \t：:。*")
	if len(s) > 90 || !strings.ContainsAny(s, " \t") {
		return s
	}
	closed := strings.NewReplacer(" ", "", "\t", "").Replace(s)
	if spacedOut([]rune(s)) || anyLabel(closed) {
		return closed
	}
	return s
}

// spacedOut tells whether every second rune is a blank.
func spacedOut(r []rune) bool {
	letters, blanks := 0, 0
	for _, c := range r {
		if c == ' ' || c == '\t' {
			blanks++
		} else {
			letters++
		}
	}
	return blanks > 0 && blanks >= letters-1
}

// labelKey gives the key that a label stands for in a kind, "" for none.
func labelKey(kind content.Kind, label string) string {
	if label == "" || len(label) > 60 {
		return ""
	}
	if key := content.SectionKey(kind, label, 0); key != "section-0" {
		return key
	}
	if plain, unit, ok := strings.Cut(label, "（"); ok && plain != "" && hasAny(unit, "单位", "元") {
		return labelKey(kind, plain)
	}
	return ""
}

// splitNumber cuts the number off the front of a line.
func splitNumber(s string) (style, n int, rest string) {
	if c, _ := firstRune(s); isHan(c) && c != '第' && !strings.ContainsRune(hanDigits, c) {
		return plainStyle, 0, s // as most lines begin
	}
	r := []rune(prefix(s, 12))
	switch open := runeAt(r, 0); {
	case open == '（' || open == '(':
		return parenNumber(r, s)
	case open >= '①' && open <= '⑳':
		return circleStyle, int(open-'①') + 1, s[len(string(open)):]
	case open == '第':
		return ordinal(r, s)
	}
	i, value := hanNumber(r, 0)
	if i > 0 {
		switch runeAt(r, i) {
		case '、', '.', '，', ':', '：':
			return partStyle, value, s[len(string(r[:i+1])):]
		case '是':
			return wordStyle, value, s[len(string(r[:i+1])):]
		}
		return plainStyle, 0, s
	}
	return digitNumber(r, s)
}

// parenNumber reads （一） and （1）.
func parenNumber(r []rune, s string) (style, n int, rest string) {
	style = parenStyle
	i, value := hanNumber(r, 1)
	if i == 1 {
		style = parenDigits
		i, value = arabicNumber(r, 1)
	}
	if shut := runeAt(r, i); i == 1 || (shut != '）' && shut != ')') {
		return plainStyle, 0, s
	}
	return style, value, s[len(string(r[:i+1])):]
}

// ordinal reads 第一部分, 第一章 and 第一、.
func ordinal(r []rune, s string) (style, n int, rest string) {
	i, value := hanNumber(r, 1)
	if i == 1 {
		return plainStyle, 0, s
	}
	after := string(r[i:])
	for _, word := range []string{"部分", "章", "节", "条"} {
		if strings.HasPrefix(after, word) {
			rest := s[len(string(r[:i]))+len(word):]
			return partStyle, value, strings.TrimLeft(rest, "、：: \t")
		}
	}
	if c := runeAt(r, i); c == '、' || c == '，' {
		return wordStyle, value, s[len(string(r[:i+1])):]
	}
	return plainStyle, 0, s
}

// digitNumber reads 1. 1、 and 1）. After a dot a digit makes a decimal, except
// a year: 1.2023年.
func digitNumber(r []rune, s string) (style, n int, rest string) {
	i, value := arabicNumber(r, 0)
	if i == 0 || i > 2 {
		return plainStyle, 0, s
	}
	j := i
	for runeAt(r, j) == ' ' {
		j++
	}
	switch runeAt(r, j) {
	case '、':
	case '.':
		if end, year := arabicNumber(r, j+1); end > j+1 && (end != j+5 || runeAt(r, end) != '年' || year < 1949) {
			return plainStyle, 0, s
		}
	case '）', ')':
		return parenDigits, value, s[len(string(r[:j+1])):]
	default:
		return plainStyle, 0, s
	}
	return digitStyle, value, s[len(string(r[:j+1])):]
}

// hanDigits are the characters of Chinese numbers below a hundred.
const hanDigits = "一二三四五六七八九十"

// hanNumber reads 一 to 九十九 at i; end is i when there is none.
func hanNumber(r []rune, i int) (end, n int) {
	digit := 0
	for ; i+end < len(r); end++ {
		c := r[i+end]
		if c == '十' {
			n, digit = max(digit, 1)*10, 0
			continue
		}
		d := strings.IndexRune(hanDigits, c)
		if d < 0 {
			break
		}
		digit = d/3 + 1
	}
	return i + end, n + digit
}

func arabicNumber(r []rune, i int) (end, n int) {
	end = i
	for end < len(r) && isNumberRune(r[end]) {
		end++
	}
	n, err := strconv.Atoi(string(r[i:end]))
	if err != nil {
		return end, 0
	}
	return end, n
}

func runeAt(r []rune, i int) rune {
	if i < 0 || i >= len(r) {
		return 0
	}
	return r[i]
}

// prefix gives the first n runes of s.
func prefix(s string, n int) string {
	for i := range s {
		if n == 0 {
			return s[:i]
		}
		n--
	}
	return s
}
