package audit

import "mingzhang/content"

// located says where the rows of the money stand in one section.
type located struct {
	p     *part
	lines []locatedLine
}

// locatedLine is a row of the money in the text: its amount, and its people and
// rate when they stand in the same row. [from, to) is the row's stretch.
type locatedLine struct {
	line         *content.Line
	from, to     int
	amount       quantity
	people, rate *quantity
}

// locate finds the rows of the money, in order, in one section. It gives nil when
// there are none, some row has no amount or no section holds them all.
func (t *reading) locate() *located {
	for i := range t.d.Lines {
		if t.d.Lines[i].Amount == nil || t.d.Lines[i].Amount.Text == "" {
			return nil
		}
	}
	for _, p := range t.moneyParts() {
		if lines, ok := p.locate(t.d.Lines); ok {
			return &located{p, lines}
		}
	}
	return nil
}

func (p *part) locate(lines []content.Line) ([]locatedLine, bool) {
	var out []locatedLine
	at := 0
	for i := range lines {
		if i == 0 {
			at = p.startOfRows(lines)
		}
		q, ok := p.find(at, isMoney(lines[i].Amount))
		if !ok {
			return nil, false
		}
		out = append(out, locatedLine{line: &lines[i], from: at, to: q.end, amount: q})
		at = q.end
	}
	for i := range out {
		p.fill(&out[i])
	}
	return out, len(out) > 0
}

// startOfRows skips a total that equals the first row: it starts at the people
// of the first row that are followed by the row's own money, and otherwise at
// the sentence in which those people first stand.
func (p *part) startOfRows(lines []content.Line) int {
	if lines[0].People == nil {
		return 0
	}
	next := lines[0].Amount
	if lines[0].Rate != nil {
		next = lines[0].Rate
	}
	at, found, ready := 0, false, false
	for i := len(p.numbers) - 1; i >= 0; i-- {
		switch q := p.numbers[i]; {
		case q.kind == amount:
			ready = isMoney(next)(q)
		case isPeople(lines[0].People)(q) && ready:
			at, found = q.start, true
		case isPeople(lines[0].People)(q) && !found:
			at = q.clause.start
		}
	}
	return at
}

// fill finds the people and the rate of a row: the nearest before its amount.
func (p *part) fill(l *locatedLine) {
	for i := range p.numbers {
		q := &p.numbers[i]
		if q.start < l.from || q.end > l.to || q.start == l.amount.start {
			continue
		}
		if l.line.People != nil && isPeople(l.line.People)(*q) {
			l.people = q
		}
		if l.line.Rate != nil && isMoney(l.line.Rate)(*q) {
			l.rate = q
		}
	}
}

// evidence gives the words of every row's amount, or of its people.
func (l *located) evidence(of func(locatedLine) *quantity) []content.Evidence {
	var out []content.Evidence
	for _, line := range l.lines {
		if q := of(line); q != nil {
			out = append(out, ref{l.p, *q}.evidence())
		}
	}
	return out
}

func amountOf(l locatedLine) *quantity { return &l.amount }
func peopleOf(l locatedLine) *quantity { return l.people }

// total finds a stated total outside the rows: in their own section if it stands
// there, and in the others after that.
func (t *reading) total(fits func(quantity) bool) (ref, bool) {
	for _, p := range append([]*part{t.rows.p}, t.moneyParts()...) {
		for _, q := range p.numbers {
			if fits(q) && !q.approx && (p != t.rows.p || !t.rows.holds(q)) {
				return ref{p, q}, true
			}
		}
	}
	return ref{}, false
}

// holds tells whether q is itself a number of one of the rows.
func (l *located) holds(q quantity) bool {
	for _, line := range l.lines {
		own := line.amount.start == q.start || line.people != nil && line.people.start == q.start ||
			line.rate != nil && line.rate.start == q.start
		if own {
			return true
		}
	}
	return false
}
