package trail

import (
	"context"
	"errors"
	"strings"
	"testing"

	"mingzhang/database"
)

// TestTriggers shows that the database refuses what the program never does.
func TestTriggers(t *testing.T) {
	db := open(t)
	add(t, db, 1, 3)
	row := "(id, at, actor, action, subject, note, prev_hash, hash) VALUES "
	for _, statement := range []string{
		"UPDATE trail SET note = 'x' WHERE id = 2",
		"DELETE FROM trail WHERE id = 3",
		"DELETE FROM trail",
		"INSERT INTO trail " + row + "(5, 0, 'a', 'b.c', '', '', (SELECT hash FROM trail WHERE id = 3), randomblob(32))",
		"INSERT INTO trail " + row + "(4, 0, 'a', 'b.c', '', '', randomblob(32), randomblob(32))",
		"REPLACE INTO trail " + row + "(3, 0, 'a', 'b.c', '', '', (SELECT hash FROM trail WHERE id = 2), randomblob(32))",
		"INSERT INTO trail " + row + "(4, 0, 'a', 'b.c', '', '', (SELECT hash FROM trail WHERE id = 3), zeroblob(3))",
	} {
		err := db.Write(context.Background(), func(tx *database.Tx) error { _, err := tx.Exec(statement); return err })
		if !errors.Is(err, database.ErrConflict) {
			t.Errorf("%s: %v; want ErrConflict", statement, err)
		}
	}
	if head, err := verify(t, db); err != nil || head.ID != 3 {
		t.Errorf("afterwards: %+v, %v", head, err)
	}
}

// TestVerifyFindsTampering goes behind the triggers, as somebody with the file can.
func TestVerifyFindsTampering(t *testing.T) {
	swap := `UPDATE trail SET id = -2 WHERE id = 2; UPDATE trail SET id = 2 WHERE id = 3; UPDATE trail SET id = 3 WHERE id = -2`
	for _, c := range []struct{ name, statements, says string }{
		{"a note", "UPDATE trail SET note = 'x' WHERE id = 2", "event 2 is not the one"},
		{"an actor", "UPDATE trail SET actor = 'a2' WHERE id = 5", "event 5 is not the one"},
		{"an action", "UPDATE trail SET action = 'draft.open' WHERE id = 1", "event 1 is not the one"},
		{"a time", "UPDATE trail SET at = at + 1 WHERE id = 3", "event 3 is not the one"},
		{"a letter that moved", "UPDATE trail SET subject = 'd3v', note = 'ersion 3' WHERE id = 3", "event 3 is not the one"},
		{"a hash", "UPDATE trail SET hash = randomblob(32) WHERE id = 3", "event 3 is not the one"},
		{"the hash before", "UPDATE trail SET prev_hash = randomblob(32) WHERE id = 3", "event 3 does not follow"},
		{"the first removed", "DELETE FROM trail WHERE id = 1", "event 1 is missing"},
		{"one removed", "DELETE FROM trail WHERE id = 3", "event 3 is missing"},
		{"one removed and numbered anew", "DELETE FROM trail WHERE id = 3; UPDATE trail SET id = id - 1 WHERE id > 3", "event 3 does not follow"},
		{"the last removed", "DELETE FROM trail WHERE id = 5", "ends with event 4 and had 5"},
		{"all removed", "DELETE FROM trail", "ends with event 0 and had 5"},
		{"two changed places", swap, "event 2 does not follow"},
		{"one put in", "INSERT INTO trail SELECT 6, at, actor, action, subject, note, hash, randomblob(32) FROM trail WHERE id = 5", "event 6 is not the one"},
	} {
		t.Run(c.name, func(t *testing.T) {
			db := open(t)
			add(t, db, 1, 5)
			tamper(t, db, c.statements)
			if _, err := verify(t, db); !errors.Is(err, ErrDamaged) || !strings.Contains(err.Error(), c.says) {
				t.Errorf("got %v; want ErrDamaged with %q", err, c.says)
			}
		})
	}
}

// tamper removes the triggers and runs statements.
func tamper(t testing.TB, db *database.DB, statements string) {
	t.Helper()
	all := "DROP TRIGGER trail_follows; DROP TRIGGER trail_stays; DROP TRIGGER trail_remains; " + statements
	err := db.Write(context.Background(), func(tx *database.Tx) error {
		for statement := range strings.SplitSeq(all, ";") {
			if _, err := tx.Exec(statement); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// TestKnownHeads shows that what was kept elsewhere finds a history that was
// written anew, with all its hashes, and one that was cut.
func TestKnownHeads(t *testing.T) {
	db := open(t)
	add(t, db, 1, 3)
	three, err := verify(t, db)
	if err != nil {
		t.Fatal(err)
	}
	add(t, db, 4, 2)
	if five, err := verify(t, db, Head{}, three); err != nil || five.ID != 5 {
		t.Errorf("a trail that went on: %+v, %v", five, err)
	}
	anew := open(t)
	add(t, anew, 2, 5)
	if _, err := verify(t, anew); err != nil {
		t.Fatal(err)
	}
	if _, err := verify(t, anew, three); !errors.Is(err, ErrDamaged) {
		t.Errorf("a history written anew: %v; want ErrDamaged", err)
	}
	short := open(t)
	add(t, short, 1, 2)
	if _, err := verify(t, short, three); !errors.Is(err, ErrDamaged) {
		t.Errorf("a history that was cut: %v; want ErrDamaged", err)
	}
}
