package account

import "time"

// Session is one sign-in that has not ended.
type Session struct {
	ID      string // names it in lists; the secret is in the cookie only
	Device  string // kind of browser, as the sign-in gave it
	Started time.Time
	Seen    time.Time // to the minute
	Ends    time.Time // at the latest
}
