package main

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"strings"
	"text/tabwriter"

	"mingzhang/account"
	"mingzhang/content"
)

// verbs are what a command such as account can do, by their first word.
type verbs map[string]func(ctx context.Context, s *store, words []string) error

// choose runs what the first word of a command line names.
func (c *call) choose(ctx context.Context, o *options, words []string, v verbs) error {
	if len(words) > 0 && v[words[0]] != nil {
		return c.onStore(ctx, o, func(ctx context.Context, s *store) error {
			err := v[words[0]](ctx, s, words[1:])
			if errors.Is(err, errUsage) {
				c.flags.Usage()
			}
			return err
		})
	}
	c.flags.Usage()
	return errUsage
}

// units looks after the units that publish.
func units(ctx context.Context, c *call) error {
	o := c.dataOptions()
	region := c.flags.String("region", "", "GB/T 2260 `code` of a new unit, such as 530400")
	words, err := c.parse()
	if err != nil {
		return err
	}
	who := account.System()
	return c.choose(ctx, o, words, verbs{
		"add": func(ctx context.Context, s *store, words []string) error {
			if len(words) != 1 {
				return errUsage
			}
			u, err := s.accounts.AddUnit(ctx, who, words[0], *region)
			if err == nil {
				_, err = fmt.Fprintf(c.out, "%s\t%s\n", u.ID, u.Name)
			}
			return err
		},
		"list": func(ctx context.Context, s *store, _ []string) error { return c.listUnits(ctx, s) },
		"on":   func(ctx context.Context, s *store, words []string) error { return switchUnit(ctx, s, words, true) },
		"off":  func(ctx context.Context, s *store, words []string) error { return switchUnit(ctx, s, words, false) },
	})
}

func switchUnit(ctx context.Context, s *store, words []string, on bool) error {
	if len(words) != 1 {
		return errUsage
	}
	return s.accounts.SwitchUnit(ctx, account.System(), unitID(words[0]), on)
}

// unitID takes the name of a unit or its id.
func unitID(name string) string {
	if strings.HasPrefix(name, "p") && len(name) == len(content.PublisherID("")) {
		return name
	}
	return content.PublisherID(name)
}

func (c *call) listUnits(ctx context.Context, s *store) error {
	list, err := s.accounts.Units(ctx)
	if err != nil {
		return err
	}
	w := tabwriter.NewWriter(c.out, 0, 0, 2, ' ', 0)
	for _, u := range list {
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\n", u.ID, u.Region, u.Name, offWord(u.Disabled))
	}
	return w.Flush()
}

func offWord(off bool) string {
	if off {
		return "off"
	}
	return "on"
}

// accounts looks after the accounts of those who publish.
func accounts(ctx context.Context, c *call) error {
	o := c.dataOptions()
	role := c.flags.String("role", string(account.Submitter), "`role` of the account: submitter, reviewer or admin")
	unit := c.flags.String("unit", "", "name or id of the `unit` of the account; without it, all units (reviewers and admins only)")
	words, err := c.parse()
	if err != nil {
		return err
	}
	who := account.System()
	// one gives an act on the account that the command line names.
	one := func(act func(ctx context.Context, s *store, a account.Account) error) func(context.Context, *store, []string) error {
		return func(ctx context.Context, s *store, words []string) error {
			if len(words) != 1 {
				return errUsage
			}
			a, err := s.accounts.AccountNamed(ctx, who, words[0])
			if err != nil {
				return err
			}
			return act(ctx, s, a)
		}
	}
	return c.choose(ctx, o, words, verbs{
		"add": func(ctx context.Context, s *store, words []string) error {
			if len(words) != 1 {
				return errUsage
			}
			_, secret, err := s.accounts.AddAccount(ctx, who, words[0], account.Role(*role), optionalUnit(*unit))
			if err != nil {
				return err
			}
			return c.printLink(o, secret)
		},
		"list": func(ctx context.Context, s *store, _ []string) error { return c.listAccounts(ctx, s) },
		"link": one(func(ctx context.Context, s *store, a account.Account) error {
			secret, err := s.accounts.Invite(ctx, who, a.ID)
			if err != nil {
				return err
			}
			return c.printLink(o, secret)
		}),
		"role": one(func(ctx context.Context, s *store, a account.Account) error {
			return s.accounts.ChangeAccount(ctx, who, a.ID, account.Role(*role), optionalUnit(*unit))
		}),
		"on": one(func(ctx context.Context, s *store, a account.Account) error {
			return s.accounts.SwitchAccount(ctx, who, a.ID, true)
		}),
		"off": one(func(ctx context.Context, s *store, a account.Account) error {
			return s.accounts.SwitchAccount(ctx, who, a.ID, false)
		}),
		"no-code": one(func(ctx context.Context, s *store, a account.Account) error {
			return s.accounts.RemoveCode(ctx, who, a.ID)
		}),
	})
}

func optionalUnit(name string) string {
	if name == "" {
		return ""
	}
	return unitID(name)
}

// printLink prints the link by which the owner of an account sets a password.
func (c *call) printLink(o *options, secret string) error {
	if o.publicURL == "" && c.open != nil {
		o.publicURL = c.open.publicURL
	}
	_, err := fmt.Fprintf(c.out, "设置密码的链接，限时、一次有效 · one-time link to set the password:\n%s/desk/invitation?link=%s\n",
		strings.TrimRight(o.orDefaultURL().publicURL, "/"), url.QueryEscape(secret))
	return err
}

func (c *call) listAccounts(ctx context.Context, s *store) error {
	list, err := s.accounts.Accounts(ctx, account.System())
	if err != nil {
		return err
	}
	w := tabwriter.NewWriter(c.out, 0, 0, 2, ' ', 0)
	for _, a := range list {
		unit := a.Unit
		if unit == "" {
			unit = "(all units)"
		}
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\n", a.ID, a.Login, a.Role, unit, offWord(a.Disabled))
	}
	return w.Flush()
}
