package audit

import (
	"strings"
	"unicode/utf8"
)

// findBesideNames finds names directly before a number of a person, and seven or
// eight digits directly behind a name: lists of telephones.
func findBesideNames(f *folded, found []Personal) []Personal {
	ends := map[int]bool{}
	for _, p := range found {
		if p.Kind == PersonName {
			ends[p.End] = true
		}
	}
	var out []Personal
	for _, run := range runs(f.text) {
		w := window{f: f, groups: run[:1]}
		if len(run) > 1 && (w.shape(3) || w.shape(4)) {
			w.groups = run[:2]
		}
		w.digits = digitsOf(f.text[w.start():w.end()])
		if len(w.digits) < shortestPhone || f.isMoney(w.start(), w.end()) || f.joinsLeft(w.start()) {
			continue
		}
		if p, ok := f.nameBeside(w.start()); ok && !(len(w.digits) == 8 && bornAt(w.digits)) {
			out = append(out, p)
			ends[p.End] = true
		}
		if p, ok := f.nameBehind(w.end()); ok {
			out = append(out, p)
		}
		if isLocal(w.digits) && !f.joinsRight(w.end()) && f.nameEnds(w.start(), ends) && w.groupsOfLocal() && !(len(w.digits) == 8 && bornAt(w.digits)) {
			out = append(out, f.at(Landline, "phone-beside-name", Likely, w.start(), w.end(), maskLandline))
		}
	}
	return out
}

// nameBeside gives the name that stands directly before a number.
func (f *folded) nameBeside(number int) (Personal, bool) {
	left := strings.TrimRight(f.text[max(0, number-8):number], "( :,、|\t+")
	end := number - (number - max(0, number-8)) + len(left)
	if end == number && number > 0 && !isHan(lastRune(f.text[:number])) {
		return Personal{}, false
	}
	start := f.nameBefore(end)
	if start < 0 {
		return Personal{}, false
	}
	return f.at(PersonName, "name-beside-number", Likely, start, end, maskName), true
}

// nameBehind gives the name that stands behind a number in brackets.
func (f *folded) nameBehind(number int) (Personal, bool) {
	rest := f.text[number:]
	inside, ok := strings.CutPrefix(strings.TrimLeft(rest, " "), "(")
	n := strictNameAt(inside, func(rest string) bool { return strings.HasPrefix(rest, ")") })
	if !ok || n == 0 {
		return Personal{}, false
	}
	start := number + len(rest) - len(inside)
	return f.at(PersonName, "name-beside-number", Likely, start, start+n, maskName), true
}

func lastRune(s string) rune {
	r, _ := utf8.DecodeLastRuneInString(s)
	return r
}

// nameEnds tells whether a name ends before a place, with at most marks between.
func (f *folded) nameEnds(start int, ends map[int]bool) bool {
	left := f.text[:start]
	left = strings.TrimRight(left[max(0, len(left)-12):], " (:,、|\t")
	at := start - min(start, 12) + len(left)
	return at > 0 && at <= start && ends[int(f.index[at-1])+1]
}
