package account

import (
	"bytes"
	"context"
	"encoding/base64"
	"log/slog"
	"os"
	"strings"
	"testing"
	"time"

	"mingzhang/account/password"
	"mingzhang/database"
)

func TestAddAccount(t *testing.T) {
	ctx, h := context.Background(), open(t)
	u := h.unit("甲工会")
	closed := h.unit("乙工会")
	must(t, h.SwitchUnit(ctx, System(), closed.ID, false))
	a, link, err := h.AddAccount(ctx, System(), "Desk.One@example.org", Submitter, u.ID)
	must(t, err)
	if a.Login != "desk.one@example.org" || a.Role != Submitter || a.Unit != u.ID || a.Password || len(link) != 43 {
		t.Errorf("got %+v and a link of %d", a, len(link))
	}
	got, err := h.AccountNamed(ctx, System(), "DESK.ONE@example.org")
	if err != nil || got != a {
		t.Errorf("by name: %+v, %v; want %+v", got, err, a)
	}
	for _, c := range []struct {
		login string
		role  Role
		unit  string
		want  error
	}{
		{"desk.one@EXAMPLE.org", Submitter, u.ID, ErrTaken},
		{"x", Submitter, u.ID, ErrInvalid},
		{"desk2", "owner", u.ID, ErrInvalid},
		{"desk2", Submitter, "", ErrInvalid},
		{"desk2", Submitter, "pnothing00", ErrInvalid},
		{"desk2", Submitter, closed.ID, ErrInvalid},
	} {
		_, _, err := h.AddAccount(ctx, System(), c.login, c.role, c.unit)
		wants(t, c.login+" as "+string(c.role)+" of "+c.unit, err, c.want)
	}
	if n := h.count("account"); n != 1 {
		t.Errorf("%d accounts; want 1", n)
	}
}

// TestNoNames shows that the trail and the log hold neither names nor addresses.
func TestNoNames(t *testing.T) {
	var log bytes.Buffer
	ctx, h := context.Background(), open(t, func(c *Config) { c.Log = slog.New(slog.NewTextHandler(&log, nil)) })
	u := h.unit("甲工会")
	h.person("desk.one@example.org", Submitter, u.ID)
	in := h.enter("desk.one@example.org")
	must(t, h.SignOut(ctx, in.Cookie))
	for range 6 {
		_, err := h.SignIn(ctx, Attempt{Login: "desk.one@example.org", Password: "wrong", Address: "192.0.2.1"})
		if err == nil || strings.Contains(err.Error(), "desk.one") {
			t.Errorf("a wrong sign-in says %v", err)
		}
	}
	told := log.String()
	if !strings.Contains(told, "sign-in slowed down") {
		t.Errorf("the log says %q", told)
	}
	for _, row := range h.events() {
		told += row.Actor + " " + row.Subject + " " + row.Note + "\n"
	}
	for _, private := range []string{"desk.one", "example.org", "192.0.2.1", "Firefox"} {
		if strings.Contains(told, private) {
			t.Errorf("%q is told in %s", private, told)
		}
	}
}

// TestNoSecrets shows that who reads the files of the database can neither sign in
// nor call the API.
func TestNoSecrets(t *testing.T) {
	ctx, h := context.Background(), open(t)
	h.person("clerk", Reviewer, "")
	_, in, codes := h.enrol(h.enter("clerk").Cookie)
	who, err := h.Session(ctx, in.Cookie)
	must(t, err)
	token, _ := h.token(who, TokenRequest{})
	_, link, err := h.AddAccount(ctx, System(), "invited", Reviewer, "")
	must(t, err)
	files := ""
	for _, suffix := range []string{"", "-wal"} {
		b, err := os.ReadFile(h.path + suffix)
		must(t, err)
		files += string(b)
	}
	if !strings.Contains(files, "argon2id") || !strings.Contains(files, "invited") {
		t.Fatal("these are not the files of the database")
	}
	for name, secret := range map[string]string{
		"the password": good, "the cookie": in.Cookie, "the device": in.Known, "the token": token, "its secret": token[17:],
		"a recovery code": strings.ReplaceAll(codes[0], "-", ""), "the link": link,
	} {
		raw, err := base64.RawURLEncoding.DecodeString(secret)
		if strings.Contains(files, secret) || err == nil && strings.Contains(files, string(raw)) {
			t.Errorf("%s lies there in the clear", name)
		}
	}
}

