package account

import (
	"context"
	"fmt"

	"mingzhang/database"
)

// Name gives the login name of an account to those who work with it: of the same
// unit, or for all units, one of the two. To others it is ErrNotFound.
func (s *Store) Name(ctx context.Context, who Who, id string) (string, error) {
	var p person
	err := s.db.Read(ctx, func(tx *database.Tx) (err error) {
		p, err = scanPerson(tx.QueryRow(people+"WHERE a.id = ?", id).Scan)
		return found(err)
	})
	if err == nil && (who.Account == "" || who.Unit != "" && p.Unit != "" && who.Unit != p.Unit) {
		err = ErrNotFound
	}
	if err != nil {
		return "", fmt.Errorf("reading the name of an account: %w", err)
	}
	return p.Login, nil
}
