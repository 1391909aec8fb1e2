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
	return pc.fund || pc.line.People == nil && pc.line.Rate == nil && sourceOf(pc.line.Label) != ""
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
	if whole.Money.Fen != f.d.Amount.Fen && !(f.d.Kind == content.Evaluation && f.isSpent(p, whole)) {
		return false
	}
	return !slices.ContainsFunc(parts, func(m mention) bool { return m.Money.Fen >= whole.Money.Fen })
}

// pieces reads the parts of a run; last is where the amount before it ends. A
// part without a recipient of its own goes on with the one before it in the same
// sentence.
func (p *passage) pieces(amounts []mention, last int) run {
	var r run
	start := p.runStart(amounts[0].Start, last)
	carried := ""
	shared := hasAny(p.text(max(p.fullStop(amounts[0].Start), start-24), start), "分配", "下达", "拨付", "划拨", "切块", "安排到", "安排给", "补助给", "分解")
	for _, m := range amounts {
		if p.sentenceStart(m.Start) >= start {
			carried = ""
			start = max(start, p.sentenceStart(m.Start))
		}
		start = p.skipMarks(start, m.Start)
		end := p.bracketEnd(m.End)
		piece := piece{line: p.line(start, end), shared: shared}
		piece.line.Amount = money(m)
		words := p.text(start, m.End)
		if piece.recipient = leadingUnit(words); piece.recipient == "" {
			piece.recipient = carried
		}
		carried = piece.recipient
		piece.line.Label = p.pieceLabel(words, piece)
		if clause := p.text(max(start, p.clauseStart(m.Start)), m.Start); piece.line.People == nil && piece.line.Rate == nil && sourceOf(piece.line.Label) == "" && sourceOf(clause) != "" {
			piece.line.Label = clause
		}
		if source := p.payerAfter(end); source != "" && sourceOf(piece.line.Label) == "" {
			piece.line.Label, piece.fund = source, true
		}
		r = append(r, piece)
		start = end
	}
	return r
}

// payerAfter gives the source that the words after an amount say it is from:
// 60万元由市财政承担.
func (p *passage) payerAfter(i int) string {
	clause, ok := strings.CutPrefix(p.text(i, p.stopAfter(i, "，。；：！？\n|;:!?")), "由")
	if !ok || strings.ContainsAny(clause, "0123456789") {
		return ""
	}
	if source := gapSource(clause); source != "" {
		return source
	}
	return sourceOf(clause)
}

// bracketEnd gives the place after the bracket that explains the amount which
// ends at i: 312万元（1300人，人均2400元）.
func (p *passage) bracketEnd(i int) int {
	if c := runeAt(p.r, i); c != '（' && c != '(' {
		return i
	}
	for j := i; j < min(len(p.r), i+60); j++ {
		if p.r[j] == '）' || p.r[j] == ')' {
			return j + 1
		}
	}
	return i
}

// skipMarks gives the place after the marks and the number in front of a part.
func (p *passage) skipMarks(start, end int) int {
	for start < end && strings.ContainsRune("，；、。：\n 和及", p.r[start]) {
		start++
	}
	front := p.text(start, min(start+8, end))
	if style, _, rest := splitNumber(front); style != plainStyle && rest != "" {
		start += len([]rune(front)) - len([]rune(rest))
	}
	return start
}

// runStart gives where the words of the first part begin.
func (p *passage) runStart(first, last int) int {
	start := max(p.sentenceStart(first), last)
	words := p.text(start, first)
	for _, announce := range []string{"其中", "具体为", "具体用于", "包括", "分别为", "分别是", "如下", "主要用于", "用于", "来源为", "来源于"} {
		if i := strings.LastIndex(words, announce); i >= 0 {
			start += len([]rune(words[:i+len(announce)]))
			break
		}
	}
	words = p.text(start, first)
	if i := strings.LastIndexAny(words, "：:"); i >= 0 {
		// 培训费：3万元 is a part; 使用情况如下：甲局3万元 leads over to one.
		if lead := []rune(words[:i]); len(lead) > 8 || hasAny(string(lead), "来源", "用途", "分配", "明细", "构成", "组成", "地区", "县区", "预算为", "安排为", "经费为", "资金为") {
			start += len(lead) + 1
		}
	}
	return start
}

