package audit

import (
	"fmt"
	"strconv"
	"strings"

	"mingzhang/content"
)

// whole is 100 % as quantities count it.
const whole = 1_000_000

// sumPercent adds up shares of one whole that a sentence lists: 占60%，占30%，占10%,
// or 按照省级40%、市级60%的比例分担. Shares of money cannot overlap; others may, and
// a rest may go unsaid, so a difference is reported for money only.
func sumPercent(t *reading) []content.Finding {
	var out []content.Finding
	for i := range t.parts {
		p := &t.parts[i]
		for _, s := range p.sharesBySentence() {
			if f, ok := s.finding(p); ok {
				out = append(out, f)
			}
		}
	}
	return distinct(out)
}

// shares are the percentages of one sentence that may be parts of one whole.
type shares struct {
	all   []quantity
	split bool // the sentence says that money is split by them: 的比例分担
	money bool // every share is one of money
}

func (s shares) finding(p *part) (content.Finding, bool) {
	if len(s.all) < 2 {
		return content.Finding{}, false
	}
	computed, f := compare(quantity{kind: percent, value: whole, step: 1}, s.all)
	out := content.Finding{
		Code: SumPercent, Stated: "100", Computed: percentText(computed), Unit: "%", Evidence: p.evidenceOf(s.all),
	}
	switch {
	case f == equal:
		out.Verdict = content.Closes
		out.Note = fmt.Sprintf("%d项比例合计%s%%。", len(s.all), percentText(computed))
	case f == differs && s.promised(p, computed):
		out.Verdict = content.Open
		out.Note = fmt.Sprintf("%d项比例合计%s%%，不等于100%%。", len(s.all), percentText(computed))
	default:
		return content.Finding{}, false
	}
	return out, true
}

// promised tells whether the shares must come to the whole.
func (s shares) promised(p *part, computed int64) bool {
	words := p.sentenceOf(s.all[0])
	if containsAny(words, "其余", "剩余", "同比", "上年", "增长", "提高", "下降", "完成", "达到", "不足", "另") || computed > 15*whole/10 {
		return false
	}
	if computed < whole && (containsAny(words, "等", "主要") || computed < 7*whole/10) {
		return false
	}
	return s.split || s.money && (len(s.all) >= 3 && computed >= 85*whole/100 || computed > whole)
}

// sharesBySentence gives the percentages that directly follow 占, and those that
// a sentence splits money by, by sentence.
func (p *part) sharesBySentence() []shares {
	var out []shares
	from := 0
	for from < len(p.numbers) {
		to := from + 1
		for to < len(p.numbers) && p.numbers[to].sentence == p.numbers[from].sentence {
			to++
		}
		if s := p.sharesAmong(p.numbers[from:to]); len(s.all) >= 2 {
			out = append(out, s)
		}
		from = to
	}
	return out
}

func (p *part) sharesAmong(sentence []quantity) shares {
	var s shares
	var listed []quantity
	s.money = true
	last := sentence[0].sentence.start
	named := "" // the words before the last amount
	for _, q := range sentence {
		label := strings.Trim(p.text[last:q.start], "，、；：:和及与 　")
		if q.kind == amount {
			named = label
		}
		if q.kind == percent && !q.approx && !p.inTable(q) {
			left := strings.TrimRight(p.before(q, 6), " 为：:")
			switch bare := trimAnySuffix(label, sharePhrases()...); {
			case bare != label && bare == "": // 中央资金30万元，占总投资的50%
				s.all = append(s.all, q)
				s.money = s.money && isMoneyLabel(named)
			case bare != label:
				s.all = append(s.all, q)
				s.money = s.money && isMoneyLabel(strings.TrimRight(bare, "，、 "))
			case suffixOf(left, "占", "占比", "比例", "比重", "权重") != "":
				s.all = append(s.all, q)
				s.money = s.money && (isMoneyLabel(label) || strings.Contains(label, "权重"))
			case isSource(label) || isLevel(strings.TrimPrefix(lastRunes(label, 3), "按")):
				listed = append(listed, q)
			}
		}
		last = q.end
	}
	if n := len(listed); len(s.all) == 0 && n >= 2 && containsAny(firstRunes(p.text[listed[n-1].end:], 12), "的比例", "比例分担", "比例承担", "分担", "承担", "负担") {
		return shares{all: listed, split: true, money: true}
	}
	return s
}

// sharePhrases stand between a part of the money and the share that it is.
func sharePhrases() []string {
	var out []string
	for _, whole := range []string{"总投资", "项目总投资", "资金总额", "总额", "总预算", "预算总额", "总资金", "项目资金", "总经费", "项目总资金", "资金总量", "预算"} {
		out = append(out, "占"+whole+"的", "占"+whole, "占"+whole+"比例", "占"+whole+"的比例为")
	}
	return append(out, "占比为", "占比")
}

// isMoneyLabel tells whether the words before a share name money.
func isMoneyLabel(label string) bool {
	label = trimAnySuffix(trimAnySuffix(label, "占比", "占", "比例", "比重"), "总额", "总投资")
	label = strings.TrimSuffix(label, "占")
	return suffixOf(label, "费", "费用", "资金", "经费", "支出", "补助", "财政", "款", "级", "金", "投资", "自筹", "配套", "采购", "补贴", "奖励") != ""
}

func percentText(v int64) content.Text {
	return content.Text(strconv.FormatFloat(float64(v)/(whole/100), 'f', -1, 64))
}
