package web

import (
	"errors"
	"strconv"
	"time"

	"mingzhang/account"
)

// refusals are the errors that the person at a form can do something about, with
// the keys of their words; the first that fits counts.
func refusals() []struct {
	err error
	key string
} {
	return []struct {
		err error
		key string
	}{
		{account.ErrSignIn, "refusal.sign_in"},
		{account.ErrExpired, "refusal.expired"},
		{account.ErrTaken, "refusal.taken"},
		{account.ErrBusy, "refusal.busy"},
		{account.ErrLastAdmin, "refusal.last_admin"},
		{account.ErrPasswordShort, "refusal.password_short"},
		{account.ErrPasswordLong, "refusal.password_long"},
		{account.ErrPasswordText, "refusal.password_text"},
		{account.ErrPasswordLogin, "refusal.password_login"},
		{account.ErrPasswordCommon, "refusal.password_common"},
		{account.ErrInvalid, "refusal.invalid"},
	}
}

// refusal gives the words for an error that the person at a form can do something
// about, and "" for any other.
func (l *language) refusal(err error) string {
	var locked *account.Locked
	if errors.As(err, &locked) {
		return l.T("refusal.locked", strconv.Itoa(int(locked.Wait/time.Second)+1))
	}
	for _, r := range refusals() {
		if errors.Is(err, r.err) {
			return l.T(r.key)
		}
	}
	return ""
}