// TestWhoMayManage walks through all acts of an admin as everybody else.
func TestWhoMayManage(t *testing.T) {
	ctx, h := context.Background(), open(t)
	one, two := h.unit("甲工会"), h.unit("乙工会")
	h.person("chief", Admin, "")
	h.person("keeper", Admin, one.ID)
	h.person("checker", Reviewer, "")
	h.person("clerk", Submitter, one.ID)
	target := h.person("target", Submitter, two.ID)
	acts := map[string]func(Who) error{
		"change":  func(w Who) error { return h.ChangeAccount(ctx, w, target.ID, Reviewer, one.ID) },
		"switch":  func(w Who) error { return h.SwitchAccount(ctx, w, target.ID, false) },
		"invite":  func(w Who) error { _, err := h.Invite(ctx, w, target.ID); return err },
		"code":    func(w Who) error { return h.RemoveCode(ctx, w, target.ID) },
		"unlink":  func(w Who) error { return h.Unlink(ctx, w, target.ID) },
		"read":    func(w Who) error { _, err := h.Account(ctx, w, target.ID); return err },
		"unit":    func(w Who) error { return h.SwitchUnit(ctx, w, two.ID, false) },
		"add":     func(w Who) error { _, _, err := h.AddAccount(ctx, w, "new-one", Submitter, two.ID); return err },
		"newunit": func(w Who) error { _, err := h.AddUnit(ctx, w, "丙工会", "530402"); return err },
	}
	weak := h.who("chief")
	weak.Token, weak.Scopes = "t", []Scope{ReadDrafts, WriteDrafts}
	before := len(h.events())
	signIns := 0
	for _, login := range []string{"keeper", "checker", "clerk"} {
		who := h.who(login)
		signIns++
		for name, act := range acts {
			err := act(who)
			want := ErrForbidden
			if hidden := name == "read" || (login == "keeper" && name != "unit" && name != "add" && name != "newunit"); hidden {
				want = ErrNotFound
			}
			wants(t, login+" "+name, err, want)
		}
	}
	for name, act := range acts {
		if name != "read" {
			wants(t, "a token without the scope: "+name, act(weak), ErrForbidden)
		}
		if act(Who{}) == nil {
			t.Errorf("nobody may %s", name)
		}
	}
	if n := len(h.events()) - before - signIns; n != 0 {
		t.Errorf("refused acts left %d events", n)
	}
	for _, name := range []string{"newunit", "add", "read", "invite", "code", "unlink", "change", "switch", "unit"} {
		must(t, acts[name](h.who("chief")))
	}
}

// TestKeeper shows what an admin of one unit may do, and not.
func TestKeeper(t *testing.T) {
	ctx, h := context.Background(), open(t)
	one, two := h.unit("甲工会"), h.unit("乙工会")
	h.person("keeper", Admin, one.ID)
	chief := h.person("chief", Admin, "")
	clerk := h.person("clerk", Submitter, one.ID)
	h.person("other", Submitter, two.ID)
	who := h.who("keeper")
	list, err := h.Accounts(ctx, who)
	if err != nil || len(list) != 2 || list[0].Login != "clerk" || list[1].Login != "keeper" {
		t.Errorf("its list is %+v, %v", list, err)
	}
	must(t, h.ChangeAccount(ctx, who, clerk.ID, Reviewer, one.ID))
	wants(t, "to another unit", h.ChangeAccount(ctx, who, clerk.ID, Submitter, two.ID), ErrForbidden)
	wants(t, "to all units", h.ChangeAccount(ctx, who, clerk.ID, Admin, ""), ErrForbidden)
	wants(t, "an admin of all", h.SwitchAccount(ctx, who, chief.ID, false), ErrNotFound)
	_, err = h.Invite(ctx, who, chief.ID)
	wants(t, "the password of an admin of all", err, ErrNotFound)
	_, err = h.Accounts(ctx, h.who("clerk"))
	wants(t, "a list for a reviewer", err, ErrForbidden)
	all, err := h.Accounts(ctx, System())
	if err != nil || len(all) != 4 {
		t.Errorf("the list of the system has %d, %v", len(all), err)
	}
}

