package web

import (
	"crypto/rand"
	"time"

	"mingzhang/account"
	"mingzhang/desk"
	"mingzhang/registry"
)

// queueView is the first page of the desk.
type queueView struct {
	view
	Done     string
	Upload   *uploadBox // nil for who may not
	Sums     []labelled
	Units    []pick // for who acts for all
	Unit     string
	Groups   []queueGroup
	Recent   []recentRow
	PerUnit  *table
	Nothing  bool
	Archived link
}

// uploadBox is the form for files.
type uploadBox struct {
	Action string
	Key    string // the same files sent twice with it are one upload
	Units  []pick
}

// queueGroup are drafts that wait for the same.
type queueGroup struct {
	ID, Title, Hint string
	Rows            []queueRow
}

// queueRow is a draft that waits.
type queueRow struct {
	Title, Href   string
	Meta          []string
	Needs         []string // what is still to be done
	Mine          string   // words when it waits for who looks
	Said          string   // by a reviewer who sent it back
	Since         string
	SinceMachine  string
	WaitsFor      string
	ActionAndKind string
}

// recentRow is a draft that was published.
type recentRow struct {
	Title, Href, Receipt string
	When, Index, Action  string
	Unit                 string
}

// maxSaid is how many comments the first page looks up.
const maxSaid = 20

// queue answers GET /desk: what waits, and for whom.
func (s *Site) queue(r *request) error {
	if err := r.only("unit", "done"); err != nil {
		return err
	}
	unit := orElse(r.who.Unit, r.values.Get("unit"))
	v := queueView{view: s.deskView(r, r.lang.T("desk.title")), Done: r.doneWords(), Unit: unit}
	v.Desk.Script = s.deskScript.path()
	q, err := s.drafts().Queue(r.ctx(), r.who, unit)
	if err != nil {
		return err
	}
	names, err := s.unitNames(r)
	if err != nil {
		return err
	}
	if v.Units, err = s.unitPicks(r, unit); err != nil {
		return err
	}
	if r.who.Role.Scopes() != nil && r.who.May(account.WriteDrafts, r.who.Unit) {
		v.Upload = &uploadBox{r.lang.To("/desk/uploads"), rand.Text(), v.Units}
	}
	board := &board{s: s, r: r, people: s.colleagues(r), units: names, several: unit == ""}
	if err := board.sort(q.Waiting); err != nil {
		return err
	}
	v.Groups = board.groups
	v.Sums = r.lang.queueSums(q.Counts)
	if board.several {
		v.PerUnit = r.lang.perUnit(q.Counts, names)
	}
	v.Recent, err = board.recent(unit)
	v.Nothing = len(v.Groups) == 0
	v.Archived = link{Text: r.lang.T("desk.to_published"), Href: r.lang.To("/desk/published")}
	if err != nil {
		return err
	}
	return s.render(r, "desk", v)
}

// board sorts what waits into groups.
type board struct {
	s       *Site
	r       *request
	people  *colleagues
	units   map[string]string
	several bool // units are shown
	said    int
	groups  []queueGroup
}

// sort puts each draft into its group, in the order in which they are to be seen.
func (b *board) sort(waiting []desk.Waiting) error {
	byGroup := map[string][]queueRow{}
	for i := range waiting {
		row, err := b.row(&waiting[i])
		if err != nil {
			return err
		}
		id := groupOf(&waiting[i])
		byGroup[id] = append(byGroup[id], row)
	}
	for _, id := range queueGroups() {
		if rows := byGroup[id]; rows != nil {
			l := b.r.lang
			b.groups = append(b.groups, queueGroup{"group-" + id, l.T("desk.group."+id, len(rows)), l.T("desk.group." + id + "_hint"), rows})
		}
	}
	return nil
}

func queueGroups() []string { return []string{"returned", "open", "submitted", "approved", "planned"} }

func groupOf(w *desk.Waiting) string {
	switch {
	case w.Returned:
		return "returned"
	case w.Draft.State == desk.StateOpen:
		return "open"
	case w.Draft.State == desk.StateSubmitted:
		return "submitted"
	case w.For == "time":
		return "planned"
	}
	return "approved"
}

func (b *board) row(w *desk.Waiting) (queueRow, error) {
	l, d := b.r.lang, &w.Draft
	row := queueRow{
		Title: l.draftTitle(d), Href: l.To(draftPath(d.ID)), Needs: l.needs(d), Since: l.Moment(w.Since),
		SinceMachine: w.Since.UTC().Format(time.RFC3339), WaitsFor: b.waitsFor(w),
	}
	if b.isMine(w) {
		row.Mine = l.T("desk.mine")
	}
	row.Meta = l.draftMeta(d)
	if b.several {
		row.Meta = append([]string{orElse(b.units[d.Unit], d.Unit)}, row.Meta...)
	}
	if w.Returned && b.said < maxSaid {
		b.said++
		sheet, err := b.s.drafts().Sheet(b.r.ctx(), b.r.who, d.ID)
		if status, _ := l.deskRefusal(err); err != nil && status == 0 {
			return row, err
		}
		if err == nil { // the list shows a draft that its page refuses, such as of a unit switched off
			row.Said = lastComment(sheet.Reviews)
		}
	}
	return row, nil
}

