package account

import (
	"context"
	"encoding/base32"
	"errors"
	"net/url"
	"strings"
	"testing"
	"time"

	"mingzhang/account/otp"
	"mingzhang/database"
)

// app is an authenticator app.
type app struct {
	secret []byte
	house  *house
}

// other is another app that reads an enrolment.
func (a app) other(e Enrolment) app {
	a.house.t.Helper()
	secret, err := base32.StdEncoding.WithPadding(base32.NoPadding).DecodeString(e.Secret)
	must(a.house.t, err)
	return app{secret, a.house}
}

// code is what the app shows, some steps from now.
func (a app) code(steps int) string {
	a.house.t.Helper()
	code, err := otp.Code(a.secret, a.house.clock.now().Add(time.Duration(steps)*30*time.Second))
	must(a.house.t, err)
	return code
}

// enrol sets up an app in the session of a cookie.
func (h *house) enrol(cookie string) (app, SignedIn, []string) {
	h.t.Helper()
	e, err := h.StartCode(context.Background(), cookie)
	must(h.t, err)
	a := app{house: h}.other(e)
	in, codes, err := h.FinishCode(context.Background(), cookie, a.code(0))
	must(h.t, err)
	return a, in, codes
}

func TestCode(t *testing.T) {
	ctx, h := context.Background(), open(t)
	h.person("clerk", Reviewer, "")
	other, in := h.enter("clerk"), h.enter("clerk")
	a, fresh, codes := h.enrol(in.Cookie)
	wants(t, "the cookie before", errorOf(h.Session(ctx, in.Cookie)), ErrExpired)
	wants(t, "other sessions", errorOf(h.Session(ctx, other.Cookie)), ErrExpired)
	_, err := h.Session(ctx, fresh.Cookie)
	must(t, err)
	if len(codes) != 10 || len(codes[0]) != 19 {
		t.Errorf("recovery codes: %q", codes)
	}
	wants(t, "a second app", errorOf(h.StartCode(ctx, fresh.Cookie)), ErrInvalid)
	h.clock.pass(time.Minute)

	half := h.enter("clerk")
	wants(t, "what it needs", half.Next, ErrCode)
	if half.Known != "" {
		t.Error("half a sign-in makes a device known")
	}
	wants(t, "a page", errorOf(h.Session(ctx, half.Cookie)), ErrCode)
	wants(t, "a new app", errorOf(h.StartCode(ctx, half.Cookie)), ErrCode)
	wants(t, "a wrong code", errorOf(h.Confirm(ctx, half.Cookie, "12345x")), ErrSignIn)
	typed := a.code(0)
	whole, err := h.Confirm(ctx, half.Cookie, " "+typed[:3]+" "+typed[3:])
	must(t, err)
	wants(t, "the cookie of half a sign-in", errorOf(h.Session(ctx, half.Cookie)), ErrExpired)
	wants(t, "confirming what is open", errorOf(h.Confirm(ctx, whole.Cookie, a.code(1))), ErrExpired)
	_, err = h.Session(ctx, whole.Cookie)
	must(t, err)
	if got := h.last(3); got != "session.start session.start session.start" || whole.Known == "" {
		t.Errorf("trail: %s", got)
	}
}

// TestCodeIsUsedOnce shows that a code seen over a shoulder is worth nothing, nor
// are the ones before it.
func TestCodeIsUsedOnce(t *testing.T) {
	ctx, h := context.Background(), open(t)
	h.person("clerk", Reviewer, "")
	a, _, _ := h.enrol(h.enter("clerk").Cookie)
	wants(t, "the code of the set-up", errorOf(h.Confirm(ctx, h.enter("clerk").Cookie, a.code(0))), ErrSignIn)
	next := a.code(1)
	_, err := h.Confirm(ctx, h.enter("clerk").Cookie, next)
	must(t, err)
	wants(t, "a replay", errorOf(h.Confirm(ctx, h.enter("clerk").Cookie, next)), ErrSignIn)
	h.clock.pass(30 * time.Second)
	wants(t, "a replay in its own step", errorOf(h.Confirm(ctx, h.enter("clerk").Cookie, next)), ErrSignIn)
	h.clock.pass(-30 * time.Second)
	wants(t, "a replay by a clock set back", errorOf(h.Confirm(ctx, h.enter("clerk").Cookie, a.code(0))), ErrSignIn)
	h.clock.pass(2 * time.Minute)
	h.clock.pass(time.Minute)
	wants(t, "two steps late", errorOf(h.Confirm(ctx, h.enter("clerk").Cookie, a.code(-2))), ErrSignIn)
}

