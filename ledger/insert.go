package ledger

import (
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"
)

// rowsAtOnce is how many entries one statement writes. Reading the statement
// costs SQLite more than running it.
const rowsAtOnce = 50

// checkEntries refuses entries that can never be in the log together.
func checkEntries(entries []Entry) error {
	actions := make(map[string]bool, len(entries))
	for _, entry := range entries {
		if err := checkEntry(entry); err != nil {
			return err
		}
		if actions[entry.ActionID] {
			return fmt.Errorf("%w (action %s is given twice)", ErrDuplicate, entry.ActionID)
		}
		actions[entry.ActionID] = true
	}
	return nil
}

// checkEntry refuses what can never be an entry.
func checkEntry(e Entry) error {
	switch {
	case len(e.Data) == 0 || len(e.Data) > MaxEntry:
		return fmt.Errorf("%w: it has %d bytes; allowed are 1 to %d", ErrEntry, len(e.Data), MaxEntry)
	case e.ActionID == "" || len(e.ActionID) > maxActionID || !utf8.ValidString(e.ActionID):
		return fmt.Errorf("%w: the id of its action, %.40q, must be 1 to %d bytes of text", ErrEntry, e.ActionID, maxActionID)
	}
	return nil
}

// insert writes the entries.
func insert(tx Tx, next int64, entries []Entry) ([]int64, error) {
	indexes := make([]int64, len(entries))
	for i := range entries {
		indexes[i] = next + int64(i)
	}
	at := 0
	for some := range slices.Chunk(entries, rowsAtOnce) {
		if err := refuseLogged(tx, some); err != nil {
			return nil, err
		}
		args := make([]any, 0, 3*len(some))
		for i, entry := range some {
			args = append(args, indexes[at+i], entry.ActionID, entry.Data)
		}
		if _, err := tx.Exec("INSERT INTO entry (idx, action_id, data) VALUES "+list("(?, ?, ?)", len(some)), args...); err != nil {
			return nil, fmt.Errorf("writing entries from %d: %w", indexes[at], err)
		}
		at += len(some)
	}
	return indexes, nil
}

// refuseLogged gives ErrDuplicate when one of the actions is in the log.
func refuseLogged(tx Tx, entries []Entry) error {
	args := make([]any, len(entries))
	for i, entry := range entries {
		args[i] = entry.ActionID
	}
	var there int64
	var action string
	err := tx.QueryRow("SELECT idx, action_id FROM entry WHERE action_id IN ("+list("?", len(entries))+") LIMIT 1", args...).Scan(&there, &action)
	if errors.Is(err, sql.ErrNoRows) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("looking for the actions: %w", err)
	}
	return fmt.Errorf("%w (action %s has index %d)", ErrDuplicate, action, there)
}

// list repeats a part of a statement.
func list(part string, n int) string { return strings.Repeat(part+", ", n-1) + part }
