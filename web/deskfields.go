package web

import (
	"slices"
	"strings"
	"unicode/utf8"

	"mingzhang/content"
)

// factField is one value of the form.
type factField struct {
	ID, Name, Label, Hint string
	Row                   string // which row of a list, for screen readers
	Value                 string
	Note                  string // what a code means
	Wrong                 string
	Read                  string // what was read, when that is another
	From                  *spotQuote
	Undo                  string // group that can stand as read again
	Meanwhile             string // what somebody else made of it
	Mode                  string // inputmode
	Short                 bool
	Choices               []pick
	Lang                  string
}

// spotQuote is where a value was read from.
type spotQuote struct {
	Before, Text, After string
	Href, Section       string
}

// listField is a list of the form.
type listField struct {
	ID, Name, Title, Hint string
	Columns               []string
	Rows                  [][]factField
	Quotes                []spotQuote
	Count                 int // of rows in the form
	Filled                int
	Undo                  string
	Meanwhile, Wrong      string
	Adds                  bool
}

// sectionField is one section of the text in the form.
type sectionField struct {
	Key           string
	Heading, Text factField
	Preface       bool
	Lines         int
}

// How many empty rows a list of the form has: one to begin with, more when asked.
const (
	spareRows = 1
	moreRows  = 5
)

// label names a field: lines.2.amount is 资金明细 第3行 金额.
func (p *draftPage) label(name string) string {
	l := p.r.lang
	parts := strings.Split(name, ".")
	words := ""
	switch {
	case name == "" || parts[0] == "sections" && len(parts) == 1:
		return ""
	case parts[0] == "sections":
		words = p.heading(parts[1])
	case len(parts) == 1:
		words = l.or("desk.field."+name, "")
	case parts[0] == "execution" || parts[0] == "score":
		words = l.or("desk.field."+name, name)
	default:
		words = l.rowLabel(parts)
	}
	if words == "" {
		return ""
	}
	return words + l.T("desk.colon")
}

func (l *language) rowLabel(parts []string) string {
	words := l.T("draft.row", l.T("desk.field."+parts[0]), number(parts[1])+1)
	if len(parts) > 2 {
		words += " " + l.T("desk.column."+parts[0]+"."+parts[2])
	}
	return words
}

// number reads a small number; 0 for what is none.
func number(s string) int {
	n := 0
	for _, r := range s {
		if r < '0' || r > '9' || n > 1_000_000 {
			return 0
		}
		n = n*10 + int(r-'0')
	}
	return n
}

// field gives one value.
func (p *draftPage) field(name string) factField {
	l := p.r.lang
	f := factField{
		ID: fieldID(name), Name: name, Label: l.or("desk.field."+name, name), Hint: l.or("desk.hint."+name, ""),
		Value: p.form.values[name], Wrong: p.problems[name], Meanwhile: p.conflicts[name], Lang: l.Texts,
	}
	f.Short = slices.Contains([]string{"year", "region", "amount", "plan_total", "beneficiaries"}, name) || strings.Contains(name, ".")
	if name == "year" || name == "region" {
		f.Mode = "numeric"
	}
	switch name {
	case "region":
		f.Mode = ""
		if region, err := content.Regions().Get(f.Value); err == nil {
			f.Note = l.regionName(&region)
		}
	case "category":
		f.Choices = l.categories(f.Value)
	}
	if read := p.fields[name]; read != nil {
		if read.Edited {
			f.Read = orElse(string(read.Read), l.T("draft.not_stated"))
			f.Undo, _, _ = strings.Cut(name, ".")
		}
		f.From = p.places.quote(read)
	}
	return f
}

// categories are the fields of spending that the portal knows, and the one that
// the text has.
func (l *language) categories(chosen string) []pick {
	picks := []pick{{"", l.T("unknown"), chosen == ""}}
	known := content.Categories()
	if chosen != "" && !slices.Contains(known, chosen) {
		known = append(known, chosen)
	}
	for _, name := range known {
		picks = append(picks, pick{name, l.valueName("category", name, ""), name == chosen})
	}
	return picks
}

// list gives a list with its empty rows.
func (p *draftPage) list(list deskList, editable bool) listField {
	l, n := p.r.lang, p.form.rows[list.name]
	f := listField{
		ID: "list-" + list.name, Name: list.name, Title: l.T("desk.field." + list.name), Hint: l.or("desk.hint."+list.name, ""),
		Filled: n, Count: n, Meanwhile: p.conflicts[list.name], Wrong: p.problems[list.name], Adds: editable,
	}
	if editable {
		f.Count += spareRows
		if p.more == list.name {
			f.Count = n + moreRows
		}
	}
	if !editable {
		list = p.filled(list)
	}
	for _, column := range list.columns {
		f.Columns = append(f.Columns, l.column(list.name, column))
	}
	for i := range f.Count {
		f.Rows = append(f.Rows, p.row(list, i, &f))
	}
	return f
}

