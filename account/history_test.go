package account

import (
	"context"
	"errors"
	"testing"

	"mingzhang/database"
	"mingzhang/trail"
)

func TestTrail(t *testing.T) {
	ctx, h := context.Background(), open(t)
	u := h.unit("甲工会")
	h.person("chief", Admin, "")
	h.person("keeper", Admin, u.ID)
	chief := h.who("chief")
	rows, err := h.Trail(ctx, chief, 0, 2)
	if err != nil || len(rows) != 2 || rows[0].Action != "session.start" || rows[1].Action != "password.set" {
		t.Errorf("got %+v, %v", rows, err)
	}
	var actions []string
	must(t, h.EachEvent(ctx, chief, func(row trail.Row) error { actions = append(actions, row.Action); return nil }))
	if len(actions) != 6 || actions[0] != "unit.add" {
		t.Errorf("exported %v", actions)
	}
	enough := errors.New("enough")
	wants(t, "an export that stops", h.EachEvent(ctx, chief, func(trail.Row) error { return enough }), enough)
	for name, who := range map[string]Who{"an admin of one unit": h.who("keeper"), "nobody": {}} {
		_, err := h.Trail(ctx, who, 0, 1)
		wants(t, name+" reads", err, ErrForbidden)
		wants(t, name+" exports", h.EachEvent(ctx, who, func(trail.Row) error { return nil }), ErrForbidden)
	}
	must(t, h.db.Write(ctx, func(tx *database.Tx) error {
		for _, statement := range []string{"DROP TRIGGER trail_stays", "UPDATE trail SET note = 'x' WHERE id = 2"} {
			if _, err := tx.Exec(statement); err != nil {
				return err
			}
		}
		return nil
	}))
	exported := 0
	err = h.EachEvent(ctx, chief, func(trail.Row) error { exported++; return nil })
	if !errors.Is(err, trail.ErrDamaged) || exported != 0 {
		t.Errorf("a changed trail: %d events, %v; want none and ErrDamaged", exported, err)
	}
}

func TestName(t *testing.T) {
	ctx, h := context.Background(), open(t)
	one, two := h.unit("甲工会"), h.unit("乙工会")
	ids := map[string]string{
		"clerk": h.person("clerk", Submitter, one.ID).ID, "mate": h.person("mate", Submitter, one.ID).ID,
		"stranger": h.person("stranger", Submitter, two.ID).ID, "checker": h.person("checker", Reviewer, "").ID,
	}
	for _, c := range []struct {
		who, of string
		want    error
	}{
		{"clerk", "clerk", nil}, {"clerk", "mate", nil}, {"clerk", "checker", nil}, {"checker", "stranger", nil}, {"clerk", "stranger", ErrNotFound},
	} {
		name, err := h.Name(ctx, h.who(c.who), ids[c.of])
		wants(t, c.who+" asks for "+c.of, err, c.want)
		if err == nil && name != c.of {
			t.Errorf("%s is called %q", c.of, name)
		}
	}
	wants(t, "nobody asks", errorOf(h.Name(ctx, Who{}, ids["clerk"])), ErrNotFound)
	wants(t, "for nobody", errorOf(h.Name(ctx, System(), "anobody")), ErrNotFound)
}
