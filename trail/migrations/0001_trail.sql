-- Who did what. Rows are only ever added, one after the other: the triggers
-- refuse everything else, for every program that opens the file. AUTOINCREMENT
-- keeps the last number even when the last rows are taken away behind them.

CREATE TABLE trail (
	id        INTEGER PRIMARY KEY AUTOINCREMENT,  -- from 1 without gaps
	at        INTEGER NOT NULL,  -- milliseconds since 1970, UTC; by the clock of the machine
	actor     TEXT NOT NULL,
	action    TEXT NOT NULL,
	subject   TEXT NOT NULL,
	note      TEXT NOT NULL,
	prev_hash BLOB NOT NULL CHECK (length(prev_hash) = 32),
	hash      BLOB NOT NULL UNIQUE CHECK (length(hash) = 32)
) STRICT;

CREATE TRIGGER trail_follows BEFORE INSERT ON trail
WHEN NEW.id IS NOT (SELECT coalesce(max(id), 0) + 1 FROM trail)
	OR NEW.prev_hash IS NOT coalesce((SELECT hash FROM trail ORDER BY id DESC LIMIT 1), zeroblob(32))
BEGIN SELECT RAISE(ABORT, 'an event must follow the last one'); END;

CREATE TRIGGER trail_stays BEFORE UPDATE ON trail
BEGIN SELECT RAISE(ABORT, 'an event never changes'); END;

CREATE TRIGGER trail_remains BEFORE DELETE ON trail
BEGIN SELECT RAISE(ABORT, 'an event is never removed'); END;
