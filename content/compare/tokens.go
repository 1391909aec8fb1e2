package compare

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// paragraphs cuts a text after each line, with the blank lines that follow it.
func paragraphs(s string) []string {
	return cutAfter(s, func(r rune) bool { return r == '\n' })
}

// sentences cuts a text after each sentence, with the marks that follow it.
func sentences(s string) []string {
	return cutAfter(s, func(r rune) bool { return strings.ContainsRune("。；！？;!?\n", r) })
}

// cutAfter cuts a text after each run of runes that end a piece.
func cutAfter(s string, ends func(rune) bool) []string {
	var list []string
	from, ended := 0, false
	for i, r := range s {
		end := ends(r)
		if ended && !end {
			list = append(list, s[from:i])
			from = i
		}
		ended = end
	}
	if from < len(s) {
		list = append(list, s[from:])
	}
	return list
}

// words cuts a text into what a reader sees as one: a number with its unit, a
// word of letters, a run of spaces, and each other character with its accents.
func words(s string) []string {
	list := make([]string, 0, len(s)/3+1)
	for s != "" {
		n := wordLen(s)
		list = append(list, s[:n])
		s = s[n:]
	}
	return list
}

func wordLen(s string) int {
	r, n := utf8.DecodeRuneInString(s)
	switch {
	case unicode.IsDigit(r):
		n = numberLen(s)
		return n + unitLen(s[n:])
	case letter(r):
		return spanLen(s, func(r rune) bool { return letter(r) || unicode.IsDigit(r) || unicode.IsMark(r) })
	case unicode.IsSpace(r) && r != '\n':
		return spanLen(s, func(r rune) bool { return unicode.IsSpace(r) && r != '\n' })
	}
	return n + spanLen(s[n:], unicode.IsMark)
}

// letter tells whether r is a letter of a script that sets words apart by spaces.
func letter(r rune) bool {
	return unicode.IsLetter(r) && !unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Bopomofo)
}

func spanLen(s string, in func(rune) bool) int {
	if i := strings.IndexFunc(s, func(r rune) bool { return !in(r) }); i >= 0 {
		return i
	}
	return len(s)
}

// numberLen gives the length of the number that s begins with: digits, and one
// separator at a time between them.
func numberLen(s string) int {
	n := spanLen(s, unicode.IsDigit)
	for n < len(s) {
		separator, width := utf8.DecodeRuneInString(s[n:])
		if !strings.ContainsRune(".,，．", separator) {
			return n
		}
		digits := spanLen(s[n+width:], unicode.IsDigit)
		if digits == 0 || separator == '，' && digits != 3 {
			return n
		}
		n += width + digits
	}
	return n
}

// unitLen gives the length of the unit that follows a number: 万元, 人次, %.
func unitLen(s string) int {
	n := 0
	for _, size := range []string{"十", "百", "千", "万", "亿"} {
		n += len(commonPrefix(s[n:], size))
	}
	for _, unit := range units {
		if strings.HasPrefix(s[n:], unit) {
			return n + len(unit)
		}
	}
	return n
}

// units follow numbers and belong to them. A longer one stands before its beginning.
var units = [...]string{
	"元", "人次", "人", "户次", "户", "名", "个百分点", "个月", "个", "项", "年", "月", "日", "%", "％", "‰", "次", "家", "所", "件", "号", "岁",
	"分", "天", "小时", "期", "批", "场", "公里", "平方米", "米", "亩", "吨", "台", "套", "册", "条", "份", "类", "级", "倍",
}

func commonPrefix(s, prefix string) string {
	if strings.HasPrefix(s, prefix) {
		return prefix
	}
	return ""
}

// pause tells whether a token ends or begins a phrase.
func pause(token string) bool {
	r, _ := utf8.DecodeRuneInString(token)
	return unicode.IsPunct(r) || unicode.IsSpace(r) || unicode.IsSymbol(r)
}
