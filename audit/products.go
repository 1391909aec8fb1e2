package audit

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"mingzhang/content"
)

// toldRates recomputes each sum that the running text gives with a number and a
// rate beside it: 80人，每人500元，计4万元. It reads any unit: 每座, 每场.
func toldRates(t *reading) []content.Finding {
	var out []content.Finding
	for i := range t.parts {
		p := &t.parts[i]
		for n, q := range p.numbers {
			if q.kind != amount || q.approx || q.cited || p.inTable(q) {
				continue
			}
			r, ok := p.rateAt(n)
			if !ok {
				continue
			}
			if f, ok := p.toldRate(r); ok {
				out = append(out, f)
			} else if f, ok := t.rateElsewhere(p, r); ok {
				out = append(out, f)
			} else if f, ok := t.rateAgainst(p, r); ok {
				out = append(out, f)
			}
		}
	}
	return out
}

// rate is a sum for each with the stretch of text that it stands in: from the
// number or the mark before it to the next one.
type rate struct {
	q     quantity
	unit  string // what it is for: 人, 户, 座
	time  string // 月, 天, 年 ... when it is paid for a stretch of time
	mean  bool   // 人均, 户均
	index int    // in the numbers of its section
}

// rateAt reads the number n as a rate.
func (p *part) rateAt(n int) (rate, bool) {
	q := p.numbers[n]
	left := p.before(q, 16)
	if i := strings.LastIndexAny(left, "，、；：:,;（("); i >= 0 {
		left = left[i:]
	}
	r := rate{q: q, index: n, mean: strings.Contains(left, "均")}
	if after, ok := strings.CutPrefix(p.after(q, 8), "/"); ok {
		r.unit, r.time = splitPer(after)
		return r, r.unit != ""
	}
	switch i := strings.LastIndex(left, "均"); {
	case strings.Contains(left, "每"):
		r.readEach(left[strings.Index(left, "每")+len("每"):])
	case i > 0 && !strings.HasPrefix(left[i:], "均衡"):
		r.unit = lastRunes(left[:i], 1)
		r.readTime(left[i:])
	}
	return r, r.unit != "" && utf8.RuneCountInString(r.unit) <= 2
}

// splitPer reads 户, 人/月 and 人·年 behind a sum.
func splitPer(s string) (unit, time string) {
	for _, u := range []string{"人次", "户次", "人", "户", "名", "位", "家", "个", "座", "场", "件", "套", "份", "台", "期", "批次", "亩", "公里", "村"} {
		if rest, ok := strings.CutPrefix(s, u); ok {
			rest = strings.TrimLeft(rest, "/·每")
			return u, prefixOf(rest, "月", "天", "年", "日", "次", "学期", "季", "期")
		}
	}
	return "", ""
}

// readEach reads what follows 每: 人每月, 生每年, 户, 月每人.
func (r *rate) readEach(s string) {
	for _, word := range strings.Split(s, "每") {
		if t := prefixOf(word, "月", "天", "日", "年", "次", "学期", "季", "期"); t != "" && (t != "次" || r.unit != "") {
			r.time += t
			continue
		}
		if r.unit == "" {
			r.unit = eachUnit(word)
		}
		r.readTime(word)
	}
}

func (r *rate) readTime(words string) {
	for _, t := range []string{"每月", "月", "每天", "每年", "每次", "学期", "每季", "全年"} {
		if strings.Contains(words, t) && r.time == "" {
			r.time = strings.TrimPrefix(t, "每")
		}
	}
}

func eachUnit(word string) string {
	if u := prefixOf(word, "人次", "户次", "批次", "公里", "人", "户", "名", "位", "家", "生", "座", "个", "场", "件", "套", "份", "台", "期", "亩", "村", "所", "处", "站", "对", "辆", "站点"); u != "" {
		return u
	}
	return ""
}

// toldRate finds the number and the amount in the same row of text.
func (p *part) toldRate(r rate) (content.Finding, bool) {
	row := p.rowAround(r)
	n, several := p.countIn(row, r)
	sum, others := p.sumIn(row, r)
	if inside, before, ok := p.bracketed(r); ok {
		row, sum, others = inside, before, false
		n, several = p.countIn(row, r)
	}
	if n.value <= 0 || sum.value <= 0 || n.value > maxProduct/max(r.q.value, 1)/400 {
		return content.Finding{}, false
	}
	base := n.value * r.q.value
	times, sure := p.timesOf(r, row)
	from := []quantity{n, r.q, sum}
	for _, k := range times {
		product := quantity{kind: amount, value: base * k, step: r.q.step, decimals: r.q.decimals}
		if f, ok := p.productFinding(sum, product, from, k, false); ok {
			return f, true
		}
	}
	if r.mean && 2*abs(base-sum.value) <= n.value*r.q.step {
		return content.Finding{}, false
	}
	if !several && !others && !sure && r.time == "月" && len(times) == 1 && times[0] == 12 {
		sure = p.noMonths(base, sum)
	}
	if several || others || !sure || r.mean && r.q.decimals < 2 && r.q.step < 10000 && base%1_000_000 != 0 || !p.plainWords(row) || len(times) != 1 {
		return content.Finding{}, false
	}
	product := quantity{kind: amount, value: base * times[0], step: r.q.step, decimals: r.q.decimals}
	return p.productFinding(sum, product, from, times[0], true)
}

