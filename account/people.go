package account

import "time"

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
