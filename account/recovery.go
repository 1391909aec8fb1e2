package account

import (
	"fmt"
	"strings"

	"mingzhang/account/secret"
	"mingzhang/database"
)

// Recovery codes stand in for an authenticator app that was lost.
const (
	recoveryCodes   = 10
	recoveryLetters = 16 // 80 bits, in groups of four
)

// newRecovery gives an account new recovery codes in place of the ones before.
func newRecovery(tx *database.Tx, id string) ([]string, error) {
	if _, err := tx.Exec("DELETE FROM recovery WHERE account = ?", id); err != nil {
		return nil, fmt.Errorf("voiding recovery codes: %w", err)
	}
	codes := make([]string, recoveryCodes)
	for i := range codes {
		letters := secret.Letters(recoveryLetters)
		codes[i] = letters[:4] + "-" + letters[4:8] + "-" + letters[8:12] + "-" + letters[12:]
		if _, err := tx.Exec("INSERT INTO recovery (account, hash) VALUES (?, ?)", id, secret.Hash(letters)); err != nil {
			return nil, fmt.Errorf("keeping recovery codes: %w", err)
		}
	}
	return codes, nil
}

// useRecovery uses up a recovery code, if it is one.
func (s *Store) useRecovery(tx *database.Tx, id, code string) (bool, error) {
	typed := typedCode(code)
	if len(typed) != recoveryLetters {
		return false, nil
	}
	result, err := tx.Exec("DELETE FROM recovery WHERE account = ? AND hash = ?", id, secret.Hash(typed))
	if err != nil {
		return false, fmt.Errorf("using up a recovery code: %w", err)
	}
	n, err := result.RowsAffected()
	return n == 1, err
}

// typedCode takes out what people type between the letters of a code.
func typedCode(code string) string {
	if len(code) > 64 {
		return ""
	}
	return strings.ToLower(strings.NewReplacer(" ", "", "-", "", "\u3000", "").Replace(code))
}
