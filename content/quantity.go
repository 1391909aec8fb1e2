package content

import "strings"

// Quantity is a number with its unit, as it stands in a text.
type Quantity struct {
	Kind    string // amount, people or percent
	Op      string // eq, ge, gt, le, lt, approx or range
	Money   Money  // of an amount; the lower end of a range
	High    Fen    // the upper end of a range of amounts
	People  People // of people; the lower end of a range
	Percent string // of a percentage: a plain decimal such as 30 for 30.00%
	Text    string // the exact words, from the number to its unit
	Start   int    // first character, counted in Unicode code points
	End     int    // one past the last character
}

// The kinds of [Quantity].
const (
	KindAmount  = "amount"
	KindPeople  = "people"
	KindPercent = "percent"
)

// FindQuantities finds every amount of money, count of people and percentage in
// a text, in order. It never guesses: 几十万元, 多元化, 元旦 and 第75期 are none.
func FindQuantities(text string) []Quantity {
	r := []rune(text)
	var found []Quantity
	for i := 0; i < len(r); {
		if !startsNumber(r, i) {
			i++
			continue
		}
		q, next := readQuantity(r, i)
		if q.Kind != "" {
			q.Op = cmpOp(r, q)
			found = append(found, q)
		}
		i = max(next, i+1)
	}
	return found
}

// FindAmounts finds every amount of money in a text, in order.
func FindAmounts(text string) []Quantity {
	var found []Quantity
	for _, q := range FindQuantities(text) {
		if q.Kind == KindAmount {
			found = append(found, q)
		}
	}
	return found
}

func startsNumber(r []rune, i int) bool {
	c := r[i]
	return isDigit(c) || hanDigit(c) >= 0 || c == '十' || c == '拾' || isCurrency(c) || hasAt(r, i, "百分之")
}

func isCurrency(c rune) bool { return c == '¥' || c == '￥' }

// readQuantity reads what stands at i; next is where to go on in any case.
func readQuantity(r []rune, i int) (q Quantity, next int) {
	if hasAt(r, i, "百分之") {
		num := readNumeral(r, i+3)
		q.setPercent(&num)
		q.place(r, i, num.end)
		return q, num.end
	}
	start, sign := i, isCurrency(r[i])
	if sign {
		i = skipBlanks(r, i+1)
	}
	num := readNumeral(r, i)
	if num.n == 0 || num.broken || !free(r, i) {
		return Quantity{}, num.end
	}
	if q, end := readRange(r, start, num); end > 0 {
		return q, end
	}
	end := q.read(r, &num, sign)
	if end == 0 {
		return Quantity{}, num.end
	}
	if num.more {
		q.Op = "gt"
	}
	q.place(r, start, end)
	return q, end
}

// free tells whether a number that starts at i stands for itself: not 第3名,
// 数十万元, the tail of 1.2.3 or a negative number.
func free(r []rune, i int) bool {
	switch before := at(r, i-1); before {
	case '第', '几', '数', '上', '好':
		return before != '第' && smallUnit(r[i]) == 0
	case '.', '．', ',':
		return !isDigit(at(r, i-2))
	case '-', '−':
		c := at(r, i-2)
		return c != 0 && c != '\n' && !isBlank(c) && c != '（' && c != '(' && c != '：'
	}
	return true
}

// read reads the unit after num; it gives the place after it, or 0 for none.
func (q *Quantity) read(r []rune, num *numeral, sign bool) int {
	i := skipBlanks(r, num.end)
	switch c := at(r, i); {
	case c == '%' || c == '％' || c == '﹪':
		if q.setPercent(num) {
			return i + 1
		}
		return 0
	case (c == '元' || c == '圆') && !isWordOfYuan(num, at(r, i+1)):
		return q.readYuan(r, num, i+1)
	case sign:
		return q.readYuan(r, num, num.end)
	}
	unit := peopleUnitAt(r, i)
	count, ok := num.times(0)
	if unit == "" || !ok || count == 0 || count > 1<<31-1 || (num.han && count == 1) {
		return 0
	}
	q.Kind, q.People = KindPeople, People{int(count), unit}
	return i + len([]rune(unit))
}

// isWordOfYuan tells whether 元 and the character after it are a word: 元旦, 元件,
// and after a plain Han digit also 三元区, 一元复始. After 万 it is money.
func isWordOfYuan(num *numeral, next rune) bool {
	if num.big != 0 {
		return false
	}
	return strings.ContainsRune("旦宵宝月化素件器首帅老勋凶", next) || num.han && strings.ContainsRune("区里组复次", next)
}

// setPercent makes q the percentage num; false when num has no exact value.
func (q *Quantity) setPercent(num *numeral) bool {
	percent, ok := num.decimal()
	if ok {
		q.Kind, q.Percent = KindPercent, percent
	}
	return ok
}

// readYuan reads what may follow 元: 角, 分, 整.
func (q *Quantity) readYuan(r []rune, num *numeral, i int) int {
	fen, ok := num.times(2)
	for _, part := range []struct {
		unit rune
		exp  int
	}{{'角', 1}, {'分', 0}} {
		small := readNumeral(r, i)
		value, exact := small.times(part.exp)
		if small.n == 1 && exact && at(r, small.end) == part.unit {
			fen, i = fen+value, small.end+1
		}
	}
	if c := at(r, i); c == '整' || (c == '正' && at(r, i+1) != '常') {
		i++
	}
	if !ok || fen < 0 {
		return 0
	}
	q.Kind, q.Money.Fen = KindAmount, Fen(fen)
	return i
}

// place notes where the quantity stands and its words.
func (q *Quantity) place(r []rune, start, end int) {
	q.Start, q.End, q.Text = start, end, string(r[start:end])
	if q.Kind == KindAmount {
		q.Money.Text = q.Text
	}
}

// peopleUnitAt gives the unit of people at i. 家庭, 人民 and the like are words.
func peopleUnitAt(r []rune, i int) string {
	words := ""
	switch at(r, i) {
	case '人':
		words = "民员社均数事力才口身生工文选居防道/"
		if hasAt(r, i, "人大代表") || hasAt(r, i, "人大常委") {
			return ""
		}
	case '名':
		words = "单称录额义誉列师优"
	case '家':
		words = "庭属长具电政乡访装园里级禽畜教风务"
	case '户':
		words = "籍口主外均型内名县"
	case '位':
		words = "置于数列次居"
	default:
		return ""
	}
	if strings.ContainsRune(words, at(r, i+1)) {
		return ""
	}
	for _, unit := range PeopleUnits() {
		if hasAt(r, i, unit) {
			return unit
		}
	}
	return ""
}