// lastComment gives what the last reviewer who sent a draft back said.
func lastComment(reviews []desk.Review) string {
	for i := len(reviews) - 1; i >= 0; i-- {
		if reviews[i].Verdict == "returned" {
			return string(reviews[i].Comment)
		}
	}
	return ""
}

// draftMeta tells what a draft is.
func (l *language) draftMeta(d *desk.Draft) []string {
	var meta []string
	if d.Action != registry.Publish {
		meta = append(meta, l.T("desk.action."+string(d.Action)))
	}
	if d.Kind != "" {
		meta = append(meta, l.T("kind."+string(d.Kind)))
	}
	if d.Year != 0 {
		meta = append(meta, l.T("year", l.year(d.Year)))
	}
	if amount := l.amountOf(d); amount != "" {
		meta = append(meta, amount)
	}
	return meta
}

// needs says what is still to be done with an open draft.
func (l *language) needs(d *desk.Draft) []string {
	var needs []string
	if d.State == desk.StateOpen && d.Undecided > 0 {
		needs = append(needs, l.T("desk.need.personal", d.Undecided))
	}
	if rest := d.Problems - d.Undecided; d.State == desk.StateOpen && rest > 0 {
		needs = append(needs, l.T("desk.need.problems", rest))
	}
	if d.Findings > 0 {
		needs = append(needs, l.T("desk.need.findings", d.Findings))
	}
	if d.Held != "" {
		needs = append(needs, l.T("desk.held"))
	}
	return needs
}

// isMine tells whether a draft waits for who looks.
func (b *board) isMine(w *desk.Waiting) bool {
	who, d := b.r.who, &w.Draft
	switch w.For {
	case "submitter":
		return string(w.Account) == who.Account
	case "reviewer":
		return who.May(account.ReviewDrafts, d.Unit) && string(d.Submitter) != who.Account && d.Creator != who.Account
	case "publisher":
		return who.May(account.Publish, d.Unit)
	}
	return false
}

func (b *board) waitsFor(w *desk.Waiting) string {
	l := b.r.lang
	switch w.For {
	case "submitter":
		return l.T("desk.waits.submitter", b.people.name(string(w.Account)))
	case "time":
		return l.T("desk.waits.time", l.Moment(w.Draft.Planned))
	}
	return l.T("desk.waits." + w.For)
}

// recent lists what was published last.
func (b *board) recent(unit string) ([]recentRow, error) {
	page, err := b.s.drafts().Drafts(b.r.ctx(), b.r.who, desk.Filter{Unit: unit, States: []desk.State{desk.StatePublished}, Limit: 10})
	if err != nil {
		return nil, err
	}
	l := b.r.lang
	var rows []recentRow
	for i := range page.Drafts {
		d := &page.Drafts[i]
		if d.Receipt == nil {
			continue
		}
		row := recentRow{
			Title: l.draftTitle(d), Href: l.To("/disclosures/" + d.Receipt.Disclosure), Receipt: l.To(draftPath(d.ID) + "/receipt"),
			When: l.Moment(d.Receipt.Published), Index: l.N(int(d.Receipt.Index)), Action: l.T("desk.action." + string(d.Action)),
		}
		if b.several {
			row.Unit = orElse(b.units[d.Unit], d.Unit)
		}
		rows = append(rows, row)
	}
	return rows, nil
}

// stateOrder is the order in which a draft goes through its states.
func stateOrder() []desk.State {
	return []desk.State{desk.StateOpen, desk.StateSubmitted, desk.StateApproved, desk.StatePublished}
}

// queueSums count the drafts of each state.
func (l *language) queueSums(counts []desk.Count) []labelled {
	sums := map[desk.State]int{}
	for _, c := range counts {
		sums[c.State] += c.Count
	}
	var list []labelled
	for _, state := range stateOrder() {
		list = append(list, labelled{Label: l.T("desk.state." + string(state)), Text: l.N(sums[state])})
	}
	return list
}

// perUnit counts the drafts of each unit.
func (l *language) perUnit(counts []desk.Count, names map[string]string) *table {
	t := &table{Caption: l.T("desk.per_unit"), Head: []cell{{Text: l.T("fact.publisher")}}}
	for _, state := range stateOrder() {
		t.Head = append(t.Head, cell{Text: l.T("desk.state." + string(state)), Numeric: true})
	}
	at := map[string]int{}
	for _, c := range counts {
		i, known := at[c.Unit]
		if !known {
			i = len(t.Rows)
			at[c.Unit] = i
			row := []cell{{Text: orElse(names[c.Unit], c.Unit), Href: withQuery(l.To("/desk"), map[string][]string{"unit": {c.Unit}})}}
			for range stateOrder() {
				row = append(row, cell{Text: "0", Numeric: true})
			}
			t.Rows = append(t.Rows, row)
		}
		for n, state := range stateOrder() {
			if c.State == state {
				t.Rows[i][n+1].Text = l.N(c.Count)
			}
		}
	}
	if len(t.Rows) == 0 {
		return nil
	}
	return t
}