// TestCodeTogether uses one code many times at once.
func TestCodeTogether(t *testing.T) {
	ctx, h := context.Background(), open(t)
	h.person("clerk", Reviewer, "")
	a, _, codes := h.enrol(h.enter("clerk").Cookie)
	h.clock.pass(time.Minute)
	for _, code := range []string{a.code(0), codes[0]} {
		var halves []string
		for range 4 {
			halves = append(halves, h.enter("clerk").Cookie)
		}
		results := make(chan error, len(halves))
		for _, cookie := range halves {
			go func() { _, err := h.Confirm(ctx, cookie, code); results <- err }()
		}
		right := 0
		for range halves {
			if err := <-results; err == nil {
				right++
			} else {
				wants(t, "the others", err, ErrSignIn)
			}
		}
		if right != 1 {
			t.Errorf("one code opened %d sessions", right)
		}
		h.clock.pass(2 * time.Hour)
	}
}

// TestGuessedCode shows that nobody who knows the password tries all codes, and
// that a wrong password does not help to try more.
func TestGuessedCode(t *testing.T) {
	ctx, h := context.Background(), open(t)
	h.person("clerk", Reviewer, "")
	a, _, _ := h.enrol(h.enter("clerk").Cookie)
	h.clock.pass(time.Minute)
	for range 5 {
		wants(t, "a guess", errorOf(h.Confirm(ctx, h.enter("clerk").Cookie, "000000x")), ErrSignIn)
	}
	half := h.enter("clerk")
	var locked *Locked
	if _, err := h.Confirm(ctx, half.Cookie, a.code(0)); !errors.As(err, &locked) || locked.Wait != 2*time.Second {
		t.Errorf("the sixth: %v", err)
	}
	h.clock.pass(2 * time.Second)
	_, err := h.Confirm(ctx, half.Cookie, a.code(0))
	must(t, err)
}

func TestRecoveryCode(t *testing.T) {
	ctx, h := context.Background(), open(t)
	h.person("clerk", Reviewer, "")
	h.person("other", Reviewer, "")
	_, _, codes := h.enrol(h.enter("clerk").Cookie)
	h.enrol(h.enter("other").Cookie)
	wants(t, "a code of somebody else", errorOf(h.Confirm(ctx, h.enter("other").Cookie, codes[0])), ErrSignIn)
	in, err := h.Confirm(ctx, h.enter("clerk").Cookie, " "+strings.ToUpper(strings.ReplaceAll(codes[0], "-", " ")))
	must(t, err)
	wants(t, "again", errorOf(h.Confirm(ctx, h.enter("clerk").Cookie, codes[0])), ErrSignIn)
	who, err := h.Session(ctx, in.Cookie)
	must(t, err)
	wants(t, "new ones without the password", errorOf(h.NewRecovery(ctx, who, "wrong")), ErrSignIn)
	fresh, err := h.NewRecovery(ctx, who, good)
	if err != nil || len(fresh) != 10 {
		t.Fatalf("new ones: %d, %v", len(fresh), err)
	}
	wants(t, "one of the old ones", errorOf(h.Confirm(ctx, h.enter("clerk").Cookie, codes[1])), ErrSignIn)
	_, err = h.Confirm(ctx, h.enter("clerk").Cookie, fresh[9])
	must(t, err)
	must(t, h.db.Read(ctx, func(tx *database.Tx) error {
		var hash []byte
		if err := tx.QueryRow("SELECT hash FROM recovery LIMIT 1").Scan(&hash); err != nil {
			return err
		}
		if len(hash) != 32 || strings.Contains(strings.Join(fresh, ""), string(hash)) {
			t.Error("recovery codes lie there in the clear")
		}
		return nil
	}))
}

