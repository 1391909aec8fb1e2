package web

import (
	"errors"
	"strings"

	"github.com/gofiber/fiber/v2"

	"mingzhang/account"
	"mingzhang/database"
	"mingzhang/desk"
	"mingzhang/portal"
	"mingzhang/registry"
)

// said gives the words of the desk in the language of the page.
func (l *language) said(chinese, english string) string {
	if l.Texts == "" {
		return chinese
	}
	return english
}

// deskRefusal tells what a refusal of the desk, the accounts or the registry is
// called in HTTP, and its words; status 0 for any other error.
func (l *language) deskRefusal(err error) (status int, words string) {
	var refusal *desk.Refusal
	switch {
	case errors.Is(err, account.ErrForm):
		return fiber.StatusForbidden, l.T("refused.form")
	case errors.Is(err, account.ErrForbidden):
		return fiber.StatusForbidden, l.T("refused.forbidden")
	case errors.Is(err, account.ErrNotFound):
		return fiber.StatusNotFound, l.T("refused.missing")
	case errors.Is(err, database.ErrFull):
		return fiber.StatusInsufficientStorage, l.T("refused.full")
	case errors.Is(err, registry.ErrErased):
		return fiber.StatusGone, l.T("refused.erased")
	case errors.As(err, &refusal):
		return refusalStatus(refusal), l.said(refusal.Chinese, refusal.English)
	}
	return 0, ""
}

func refusalStatus(refusal *desk.Refusal) int {
	switch refusal {
	case desk.ErrNotFound:
		return fiber.StatusNotFound
	case desk.ErrSamePerson:
		return fiber.StatusForbidden
	case desk.ErrStale, desk.ErrState, desk.ErrBase, desk.ErrKey:
		return fiber.StatusConflict
	case desk.ErrPublished:
		return fiber.StatusGone
	case desk.ErrBusy:
		return fiber.StatusTooManyRequests
	}
	return fiber.StatusUnprocessableEntity
}

// refused answers an error of the desk with a page that says what to do and leads
// back; other errors it gives back.
func (s *Site) refused(r *request, err error) error {
	l := r.lang
	status, words := l.deskRefusal(err)
	var gone *portal.Withdrawn
	if status == 0 || errors.As(err, &gone) {
		return err
	}
	f := form{Heading: l.T("refused.title"), Wrong: words, Others: []link{{Text: l.T("refused.desk"), Href: l.To("/desk")}}}
	var list *desk.Problems
	if errors.As(err, &list) {
		for _, p := range list.List {
			f.Lead += l.said(p.Chinese, p.English) + l.T("list.stop")
		}
	}
	if id := r.c.Params("id"); id != "" && status != fiber.StatusNotFound && r.path != draftPath(id) && r.under(draftPath(id)) {
		f.Others = append([]link{{Text: l.T("refused.draft"), Href: l.To(draftPath(id))}}, f.Others...)
	}
	if err := s.showForm(r, f); err != nil {
		return err
	}
	r.c.Status(status)
	return nil
}

// under tells whether the page lies below a path.
func (r *request) under(path string) bool {
	return len(r.path) > len(path) && r.path[:len(path)] == path
}

// typesDraft tells whether a request brings what somebody typed into a draft.
func (r *request) typesDraft() bool {
	id, found := strings.CutPrefix(r.path, "/desk/drafts/")
	return found && r.c.Method() == fiber.MethodPost && !strings.Contains(id, "/")
}

// late answers a form whose token is not good: it changes nothing. What was typed
// into a draft is shown again, with a good token.
func (s *Site) late(r *request, err error) error {
	if !r.typesDraft() || s.cfg.Office.Desk == nil {
		return s.refused(r, err)
	}
	sheet, reading := s.drafts().Sheet(r.ctx(), r.who, r.c.Params("id"))
	if reading != nil || sheet.Text == nil {
		return s.refused(r, errors.Join(reading, err))
	}
	p := s.newDraftPage(r, sheet)
	p.wrong, p.sent = r.lang.T("refused.late"), r.form()
	p.form, p.typed = readTyped(p.sent), true
	p.conflicts = p.form.merge(standing(sheet), seenOf(p.sent))
	return p.show(fiber.StatusForbidden)
}

// ended answers who has no session any more. A browser keeps what was typed into a
// draft, so that it can be sent after a sign-in in another window.
func (s *Site) ended(r *request, err error) error {
	if !r.typesDraft() || !errors.Is(err, account.ErrExpired) {
		return s.toSignIn(r, err)
	}
	l := r.lang
	if err := s.showForm(r, form{
		Heading: l.T("refused.title"), Wrong: l.T("refused.ended"), Others: []link{{Text: l.T("refused.sign_in"), Href: l.To("/desk/sign-in")}},
	}); err != nil {
		return err
	}
	r.c.Status(fiber.StatusUnauthorized)
	return nil
}
