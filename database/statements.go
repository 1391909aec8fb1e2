package database

import (
	"context"
	"database/sql/driver"
	"errors"
	"fmt"
)

// keptStatements is how many statements a connection keeps prepared at most: some
// more than the program has. One takes a few KB.
const keptStatements = 256

// connector opens connections that keep their statements prepared. Reading a
// statement costs SQLite more than running it. The pools of database/sql cannot
// do it: statements belong to a connection, and a transaction takes any.
type connector struct{ driver.Connector }

// Connect opens a connection.
func (c connector) Connect(ctx context.Context) (driver.Conn, error) {
	opened, err := c.Connector.Connect(ctx)
	if err != nil {
		return nil, err
	}
	inner, ok := opened.(connection)
	if !ok {
		return nil, errors.Join(fmt.Errorf("the SQLite driver gives a %T, which cannot prepare statements", opened), opened.Close())
	}
	return &keeper{connection: inner, kept: map[string]*statement{}}, nil
}

// connection is what the driver gives.
type connection interface {
	driver.Conn
	driver.ConnBeginTx
	driver.ConnPrepareContext
	driver.SessionResetter
	driver.Validator
}

// prepared is a statement of the driver.
type prepared interface {
	driver.Stmt
	driver.StmtExecContext
	driver.StmtQueryContext
}

// statement is one that is kept, or that runs now.
type statement struct {
	prepared
	query string
	used  int // turn of its last use
}

// keeper is a connection with the statements that do not run now. database/sql
// uses it from one goroutine at a time.
type keeper struct {
	connection
	kept map[string]*statement
	turn int
}

// Close closes what is kept, then the connection.
func (k *keeper) Close() error {
	var errs []error
	for _, s := range k.kept {
		errs = append(errs, s.Close())
	}
	clear(k.kept)
	return errors.Join(append(errs, k.connection.Close())...)
}

// ExecContext runs a statement that gives no rows.
func (k *keeper) ExecContext(ctx context.Context, query string, args []driver.NamedValue) (driver.Result, error) {
	s, err := k.take(ctx, query)
	if err != nil {
		return nil, err
	}
	result, err := s.ExecContext(ctx, args)
	return result, k.giveBack(s, err)
}

// QueryContext runs a statement that gives rows. It is back when they are closed.
func (k *keeper) QueryContext(ctx context.Context, query string, args []driver.NamedValue) (driver.Rows, error) {
	s, err := k.take(ctx, query)
	if err != nil {
		return nil, err
	}
	rows, err := s.QueryContext(ctx, args)
	if err != nil {
		return nil, k.giveBack(s, err)
	}
	return &lent{rows, k, s}, nil
}

// take gives the statement of a query to the caller alone: what asks the same
// while its rows are open gets another one.
func (k *keeper) take(ctx context.Context, query string) (*statement, error) {
	if s := k.kept[query]; s != nil {
		delete(k.kept, query)
		return s, nil
	}
	made, err := k.PrepareContext(ctx, query)
	if err != nil {
		return nil, err
	}
	p, ok := made.(prepared)
	if !ok {
		return nil, errors.Join(fmt.Errorf("the SQLite driver gives a %T, which takes no context", made), made.Close())
	}
	return &statement{prepared: p, query: query}, nil
}

// giveBack keeps a statement that has run. After an error, and beside another one
// of the same query, it is closed. It gives the error.
func (k *keeper) giveBack(s *statement, err error) error {
	if err != nil || k.kept[s.query] != nil {
		return errors.Join(err, s.Close())
	}
	if len(k.kept) >= keptStatements {
		if err := k.dropOldest(); err != nil {
			return errors.Join(err, s.Close())
		}
	}
	k.turn++
	s.used = k.turn
	k.kept[s.query] = s
	return nil
}

// dropOldest closes the statement that was not used for the longest time.
func (k *keeper) dropOldest() error {
	var oldest *statement
	for _, s := range k.kept {
		if oldest == nil || s.used < oldest.used {
			oldest = s
		}
	}
	delete(k.kept, oldest.query)
	return oldest.Close()
}

// lent are the rows of a statement that a keeper wants back.
type lent struct {
	driver.Rows
	keeper    *keeper
	statement *statement
}

// Close ends the rows.
func (l *lent) Close() error { return l.keeper.giveBack(l.statement, l.Rows.Close()) }
