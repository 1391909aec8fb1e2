package account

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"mingzhang/account/secret"
	"mingzhang/database"
	"mingzhang/trail"
)

// longestToken is how long a token is good at most; a leap year has it too.
const longestToken = 366 * 24 * time.Hour

// Token is an API token without its secret.
type Token struct {
	ID      string
	Account string
	Unit    string // the only unit that it acts for; empty = those of the account
	Name    string // what it is for
	Scopes  []Scope
	Created time.Time
	Ends    time.Time
	Revoked time.Time // zero = it was not
	UsedDay time.Time // day of the last use, UTC; zero = never
}

// TokenRequest says what token is wanted.
type TokenRequest struct {
	Account string // id; empty = the own one
	Unit    string // as in Token
	Name    string // 1 to 80 characters
	Scopes  []Scope
	Ends    time.Time // at most a year from now
}

// tokenColumns are those that scanToken reads.
const tokenColumns = "k.id, k.account, coalesce(k.unit, ''), k.name, k.scopes, k.created, k.ends, k.revoked, k.used_day"

// scanToken reads one row.
func scanToken(into func(...any) error) (Token, error) {
	var t Token
	var scopes string
	var created, ends, revoked, day int64
	err := into(&t.ID, &t.Account, &t.Unit, &t.Name, &scopes, &created, &ends, &revoked, &day)
	t.Scopes = splitScopes(scopes)
	t.Created, t.Ends, t.Revoked = fromMillis(created), fromMillis(ends), fromMillis(revoked)
	if day != 0 {
		t.UsedDay = time.Unix(day*secondsOfDay, 0).UTC()
	}
	return t, err
}

// NewToken makes an API token and gives its text, which nobody can ask for again.
// It may do no more than its account: its scopes are some of the role's, its unit
// is the account's if that has one. Only the owner may, in a session, and the
// command line for everybody: an admin who made tokens for others could approve
// what it submitted itself, and who finds a token must not be able to make it last.
func (s *Store) NewToken(ctx context.Context, who Who, r TokenRequest) (text string, t Token, err error) {
	if r.Account == "" {
		r.Account = who.Account
	}
	bySystem := who.Account == System().Account
	if who.Token != "" || !bySystem && (who.Session == "" || r.Account != who.Account) {
		return "", Token{}, ErrForbidden
	}
	if err := s.checkRequest(&r); err != nil {
		return "", Token{}, err
	}
	made := secret.NewToken()
	t = Token{ID: made.ID, Account: r.Account, Unit: r.Unit, Name: r.Name, Scopes: r.Scopes, Created: s.now().UTC().Truncate(time.Millisecond), Ends: r.Ends.UTC().Truncate(time.Millisecond)}
	err = s.write(ctx, func(tx *database.Tx) (trail.Event, error) {
		p, err := personByID(tx, r.Account)
		if err != nil {
			return trail.Event{}, err
		}
		if err := checkGrant(tx, p, r); err != nil {
			return trail.Event{}, err
		}
		_, err = tx.Exec("INSERT INTO token (id, hash, account, unit, name, scopes, created, ends) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
			t.ID, secret.Hash(made.Text), t.Account, orNull(t.Unit), t.Name, joinScopes(t.Scopes), millis(t.Created), millis(t.Ends))
		note := fmt.Sprintf("for %s, %s, until %s", t.Account, joinScopes(t.Scopes), t.Ends.Format(time.DateOnly))
		return trail.Event{Actor: who.Actor(), Action: "token.add", Subject: t.ID, Note: note}, err
	})
	if err != nil {
		return "", Token{}, fmt.Errorf("making a token: %w", err)
	}
	return made.Text, t, nil
}

// checkRequest refuses a request that no account may make, and sorts its scopes.
func (s *Store) checkRequest(r *TokenRequest) error {
	r.Name = strings.TrimSpace(r.Name)
	if err := checkName("token", r.Name); err != nil {
		return err
	}
	r.Scopes = slices.Clone(r.Scopes)
	slices.Sort(r.Scopes)
	r.Scopes = slices.Compact(r.Scopes)
	if len(r.Scopes) == 0 {
		return fmt.Errorf("%w: a token needs a scope", ErrInvalid)
	}
	now := s.now()
	if !r.Ends.After(now) || r.Ends.Sub(now) > longestToken {
		return fmt.Errorf("%w: a token must end within a year from now", ErrInvalid)
	}
	return nil
}

// checkGrant refuses a token that may do more than its account.
func checkGrant(tx *database.Tx, p person, r TokenRequest) error {
	if !p.active {
		return fmt.Errorf("%w: the account or its unit is disabled", ErrInvalid)
	}
	for _, scope := range r.Scopes {
		if !slices.Contains(p.Role.Scopes(), scope) {
			return fmt.Errorf("%w: a %s cannot have a token for %.40q", ErrInvalid, p.Role, scope)
		}
	}
	if p.Unit != "" && r.Unit != "" && r.Unit != p.Unit {
		return fmt.Errorf("%w: the account acts for another unit", ErrInvalid)
	}
	return checkUnit(tx, r.Unit)
}

// Tokens gives the own tokens, and of an admin those of all accounts that it may
// manage, the newest first. Revoked and ended ones are among them.
func (s *Store) Tokens(ctx context.Context, who Who) ([]Token, error) {
	var tokens []Token
	err := s.db.Read(ctx, func(tx *database.Tx) (err error) {
		tokens, err = collect(tx, scanToken, "SELECT "+tokenColumns+` FROM token k JOIN account a ON a.id = k.account
			WHERE a.id = ?1 OR (?2 AND (?3 = '' OR a.unit = ?3)) ORDER BY k.created DESC, k.id`,
			who.Account, who.May(Administer, who.Unit), who.Unit)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("listing tokens: %w", err)
	}
	return tokens, nil
}

// RevokeToken makes a token void at once: an own one, or one of an account that who
// may manage, else ErrNotFound. One that is void already stays as it is.
func (s *Store) RevokeToken(ctx context.Context, who Who, id string) error {
	err := s.write(ctx, func(tx *database.Tx) (trail.Event, error) {
		var account, unit string
		var revoked int64
		err := tx.QueryRow("SELECT a.id, coalesce(a.unit, ''), k.revoked FROM token k JOIN account a ON a.id = k.account WHERE k.id = ?", id).Scan(&account, &unit, &revoked)
		if err == nil && account != who.Account && !who.May(Administer, unit) {
			err = ErrNotFound
		}
		if err != nil || revoked != 0 {
			return trail.Event{}, found(err)
		}
		_, err = tx.Exec("UPDATE token SET revoked = ? WHERE id = ?", millis(s.now()), id)
		return trail.Event{Actor: who.Actor(), Action: "token.revoke", Subject: id}, err
	})
	if err != nil {
		return fmt.Errorf("revoking token %.40q: %w", id, err)
	}
	return nil
}

// joinScopes gives the scopes as they are stored.
func joinScopes(scopes []Scope) string {
	texts := make([]string, len(scopes))
	for i, scope := range scopes {
		texts[i] = string(scope)
	}
	return strings.Join(texts, " ")
}

// splitScopes reads what joinScopes gave.
func splitScopes(stored string) []Scope {
	var scopes []Scope
	for text := range strings.FieldsSeq(stored) {
		scopes = append(scopes, Scope(text))
	}
	return scopes
}
