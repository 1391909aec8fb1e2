package content

import (
	"fmt"
	"strings"
)

// ParseAmount reads one amount of money as Chinese texts write it: 334.60万元,
// 2,000.00元, 叁佰万元整, 1亿2000万元, ¥500, 100余万元, 不少于60万元. The value is
// exact; words around the number stay in Text. A range is two amounts and so an
// error.
func ParseAmount(s string) (Money, error) {
	s = strings.TrimSpace(s)
	found := FindQuantities(s)
	switch {
	case len(found) != 1 || found[0].Kind != KindAmount || !onlyAmount(s, found[0]):
		return Money{}, fmt.Errorf("reading %q as an amount: want one number and 元, 万元 or 亿元, exact to the fen, such as 334.60万元", s)
	case found[0].Op == "range":
		return Money{}, fmt.Errorf("reading %q as an amount: it is a range of two; write one amount, such as 334.60万元", s)
	}
	return Money{found[0].Money.Fen, s}, nil
}

// onlyAmount tells whether s holds nothing besides the amount and the words that
// say how it is meant.
func onlyAmount(s string, q Quantity) bool {
	r := []rune(s)
	before, after := string(r[:q.Start]), string(r[q.End:])
	for _, word := range []string{"人民币", "不少于", "不少", "不低于", "至少", "不超过", "最高", "最多", "至多", "超过", "约", "近"} {
		before = strings.Replace(before, word, "", 1)
	}
	for _, word := range []string{"以上", "以下", "以内", "左右"} {
		after = strings.Replace(after, word, "", 1)
	}
	return strings.TrimSpace(before) == "" && strings.TrimSpace(after) == ""
}
