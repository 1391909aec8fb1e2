package web

import (
	"fmt"
	"strconv"
	"strings"

	"mingzhang/content"
	"mingzhang/content/compare"
	"mingzhang/portal"
)

type compareView struct {
	view
	*subject
	Heading  string
	Sides    []revisionRow // from, to
	Picker   *picker
	Summary  string
	Facts    []factChanges
	Passages []textChange
	Same     []string // headings of sections that did not change
	History  string
}

// factChanges are the changes of one member of a record.
type factChanges struct {
	Name string
	Rows []changeRow
}

// changeRow is one value that another took the place of.
type changeRow struct {
	*language
	Label    string
	Old, New string // empty when not stated
	Delta    string
	Whole    string // words for a row that was added or removed as a whole
	Note     string
}

// compare answers /disclosures/{id}/compare?from=&to=: what changed from one
// revision to another, by number and by section.
func (s *Site) compare(r *request) error {
	about, err := s.subject(r)
	if err != nil {
		return err
	}
	from, to, err := r.pair(about.Current)
	if err != nil {
		return err
	}
	c, err := s.svc.Compare(r.ctx(), about.ID, from, to)
	if err != nil {
		return err
	}
	revisions, err := s.svc.History(r.ctx(), about.ID)
	if err != nil {
		return err
	}
	l := r.lang
	title := l.T("compare.title", from, to)
	v := compareView{view: s.view(r, "search", about.Name+" - "+title, r.values), subject: about, History: l.To("/disclosures/" + about.ID + "/history")}
	v.NoIndex, v.Heading = true, title
	v.Crumbs = l.subjectCrumbs(about, l.T("compare.crumb"))
	v.Twins = []link{{Type: "application/json", Href: "/api/v1" + comparePath(about.ID, from, to)}}
	v.Sides = []revisionRow{l.revisionRow(about, &c.From), l.revisionRow(about, &c.To)}
	v.Picker = l.picker(about.ID, readable(revisions), from, to)
	v.Facts = l.factChanges(c.Facts)
	for i := range c.Sections {
		if c.Sections[i].Change == compare.Same {
			v.Same = append(v.Same, orElse(c.Sections[i].Heading, l.T("disclosure.preface")))
			continue
		}
		v.Passages = append(v.Passages, l.textChange(i, &c.Sections[i]))
	}
	v.Summary = l.changeSummary(c)
	return s.render(r, "compare", v)
}

// pair reads from and to; without them the newest revision is compared with the
// one before it.
func (r *request) pair(current int) (from, to int, err error) {
	if err := r.only("from", "to"); err != nil {
		return 0, 0, err
	}
	if to, err = r.revision("to", current); err != nil {
		return 0, 0, err
	}
	from, err = r.revision("from", max(1, to-1))
	return from, to, err
}

// revision reads a parameter that is the number of a revision.
func (r *request) revision(name string, otherwise int) (int, error) {
	text := r.values.Get(name)
	if text == "" {
		return otherwise, nil
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < 1 {
		return 0, &portal.ParamError{Problems: []portal.ParamProblem{{Name: name, Value: text, Code: "revision"}}}
	}
	return n, nil
}

// changeSummary counts what changed.
func (l *language) changeSummary(c *portal.Comparison) string {
	counts := map[compare.Change]int{}
	for _, s := range c.Sections {
		counts[s.Change]++
	}
	if len(c.Facts) == 0 && counts[compare.Same] == len(c.Sections) {
		return l.T("compare.nothing")
	}
	parts := []string{l.T("compare.facts_n", len(c.Facts))}
	for _, change := range []compare.Change{compare.Changed, compare.Added, compare.Removed, compare.Moved, compare.Same} {
		if counts[change] > 0 {
			parts = append(parts, l.T("compare."+string(change)+"_n", counts[change]))
		}
	}
	return strings.Join(parts, l.T("list.semicolon")) + l.T("list.stop")
}

func (l *language) factChanges(facts []compare.Fact) []factChanges {
	var list []factChanges
	for i := range facts {
		name := l.T("compare.field." + facts[i].Field)
		if last := len(list) - 1; last < 0 || list[last].Name != name {
			list = append(list, factChanges{Name: name})
		}
		last := &list[len(list)-1]
		if i > 0 && sameRow(&facts[i-1], &facts[i]) {
			last.Rows[len(last.Rows)-1].join(l.changeRow(&facts[i]), l.T("list.comma"))
			continue
		}
		last.Rows = append(last.Rows, l.changeRow(&facts[i]))
	}
	return list
}

// sameRow tells whether two facts are parts of one row that was added or removed.
func sameRow(a, b *compare.Fact) bool {
	return a.Whole && b.Whole && a.Field == b.Field && a.Row == b.Row && a.Change == b.Change && a.Part != b.Part
}

// join adds a further part of a row that was added or removed as a whole.
func (r *changeRow) join(other changeRow, comma string) {
	if other.Old != "" {
		r.Old += comma + other.Old
	}
	if other.New != "" {
		r.New += comma + other.New
	}
}

func (l *language) changeRow(f *compare.Fact) changeRow {
	row := changeRow{language: l, Label: f.Row, Delta: l.delta(f.Old, f.New, f.Delta)}
	if part := "compare.part." + f.Part; f.Part != "" && !f.Whole {
		row.Label = strings.Trim(f.Row+" · "+l.or(part, f.Part), " ·")
	}
	if f.Change == compare.Moved {
		row.Note = l.T("compare.reordered")
	}
	if f.Old != nil {
		row.Old = l.changeValue(f.Field, f.Old)
	}
	if f.New != nil {
		row.New = l.changeValue(f.Field, f.New)
	}
	if f.Whole {
		row.Whole = l.T("compare.row_" + string(f.Change))
	}
	if row.Label == row.Old+row.New { // a row that says no more than its name
		row.Label = ""
	}
	return row
}

// changeValue writes a value in its own words; in another language numbers are
// written in that.
func (l *language) changeValue(field string, v *compare.Value) string {
	switch {
	case field == "kind" || field == "status":
		return l.or(field+"."+v.Text, v.Text)
	case l.Texts == "":
		return v.Text
	case v.Amount != nil:
		return l.money(v.Amount)
	case v.People != nil:
		return l.people(v.People)
	}
	return v.Text
}

// delta writes a difference with its sign.
func (l *language) delta(before, after *compare.Value, d *compare.Delta) string {
	if d == nil {
		return ""
	}
	sign, size := "+", d.Value
	if rest, negative := strings.CutPrefix(d.Value, "-"); negative {
		sign, size = "−", rest
	}
	if strings.Trim(size, "0.") == "" {
		return l.T("compare.equal")
	}
	switch {
	case before.Amount != nil && after.Amount != nil:
		return sign + l.Amount(distance(before.Amount.Fen, after.Amount.Fen))
	case before.People != nil && after.People != nil:
		return sign + l.count(d.Unit, distance(before.People.Count, after.People.Count))
	case d.Unit == "%":
		return l.T("compare.points", sign+size)
	}
	return strings.TrimSpace(fmt.Sprintf("%s%s %s", sign, group(size), d.Unit))
}

func distance[N int | content.Fen](a, b N) N { return max(a, b) - min(a, b) }
