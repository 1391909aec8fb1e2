package account

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"mingzhang/content"
	"mingzhang/database"
	"mingzhang/trail"
)

// maxName is the number of characters of the name of a unit or a token.
const maxName = 80

// Unit is an organisation that publishes. Its id follows from its name, so that
// what it published stays with it: one that gets another name is a new unit, to
// which its accounts are moved.
type Unit struct {
	ID       string // content.PublisherID of its name
	Name     string
	Region   string // GB/T 2260
	Created  time.Time
	Disabled bool // its clerks may not sign in and its tokens are refused
}

// unitColumns are those that scanUnit reads.
const unitColumns = "id, name, region, created, disabled"

// scanUnit reads one row.
func scanUnit(into func(...any) error) (Unit, error) {
	var u Unit
	var created, disabled int64
	err := into(&u.ID, &u.Name, &u.Region, &created, &disabled)
	u.Created, u.Disabled = fromMillis(created), disabled != 0
	return u, err
}

// AddUnit adds a unit. Only an admin for all units may. The region is a code of
// GB/T 2260; the error for a bad name or region is ErrInvalid, for a name that is
// there ErrTaken.
func (s *Store) AddUnit(ctx context.Context, who Who, name, region string) (Unit, error) {
	if !who.May(Administer, "") {
		return Unit{}, ErrForbidden
	}
	name = strings.TrimSpace(name)
	if err := checkName("unit", name); err != nil {
		return Unit{}, err
	}
	if _, err := content.Regions().Get(region); err != nil {
		return Unit{}, fmt.Errorf("%w: the region %.20q of the unit: %w", ErrInvalid, region, err)
	}
	u := Unit{ID: content.PublisherID(name), Name: name, Region: region, Created: s.now().UTC().Truncate(time.Millisecond)}
	err := s.write(ctx, func(tx *database.Tx) (trail.Event, error) {
		_, err := tx.Exec("INSERT INTO unit (id, name, region, created) VALUES (?, ?, ?, ?)", u.ID, u.Name, u.Region, millis(u.Created))
		return trail.Event{Actor: who.Actor(), Action: "unit.add", Subject: u.ID, Note: "region " + region}, err
	})
	if errors.Is(err, database.ErrConflict) {
		return Unit{}, fmt.Errorf("%w: there is a unit %s already", ErrTaken, u.ID)
	}
	if err != nil {
		return Unit{}, fmt.Errorf("adding unit %s: %w", u.ID, err)
	}
	return u, nil
}

// checkName refuses what is no name of a unit or a token.
func checkName(of, name string) error {
	if name == "" || utf8.RuneCountInString(name) > maxName || !utf8.ValidString(name) || strings.ContainsFunc(name, unicode.IsControl) {
		return fmt.Errorf("%w: the name of a %s must be one line of 1 to %d characters", ErrInvalid, of, maxName)
	}
	return nil
}

// SwitchUnit disables a unit or enables it again. Only an admin for all units may.
// While it is disabled its clerks are signed out and its tokens are refused; what
// it published stays.
func (s *Store) SwitchUnit(ctx context.Context, who Who, id string, on bool) error {
	if !who.May(Administer, "") {
		return ErrForbidden
	}
	action, disabled := "unit.enable", int64(0)
	if !on {
		action, disabled = "unit.disable", millis(s.now())
	}
	err := s.write(ctx, func(tx *database.Tx) (trail.Event, error) {
		err := one(tx.Exec("UPDATE unit SET disabled = ? WHERE id = ?", disabled, id))
		if err == nil && !on {
			_, err = tx.Exec("DELETE FROM session WHERE account IN (SELECT id FROM account WHERE unit = ?)", id)
		}
		return trail.Event{Actor: who.Actor(), Action: action, Subject: id}, err
	})
	if err != nil {
		return fmt.Errorf("switching unit %.40q: %w", id, err)
	}
	return nil
}

// Units gives all units by name. Names of units are public.
func (s *Store) Units(ctx context.Context) ([]Unit, error) {
	var units []Unit
	err := s.db.Read(ctx, func(tx *database.Tx) (err error) {
		units, err = collect(tx, scanUnit, "SELECT "+unitColumns+" FROM unit ORDER BY name")
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("listing units: %w", err)
	}
	return units, nil
}

// Unit gives the unit with this id, else ErrNotFound.
func (s *Store) Unit(ctx context.Context, id string) (Unit, error) {
	var u Unit
	err := s.db.Read(ctx, func(tx *database.Tx) (err error) {
		u, err = scanUnit(tx.QueryRow("SELECT "+unitColumns+" FROM unit WHERE id = ?", id).Scan)
		return found(err)
	})
	if err != nil {
		return Unit{}, fmt.Errorf("reading unit %.40q: %w", id, err)
	}
	return u, nil
}
