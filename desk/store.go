package desk

import (
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"mingzhang/content"
	"mingzhang/database"
)

// columns are those of a draft, in the order in which they are scanned and set.
const columns = `id, unit, action, state, version, disclosure, base, reason, kind, title, year, amount, file, original,
	findings, undecided, problems, planned, held, created, creator, changed, changer, submitted, submitter, approved, approver,
	published, revision, sha256, entry`

// scanner is a row of the database.
type scanner interface{ Scan(to ...any) error }

// moment is a time as the database has it.
type moment struct{ to *time.Time }

// Scan reads milliseconds since 1970; 0 = never.
func (m moment) Scan(value any) error {
	ms, ok := value.(int64)
	if !ok {
		return fmt.Errorf("reading a time: %v is no number", value)
	}
	*m.to = time.Time{}
	if ms != 0 {
		*m.to = time.UnixMilli(ms).UTC()
	}
	return nil
}

// millis is what moment reads.
func millis(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.UnixMilli()
}

// scanDraft reads one row.
func scanDraft(row scanner) (d Draft, err error) {
	var r Receipt
	err = row.Scan(&d.ID, &d.Unit, &d.Action, &d.State, &d.Version, &d.Disclosure, &d.Base, &d.Reason, &d.Kind, &d.Title, &d.Year, &d.Amount,
		&d.File, &d.Original, &d.Findings, &d.Undecided, &d.Problems, moment{&d.Planned}, &d.Held, moment{&d.Created}, &d.Creator,
		moment{&d.Changed}, &d.Changer, moment{&d.Submitted}, &d.Submitter, moment{&d.Approved}, &d.Approver,
		moment{&r.Published}, &r.Revision, &r.SHA256, &r.Index)
	if d.State == StatePublished {
		r.Disclosure = string(d.Disclosure)
		d.Receipt = &r
	}
	return d, err
}

// values gives a draft as the columns have it.
func (d *Draft) values() []any {
	r := Receipt{Index: -1}
	if d.Receipt != nil {
		r = *d.Receipt
	}
	return []any{
		d.ID, d.Unit, string(d.Action), string(d.State), d.Version, string(d.Disclosure), d.Base, string(d.Reason), string(d.Kind), d.Title, int(d.Year),
		string(d.Amount), string(d.File), string(d.Original), d.Findings, d.Undecided, d.Problems, millis(d.Planned), string(d.Held),
		millis(d.Created), d.Creator, millis(d.Changed), d.Changer, millis(d.Submitted), string(d.Submitter), millis(d.Approved), string(d.Approver),
		millis(r.Published), r.Revision, r.SHA256, r.Index,
	}
}

// loadDraft reads a draft; ErrNotFound when there is none.
func loadDraft(tx *database.Tx, id string) (Draft, error) {
	d, err := scanDraft(tx.QueryRow("SELECT "+columns+" FROM draft WHERE id = ?", id))
	if errors.Is(err, database.ErrNone) {
		return Draft{}, ErrNotFound
	}
	if err != nil {
		return Draft{}, fmt.Errorf("reading the draft %.40q: %w", id, err)
	}
	return d, nil
}

// addDraft writes a new draft with its body.
func addDraft(tx *database.Tx, d *Draft, b *body) error {
	if _, err := tx.Exec("INSERT INTO draft ("+columns+") VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)", d.values()...); err != nil {
		return fmt.Errorf("keeping a draft: %w", err)
	}
	return putBody(tx, d.ID, b)
}

// putDraft writes a draft that is there.
func putDraft(tx *database.Tx, d *Draft) error {
	_, err := tx.Exec("UPDATE draft SET ("+columns+") = (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?) WHERE id = ?", append(d.values(), d.ID)...)
	if err != nil {
		return fmt.Errorf("keeping the draft %s: %w", d.ID, err)
	}
	return nil
}

// putBody writes the private part of a draft.
func putBody(tx *database.Tx, id string, b *body) error {
	args := []any{id}
	for _, part := range []any{b.origin, b.edit, b.known, b.decisions, b.notes} {
		data, err := json.Marshal(part)
		if err != nil {
			return fmt.Errorf("writing the draft %s: %w", id, err)
		}
		args = append(args, data)
	}
	if _, err := tx.Exec("REPLACE INTO draft_body (draft, origin, edit, known, decisions, notes) VALUES (?, ?, ?, ?, ?, ?)", args...); err != nil {
		return fmt.Errorf("keeping the text of the draft %s: %w", id, err)
	}
	return nil
}

// loadBody reads the private part of a draft; nil when it is wiped.
func loadBody(tx *database.Tx, id string) (*body, error) {
	var parts [5][]byte
	err := tx.QueryRow("SELECT origin, edit, known, decisions, notes FROM draft_body WHERE draft = ?", id).
		Scan(&parts[0], &parts[1], &parts[2], &parts[3], &parts[4])
	if errors.Is(err, database.ErrNone) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("reading the text of the draft %s: %w", id, err)
	}
	b := &body{origin: new(content.Disclosure)}
	for i, part := range []any{b.origin, &b.edit, &b.known, &b.decisions, &b.notes} {
		if err := json.Unmarshal(parts[i], part); err != nil {
			return nil, fmt.Errorf("reading the text of the draft %s: %w", id, err)
		}
	}
	return b, nil
}

// wipe removes what is private of a draft. The database overwrites what it
// deletes; see Desk.scrub for its journal.
func wipe(tx *database.Tx, id string) error {
	if _, err := tx.Exec("DELETE FROM draft_body WHERE draft = ?", id); err != nil {
		return fmt.Errorf("wiping the text of the draft %s: %w", id, err)
	}
	return nil
}

// addEditor notes who had a hand in a draft.
func addEditor(tx *database.Tx, id, account string) error {
	if _, err := tx.Exec("INSERT INTO draft_editor (draft, account) VALUES (?, ?) ON CONFLICT DO NOTHING", id, account); err != nil {
		return fmt.Errorf("noting an editor of the draft %s: %w", id, err)
	}
	return nil
}

// editors lists who had a hand in a draft.
func editors(tx *database.Tx, id string) ([]string, error) {
	return list(tx, func(row scanner) (account string, err error) { return account, row.Scan(&account) },
		"SELECT account FROM draft_editor WHERE draft = ? ORDER BY account", id)
}

// reviews lists what was said of a draft, in order.
func reviews(tx *database.Tx, id string) ([]Review, error) {
	return list(tx, func(row scanner) (r Review, err error) {
		return r, row.Scan(&r.Version, &r.Account, &r.Verdict, &r.Comment, moment{&r.At})
	}, "SELECT version, account, verdict, comment, at FROM draft_review WHERE draft = ? ORDER BY id", id)
}

// list gives the rows of a question, never nil.
func list[T any](tx *database.Tx, scan func(scanner) (T, error), query string, args ...any) ([]T, error) {
	rows, err := tx.Query(query, args...)
	if err != nil {
		return nil, fmt.Errorf("asking the desk: %w", err)
	}
	defer rows.Close()
	out := []T{}
	for rows.Next() {
		one, err := scan(rows)
		if err != nil {
			return nil, fmt.Errorf("reading a row of the desk: %w", err)
		}
		out = append(out, one)
	}
	if err := rows.Err(); err != nil {
		return nil, fmt.Errorf("reading the desk: %w", err)
	}
	return out, nil
}
