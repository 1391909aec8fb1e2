package account

import (
	"context"
	"errors"
)

var errStub = errors.ErrUnsupported // until built

func (s *Store) loadKey(context.Context) ([]byte, error) { return nil, nil }

// AddUnit adds a unit.
func (s *Store) AddUnit(ctx context.Context, who Who, name, region string) (Unit, error) {
	return Unit{}, errStub
}

// SwitchUnit disables or enables a unit.
func (s *Store) SwitchUnit(ctx context.Context, who Who, id string, on bool) error { return errStub }

// Units gives all units by name.
func (s *Store) Units(ctx context.Context) ([]Unit, error) { return nil, errStub }

// Unit gives a unit.
func (s *Store) Unit(ctx context.Context, id string) (Unit, error) { return Unit{}, errStub }

// AddAccount adds an account and gives the secret of its one-time link.
func (s *Store) AddAccount(ctx context.Context, who Who, login string, role Role, unit string) (Account, string, error) {
	return Account{}, "", errStub
}

// Invite gives a new one-time link to set the password; the one before is void.
func (s *Store) Invite(ctx context.Context, who Who, id string) (string, error) { return "", errStub }

// ChangeAccount gives another role and unit, and ends all sessions.
func (s *Store) ChangeAccount(ctx context.Context, who Who, id string, role Role, unit string) error {
	return errStub
}

// SwitchAccount disables (ends sessions, revokes tokens) or enables an account.
func (s *Store) SwitchAccount(ctx context.Context, who Who, id string, on bool) error { return errStub }

// Accounts gives the accounts that who may administer.
func (s *Store) Accounts(ctx context.Context, who Who) ([]Account, error) { return nil, errStub }

// Account gives an account that who may administer, or the own one.
func (s *Store) Account(ctx context.Context, who Who, id string) (Account, error) {
	return Account{}, errStub
}

// AccountNamed is Account by login name.
func (s *Store) AccountNamed(ctx context.Context, who Who, login string) (Account, error) {
	return Account{}, errStub
}

// RemoveCode takes the authenticator app from an account whose owner lost it.
func (s *Store) RemoveCode(ctx context.Context, who Who, id string) error { return errStub }

// Unlink frees an account from its OpenID Connect identity.
func (s *Store) Unlink(ctx context.Context, who Who, id string) error { return errStub }

// Invited gives the account of a one-time link, for the page that asks for a password.
func (s *Store) Invited(ctx context.Context, link string) (Account, error) { return Account{}, errStub }

// Accept sets the password by a one-time link; known is for the cookie SignedIn.Known.
func (s *Store) Accept(ctx context.Context, link, password string) (known string, err error) {
	return "", errStub
}

// Bootstrap gives the secret of the link that makes the first admin; "" when there is one.
func (s *Store) Bootstrap(ctx context.Context) (string, error) { return "", errStub }

// First makes the first admin by the link of Bootstrap.
func (s *Store) First(ctx context.Context, link, login, password string) (Account, error) {
	return Account{}, errStub
}

// SignIn signs in with a password. Next may ask for Confirm or StartCode.
func (s *Store) SignIn(ctx context.Context, a Attempt) (SignedIn, error) { return SignedIn{}, errStub }

// Confirm ends a sign-in by a code of the app or a recovery code; the cookie changes.
func (s *Store) Confirm(ctx context.Context, cookie, code string) (SignedIn, error) {
	return SignedIn{}, errStub
}

// SignInExternal signs in somebody for whom a provider vouches.
func (s *Store) SignInExternal(ctx context.Context, e External) (SignedIn, error) {
	return SignedIn{}, errStub
}

// Session gives who has the cookie; ErrExpired, ErrCode or ErrEnrol.
func (s *Store) Session(ctx context.Context, cookie string) (Who, error) { return Who{}, errStub }

// SignOut ends the session of the cookie.
func (s *Store) SignOut(ctx context.Context, cookie string) error { return errStub }

// Sessions gives the own sessions, the latest first.
func (s *Store) Sessions(ctx context.Context, who Who) ([]Session, error) { return nil, errStub }

// EndSession ends one of the own sessions.
func (s *Store) EndSession(ctx context.Context, who Who, id string) error { return errStub }

// ChangePassword changes the own password and ends all sessions, this one too.
func (s *Store) ChangePassword(ctx context.Context, who Who, old, password string) error {
	return errStub
}

// Enrolment is what an authenticator app needs.
type Enrolment struct {
	Secret string // base32, to type
	URI    string // otpauth://, for a QR code
}

// StartCode begins the set-up of an authenticator app; also in a session that is ErrEnrol.
func (s *Store) StartCode(ctx context.Context, cookie string) (Enrolment, error) {
	return Enrolment{}, errStub
}

// FinishCode ends the set-up by a code and gives recovery codes; the cookie changes.
func (s *Store) FinishCode(ctx context.Context, cookie, code string) (SignedIn, []string, error) {
	return SignedIn{}, nil, errStub
}

// NewToken makes an API token; its text is shown once.
func (s *Store) NewToken(ctx context.Context, who Who, r TokenRequest) (text string, t Token, err error) {
	return "", Token{}, errStub
}

// Tokens gives the own tokens, or of an admin those of all accounts that it administers.
func (s *Store) Tokens(ctx context.Context, who Who) ([]Token, error) { return nil, errStub }

// RevokeToken makes a token void at once.
func (s *Store) RevokeToken(ctx context.Context, who Who, id string) error { return errStub }

// Authenticate gives who sent an Authorization header, "Bearer mzp_..."; ErrToken.
func (s *Store) Authenticate(ctx context.Context, header string) (Who, error) { return Who{}, errStub }

// FormToken gives the hidden field of a form in the session of the cookie.
func FormToken(cookie, form string) string { return "" }

// CheckForm compares the hidden field of a form; ErrForm.
func CheckForm(cookie, form, token string) error { return errStub }

// Sweep removes ended sessions and links.
func (s *Store) Sweep(ctx context.Context) (int64, error) { return 0, errStub }
