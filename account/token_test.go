package account

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"mingzhang/account/secret"
	"mingzhang/database"
)

// token makes a token of who.
func (h *house) token(who Who, r TokenRequest) (string, Token) {
	h.t.Helper()
	if r.Name == "" {
		r.Name = "nightly upload"
	}
	if r.Scopes == nil {
		r.Scopes = []Scope{WriteDrafts, ReadDrafts, WriteDrafts}
	}
	if r.Ends.IsZero() {
		r.Ends = h.clock.now().AddDate(0, 1, 0)
	}
	text, t, err := h.NewToken(context.Background(), who, r)
	must(h.t, err)
	return text, t
}

func TestToken(t *testing.T) {
	ctx, h := context.Background(), open(t)
	u := h.unit("甲工会")
	a := h.person("clerk", Submitter, u.ID)
	who := h.who("clerk")
	text, token := h.token(who, TokenRequest{})
	for _, header := range []string{"Bearer " + text, "bearer " + text, "BEARER " + text} {
		got, err := h.Authenticate(ctx, header)
		want := Who{Account: a.ID, Name: "clerk", Role: Submitter, Unit: u.ID, Token: token.ID, Scopes: []Scope{WriteDrafts, ReadDrafts}}
		if err != nil || fmt.Sprint(got) != fmt.Sprint(want) {
			t.Errorf("got %+v, %v; want %+v", got, err, want)
		}
	}
	list, err := h.Tokens(ctx, who)
	day := time.Date(2026, 7, 1, 0, 0, 0, 0, time.UTC)
	if err != nil || len(list) != 1 || !list[0].UsedDay.Equal(day) || list[0].Name != "nightly upload" || !list[0].Ends.Equal(token.Ends) {
		t.Errorf("the list: %+v, %v", list, err)
	}
	if got := h.last(1); got != "token.add" {
		t.Errorf("trail: %s", got)
	}
	must(t, h.db.Read(ctx, func(tx *database.Tx) error {
		var hash []byte
		if err := tx.QueryRow("SELECT hash FROM token").Scan(&hash); err != nil {
			return err
		}
		if len(hash) != 32 || strings.Contains(text, string(hash)) {
			t.Error("the token lies there in the clear")
		}
		return nil
	}))
	err = h.db.Write(ctx, func(tx *database.Tx) error { _, err := tx.Exec("DELETE FROM token"); return err })
	wants(t, "deleting tokens", err, database.ErrConflict)
}

// TestBadHeaders shows that what is no good token is refused in words that repeat
// nothing of it.
func TestBadHeaders(t *testing.T) {
	ctx, h := context.Background(), open(t)
	h.person("clerk", Reviewer, "")
	text, _ := h.token(h.who("clerk"), TokenRequest{})
	forged := secret.NewToken().Text
	mixed := text[:17] + secret.NewToken().Text[17:]
	for _, header := range []string{
		"", "Bearer", "Bearer ", text, "Basic " + text, "Bearer  " + text, "Bearer " + text + " ", "Bearer " + text[:len(text)-1], "Bearer " + text + "0",
		"Bearer " + forged, "Bearer " + mixed, "Bearer " + strings.ToUpper(text), "Bearer " + strings.Repeat("x", 1<<20), "Bearer mzp_\x00\xff",
	} {
		who, err := h.Authenticate(ctx, header)
		wants(t, fmt.Sprintf("%.40q", header), err, ErrToken)
		if who.Account != "" || (len(header) > 20 && strings.Contains(fmt.Sprint(err), header[12:20])) {
			t.Errorf("%.40q: %+v, %v", header, who, err)
		}
	}
}

