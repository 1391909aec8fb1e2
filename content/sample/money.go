package sample

import (
	"math"
	"strconv"
	"strings"

	"mingzhang/content"
)

// step100 is 100 yuan in fen: the finest that 万元 with two decimals can say.
const step100 = 10_000

// style is how one text writes its amounts.
type style int

const (
	tenThousands      style = iota // 334.60万元
	tenThousandsShort              // 334.6万元
	yuanGrouped                    // 3,346,000.00元
	yuanPlain                      // 3346000元
	styleCount
)

// money writes a multiple of 100 yuan in the style of the text.
func (s style) money(fen content.Fen) *content.Money {
	text := ""
	switch s {
	case yuanGrouped:
		text = grouped(int64(fen)/100) + ".00元"
	case yuanPlain:
		text = strconv.FormatInt(int64(fen)/100, 10) + "元"
	default:
		text = decimals(int64(fen), 6, 2)
		if s == tenThousandsShort {
			text = strings.TrimSuffix(strings.TrimRight(text, "0"), ".")
		}
		text += "万元"
	}
	return &content.Money{Fen: fen, Text: text}
}

// hundredMillions writes an amount that is a multiple of 10,000 yuan as 亿元.
func hundredMillions(fen content.Fen) *content.Money {
	return &content.Money{Fen: fen, Text: decimals(int64(fen), 10, 4) + "亿元"}
}

// decimals writes n / 10^scale with so many decimals.
func decimals(n int64, scale, places int) string {
	unit := int64(math.Pow10(scale))
	frac := strconv.FormatInt(unit+n%unit, 10)[1:]
	return strconv.FormatInt(n/unit, 10) + "." + frac[:places]
}

func grouped(n int64) string {
	if n < 1000 {
		return strconv.FormatInt(n, 10)
	}
	return grouped(n/1000) + "," + strconv.FormatInt(1000+n%1000, 10)[1:]
}

// lineMoney invents people, rate and amount of one line; amount is always there.
func (b *builder) lineMoney(l *content.Line) {
	typical := float64(b.field.scale) * math.Exp(b.rng.NormFloat64()*1.1) * b.reach()
	hundreds := max(1, int(typical))
	if b.rng.IntN(3) == 0 {
		l.Amount = b.style.money(content.Fen(hundreds) * step100)
		if b.rng.IntN(3) == 0 {
			l.Ratio, l.RatioBase = content.Text(decimals(int64(2+b.rng.IntN(7))*1000, 2, 2)+"%"), "个人支出费用"
		}
		return
	}
	rate := pick(b.rng, []int{1, 2, 3, 5, 6, 8, 10, 12, 15, 20, 30, 40, 50})
	people := max(1, hundreds/rate)
	l.People = &content.People{Count: people, Unit: b.field.unit}
	l.Rate = pick(b.rng, []style{yuanGrouped, yuanPlain}).money(content.Fen(rate) * step100)
	l.Amount = b.style.money(content.Fen(rate*people) * step100)
}

// reach is how much larger the money of a higher unit is.
func (b *builder) reach() float64 {
	switch {
	case b.region == nil:
		return 1
	case content.LevelOf(b.region.Code) == content.Province:
		return 9
	case content.LevelOf(b.region.Code) == content.Prefecture:
		return 3
	default:
		return 1
	}
}

// shares cuts a total into n parts that add up to it exactly.
func (b *builder) shares(total content.Fen, n int) []content.Fen {
	parts := make([]content.Fen, n)
	rest := total
	for i := range n - 1 {
		part := rest / step100 * content.Fen(20+b.rng.IntN(50)) / 100 * step100
		parts[i], rest = part, rest-part
	}
	parts[n-1] = rest
	return parts
}
