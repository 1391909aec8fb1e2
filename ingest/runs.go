package ingest

import (
	"slices"
	"strings"

	"mingzhang/content"
)

// run is a series of amounts in running text that are parts of one whole.
type run []piece

// piece is one part: its words, from the part before to its amount.
type piece struct {
	line      content.Line
	recipient string // the region or unit in front of it
	fund      bool   // named by a fund that pays, as those beside it tell
	shared    bool   // words in front of the run say that it is shared out
	raised    bool   // words in front of the run say that it is where money comes from
}

// maxRun bounds the search for amounts that add up.
const maxRun = 200

// runs finds the series of amounts in a passage that are parts of one whole:
// those that add up to the total exactly, those of which each names a region or
// each a source of money, and those after 其中.
func (f *facts) runs(p *passage) []run {
	amounts := p.amounts()
	if len(amounts) > maxRun {
		amounts = amounts[:maxRun]
	}
	var found []run
	last := 0
	for i := 0; i < len(amounts); {
		r := f.runAt(p, amounts[i:], last)
		last = amounts[i].End
		if len(r) < 2 {
			i++
			continue
		}
		found = append(found, r)
		i += len(r)
		last = amounts[i-1].End
	}
	return found
}

// runAt reads the run that begins with the first of some amounts; last is where
// the amount before it ends.
func (f *facts) runAt(p *passage, amounts []mention, last int) run {
	if f.d.Amount != nil && amounts[0].Money.Fen >= f.d.Amount.Fen {
		return nil // the whole is none of its parts
	}
	if n := f.closing(amounts); n > 0 {
		if rest := amounts[n-1]; n > 2 && f.d.Kind == content.Evaluation && hasAny(p.text(p.clauseStart(rest.Start), rest.Start), "剩余", "结余", "结转") {
			n-- // what was left over is no use of the money
		}
		return p.pieces(amounts[:n], last)
	}
	if n := f.summed(p, amounts); n > 1 {
		return p.pieces(amounts[:n], last)
	}
	if n := p.oneSentence(amounts); n > 1 {
		r := p.pieces(amounts[:n], last)
		if n := leadingPieces(r, isShare); n > 1 && slices.ContainsFunc(r[:n], isPlace) {
			return r[:n]
		}
		if n := leadingPieces(r, isSource); n > 1 {
			return r[:n]
		}
	}
	if n := f.ofOverPlan(p, amounts); n > 1 {
		return p.pieces(amounts[:n], last)
	}
	if n := f.announced(p, amounts); n > 1 {
		return p.pieces(amounts[:n], last)
	}
	return nil
}

// closing gives how many of the first amounts add up to the total; 0 for none.
func (f *facts) closing(amounts []mention) int {
	if f.d.Amount == nil {
		return 0
	}
	var sum content.Fen
	for n, m := range amounts {
		sum += m.Money.Fen
		if sum == f.d.Amount.Fen && n > 0 {
			return n + 1
		}
		if sum >= f.d.Amount.Fen {
			return 0
		}
	}
	return 0
}

// summed gives how many of the first amounts an evaluation adds up to what was
// spent: 设备98万元，培训41万元，共计支出139万元.
func (f *facts) summed(p *passage, amounts []mention) int {
	if f.d.Kind != content.Evaluation {
		return 0
	}
	var sum content.Fen
	for n, m := range amounts[:p.oneSentence(amounts)] {
		if n > 1 && m.Money.Fen == sum && hasAny(p.leadOf(m), "合计", "共计", "总计", "共支出") && f.isSpent(p, m, true) {
			return n
		}
		sum += m.Money.Fen
	}
	return 0
}

// oneSentence gives how many of the first amounts stand in one sentence.
func (p *passage) oneSentence(amounts []mention) int {
	end := p.stopAfter(amounts[0].End, "。！？\n|")
	n := 1
	for n < len(amounts) && amounts[n].Start < end {
		end = max(end, p.stopAfter(amounts[n].End, "。！？\n|"))
		n++
	}
	return n
}

// isShare tells whether a part is named by the region or level that gets it, or,
// where it is said to be shared out, by the unit.
func isShare(pc piece) bool {
	return isRecipient(pc.line.Label) || pc.shared && isBody(pc.line.Label)
}

// isBody tells whether words name a unit, a school or the like.
func isBody(s string) bool {
	if isUnitName(s) {
		return true
	}
	for _, end := range []string{"学校", "小学", "中学", "一中", "二中", "三中", "幼儿园", "大学", "学院", "医院", "卫生院", "服务中心", "中心", "馆", "站", "所", "科协", "残联", "妇联", "团委", "工会", "社区", "村", "村委会", "公司", "合作社", "协会", "农场", "林场", "局", "院"} {
		if strings.HasSuffix(s, end) && len([]rune(s)) > 2 {
			return true
		}
	}
	return false
}