// TestTokenIsVoid shows what ends a token.
func TestTokenIsVoid(t *testing.T) {
	ctx := context.Background()
	for name, c := range map[string]struct {
		end  func(*house, Who, Token) error
		back func(*house, Who) error // nil = it stays void
	}{
		"expired": {end: func(h *house, _ Who, _ Token) error { h.clock.pass(31 * 24 * time.Hour); return nil }},
		"revoked": {end: func(h *house, w Who, k Token) error { return h.RevokeToken(ctx, w, k.ID) }},
		"revoked by an admin": {end: func(h *house, _ Who, k Token) error {
			return h.RevokeToken(ctx, System(), k.ID)
		}},
		"account disabled": {
			end:  func(h *house, w Who, _ Token) error { return h.SwitchAccount(ctx, System(), w.Account, false) },
			back: nil,
		},
		"unit disabled": {
			end:  func(h *house, w Who, _ Token) error { return h.SwitchUnit(ctx, System(), w.Unit, false) },
			back: func(h *house, w Who) error { return h.SwitchUnit(ctx, System(), w.Unit, true) },
		},
		"account moved": {
			end: func(h *house, w Who, _ Token) error {
				return h.ChangeAccount(ctx, System(), w.Account, Reviewer, h.unit("乙工会").ID)
			},
			back: func(h *house, w Who) error { return h.ChangeAccount(ctx, System(), w.Account, Reviewer, "") },
		},
		"clock set back": {
			end:  func(h *house, _ Who, _ Token) error { h.clock.pass(-time.Hour); return nil },
			back: func(h *house, _ Who) error { h.clock.pass(time.Hour); return nil },
		},
	} {
		t.Run(name, func(t *testing.T) {
			h := open(t)
			u := h.unit("甲工会")
			h.person("clerk", Submitter, u.ID)
			who := h.who("clerk")
			text, token := h.token(who, TokenRequest{Unit: u.ID})
			_, err := h.Authenticate(ctx, "Bearer "+text)
			must(t, err)
			must(t, c.end(h, who, token))
			wants(t, "afterwards", errorOf(h.Authenticate(ctx, "Bearer "+text)), ErrToken)
			if c.back != nil {
				must(t, c.back(h, who))
				_, err := h.Authenticate(ctx, "Bearer "+text)
				must(t, err)
				return
			}
			must(t, h.SwitchAccount(ctx, System(), who.Account, true))
			wants(t, "for good", errorOf(h.Authenticate(ctx, "Bearer "+text)), ErrToken)
		})
	}
}

// TestTokenShrinks shows that a token loses what its account loses.
func TestTokenShrinks(t *testing.T) {
	ctx, h := context.Background(), open(t)
	u := h.unit("甲工会")
	a := h.person("checker", Reviewer, "")
	text, _ := h.token(h.who("checker"), TokenRequest{Unit: u.ID, Scopes: []Scope{Publish, WriteDrafts}})
	who, err := h.Authenticate(ctx, "Bearer "+text)
	if err != nil || !who.May(Publish, u.ID) || who.May(Publish, "") || who.May(ReviewDrafts, u.ID) {
		t.Errorf("got %+v, %v", who, err)
	}
	must(t, h.ChangeAccount(ctx, System(), a.ID, Submitter, u.ID))
	who, err = h.Authenticate(ctx, "Bearer "+text)
	if err != nil || who.May(Publish, u.ID) || !who.May(WriteDrafts, u.ID) {
		t.Errorf("as a submitter: %+v, %v", who, err)
	}
}

func TestTokenRefused(t *testing.T) {
	ctx, h := context.Background(), open(t)
	u, other := h.unit("甲工会"), h.unit("乙工会")
	a := h.person("clerk", Submitter, u.ID)
	h.person("chief", Admin, "")
	clerk, chief := h.who("clerk"), h.who("chief")
	bearer := chief
	bearer.Session, bearer.Token, bearer.Scopes = "", "t", Admin.Scopes()
	now := h.clock.now()
	fine := TokenRequest{Name: "x", Scopes: []Scope{ReadDrafts}, Ends: now.Add(time.Hour)}
	for _, c := range []struct {
		name   string
		who    Who
		change func(*TokenRequest)
		want   error
	}{
		{"nothing wrong", clerk, func(*TokenRequest) {}, nil},
		{"no name", clerk, func(r *TokenRequest) { r.Name = " " }, ErrInvalid},
		{"a long name", clerk, func(r *TokenRequest) { r.Name = strings.Repeat("x", 81) }, ErrInvalid},
		{"no scope", clerk, func(r *TokenRequest) { r.Scopes = nil }, ErrInvalid},
		{"an unknown scope", clerk, func(r *TokenRequest) { r.Scopes = []Scope{"all"} }, ErrInvalid},
		{"a scope of others", clerk, func(r *TokenRequest) { r.Scopes = []Scope{ReadDrafts, Publish} }, ErrInvalid},
		{"no end", clerk, func(r *TokenRequest) { r.Ends = time.Time{} }, ErrInvalid},
		{"an end before now", clerk, func(r *TokenRequest) { r.Ends = now }, ErrInvalid},
		{"a year", clerk, func(r *TokenRequest) { r.Ends = now.AddDate(1, 0, 0) }, nil},
		{"more than a year", clerk, func(r *TokenRequest) { r.Ends = now.AddDate(1, 0, 2) }, ErrInvalid},
		{"a unit of others", clerk, func(r *TokenRequest) { r.Unit = other.ID }, ErrInvalid},
		{"an admin for one unit", chief, func(r *TokenRequest) { r.Unit = other.ID }, nil},
		{"a unit that is not there", chief, func(r *TokenRequest) { r.Unit = "pnothing00" }, ErrInvalid},
		{"of somebody else", chief, func(r *TokenRequest) { r.Account = a.ID }, ErrForbidden},
		{"by a token", bearer, func(*TokenRequest) {}, ErrForbidden},
		{"by nobody", Who{}, func(*TokenRequest) {}, ErrForbidden},
		{"by the command line", System(), func(r *TokenRequest) { r.Account = a.ID }, nil},
		{"of the command line itself", System(), func(*TokenRequest) {}, ErrNotFound},
		{"of nobody", System(), func(r *TokenRequest) { r.Account = "anobody" }, ErrNotFound},
	} {
		r := fine
		c.change(&r)
		_, _, err := h.NewToken(ctx, c.who, r)
		wants(t, c.name, err, c.want)
	}
	must(t, h.SwitchAccount(ctx, System(), a.ID, false))
	fine.Account = a.ID
	_, _, err := h.NewToken(ctx, System(), fine)
	wants(t, "of a disabled account", err, ErrInvalid)
}

