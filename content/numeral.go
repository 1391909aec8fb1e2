package content

import (
	"math/bits"
	"strconv"
	"strings"
)

// numeral is a number as a text writes it: Arabic (1,346 or ３３４．６０), Han
// (叁佰, 二〇二三) or mixed (1亿2000万). It is the exact sum of its terms.
type numeral struct {
	terms   [8]term
	n       int
	section int  // first term since the last 万 or 亿
	big     int  // power of ten of the last 万 or 亿
	pending bool // the last term still waits for its unit
	digits  int  // how many digits the last term was written with
	han     bool // the last term was written in Han digits
	unit    rune // the last unit read
	more    bool // 余 or 多 stands in it
	end     int  // one past its last rune
	broken  bool // it looks like a number and has no exact value
}

// term is coef × 10^exp.
type term struct {
	coef uint64
	exp  int
}

// readNumeral reads the number that starts at r[i]. Without a digit there, n is 0.
func readNumeral(r []rune, i int) numeral {
	num := numeral{end: i}
	for num.step(r) {
	}
	// 三万五元 may mean 30,005 or 35,000.
	if num.pending && num.digits == 1 && num.unit != 0 && num.unit != '十' && !num.more {
		num.broken = true
	}
	return num
}

// step reads one group of digits or one unit.
func (m *numeral) step(r []rune) bool {
	c := at(r, m.end)
	switch {
	case isDigit(c):
		return !m.pending && m.arabic(r)
	case hanDigit(c) >= 0:
		return !m.pending && m.hanDigits(r)
	case smallUnit(c) > 0:
		return m.small(c)
	case bigUnit(c) > 0:
		return m.large(c)
	case (c == '余' || c == '多' || c == '来') && m.n > 0 && !m.more:
		m.more = true
		m.end++
		return true
	case isBlank(c) && m.pending:
		return m.blanks(r)
	}
	return false
}

func (m *numeral) push(t term) bool {
	if m.n == len(m.terms) {
		m.broken = true
		return false
	}
	m.terms[m.n] = t
	m.n++
	return true
}

// arabic reads digits with thousands separators and decimals.
func (m *numeral) arabic(r []rune) bool {
	var t term
	i, start := m.end, m.end
	for ; ; i++ {
		c := at(r, i)
		if i > start && groupOfThree(r, i+1) && (c == ',' || c == '，' && (i-start <= 3 || r[i-4] == '，')) {
			continue // 2023，150人 are two numbers
		}
		if !isDigit(c) {
			break
		}
		t.coef = m.shift(t.coef, digitValue(c))
	}
	m.digits = i - start
	if isPoint(at(r, i)) && isDigit(at(r, i+1)) {
		for i++; isDigit(at(r, i)); i++ {
			t.coef = m.shift(t.coef, digitValue(at(r, i)))
			t.exp--
		}
		m.broken = m.broken || (isPoint(at(r, i)) && isDigit(at(r, i+1))) // 1.2.3 is no number
	}
	m.end, m.pending, m.han = i, true, false
	return m.push(t)
}

// shift appends a digit; a number of more than 18 digits has no value here.
func (m *numeral) shift(coef, digit uint64) uint64 {
	if coef >= 1e17 {
		m.broken = true
		return coef
	}
	return coef*10 + digit
}

// groupOfThree tells whether exactly three digits stand at i.
func groupOfThree(r []rune, i int) bool {
	return isDigit(at(r, i)) && isDigit(at(r, i+1)) && isDigit(at(r, i+2)) && !isDigit(at(r, i+3))
}

// hanDigits reads one Han digit, or several that stand for places (二〇二三).
func (m *numeral) hanDigits(r []rune) bool {
	var t term
	i, places := m.end, 0
	for ; hanDigit(at(r, i)) >= 0; i++ {
		if d := hanDigit(at(r, i)); d > 0 || places > 0 {
			t.coef = m.shift(t.coef, uint64(d))
			places++
		}
	}
	if at(r, i) == '点' && hanDigit(at(r, i+1)) >= 0 {
		for i++; hanDigit(at(r, i)) >= 0; i++ {
			t.coef = m.shift(t.coef, uint64(hanDigit(at(r, i))))
			t.exp--
		}
	}
	zero := hanDigit(at(r, m.end)) == 0
	m.end = i
	if places == 0 && m.n > 0 {
		return true // 零 only links: 一万零五百, 1亿零500万
	}
	m.pending, m.digits, m.han = true, places, true
	if zero {
		m.unit = 0
	}
	return m.push(t)
}

// small multiplies the last term by 十, 百 or 千.
func (m *numeral) small(c rune) bool {
	switch {
	case m.pending && m.han && m.digits > 1:
		m.broken = true // 一二百 is a guess, not a number
		m.end++
		return false
	case m.pending:
		m.terms[m.n-1].exp += smallUnit(c)
	case smallUnit(c) == 1 && (m.n == 0 || m.unit != '十'):
		if !m.push(term{1, 1}) {
			return false
		}
	default:
		return false
	}
	m.pending, m.unit = false, '百'
	if smallUnit(c) == 1 {
		m.unit = '十'
	}
	m.end++
	return true
}

// large multiplies by 万 what stands since the last one, or by 亿 everything.
func (m *numeral) large(c rune) bool {
	exp, from := bigUnit(c), m.section
	if exp == 8 {
		from = 0
	}
	if from == m.n || (m.big != 0 && exp == m.big) {
		return false
	}
	for i := from; i < m.n; i++ {
		m.terms[i].exp += exp
	}
	m.section, m.big, m.pending, m.unit = m.n, exp, false, '万'
	m.end++
	return true
}

// blanks skips at most two blanks between digits and 万 or 亿.
func (m *numeral) blanks(r []rune) bool {
	i := skipBlanks(r, m.end)
	if bigUnit(at(r, i)) == 0 {
		return false
	}
	m.end = i
	return true
}

// times gives the number times 10^exp as an integer; false when that is not
// exact or too large.
func (m *numeral) times(exp int) (int64, bool) {
	var sum uint64
	for _, t := range m.terms[:m.n] {
		coef, e := t.coef, t.exp+exp
		for ; e < 0 && coef%10 == 0 && coef > 0; e++ {
			coef /= 10
		}
		if coef == 0 {
			continue
		}
		if e < 0 || e > 18 {
			return 0, false
		}
		high, low := bits.Mul64(coef, pow10(e))
		if high != 0 || low >= 1<<63 || sum+low >= 1<<63 {
			return 0, false
		}
		sum += low
	}
	return int64(sum), m.n > 0 && !m.broken
}

// decimal writes the number plainly, without needless zeros: 30.00 is 30.
func (m *numeral) decimal() (string, bool) {
	const places = 6
	n, ok := m.times(places)
	if !ok {
		return "", false
	}
	digits := strconv.FormatInt(n, 10)
	if len(digits) <= places {
		digits = strings.Repeat("0", places+1-len(digits)) + digits
	}
	whole, frac := digits[:len(digits)-places], strings.TrimRight(digits[len(digits)-places:], "0")
	if frac == "" {
		return whole, true
	}
	return whole + "." + frac, true
}

func pow10(n int) uint64 {
	p := uint64(1)
	for ; n > 0; n-- {
		p *= 10
	}
	return p
}