// isPlace tells whether a part is named by a region, which is no level of
// government that pays: 市本级 may be both.
func isPlace(pc piece) bool { return isShare(pc) && sourceOf(pc.line.Label) == "" }

// isSource tells whether a part is named by where it comes from.
func isSource(pc piece) bool {
	return pc.fund || pc.raised && len([]rune(tidySource(pc.line.Label))) >= 3 && pc.line.People == nil && pc.line.Rate == nil || pc.line.People == nil && pc.line.Rate == nil && sourceOf(pc.line.Label) != ""
}

func leadingPieces(r run, is func(piece) bool) int {
	n := 0
	for n < len(r) && is(r[n]) {
		n++
	}
	return n
}

// announced gives how many amounts follow one of the words that announce parts,
// in the same sentence and each with a name; 0 for none. The whole before them,
// when there is one, must be the total or the text an item of it.
func (f *facts) announced(p *passage, amounts []mention) int {
	from := p.fullStop(amounts[0].Start)
	before := p.text(max(from, amounts[0].Start-40), amounts[0].Start)
	if !hasAny(before, "其中", "具体为", "包括", "分别", "用途", "用于", "明细", "如下", "构成") {
		return 0
	}
	people := true
	n, last := 0, amounts[0].Start-40
	for n < p.oneSentence(amounts) {
		people = people && len(p.within(content.KindPeople, max(from, last), amounts[n].Start)) > 0
		n, last = n+1, amounts[n].End
	}
	if people || f.isWhole(p, from, amounts) {
		return n
	}
	return 0
}

// isWhole tells whether the last amount before some parts is the total, or what an
// evaluation says was spent, and they are less than it: what is told of another
// whole is not ours.
func (f *facts) isWhole(p *passage, from int, parts []mention) bool {
	if f.d.Amount == nil {
		return false
	}
	if strings.HasPrefix(p.text(from, from+2), "其中") {
		from = p.fullStop(from - 1)
	}
	before := p.within(content.KindAmount, from, parts[0].Start)
	if len(before) == 0 {
		return false
	}
	whole := before[len(before)-1]
	if whole.Money.Fen != f.d.Amount.Fen && !(f.d.Kind == content.Evaluation && f.isSpent(p, whole, false)) {
		return false
	}
	return !slices.ContainsFunc(parts, func(m mention) bool { return m.Money.Fen >= whole.Money.Fen })
}

// ofOverPlan gives how many of the first amounts are the parts of a plan that costs
// more than the budget; 0 for none.
func (f *facts) ofOverPlan(p *passage, amounts []mention) int {
	before := p.within(content.KindAmount, p.fullStop(amounts[0].Start), amounts[0].Start)
	if f.d.Amount == nil || len(before) == 0 || !f.isOverPlan(p, before[len(before)-1], amounts) {
		return 0
	}
	var sum content.Fen
	for n, m := range amounts {
		if sum += m.Money.Fen; sum == before[len(before)-1].Money.Fen {
			return n + 1
		}
	}
	return 0
}

// isOverPlan tells whether parts add up to a plan that is told to cost more than the
// budget.
func (f *facts) isOverPlan(p *passage, plan mention, parts []mention) bool {
	amounts := p.amounts()
	return plan.Money.Fen > f.d.Amount.Fen && len(amounts) > 0 && amounts[0].Money.Fen == f.d.Amount.Fen && p.exceeds(amounts[0], plan) && closes(plan.Money.Fen, parts)
}

// leadingUnit gives the region or unit that words begin with: 蓬江区总工会对…,
// 市直9万元.
func leadingUnit(words string) string {
	front := words
	if i := strings.IndexAny(front, "0123456789，；"); i >= 0 {
		front = front[:i]
	}
	if isRecipient(front) {
		return front
	}
	for _, sep := range []string{"对", "为", "向", "使用", "安排"} {
		if name, _, ok := strings.Cut(front, sep); ok && (isUnitName(name) || isRecipient(name)) {
			return name
		}
	}
	return ""
}

// isRecipient tells whether words name a region or the own level, as lists of
// shares do.
func isRecipient(s string) bool {
	n := len([]rune(s))
	if n < 2 || n > 12 {
		return false
	}
	switch s {
	case "市直", "省直", "州直", "县直", "区直", "市本级", "省本级", "州本级", "县本级", "区本级", "本级", "市级", "县级", "区级", "省级":
		return true
	}
	for _, end := range []string{"区", "县", "市", "旗", "州", "镇", "乡", "街道", "管委会", "开发区", "新区", "园区", "盟"} {
		if strings.HasSuffix(s, end) {
			return true
		}
	}
	return false
}
