package web

import (
	"mingzhang/chart"
	"mingzhang/content"
)

// moneyTable is the money, line by line; columns that no line fills are left out.
func (l *language) moneyTable(d *content.Disclosure) *table {
	if len(d.Lines) == 0 {
		return nil
	}
	columns := l.moneyColumns(d.Lines)
	t := &table{Caption: l.T("disclosure.money_caption")}
	for _, c := range columns {
		t.Head = append(t.Head, cell{Text: l.T(c.key), Numeric: c.numeric})
	}
	for i := range d.Lines {
		var row []cell
		for _, c := range columns {
			value := c.value(&d.Lines[i])
			value.Numeric = c.numeric
			row = append(row, value)
		}
		t.Rows = append(t.Rows, row)
	}
	if len(d.Lines) > 1 {
		t.Foot = l.moneyFoot(d.Lines, columns)
	}
	return t
}

// moneyColumn is a column of the table of money.
type moneyColumn struct {
	key     string
	numeric bool
	used    func(*content.Line) bool
	value   func(*content.Line) cell
}

func (l *language) moneyColumns(lines []content.Line) []moneyColumn {
	always := func(*content.Line) bool { return true }
	all := []moneyColumn{
		{"money.label", false, always, func(n *content.Line) cell { return cell{Text: n.Label} }},
		{"money.recipient", false, func(n *content.Line) bool { return n.Recipient != "" }, func(n *content.Line) cell { return cell{Text: string(n.Recipient)} }},
		{"money.people", true, func(n *content.Line) bool { return n.People != nil }, func(n *content.Line) cell { return cell{Text: l.people(n.People)} }},
		{"money.rate", true, func(n *content.Line) bool { return n.Rate != nil || n.Ratio != "" }, l.rate},
		{"money.amount", true, always, func(n *content.Line) cell { return cell{Text: l.money(n.Amount)} }},
	}
	var used []moneyColumn
	for _, c := range all {
		for i := range lines {
			if c.used(&lines[i]) {
				used = append(used, c)
				break
			}
		}
	}
	return used
}

// rate writes the money per head, or the ratio with what it is taken of.
func (l *language) rate(n *content.Line) cell {
	if n.Rate == nil && n.Ratio != "" {
		return cell{Text: l.T("money.by_ratio", string(n.Ratio)), Note: string(n.RatioBase)}
	}
	return cell{Text: l.money(n.Rate)}
}

// moneyFoot adds the lines up, where adding makes sense: every line states an
// amount; every line counts people in one unit.
func (l *language) moneyFoot(lines []content.Line, columns []moneyColumn) []cell {
	foot := make([]cell, len(columns))
	foot[0].Text = l.T("money.total")
	for i, c := range columns {
		foot[i].Numeric = c.numeric
		switch c.key {
		case "money.amount":
			foot[i].Text = l.amountSum(lines)
		case "money.people":
			foot[i].Text = l.peopleSum(lines)
		}
	}
	return foot
}

func (l *language) amountSum(lines []content.Line) string {
	var sum content.Fen
	for _, n := range lines {
		if n.Amount == nil {
			return ""
		}
		sum += n.Amount.Fen
	}
	return l.Amount(sum)
}

func (l *language) peopleSum(lines []content.Line) string {
	sum := content.People{}
	for _, n := range lines {
		if n.People == nil || sum.Unit != "" && n.People.Unit != sum.Unit {
			return ""
		}
		sum.Unit = n.People.Unit
		sum.Count += n.People.Count
	}
	return l.people(&sum)
}

// tables are the funding, the allocations and the indicators.
func (l *language) tables(d *content.Disclosure) []titledTable {
	var list []titledTable
	add := func(id string, t table) {
		if len(t.Rows) > 0 {
			list = append(list, titledTable{"table-" + id, l.T("disclosure." + id), t})
		}
	}
	add("funding", l.fundingTable(d.Funding))
	add("allocations", l.allocationTable(d.Allocations))
	add("indicators", l.indicatorTable(d.Indicators))
	return list
}

