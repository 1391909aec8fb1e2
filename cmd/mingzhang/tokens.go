package main

import (
	"context"
	"fmt"
	"strings"
	"text/tabwriter"
	"time"

	"mingzhang/account"
)

// tokens looks after API tokens.
func tokens(ctx context.Context, c *call) error {
	o := c.dataOptions()
	owner := c.flags.String("account", "", "login name of the `account` that a new token acts for")
	scopes := c.flags.String("scopes", string(account.WriteDrafts), "`rights` of a new token, divided by commas: read, drafts:write, drafts:review, publish, admin")
	days := c.flags.Int("days", 90, "`days` until a new token ends, at most 365")
	words, err := c.parse()
	if err != nil {
		return err
	}
	return c.choose(ctx, o, words, verbs{
		"add": func(ctx context.Context, s *store, words []string) error {
			if len(words) != 1 || *owner == "" || *days < 1 || *days > 365 {
				return errUsage
			}
			return c.addToken(ctx, s, words[0], *owner, *scopes, time.Duration(*days)*24*time.Hour)
		},
		"list": func(ctx context.Context, s *store, _ []string) error { return c.listTokens(ctx, s) },
		"revoke": func(ctx context.Context, s *store, words []string) error {
			if len(words) != 1 {
				return errUsage
			}
			return s.accounts.RevokeToken(ctx, account.System(), words[0])
		},
	})
}

// addToken makes a token and prints it; nobody can print it again.
func (c *call) addToken(ctx context.Context, s *store, name, owner, scopes string, lasts time.Duration) error {
	a, err := s.accounts.AccountNamed(ctx, account.System(), owner)
	if err != nil {
		return err
	}
	r := account.TokenRequest{Account: a.ID, Name: name, Ends: time.Now().Add(lasts - time.Minute)}
	for _, scope := range strings.Split(scopes, ",") {
		one, err := account.ParseScope(strings.TrimSpace(scope))
		if err != nil {
			return err
		}
		r.Scopes = append(r.Scopes, one)
	}
	text, _, err := s.accounts.NewToken(ctx, account.System(), r)
	if err == nil {
		_, err = fmt.Fprintln(c.out, text)
	}
	return err
}

func (c *call) listTokens(ctx context.Context, s *store) error {
	list, err := s.accounts.Tokens(ctx, account.System())
	if err != nil {
		return err
	}
	w := tabwriter.NewWriter(c.out, 0, 0, 2, ' ', 0)
	for _, t := range list {
		state := "until " + t.Ends.Format(time.DateOnly)
		if !t.Revoked.IsZero() {
			state = "revoked " + t.Revoked.Format(time.DateOnly)
		}
		fmt.Fprintf(w, "%s\t%s\t%s\t%v\t%s\n", t.ID, t.Account, t.Name, t.Scopes, state)
	}
	return w.Flush()
}
