package database

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"strconv"
)

// Migration is one step of the schema. Steps of an owner are numbered from 1
// without gaps, are applied in the order of the list, each in a transaction of
// its own, and are never changed nor taken back once a release has them.
type Migration struct {
	Owner  string // package whose tables it makes
	Number int
	Name   string
	SQL    string
}

// String names the step for people.
func (m Migration) String() string { return fmt.Sprintf("%s/%04d_%s", m.Owner, m.Number, m.Name) }

// checksum tells whether a step is still the one that was applied.
func (m Migration) checksum() string {
	sum := sha256.Sum256([]byte(m.SQL))
	return hex.EncodeToString(sum[:])
}

// Steps reads the steps of an owner from its folder "migrations", whose files
// are named as in 0001_log.sql.
func Steps(owner string, files fs.FS) ([]Migration, error) {
	names, err := fs.Glob(files, "migrations/*")
	if err != nil {
		return nil, fmt.Errorf("listing the steps of %s: %w", owner, err)
	}
	pattern := regexp.MustCompile(`^(\d{4})_([a-z0-9-]+)\.sql$`)
	var steps []Migration
	for _, name := range names { // Glob sorts
		found := pattern.FindStringSubmatch(path.Base(name))
		if found == nil {
			return nil, fmt.Errorf("the step %s of %s is not named as in 0001_log.sql", name, owner)
		}
		text, err := fs.ReadFile(files, name)
		if err != nil {
			return nil, fmt.Errorf("reading the step %s of %s: %w", name, owner, err)
		}
		number, err := strconv.Atoi(found[1])
		if err != nil {
			return nil, fmt.Errorf("reading the number of %s: %w", name, err)
		}
		steps = append(steps, Migration{Owner: owner, Number: number, Name: found[2], SQL: string(text)})
	}
	return steps, checkNumbers(steps)
}

// checkNumbers refuses gaps and doubles.
func checkNumbers(steps []Migration) error {
	last := map[string]int{}
	for _, step := range steps {
		if step.Number != last[step.Owner]+1 {
			return fmt.Errorf("the step %s does not follow number %d of its owner", step, last[step.Owner])
		}
		last[step.Owner] = step.Number
	}
	return nil
}

// stepKey names a step that was applied.
type stepKey struct {
	owner  string
	number int
}

// migrationTable remembers the steps that were applied.
const migrationTable = `CREATE TABLE migration (
	owner    TEXT NOT NULL,
	number   INTEGER NOT NULL,
	name     TEXT NOT NULL,
	checksum TEXT NOT NULL, -- SHA-256 of the step, in hexadecimal
	PRIMARY KEY (owner, number)
) STRICT, WITHOUT ROWID`

// migrate applies the steps that are missing.
func (db *DB) migrate(ctx context.Context, steps []Migration) error {
	if err := checkNumbers(steps); err != nil {
		return err
	}
	if err := db.adopt(ctx); err != nil {
		return err
	}
	applied, err := appliedSteps(ctx, db.writer)
	if err != nil {
		return err
	}
	missing, err := missingSteps(steps, applied)
	if err != nil {
		return err
	}
	for _, step := range missing {
		if err := db.apply(ctx, step); err != nil {
			return err
		}
	}
	return nil
}

// adopt makes the table of steps in an empty file and refuses the database of
// another program.
func (db *DB) adopt(ctx context.Context) error {
	id, tables, err := identify(ctx, db.writer)
	if err != nil || id == applicationID {
		return err
	}
	if id != 0 || tables > 0 {
		return fmt.Errorf("%s is the database of another program; name another file", db.path)
	}
	return db.Write(ctx, func(tx *Tx) error {
		if _, err := tx.Exec(migrationTable); err != nil {
			return fmt.Errorf("making the table of steps: %w", err)
		}
		if _, err := tx.Exec(fmt.Sprintf("PRAGMA application_id = %d", applicationID)); err != nil {
			return fmt.Errorf("marking the database: %w", err)
		}
		return nil
	})
}

// identify tells whose file it is and how many tables it has.
func identify(ctx context.Context, pool *sql.DB) (id, tables int, err error) {
	err = errors.Join(
		pool.QueryRowContext(ctx, "PRAGMA application_id").Scan(&id),
		pool.QueryRowContext(ctx, "SELECT count(*) FROM sqlite_schema").Scan(&tables),
	)
	if err != nil {
		return 0, 0, fmt.Errorf("reading the schema: %w", err)
	}
	return id, tables, nil
}

// apply runs one step and remembers it.
func (db *DB) apply(ctx context.Context, step Migration) error {
	err := db.Write(ctx, func(tx *Tx) error {
		if _, err := tx.Exec(step.SQL); err != nil {
			return err
		}
		_, err := tx.Exec("INSERT INTO migration (owner, number, name, checksum) VALUES (?, ?, ?, ?)",
			step.Owner, step.Number, step.Name, step.checksum())
		return err
	})
	if err != nil {
		return fmt.Errorf("applying the step %s: %w", step, err)
	}
	return nil
}

// appliedSteps gives the checksums of the steps that were applied.
func appliedSteps(ctx context.Context, pool *sql.DB) (map[stepKey]string, error) {
	rows, err := pool.QueryContext(ctx, "SELECT owner, number, checksum FROM migration")
	if err != nil {
		return nil, fmt.Errorf("reading the steps of the schema: %w", err)
	}
	defer rows.Close()
	applied := map[stepKey]string{}
	for rows.Next() {
		var key stepKey
		var checksum string
		if err := rows.Scan(&key.owner, &key.number, &checksum); err != nil {
			return nil, fmt.Errorf("reading a step of the schema: %w", err)
		}
		applied[key] = checksum
	}
	if err := rows.Err(); err != nil {
		return nil, fmt.Errorf("reading the steps of the schema: %w", err)
	}
	return applied, nil
}

// missingSteps compares what this program has with what was applied.
func missingSteps(steps []Migration, applied map[stepKey]string) ([]Migration, error) {
	var missing []Migration
	known := map[stepKey]bool{}
	for _, step := range steps {
		key := stepKey{step.Owner, step.Number}
		known[key] = true
		switch checksum, done := applied[key]; {
		case !done:
			missing = append(missing, step)
		case checksum != step.checksum():
			return nil, fmt.Errorf("%w (step %s)", ErrChanged, step)
		}
	}
	for key := range applied {
		if !known[key] {
			return nil, fmt.Errorf("%w (it has step %s/%04d)", ErrNewer, key.owner, key.number)
		}
	}
	return missing, nil
}

// compareSchema refuses a schema that is not exactly the one of the steps.
func (db *DB) compareSchema(ctx context.Context, steps []Migration) error {
	id, _, err := identify(ctx, db.reader)
	if err != nil {
		return err
	}
	if id != applicationID {
		return fmt.Errorf("%s is no database of this program", db.path)
	}
	applied, err := appliedSteps(ctx, db.reader)
	if err != nil {
		return err
	}
	missing, err := missingSteps(steps, applied)
	if err == nil && len(missing) > 0 {
		err = fmt.Errorf("the database %s still lacks the step %s; start the portal once, which adds it", db.path, missing[0])
	}
	return err
}
