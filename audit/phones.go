package audit

import "strings"

// shortestPhone is the number of digits of the shortest landline.
const shortestPhone = 7

// longestPhone is that of 0086 with the longest area code and number.
const longestPhone = 16

// mobile reads eleven digits from 13 to 19, in the groups that people write, with
// 86 or a 0 before them. A mobile is a person's even where the label is a public one.
func (w window) mobile() (Personal, bool) {
	digits, sense := w.digits, w.sense
	start := w.start()
	switch n := len(digits) - 11; {
	case n == 2 && digits[:2] == "86":
		start = w.f.plusBefore(start)
	case n == 4 && digits[:4] == "0086", n == 1 && digits[0] == '0', n == 0:
	default:
		return Personal{}, false
	}
	digits = digits[len(digits)-11:]
	switch {
	case digits[0] != '1' || digits[1] < '3', sense == codeSense, w.f.isMoney(start, w.end()), !w.f.alone(start, w.end()):
		return Personal{}, false
	case len(w.groups) == 1 || sense == phoneSense:
		return w.f.at(Mobile, "mobile", Certain, start, w.end(), maskMobile), true
	case w.wraps() && !w.insideSentence(), !w.groupsOfMobile():
		return Personal{}, false
	}
	return w.f.at(Mobile, "mobile", Likely, start, w.end(), maskMobile), true
}

func (f *folded) plusBefore(start int) int {
	if start > 0 && f.text[start-1] == '+' {
		start--
	}
	if start > 0 && f.text[start-1] == '(' && strings.Contains(firstRunes(f.text[start:], 5), ")") {
		start--
	}
	return start
}

// groupsOfMobile tells whether the groups are those of a telephone, not the
// columns of a table.
func (w window) groupsOfMobile() bool {
	g := w.groups
	if p := g[0]; p.size() <= 4 && (w.f.text[p.start:p.end] == "86" || w.f.text[p.start:p.end] == "0086" || w.f.text[p.start:p.end] == "0") {
		g = g[1:]
	}
	short := window{f: w.f, groups: g}
	return len(g) == 1 || short.shape(3, 4, 4) || short.shape(3, 8) || short.shape(7, 4) || short.shape(3, 3, 5) || w.wraps()
}

// insideSentence tells whether words stand beside both ends of a number: a line
// was broken inside of it. Columns of numbers stand alone.
func (w window) insideSentence() bool {
	left, right := lastRunes(w.f.text[:w.start()], 1), firstRunes(w.f.text[w.end():], 1)
	return left != "" && left != "\n" && left != " " && left != "|" && right != "\n" && right != "|"
}

// landline reads a number with its area code, and seven or eight digits after a
// label. Hotlines are there to be called.
func (w window) landline() (Personal, bool) {
	if len(w.digits) > longestPhone || !w.f.alone(w.start(), w.end()) || w.f.isMoney(w.start(), w.end()) {
		return Personal{}, false
	}
	sense, labelled := w.sense, w.f.hasPhoneLabel(w.start())
	confidence := Likely
	switch area, local := w.areaCode(); {
	case sense == codeSense || w.f.isPublic(w.start()) || w.afterServiceCode():
		return Personal{}, false
	case area > 0 && len(w.groups) == 1 && !labelled:
		return Personal{}, false // eleven digits from 0 may be any code
	case !labelled && w.groups[0].end-w.groups[0].start < 3:
		return Personal{}, false // the cells of a row of numbers
	case area == 0 && (!labelled || !w.groupsOfLocal()), !isLocal(local):
		return Personal{}, false
	case labelled:
		confidence = Certain
	}
	return w.f.at(Landline, "landline", confidence, w.bracket(), w.f.extension(w.end()), maskLandline), true
}

// areaCode gives how many digits are the area code, with 86 before it, and the rest.
func (w window) areaCode() (int, string) {
	d, n := w.digits, 0
	switch {
	case strings.HasPrefix(d, "0086"):
		n = 4
	case strings.HasPrefix(d, "86") && len(d) >= 11 && len(w.groups) > 2:
		n = 2
	}
	rest := strings.TrimPrefix(d[n:], "0")
	if n == 0 && rest == d {
		return 0, d
	}
	code := 3
	if rest != "" && (rest[0] == '1' || rest[0] == '2') {
		code = 2
	}
	if len(rest) < code+shortestPhone {
		return 0, d
	}
	if len(w.groups) > 1 && !w.cutsAt(len(d)-len(rest)+code) {
		return 0, ""
	}
	return len(d) - len(rest) + code, rest[code:]
}

// cutsAt tells whether a group ends after n digits.
func (w window) cutsAt(n int) bool {
	for _, g := range w.groups {
		if n -= g.size(); n <= 0 {
			return n == 0
		}
	}
	return false
}

// isLocal tells whether digits are a number within an area.
func isLocal(digits string) bool {
	return (len(digits) == 7 || len(digits) == 8) && digits[0] >= '2'
}

func (w window) groupsOfLocal() bool {
	return len(w.groups) == 1 || w.shape(3, 4) || w.shape(4, 4) || w.shape(4, 3) || w.shape(3, 2, 2) || w.shape(4, 2, 2) || len(w.groups) == 2 && w.wraps()
}

// afterServiceCode tells whether 400 or 800 stands before the number.
func (w window) afterServiceCode() bool {
	return suffixOf(strings.TrimRight(lastRunes(w.f.text[:w.start()], 5), " -"), "400", "800") != "" ||
		prefixOf(w.digits, "400", "800") != "" && len(w.digits) == 10
}

// bracket takes the bracket or plus before an area code to the number.
func (w window) bracket() int {
	start := w.start()
	if start > 0 && (w.f.text[start-1] == '+' || w.f.text[start-1] == '(' && strings.Contains(w.f.text[start:w.end()], ")")) {
		return start - 1
	}
	return start
}

// extension takes the extension behind a landline: -12, 转12.
func (f *folded) extension(end int) int {
	rest := firstRunes(f.text[end:], 9)
	trimmed := strings.TrimLeft(rest, "- 转")
	n := len(trimmed) - len(strings.TrimLeft(trimmed, "0123456789"))
	if len(trimmed) == len(rest) || n == 0 || n > 5 || prefixOf(rest, "-", "转", " 转", " -") == "" {
		return end
	}
	return end + len(rest) - len(trimmed) + n
}
