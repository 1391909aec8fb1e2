package account

import (
	"context"
	"errors"
	"fmt"
	"time"

	"mingzhang/account/secret"
	"mingzhang/database"
	"mingzhang/trail"
)

// Account is one person, or one desk, that may sign in.
type Account struct {
	ID       string
	Login    string // name to sign in with; personal data, so never for a log
	Role     Role
	Unit     string // id; empty = all units, for reviewers and admins only
	Created  time.Time
	SignedIn time.Time // last; zero = never
	Disabled bool
	Password bool // has one
	Code     bool // has an authenticator app
	External bool // is tied to an OpenID Connect provider
}

// person is an account with what only signing in needs.
type person struct {
	Account
	hash   string // of the password, as PHC string; empty = none
	active bool   // neither the account nor its unit is disabled
}

// people is the question for persons; scanPerson reads its rows.
const people = `SELECT a.id, a.login, a.role, coalesce(a.unit, ''), a.created, a.signed_in, a.disabled, a.password,
	coalesce(u.disabled, 0), coalesce(t.since, 0), i.account IS NOT NULL
FROM account a LEFT JOIN unit u ON u.id = a.unit LEFT JOIN totp t ON t.account = a.id LEFT JOIN identity i ON i.account = a.id `

// scanPerson reads one row.
func scanPerson(into func(...any) error) (person, error) {
	var p person
	var created, signedIn, disabled, unitDisabled, code int64
	err := into(&p.ID, &p.Login, &p.Role, &p.Unit, &created, &signedIn, &disabled, &p.hash, &unitDisabled, &code, &p.External)
	p.Created, p.SignedIn, p.Disabled = fromMillis(created), fromMillis(signedIn), disabled != 0
	p.Password, p.Code, p.active = p.hash != "", code != 0, disabled == 0 && unitDisabled == 0
	return p, err
}

// personByID gives the person with this id, else ErrNotFound.
func personByID(tx *database.Tx, id string) (person, error) {
	p, err := scanPerson(tx.QueryRow(people+"WHERE a.id = ?", id).Scan)
	return p, found(err)
}

// managed gives the person with this id if who may manage it, else ErrNotFound:
// an admin of one unit does not learn who is in another.
func managed(tx *database.Tx, who Who, id string) (person, error) {
	p, err := personByID(tx, id)
	if err == nil && !who.May(Administer, p.Unit) {
		err = ErrNotFound
	}
	return p, err
}

// AddAccount adds an account without a password and gives the secret of the
// one-time link by which its owner sets one; see Accept. The unit may be empty for
// reviewers and admins. An admin of one unit may add accounts of it.
func (s *Store) AddAccount(ctx context.Context, who Who, login string, role Role, unit string) (Account, string, error) {
	if !who.May(Administer, unit) {
		return Account{}, "", ErrForbidden
	}
	name, err := loginName(login)
	if err != nil {
		return Account{}, "", err
	}
	if err := checkRole(role, unit); err != nil {
		return Account{}, "", err
	}
	a := Account{ID: secret.ID("a"), Login: name, Role: role, Unit: unit, Created: s.now().UTC().Truncate(time.Millisecond)}
	link := secret.New()
	err = s.write(ctx, func(tx *database.Tx) (trail.Event, error) {
		if err := checkUnit(tx, unit); err != nil {
			return trail.Event{}, err
		}
		if err := insertAccount(tx, a, ""); err != nil {
			return trail.Event{}, err
		}
		return trail.Event{Actor: who.Actor(), Action: "account.add", Subject: a.ID, Note: placed(role, unit)}, s.invite(tx, a.ID, link)
	})
	if err != nil {
		return Account{}, "", fmt.Errorf("adding an account: %w", err)
	}
	return a, link, nil
}

// insertAccount writes a new account; ErrTaken when the login name is there.
func insertAccount(tx *database.Tx, a Account, hash string) error {
	var taken bool
	if err := tx.QueryRow("SELECT EXISTS (SELECT 1 FROM account WHERE login = ?)", a.Login).Scan(&taken); err != nil {
		return fmt.Errorf("looking for the login name: %w", err)
	}
	if taken {
		return fmt.Errorf("%w: another account has this login name", ErrTaken)
	}
	_, err := tx.Exec("INSERT INTO account (id, login, role, unit, password, created) VALUES (?, ?, ?, ?, ?, ?)",
		a.ID, a.Login, a.Role, orNull(a.Unit), hash, millis(a.Created))
	if err != nil {
		return fmt.Errorf("writing account %s: %w", a.ID, err)
	}
	return nil
}

// checkRole refuses an unknown role, and a submitter for all units.
func checkRole(role Role, unit string) error {
	if _, err := ParseRole(string(role)); err != nil {
		return err
	}
	if role == Submitter && unit == "" {
		return fmt.Errorf("%w: a submitter needs a unit", ErrInvalid)
	}
	return nil
}

// checkUnit refuses a unit that is not there or is disabled.
func checkUnit(tx *database.Tx, id string) error {
	if id == "" {
		return nil
	}
	u, err := scanUnit(tx.QueryRow("SELECT "+unitColumns+" FROM unit WHERE id = ?", id).Scan)
	if errors.Is(err, database.ErrNone) || (err == nil && u.Disabled) {
		return fmt.Errorf("%w: there is no unit %.40q, or it is disabled", ErrInvalid, id)
	}
	return err
}

// placed tells role and unit for the trail.
func placed(role Role, unit string) string {
	if unit == "" {
		return string(role) + " of all units"
	}
	return string(role) + " of " + unit
}

// Accounts gives the accounts that who may manage, by login name.
func (s *Store) Accounts(ctx context.Context, who Who) ([]Account, error) {
	if !who.May(Administer, who.Unit) {
		return nil, ErrForbidden
	}
	var accounts []Account
	err := s.db.Read(ctx, func(tx *database.Tx) error {
		all, err := collect(tx, scanPerson, people+"WHERE ?1 = '' OR a.unit = ?1 ORDER BY a.login", who.Unit)
		for _, p := range all {
			accounts = append(accounts, p.Account)
		}
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("listing accounts: %w", err)
	}
	return accounts, nil
}

// Account gives an account that who may manage, or the own one, else ErrNotFound.
func (s *Store) Account(ctx context.Context, who Who, id string) (Account, error) {
	return s.account(ctx, who, "WHERE a.id = ?", id)
}

// AccountNamed is Account by login name.
func (s *Store) AccountNamed(ctx context.Context, who Who, login string) (Account, error) {
	name, err := loginName(login)
	if err != nil {
		return Account{}, err
	}
	return s.account(ctx, who, "WHERE a.login = ?", name)
}

// account gives the account that a condition names.
func (s *Store) account(ctx context.Context, who Who, condition, value string) (Account, error) {
	var p person
	err := s.db.Read(ctx, func(tx *database.Tx) (err error) {
		p, err = scanPerson(tx.QueryRow(people+condition, value).Scan)
		return found(err)
	})
	if err == nil && p.ID != who.Account && !who.May(Administer, p.Unit) {
		err = ErrNotFound
	}
	if err != nil {
		return Account{}, fmt.Errorf("reading an account: %w", err)
	}
	return p.Account, nil
}
