package ingest

import (
	"slices"
	"strings"

	"mingzhang/content"
)

// moneyTables lists the tables that show how the money is made up. One that sets
// it against what was spent is left to the execution.
func (f *facts) moneyTables() []table {
	var found []table
	for _, t := range f.tables() {
		if f.d.Kind == content.Evaluation && t.account() != nil {
			continue
		}
		if t.isOfMoney() && t.money() >= 0 && (t.firstOf(pastColumn) < 0 || t.placed()) {
			found = append(found, t)
		}
	}
	return found
}

// placed tells whether the rows of a table are shares of regions or units.
func (t table) placed() bool {
	names := t.names()
	if names < 0 {
		return false
	}
	places, rows := 0, 0
	for _, row := range t.rows {
		if label := cell(row, names); label != "" && sumLabel(row) == "" {
			rows++
			if isRecipient(label) {
				places++
			}
		}
	}
	return rows >= 2 && (t.kinds[names] == placeColumn || places == rows)
}

// tableTotal reads the row 合计 of a table of money.
func (f *facts) tableTotal() *content.Money {
	for _, t := range f.moneyTables() {
		for _, row := range t.rows {
			if isSumRow(row) {
				return t.amount(row, t.money())
			}
		}
		if rows := t.parts(); len(rows) == 1 && t.firstOf(sumColumn) >= 0 {
			return t.amount(rows[0], t.money())
		}
	}
	return nil
}

// parts lists the rows that are no sums and have an amount.
func (t table) parts() [][]string {
	var rows [][]string
	for _, row := range t.rows {
		if sumLabel(row) == "" && t.amount(row, t.money()) != nil {
			rows = append(rows, row)
		}
	}
	return rows
}

// tableFunding reads where the money comes from out of a table whose rows or
// columns are sources.
func (f *facts) tableFunding() []content.Funding {
	for _, t := range f.moneyTables() {
		if rows := t.sourceColumns(); len(rows) > 0 {
			return rows
		}
		if rows := t.sourceRows(); len(rows) > 0 {
			return rows
		}
	}
	return nil
}

// sourceNames gives the column whose words name a source of money for each row.
func (t table) sourceNames() int {
	if i := t.column("来源", "渠道", "性质"); i >= 0 && t.kinds[i] == nameColumn {
		return i
	}
	return t.names()
}

// sourceRows reads a table with one source of money in each row.
func (t table) sourceRows() []content.Funding {
	names := t.sourceNames()
	if names < 0 || slices.Contains(t.kinds, sourceColumn) && t.kinds[t.money()] != sourceColumn {
		return nil
	}
	called := hasAny(t.head[names], "来源", "渠道", "资金性质")
	var rows []content.Funding
	for _, row := range t.parts() {
		label := strings.TrimLeft(strings.TrimPrefix(cell(row, names), "其中"), "：: ")
		if label == "" || !called && sourceOf(label) == "" {
			return nil
		}
		rows = addFunding(rows, label, t.amount(row, t.money()))
	}
	if len(rows) == 1 && !called {
		return nil
	}
	return rows
}

// addFunding adds a row of a source, or its amount to the row that it has.
func addFunding(rows []content.Funding, source string, amount *content.Money) []content.Funding {
	for i, row := range rows {
		if row.Source == source {
			rows[i].Amount = &content.Money{Fen: row.Amount.Fen + amount.Fen}
			return rows
		}
	}
	return append(rows, content.Funding{Source: source, Amount: amount})
}

// sourceColumns reads a table with one source of money in each column: from its
// sum, or its only row.
func (t table) sourceColumns() []content.Funding {
	rows := t.parts()
	for _, row := range t.rows {
		if isSumRow(row) {
			rows = [][]string{row}
			break
		}
	}
	if len(rows) != 1 {
		return nil
	}
	var found []content.Funding
	for i, kind := range t.kinds {
		if kind != sourceColumn {
			continue
		}
		if amount := t.amount(rows[0], i); amount != nil && amount.Fen > 0 {
			found = append(found, content.Funding{Source: columnSource(t.head[i]), Amount: amount})
		}
	}
	if len(found) < 2 {
		return nil
	}
	return found
}

// columnSource names the source of a column: 资金来源 中央（万元） is 中央.
func columnSource(head string) string {
	if i := strings.LastIndexByte(head, ' '); i >= 0 {
		head = head[i+1:]
	}
	return bareLabel(head)
}

// tableLines reads the rows of the first table of money. Those whose rows are
// regions or units are allocations, those of sources funding.
func (f *facts) tableLines() []content.Line {
	for _, t := range f.moneyTables() {
		lines := t.lines()
		switch {
		case len(lines) == 0 || t.sourceNames() == t.names() && len(t.sourceRows()) > 0 || t.isHistory():
		case t.placed() || f.isShareList(lines):
			f.takeShares(lines)
		case t.firstOf(pastColumn) < 0:
			return lines
		}
	}
	return nil
}

// isHistory tells whether the rows of a table are years.
func (t table) isHistory() bool {
	return !slices.ContainsFunc(t.parts(), func(row []string) bool {
		r := []rune(cell(row, t.names()))
		return yearBefore(r, 4) == 0
	})
}

func (t table) lines() []content.Line {
	names, people, rate := t.names(), t.firstOf(peopleColumn), t.firstOf(rateColumn)
	if names < 0 {
		return nil
	}
	var lines []content.Line
	for _, row := range t.parts() {
		label := strings.ReplaceAll(cell(row, names), "\n", "")
		if label == "" || strings.HasPrefix(label, "其中") || label == "金额" || label == "资金" {
			continue
		}
		lines = append(lines, content.Line{Label: label, People: t.people(row, people), Rate: t.rate(row, rate), Amount: t.amount(row, t.money())})
	}
	return lines
}

// takeShares files lines as parts given to those that they name.
func (f *facts) takeShares(lines []content.Line) {
	if len(f.d.Allocations) > 0 {
		return
	}
	for _, l := range lines {
		f.d.Allocations = append(f.d.Allocations, content.Allocation{Recipient: l.Label, Amount: l.Amount})
	}
}

// people reads a count, whose unit stands in the cell or in the head: 人数（名）,
// 户数.
func (t table) people(row []string, i int) *content.People {
	text, head := cell(row, i), cell(t.head, i)
	units := []string{""}
	for _, unit := range content.PeopleUnits() {
		if hasAny(head, "（"+unit+"）", "("+unit+")", "/"+unit) {
			units = append(units, unit)
		}
	}
	for _, unit := range content.PeopleUnits() {
		if strings.Contains(head, unit) {
			units = append(units, unit)
		}
	}
	for _, unit := range units {
		if found := content.FindQuantities(text + unit); len(found) == 1 && found[0].Kind == content.KindPeople {
			return &found[0].People
		}
	}
	return nil
}

// rate reads the amount per head: 1000元/户, or a bare number in the unit that
// its own column states, else in yuan. Only what is for people is a rate.
func (t table) rate(row []string, i int) *content.Money {
	if i < 0 {
		return nil
	}
	unit := unitIn(t.head[i], false)
	if unit == "" {
		unit = "元"
	}
	return cellAmount(cell(row, i), unit)
}

// tablePeople reads the people of the row 合计 of a table of money.
func (f *facts) tablePeople() *content.People {
	for _, t := range f.moneyTables() {
		column := t.firstOf(peopleColumn)
		for _, row := range t.rows {
			if isSumRow(row) && column >= 0 {
				return t.people(row, column)
			}
		}
	}
	return nil
}
