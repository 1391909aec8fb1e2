package audit

import (
	"strings"
	"unicode/utf8"

	"mingzhang/content"
)

// tally is a whole with the parts that the words around it give for it.
type tally struct {
	p     *part
	whole quantity
	parts []quantity
	intro string // the words between the whole and its first part
	end   int    // where the words about them end
	joint bool   // the whole stands behind its parts: 合计10万元
}

// toldSums adds up what the running text gives as the parts of a whole: 安排100万元，
// 其中甲60万元、乙40万元 and 甲6人、乙4人，合计10人. It is open only when the words
// promise every part and nothing else explains the difference.
func toldSums(t *reading) []content.Finding {
	var out []content.Finding
	for i := range t.parts {
		p := &t.parts[i]
		for _, list := range p.sentences() {
			for _, s := range p.tallies(list) {
				if f, ok := s.finding(); ok {
					out = append(out, f)
				}
			}
		}
	}
	return out
}

// maxToldParts limits the numbers of one sentence that are added up.
const maxToldParts = 60

// sentences gives, for each sentence of the running text, the numbers of one unit
// that may be added up: no sum per head and nothing out of another document.
func (p *part) sentences() [][]quantity {
	var out [][]quantity
	from := 0
	for from < len(p.numbers) {
		to := from + 1
		for to < len(p.numbers) && p.numbers[to].sentence == p.numbers[from].sentence {
			to++
		}
		sentence := p.numbers[from:to]
		from = to
		if len(sentence) < 3 || p.inTable(sentence[0]) {
			continue
		}
		out = append(out, p.byUnit(sentence)...)
	}
	return out
}

// byUnit parts the numbers of a sentence by their unit.
func (p *part) byUnit(sentence []quantity) [][]quantity {
	var units []string
	lists := map[string][]quantity{}
	for _, q := range sentence {
		if q.kind != amount && q.kind != people || q.cited || q.kind == amount && p.perUnit(q) || q.kind == people && p.before(q, 1) == "每" {
			continue
		}
		if len(lists[q.unit]) == 0 {
			units = append(units, q.unit)
		}
		if len(lists[q.unit]) < maxToldParts {
			lists[q.unit] = append(lists[q.unit], q)
		}
	}
	var out [][]quantity
	for _, unit := range units {
		if len(lists[unit]) >= 3 {
			out = append(out, lists[unit])
		}
	}
	return out
}

// perUnit tells whether an amount is a rate: 每人500元, 户均1500元, 标准2000元,
// 1000元/户.
func (p *part) perUnit(q quantity) bool {
	left := p.before(q, 12)
	if i := strings.LastIndexAny(left, "，、；：:,;（("); i >= 0 {
		left = left[i:]
	}
	if i := lastOf(left, "每", "均", "单价", "标准"); i >= 0 && !strings.Contains(left[i:], "计") {
		return true
	}
	return prefixOf(p.after(q, 2), "/", "／", "每", "一人", "一户") != ""
}

// lastOf gives where the last of words begins in s, or -1.
func lastOf(s string, words ...string) int {
	last := -1
	for _, w := range words {
		last = max(last, strings.LastIndex(s, w))
	}
	return last
}

// tallies finds the wholes among the numbers of one sentence with their parts. A
// number is a part once.
func (p *part) tallies(list []quantity) []tally {
	var out []tally
	for i := 0; i+2 < len(list); i++ {
		if s, n := p.forward(list[i:]); n > 0 {
			out = append(out, s)
			if s.parts[0].depth == s.whole.depth {
				i += n
			}
		}
	}
	for j := 2; j < len(list); j++ {
		if s, ok := p.backward(list[:j+1]); ok {
			out = append(out, s)
		}
	}
	return out
}

// forward reads list[0] as a whole whose parts follow; n is how many do.
func (p *part) forward(list []quantity) (tally, int) {
	whole, rest := list[0], p.partsAfter(list)
	if len(rest) < 2 {
		return tally{}, 0
	}
	s := tally{p: p, whole: whole, parts: rest, intro: p.text[whole.end:rest[0].start]}
	if !s.introduced() {
		return tally{}, 0
	}
	for k := 2; k <= len(rest); k++ {
		if _, f := compare(whole, rest[:k]); f == equal && (k == len(rest) || p.turns(rest[k-1], rest[k])) {
			s.parts = rest[:k]
			break
		}
	}
	last := s.parts[len(s.parts)-1]
	s.end = whole.sentence.end
	for _, q := range list {
		if q.start > last.end && p.isSpent(last, q) {
			s.end = last.end
			break
		}
	}
	return s, len(s.parts)
}

// isSpent tells whether the words between two numbers go on to what became of the
// money.
func (p *part) isSpent(a, b quantity) bool {
	return b.kind == amount && containsAny(p.text[a.end:b.start], "实际支出", "实际使用", "已支出", "实际到位", "结余", "完成支出", "全年支出", "共支出", "累计支出", "实际执行", "全年执行")
}

// turns tells whether the words between two numbers leave a list of parts for
// something else.
func (p *part) turns(a, b quantity) bool {
	return containsAny(p.text[a.end:b.start], "用于", "由", "来源", "结余", "执行", "支出", "其中", "另", "已", "实际", "剩余", "结转", "按", "。", "：", "主要", "）", ")")
}

// partsAfter gives the numbers that may be parts of list[0]: inside the same
// brackets, before the next joint total and before its own words end.
func (p *part) partsAfter(list []quantity) []quantity {
	whole, rest := list[0], list[1:]
	depth := rest[0].depth
	if depth < whole.depth {
		return nil
	}
	var out []quantity
	for _, q := range rest {
		if q.depth < depth || isJointWord(p.before(q, 4)) || len(out) > 0 && p.isSpent(out[len(out)-1], q) {
			break
		}
		if q.depth == depth {
			out = append(out, q)
		}
	}
	return out
}

