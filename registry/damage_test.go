package registry

import (
	"errors"
	"fmt"
	"os"
	"strings"
	"testing"

	"mingzhang/content"
	"mingzhang/database"
)

// TestDamageIsFound damages texts and rows: Content and Fsck tell, and a new
// registry is not opened.
func TestDamageIsFound(t *testing.T) {
	place := func(b *bench, i, revision int) string { return b.place(content.RevisionPath(project(i).ID, revision)) }
	flip := func(b *bench, name string) error {
		text, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		text[len(text)/2] ^= 1
		return os.WriteFile(name, text, 0o644)
	}
	for name, c := range map[string]struct {
		damage func(*bench) error
		want   string
	}{
		"a bit of a text":   {func(b *bench) error { return flip(b, place(b, 1, 1)) }, "has other bytes"},
		"a text is missing": {func(b *bench) error { return os.Remove(place(b, 1, 1)) }, "is missing"},
		"a text is longer": {func(b *bench) error {
			return os.WriteFile(place(b, 1, 1), make([]byte, content.MaxMarkdown+1), 0o644)
		}, "more than"},
		"an erased text is back": {func(b *bench) error { return os.WriteFile(place(b, 2, 1), []byte("---"), 0o644) }, ""},
		"a row says otherwise": {func(b *bench) error {
			b.exec("DROP TRIGGER revision_stays", "UPDATE revision SET size = size + 1 WHERE idx = 0")
			return nil
		}, "says otherwise"},
		"a row is missing": {func(b *bench) error {
			b.exec("DROP TRIGGER revision_remains", "DELETE FROM revision WHERE idx = 0")
			return nil
		}, "the row of"},
		"a row too many": {func(b *bench) error {
			b.exec("PRAGMA defer_foreign_keys = 1", "INSERT INTO revision SELECT '530402-2030-aaaaaa', 1, 2, 'x', action, sha256, size, publisher, at, first_at FROM revision WHERE idx = 0")
			return nil
		}, ""},
		"an erasure is forgotten": {func(b *bench) error {
			b.exec("DROP TRIGGER erasure_remains", "DELETE FROM erasure")
			return nil
		}, "is not erased"},
		"an entry was changed": {func(b *bench) error {
			b.exec("DROP TRIGGER entry_stays", "UPDATE entry SET data = CAST(replace(CAST(data AS TEXT), 'publish', 'correct') AS BLOB) WHERE idx = 0")
			return nil
		}, "log"},
	} {
		t.Run(name, func(t *testing.T) {
			b := newBench(t)
			b.mustDo(publishing(1))
			b.mustDo(publishing(2))
			b.mustDo(following(Erase, 2, 1))
			if err := c.damage(b); err != nil {
				t.Fatal(err)
			}
			report, err := b.Fsck(b.ctx)
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("Fsck = %+v, %v; want %q", report, err, c.want)
			}
			opened := b.reopen()
			if refused := c.want != ""; refused != (opened != nil) {
				t.Errorf("opened again: %v", opened)
			}
		})
	}
}

// TestContentOfDamage reads texts that are not what was published.
func TestContentOfDamage(t *testing.T) {
	b := newBench(t)
	b.mustDo(publishing(1))
	revision, err := b.Revision(b.ctx, project(1).ID, 1)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(b.place(revision.Path()), []byte("---\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	if text, err := b.Content(b.ctx, revision); !errors.Is(err, ErrDamaged) || text != nil {
		t.Errorf("Content = %q, %v", text, err)
	}
	b.mustDo(following(Erase, 1, 1))
	if text, err := b.Content(b.ctx, revision); !errors.Is(err, ErrErased) || text != nil { // as it was asked before
		t.Errorf("Content = %q, %v", text, err)
	}
	receipt := b.mustDo(following(Withdraw, 1, 1)) // by the facts that the act gives
	tombstone, err := b.Revision(b.ctx, project(1).ID, 0)
	if err != nil {
		t.Fatal(err)
	}
	text, err := b.Content(b.ctx, tombstone)
	if err != nil || receipt.Entry != tombstone.Entry || !strings.Contains(string(text), "title: "+project(1).Title) || strings.Contains(string(text), "##") {
		t.Errorf("the tombstone is %q, %v", text, err)
	}
}

// TestRulesOfTheTables tries what no program may do to the rows.
func TestRulesOfTheTables(t *testing.T) {
	b := newBench(t)
	b.mustDo(publishing(1))
	b.mustDo(following(Withdraw, 1, 1))
	b.mustDo(publishing(2))
	b.mustDo(following(Erase, 2, 1))
	copied := func(disclosure string, revision, index int, action string) string {
		return fmt.Sprintf("INSERT INTO revision SELECT '%s', %d, %d, 'x', '%s', sha256, size, publisher, at, first_at FROM revision WHERE idx = 0",
			disclosure, revision, index, action)
	}
	for want, statement := range map[string]string{
		"must follow the last one":    copied(project(2).ID, 3, 9, "correct"),
		"nothing follows":             copied(project(1).ID, 3, 9, "correct"),
		"action IN":                   copied(project(2).ID, 2, 9, "erase"),
		"UNIQUE":                      copied(project(2).ID, 2, 0, "correct"),
		"FOREIGN KEY":                 copied(project(2).ID, 2, 9, "correct"),
		"a revision never changes":    "UPDATE revision SET at = 0",
		"a revision is never removed": "DELETE FROM revision",
		"an erasure never changes":    "UPDATE erasure SET reason = ''",
		"an erasure is never removed": "DELETE FROM erasure",
		"next >= 0":                   "INSERT INTO cursor VALUES ('x', -1)",
	} {
		err := b.db.Write(b.ctx, func(tx *database.Tx) error { _, err := tx.Exec(statement); return err })
		if !errors.Is(err, database.ErrConflict) || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v; want %q", statement, err, want)
		}
	}
}
