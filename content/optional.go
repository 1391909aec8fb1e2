package content

import (
	"bytes"
	"encoding/json"
	"fmt"
)

// Text is a string that may be unknown. Empty means unknown and is null in JSON.
type Text string

// MarshalJSON writes the text, or null when it is unknown.
func (t Text) MarshalJSON() ([]byte, error) {
	if t == "" {
		return []byte("null"), nil
	}
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(string(t)); err != nil {
		return nil, err
	}
	return bytes.TrimSpace(b.Bytes()), nil
}

// UnmarshalJSON reads a string or null.
func (t *Text) UnmarshalJSON(b []byte) error {
	if string(b) == "null" {
		*t = ""
		return nil
	}
	var s *string
	if err := json.Unmarshal(b, &s); err != nil {
		return fmt.Errorf("reading a text or null: %w", err)
	}
	*t = ""
	if s != nil {
		*t = Text(*s)
	}
	return nil
}

// Year is a calendar year; 0 means unknown and is null in JSON.
type Year int

// MarshalJSON writes the year, or null when it is unknown.
func (y Year) MarshalJSON() ([]byte, error) {
	if y == 0 {
		return []byte("null"), nil
	}
	return json.Marshal(int(y))
}

// UnmarshalJSON reads an integer or null.
func (y *Year) UnmarshalJSON(b []byte) error {
	var n *int
	if err := json.Unmarshal(b, &n); err != nil {
		return fmt.Errorf("reading a year or null: %w", err)
	}
	*y = 0
	if n != nil {
		*y = Year(*n)
	}
	return nil
}
