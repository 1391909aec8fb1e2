package account

import (
	"errors"
	"fmt"
	"time"

	"mingzhang/account/password"
)

// What can go wrong, to be asked with errors.Is. The error itself says more,
// except ErrSignIn, which says the same of every wrong sign-in.
var (
	ErrSignIn    = errors.New("login name, password or code is wrong, or the account is switched off")
	ErrLocked    = errors.New("too many wrong sign-ins")
	ErrCode      = errors.New("the code of the authenticator app is still to be given")
	ErrEnrol     = errors.New("this account must set up an authenticator app first")
	ErrExpired   = errors.New("this is no longer valid; sign in again or ask for a new one")
	ErrToken     = errors.New("the API token is wrong, expired or revoked")
	ErrForbidden = errors.New("this account may not do that")
	ErrNotFound  = errors.New("there is no such unit, account, session or token")
	ErrTaken     = errors.New("this name is taken")
	ErrInvalid   = errors.New("this cannot be accepted")
	ErrForm      = errors.New("the form is too old or came from elsewhere; open the page anew and send it again")
	ErrLastAdmin = errors.New("the last admin for all units must stay; make another one first")
)

// Why a password is refused, each with ErrInvalid, and ErrBusy when too many sign
// in at once.
var (
	ErrPasswordShort  = password.ErrShort
	ErrPasswordLong   = password.ErrLong
	ErrPasswordText   = password.ErrText
	ErrPasswordLogin  = password.ErrLogin
	ErrPasswordCommon = password.ErrCommon
	ErrBusy           = password.ErrBusy
)

// Locked is the ErrLocked that says how long to wait.
type Locked struct {
	Wait time.Duration // until the next try is allowed
}

// Error says it in seconds, rounded up.
func (l *Locked) Error() string {
	return fmt.Sprintf("%v; try again in %d seconds", ErrLocked, (l.Wait+time.Second-1)/time.Second)
}

// Is makes errors.Is(err, ErrLocked) true.
func (l *Locked) Is(target error) bool { return target == ErrLocked }
