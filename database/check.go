package database

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
)

// quickCheck looks for damage, as far as it comes in checkTimeout: what a large
// database has beyond that is left to Check.
func quickCheck(ctx context.Context, pool *sql.DB) error {
	limited, cancel := context.WithTimeout(ctx, checkTimeout)
	defer cancel()
	err := findDamage(limited, pool, "PRAGMA quick_check(3)")
	if limited.Err() != nil && ctx.Err() == nil && !errors.Is(err, ErrDamaged) {
		return nil
	}
	return err
}

// Check looks at every page, row, index and reference and gives ErrDamaged with
// the first findings. It reads the whole file, beside running transactions.
func (db *DB) Check(ctx context.Context) error {
	if err := findDamage(ctx, db.reader, "PRAGMA integrity_check(10)"); err != nil {
		return explain(err)
	}
	var broken int
	if err := db.reader.QueryRowContext(ctx, "SELECT count(*) FROM pragma_foreign_key_check").Scan(&broken); err != nil {
		return fmt.Errorf("checking references: %w", explain(err))
	}
	if broken > 0 {
		return fmt.Errorf("%w (%d rows refer to rows that are missing)", ErrDamaged, broken)
	}
	return nil
}

// findDamage runs one of SQLite's checks, which answer "ok" or a row a finding.
func findDamage(ctx context.Context, pool *sql.DB, check string) error {
	rows, err := pool.QueryContext(ctx, check)
	if err != nil {
		return fmt.Errorf("checking the database: %w", explain(err))
	}
	defer rows.Close()
	var findings []string
	for rows.Next() {
		var finding string
		if err := rows.Scan(&finding); err != nil {
			return fmt.Errorf("checking the database: %w", err)
		}
		findings = append(findings, finding)
	}
	if err := rows.Err(); err != nil {
		return fmt.Errorf("checking the database: %w", explain(err))
	}
	if len(findings) != 1 || findings[0] != "ok" {
		return fmt.Errorf("%w (%s)", ErrDamaged, strings.Join(findings, "; "))
	}
	return nil
}
