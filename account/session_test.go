package account

import (
	"context"
	"fmt"
	"testing"
	"time"

	"mingzhang/database"
)

// TestSessionEnds shows when a session ends by itself.
func TestSessionEnds(t *testing.T) {
	hour := time.Hour
	for _, c := range []struct {
		role  Role
		steps []time.Duration // between uses
		want  error           // of the last use
	}{
		{Submitter, []time.Duration{8*hour - time.Second}, nil},
		{Submitter, []time.Duration{8 * hour}, ErrExpired},
		{Submitter, repeat(7*hour, 23), nil},
		{Submitter, append(repeat(7*hour, 23), 6*hour+59*time.Minute), nil},
		{Submitter, append(repeat(7*hour, 23), 7*hour), ErrExpired}, // 7 days
		{Reviewer, []time.Duration{4 * hour}, ErrExpired},
		{Reviewer, repeat(3*hour, 7), nil},
		{Reviewer, repeat(3*hour, 8), ErrExpired}, // 24 hours
		{Admin, []time.Duration{59 * time.Minute}, nil},
		{Admin, []time.Duration{hour}, ErrExpired},
		{Admin, repeat(hour/2, 23), nil},
		{Admin, repeat(hour/2, 24), ErrExpired}, // 12 hours
		{Admin, []time.Duration{-5 * time.Minute}, nil},
		{Admin, []time.Duration{-6 * time.Minute}, ErrExpired}, // the clock was set back
	} {
		ctx, h := context.Background(), open(t)
		h.person("person", c.role, h.unit("甲工会").ID)
		in := h.enter("person")
		var err error
		for i, step := range c.steps {
			h.clock.pass(step)
			if _, err = h.Session(ctx, in.Cookie); err != nil && i < len(c.steps)-1 {
				t.Errorf("%s after %v: %v", c.role, c.steps[:i+1], err)
			}
		}
		wants(t, fmt.Sprintf("%s after %v", c.role, c.steps), err, c.want)
	}
}

// repeat gives n equal steps.
func repeat(d time.Duration, n int) []time.Duration {
	steps := make([]time.Duration, n)
	for i := range steps {
		steps[i] = d
	}
	return steps
}

// TestSessionIsKilled shows what ends all sessions of an account at once.
func TestSessionIsKilled(t *testing.T) {
	for name, kill := range map[string]func(*house, SignedIn, Who) error{
		"sign-out":    func(h *house, in SignedIn, _ Who) error { return h.SignOut(context.Background(), in.Cookie) },
		"from a list": func(h *house, _ SignedIn, w Who) error { return h.EndSession(context.Background(), w, w.Session) },
		"disabled": func(h *house, _ SignedIn, w Who) error {
			return h.SwitchAccount(context.Background(), System(), w.Account, false)
		},
		"role": func(h *house, _ SignedIn, w Who) error {
			return h.ChangeAccount(context.Background(), System(), w.Account, Reviewer, w.Unit)
		},
		"unit": func(h *house, _ SignedIn, w Who) error {
			return h.SwitchUnit(context.Background(), System(), w.Unit, false)
		},
		"password": func(h *house, _ SignedIn, w Who) error {
			return h.ChangePassword(context.Background(), w, good, "another good phrase 42")
		},
		"code removed": func(h *house, _ SignedIn, w Who) error {
			return h.RemoveCode(context.Background(), System(), w.Account)
		},
		"unlinked": func(h *house, _ SignedIn, w Who) error { return h.Unlink(context.Background(), System(), w.Account) },
	} {
		t.Run(name, func(t *testing.T) {
			h := open(t)
			h.person("clerk", Submitter, h.unit("甲工会").ID)
			h.person("other", Submitter, h.unit("乙工会").ID)
			in, other := h.enter("clerk"), h.enter("other")
			who, err := h.Session(context.Background(), in.Cookie)
			must(t, err)
			must(t, kill(h, in, who))
			_, err = h.Session(context.Background(), in.Cookie)
			wants(t, "the session", err, ErrExpired)
			_, err = h.Session(context.Background(), other.Cookie)
			must(t, err)
		})
	}
}

// TestForgedCookies shows that only what was given opens a session, and that the
// database does not hold it.
func TestForgedCookies(t *testing.T) {
	ctx, h := context.Background(), open(t)
	h.person("clerk", Reviewer, "")
	in := h.enter("clerk")
	var hash []byte
	must(t, h.db.Read(ctx, func(tx *database.Tx) error { return tx.QueryRow("SELECT hash FROM session").Scan(&hash) }))
	for _, cookie := range []string{"", "x", in.Cookie[:42], in.Cookie + "A", in.Cookie[1:] + in.Cookie[:1], string(hash), fmt.Sprintf("%x", hash), in.Known} {
		_, err := h.Session(ctx, cookie)
		wants(t, fmt.Sprintf("cookie %.20q", cookie), err, ErrExpired)
	}
	must(t, h.SignOut(ctx, "x"))
	_, err := h.Session(ctx, in.Cookie)
	must(t, err)
	must(t, h.SignOut(ctx, in.Cookie))
	must(t, h.SignOut(ctx, in.Cookie))
	if got := h.last(2); got != "session.start session.end" {
		t.Errorf("trail: %s", got)
	}
}

