package ingest

import (
	"strings"

	"mingzhang/content"
)

// run is a series of amounts in running text that are parts of one whole.
type run []piece

// piece is one part: its words, from the part before to its amount.
type piece struct {
	line      content.Line
	recipient string // the region or unit in front of it
}

// maxRun bounds the search for amounts that add up.
const maxRun = 200

// runs finds the series of amounts in a passage that add up to the total
// exactly, and lists after 其中 whose parts all have a label.
func (f *facts) runs(p *passage) []run {
	amounts := p.amounts()
	if len(amounts) > maxRun {
		amounts = amounts[:maxRun]
	}
	var found []run
	for i := 0; i < len(amounts); {
		n := f.closing(amounts[i:])
		if n == 0 {
			n = p.announced(amounts[i:])
		}
		if n < 2 {
			i++
			continue
		}
		found = append(found, p.pieces(amounts[i:i+n]))
		i += n
	}
	return found
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

// announced gives how many amounts follow one of the words that announce parts,
// in the same sentence and each with people of its own; 0 for none.
func (p *passage) announced(amounts []mention) int {
	from := p.fullStop(amounts[0].Start)
	before := p.text(max(from, amounts[0].Start-40), amounts[0].Start)
	if !hasAny(before, "其中", "具体为", "包括", "分别") {
		return 0
	}
	n, last := 0, amounts[0].Start-40
	for _, m := range amounts {
		if p.fullStop(m.Start) != from || len(p.within(content.KindPeople, max(from, last), m.Start)) == 0 {
			break
		}
		n, last = n+1, m.End
	}
	return n
}

// pieces reads the parts of a run. A part without a recipient of its own goes on
// with the one before it in the same sentence.
func (p *passage) pieces(amounts []mention) run {
	var r run
	start := p.runStart(amounts[0].Start)
	carried := ""
	for _, m := range amounts {
		for start < m.Start && strings.ContainsRune("，；、。：\n 和及", p.r[start]) {
			start++
		}
		if p.sentenceStart(m.Start) >= start {
			carried = ""
			start = max(start, p.sentenceStart(m.Start))
		}
		piece := piece{line: p.line(start, m.End)}
		piece.line.Amount = money(m)
		words := p.text(start, m.End)
		if piece.recipient = leadingUnit(words); piece.recipient == "" {
			piece.recipient = carried
		}
		carried = piece.recipient
		piece.line.Label = p.pieceLabel(words, piece)
		r = append(r, piece)
		start = m.End
	}
	return r
}

// runStart gives where the words of the first part begin.
func (p *passage) runStart(first int) int {
	start := p.sentenceStart(first)
	words := p.text(start, first)
	for _, announce := range []string{"其中", "具体为", "具体用于", "包括", "分别为", "分别是", "如下", "主要用于", "用于"} {
		if i := strings.LastIndex(words, announce); i >= 0 {
			start += len([]rune(words[:i+len(announce)]))
			break
		}
	}
	words = p.text(start, first)
	if i := strings.LastIndexAny(words, "：:"); i >= 0 {
		// 培训费：3万元 is a part; 使用情况如下：甲局3万元 leads over to one.
		if lead := []rune(words[:i]); len(lead) > 8 {
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
// money (which funding reads), or rows.
func (f *facts) takeRun(r run) {
	shares, sources, named := 0, 0, 0
	for _, pc := range r {
		switch {
		case hasAny(pc.line.Label, "支出", "结余", "剩余", "到位", "拨付", "截至", "完成"):
			return // how the money was spent, not what for
		case isRecipient(pc.line.Label) && pc.line.People == nil:
			shares++
		case sourceName(pc.line.Label) != "" && pc.line.People == nil:
			sources++
		case pc.line.Label != "":
			named++
		}
	}
	switch {
	case shares == len(r) && len(f.d.Allocations) == 0:
		for _, pc := range r {
			f.d.Allocations = append(f.d.Allocations, content.Allocation{Recipient: pc.line.Label, Amount: pc.line.Amount})
		}
	case named == len(r) && sources == 0 && len(f.d.Lines) == 0:
		for _, pc := range r {
			pc.line.Recipient = content.Text(pc.recipient)
			f.d.Lines = append(f.d.Lines, pc.line)
		}
	}
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
