package audit

import (
	"fmt"
	"strings"

	"mingzhang/content"
)

// gridSums adds up the columns of every table towards its row of totals, and the
// rows towards their column of totals.
func gridSums(t *reading) []content.Finding {
	var out []content.Finding
	for i := range t.parts {
		p := &t.parts[i]
		for _, g := range p.grids {
			for column := range g.heads {
				if f, ok := p.columnSum(g, column); ok {
					out = append(out, f)
				}
			}
			out = append(out, p.rowSums(g)...)
		}
	}
	return out
}

// body is the rows of a table below each other that one total counts.
type body struct {
	details []([]cell)
	total   []cell
	sub     bool // some rows are subtotals or parts of others
}

// body parts the details of a table from its total; nothing without a total.
func (g grid) body() (b body) {
	for i, row := range g.rows {
		switch label := rowLabel(row); {
		case strings.HasPrefix(label, "其中") && i > 0 && isTotal(rowLabel(g.rows[i-1])) && len([]rune(label)) > 3:
			b.details = append(b.details, row)
		case isTotal(label) && b.total == nil:
			b.total = row
		case isTotal(label):
			b.sub = true
		case strings.HasPrefix(label, "小计") || strings.HasPrefix(label, "其中") || strings.HasPrefix(label, "小 计"):
			b.sub = true
		default:
			b.details = append(b.details, row)
		}
	}
	return b
}

// rowLabel gives the first words of a row that are no number.
func rowLabel(row []cell) string {
	for _, c := range row {
		if c.text != "" && !isDigit(c.text[0]) {
			return c.text
		}
	}
	return ""
}

func isTotal(label string) bool {
	label = strings.ReplaceAll(label, " ", "")
	return prefixOf(label, "合计", "总计", "共计", "总额", "全部合计", "年度资金总额") != "" || label == "总数"
}

// columnSum compares the details of one column with its total.
func (p *part) columnSum(g grid, column int) (content.Finding, bool) {
	b := g.body()
	kind := g.kindOf(column)
	if b.total == nil || len(b.details) < 2 || kind != moneyColumn && kind != peopleColumn && kind != percentColumn {
		return content.Finding{}, false
	}
	total, ok := g.read(at(b.total, column), column, kind)
	if !ok || total.value == 0 || total.approx || kind == percentColumn && total.value != whole {
		return content.Finding{}, false
	}
	parts, complete := g.column(b.details, column, kind)
	if len(parts) < 2 {
		return content.Finding{}, false
	}
	return p.gridFinding(g.codeOf(b.details, kind), total, parts, complete && !b.sub)
}

// read reads one cell of a column by what the column counts.
func (g grid) read(c cell, column int, kind columnKind) (quantity, bool) {
	switch kind {
	case moneyColumn, rateColumn:
		return c.money(g.unitOf(column))
	case percentColumn:
		return c.percent()
	}
	return c.count()
}

// column gives the numbers of one column; complete is whether every cell was read
// and counts the same.
func (g grid) column(rows [][]cell, column int, kind columnKind) (parts []quantity, complete bool) {
	complete = true
	unit := ""
	for _, row := range rows {
		q, ok := g.read(at(row, column), column, kind)
		if !ok || q.approx {
			complete = false
			continue
		}
		if q.value == 0 {
			continue
		}
		if unit == "" {
			unit = q.unit
		}
		complete = complete && q.unit == unit
		parts = append(parts, q)
	}
	return parts, complete
}

// isFormOfMoney tells whether a table is that of the money in a form: budget and
// execution by source.
func (g grid) isFormOfMoney() bool {
	heads := strings.Join(g.heads, " ")
	return containsAny(heads, "执行数") && containsAny(heads, "预算数")
}

// codeOf tells which check a column belongs to: by what its rows are.
func (g grid) codeOf(rows [][]cell, kind columnKind) string {
	switch kind {
	case peopleColumn:
		return SumPeople
	case percentColumn:
		return SumPercent
	}
	head := strings.Join(g.heads[:min(2, len(g.heads))], "")
	recipients, sources := 0, 0
	for _, row := range rows {
		label := rowLabel(row)
		if isRecipient(label) {
			recipients++
		} else if isSource(label) {
			sources++
		}
	}
	switch {
	case containsAny(head, "资金来源", "资金性质", "来源"), 2*sources > len(rows), g.isFormOfMoney() && recipients == 0 && sources > 0:
		return SumFunding
	case containsAny(head, "县市", "县区", "县（市", "区县", "市县", "乡镇", "镇街", "街道", "地区", "承担机构", "承担单位", "单位名称", "学校"), 2*recipients > len(rows):
		return SumAllocations
	}
	return SumLines
}

