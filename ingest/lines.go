package ingest

import (
	"slices"
	"strings"

	"mingzhang/content"
)

// readLines reads the rows of the money and its shares: from a table, from a
// numbered list, from running text whose amounts add up to the total, or from
// one sentence of people times rate.
func (f *facts) readLines() {
	d := f.d
	if d.Lines = f.tableLines(); len(d.Lines) == 0 {
		d.Lines = f.itemLines(f.linePassages())
	}
	for _, p := range f.moneyPassages() {
		for _, run := range f.runs(p) {
			f.takeRun(run)
		}
	}
	if len(d.Lines) == 0 {
		d.Lines = f.soleLine()
	}
	f.nameOwnShare()
}

// linePassages gives the passages that may list the rows of the money.
func (f *facts) linePassages() []*passage {
	if f.d.Kind == content.Budget {
		return f.passagesOf("funding", "plan", "content", content.SectionPreface)
	}
	return append(f.passagesOf("performance", "organisation", "overview", "contents", "measures"), f.moneyPassages()...)
}

// itemLines reads a numbered list. In the section of the money an item needs an
// amount; elsewhere one of them also people or a rate, for other lists have
// amounts too.
func (f *facts) itemLines(passages []*passage) []content.Line {
	for _, p := range passages {
		var lines []content.Line
		known := p.isMoney()
		for _, it := range p.items() {
			l := p.line(it.start, it.end)
			if l.Amount == nil || p.openIn(it) > 2 || l.People == nil && sourceOf(l.Label) != "" {
				continue
			}
			known = known || l.People != nil || l.Rate != nil
			l.Label = firstWords(l.Label, f.d.Title)
			lines = append(lines, l)
		}
		if f.isShareList(lines) && len(lines) == len(p.items()) && (p.isMoney() || strings.Contains(p.heading, "分配")) {
			f.takeShares(lines) // a town in each point
		}
		if known && len(lines) > 0 && !f.isShareList(lines) && !f.isAccount(lines) {
			return lines
		}
	}
	return nil
}

// isAccount tells whether points tell what became of the whole, one after the
// other, and not its parts: planned, paid in, spent.
func (f *facts) isAccount(lines []content.Line) bool {
	return len(lines) > 1 && f.d.Amount != nil && slices.ContainsFunc(lines, func(l content.Line) bool { return l.Amount.Fen >= f.d.Amount.Fen })
}

// openIn counts the different amounts of an item that no word explains; a row
// has one, and perhaps its sum.
func (p *passage) openIn(it item) int {
	seen := map[content.Fen]bool{}
	for _, m := range p.within(content.KindAmount, it.start, it.end) {
		if m.role == "" && m.Op != "range" {
			seen[m.Money.Fen] = true
		}
	}
	return len(seen)
}

func firstWords(label, otherwise string) string {
	if label == "" {
		return otherwise
	}
	return label
}

// isShareList tells whether lines are really parts given to regions; those are
// read as allocations.
func (f *facts) isShareList(lines []content.Line) bool {
	for _, l := range lines {
		if !isRecipient(l.Label) {
			return false
		}
	}
	return len(lines) >= 2
}

// line reads the facts of one row from the words between start and end.
func (p *passage) line(start, end int) content.Line {
	l := content.Line{Label: p.label(start, end)}
	for _, m := range p.from(start) {
		if m.End > end {
			break
		}
		switch {
		case m.Kind == content.KindPeople && m.role == "" && l.People == nil && !p.isPer(m):
			l.People = &content.People{Count: m.People.Count, Unit: m.People.Unit}
		case m.Kind == content.KindAmount && m.role == "rate" && l.Rate == nil && m.Op != "range":
			l.Rate = money(m)
		case m.Kind == content.KindAmount && m.role == "" && m.Op != "range" && p.betterAmount(l.Amount, m):
			l.Amount = money(m)
		case m.Kind == content.KindPercent && l.Ratio == "":
			l.Ratio, l.RatioBase = p.ratio(m)
		}
	}
	return l
}

// betterAmount tells whether m states the amount of a row rather than the one
// found before: the first does, unless a later one is called the sum.
func (p *passage) betterAmount(have *content.Money, m mention) bool {
	return have == nil || hasAny(p.text(p.clauseStart(m.Start), m.Start), "合计", "共计", "小计", "总计", "共需", "计")
}

// isPer tells whether a count only says for how many a rate is (每20人), or is a
// factor of a product (30人×5期).
func (p *passage) isPer(m mention) bool {
	return hasAny(p.text(m.Start-2, m.Start), "每", "/", "／") || strings.ContainsRune("×✕*xX", runeAt(p.r, m.End))
}