// TestOwnSessions lists and ends them.
func TestOwnSessions(t *testing.T) {
	ctx, h := context.Background(), open(t)
	h.person("clerk", Admin, "")
	h.person("other", Admin, "")
	old := h.enter("clerk")
	h.clock.pass(30 * time.Minute)
	one := h.enter("clerk")
	h.clock.pass(40 * time.Minute) // the old one ended by now
	who := h.who("clerk")
	list, err := h.Sessions(ctx, who)
	if err != nil || len(list) != 2 || list[0].ID != who.Session || list[0].Device != "Firefox, Linux" || !list[0].Ends.Equal(h.clock.now().Add(12*time.Hour)) {
		t.Fatalf("got %+v, %v", list, err)
	}
	wants(t, "of somebody else", h.EndSession(ctx, h.who("other"), list[1].ID), ErrNotFound)
	must(t, h.EndSession(ctx, who, list[1].ID))
	_, err = h.Session(ctx, one.Cookie)
	wants(t, "the ended one", err, ErrExpired)
	wants(t, "again", h.EndSession(ctx, who, list[1].ID), ErrNotFound)
	token := who
	token.Session, token.Token = "", "t1"
	wants(t, "a token lists", errorOf(h.Sessions(ctx, token)), ErrForbidden)
	wants(t, "a token ends", h.EndSession(ctx, token, who.Session), ErrForbidden)
	if n := h.count("session"); n != 3 {
		t.Errorf("%d sessions before the sweep; want 3", n)
	}
	h.clock.pass(9 * time.Hour)
	_, err = h.Invite(ctx, System(), who.Account)
	must(t, err)
	removed, err := h.Sweep(ctx)
	if err != nil || removed != 3 || h.count("session") != 0 || h.count("invitation") != 1 {
		t.Errorf("swept %d, %v; old %.3s", removed, err, old.Cookie)
	}
	h.clock.pass(invitationLife)
	if removed, err = h.Sweep(ctx); err != nil || removed != 1 {
		t.Errorf("swept %d links, %v", removed, err)
	}
}

func TestChangePassword(t *testing.T) {
	ctx, h := context.Background(), open(t)
	h.person("clerk", Reviewer, "")
	who := h.who("clerk")
	wants(t, "a weak one", h.ChangePassword(ctx, who, good, "1234567890"), ErrInvalid)
	token := who
	token.Session, token.Token = "", "t1"
	wants(t, "by a token", h.ChangePassword(ctx, token, good, "another good phrase 42"), ErrForbidden)
	for range 5 {
		wants(t, "a wrong old one", h.ChangePassword(ctx, who, "wrong", "another good phrase 42"), ErrSignIn)
	}
	wants(t, "too many wrong ones", h.ChangePassword(ctx, who, good, "another good phrase 42"), ErrLocked)
	h.enter("clerk") // who has the session does not lock the owner out
	h.clock.pass(2 * time.Second)
	must(t, h.ChangePassword(ctx, who, good, "another good phrase 42"))
	if got := h.last(1); got != "password.change" {
		t.Errorf("trail: %s", got)
	}
	wants(t, "the old one", errorOf(h.SignIn(ctx, Attempt{Login: "clerk", Password: good})), ErrSignIn)
	_, err := h.SignIn(ctx, Attempt{Login: "clerk", Password: "another good phrase 42"})
	must(t, err)
}

func TestForms(t *testing.T) {
	one, two := NewSecret(), NewSecret()
	token := FormToken(one, "/desk/submit")
	must(t, CheckForm(one, "/desk/submit", token))
	if again := FormToken(one, "/desk/submit"); again == token {
		t.Error("two tokens are the same, so that a compressed page tells it")
	}
	flipped := []byte(token)
	flipped[70] ^= 1
	for name, err := range map[string]error{
		"another session": CheckForm(two, "/desk/submit", token),
		"another form":    CheckForm(one, "/desk/publish", token),
		"no token":        CheckForm(one, "/desk/submit", ""),
		"no cookie":       CheckForm("", "/desk/submit", FormToken("", "/desk/submit")),
		"cut":             CheckForm(one, "/desk/submit", token[:len(token)-4]),
		"flipped":         CheckForm(one, "/desk/submit", string(flipped)),
		"no base64":       CheckForm(one, "/desk/submit", "!"+token[1:]),
	} {
		wants(t, name, err, ErrForm)
	}
}

// BenchmarkSession asks who has a cookie: what each page of the desk costs.
func BenchmarkSession(b *testing.B) {
	h := open(b)
	h.person("clerk", Reviewer, "")
	in := h.enter("clerk")
	for b.Loop() {
		if _, err := h.Session(context.Background(), in.Cookie); err != nil {
			b.Fatal(err)
		}
	}
}
