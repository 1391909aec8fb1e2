package account

// Attempt is what somebody gives to sign in.
type Attempt struct {
	Login    string
	Password string
	Address  string // of the client, without its port; only to slow down who guesses
	Known    string // value of the cookie that SignedIn.Known gave this device; may be empty
	Device   string // kind of browser, shown in the list of own sessions; may be empty
}

// External is somebody for whom an OpenID Connect provider vouches.
type External struct {
	Issuer, Subject string // who that is, for ever
	Login           string // name that says which account it is, used at the first time
	Device          string // as in Attempt
}

// SignedIn is what a sign-in gives to the browser.
type SignedIn struct {
	Cookie string // secret of the session: Secure, HttpOnly, SameSite=Lax, prefix __Host-
	Known  string // for a cookie of a year: the wrong tries of others do not lock this device out
	Next   error  // nil when all is done; else ErrCode or ErrEnrol: see Confirm and StartCode
}