// TestNobodyTakesOver shows that an open session is not enough to get its account.
func TestNobodyTakesOver(t *testing.T) {
	ctx, h := context.Background(), open(t)
	h.person("chief", Admin, "")
	who := h.who("chief")
	wants(t, "a link for the own account", errorOf(h.Invite(ctx, who, who.Account)), ErrForbidden)
	wants(t, "the own app", h.RemoveCode(ctx, who, who.Account), ErrForbidden)
}

// TestLastAdmin shows that nobody takes the last admin away.
func TestLastAdmin(t *testing.T) {
	ctx, h := context.Background(), open(t)
	u := h.unit("甲工会")
	chief := h.person("chief", Admin, "")
	h.person("keeper", Admin, u.ID)
	second, _, err := h.AddAccount(ctx, System(), "second", Admin, "") // never set a password
	must(t, err)
	who := h.who("chief")
	wants(t, "switching off", h.SwitchAccount(ctx, who, chief.ID, false), ErrLastAdmin)
	wants(t, "a lower role", h.ChangeAccount(ctx, who, chief.ID, Reviewer, ""), ErrLastAdmin)
	wants(t, "one unit", h.ChangeAccount(ctx, who, chief.ID, Admin, u.ID), ErrLastAdmin)
	must(t, h.ChangeAccount(ctx, who, chief.ID, Admin, ""))
	link, err := h.Invite(ctx, System(), second.ID)
	must(t, err)
	_, err = h.Accept(ctx, link, good)
	must(t, err)
	must(t, h.SwitchAccount(ctx, System(), chief.ID, false))
	wants(t, "the other one then", h.SwitchAccount(ctx, System(), second.ID, false), ErrLastAdmin)
	must(t, h.SwitchAccount(ctx, System(), chief.ID, true))
	must(t, h.SwitchAccount(ctx, System(), second.ID, false))
	err = h.db.Write(ctx, func(tx *database.Tx) error { _, err := tx.Exec("DELETE FROM account"); return err })
	wants(t, "deleting accounts", err, database.ErrConflict)
}

func TestInvitation(t *testing.T) {
	ctx, h := context.Background(), open(t)
	u := h.unit("甲工会")
	a, first, err := h.AddAccount(ctx, System(), "clerk", Submitter, u.ID)
	must(t, err)
	_, err = h.SignIn(ctx, Attempt{Login: "clerk", Password: ""})
	wants(t, "an empty password before there is one", err, ErrSignIn)
	link, err := h.Invite(ctx, System(), a.ID)
	must(t, err)
	_, err = h.Invited(ctx, first)
	wants(t, "the link before", err, ErrExpired)
	got, err := h.Invited(ctx, link)
	if err != nil || got.Login != "clerk" {
		t.Errorf("the link: %+v, %v", got, err)
	}
	for weak, why := range map[string]error{"short": password.ErrShort, "password2026!": password.ErrCommon, "my clerk password": password.ErrLogin} {
		_, err := h.Accept(ctx, link, weak)
		wants(t, weak, err, why)
		wants(t, weak, err, ErrInvalid)
	}
	known, err := h.Accept(ctx, link, good)
	if _, ok := h.isKnown("clerk", known); err != nil || !ok {
		t.Errorf("accepting gives %q, %v", known, err)
	}
	_, err = h.Accept(ctx, link, good)
	wants(t, "the link again", err, ErrExpired)
	_, err = h.Accept(ctx, "", good)
	wants(t, "no link", err, ErrExpired)
	h.enter("clerk")
	link, err = h.Invite(ctx, System(), a.ID)
	must(t, err)
	h.clock.pass(invitationLife)
	_, err = h.Accept(ctx, link, good)
	wants(t, "an old link", err, ErrExpired)
}

