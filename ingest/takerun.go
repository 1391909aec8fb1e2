package ingest

import (
	"slices"
	"strings"

	"mingzhang/content"
)

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
	if f.d.Amount != nil && sources*2 > len(r) && sources < len(r) && r.sum() == f.d.Amount.Fen && !slices.ContainsFunc(r, hasRow) {
		sources = len(r) // the others pay too
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

// hasRow tells whether a part says for how many or for what it is, or has no name
// that could be one who pays.
func hasRow(pc piece) bool {
	return pc.line.People != nil || pc.line.Rate != nil || len([]rune(tidySource(pc.line.Label))) < 3 && sourceOf(pc.line.Label) == "" || hasAny(pc.line.Label, "用于", "采购", "购置", "培训", "建设", "改造", "补贴")
}

// sum adds up the parts of a run.
func (r run) sum() content.Fen {
	var sum content.Fen
	for _, pc := range r {
		sum += pc.line.Amount.Fen
	}
	return sum
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
