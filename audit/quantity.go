package audit

import (
	"strconv"
	"strings"

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

// quantity is one number of a section with its unit. Offsets are bytes.
type quantity struct {
	kind       quantityKind
	value      int64  // fen, heads, 1/10000 of one percent, or the year
	step       int64  // value of one unit in the last written place
	decimals   int    // digits written after the point
	unit       string // 元, 人, 户, %, 年 ...
	approx     bool   // 约, 余, 不少于, a range ...: no exact statement
	start, end int
}

// maxDigits keeps every value far inside an int64.
const maxDigits = 12

// scan finds the numbers of a text whose unit is known, in order.
func scan(s string) []quantity {
	var out []quantity
	for i := 0; i < len(s); {
		if !isDigit(s[i]) {
			i++
			continue
		}
		end := numberEnd(s, i)
		if q, ok := quantityAt(s, i, end); ok {
			out = append(out, q)
			end = q.end
		}
		i = end
	}
	return out
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

// numberEnd returns the offset after the digits, group commas and point at i.
func numberEnd(s string, i int) int {
	for i < len(s) && (isDigit(s[i]) || (s[i] == ',' || s[i] == '.') && i+1 < len(s) && isDigit(s[i+1])) {
		i++
	}
	return i
}

// quantityAt reads the number s[start:end] and the unit after it.
func quantityAt(s string, start, end int) (quantity, bool) {
	whole, frac, _ := strings.Cut(strings.ReplaceAll(s[start:end], ",", ""), ".")
	if len(whole)+len(frac) > maxDigits || strings.Contains(frac, ".") || insideWord(s, start) {
		return quantity{}, false
	}
	at := end + spaces(s[end:])
	q := quantity{decimals: len(frac), start: start}
	if w := prefixOf(s[at:], "余", "多", "来"); w != "" {
		q.approx, at = true, at+len(w)
	}
	scale, ok := q.readUnit(s[at:])
	if !ok || len(frac) > scale {
		return quantity{}, false
	}
	digits := whole + frac + strings.Repeat("0", scale-len(frac))
	value, err := strconv.ParseInt(digits, 10, 64)
	if err != nil || q.kind == year && (value < 1949 || value > 2100 || len(whole) != 4) {
		return quantity{}, false
	}
	q.value, q.step, q.end = value, power10(scale-len(frac)), q.end+at
	q.approx = q.approx || hedged(s, q)
	return q, true
}

// readUnit sets kind and unit, and the length of the unit's words as q.end. The
// scale is the power of ten between the written number and the value.
func (q *quantity) readUnit(s string) (scale int, ok bool) {
	ten := prefixOf(s, "亿", "千万", "百万", "万", "千")
	scale = powerOfTen(ten)
	rest := s[len(ten):]
	if w := prefixOf(rest, "余", "多"); w != "" && ten != "" {
		q.approx, rest = true, rest[len(w):]
	}
	unit := prefixOf(rest, append(content.PeopleUnits(), "元", "年", "%", "％")...)
	switch {
	case unit == "" || prefixOf(rest[len(unit):], notAfter(unit)...) != "":
		return 0, false
	case unit == "元":
		q.kind, q.unit, scale = amount, unit, scale+2
	case unit == "%" || unit == "％":
		q.kind, q.unit, scale = percent, "%", scale+4
	case unit == "年":
		q.kind, q.unit = year, unit
		if ten != "" {
			return 0, false
		}
	default:
		q.kind, q.unit = people, unit
		q.approx = q.approx || ten != ""
	}
	q.end = len(s) - len(rest) + len(unit)
	return scale, true
}

func powerOfTen(word string) int {
	switch word {
	case "亿":
		return 8
	case "千万":
		return 7
	case "百万":
		return 6
	case "万":
		return 4
	case "千":
		return 3
	}
	return 0
}

// notAfter lists what makes a unit a part of another word: 3元旦, 2人大.
func notAfter(unit string) []string {
	switch unit {
	case "元":
		return []string{"旦", "宵", "月", "化"}
	case "人":
		return []string{"民", "大", "均", "社", "才"}
	case "家":
		return []string{"庭"}
	}
	return nil
}

// insideWord tells whether the number is a part of a longer word: A3, 第3名, 1.3.
func insideWord(s string, start int) bool {
	if start == 0 {
		return false
	}
	c := s[start-1]
	letter := 'a' <= c|0x20 && c|0x20 <= 'z'
	return letter || c == '.' || c == '_' || strings.HasSuffix(s[:start], "第")
}

// hedged tells whether words around q make it a bound, a range or an estimate.
func hedged(s string, q quantity) bool {
	left, right := strings.TrimRight(s[:q.start], " "), strings.TrimLeft(s[q.end:], " ")
	if q.kind == year {
		return suffixOf(left, "-", "—", "－", "~", "～", "至", "到") != "" || prefixOf(right, "-", "—", "－", "~", "～", "至") != ""
	}
	return suffixOf(left, "约", "近", "将近", "不少于", "不少", "不低于", "不高于", "不超过", "不超", "超过", "超", "至少", "最多", "最高", "最低",
		"大于", "小于", "等于", "高于", "低于", "达到", "≥", "≤", ">", "<", "＞", "＜", "逾", "-", "—", "－", "~", "～", "至", "到", "±") != "" ||
		prefixOf(right, "以上", "以下", "以内", "左右", "上下", "-", "—", "－", "~", "～", "至", "余") != ""
}

func spaces(s string) int { return len(s) - len(strings.TrimLeft(s, " ")) }

func power10(n int) int64 {
	p := int64(1)
	for range n {
		p *= 10
	}
	return p
}

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
