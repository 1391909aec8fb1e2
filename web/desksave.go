package web

import (
	"errors"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"mingzhang/desk"
)

// form gives what a form sent, in either of the two ways of browsers.
func (r *request) form() url.Values {
	if sent, err := r.c.MultipartForm(); err == nil {
		return sent.Value
	}
	values := url.Values{}
	for key, value := range r.c.Request().PostArgs().All() {
		values.Add(string(key), string(value))
	}
	return values
}

// saveDraft answers POST /desk/drafts/{id}. Whatever button was pressed, what was
// typed is saved first; what cannot be saved is shown again as it was typed.
func (s *Site) saveDraft(r *request) error {
	sheet, err := s.drafts().Sheet(r.ctx(), r.who, r.c.Params("id"))
	if err != nil {
		return err
	}
	if sheet.Text == nil {
		return desk.ErrState
	}
	p := s.newDraftPage(r, sheet)
	p.sent = r.form()
	p.form, p.typed = readTyped(p.sent), true
	if p.sent.Get("version") != strconv.Itoa(sheet.Version) {
		return p.stale()
	}
	do, what, _ := strings.Cut(p.sent.Get("do"), ":")
	d := sheet.Draft
	if e := p.edit(do, what); e != nil {
		if d, err = s.drafts().Save(r.ctx(), r.who, sheet.ID, sheet.Version, *e); err != nil {
			return p.notSaved(err)
		}
	}
	return p.goOn(d, do, what)
}

// edit gives what is to be saved; nil for nothing.
func (p *draftPage) edit(do, what string) *desk.Edit {
	now := standing(p.sheet)
	if do == "undo" {
		for _, group := range p.form.groups() {
			if group == what || strings.HasPrefix(group, what+".") {
				p.form.take(group, now)
			}
		}
	}
	e := p.form.edit(now, p.sheet)
	if e == nil {
		e = &desk.Edit{}
	} else if do != "undo" && do != "publisher" && do != "add" {
		return e
	}
	switch do {
	case "undo":
		e.Undo = []string{what}
	case "publisher":
		unit, err := p.s.cfg.Office.Accounts.Unit(p.r.ctx(), p.sheet.Unit)
		if err != nil {
			return nil // the save tells
		}
		e.Publisher = &unit.Name
	case "add":
		key, text := p.sent.Get("new_section"), ""
		e.Sections = append(e.Sections, desk.SectionEdit{Key: key, Markdown: &text})
	default:
		return nil
	}
	return e
}

// notSaved shows the form again with what was typed and why it was not saved.
func (p *draftPage) notSaved(err error) error {
	var list *desk.Problems
	switch {
	case errors.As(err, &list):
		return p.again(list)
	case errors.Is(err, desk.ErrStale), errors.Is(err, desk.ErrState):
		sheet, reading := p.s.drafts().Sheet(p.r.ctx(), p.r.who, p.sheet.ID)
		if reading != nil {
			return reading
		}
		fresh := p.s.newDraftPage(p.r, sheet)
		fresh.sent, fresh.form, fresh.typed = p.sent, p.form, true
		if sheet.Text == nil {
			return err
		}
		return fresh.stale()
	}
	return err
}

// again shows what was typed with what is wrong with it.
func (p *draftPage) again(list *desk.Problems) error {
	l := p.r.lang
	p.wrong = l.said(list.Refusal.Chinese, list.Refusal.English)
	p.problems = map[string]string{}
	for _, one := range list.List {
		p.problem(one)
	}
	p.sheet.Problems = list.List
	p.places = nil
	return p.show(fiber.StatusUnprocessableEntity)
}

// stale shows what was typed over what somebody else has made of the draft since.
func (p *draftPage) stale() error {
	l := p.r.lang
	p.wrong = l.T("draft.stale", p.people.name(p.sheet.Changer), l.Moment(p.sheet.Changed))
	if p.sheet.State != desk.StateOpen {
		p.wrong = l.T("draft.stale_state", l.T("desk.state."+string(p.sheet.State)))
	}
	p.conflicts = p.form.merge(standing(p.sheet), seenOf(p.sent))
	return p.show(fiber.StatusConflict)
}

// goOn does what the button says besides saving.
func (p *draftPage) goOn(d desk.Draft, do, what string) error {
	s, r, path := p.s, p.r, draftPath(d.ID)
	switch do {
	case "mask", "keep", "edit", "clear", "mask-all":
		if _, err := s.drafts().Decide(r.ctx(), r.who, d.ID, d.Version, p.decision(do, what)...); err != nil {
			return p.notDone(err)
		}
		return s.backTo(r, path, "decided", "personal")
	case "submit":
		planned, err := readPlanned(p.sent.Get("planned"))
		if err == nil {
			_, err = s.drafts().Submit(r.ctx(), r.who, d.ID, d.Version, planned)
		}
		if err != nil {
			return p.notDone(err)
		}
		return s.backTo(r, path, "submitted", "")
	case "more":
		to := withQuery(r.lang.To(path), url.Values{"more": {what}}) + "#list-" + url.PathEscape(what)
		return r.c.Redirect(to, fiber.StatusSeeOther)
	case "add":
		return s.backTo(r, path, "saved", fieldID("sections."+p.sent.Get("new_section")))
	}
	return s.backTo(r, path, "saved", "")
}

// notDone says on the page why the step after saving was refused. What was typed
// is saved by then.
func (p *draftPage) notDone(err error) error {
	l := p.r.lang
	status, words := l.deskRefusal(err)
	if status != fiber.StatusUnprocessableEntity && status != fiber.StatusConflict {
		return err
	}
	sheet, reading := p.s.drafts().Sheet(p.r.ctx(), p.r.who, p.sheet.ID)
	if reading != nil {
		return reading
	}
	fresh := p.s.newDraftPage(p.r, sheet)
	fresh.sent, fresh.wrong = p.sent, words
	var list *desk.Problems
	if errors.As(err, &list) {
		for _, one := range list.List {
			fresh.problem(one)
		}
	}
	return fresh.show(status)
}

// browserForm is how browsers write a day and a minute.
const browserForm = "2006-01-02T15:04"

// browserTime writes a time of Beijing for the field of a browser; "" for none.
func browserTime(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.In(beijing).Format(browserForm)
}

// readPlanned reads a time of Beijing; empty is none.
func readPlanned(text string) (time.Time, error) {
	text = strings.Replace(strings.TrimSpace(text), " ", "T", 1)
	if text == "" {
		return time.Time{}, nil
	}
	t, err := time.ParseInLocation(browserForm, text, beijing)
	if err != nil {
		return time.Time{}, &desk.Problems{Refusal: desk.ErrPlan, List: []desk.Problem{{Code: "plan", Field: "planned",
			Chinese: "请按“2026-03-01 09:00”的样子填写时间", English: "write the time such as 2026-03-01 09:00"}}}
	}
	return t, nil
}