// noMonths tells whether no number of months turns a monthly sum into the amount
// that the row calls its product.
func (p *part) noMonths(base int64, sum quantity) bool {
	if suffixOf(strings.TrimRight(p.before(sum, 4), "为：:"), "合计", "共计", "小计", "计", "共", "共需") == "" {
		return false
	}
	for k := int64(1); k <= 24; k++ {
		if abs(base*k-sum.value) <= sum.step {
			return false
		}
	}
	return true
}

// bracketed gives the brackets that a rate stands in with the amount right before
// them: 健康体检312万元（1300人，人均2400元）.
func (p *part) bracketed(r rate) (inside span, sum quantity, ok bool) {
	if r.q.depth == 0 {
		return inside, sum, false
	}
	inside = r.q.sentence
	if i := strings.LastIndexAny(p.text[inside.start:r.q.start], "（("); i >= 0 {
		inside.start += i
	}
	if i := strings.IndexAny(p.text[r.q.end:inside.end], "）)"); i >= 0 {
		inside.end = r.q.end + i
	}
	for _, q := range p.numbers[:r.index] {
		if q.kind == amount && !q.approx && q.end == inside.start && !p.perUnit(q) {
			return inside, q, true
		}
	}
	return inside, sum, false
}

// rowAround gives the stretch that speaks of one rate: its clause, cut at the
// marks of items and behind the sums of other rates.
func (p *part) rowAround(r rate) span {
	row := r.q.clause
	for _, m := range p.marks {
		switch {
		case m.start <= r.q.start && m.start > row.start:
			row.start = m.start
		case m.start > r.q.end && m.start < row.end:
			row.end = m.start
		}
	}
	for n, q := range p.numbers {
		if n == r.index || q.kind != amount || q.start < row.start || q.end > row.end || !p.perUnit(q) {
			continue
		}
		if q.start > r.q.end { // the next rate: its count stands before it
			row.end = p.cutBefore(r.q.end, q.start)
			break
		}
		row.start = max(row.start, p.cutBehind(q.end, r.q.start))
	}
	return row
}

// cutBefore gives where the words of the next rate begin: behind the last amount
// between two places, or at the last comma.
func (p *part) cutBefore(from, to int) int {
	cut := -1
	for _, q := range p.numbers {
		if q.kind == amount && q.start >= from && q.end <= to && !p.perUnit(q) {
			cut = q.end
		}
	}
	if cut >= 0 {
		return cut
	}
	if i := strings.LastIndex(p.text[from:to], "，"); i >= 0 {
		return from + i
	}
	return from
}

// cutBehind gives where the words of the rate before this one end.
func (p *part) cutBehind(from, to int) int {
	for _, q := range p.numbers {
		if q.kind == amount && q.start >= from && q.end <= to && !p.perUnit(q) {
			return q.end
		}
	}
	return from
}

// countIn finds the number in a row that a rate is for; several is whether others
// of the same unit stand there too.
func (p *part) countIn(row span, r rate) (n quantity, several bool) {
	for i := row.start; i < row.end; {
		q, end := p.countAt(i, row.end, r.unit)
		if end == 0 {
			i++
			continue
		}
		i = end
		if q.approx {
			return quantity{}, true
		}
		if n.value != 0 && n.value != q.value {
			several = true
		}
		if n.value == 0 || q.end <= r.q.start {
			n = q
		}
	}
	return n, several
}

// countAt reads digits and a unit that a rate is for at a place.
func (p *part) countAt(i, limit int, unit string) (quantity, int) {
	if !isDigit(p.text[i]) || i > 0 && (isDigit(p.text[i-1]) || p.text[i-1] == '.' || p.text[i-1] == ',') {
		return quantity{}, 0
	}
	number, _ := splitNumber(p.text[i:min(limit, i+20)])
	end := i
	for end < limit && (isDigit(p.text[end]) || p.text[end] == ',') {
		end++
	}
	rest := strings.TrimLeft(p.text[end:limit], " ")
	u := prefixOf(rest, unitsFor(unit)...)
	if u == "" || strings.Contains(number, ".") || strings.HasPrefix(rest, "人次") && unit != "人次" && unit != "人" {
		return quantity{}, 0
	}
	end = limit - len(rest) + len(u)
	q := decimal(number, people, span{i, end}, 0, u)
	left := strings.TrimRight(lastRunes(p.text[:i], 6), " ")
	hedge := suffixOf(left, "约", "近", "≥", "不少于", "不低于", "不超过", "超过", "每", "至", "-", "—", "～", "最多", "至少", "第", "等于", "上年", "去年")
	q.approx = q.approx || hedge != "" || prefixOf(p.text[end:min(limit, end+12)], "以上", "左右", "以内", "以下", "余", "多") != ""
	return q, end
}

