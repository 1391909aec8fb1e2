package account

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"net/netip"
	"strings"

	"mingzhang/account/secret"
	"mingzhang/account/throttle"
	"mingzhang/database"
	"mingzhang/trail"
)

// Wrong tries before the first wait. Many clerks may share one address.
const (
	freePerAccount = 5
	freePerDevice  = 5
	freePerAddress = 30
	freePerCode    = 5
)

// loadKey gives the key of known devices and makes it at the first start.
func (s *Store) loadKey(ctx context.Context) ([]byte, error) {
	var key []byte
	err := s.write(ctx, func(tx *database.Tx) (trail.Event, error) {
		if _, err := tx.Exec("INSERT INTO device_key (one, key) VALUES (1, ?) ON CONFLICT DO NOTHING", secret.Key()); err != nil {
			return trail.Event{}, err
		}
		return trail.Event{}, tx.QueryRow("SELECT key FROM device_key").Scan(&key)
	})
	if err != nil {
		return nil, fmt.Errorf("loading the key of known devices: %w", err)
	}
	return key, nil
}

// newKnown makes the value by which a device of the account is known. Wrong tries
// are counted apart for it, so that strangers who try lock out other devices only.
// See https://owasp.org/www-community/Slow_Down_Online_Guessing_Attacks_with_Device_Cookies.
func (s *Store) newKnown(login string) string {
	nonce := secret.New()
	return nonce + "." + s.sealKnown(login, nonce)
}

// sealKnown binds a device to an account.
func (s *Store) sealKnown(login, nonce string) string {
	mac := hmac.New(sha256.New, s.device)
	mac.Write([]byte("known\x00" + nonce + "\x00" + login))
	return base64.RawURLEncoding.EncodeToString(mac.Sum(nil))
}

// isKnown tells whether newKnown made the value for this login name.
func (s *Store) isKnown(login, value string) (nonce string, ok bool) {
	nonce, seal, _ := strings.Cut(value, ".")
	return nonce, hmac.Equal([]byte(seal), []byte(s.sealKnown(login, nonce)))
}

// counted gives what an attempt counts for: a known device for itself alone, so
// that who guesses from the same office, or behind the same proxy, does not lock it
// out; else first the login name, whether there is such an account or not, and then
// the address.
func (s *Store) counted(login string, a Attempt) []throttle.Name {
	if nonce, ok := s.isKnown(login, a.Known); ok {
		return []throttle.Name{{Kind: "device", Text: nonce, Free: freePerDevice}}
	}
	return []throttle.Name{{Kind: "account", Text: login, Free: freePerAccount}, addressed(a.Address)}
}

// addressed gives what the tries from an address are counted for. A home or an
// office has all addresses of a /64 of IPv6.
func addressed(address string) throttle.Name {
	if ip, err := netip.ParseAddr(address); err == nil {
		ip = ip.Unmap().WithZone("")
		if ip.Is6() {
			ip = netip.PrefixFrom(ip, 64).Masked().Addr()
		}
		address = ip.String()
	}
	return throttle.Name{Kind: "address", Text: address, Free: freePerAddress}
}
