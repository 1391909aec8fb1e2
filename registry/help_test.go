package registry

import (
	"context"
	"fmt"
	"log/slog"
	"path/filepath"
	"sync/atomic"
	"testing"
	"time"

	"mingzhang/content"
	"mingzhang/database"
	"mingzhang/ledger"
)

// origin names the log of the tests.
const origin = "log.example/mingzhang"

// noon is when the clock of the tests begins.
func noon() time.Time { return time.Date(2030, 1, 2, 12, 0, 0, 0, time.UTC) }

// bench is a registry in a data folder of its own.
type bench struct {
	testing.TB
	*Registry
	ctx     context.Context
	folder  string
	seconds atomic.Int64 // that the clock shows after noon
}

// newBench makes an empty registry.
func newBench(t testing.TB) *bench {
	t.Helper()
	b := &bench{TB: t, ctx: t.Context(), folder: t.TempDir()}
	if err := b.open(); err != nil {
		t.Fatal(err)
	}
	return b
}

// open opens database and registry of the folder.
func (b *bench) open() error {
	registry, err := openFolder(b.ctx, b.folder, func() time.Time { return noon().Add(time.Duration(b.seconds.Load()) * time.Second) })
	if err == nil {
		b.Registry = registry
		b.Cleanup(func() { _ = registry.db.Close() })
	}
	return err
}

// reopen closes the database and opens everything again.
func (b *bench) reopen() error {
	b.Helper()
	if err := b.db.Close(); err != nil {
		b.Fatal(err)
	}
	return b.open()
}

// openFolder opens a registry with its database and key.
func openFolder(ctx context.Context, folder string, now func() time.Time) (*Registry, error) {
	key, err := ledger.LoadOrCreateKey(filepath.Join(folder, "log.key"), origin)
	if err != nil {
		return nil, err
	}
	steps, err := allSteps()
	if err != nil {
		return nil, err
	}
	db, err := database.Open(ctx, filepath.Join(folder, "mingzhang.db"), steps)
	if err != nil {
		return nil, err
	}
	registry, err := Open(ctx, Config{Folder: folder, DB: db, Key: key, Now: now, Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		_ = db.Close()
	}
	return registry, err
}

// allSteps are the steps of the ledger, the registry and a table that stands for
// those of callers.
func allSteps() ([]database.Migration, error) {
	steps, err := database.Steps("ledger", ledger.Migrations)
	if err != nil {
		return nil, err
	}
	ours, err := database.Steps("registry", Migrations)
	steps = append(append(steps, ours...), database.Migration{Owner: "test", Number: 1, Name: "caller",
		SQL: "CREATE TABLE caller (idx INTEGER PRIMARY KEY, act TEXT NOT NULL UNIQUE) STRICT"})
	return steps, err
}

// project gives the i-th invented disclosure.
func project(i int) *content.Disclosure {
	region, err := content.Regions().Get("530402")
	if err != nil {
		panic(err)
	}
	d := &content.Disclosure{Summary: content.Summary{
		Kind: content.Budget, Title: fmt.Sprintf("第%d号帮扶项目", i), Year: 2030, Region: &region,
		Publisher: content.Publisher{Name: "玉溪市红塔区总工会"}, Amount: &content.Money{Fen: 400 * 10000, Text: "4.00万元"},
	}, Sections: []content.Section{
		{Key: "project_name", Heading: "项目名称", Markdown: fmt.Sprintf("第%d号帮扶项目。", i)},
		{Key: "basis", Heading: "立项依据", Markdown: "依据有关规定设立。"},
	}}
	d.ID = content.NewID(&d.Summary)
	return d
}

// publishing is the act that publishes the i-th disclosure.
func publishing(i int) Act {
	return Act{ID: fmt.Sprintf("publish-%d", i), Action: Publish, Disclosure: project(i)}
}

// do does an act that must succeed.
func (b *bench) mustDo(act Act) Receipt {
	b.Helper()
	receipt, err := b.Do(b.ctx, act)
	if err != nil {
		b.Fatal(err)
	}
	return receipt
}

// following is an act that follows a revision of the i-th disclosure.
func following(action Action, i, base int) Act {
	d := project(i)
	if action == Correct {
		d.Amount = &content.Money{Fen: content.Fen(base), Text: ""}
		d.Sections[1].Markdown = fmt.Sprintf("第%d次更正。", base)
	}
	return Act{ID: fmt.Sprintf("%s-%d-%d", action, i, base), Action: action, Disclosure: d, Base: base, Reason: "标准有误"}
}
