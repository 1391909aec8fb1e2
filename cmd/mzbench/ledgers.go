package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"mingzhang/account"
	"mingzhang/content"
	"mingzhang/database"
	"mingzhang/desk"
	"mingzhang/ledger"
	"mingzhang/registry"
	"mingzhang/trail"
)

// office is what publishes, in this process and in a folder of its own.
type office struct {
	db       *database.DB
	key      *ledger.Key
	registry *registry.Registry
	desk     *desk.Desk
}

// withOffice runs use with an empty office, on the disk of the work folder.
func (b *bench) withOffice(use func(*office) error) error {
	if err := os.MkdirAll(b.folder(), 0o755); err != nil {
		return fmt.Errorf("making the folder of the benches: %w; choose another with -work", err)
	}
	dir, err := os.MkdirTemp(b.folder(), "office-*")
	if err != nil {
		return fmt.Errorf("making a folder to publish into: %w", err)
	}
	o, err := openOffice(b.ctx, dir)
	if err == nil {
		err = errors.Join(use(o), o.db.Close())
	}
	return errors.Join(err, os.RemoveAll(dir))
}

func openOffice(ctx context.Context, dir string) (*office, error) {
	o := &office{}
	var err error
	others := []owner{{"registry", registry.Migrations}, {"trail", trail.Migrations}, {"desk", desk.Migrations}}
	if o.db, o.key, err = openLog(ctx, dir, others...); err != nil {
		return nil, err
	}
	o.registry, err = registry.Open(ctx, registry.Config{Folder: dir, DB: o.db, Key: o.key})
	if err == nil {
		o.desk, err = desk.Open(ctx, desk.Config{Folder: dir, DB: o.db, Registry: o.registry, Units: unions{}})
	}
	if err == nil {
		err = o.desk.Resume(ctx)
	}
	if err != nil {
		return nil, errors.Join(err, o.db.Close())
	}
	return o, nil
}

// owner is a package that has tables.
type owner struct {
	name  string
	steps fs.FS
}

// openLog opens a database with the tables of the log and those of others.
func openLog(ctx context.Context, dir string, others ...owner) (*database.DB, *ledger.Key, error) {
	var steps []database.Migration
	for _, o := range append([]owner{{"ledger", ledger.Migrations}}, others...) {
		more, err := database.Steps(o.name, o.steps)
		if err != nil {
			return nil, nil, fmt.Errorf("reading the steps of the database: %w", err)
		}
		steps = append(steps, more...)
	}
	key, err := ledger.LoadOrCreateKey(filepath.Join(dir, "log.key"), "bench.example/log")
	if err != nil {
		return nil, nil, err
	}
	db, err := database.Open(ctx, filepath.Join(dir, "mingzhang.db"), steps)
	return db, key, err
}

// union is the unit that publishes, invented as all of them.
const union = "玉溪市总工会"

// unions knows one unit.
type unions struct{}

// Unit gives it.
func (unions) Unit(context.Context, string) (account.Unit, error) {
	return account.Unit{ID: content.PublisherID(union), Name: union, Region: "530400"}, nil
}
