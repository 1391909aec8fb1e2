package audit

import (
	"regexp"
	"strings"
	"unicode/utf8"
)

// series finds names with 、 between them before 等3人, 等同志 and 3人.
func (f *folded) series() [][2]int {
	var out [][2]int
	for at := 0; ; {
		i := strings.Index(f.text[at:], "等")
		if i < 0 {
			return out
		}
		at += i
		if countsPersons(f.text[at+len("等"):]) {
			out = append(out, f.seriesBefore(at)...)
		}
		at += len("等")
	}
}

// countsPersons tells whether words go on with a count of persons.
func countsPersons(rest string) bool {
	rest = strings.TrimLeft(rest, " 0123456789一二三四五六七八九十百两几多余")
	return prefixOf(rest, "人", "名", "位", "户", "同志", "职工", "同学", "学生", "困难") != ""
}

// seriesBefore reads names backwards from a place.
func (f *folded) seriesBefore(end int) [][2]int {
	var out [][2]int
	for range maxNames {
		left := lastRunes(f.text[:end], 4)
		start := -1
		for n := 2; n <= utf8.RuneCountInString(left); n++ {
			name := lastRunes(left, n)
			before := lastRunes(f.text[:end-len(name)], 4)
			if (strings.HasSuffix(before, "、") || endsWord(before)) && likeName(name) && !names().words[name] && (isStrictName(name) || len(out) > 0) {
				start = end - len(name)
			}
		}
		if start < 0 {
			return out
		}
		out = append(out, [2]int{start, end})
		sep := suffixOf(f.text[:start], "、", ",", " ")
		if sep == "" {
			return out
		}
		end = start - len(sep)
	}
	return out
}

// listItem is one of a list of names: the words, and what stands behind them in
// brackets or as an amount.
var listItem = regexp.MustCompile(`^(\p{Han}{2,4})(\([^()\n]{1,20}\)|:? ?[0-9][0-9,.]*(?: ?(?:元|万元|分|票))?)?(?:(?: ?[、,;/] ?| {1,4}|\n)(?:[0-9]{1,3}[.、)] ?|\([0-9一二三四五六七八九十]{1,3}\))?|$|[。)])`)

// enumerated finds names that stand in a row: three of them, or two with an amount
// or a bracket behind each. Every word of the row must be a name, and most of three
// characters.
func (f *folded) enumerated() [][2]int {
	var out, row [][2]int
	long, noted := 0, 0
	flush := func() {
		if len(row) >= 3 && long*2 > len(row) || len(row) == 2 && long == 2 && noted == 2 {
			out = append(out, row...)
		}
		row, long, noted = nil, 0, 0
	}
	next := 0 // behind the last item
	for _, s := range f.spots {
		if s.signs&surnameSign == 0 || s.at < next {
			continue
		}
		if s.at > next {
			flush()
		}
		m := f.itemAt(s.at, len(row) == 0)
		if m == nil {
			flush()
			continue
		}
		i := s.at
		row = append(row, [2]int{i, i + m[3]})
		if m[3] > len("两字") {
			long++
		}
		if m[4] >= 0 {
			noted++
		}
		next = i + m[1]
		if endsRow(f.text[:next]) {
			flush()
		}
	}
	flush()
	return out
}

// itemAt gives the submatches of an item of a list of names at a place, nil for
// none. The first item of a row does not stand behind a character of a word.
func (f *folded) itemAt(at int, first bool) []int {
	if first && isHan(lastRune(f.text[:at])) || surnameOf(f.text[at:], false) == "" || strictNameAt(f.text[at:], anything) == 0 {
		return nil
	}
	m := listItem.FindStringSubmatchIndex(firstRunes(f.text[at:], longestName))
	if m == nil || !isStrictName(f.text[at:at+m[3]]) {
		return nil
	}
	return m
}

// endsRow tells whether a row of names ended here: 。 or a bracket that closes.
func endsRow(s string) bool { return suffixOf(s, "。", ")") != "" }

// numberedItem begins an item of a numbered list.
var numberedItem = regexp.MustCompile(`(?:^|[\n;。: ])\(?(?:[0-9]{1,3}|[一二三四五六七八九十]{1,3})[.、)]+ ?(\p{Han}{3,4}) ?[,:(]`)

// numbersName tells whether a line has what [numberedItem] begins with, and a
// character behind it that names begin with.
func numbersName(line string) bool {
	for i, r := range line {
		if r != '.' && r != '、' && r != ')' || !isNumeral(lastRune(line[:i])) {
			continue
		}
		rest := strings.TrimPrefix(strings.TrimLeft(line[i:], ".、)"), " ")
		if names().heads.has(runeAt(rest, 0)) {
			return true
		}
	}
	return false
}

// isNumeral tells whether r is a digit of ours or a Chinese one up to ten.
func isNumeral(r rune) bool {
	return '0' <= r && r <= '9' || strings.ContainsRune("一二三四五六七八九十", r)
}

// numbered finds names that begin the items of a numbered list, two at least.
func (f *folded) numbered() [][2]int {
	var out [][2]int
	for _, m := range f.in(numberedItem, nameSign, numbersName) {
		if isStrictName(f.text[m[2]:m[3]]) {
			out = append(out, [2]int{m[2], m[3]})
		}
	}
	if len(out) < 2 {
		return nil
	}
	return out
}

// signatures finds names that stand alone on the line above a date.
func (f *folded) signatures() [][2]int {
	var out [][2]int
	at, previous := 0, [2]int{}
	for line := range strings.SplitAfterSeq(f.text, "\n") {
		words := strings.Trim(line, " \r\n*_\t")
		if words != "" {
			start := at + strings.Index(line, words)
			if isDateLine(words) && previous[1] > previous[0] {
				out = append(out, previous)
			}
			previous = [2]int{}
			if name := strings.ReplaceAll(words, " ", ""); isStrictName(name) && len(words) < 24 {
				previous = [2]int{start, start + len(words)}
			}
		}
		at += len(line)
	}
	return out
}

// listed finds names that begin at least two lines, each with a number before or
// an amount or a number behind: 1.王某某 3000元.
func (f *folded) listed() [][2]int {
	var out [][2]int
	at := 0
	for line := range strings.SplitAfterSeq(f.text, "\n") {
		words := strings.TrimLeft(line, " *-\t0123456789.、()")
		start := at + len(line) - len(words)
		n := strictNameAt(words, func(rest string) bool { return rest == "" || strings.ContainsRune(" \t:,\n", runeAt(rest, 0)) })
		behind := ""
		if n > 0 {
			behind = strings.TrimLeft(words[n:], " \t:,")
		}
		if n > 0 && (behind == "" || isDigit(behind[0]) || behind[0] == '\n' && len(words) < len(line)) {
			out = append(out, [2]int{start, start + n})
		}
		at += len(line)
	}
	if len(out) < 2 {
		return nil
	}
	return out
}

// isDateLine tells whether a line is nothing but a date.
func isDateLine(s string) bool {
	return (strings.HasPrefix(s, "20") || strings.HasPrefix(s, "二")) && strings.Contains(s, "年") && strings.Contains(s, "月") && utf8.RuneCountInString(s) < 16
}