func (l *language) fundingTable(funding []content.Funding) table {
	t := table{Caption: l.T("disclosure.funding"), Head: []cell{{Text: l.T("funding.source")}, {Text: l.T("money.amount"), Numeric: true}}}
	for _, f := range funding {
		t.Rows = append(t.Rows, []cell{{Text: f.Source}, {Text: l.money(f.Amount), Numeric: true}})
	}
	return t
}

func (l *language) allocationTable(allocations []content.Allocation) table {
	t := table{Caption: l.T("disclosure.allocations"), Head: []cell{{Text: l.T("allocation.recipient")}, {Text: l.T("money.amount"), Numeric: true}}}
	lines := make([]content.Line, len(allocations))
	for i, a := range allocations {
		t.Rows = append(t.Rows, []cell{{Text: a.Recipient}, {Text: l.money(a.Amount), Numeric: true}})
		lines[i].Amount = a.Amount
	}
	if len(allocations) > 1 {
		t.Foot = []cell{{Text: l.T("money.total")}, {Text: l.amountSum(lines), Numeric: true}}
	}
	return t
}

func (l *language) indicatorTable(indicators []content.Indicator) table {
	t := table{Caption: l.T("disclosure.indicators"), Head: []cell{
		{Text: l.T("indicator.name")}, {Text: l.T("indicator.level")}, {Text: l.T("indicator.target"), Numeric: true}, {Text: l.T("indicator.actual"), Numeric: true},
	}}
	for _, n := range indicators {
		level := string(n.Level1)
		if n.Level2 != "" && n.Level1 != "" {
			level += " / "
		}
		t.Rows = append(t.Rows, []cell{{Text: n.Name}, {Text: level + string(n.Level2)}, {Text: l.target(n), Numeric: true}, {Text: l.actual(n), Numeric: true}})
	}
	return t
}

func (l *language) target(n content.Indicator) string {
	if n.Target == "" {
		return l.T("unknown")
	}
	sign := map[content.Text]string{"ge": "≥ ", "gt": "> ", "le": "≤ ", "lt": "< ", "eq": "= "}[n.Operator]
	return sign + l.quantity(n.Target, n.Unit)
}

func (l *language) actual(n content.Indicator) string {
	if n.Actual == "" {
		return l.T("unknown")
	}
	return l.quantity(n.Actual, n.Unit)
}

// linesFigure shows the parts of the money: its lines or, without them, its
// allocations. One part is no picture.
func (s *Site) linesFigure(l *language, d *content.Disclosure) (*figure, error) {
	var marks []chart.Mark
	var most content.Fen
	add := func(label string, m *content.Money) {
		if m != nil {
			most = max(most, m.Fen)
			marks = append(marks, chart.Mark{Label: label, Value: float64(m.Fen)})
		}
	}
	for _, n := range d.Lines {
		add(lineName(n), n.Amount)
	}
	if len(marks) < 2 {
		marks, most = nil, 0
		for _, a := range d.Allocations {
			add(a.Recipient, a.Amount)
		}
	}
	if len(marks) < 2 {
		return nil, nil
	}
	m := &plotMaker{site: s, lang: l, scale: moneyScale(l, most)}
	for i := range marks {
		fen := content.Fen(marks[i].Value)
		marks[i].Value, marks[i].ValueText = m.scale.of(fen), m.scale.text(fen)
	}
	return m.single("lines", chart.HorizontalBars(marks))
}

func lineName(n content.Line) string {
	if n.Recipient != "" {
		return n.Label + "（" + string(n.Recipient) + "）"
	}
	return n.Label
}

// single draws a chart that belongs to one page and has no file of its own.
func (m *plotMaker) single(name string, c chart.Chart) (*figure, error) {
	p := &plot{name: name, chart: c, opts: m.options(name)}
	p.opts.Note = ""
	f, err := p.figure(m.lang, chart.Wide, chart.Narrow)
	return &f, err
}
