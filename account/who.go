package account

import (
	"fmt"
	"slices"
)

// Role is what an account is for.
type Role string

// The roles. Each may do what the one before it may.
const (
	Submitter Role = "submitter" // clerk of one unit: uploads, corrects and submits
	Reviewer  Role = "reviewer"  // checks, approves and publishes
	Admin     Role = "admin"     // looks after units and accounts too
)

// Scope is a kind of act.
type Scope string

// The scopes.
const (
	ReadDrafts   Scope = "read"          // see drafts and their state
	WriteDrafts  Scope = "drafts:write"  // upload, edit and submit drafts
	ReviewDrafts Scope = "drafts:review" // comment, send back and approve
	Publish      Scope = "publish"       // publish what is approved
	Administer   Scope = "admin"         // units, accounts and the audit trail
)

// Scopes are all that a role may do, none for an unknown role.
func (r Role) Scopes() []Scope {
	switch r {
	case Submitter:
		return []Scope{ReadDrafts, WriteDrafts}
	case Reviewer:
		return []Scope{ReadDrafts, WriteDrafts, ReviewDrafts, Publish}
	case Admin:
		return []Scope{ReadDrafts, WriteDrafts, ReviewDrafts, Publish, Administer}
	}
	return nil
}

// ParseRole gives the role of this name; the error is ErrInvalid.
func ParseRole(name string) (Role, error) {
	if r := Role(name); r.Scopes() != nil {
		return r, nil
	}
	return "", fmt.Errorf("%w: %.40q is no role; take submitter, reviewer or admin", ErrInvalid, name)
}

// ParseScope gives the scope of this name; the error is ErrInvalid.
func ParseScope(name string) (Scope, error) {
	if s := Scope(name); slices.Contains(Admin.Scopes(), s) {
		return s, nil
	}
	return "", fmt.Errorf("%w: %.40q is no scope; take some of %v", ErrInvalid, name, Admin.Scopes())
}

// Who is somebody who signed in, or a program with a token. The zero Who is
// nobody and may do nothing.
type Who struct {
	Account string // id
	Name    string // login name, for the pages of those who may see it; never for a log
	Role    Role
	Unit    string  // id of the only unit that it acts for; empty = all units
	Token   string  // id of the API token; empty in a session
	Session string  // id of the session; empty with a token
	Scopes  []Scope // of the token; without one the role alone decides
}

// System is the Who of the program itself: planned publication and the command
// line. No account can have its id.
func System() Who { return Who{Account: "system", Name: "system", Role: Admin} }

// May tells whether w may do acts of this kind for the unit with this id. An empty
// unit asks for all units: it is refused to who acts for one only.
func (w Who) May(scope Scope, unit string) bool {
	if w.Account == "" || !slices.Contains(w.Role.Scopes(), scope) {
		return false
	}
	if w.Token != "" && !slices.Contains(w.Scopes, scope) {
		return false
	}
	return w.Unit == "" || w.Unit == unit
}

// Actor names w in the audit trail, by ids only.
func (w Who) Actor() string {
	if w.Token != "" {
		return w.Account + "/" + w.Token
	}
	return w.Account
}
