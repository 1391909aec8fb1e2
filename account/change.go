package account

import (
	"context"
	"fmt"

	"mingzhang/database"
	"mingzhang/trail"
)

// ChangeAccount gives an account another role and unit, and ends its sessions. Who
// does it must be allowed to manage the account as it is and as it becomes. Tokens
// stay, with what the new role still allows.
func (s *Store) ChangeAccount(ctx context.Context, who Who, id string, role Role, unit string) error {
	if !who.May(Administer, unit) {
		return ErrForbidden
	}
	if err := checkRole(role, unit); err != nil {
		return err
	}
	return s.manage(ctx, who, id, "account.change", placed(role, unit), func(tx *database.Tx, p person) error {
		if err := checkUnit(tx, unit); err != nil {
			return err
		}
		if role != Admin || unit != "" {
			if err := keepAdmin(tx, p); err != nil {
				return err
			}
		}
		if _, err := tx.Exec("UPDATE account SET role = ?, unit = ? WHERE id = ?", role, orNull(unit), id); err != nil {
			return fmt.Errorf("writing the role: %w", err)
		}
		return endSessions(tx, id)
	})
}

// SwitchAccount disables an account or enables it again. Disabling ends its
// sessions, voids its links and revokes its tokens for good.
func (s *Store) SwitchAccount(ctx context.Context, who Who, id string, on bool) error {
	if on {
		return s.manage(ctx, who, id, "account.enable", "", func(tx *database.Tx, _ person) error {
			_, err := tx.Exec("UPDATE account SET disabled = 0 WHERE id = ?", id)
			return err
		})
	}
	return s.manage(ctx, who, id, "account.disable", "", func(tx *database.Tx, p person) error {
		if err := keepAdmin(tx, p); err != nil {
			return err
		}
		now := millis(s.now())
		for _, statement := range []string{
			"UPDATE account SET disabled = ?1 WHERE id = ?2",
			"UPDATE token SET revoked = ?1 WHERE account = ?2 AND revoked = 0",
			"DELETE FROM invitation WHERE account = ?2 AND ?1 > 0",
		} {
			if _, err := tx.Exec(statement, now, id); err != nil {
				return fmt.Errorf("disabling: %w", err)
			}
		}
		return endSessions(tx, id)
	})
}

// RemoveCode takes the authenticator app and the recovery codes from an account
// whose owner lost them, and ends its sessions. For the own account see DropCode,
// which asks for the password.
func (s *Store) RemoveCode(ctx context.Context, who Who, id string) error {
	if id == who.Account {
		return fmt.Errorf("%w: drop the own authenticator app instead", ErrForbidden)
	}
	return s.manage(ctx, who, id, "code.remove", "", func(tx *database.Tx, _ person) error { return removeCode(tx, id) })
}

// removeCode removes app, recovery codes and sessions.
func removeCode(tx *database.Tx, id string) error {
	for _, statement := range []string{"DELETE FROM totp WHERE account = ?", "DELETE FROM recovery WHERE account = ?"} {
		if _, err := tx.Exec(statement, id); err != nil {
			return fmt.Errorf("removing the authenticator app: %w", err)
		}
	}
	return endSessions(tx, id)
}

// Unlink frees an account from its OpenID Connect identity, so that the next one
// with its name may take it, and ends its sessions.
func (s *Store) Unlink(ctx context.Context, who Who, id string) error {
	return s.manage(ctx, who, id, "identity.remove", "", func(tx *database.Tx, _ person) error {
		if _, err := tx.Exec("DELETE FROM identity WHERE account = ?", id); err != nil {
			return fmt.Errorf("removing the identity: %w", err)
		}
		return endSessions(tx, id)
	})
}

// manage runs f on an account that who may manage, and adds the event.
func (s *Store) manage(ctx context.Context, who Who, id, action, note string, f func(*database.Tx, person) error) error {
	if !who.May(Administer, who.Unit) {
		return ErrForbidden
	}
	err := s.write(ctx, func(tx *database.Tx) (trail.Event, error) {
		p, err := managed(tx, who, id)
		if err != nil {
			return trail.Event{}, err
		}
		return trail.Event{Actor: who.Actor(), Action: action, Subject: id, Note: note}, f(tx, p)
	})
	if err != nil {
		return fmt.Errorf("%s %.40q: %w", action, id, err)
	}
	return nil
}

// keepAdmin refuses to take its powers from the last admin for all units that can
// sign in.
func keepAdmin(tx *database.Tx, p person) error {
	if p.Role != Admin || p.Unit != "" || p.Disabled {
		return nil
	}
	var others int
	err := tx.QueryRow(`SELECT count(*) FROM account a WHERE role = 'admin' AND unit IS NULL AND disabled = 0 AND id <> ?
		AND (password <> '' OR EXISTS (SELECT 1 FROM identity i WHERE i.account = a.id))`, p.ID).Scan(&others)
	if err != nil {
		return fmt.Errorf("counting admins: %w", err)
	}
	if others == 0 {
		return ErrLastAdmin
	}
	return nil
}

// endSessions ends all sessions of an account.
func endSessions(tx *database.Tx, id string) error {
	if _, err := tx.Exec("DELETE FROM session WHERE account = ?", id); err != nil {
		return fmt.Errorf("ending sessions: %w", err)
	}
	return nil
}