// gridFinding compares a total of a table with its parts.
func (p *part) gridFinding(code string, total quantity, parts []quantity, sure bool) (content.Finding, bool) {
	computed, f := compare(total, parts)
	total = p.placed(total)
	evidence := []content.Evidence{ref{p, total}.evidence()}
	for _, q := range parts {
		evidence = append(evidence, ref{p, p.placed(q)}.evidence())
	}
	out := content.Finding{Code: code, Evidence: evidence}
	words := func(n int64) string { return string(number(n)) + total.unit }
	out.Stated, out.Computed, out.Unit = number(total.value), number(computed), content.Text(parts[0].unit)
	switch total.kind {
	case amount:
		words, out.Stated, out.Computed, out.Unit = inWords, yuan(total.value), yuan(computed), "元"
	case percent:
		words = func(n int64) string { return string(percentText(n)) + "%" }
		out.Stated, out.Computed, out.Unit = percentText(total.value), percentText(computed), "%"
	}
	switch {
	case f == equal:
		out.Verdict = content.Closes
		out.Note = fmt.Sprintf("表中%d项合计%s，与合计数一致。", len(parts), words(computed))
	case f == differs && sure:
		out.Verdict = content.Open
		out.Note = fmt.Sprintf("表中%d项相加为%s，表中的合计为%s，相加比合计%s。", len(parts), words(computed), words(total.value),
			difference(total.value, computed, words))
	default:
		return content.Finding{}, false
	}
	return out, true
}

// rowSums compares, in each row, the columns of sources with the column of their
// total. What closes is told once for a table.
func (p *part) rowSums(g grid) []content.Finding {
	columns, total, sure := g.sourceColumns()
	if len(columns) < 2 {
		return nil
	}
	var closed, open []content.Finding
	for _, row := range g.rows {
		whole, ok := at(row, total).money(g.unitOf(total))
		if !ok || whole.value == 0 || whole.approx {
			continue
		}
		var parts []quantity
		complete := true
		for _, c := range columns {
			q, known := at(row, c).money(g.unitOf(c))
			if complete = complete && known && !q.approx; known && q.value != 0 {
				parts = append(parts, q)
			}
		}
		f, ok := p.gridFinding(SumFunding, whole, parts, complete && sure)
		switch {
		case !ok || len(parts) < 2:
		case f.Verdict == content.Open:
			open = append(open, f)
		default:
			closed = []content.Finding{f} // the last row is the total's
		}
	}
	return append(open, closed...)
}

// sourceColumns finds the columns of sources of money and that of their total. It
// is sure when one head stands over them or each names a source.
func (g grid) sourceColumns() (columns []int, total int, sure bool) {
	total = -1
	for i, head := range g.heads {
		if isTotal(head) || head == "小计" || head == "资金合计" {
			total = i
		}
	}
	if total < 0 {
		return nil, 0, false
	}
	sure = true
	for i, head := range g.heads {
		if i == total || !isSource(head) && !containsAny(g.groups[i], "资金来源") && !isLevel(head) {
			continue
		}
		if g.kindOf(i) == percentColumn || g.kindOf(i) == rateColumn || head == "资金来源" {
			continue
		}
		columns = append(columns, i)
	}
	for i := range g.heads {
		if i > 0 && i != total && g.kindOf(i) == moneyColumn && !contains(columns, i) {
			sure = false
		}
	}
	return columns, total, sure
}

func isLevel(head string) bool {
	return prefixOf(head, "中央", "省", "市", "县", "区", "州", "其他", "单位", "自筹", "社会") != "" && len([]rune(head)) <= 6
}

func contains(list []int, n int) bool {
	for _, m := range list {
		if m == n {
			return true
		}
	}
	return false
}
