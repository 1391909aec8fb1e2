package doc

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// numbering counts the paragraphs of lists as Word does.
type numbering struct {
	uses    []use
	counts  map[int]*[maxLevel]int // by list
	started map[[2]int]bool        // uses and levels whose own start was taken
}

func newNumbering(uses []use) *numbering {
	return &numbering{uses: uses, counts: map[int]*[maxLevel]int{}, started: map[[2]int]bool{}}
}

// next counts a paragraph of a list, both from sprmPIlfo and sprmPIlvl, and gives
// its number as it is shown, a bullet being a hyphen and a blank. It gives "" for
// a paragraph in no list.
func (n *numbering) next(number, depth int) string {
	if number < 1 || number > len(n.uses) || depth < 0 || depth >= maxLevel {
		return ""
	}
	u := &n.uses[number-1]
	if u.list == nil || !u.level(depth).defined {
		return ""
	}
	counts := n.count(u, number, depth)
	l := u.level(depth)
	switch l.format {
	case formatBullet:
		return "- "
	case formatNone:
		return ""
	}
	return show(u, l, counts)
}

// count moves the counters; unset ones hold the number before the first.
func (n *numbering) count(u *use, number, depth int) *[maxLevel]int {
	counts := n.counts[u.list.id]
	if counts == nil {
		counts = &[maxLevel]int{}
		for i := range counts {
			counts[i] = u.level(i).start - 1
		}
		n.counts[u.list.id] = counts
	}
	if start, ok := u.starts[depth]; ok && !n.started[[2]int{number, depth}] {
		n.started[[2]int{number, depth}] = true
		counts[depth] = start - 1
	}
	counts[depth]++
	for i := range depth { // a level that was passed over counts as begun
		counts[i] = max(counts[i], u.level(i).start)
	}
	for i := depth + 1; i < maxLevel; i++ {
		if l := u.level(i); !l.follow {
			counts[i] = l.start - 1
		}
	}
	return counts
}

func show(u *use, l level, counts *[maxLevel]int) string {
	var s strings.Builder
	for _, unit := range l.text {
		switch i := int(unit); {
		case i >= maxLevel:
			s.WriteRune(rune(unit))
		case l.legal:
			s.WriteString(numeral(formatDecimal, counts[i]))
		default:
			s.WriteString(numeral(u.level(i).format, counts[i]))
		}
	}
	shown := strings.TrimSpace(s.String())
	if last, _ := utf8.DecodeLastRuneInString(shown); last < unicode.MaxASCII && (unicode.IsDigit(last) || unicode.IsLetter(last)) {
		shown += " " // or the number would run into the text
	}
	return shown
}
