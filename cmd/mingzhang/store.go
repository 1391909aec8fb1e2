package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"mingzhang/account"
	"mingzhang/content"
	"mingzhang/database"
	"mingzhang/desk"
	"mingzhang/ledger"
	"mingzhang/registry"
	"mingzhang/trail"
)

// store is what a data folder keeps for ever: the database with the log, and the
// published texts.
type store struct {
	db       *database.DB
	registry *registry.Registry
	content  fs.FS // published revisions
	accounts *account.Store
	folder   string
}

// schema lists the steps of all tables, in the order in which they are applied.
func schema() ([]database.Migration, error) {
	var steps []database.Migration
	for _, owner := range []struct {
		name  string
		files fs.FS
	}{
		{"ledger", ledger.Migrations}, {"registry", registry.Migrations}, {"trail", trail.Migrations},
		{"account", account.Migrations}, {"desk", desk.Migrations},
	} {
		more, err := database.Steps(owner.name, owner.files)
		if err != nil {
			return nil, fmt.Errorf("reading the steps of the database: %w", err)
		}
		steps = append(steps, more...)
	}
	return steps, nil
}

// openStore takes the data folder for this process. In a new one everything is
// made, and what lies in its content folder is published; in an empty one the
// disclosures that ship with the program.
func openStore(ctx context.Context, o *options, log *slog.Logger) (*store, error) {
	steps, err := schema()
	if err != nil {
		return nil, err
	}
	db, err := database.Open(ctx, filepath.Join(o.data, "mingzhang.db"), steps)
	if errors.Is(err, database.ErrInUse) {
		return nil, fmt.Errorf("the data folder %s is in use by another mingzhang; stop that one or choose another folder with --data (%w)", o.data, err)
	}
	if err != nil {
		return nil, fmt.Errorf("the data folder %s cannot be used: %w; choose another one with --data or mend it", o.data, err)
	}
	s := &store{db: db, folder: o.data, content: os.DirFS(filepath.Join(o.data, "content"))}
	if err := s.open(ctx, o, log); err != nil {
		return nil, errors.Join(err, db.Close())
	}
	return s, nil
}

func (s *store) open(ctx context.Context, o *options, log *slog.Logger) error {
	if err := os.MkdirAll(filepath.Join(o.data, "content"), 0o755); err != nil {
		return fmt.Errorf("making the content folder: %w", err)
	}
	key, err := openKey(filepath.Join(o.data, "log.key"), o.publicURL, log)
	if err != nil {
		return err
	}
	s.registry, err = registry.Open(ctx, registry.Config{Folder: o.data, DB: s.db, Key: key, Log: log})
	if err != nil {
		return err
	}
	if s.accounts, err = account.Open(ctx, account.Config{DB: s.db, Log: log, NeedCode: o.needCode}); err != nil {
		return err
	}
	adopted, err := s.registry.Adopt(ctx, content.Shipped())
	if err != nil {
		return err
	}
	if adopted.Revisions > 0 {
		log.Info("revisions of the content folder were published", slog.Int("revisions", adopted.Revisions))
	}
	if adopted.Refused > 0 {
		log.Warn("some files of the content folder cannot be published and are left alone",
			slog.Int("files", adopted.Refused), slog.Any("problems", adopted.Problems))
	}
	return nil
}

func (s *store) close() error { return s.db.Close() }

// openKey reads the key of the log. The first time it is made, and the log gets
// its name from the host of the public URL, for ever.
func openKey(path, publicURL string, log *slog.Logger) (*ledger.Key, error) {
	origin, err := keptOrigin(path)
	if err == nil {
		return ledger.LoadOrCreateKey(path, origin)
	}
	if !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	if origin, err = originOf(publicURL); err != nil {
		return nil, err
	}
	key, err := ledger.LoadOrCreateKey(path, origin)
	if err == nil {
		log.Info("a new log begins; keep a copy of its key, and publish the verifier key where readers trust it",
			slog.String("file", path), slog.String("verifier_key", key.VerifierKey()))
	}
	return key, err
}

// keptOrigin reads the name of the log from its key: PRIVATE+KEY+name+hash+key.
func keptOrigin(path string) (string, error) {
	b, err := os.ReadFile(path)
	if err != nil {
		return "", fmt.Errorf("reading the key of the log: %w", err)
	}
	parts := strings.Split(string(b), "+")
	if len(parts) < 5 || !slices.Equal(parts[:2], []string{"PRIVATE", "KEY"}) {
		return "", fmt.Errorf("%s is no key of a log; bring it back from a backup", path)
	}
	return parts[2], nil
}

// originOf names a log after the place where it is read.
func originOf(publicURL string) (string, error) {
	u, err := url.Parse(publicURL)
	if err != nil || u.Host == "" {
		return "", fmt.Errorf("--public-url is %q; want the URL under which readers reach the portal, such as https://example.org", publicURL)
	}
	return u.Host + "/log", nil
}