// TestInvitationEndsSessions shows that a forgotten password takes who stole it out.
func TestInvitationEndsSessions(t *testing.T) {
	ctx, h := context.Background(), open(t)
	a := h.person("chief", Admin, "")
	in := h.enter("chief")
	link, err := h.Invite(ctx, System(), a.ID)
	must(t, err)
	_, err = h.Session(ctx, in.Cookie)
	must(t, err)
	_, err = h.Accept(ctx, link, "another good phrase 42")
	must(t, err)
	_, err = h.Session(ctx, in.Cookie)
	wants(t, "the session before", err, ErrExpired)
	_, err = h.SignIn(ctx, Attempt{Login: "chief", Password: good})
	wants(t, "the password before", err, ErrSignIn)
}

// TestDisabledIsNotInvited shows that a link is void once its account is disabled.
func TestDisabledIsNotInvited(t *testing.T) {
	ctx, h := context.Background(), open(t)
	u := h.unit("甲工会")
	a, link, err := h.AddAccount(ctx, System(), "clerk", Submitter, u.ID)
	must(t, err)
	must(t, h.SwitchUnit(ctx, System(), u.ID, false))
	_, err = h.Accept(ctx, link, good)
	wants(t, "a link of a disabled unit", err, ErrExpired)
	must(t, h.SwitchUnit(ctx, System(), u.ID, true))
	must(t, h.SwitchAccount(ctx, System(), a.ID, false))
	_, err = h.Invite(ctx, System(), a.ID)
	wants(t, "inviting a disabled account", err, ErrInvalid)
	must(t, h.SwitchAccount(ctx, System(), a.ID, true))
	_, err = h.Accept(ctx, link, good)
	wants(t, "the link from before", err, ErrExpired)
}

func TestFirstAdmin(t *testing.T) {
	ctx, h := context.Background(), open(t)
	old, err := h.Bootstrap(ctx)
	must(t, err)
	link, err := h.Bootstrap(ctx)
	must(t, err)
	wants(t, "the link of an earlier start", h.FirstWanted(ctx, old), ErrExpired)
	must(t, h.FirstWanted(ctx, link))
	h.clock.pass(time.Hour)
	_, err = h.First(ctx, link, "chief", good)
	wants(t, "after an hour", err, ErrExpired)
	link, err = h.Bootstrap(ctx)
	must(t, err)
	_, err = h.First(ctx, link, "chief", "password12")
	wants(t, "a weak password", err, ErrInvalid)
	_, err = h.First(ctx, link, "c", good)
	wants(t, "a bad name", err, ErrInvalid)
	results := make(chan error, 8)
	for range cap(results) {
		go func() { _, err := h.First(ctx, link, "chief", good); results <- err }()
	}
	made := 0
	for range cap(results) {
		if err := <-results; err == nil {
			made++
		} else {
			wants(t, "one of several at once", err, ErrExpired)
		}
	}
	if who := h.who("chief"); made != 1 || who.Role != Admin || who.Unit != "" {
		t.Errorf("%d made; the first is %+v", made, who)
	}
	if link, err := h.Bootstrap(ctx); err != nil || link != "" {
		t.Errorf("with an admin: %q, %v", link, err)
	}
	_, err = h.First(ctx, "", "chief2", good)
	wants(t, "an empty link", err, ErrExpired)
}
