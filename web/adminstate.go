package web

import (
	"bufio"
	"encoding/csv"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"mingzhang/account"
	"mingzhang/desk"
	"mingzhang/trail"
)

// eventsShown is how many events of the audit trail a page lists.
const eventsShown = 50

// adminState answers GET /desk/admin/state: log, index, and who did what.
func (s *Site) adminState(r *request) error {
	if !r.who.May(account.Administer, "") {
		return account.ErrForbidden
	}
	l := r.lang
	facts, err := s.stateFacts(r)
	if err != nil {
		return err
	}
	before, err := strconv.ParseInt(r.values.Get("before"), 10, 64)
	if err != nil || before < 0 {
		before = 0
	}
	rows, err := s.cfg.Office.Accounts.Trail(r.ctx(), r.who, before, eventsShown)
	if err != nil {
		return err
	}
	list := officeList{ID: "trail", Title: l.T("trail.title"), Hint: l.T("trail.hint"), Heads: []string{l.T("trail.at"), l.T("trail.actor"), l.T("trail.action"), l.T("trail.subject"), l.T("trail.note")}}
	for _, row := range rows {
		list.Rows = append(list.Rows, officeRow{Cells: []string{l.Minute(row.At), row.Actor, row.Action, row.Subject, row.Note}})
	}
	if len(rows) == eventsShown {
		list.More = &link{Text: l.T("trail.older"), Href: l.To("/desk/admin/state") + "?before=" + strconv.FormatInt(rows[len(rows)-1].ID, 10)}
	}
	return s.officeAnswer(r, officePage{Heading: l.T("admin.title"), Tabs: adminTabs(r), Facts: facts, Lists: []officeList{list}}, "")
}

// stateFacts tells how log and index are.
func (s *Site) stateFacts(r *request) ([]labelled, error) {
	l, state := r.lang, s.svc.State()
	size, err := s.cfg.Office.Registry.Size(r.ctx())
	if err != nil {
		return nil, err
	}
	search := l.T("state.search_ready", state.Engine)
	if !state.SearchReady {
		search = l.T("state.search_behind", state.Engine, state.SearchError)
	}
	queue, err := s.queueWords(r)
	if err != nil {
		return nil, err
	}
	return []labelled{
		{Label: l.T("state.queue"), Text: queue, Href: l.To("/desk")},
		{Label: l.T("state.published"), Text: l.N(state.Disclosures)},
		{Label: l.T("state.updated"), Text: l.Minute(state.Updated)},
		{Label: l.T("state.problems"), Text: l.N(state.Problems)},
		{Label: l.T("state.search"), Text: search},
		{Label: l.T("state.log"), Text: l.T("state.entries", int(size)), Href: "/log/checkpoint"},
		{Label: l.T("state.key"), Text: s.cfg.Office.Registry.VerifierKey(), Code: true},
		{Label: l.T("trail.title"), Text: l.T("trail.export"), Href: l.To("/desk/admin/trail.csv")},
	}, nil
}

// queueWords counts the drafts that wait, by their state.
func (s *Site) queueWords(r *request) (string, error) {
	if s.cfg.Office.Desk == nil {
		return r.lang.N(0), nil
	}
	queue, err := s.cfg.Office.Desk.Queue(r.ctx(), r.who, "")
	if err != nil {
		return "", err
	}
	counts := map[desk.State]int{}
	for _, c := range queue.Counts {
		counts[c.State] += c.Count
	}
	var words []string
	for _, state := range []desk.State{desk.StateOpen, desk.StateSubmitted, desk.StateApproved} {
		words = append(words, r.lang.T("desk.state."+string(state))+" "+r.lang.N(counts[state]))
	}
	return strings.Join(words, r.lang.T("list.comma")), nil
}

// trailFile answers GET /desk/admin/trail.csv: the whole audit trail with its hashes.
func (s *Site) trailFile(r *request) error {
	if !r.who.May(account.Administer, "") {
		return account.ErrForbidden
	}
	ctx, who := r.ctx(), r.who
	r.c.Set(fiber.HeaderContentType, "text/csv; charset=utf-8")
	r.c.Set(fiber.HeaderContentDisposition, `attachment; filename="trail.csv"`)
	r.c.Context().SetBodyStreamWriter(func(w *bufio.Writer) {
		out := csv.NewWriter(w)
		err := out.Write([]string{"id", "at", "actor", "action", "subject", "note", "previous", "hash"})
		if err == nil {
			err = s.cfg.Office.Accounts.EachEvent(ctx, who, func(row trail.Row) error { return out.Write(trailCells(row)) })
		}
		out.Flush()
		if errors.Is(err, trail.ErrDamaged) {
			fmt.Fprintf(w, "# %v\n", err)
		}
	})
	return nil
}

// trailCells writes an event for a spreadsheet. The leading apostrophe keeps a
// note that looks like a formula from becoming one.
func trailCells(row trail.Row) []string {
	note := row.Note
	if strings.HasPrefix(note, "=") || strings.HasPrefix(note, "+") || strings.HasPrefix(note, "-") || strings.HasPrefix(note, "@") {
		note = "'" + note
	}
	return []string{
		strconv.FormatInt(row.ID, 10), row.At.UTC().Format(time.RFC3339Nano), row.Actor, row.Action, row.Subject, note, row.Previous.String(), row.Hash.String(),
	}
}
