package audit

import "strings"

// group is a run of digits, in bytes of the folded text.
type group struct{ start, end int }

func (g group) size() int { return g.end - g.start }

// maxPieces limits the pieces of one number: 138 0000 1234 has three.
const maxPieces = 6

// window is one number that may be written in groups, with what stands around it.
type window struct {
	f      *folded
	groups []group
	digits string // without what parts the groups
	sense  sense  // what the words before say that it is
}

func (w window) start() int { return w.groups[0].start }

func (w window) end() int { return w.groups[len(w.groups)-1].end }

// shape tells whether the groups have these sizes.
func (w window) shape(sizes ...int) bool {
	if len(sizes) != len(w.groups) {
		return false
	}
	for i, g := range w.groups {
		if g.size() != sizes[i] {
			return false
		}
	}
	return true
}

// wraps tells whether a line ends inside of the number.
func (w window) wraps() bool { return strings.Contains(w.f.text[w.start():w.end()], "\n") }

// runs gives the digits of a text; groups that only a gap parts are one run.
func runs(s string) [][]group {
	var out [][]group
	for i := 0; i < len(s); {
		if !isDigit(s[i]) {
			i++
			continue
		}
		var run []group
		for i < len(s) && isDigit(s[i]) {
			g := group{start: i}
			for i < len(s) && isDigit(s[i]) {
				i++
			}
			g.end = i
			run = append(run, g)
			i = afterGap(s, i)
		}
		out = append(out, run)
	}
	return out
}

// maxGap is the number of bytes that may part two groups of one number.
const maxGap = 7

// afterGap skips blanks with at most two of hyphen, dot, bracket and end of line; it stays
// where it is when no digit follows.
func afterGap(s string, i int) int {
	marks, at := 0, i
	for at < len(s) && at-i < maxGap {
		switch c := s[at]; {
		case isDigit(c):
			return at
		case c == '-' || c == '\n' || c == '.' || c == ')':
			marks++
		case c != ' ' && c != '\r':
			return i
		}
		if marks > 2 {
			return i
		}
		at++
	}
	return i
}

// windows calls take with each number that may begin at groups[from], the longest
// one first, until take says how many groups it took.
func (f *folded) windows(run []group, from int, take func(window) bool) int {
	most := min(maxPieces, len(run)-from)
	if !isLongEnough(run[from : from+most]) {
		return 0
	}
	sense := f.senseOf(run[from].start)
	for n := most; n > 0; n-- {
		w := window{f: f, groups: run[from : from+n], sense: sense}
		if w.end()-w.start() > maxNumber {
			continue
		}
		w.digits = digitsOf(f.text[w.start():w.end()])
		if take(w) {
			return n
		}
	}
	return 0
}

// isLongEnough tells whether groups have the digits of the shortest number.
func isLongEnough(groups []group) bool {
	n := 0
	for _, g := range groups {
		n += g.size()
	}
	return n >= shortestPhone
}

// maxNumber is the number of bytes of the longest number with its gaps.
const maxNumber = 21 + maxPieces*maxGap

func digitsOf(s string) string {
	return strings.Map(func(r rune) rune {
		if '0' <= r && r <= '9' {
			return r
		}
		return -1
	}, s)
}

// findNumbers finds the personal data that consists of digits.
func findNumbers(f *folded) []Personal {
	var found []Personal
	for _, run := range runs(f.text) {
		for i := 0; i < len(run); {
			if p, n := f.spelled(run[i:]); n > 0 {
				found = append(found, p)
				i += n
				continue
			}
			i += max(1, f.windows(run, i, func(w window) bool {
				p, ok := w.read()
				if ok {
					found = append(found, p)
				}
				return ok
			}))
		}
	}
	return found
}

// spelled reads a number with a gap behind every digit, as forms with a box for each
// digit give it. Its label must stand before it.
func (f *folded) spelled(run []group) (Personal, int) {
	n := 0
	for n < len(run) && n < 18 && run[n].size() == 1 {
		n++
	}
	if n < 11 {
		return Personal{}, 0
	}
	sense := f.senseOf(run[0].start)
	end := run[n-1].end
	switch {
	case sense == idSense && n >= 15:
		if i := afterBlanks(f.text, end); n == 17 && i < len(f.text) && f.text[i]|0x20 == 'x' {
			end = i + 1
		}
		return f.at(IDCard, "id-number", Certain, run[0].start, end, maskIDCard), n
	case sense == phoneSense && f.text[run[0].start] == '1':
		return f.at(Mobile, "mobile", Certain, run[0].start, run[10].end, maskMobile), 11
	}
	return Personal{}, 0
}

func afterBlanks(s string, i int) int {
	for i < len(s) && s[i] == ' ' {
		i++
	}
	return i
}

// read tells what a number is. Nothing shorter than a landline is looked at.
func (w window) read() (Personal, bool) {
	if len(w.digits) < shortestPhone {
		return Personal{}, false
	}
	if w.f.inLink(w.start()) || w.runsOver() {
		return Personal{}, false
	}
	for _, reader := range []func(window) (Personal, bool){window.idCard, window.mobile, window.bankCard, window.landline} {
		if p, ok := reader(w); ok {
			return p, true
		}
	}
	return Personal{}, false
}

// runsOver tells whether a number that is complete goes on over the end of its line:
// the next line of a table begins with a number of its own.
func (w window) runsOver() bool {
	for i, g := range w.groups[:len(w.groups)-1] {
		if !strings.Contains(w.f.text[g.end:w.groups[i+1].start], "\n") {
			continue
		}
		digits := digitsOf(w.f.text[w.start():g.end])
		isCard := len(digits) >= 16 && len(digits) <= 19 && (luhn(digits) || len(digits) == 19 && strings.HasPrefix(digits, "62"))
		if isCard || len(digits) == 18 && bornAt(digits[6:14]) && checksID(digits) {
			return true
		}
	}
	return false
}

// isMoney tells whether a number is an amount or a count, not a telephone.
func (f *folded) isMoney(start, end int) bool {
	left, right := strings.TrimRight(f.text[:start], " "), strings.TrimLeft(firstRunes(f.text[end:], 8), " ")
	unit := prefixOf(right, "元", "万", "亿", "人", "户", "%", "分", "角", "吨", "亩", "平方", "公里", "块")
	if unit == "人" && prefixOf(right, "人工", "人民", "人力") != "" || unit == "元" && prefixOf(right, "元旦", "元宵", "元月") != "" || unit == "户" && prefixOf(right, "户名", "户籍", "户主") != "" {
		unit = ""
	}
	return unit != "" || suffixOf(left, "¥", "￥", "$") != "" || isDecimal(right)
}

// isDecimal tells whether the words after a number are its decimals: .00 and the end.
func isDecimal(right string) bool {
	if len(right) < 2 || right[0] != '.' || !isDigit(right[1]) {
		return false
	}
	n := len(right[1:]) - len(strings.TrimLeft(right[1:], "0123456789"))
	return n <= 2 && !strings.HasPrefix(right[1+n:], ".")
}

// inLink tells whether a place stands in the address of a web page.
func (f *folded) inLink(at int) bool {
	left := f.text[max(0, at-200):at]
	left = left[strings.LastIndexFunc(left, func(r rune) bool { return r <= ' ' || r > '~' || r == ',' || r == '(' })+1:]
	return strings.Contains(left, "://") || strings.HasPrefix(left, "www.")
}