// TestCodeIsRequired shows that a role that must have an app gets nowhere without.
func TestCodeIsRequired(t *testing.T) {
	ctx, h := context.Background(), open(t, func(c *Config) { c.NeedCode, c.Issuer = []Role{Admin}, "明账 测试" })
	h.person("chief", Admin, "")
	h.person("checker", Reviewer, "")
	wants(t, "a role that need not", h.enter("checker").Next, nil)
	half := h.enter("chief")
	wants(t, "what it needs", half.Next, ErrEnrol)
	wants(t, "a page", errorOf(h.Session(ctx, half.Cookie)), ErrEnrol)
	wants(t, "a code", errorOf(h.Confirm(ctx, half.Cookie, "000000")), ErrExpired)
	_, _, err := h.FinishCode(ctx, half.Cookie, "000000")
	wants(t, "finishing what was not begun", err, ErrInvalid)
	e, err := h.StartCode(ctx, half.Cookie)
	must(t, err)
	again, err := h.StartCode(ctx, half.Cookie)
	if err != nil || again != e {
		t.Errorf("a reload gives another secret: %v", err)
	}
	u, err := url.Parse(e.URI)
	if err != nil || u.Scheme != "otpauth" || u.Host != "totp" || u.Path != "/明账 测试:chief" || u.Query().Get("secret") != e.Secret || strings.Contains(e.URI, "+") {
		t.Errorf("%s: %v", e.URI, err)
	}
	_, _, err = h.FinishCode(ctx, half.Cookie, "00000x")
	wants(t, "a wrong code", err, ErrSignIn)
	wants(t, "then", h.enter("chief").Next, ErrEnrol)
	_, in, _ := h.enrol(half.Cookie)
	who, err := h.Session(ctx, in.Cookie)
	must(t, err)
	wants(t, "the next time", h.enter("chief").Next, ErrCode)
	if got := h.last(3); got != "code.set session.start session.start" {
		t.Errorf("trail: %s", got)
	}
	wants(t, "dropping it without the password", h.DropCode(ctx, who, "wrong"), ErrSignIn)
	must(t, h.DropCode(ctx, who, good))
	wants(t, "after dropping it", h.enter("chief").Next, ErrEnrol)
	wants(t, "recovery codes without an app", errorOf(h.NewRecovery(ctx, h.who("checker"), good)), ErrInvalid)
}

// TestEnrolmentOfAnother shows that a secret seen in one session is not that of the
// app which another one sets up.
func TestEnrolmentOfAnother(t *testing.T) {
	ctx, h := context.Background(), open(t)
	h.person("clerk", Reviewer, "")
	left, own := h.enter("clerk").Cookie, h.enter("clerk").Cookie
	seen, err := h.StartCode(ctx, left)
	must(t, err)
	e, err := h.StartCode(ctx, own)
	if err != nil || e.Secret == seen.Secret {
		t.Errorf("both sessions were given one secret, %v", err)
	}
	_, _, err = h.FinishCode(ctx, left, app{house: h}.other(seen).code(0))
	wants(t, "the session that was left open", err, ErrInvalid)
	_, _, err = h.FinishCode(ctx, own, app{house: h}.other(e).code(0))
	must(t, err)
}

// TestLostPhone shows the way back in for who lost app and recovery codes.
func TestLostPhone(t *testing.T) {
	ctx, h := context.Background(), open(t)
	a := h.person("clerk", Reviewer, "")
	_, _, codes := h.enrol(h.enter("clerk").Cookie)
	h.setPasswordOf(a.ID, "another good phrase 42")
	in, err := h.SignIn(ctx, Attempt{Login: "clerk", Password: "another good phrase 42"})
	must(t, err)
	wants(t, "a new password keeps the app", in.Next, ErrCode)
	must(t, h.RemoveCode(ctx, System(), a.ID))
	wants(t, "half a sign-in from before", errorOf(h.Confirm(ctx, in.Cookie, codes[0])), ErrExpired)
	in, err = h.SignIn(ctx, Attempt{Login: "clerk", Password: "another good phrase 42"})
	if err != nil || in.Next != nil || h.count("recovery") != 0 {
		t.Errorf("afterwards: %v, %v", in.Next, err)
	}
}

// TestHalfSignInEnds shows that half a sign-in does not wait for long.
func TestHalfSignInEnds(t *testing.T) {
	ctx, h := context.Background(), open(t)
	h.person("clerk", Reviewer, "")
	a, _, _ := h.enrol(h.enter("clerk").Cookie)
	half := h.enter("clerk")
	h.clock.pass(pendingLife)
	wants(t, "after ten minutes", errorOf(h.Confirm(ctx, half.Cookie, a.code(0))), ErrExpired)
}