// ratio reads 按…比例: the share as written and what it is of.
func (p *passage) ratio(m mention) (ratio, base content.Text) {
	clause := p.text(p.clauseStart(m.Start), m.Start)
	i := strings.LastIndex(clause, "按")
	after := p.text(m.End, m.End+6)
	if i < 0 || !(hasAny(after, "比例", "补助", "救助", "报销", "给予", "发放", "标准") || hasAny(clause, "比例")) {
		return "", ""
	}
	of := strings.TrimPrefix(clause[i+len("按"):], "照")
	of = strings.TrimSuffix(strings.TrimSuffix(of, "比例"), "的")
	return content.Text(m.Text), content.Text(strings.TrimSuffix(of, "的"))
}

// maxLabel is the length of a label of a row, in runes.
const maxLabel = 40

// label gives the words that name a row: those before the first mark or number.
func (p *passage) label(start, end int) string {
	stop := end
	if next := p.from(start); len(next) > 0 {
		stop = min(stop, next[0].Start)
	}
	text := withoutYear(strings.TrimLeft(p.text(start, stop), " \n，、；：。和及"))
	if i := strings.IndexAny(text, "。：:，；\n"); i >= 0 {
		text = text[:i]
	}
	return tidyLabel(text)
}

// withoutYear drops 2024年， at the front of a clause.
func withoutYear(s string) string {
	if r := []rune(prefix(s, 6)); len(r) > 5 && r[4] == '年' && yearBefore(r, 4) != 0 {
		s = strings.TrimLeft(strings.TrimPrefix(s[len(string(r[:5])):], "度"), "，, ")
	}
	return s
}

// tidyLabel drops the verbs in front of a name and the words that lead over to
// a number.
func tidyLabel(s string) string {
	s = strings.TrimSpace(s)
	for changed := true; changed; {
		changed = false
		for _, verb := range []string{"其中", "开展", "实施", "用于", "组织", "支付", "安排", "计划", "预计", "拟", "一是", "给予", "进行", "发放", "对", "为", "向"} {
			if rest, ok := strings.CutPrefix(s, verb); ok && len([]rune(rest)) >= 2 && !strings.HasPrefix(rest, "费") {
				s, changed = rest, true
			}
		}
		for _, tail := range []string{"预计", "共计", "合计", "小计", "总计", "共", "约", "需", "安排", "支出", "金额", "为", "计", "预算", "使用", "投入", "（", "("} {
			if rest, ok := strings.CutSuffix(s, tail); ok && len([]rune(rest)) >= 2 && rest != "设" && !strings.HasSuffix(s, "审计") && !strings.HasSuffix(s, "统计") {
				s, changed = rest, true
			}
		}
	}
	if i := strings.LastIndex(s, "每"); i > 0 && len([]rune(s[i:])) <= 3 {
		s = s[:i] // 租赁费每场
	}
	if s = strings.TrimSpace(withoutCount(s)); len([]rune(s)) <= maxLabel {
		return s
	}
	return ""
}

// withoutCount drops a count of things at the end of a label: 乡道2,750公里.
func withoutCount(s string) string {
	r := []rune(s)
	end := len(r)
	for end > 0 && len(r)-end <= 3 && !isNumberRune(r[end-1]) {
		end--
	}
	start := end
	for start > 0 && (isNumberRune(r[start-1]) || strings.ContainsRune(",.", r[start-1])) {
		start--
	}
	if start == end || start < 2 || !isHan(r[start-1]) || hasAny(string(r[end:]), "岁", "年", "期", "号", "型", "类", "级") {
		return s // 80—89周岁 and 第3期 are names
	}
	if rest := string(r[:start]); rest == "其余" || rest == "其他" || rest == "剩余" {
		return s // 其余14个县
	}
	return string(r[:start])
}

// soleLine reads the one row of a project that says only people, rate and
// amount, when the three agree.
func (f *facts) soleLine() []content.Line {
	if f.d.Amount == nil {
		return nil
	}
	for _, p := range f.linePassages() {
		l := p.line(0, len(p.r))
		if l.People == nil || l.Rate == nil || l.Rate.Fen*content.Fen(l.People.Count) != f.d.Amount.Fen {
			continue
		}
		amount := *f.d.Amount
		return []content.Line{{Label: f.d.Title, People: l.People, Rate: l.Rate, Amount: &amount}}
	}
	return nil
}
