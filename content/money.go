package content

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
)

// Fen is an exact amount of money in fen (1/100 yuan).
type Fen int64

// Yuan writes the amount in yuan with two decimals: 3346000.00.
func (f Fen) Yuan() string {
	sign, n := "", uint64(f)
	if f < 0 {
		sign, n = "-", uint64(-f)
	}
	return fmt.Sprintf("%s%d.%02d", sign, n/100, n%100)
}

// ParseYuan reads what [Fen.Yuan] writes, and any plain decimal with at most
// two decimals. It accepts no separators, signs or units.
func ParseYuan(s string) (Fen, error) {
	whole, frac, _ := strings.Cut(s, ".")
	if whole == "" || len(frac) > 2 || (frac == "" && strings.Contains(s, ".")) {
		return 0, fmt.Errorf("reading %q as yuan: want digits with at most two decimals, such as 3346000.00", s)
	}
	n, err := strconv.ParseUint(whole+frac+"00"[len(frac):], 10, 63)
	if err != nil || strings.ContainsAny(s, "+_") {
		return 0, fmt.Errorf("reading %q as yuan: want digits with at most two decimals, such as 3346000.00", s)
	}
	return Fen(n), nil
}

// Money is an exact amount and the words that state it.
type Money struct {
	Fen  Fen
	Text string // original words, such as 334.60万元; empty when computed
}

type moneyJSON struct {
	Value    string `json:"value"`
	Currency string `json:"currency"`
	Text     string `json:"text,omitempty"`
}

// MarshalJSON writes {"value":"3346000.00","currency":"CNY","text":"334.60万元"}.
func (m Money) MarshalJSON() ([]byte, error) {
	return json.Marshal(moneyJSON{m.Fen.Yuan(), "CNY", m.Text})
}

// UnmarshalJSON reads what MarshalJSON writes.
func (m *Money) UnmarshalJSON(b []byte) error {
	var j moneyJSON
	if err := json.Unmarshal(b, &j); err != nil {
		return fmt.Errorf("reading an amount: %w", err)
	}
	fen, err := ParseYuan(j.Value)
	if err != nil {
		return err
	}
	if j.Currency != "" && j.Currency != "CNY" {
		return fmt.Errorf("reading an amount: the currency is %q, only CNY is known", j.Currency)
	}
	*m = Money{fen, j.Text}
	return nil
}

// MarshalYAML writes the original words when they say exactly the amount, and
// plain yuan otherwise: 334.60万元 or 3346000.00.
func (m Money) MarshalYAML() (any, error) {
	if said, err := ParseAmount(m.Text); err == nil && said.Fen == m.Fen && said.Text == m.Text {
		return m.Text, nil
	}
	return m.Fen.Yuan(), nil
}

// UnmarshalText reads what MarshalYAML writes.
func (m *Money) UnmarshalText(b []byte) error {
	if fen, err := ParseYuan(string(b)); err == nil {
		*m = Money{Fen: fen}
		return nil
	}
	said, err := ParseAmount(string(b))
	if err != nil {
		return err
	}
	*m = said
	return nil
}
