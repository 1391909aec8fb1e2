package content

import "strings"

// cmpOp reads from the words around a quantity how it is meant.
func cmpOp(r []rune, q Quantity) string {
	if q.Op != "" {
		return q.Op
	}
	before := q.Start
	for before > 0 && isBlank(r[before-1]) {
		before--
	}
	if endsAt(r, before, "人民币") {
		before -= 3
	}
	for _, w := range []struct{ word, op string }{
		{"大于等于", "ge"}, {"大于或等于", "ge"}, {"小于等于", "le"}, {"小于或等于", "le"},
		{"不少于", "ge"}, {"不低于", "ge"}, {"不小于", "ge"}, {"不下于", "ge"}, {"不得低于", "ge"}, {"不得少于", "ge"},
		{"不少", "ge"}, {"至少", "ge"}, {"≥", "ge"}, {">=", "ge"}, {"≧", "ge"}, {"﹥=", "ge"},
		{"不超过", "le"}, {"不超", "le"}, {"不高于", "le"}, {"不多于", "le"}, {"不大于", "le"}, {"不得超过", "le"}, {"不得高于", "le"},
		{"最高", "le"}, {"最多", "le"}, {"至多", "le"}, {"上限", "le"}, {"≤", "le"}, {"<=", "le"}, {"≦", "le"},
		{"超过", "gt"}, {"大于", "gt"}, {"高于", "gt"}, {"多于", "gt"}, {"超", "gt"}, {"＞", "gt"}, {">", "gt"}, {"﹥", "gt"},
		{"低于", "lt"}, {"小于", "lt"}, {"少于", "lt"}, {"不足", "lt"}, {"不到", "lt"}, {"未满", "lt"}, {"＜", "lt"}, {"<", "lt"},
		{"约", "approx"}, {"近", "approx"}, {"接近", "approx"},
	} {
		if endsAt(r, before, w.word) && !isTail(w.word, at(r, before-2)) {
			return w.op
		}
	}
	return opAfter(r, q.End)
}

// isTail tells whether a word of one character is the end of a longer one: 签约5200人,
// 附近300户.
func isTail(word string, before rune) bool {
	switch word {
	case "约":
		return strings.ContainsRune("签合节履契预邀违续公制条集解", before)
	case "近":
		return strings.ContainsRune("附最临邻就靠新亲", before)
	}
	return false
}

// opAfter reads how a quantity is meant from the words after it.
func opAfter(r []rune, i int) string {
	for _, w := range []struct{ word, op string }{
		{"以上", "ge"}, {"及以上", "ge"}, {"（含）以上", "ge"}, {"(含)以上", "ge"},
		{"以下", "le"}, {"及以下", "le"}, {"（含）以下", "le"}, {"以内", "le"}, {"之内", "le"}, {"封顶", "le"}, {"为限", "le"},
		{"左右", "approx"}, {"上下", "approx"},
	} {
		if hasAt(r, i, w.word) {
			return w.op
		}
	}
	return "eq"
}

// readRange reads 1至3万元, 500元-1000元, 80%～90% and 10-20人, of which low is
// the first number and start the place where it begins. end is 0 for no range.
func readRange(r []rune, start int, low numeral) (q Quantity, end int) {
	var first Quantity
	i := low.end
	if after := first.read(r, &low, false); after > 0 {
		i = after
	}
	sep := rangeSign(r, i)
	if sep == 0 {
		return q, 0
	}
	high := readNumeral(r, i+sep)
	if high.n == 0 || high.broken || high.more {
		return q, 0
	}
	end = q.read(r, &high, isCurrency(r[start]))
	if end == 0 || !q.lower(first, low, high) {
		return q, 0
	}
	q.Op = "range"
	q.place(r, start, end)
	return q, end
}

// rangeSign gives how many runes the sign of a range at i takes, 0 for none.
func rangeSign(r []rune, i int) int {
	switch at(r, i) {
	case '至', '到', '-', '－', '–', '~', '～':
		return 1
	case '—':
		if at(r, i+1) == '—' {
			return 2
		}
		return 1
	}
	return 0
}

// lower turns q, which holds the upper end, into the range from low. A bare low
// end has the unit of the upper one (1至3万元), unless it were then the larger
// (500至1万元).
func (q *Quantity) lower(first Quantity, low, high numeral) bool {
	if first.Kind != "" && first.Kind != q.Kind {
		return false
	}
	if first.Kind == "" && low.big == 0 && high.big != 0 {
		shared := low
		shared.terms[0].exp += high.big
		if n, ok := shared.times(2); ok && q.Kind == KindAmount && Fen(n) < q.Money.Fen {
			low = shared
		}
	}
	switch q.Kind {
	case KindAmount:
		n, ok := low.times(2)
		q.High, q.Money.Fen = q.Money.Fen, Fen(n)
		return ok && q.Money.Fen < q.High
	case KindPeople:
		n, ok := low.times(0)
		high := q.People.Count
		q.People.Count = int(min(n, 1<<31-1))
		return ok && q.People.Count < high
	}
	q.Percent, _ = low.decimal()
	return q.Percent != ""
}
