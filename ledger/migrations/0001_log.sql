-- The log. Rows are only ever added: the triggers refuse everything else, for
-- every program that opens the file.

CREATE TABLE entry (
	idx       INTEGER PRIMARY KEY,   -- place in the log, from 0 without gaps
	action_id TEXT NOT NULL UNIQUE,  -- what was done; the same act is never logged twice
	data      BLOB NOT NULL CHECK (length(data) BETWEEN 1 AND 65535)
) STRICT;

CREATE TRIGGER entry_follows BEFORE INSERT ON entry
WHEN NEW.idx IS NOT (SELECT coalesce(max(idx) + 1, 0) FROM entry)
BEGIN SELECT RAISE(ABORT, 'an entry must follow the last one'); END;

CREATE TRIGGER entry_stays BEFORE UPDATE ON entry
BEGIN SELECT RAISE(ABORT, 'an entry never changes'); END;

CREATE TRIGGER entry_remains BEFORE DELETE ON entry
BEGIN SELECT RAISE(ABORT, 'an entry is never removed'); END;

-- Hashes of the tree: the n-th tile of level l has up to 256 hashes of 32 bytes.
-- A tile only grows at its end, so that a narrower tile is a prefix of it.
CREATE TABLE tile (
	l    INTEGER NOT NULL CHECK (l BETWEEN 0 AND 63),
	n    INTEGER NOT NULL CHECK (n >= 0),
	data BLOB NOT NULL CHECK (length(data) BETWEEN 32 AND 8192 AND length(data) % 32 = 0),
	PRIMARY KEY (l, n)
) STRICT;

CREATE TRIGGER tile_grows BEFORE UPDATE ON tile
WHEN NEW.l IS NOT OLD.l OR NEW.n IS NOT OLD.n OR substr(NEW.data, 1, length(OLD.data)) IS NOT OLD.data
BEGIN SELECT RAISE(ABORT, 'a tile only grows'); END;

CREATE TRIGGER tile_remains BEFORE DELETE ON tile
BEGIN SELECT RAISE(ABORT, 'a tile is never removed'); END;

-- What was signed: one checkpoint a size, sizes and times never go back.
CREATE TABLE checkpoint (
	size INTEGER PRIMARY KEY CHECK (size >= 0),
	note TEXT NOT NULL,    -- signed note, as it is served
	at   INTEGER NOT NULL  -- seconds since 1970, UTC
) STRICT;

CREATE TRIGGER checkpoint_follows BEFORE INSERT ON checkpoint
WHEN EXISTS (SELECT 1 FROM checkpoint WHERE size >= NEW.size)
	OR NEW.at < (SELECT at FROM checkpoint ORDER BY size DESC LIMIT 1)
BEGIN SELECT RAISE(ABORT, 'a checkpoint must follow the last one'); END;

CREATE TRIGGER checkpoint_stays BEFORE UPDATE ON checkpoint
BEGIN SELECT RAISE(ABORT, 'a checkpoint never changes'); END;

CREATE TRIGGER checkpoint_remains BEFORE DELETE ON checkpoint
BEGIN SELECT RAISE(ABORT, 'a checkpoint is never removed'); END;