// unitsFor gives the units that a rate for one unit may be counted in.
func unitsFor(unit string) []string {
	switch unit {
	case "人", "名", "位", "生":
		return []string{"人次", "人", "名", "位"}
	case "人次":
		return []string{"人次", "人"}
	case "户次":
		return []string{"户次"}
	}
	return []string{unit}
}

// sumIn finds the amount in a row that the rate comes to: the first behind it,
// otherwise the last before it.
func (p *part) sumIn(row span, r rate) (sum quantity, others bool) {
	seen := 0
	for _, q := range p.numbers {
		if q.kind != amount || q.start < row.start || q.end > row.end || q.start == r.q.start || p.perUnit(q) {
			continue
		}
		seen++
		if q.approx {
			return quantity{}, true
		}
		if sum.kind == 0 || sum.start < r.q.start {
			sum = q
		}
	}
	return sum, seen > 1
}

// timesOf gives how often a rate may be paid by the words of its row; sure is
// whether only that can be meant.
func (p *part) timesOf(r rate, row span) (times []int64, sure bool) {
	words := p.text[row.start:row.end]
	stated := p.statedTimes(row)
	switch {
	case r.time == "":
		return append([]int64{1}, stated...), len(stated) == 0
	case strings.Contains(r.time, "年"):
		return append([]int64{1}, stated...), len(stated) == 0
	case len(stated) > 0:
		return stated, len(stated) == 1
	case strings.Contains(r.time, "月"):
		return []int64{12}, containsAny(words, "全年", "年补助", "每年", "一年", "年度")
	case strings.Contains(r.time, "季"):
		return []int64{4}, false
	case strings.Contains(r.time, "学期"):
		return []int64{2, 1}, false
	}
	return []int64{1}, false
}

// statedTimes reads 10个月, 200天, 2次, 4个季度 in a row.
func (p *part) statedTimes(row span) []int64 {
	var out []int64
	words := p.text[row.start:row.end]
	for i := 0; i < len(words) && len(out) < 4; i++ {
		if !isDigit(words[i]) || i > 0 && (isDigit(words[i-1]) || words[i-1] == '.') {
			continue
		}
		number, rest := splitNumber(words[i:min(len(words), i+24)])
		if len(number) <= 3 && prefixOf(rest, "个月", "天", "次", "学期", "个学期", "期", "个季度") != "" && prefixOf(rest, "期间") == "" {
			if k := smallCount(number); k > 1 {
				out = append(out, k)
			}
		}
	}
	return out
}

// smallCount reads up to three digits; 0 for others.
func smallCount(s string) int64 {
	n := int64(0)
	for i := range len(s) {
		if !isDigit(s[i]) {
			return 0
		}
		n = n*10 + int64(s[i]-'0')
	}
	return n
}

// plainWords tells whether nothing in a row turns a product into a bound, a part
// or a mean.
func (p *part) plainWords(row span) bool {
	return !containsAny(p.text[row.start:row.end], "其中", "其余", "最高", "不超过", "以内", "另", "此外", "分档", "分别", "上限", "不低于", "不少于", "据实", "左右",
		"上年", "去年", "结余", "结转", "剩余", "不足", "另外", "配套", "自筹", "以上", "含", "首批", "第一批", "比例", "%")
}

// productTimes writes how often a rate is paid.
func productTimes(k int64) string {
	if k == 1 {
		return ""
	}
	return fmt.Sprintf(" × %d", k)
}

// rateElsewhere confirms a rate whose number and amount stand in other sections:
// the amount is the project's own, and the number the only one of its unit that
// gives it. A difference says nothing there.
func (t *reading) rateElsewhere(p *part, r rate) (content.Finding, bool) {
	if t.d.Amount == nil || t.d.Amount.Text == "" || r.q.value <= 0 {
		return content.Finding{}, false
	}
	sum, ok := t.first(isMoney(t.d.Amount))
	if !ok {
		return content.Finding{}, false
	}
	times, _ := p.timesOf(r, r.q.sentence)
	for i := range t.parts {
		other := &t.parts[i]
		for _, q := range other.numbers {
			if q.kind != people || q.approx || q.cited || !slices.Contains(unitsFor(r.unit), q.unit) {
				continue
			}
			for _, k := range times {
				if q.value < maxProduct/r.q.value/k && q.value > 1 && q.value*r.q.value*k == sum.q.value {
					return acrossSections(ref{other, q}, ref{p, r.q}, sum, k), true
				}
			}
		}
	}
	return content.Finding{}, false
}

func acrossSections(n, rate, sum ref, k int64) content.Finding {
	return content.Finding{
		Code: RateTimesPeople, Verdict: content.Closes, Stated: yuan(sum.q.value), Computed: yuan(n.q.value * rate.q.value * k), Unit: "元",
		Note:     fmt.Sprintf("%s × %s%s，应为%s，与公开的金额一致。", n.words(), rate.words(), productTimes(k), inWords(sum.q.value)),
		Evidence: []content.Evidence{n.evidence(), rate.evidence(), sum.evidence()},
	}
}

func (r ref) words() string { return r.p.text[r.q.start:r.q.end] }
