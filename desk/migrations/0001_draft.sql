-- Drafts on their way to the public. Times are milliseconds since 1970, UTC;
-- 0 = never. What a list shows stands in draft and is masked; what is private
-- stands in draft_body, whose row goes when the draft is published or discarded.

CREATE TABLE draft (
	id         TEXT PRIMARY KEY,
	unit       TEXT NOT NULL,
	action     TEXT NOT NULL CHECK (action IN ('publish', 'correct', 'withdraw')),
	state      TEXT NOT NULL CHECK (state IN ('open', 'submitted', 'approved', 'published', 'discarded')),
	version    INTEGER NOT NULL CHECK (version > 0),
	disclosure TEXT NOT NULL,     -- id of what is corrected or withdrawn, or was published; else ''
	base       INTEGER NOT NULL,  -- revision that it was made from; 0 for a first publication
	reason     TEXT NOT NULL,     -- of a correction or withdrawal; public
	kind       TEXT NOT NULL,
	title      TEXT NOT NULL,
	year       INTEGER NOT NULL,
	amount     TEXT NOT NULL,     -- yuan with two decimals; '' = unknown
	file       TEXT NOT NULL,     -- name of the original; '' = none
	original   TEXT NOT NULL,     -- SHA-256 of its bytes; '' = none
	findings   INTEGER NOT NULL,  -- open ones
	undecided  INTEGER NOT NULL,  -- pieces of personal data
	problems   INTEGER NOT NULL,
	planned    INTEGER NOT NULL,  -- when it is to be published
	held       TEXT NOT NULL,     -- code of what kept a planned publication back; '' = nothing
	created    INTEGER NOT NULL,
	creator    TEXT NOT NULL,
	changed    INTEGER NOT NULL,
	changer    TEXT NOT NULL,
	submitted  INTEGER NOT NULL,
	submitter  TEXT NOT NULL,
	approved   INTEGER NOT NULL,
	approver   TEXT NOT NULL,
	published  INTEGER NOT NULL,
	revision   INTEGER NOT NULL,
	sha256     TEXT NOT NULL,     -- of the published Markdown
	entry      INTEGER NOT NULL   -- index in the log; -1 = not published
) STRICT, WITHOUT ROWID;

CREATE INDEX draft_unit ON draft (unit, state, changed);
CREATE INDEX draft_state ON draft (state, changed);
CREATE INDEX draft_original ON draft (original) WHERE original <> '';
CREATE INDEX draft_planned ON draft (planned) WHERE state = 'approved' AND planned > 0;

CREATE TRIGGER draft_remains BEFORE DELETE ON draft
BEGIN SELECT RAISE(ABORT, 'a draft is discarded, never removed'); END;

CREATE TRIGGER draft_ends BEFORE UPDATE ON draft WHEN OLD.state IN ('published', 'discarded')
BEGIN SELECT RAISE(ABORT, 'a draft that was published or discarded never changes'); END;

CREATE TABLE draft_body (
	draft     TEXT PRIMARY KEY REFERENCES draft (id),
	origin    BLOB NOT NULL,  -- content.Disclosure as it was read or is published
	edit      BLOB NOT NULL,  -- Edit
	known     BLOB NOT NULL,  -- audit.Personal of the whole file
	decisions BLOB NOT NULL,  -- publish.Decision
	notes     BLOB NOT NULL   -- what was left out of the file
) STRICT;

-- Who uploaded, edited or decided on a draft: they cannot approve it.
CREATE TABLE draft_editor (
	draft   TEXT NOT NULL REFERENCES draft (id),
	account TEXT NOT NULL,
	PRIMARY KEY (draft, account)
) STRICT, WITHOUT ROWID;

CREATE TABLE draft_review (
	id      INTEGER PRIMARY KEY,
	draft   TEXT NOT NULL REFERENCES draft (id),
	version INTEGER NOT NULL,  -- that was looked at
	account TEXT NOT NULL,
	verdict TEXT NOT NULL CHECK (verdict IN ('returned', 'approved')),
	comment TEXT NOT NULL,
	at      INTEGER NOT NULL
) STRICT;

CREATE INDEX draft_review_draft ON draft_review (draft, id);

-- Uploads, so that one that is repeated gives the same drafts.
CREATE TABLE draft_upload (
	unit        TEXT NOT NULL,
	key         TEXT NOT NULL,
	fingerprint TEXT NOT NULL,  -- of names and bytes
	account     TEXT NOT NULL,
	at          INTEGER NOT NULL,
	result      BLOB NOT NULL,  -- Uploaded
	PRIMARY KEY (unit, key)
) STRICT, WITHOUT ROWID;
