package account

import (
	"context"
	"errors"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"mingzhang/account/password"
	"mingzhang/content"
	"mingzhang/database"
	"mingzhang/trail"
)

// A password that the tests take when any will do.
const good = "seven rivers and a kite"

// clock is a clock that the tests set.
type clock struct {
	mu sync.Mutex
	at time.Time
}

// now gives the time.
func (c *clock) now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.at
}

// pass lets time pass; less than zero sets the clock back.
func (c *clock) pass(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.at = c.at.Add(d)
}

// house is a store with a clock.
type house struct {
	*Store
	clock *clock
	path  string
	t     testing.TB
}

// open gives an empty store whose passwords are cheap to hash.
func open(t testing.TB, change ...func(*Config)) *house {
	t.Helper()
	return openWith(context.Background(), t, change...)
}

// openWith is open with a hook in the context.
func openWith(ctx context.Context, t testing.TB, change ...func(*Config)) *house {
	t.Helper()
	h := &house{clock: &clock{at: time.Date(2026, 7, 1, 12, 0, 0, 0, time.UTC)}, path: filepath.Join(t.TempDir(), "portal.db"), t: t}
	db, err := database.Open(ctx, h.path, steps(t))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	c := Config{DB: db, Now: h.clock.now, Password: cheap()}
	for _, f := range change {
		f(&c)
	}
	if h.Store, err = Open(context.Background(), c); err != nil {
		t.Fatal(err)
	}
	return h
}

// cheap are costs for tests.
func cheap() password.Params { return password.Params{Memory: 64, Time: 1, Threads: 1} }

// steps gives the schema.
func steps(t testing.TB) []database.Migration {
	t.Helper()
	first, err := database.Steps("trail", trail.Migrations)
	if err != nil {
		t.Fatal(err)
	}
	second, err := database.Steps("account", Migrations)
	if err != nil {
		t.Fatal(err)
	}
	return append(first, second...)
}

// must stops the test on an error.
func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// wants reports another error than the wanted one.
func wants(t testing.TB, what string, err, want error) {
	t.Helper()
	if !errors.Is(err, want) {
		t.Errorf("%s: %v; want %v", what, err, want)
	}
}

// unit adds a unit.
func (h *house) unit(name string) Unit {
	h.t.Helper()
	u, err := h.AddUnit(context.Background(), System(), name, "530402")
	must(h.t, err)
	return u
}

// person adds an account with the usual password.
func (h *house) person(login string, role Role, unit string) Account {
	h.t.Helper()
	a, link, err := h.AddAccount(context.Background(), System(), login, role, unit)
	must(h.t, err)
	_, err = h.Accept(context.Background(), link, good)
	must(h.t, err)
	return a
}

// enter signs in with the usual password.
func (h *house) enter(login string) SignedIn {
	h.t.Helper()
	in, err := h.SignIn(context.Background(), Attempt{Login: login, Password: good, Address: "192.0.2.1", Device: "Firefox, Linux"})
	must(h.t, err)
	return in
}

// who signs in and gives who that is.
func (h *house) who(login string) Who {
	h.t.Helper()
	who, err := h.Session(context.Background(), h.enter(login).Cookie)
	must(h.t, err)
	return who
}

// events gives the trail as lines of action and note.
func (h *house) events() (all []trail.Row) {
	h.t.Helper()
	must(h.t, h.db.Read(context.Background(), func(tx *database.Tx) (err error) {
		if _, err := trail.Verify(tx); err != nil {
			return err
		}
		all, err = trail.Read(tx, 0, 10_000)
		return err
	}))
	return all
}

// last gives the actions of the last n events.
func (h *house) last(n int) string {
	h.t.Helper()
	var actions []string
	all := h.events()
	for _, row := range all[max(0, len(all)-n):] {
		actions = append(actions, row.Action)
	}
	return strings.Join(actions, " ")
}

// count counts the rows of a table.
func (h *house) count(table string) (n int) {
	h.t.Helper()
	must(h.t, h.db.Read(context.Background(), func(tx *database.Tx) error { return tx.QueryRow("SELECT count(*) FROM " + table).Scan(&n) }))
	return n
}

// TestTwoOpenings shows that what was kept is there after a restart: the key of
// known devices too.
func TestTwoOpenings(t *testing.T) {
	h := open(t)
	h.person("chief", Admin, "")
	known := h.enter("chief").Known
	again, err := Open(context.Background(), Config{DB: h.db, Now: h.clock.now, Password: cheap()})
	must(t, err)
	if _, ok := again.isKnown("chief", known); !ok {
		t.Error("a device is not known after a restart")
	}
	if _, ok := again.isKnown("other", known); ok {
		t.Error("a device is known for another account")
	}
}

func TestOpenRefuses(t *testing.T) {
	h := open(t)
	if _, err := Open(context.Background(), Config{DB: h.db, Password: password.Params{Memory: 1 << 30, Time: 1, Threads: 1}}); err == nil {
		t.Error("a terabyte for each password is accepted")
	}
	must(t, h.db.Close())
	if _, err := Open(context.Background(), Config{DB: h.db}); err == nil {
		t.Error("a closed database is accepted")
	}
}

func TestUnits(t *testing.T) {
	ctx, h := context.Background(), open(t)
	u := h.unit(" 玉溪市红塔区总工会 ")
	if want := content.PublisherID("玉溪市红塔区总工会"); u.ID != want || u.Name != "玉溪市红塔区总工会" {
		t.Errorf("got %+v; want the id %s", u, want)
	}
	_, err := h.AddUnit(ctx, System(), "玉溪市红塔区总工会", "530402")
	wants(t, "the same unit again", err, ErrTaken)
	for _, c := range []struct{ name, region string }{
		{"", "530402"}, {strings.Repeat("会", 81), "530402"}, {"甲\n乙", "530402"}, {"\xff", "530402"}, {"甲", "999999"}, {"甲", ""}, {"甲", "53"},
	} {
		_, err := h.AddUnit(ctx, System(), c.name, c.region)
		wants(t, "unit "+c.name+" in "+c.region, err, ErrInvalid)
	}
	got, err := h.Unit(ctx, u.ID)
	if err != nil || got != u {
		t.Errorf("got %+v, %v; want %+v", got, err, u)
	}
	_, err = h.Unit(ctx, "pnothing00")
	wants(t, "no unit", err, ErrNotFound)
	wants(t, "switching no unit", h.SwitchUnit(ctx, System(), "pnothing00", false), ErrNotFound)
	must(t, h.SwitchUnit(ctx, System(), u.ID, false))
	units, err := h.Units(ctx)
	if err != nil || len(units) != 1 || !units[0].Disabled {
		t.Errorf("got %+v, %v; want it disabled", units, err)
	}
	if got := h.last(2); got != "unit.add unit.disable" {
		t.Errorf("trail: %s", got)
	}
	for _, statement := range []string{"DELETE FROM unit", "UPDATE unit SET name = 'x'"} {
		err := h.db.Write(ctx, func(tx *database.Tx) error { _, err := tx.Exec(statement); return err })
		wants(t, statement, err, database.ErrConflict)
	}
}