// TestTokenLists shows whose tokens one sees and may revoke.
func TestTokenLists(t *testing.T) {
	ctx, h := context.Background(), open(t)
	one, two := h.unit("甲工会"), h.unit("乙工会")
	h.person("clerk", Submitter, one.ID)
	h.person("neighbour", Submitter, one.ID)
	h.person("keeper", Admin, one.ID)
	h.person("stranger", Submitter, two.ID)
	h.person("chief", Admin, "")
	whos, tokens := map[string]Who{}, map[string]Token{}
	for _, login := range []string{"clerk", "neighbour", "keeper", "stranger", "chief"} {
		whos[login] = h.who(login)
		_, tokens[login] = h.token(whos[login], TokenRequest{})
	}
	for login, want := range map[string]int{"clerk": 1, "neighbour": 1, "keeper": 3, "stranger": 1, "chief": 5} {
		list, err := h.Tokens(ctx, whos[login])
		if err != nil || len(list) != want {
			t.Errorf("%s sees %d, %v; want %d", login, len(list), err, want)
		}
	}
	for _, c := range []struct {
		who, of string
		want    error
	}{
		{"neighbour", "clerk", ErrNotFound}, {"keeper", "stranger", ErrNotFound}, {"keeper", "chief", ErrNotFound},
		{"keeper", "clerk", nil}, {"clerk", "clerk", nil}, {"chief", "stranger", nil}, {"neighbour", "neighbour", nil},
	} {
		wants(t, c.who+" revokes that of "+c.of, h.RevokeToken(ctx, whos[c.who], tokens[c.of].ID), c.want)
	}
	wants(t, "no token", h.RevokeToken(ctx, whos["chief"], "x"), ErrNotFound)
	wants(t, "nobody", h.RevokeToken(ctx, Who{}, tokens["chief"].ID), ErrNotFound)
	if list, err := h.Tokens(ctx, Who{}); err != nil || len(list) != 0 {
		t.Errorf("nobody sees %d, %v", len(list), err)
	}
	revoked := 0
	for _, row := range h.events() {
		if row.Action == "token.revoke" {
			revoked++
		}
	}
	if revoked != 3 {
		t.Errorf("the trail has %d revocations; want 3", revoked)
	}
}

// BenchmarkAuthenticate asks who has a token: what each call of the API costs.
func BenchmarkAuthenticate(b *testing.B) {
	h := open(b)
	h.person("clerk", Reviewer, "")
	text, _ := h.token(h.who("clerk"), TokenRequest{})
	b.RunParallel(func(pb *testing.PB) {
		for pb.Next() {
			if _, err := h.Authenticate(context.Background(), "Bearer "+text); err != nil {
				b.Error(err)
			}
		}
	})
}

// BenchmarkForged asks who has what is no token.
func BenchmarkForged(b *testing.B) {
	h := open(b)
	header := "Bearer mzp_" + strings.Repeat("0", 62)
	for b.Loop() {
		if _, err := h.Authenticate(context.Background(), header); err == nil {
			b.Fatal("accepted")
		}
	}
}