// filled leaves out the columns in which no row says anything.
func (p *draftPage) filled(list deskList) deskList {
	shown := deskList{name: list.name}
	for _, column := range list.columns {
		for i := range p.form.rows[list.name] {
			if p.form.values[list.at(i, column)] != "" {
				shown.columns = append(shown.columns, column)
				break
			}
		}
	}
	return shown
}

func (l *language) column(list, column string) string {
	if column == "" {
		return l.T("desk.field." + list)
	}
	return l.T("desk.column." + list + "." + column)
}

// row gives the values of one row, and gathers where they were read from.
func (p *draftPage) row(list deskList, i int, f *listField) []factField {
	l := p.r.lang
	var row []factField
	for _, column := range list.columns {
		name := list.at(i, column)
		one := factField{ID: fieldID(name), Name: name, Row: l.T("draft.nth_row", i+1), Label: l.column(list.name, column), Value: p.form.values[name], Wrong: p.problems[name], Lang: l.Texts}
		if column == "operator" {
			one.Choices = operators(one.Value)
		}
		if read := p.fields[name]; read != nil && i < f.Filled {
			if read.Edited {
				f.Undo = list.name
			}
			if quote := p.places.quote(read); quote != nil && isTelling(column) {
				f.Quotes = append(f.Quotes, *quote)
			}
		}
		row = append(row, one)
	}
	return row
}

// isTelling tells the columns whose sentences show where a whole row was read.
func isTelling(column string) bool { return column == "amount" || column == "target" || column == "" }

// operators are the comparisons of an indicator.
func operators(chosen string) []pick {
	signs := []pick{{Value: "", Text: "—"}, {Value: "ge", Text: "≥"}, {Value: "gt", Text: ">"}, {Value: "eq", Text: "="}, {Value: "le", Text: "≤"}, {Value: "lt", Text: "<"}}
	for i := range signs {
		signs[i].Chosen = signs[i].Value == chosen
	}
	return signs
}

// sections gives the text in the form.
func (p *draftPage) sections() []sectionField {
	var list []sectionField
	for _, key := range p.form.sections {
		if p.form.has("sections." + key) {
			list = append(list, p.section(key))
		}
	}
	return list
}

func (p *draftPage) section(key string) sectionField {
	l, name := p.r.lang, "sections."+key
	f := sectionField{Key: key, Preface: key == content.SectionPreface}
	f.Heading = factField{ID: fieldID(name + ".heading"), Name: name + ".heading", Label: l.T("draft.heading"),
		Value: p.form.values[name+".heading"], Wrong: p.problems[name+".heading"], Lang: l.Texts}
	f.Text = factField{ID: fieldID(name), Name: name, Label: orElse(f.Heading.Value, l.T("disclosure.preface")), Value: p.form.values[name],
		Wrong: p.problems[name], Meanwhile: p.conflicts[name], Lang: l.Texts}
	if read := p.places.readText(key); read != nil && plainLines(*read) != f.Text.Value {
		f.Text.Undo = name
	}
	f.Lines = min(max(textLines(f.Text.Value), 2), 24)
	return f
}

// textLines is how many lines a text about takes in the form.
func textLines(text string) int {
	const inLine = 34 // characters
	n := 0
	for _, line := range strings.Split(text, "\n") {
		n += utf8.RuneCountInString(line)/inLine + 1
	}
	return n
}

// heading names a section of the draft.
func (p *draftPage) heading(key string) string {
	for _, s := range p.sheet.Text.Sections {
		if s.Key == key {
			return orElse(s.Heading, p.r.lang.T("disclosure.preface"))
		}
	}
	return content.SectionHeading(p.sheet.Kind, key)
}

// newSections are the official sections that the draft lacks.
func (p *draftPage) newSections() []pick {
	var picks []pick
	for _, key := range content.SectionKeys(p.sheet.Kind) {
		if heading := content.SectionHeading(p.sheet.Kind, key); heading != "" && !slices.ContainsFunc(p.sheet.Text.Sections, func(s content.Section) bool { return s.Key == key }) {
			picks = append(picks, pick{Value: key, Text: heading})
		}
	}
	return picks
}

// reviewShown is what a reviewer said.
type reviewShown struct {
	Class, Verdict, Comment, By, When string
	Version                           int
}

func (p *draftPage) reviews() []reviewShown {
	l := p.r.lang
	var list []reviewShown
	for _, one := range slices.Backward(p.sheet.Reviews) {
		class := map[string]string{"returned": "open", "approved": "closes"}[one.Verdict]
		list = append(list, reviewShown{class, l.T("draft.verdict." + one.Verdict), string(one.Comment), p.people.name(one.Account), l.Moment(one.At), one.Version})
	}
	return list
}