// introduced tells whether the words between a whole and its first part announce
// parts. Sources of money need no announcement.
func (s tally) introduced() bool {
	return s.announced() || s.whole.kind == amount && s.bare()
}

// isTotalLabel tells whether the words before an amount call it a total.
func (p *part) isTotalLabel(q quantity) bool {
	left := p.before(q, 12)
	if i := strings.LastIndexAny(left, "，；：:,;（("); i >= 0 {
		left = left[i:]
	}
	return containsAny(left, "所需资金", "总投资", "总预算", "总额", "共需", "共计", "合计", "总计", "总经费", "资金需求")
}

func (s tally) announced() bool {
	return containsAny(s.intro, introWords()...) || s.p.isTotalLabel(s.whole) && s.bare() || s.parts[0].depth > s.whole.depth || s.colon()
}

// colon tells whether a colon opens a list: words stand between it and the first
// part, and no part ends before it. In 甲12万元，乙：8万元 it only follows a label.
func (s tally) colon() bool {
	i := strings.LastIndexAny(s.intro, "：:")
	return i >= 0 && hanHead(strings.TrimLeft(s.intro[i:], "：: \n1.一（）、")) != "" && !strings.ContainsAny(s.intro[:i], "；;、")
}

// bare tells whether only sources of money follow a whole that is none itself.
func (s tally) bare() bool {
	own := s.p.before(s.whole, 16)
	if i := strings.LastIndexAny(own, "，、；：:,;"); i >= 0 {
		own = own[i:]
	}
	return !isSource(own) && (s.whole.start == s.p.firstAmount(s.whole.sentence.start) || s.p.isTotalLabel(s.whole)) && s.sources() == len(s.parts)
}

// firstAmount gives where the first amount at or behind a place stands.
func (p *part) firstAmount(from int) int {
	q, _ := p.find(from, func(q quantity) bool { return q.kind == amount })
	return q.start
}

func introWords() []string {
	return []string{"其中", "具体", "分别", "包括", "包含", "如下", "构成", "组成", "分配", "来源", "用于", "由", "含", "分解", "下达", "拨付"}
}

// backward reads the last number of list as the joint total of those before it.
func (p *part) backward(list []quantity) (tally, bool) {
	whole, parts := list[len(list)-1], list[:len(list)-1]
	if !isJointWord(p.before(whole, 4)) {
		return tally{}, false
	}
	for i := len(parts) - 1; i >= 0; i-- {
		if parts[i].depth != whole.depth || isJointWord(p.before(parts[i], 4)) {
			parts = parts[i+1:]
			break
		}
	}
	if len(parts) < 2 {
		return tally{}, false
	}
	s := tally{p: p, whole: whole, joint: true, end: whole.sentence.end}
	for i := 0; i+2 <= len(parts); i++ {
		if _, f := compare(whole, parts[i:]); f == equal {
			s.parts = parts[i:]
			return s, true
		}
	}
	if parts[0].value == whole.value {
		parts = parts[1:]
	}
	s.parts = parts
	return s, len(parts) >= 2
}

// label gives the words that tell what part i is.
func (s tally) label(i int) string {
	from := s.parts[0].sentence.start
	switch {
	case i > 0:
		from = s.parts[i-1].end
	case s.whole.end > from && s.whole.end < s.parts[0].start:
		from = s.whole.end
	}
	words := lastRunes(s.p.text[from:s.parts[i].start], 24)
	if cut := strings.LastIndexAny(strings.TrimRight(words, "（(：: "), "，、；：:,;。"); cut >= 0 {
		_, size := utf8.DecodeRuneInString(words[cut:])
		words = words[cut+size:]
	}
	return strings.TrimSpace(strings.TrimPrefix(strings.TrimPrefix(words, "其中"), "和"))
}

// sources counts the parts whose words name a source of money.
func (s tally) sources() int {
	n := 0
	for i := range s.parts {
		if isSource(s.label(i)) {
			n++
		}
	}
	return n
}

func isSource(label string) bool {
	return containsAny(label, "财政", "中央", "省级", "省补", "市级", "区级", "县级", "州级", "自治区", "自筹", "结转", "配套", "公益金", "拨款", "上级", "车购税",
		"转移支付", "捐", "社会资金", "贷款", "债券", "工会经费", "总工会", "会费", "专项资金", "本级经费") && !containsAny(label, "总工会对", "总工会使用")
}

// recipients counts the parts whose words end in the name of a place or a unit.
func (s tally) recipients() int {
	n := 0
	for i := range s.parts {
		if isRecipient(s.label(i)) {
			n++
		}
	}
	return n
}

func isRecipient(label string) bool {
	for range 3 {
		label = strings.TrimSpace(trimAnySuffix(label, "分配", "下达", "安排", "拨付", "补助", "资金", "各", "为", "：", ":", "（", "("))
	}
	n := utf8.RuneCountInString(label)
	return n >= 2 && n <= 14 && suffixOf(label, "区", "县", "市", "州", "旗", "镇", "乡", "街道", "市直", "县直", "州直", "本级", "学校", "中学", "小学", "医院", "中心", "村") != ""
}

func trimAnySuffix(s string, words ...string) string {
	for _, w := range words {
		if rest, ok := strings.CutSuffix(s, w); ok {
			return rest
		}
	}
	return s
}

// code tells which check a tally belongs to.
func (s tally) code() string {
	switch n := len(s.parts); {
	case s.whole.kind == people:
		return SumPeople
	case 2*s.recipients() > n:
		return SumAllocations
	case 2*s.sources() > n:
		return SumFunding
	}
	return SumLines
}
