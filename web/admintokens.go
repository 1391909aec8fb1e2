package web

import (
	"strconv"
	"strings"
	"time"

	"mingzhang/account"
)

// tokens answers GET /desk/tokens: the own ones, or those of all whom an admin
// looks after.
func (s *Site) tokens(r *request) error { return s.showTokens(r, "") }

func (s *Site) showTokens(r *request, wrong string) error {
	tokens, err := s.cfg.Office.Accounts.Tokens(r.ctx(), r.who)
	if err != nil {
		return err
	}
	l := r.lang
	list := officeList{ID: "tokens", Title: l.T("admin.tokens"), Empty: l.T("token.none"), Heads: []string{l.T("token.name"), l.T("token.scopes"), l.T("token.ends"), l.T("token.used")}}
	for _, t := range tokens {
		list.Rows = append(list.Rows, s.tokenRow(r, t))
	}
	p := officePage{Heading: l.T("token.title"), Lead: l.T("token.lead"), Lists: []officeList{list}, Asks: []ask{tokenAsk(r)}}
	if r.who.Role == account.Admin {
		p.Heading, p.Tabs = l.T("admin.title"), adminTabs(r)
	}
	return s.officeAnswer(r, p, wrong)
}

func (s *Site) tokenRow(r *request, t account.Token) officeRow {
	l := r.lang
	names := make([]string, len(t.Scopes))
	for i, scope := range t.Scopes {
		names[i] = l.T("scope." + strings.ReplaceAll(string(scope), ":", "_"))
	}
	used := l.T("never")
	if !t.UsedDay.IsZero() {
		used = l.Date(t.UsedDay)
	}
	row := officeRow{Cells: []string{t.Name, strings.Join(names, l.T("list.comma")), l.Date(t.Ends), used}}
	if row.Off = !t.Revoked.IsZero() || t.Ends.Before(s.cfg.Now()); !row.Off {
		row.Acts = []rowAct{{Text: l.T("token.revoke"), Action: l.To("/desk/tokens/revoke"), Hidden: []field{{"id", t.ID}}, Danger: true}}
	} else if !t.Revoked.IsZero() {
		row.Cells[2] = l.T("token.revoked", l.Date(t.Revoked))
	}
	return row
}

// The days that a token may last.
const defaultDays, maxDays = 90, 365

func tokenAsk(r *request) ask {
	l := r.lang
	scopes := &boxes{Legend: l.T("token.scopes")}
	for _, scope := range r.who.Role.Scopes() {
		scopes.Choices = append(scopes.Choices, box{"scope", string(scope), l.T("scope." + strings.ReplaceAll(string(scope), ":", "_"))})
	}
	return ask{ID: "add", Title: l.T("token.add"), Hint: l.T("token.add_hint"), Action: l.To("/desk/tokens"), Button: l.T("token.make"), Boxes: scopes,
		Fields: []input{
			{Name: "name", Label: l.T("token.name"), Hint: l.T("token.name_hint"), Type: "text", Value: r.c.FormValue("name"), Max: 80},
			{Name: "days", Label: l.T("token.days"), Type: "number", Value: strconv.Itoa(defaultDays)},
		}}
}

// addToken answers POST /desk/tokens and shows the token, once.
func (s *Site) addToken(r *request) error {
	days, err := strconv.Atoi(r.c.FormValue("days"))
	if err != nil || days < 1 || days > maxDays {
		return s.showTokens(r, r.lang.T("token.wrong_days", maxDays))
	}
	request := account.TokenRequest{Name: strings.TrimSpace(r.c.FormValue("name")), Ends: s.cfg.Now().Add(time.Duration(days)*24*time.Hour - time.Minute)}
	for _, scope := range r.c.Request().PostArgs().PeekMulti("scope") {
		request.Scopes = append(request.Scopes, account.Scope(scope))
	}
	text, _, err := s.cfg.Office.Accounts.NewToken(r.ctx(), r.who, request)
	if words := r.lang.refusal(err); words != "" {
		return s.showTokens(r, words)
	}
	if err != nil {
		return err
	}
	l := r.lang
	return s.render(r, "secrets", secretsView{
		view: s.deskView(r, l.T("token.new")), Heading: l.T("token.new"), Lead: l.T("token.new_lead"), Secrets: []string{text},
		Onward: link{Text: l.T("token.onward"), Href: l.To("/desk/tokens")},
	})
}

// revokeToken answers POST /desk/tokens/revoke.
func (s *Site) revokeToken(r *request) error {
	if err := s.cfg.Office.Accounts.RevokeToken(r.ctx(), r.who, r.c.FormValue("id")); err != nil {
		return err
	}
	return s.done(r, "/desk/tokens", "revoked")
}
