-- Units, their accounts, and how these sign in. Times are milliseconds since
-- 1970, UTC; 0 = never. Hashes are SHA-256 of secrets that are too long to guess.

CREATE TABLE unit (
	id       TEXT PRIMARY KEY,       -- content.PublisherID of the name
	name     TEXT NOT NULL UNIQUE,
	region   TEXT NOT NULL,          -- GB/T 2260
	created  INTEGER NOT NULL,
	disabled INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

CREATE TRIGGER unit_remains BEFORE DELETE ON unit
BEGIN SELECT RAISE(ABORT, 'a unit is never removed'); END;

CREATE TRIGGER unit_keeps_name BEFORE UPDATE OF id, name ON unit
BEGIN SELECT RAISE(ABORT, 'a unit never changes its name'); END;

CREATE TABLE account (
	id        TEXT PRIMARY KEY,
	login     TEXT NOT NULL UNIQUE,       -- as normal form; see loginName
	role      TEXT NOT NULL CHECK (role IN ('submitter', 'reviewer', 'admin')),
	unit      TEXT REFERENCES unit (id),  -- NULL = all units
	password  TEXT NOT NULL DEFAULT '',   -- PHC string; '' = none yet
	created   INTEGER NOT NULL,
	disabled  INTEGER NOT NULL DEFAULT 0,
	signed_in INTEGER NOT NULL DEFAULT 0,
	CHECK (role <> 'submitter' OR unit IS NOT NULL),
	CHECK (id GLOB 'a*')                  -- the program itself is called system
) STRICT, WITHOUT ROWID;

CREATE INDEX account_unit ON account (unit);

CREATE TRIGGER account_remains BEFORE DELETE ON account
BEGIN SELECT RAISE(ABORT, 'an account is never removed'); END;

-- One-time links: to set the own password, or (account NULL) to make the first admin.
CREATE TABLE invitation (
	hash    BLOB PRIMARY KEY,
	account TEXT UNIQUE REFERENCES account (id),
	ends    INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE session (
	hash    BLOB PRIMARY KEY,      -- of the cookie
	id      TEXT NOT NULL UNIQUE,  -- for lists and the trail
	account TEXT NOT NULL REFERENCES account (id),
	stage   TEXT NOT NULL CHECK (stage IN ('open', 'code', 'enrol')),
	device  TEXT NOT NULL,         -- kind of browser, for the list of own sessions
	started INTEGER NOT NULL,
	seen    INTEGER NOT NULL,      -- to the minute
	ends    INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX session_account ON session (account);
CREATE INDEX session_ends ON session (ends);

-- Authenticator apps (RFC 6238). The step is that of the last code taken.
CREATE TABLE totp (
	account TEXT PRIMARY KEY REFERENCES account (id),
	secret  BLOB NOT NULL,
	since   INTEGER NOT NULL DEFAULT 0,  -- 0 = not confirmed yet
	session TEXT NOT NULL,               -- id of the one that may confirm it
	step    INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

CREATE TABLE recovery (
	account TEXT NOT NULL REFERENCES account (id),
	hash    BLOB NOT NULL,
	PRIMARY KEY (account, hash)
) STRICT, WITHOUT ROWID;

-- Who of an OpenID Connect provider an account is. A pair of issuer and subject
-- is never given to somebody else; a name may be.
CREATE TABLE identity (
	account TEXT PRIMARY KEY REFERENCES account (id),
	issuer  TEXT NOT NULL,
	subject TEXT NOT NULL,
	UNIQUE (issuer, subject)
) STRICT, WITHOUT ROWID;

CREATE TABLE token (
	id        TEXT PRIMARY KEY,
	hash      BLOB NOT NULL UNIQUE,
	account   TEXT NOT NULL REFERENCES account (id),
	unit      TEXT REFERENCES unit (id),   -- NULL = the units of the account
	name      TEXT NOT NULL,
	scopes    TEXT NOT NULL,               -- divided by spaces
	created   INTEGER NOT NULL,
	ends      INTEGER NOT NULL,
	revoked   INTEGER NOT NULL DEFAULT 0,
	used_day  INTEGER NOT NULL DEFAULT 0   -- days since 1970, UTC
) STRICT, WITHOUT ROWID;

CREATE INDEX token_account ON token (account);

CREATE TRIGGER token_remains BEFORE DELETE ON token
BEGIN SELECT RAISE(ABORT, 'a token is revoked, never removed'); END;

-- The key of the values that make a device known; one row.
CREATE TABLE device_key (
	one INTEGER PRIMARY KEY CHECK (one = 1),
	key BLOB NOT NULL CHECK (length(key) = 32)
) STRICT;