// pieceLabel names a part by what is done: the words after 开展, else those in
// front without the recipient.
func (p *passage) pieceLabel(words string, pc piece) string {
	for _, verb := range []string{"开展", "实施", "用于", "进行"} {
		i := strings.LastIndex(words, verb)
		if i < 0 {
			continue
		}
		rest := words[i+len(verb):]
		if end := strings.IndexAny(rest, "，。；0123456789"); end > 0 {
			rest = rest[:end]
		}
		if label := tidyLabel(rest); label != "" && label != pc.line.Label {
			return label
		}
	}
	return pc.line.Label
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

// takeRun files a run where its labels belong: shares of regions, sources of
// money, or rows.
func (f *facts) takeRun(r run) {
	shares, sources, named := 0, 0, 0
	r = r.likeSources()
	places := slices.ContainsFunc(r, isPlace)
	for _, pc := range r {
		switch {
		case isSource(pc) && !(places && isShare(pc)):
			sources++
		case hasAny(pc.line.Label, "支出", "结余", "剩余", "到位", "拨付", "截至", "完成", "追加", "调减", "调增", "年初", "年中", "退回", "收回", "上缴", "执行率", "发放完毕"):
			return // how the money was spent, not what for
		case isShare(pc):
			shares++
		case pc.line.Label != "":
			named++
		}
	}
	switch len(r) {
	case sources:
		if len(f.sources) == 0 {
			f.sources = fundingOf(r)
		}
	case shares:
		f.takeShares(r.lines())
	case named:
		// A list whose numbers went wrong leaves out rows.
		if lines := r.lines(); len(f.d.Lines) == 0 || f.addUp(lines) && !f.addUp(f.d.Lines) && len(lines) > len(f.d.Lines) {
			f.d.Lines = lines
		}
	}
}

// likeSources reads the funds without a level in a run of sources as sources too:
// 就业补助资金 beside 失业保险基金.
func (r run) likeSources() run {
	if !slices.ContainsFunc(r, isSource) {
		return r
	}
	like := slices.Clone(r)
	for i, pc := range like {
		name := tidySource(pc.line.Label)
		if isSource(pc) || pc.line.People != nil {
			continue
		}
		for _, end := range []string{"补助资金", "专项资金", "发展资金", "奖补资金", "基金", "补助经费", "专项经费"} {
			if strings.HasSuffix(name, end) {
				like[i].line.Label, like[i].fund = name, true
			}
		}
	}
	return like
}

// addUp tells whether rows add up to the total.
func (f *facts) addUp(lines []content.Line) bool {
	var sum content.Fen
	for _, l := range lines {
		if l.Amount != nil {
			sum += l.Amount.Fen
		}
	}
	return f.d.Amount != nil && sum == f.d.Amount.Fen
}

// lines gives the parts of a run as rows of the money.
func (r run) lines() []content.Line {
	var lines []content.Line
	for _, pc := range r {
		pc.line.Recipient = content.Text(pc.recipient)
		lines = append(lines, pc.line)
	}
	return lines
}

func fundingOf(r run) []content.Funding {
	var rows []content.Funding
	for _, pc := range r {
		source := sourceOf(pc.line.Label)
		if source == "" {
			source = pc.line.Label
		}
		rows = addFunding(rows, source, pc.line.Amount)
	}
	return rows
}

// nameOwnShare calls the recipients of rows as the shares call them: 蓬江区总工会
// is 蓬江区, the publisher itself 市直. The units below become units of the
// project.
func (f *facts) nameOwnShare() {
	d := f.d
	seen := map[string]bool{}
	for i := range d.Lines {
		unit := string(d.Lines[i].Recipient)
		if unit == "" {
			continue
		}
		if unit != d.Publisher.Name && isUnitName(unit) && !isRecipient(unit) && !seen[unit] {
			seen[unit] = true
			d.Units = append(d.Units, content.UnitRole{Name: unit, Role: "下级使用单位"})
		}
		d.Lines[i].Recipient = content.Text(f.shareName(unit))
	}
}

func (f *facts) shareName(unit string) string {
	for _, a := range f.d.Allocations {
		if strings.HasPrefix(unit, a.Recipient) {
			return a.Recipient
		}
		if unit == f.d.Publisher.Name && (strings.HasSuffix(a.Recipient, "直") || strings.HasSuffix(a.Recipient, "本级")) {
			return a.Recipient
		}
	}
	return unit
}
