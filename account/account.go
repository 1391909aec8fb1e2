// Package account knows who may do what: the units that publish, the accounts of
// their clerks, how these sign in, and the tokens of their programs.
//
// An account signs in with a password and a code of an authenticator app, or by
// an OpenID Connect provider; see the package oidc. Each way gives a session,
// whose secret is a cookie. A program presents an API token instead. Both become
// a Who, and every act of the portal asks Who.May. Accounts and units are switched
// off, never deleted, because what they did stays.
//
// Secrets are stored as hashes, with two exceptions that a server must be able to
// read: the shared secrets of authenticator apps and the key of known devices.
// Every act writes to the audit trail in its own transaction, by ids only. The
// package knows no HTTP.
package account

import "embed"

// Migrations are the steps of the tables of this package.
//
//go:embed migrations
var Migrations embed.FS
