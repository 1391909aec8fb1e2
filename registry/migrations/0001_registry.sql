-- What the log says of the published revisions, in the form that questions need.
-- A row is written in the transaction of its entry and says the same.

CREATE TABLE revision (
	disclosure TEXT NOT NULL,
	revision   INTEGER NOT NULL CHECK (revision >= 1),
	idx        INTEGER NOT NULL UNIQUE REFERENCES entry (idx) DEFERRABLE INITIALLY DEFERRED,
	action_id  TEXT NOT NULL,
	action     TEXT NOT NULL CHECK (action IN ('publish', 'correct', 'withdraw')),
	sha256     TEXT NOT NULL CHECK (length(sha256) = 64),
	size       INTEGER NOT NULL CHECK (size > 0),
	publisher  TEXT NOT NULL,
	at         INTEGER NOT NULL, -- seconds since 1970, UTC: when it was logged
	first_at   INTEGER NOT NULL, -- the same, as the text says of revision 1
	PRIMARY KEY (disclosure, revision)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER revision_follows BEFORE INSERT ON revision
WHEN NEW.revision IS NOT (SELECT coalesce(max(revision), 0) + 1 FROM revision WHERE disclosure = NEW.disclosure)
BEGIN SELECT RAISE(ABORT, 'a revision must follow the last one'); END;

CREATE TRIGGER revision_ends BEFORE INSERT ON revision
WHEN EXISTS (SELECT 1 FROM revision WHERE disclosure = NEW.disclosure AND revision = NEW.revision - 1 AND action = 'withdraw')
BEGIN SELECT RAISE(ABORT, 'nothing follows a withdrawal'); END;

CREATE TRIGGER revision_stays BEFORE UPDATE ON revision
BEGIN SELECT RAISE(ABORT, 'a revision never changes'); END;

CREATE TRIGGER revision_remains BEFORE DELETE ON revision
BEGIN SELECT RAISE(ABORT, 'a revision is never removed'); END;

-- Revisions whose bytes the operator removed. Their rows and hashes stay.
CREATE TABLE erasure (
	disclosure TEXT NOT NULL,
	revision   INTEGER NOT NULL,
	idx        INTEGER NOT NULL UNIQUE REFERENCES entry (idx) DEFERRABLE INITIALLY DEFERRED,
	reason     TEXT NOT NULL,    -- private
	PRIMARY KEY (disclosure, revision),
	FOREIGN KEY (disclosure, revision) REFERENCES revision (disclosure, revision)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER erasure_stays BEFORE UPDATE ON erasure
BEGIN SELECT RAISE(ABORT, 'an erasure never changes'); END;

CREATE TRIGGER erasure_remains BEFORE DELETE ON erasure
BEGIN SELECT RAISE(ABORT, 'an erasure is never removed'); END;

-- How far each follower has read the log.
CREATE TABLE cursor (
	name TEXT PRIMARY KEY,
	next INTEGER NOT NULL CHECK (next >= 0) -- index of the first entry that it has not seen
) STRICT, WITHOUT ROWID;
