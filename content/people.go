package content

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
)

// People is a count of persons, households or visits. Units are never mixed:
// 人, 人次, 户 and 名 are different things.
type People struct {
	Count int    `json:"count"`
	Unit  string `json:"unit" example:"人"`
}

// PeopleUnits lists the units that count those who benefit.
func PeopleUnits() []string { return []string{"人次", "户次", "人", "户", "名", "位", "家"} }

// String writes the count with its unit: 1346人.
func (p People) String() string { return strconv.Itoa(p.Count) + p.Unit }

// MarshalYAML writes the count with its unit: 1346人.
func (p People) MarshalYAML() (any, error) { return p.String(), nil }

// UnmarshalText reads what String writes.
func (p *People) UnmarshalText(b []byte) error {
	s := string(b)
	for _, unit := range PeopleUnits() {
		digits, found := strings.CutSuffix(s, unit)
		if !found {
			continue
		}
		n, err := strconv.ParseUint(digits, 10, 31)
		if err != nil {
			break
		}
		*p = People{int(n), unit}
		return nil
	}
	return fmt.Errorf("reading %q as a number of people: want digits and one of %s, such as 1346人", s, strings.Join(PeopleUnits(), " "))
}

// UnmarshalJSON reads {"count":1346,"unit":"人"}; without it JSON would be read
// like front matter.
func (p *People) UnmarshalJSON(b []byte) error {
	type plain People
	if err := json.Unmarshal(b, (*plain)(p)); err != nil {
		return fmt.Errorf("reading a number of people: %w", err)
	}
	return nil
}
