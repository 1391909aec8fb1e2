package account

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"mingzhang/database"
	"mingzhang/internal/fault"
)

// tables are all tables whose rows a failed act must leave as they were.
var tables = []string{"unit", "account", "invitation", "session", "totp", "recovery", "identity", "token", "trail"}

// state writes down all rows.
func (h *house) state() string {
	h.t.Helper()
	var b strings.Builder
	must(h.t, h.db.Read(context.Background(), func(tx *database.Tx) error {
		for _, table := range tables {
			rows, err := tx.Query("SELECT * FROM " + table + " ORDER BY 1, 2")
			if err != nil {
				return err
			}
			if err := writeRows(&b, rows, table); err != nil {
				return err
			}
		}
		return nil
	}))
	return b.String()
}

// cursor is what writeRows asks of rows.
type cursor interface {
	Columns() ([]string, error)
	Next() bool
	Scan(...any) error
	Close() error
	Err() error
}

// writeRows writes down the rows of a table.
func writeRows(b *strings.Builder, rows cursor, table string) error {
	defer rows.Close()
	columns, err := rows.Columns()
	if err != nil {
		return err
	}
	for rows.Next() {
		values := make([]any, len(columns))
		for i := range values {
			values[i] = new(any)
		}
		if err := rows.Scan(values...); err != nil {
			return err
		}
		fmt.Fprintf(b, "%s", table)
		for _, value := range values {
			fmt.Fprintf(b, "|%v", *value.(*any))
		}
		b.WriteString("\n")
	}
	return rows.Err()
}

// broken is a store with everything in it, and a switch that fails writing.
type broken struct {
	*house
	left   int // points that are passed before one fails; less than zero = all
	clerk  Account
	unit   Unit
	who    Who
	cookie string
	half   string // cookie of a sign-in that needs a code
	app    app
	codes  []string
	bare   string // cookie of an account without an app
	link   string // one-time link of another account
	token  Token
}

// errDisk is what writing fails with.
var errDisk = errors.New("the disk is gone")

// prepare fills a store.
func prepare(t *testing.T) *broken {
	t.Helper()
	b := &broken{left: -1}
	ctx := fault.With(context.Background(), func(point string) error {
		if b.left == 0 && point != "committed" {
			return errDisk
		}
		b.left--
		return nil
	})
	b.house = openWith(ctx, t)
	b.unit = b.house.unit("甲工会")
	b.clerk = b.person("clerk", Submitter, b.unit.ID)
	b.person("chief", Admin, "")
	b.person("bare", Reviewer, "")
	var in SignedIn
	b.app, in, b.codes = b.enrol(b.enter("clerk").Cookie)
	b.cookie, b.bare = in.Cookie, b.enter("bare").Cookie
	var err error
	b.who, err = b.Session(context.Background(), b.cookie)
	must(t, err)
	_, b.token = b.house.token(b.who, TokenRequest{})
	_, b.link, err = b.AddAccount(context.Background(), System(), "invited", Reviewer, "")
	must(t, err)
	_, err = b.StartCode(context.Background(), b.bare)
	must(t, err)
	b.clock.pass(time.Minute)
	b.half = b.enter("clerk").Cookie
	return b
}

// TestFailAnywhere fails each act at each of its writes, as a full or broken disk
// does, and shows that nothing of it is left, not even its event, and that it
// succeeds afterwards.
func TestFailAnywhere(t *testing.T) {
	ctx := context.Background()
	for name, act := range map[string]func(b *broken) error{
		"unit.add":        func(b *broken) error { _, err := b.AddUnit(ctx, System(), "乙工会", "530402"); return err },
		"unit.disable":    func(b *broken) error { return b.SwitchUnit(ctx, System(), b.unit.ID, false) },
		"account.add":     func(b *broken) error { _, _, err := b.AddAccount(ctx, System(), "new-one", Reviewer, ""); return err },
		"account.invite":  func(b *broken) error { _, err := b.Invite(ctx, System(), b.clerk.ID); return err },
		"account.change":  func(b *broken) error { return b.ChangeAccount(ctx, System(), b.clerk.ID, Reviewer, "") },
		"account.disable": func(b *broken) error { return b.SwitchAccount(ctx, System(), b.clerk.ID, false) },
		"code.remove":     func(b *broken) error { return b.RemoveCode(ctx, System(), b.clerk.ID) },
		"password.set":    func(b *broken) error { _, err := b.Accept(ctx, b.link, good); return err },
		"password.change": func(b *broken) error { return b.ChangePassword(ctx, b.who, good, "another good phrase 42") },
		"code.drop":       func(b *broken) error { return b.DropCode(ctx, b.who, good) },
		"code.recovery":   func(b *broken) error { _, err := b.NewRecovery(ctx, b.who, good); return err },
		"session.start":   func(b *broken) error { _, err := b.SignIn(ctx, Attempt{Login: "bare", Password: good}); return err },
		"by a code":       func(b *broken) error { _, err := b.Confirm(ctx, b.half, b.app.code(0)); return err },
		"by a recovery":   func(b *broken) error { _, err := b.Confirm(ctx, b.half, b.codes[3]); return err },
		"by a provider": func(b *broken) error {
			_, err := b.SignInExternal(ctx, External{Issuer: issuer, Subject: "1", Login: "clerk"})
			return err
		},
		"code.set": func(b *broken) error {
			e, err := b.StartCode(ctx, b.bare)
			if err != nil {
				return err
			}
			_, _, err = b.FinishCode(ctx, b.bare, b.app.other(e).code(0))
			return err
		},
		"session.end":  func(b *broken) error { return b.SignOut(ctx, b.cookie) },
		"from a list":  func(b *broken) error { return b.EndSession(ctx, b.who, b.who.Session) },
		"token.add":    func(b *broken) error { _, _, err := b.NewToken(ctx, b.who, b.request()); return err },
		"token.revoke": func(b *broken) error { return b.RevokeToken(ctx, b.who, b.token.ID) },
	} {
		t.Run(name, func(t *testing.T) {
			b := prepare(t)
			before, events, failures := b.state(), len(b.events()), 0
			for at := 0; ; at++ {
				b.left = at
				err := act(b)
				b.left = -1
				if err == nil {
					break
				}
				wants(t, fmt.Sprintf("failing at write %d", at), err, errDisk)
				failures++
				if after := b.state(); after != before {
					t.Fatalf("failing at write %d left\n%s\nwanted\n%s", at, after, before)
				}
			}
			if failures < 3 || len(b.events()) <= events {
				t.Errorf("%d failures, %d new events", failures, len(b.events())-events)
			}
		})
	}
}

// request is a fine one.
func (b *broken) request() TokenRequest {
	return TokenRequest{Name: "x", Scopes: []Scope{ReadDrafts}, Ends: b.clock.now().Add(time.Hour)}
}
