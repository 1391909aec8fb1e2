package account

import "time"

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
