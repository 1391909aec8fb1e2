package trail

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"mingzhang/database"
)

// noon is when the tests happen.
func noon() time.Time { return time.Date(2026, 7, 1, 12, 0, 0, 123456789, time.UTC) }

// open gives an empty trail.
func open(t testing.TB) *database.DB {
	t.Helper()
	steps, err := database.Steps("trail", Migrations)
	if err != nil {
		t.Fatal(err)
	}
	db, err := database.Open(context.Background(), filepath.Join(t.TempDir(), "portal.db"), steps)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	return db
}

// add writes n events, numbered from first.
func add(t testing.TB, db *database.DB, first, n int) {
	t.Helper()
	err := db.Write(context.Background(), func(tx *database.Tx) error {
		for i := range n {
			e := Event{Actor: "a1", Action: "draft.submit", Subject: fmt.Sprintf("d%d", first+i), Note: "version 3"}
			if err := Add(tx, noon().Add(time.Duration(i)*time.Second), e); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// verify runs Verify.
func verify(t testing.TB, db *database.DB, known ...Head) (head Head, err error) {
	t.Helper()
	err = db.Read(context.Background(), func(tx *database.Tx) (err error) { head, err = Verify(tx, known...); return err })
	return head, err
}

// subjects reads the subjects that f gives.
func subjects(t testing.TB, db *database.DB, f func(*database.Tx) ([]Row, error)) string {
	t.Helper()
	var names []string
	err := db.Read(context.Background(), func(tx *database.Tx) error {
		rows, err := f(tx)
		for _, row := range rows {
			names = append(names, row.Subject)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return strings.Join(names, " ")
}

func TestRead(t *testing.T) {
	db := open(t)
	if got := subjects(t, db, func(tx *database.Tx) ([]Row, error) { return Read(tx, 0, 10) }); got != "" {
		t.Errorf("an empty trail has %q", got)
	}
	add(t, db, 1, 5)
	for _, c := range []struct {
		name string
		read func(*database.Tx) ([]Row, error)
		want string
	}{
		{"from the start", func(tx *database.Tx) ([]Row, error) { return Read(tx, 0, 2) }, "d1 d2"},
		{"since", func(tx *database.Tx) ([]Row, error) { return Read(tx, 2, 10) }, "d3 d4 d5"},
		{"at the end", func(tx *database.Tx) ([]Row, error) { return Read(tx, 5, 10) }, ""},
		{"a limit below zero", func(tx *database.Tx) ([]Row, error) { return Read(tx, 0, -1) }, ""},
		{"the newest", func(tx *database.Tx) ([]Row, error) { return Newest(tx, 0, 2) }, "d5 d4"},
		{"before", func(tx *database.Tx) ([]Row, error) { return Newest(tx, 4, 2) }, "d3 d2"},
	} {
		if got := subjects(t, db, c.read); got != c.want {
			t.Errorf("%s: %q; want %q", c.name, got, c.want)
		}
	}
}

// TestRowIsWhatWasAdded shows that every part comes back.
func TestRowIsWhatWasAdded(t *testing.T) {
	db := open(t)
	add(t, db, 7, 1)
	err := db.Read(context.Background(), func(tx *database.Tx) error {
		rows, err := Read(tx, 0, 1)
		if err != nil {
			return err
		}
		want := Event{Actor: "a1", Action: "draft.submit", Subject: "d7", Note: "version 3"}
		if rows[0].Event != want || !rows[0].At.Equal(noon().Truncate(time.Millisecond)) || rows[0].ID != 1 || rows[0].Previous != (Hash{}) {
			t.Errorf("got %+v", rows[0])
		}
		if s := rows[0].Hash.String(); len(s) != 64 || strings.Trim(s, "0123456789abcdef") != "" {
			t.Errorf("hash %q", s)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestAddRefuses(t *testing.T) {
	db := open(t)
	for _, c := range []struct {
		event Event
		says  string
	}{
		{Event{Actor: "a1", Action: ""}, "area.verb"},
		{Event{Actor: "a1", Action: "submit"}, "area.verb"},
		{Event{Actor: "a1", Action: "draft.submit it"}, "area.verb"},
		{Event{Actor: "a1", Action: "draft." + strings.Repeat("x", 300)}, "area.verb"},
		{Event{Action: "draft.submit"}, "no actor"},
		{Event{Actor: "a1\nb", Action: "draft.submit"}, "actor"},
		{Event{Actor: "a1", Action: "draft.submit", Subject: strings.Repeat("x", 201)}, "subject"},
		{Event{Actor: "a1", Action: "draft.submit", Note: strings.Repeat("x", 1001)}, "note"},
		{Event{Actor: "a1", Action: "draft.submit", Note: "two\nlines"}, "note"},
		{Event{Actor: "a1", Action: "draft.submit", Note: "\xff"}, "note"},
	} {
		err := db.Write(context.Background(), func(tx *database.Tx) error { return Add(tx, noon(), c.event) })
		if !errors.Is(err, ErrEvent) || !strings.Contains(fmt.Sprint(err), c.says) {
			t.Errorf("%+v: %v; want ErrEvent with %q", c.event, err, c.says)
		}
	}
	if head, err := verify(t, db); err != nil || head.ID != 0 {
		t.Errorf("after refusals: %+v, %v", head, err)
	}
}

// TestRolledBack shows that an event goes with the act that it tells of.
func TestRolledBack(t *testing.T) {
	db := open(t)
	add(t, db, 1, 2)
	failed := errors.New("failed")
	err := db.Write(context.Background(), func(tx *database.Tx) error {
		return errors.Join(Add(tx, noon(), Event{Actor: "a1", Action: "draft.submit"}), failed)
	})
	if !errors.Is(err, failed) {
		t.Fatal(err)
	}
	add(t, db, 3, 1)
	if head, err := verify(t, db); err != nil || head.ID != 3 {
		t.Errorf("got %+v, %v; want 3 events", head, err)
	}
}

// TestTogether shows that events of many goroutines make one chain.
func TestTogether(t *testing.T) {
	db := open(t)
	var wait sync.WaitGroup
	for i := range 8 {
		wait.Go(func() {
			for j := range 5 {
				add(t, db, 10*i+j, 1)
			}
		})
	}
	wait.Wait()
	if head, err := verify(t, db); err != nil || head.ID != 40 {
		t.Errorf("got %+v, %v; want 40 events", head, err)
	}
}

// TestClockBack shows that a clock that was set back stops nobody.
func TestClockBack(t *testing.T) {
	db := open(t)
	add(t, db, 1, 3)
	err := db.Write(context.Background(), func(tx *database.Tx) error {
		return Add(tx, noon().AddDate(-50, 0, 0), Event{Actor: "a1", Action: "draft.submit"})
	})
	if err != nil {
		t.Fatal(err)
	}
	if head, err := verify(t, db); err != nil || head.ID != 4 {
		t.Errorf("got %+v, %v", head, err)
	}
}

// TestAllStops shows that an export may be left before its end.
func TestAllStops(t *testing.T) {
	db := open(t)
	add(t, db, 1, 5)
	err := db.Read(context.Background(), func(tx *database.Tx) error {
		seen := 0
		for _, err := range All(tx) {
			if err != nil {
				return err
			}
			if seen++; seen == 2 {
				break
			}
		}
		_, err := Verify(tx) // the question before was closed
		return err
	})
	if err != nil {
		t.Error(err)
	}
}

func BenchmarkAdd(b *testing.B) {
	db := open(b)
	for b.Loop() {
		add(b, db, 1, 1)
	}
}

// BenchmarkVerify verifies 10,000 events each time.
func BenchmarkVerify(b *testing.B) {
	db := open(b)
	add(b, db, 1, 10_000)
	for b.Loop() {
		if _, err := verify(b, db); err != nil {
			b.Fatal(err)
		}
	}
}
