package registry

import (
	"errors"
	"strings"
	"testing"
	"time"
)

// spelled is an entry as it stands in the log.
const spelled = `{"v":1,"action":"correct","id":"draft-7","disclosure":"530402-2030-k7q2m9","revision":2,` +
	`"sha256":"0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef","size":4096,"publisher":"p123456789","time":"2030-01-02T12:00:00Z"}`

// TestEntryIsGolden holds the form that every log has for ever.
func TestEntryIsGolden(t *testing.T) {
	want := Entry{1, Correct, "draft-7", "530402-2030-k7q2m9", 2, strings.Repeat("0123456789abcdef", 4), 4096, "p123456789", noon()}
	got, err := ParseEntry([]byte(spelled))
	if err != nil || got != want {
		t.Errorf("ParseEntry = %+v, %v; want %+v", got, err, want)
	}
	if b, err := want.bytes(); err != nil || string(b) != spelled || len(b) > 400 {
		t.Errorf("written is %s, %v", b, err)
	}
}

func TestParseEntryRefuses(t *testing.T) {
	for _, c := range []struct{ name, from, to, want string }{
		{"no JSON", `{"v":1`, `"v":1`, "no JSON"},
		{"no version", `"v":1,`, ``, "version"},
		{"another version", `"v":1`, `"v":2`, ErrVersion.Error()},
		{"action", "correct", "publicise", "no action"},
		{"id of the act", "draft-7", "draft 7", "no id of an act"},
		{"id of the disclosure", "530402-2030-k7q2m9", "530402", "no id of a disclosure"},
		{"revision", `"revision":2`, `"revision":0`, "begin at 1"},
		{"size", "4096", "-1", "begin at 1"},
		{"hash", "0123456789abcdef0", "0123456789ABCDEF0", "the hash"},
		{"publisher", "p123456789", "玉溪市总工会", "the publisher"},
		{"time", "12:00:00Z", "12:00:00.5Z", "whole seconds"},
		{"time of another zone", "12:00:00Z", "20:00:00+08:00", "UTC"},
		{"unknown field", `"v":1`, `"v":1,"title":"甲"`, "one spelling"},
		{"spaces", `"v":1,`, `"v":1, `, "one spelling"},
		{"twice", `"v":1,`, `"v":1,"v":1,`, "one spelling"},
		{"number as text", "4096", `"4096"`, "reading the entry"},
		{"too long", "draft-7", strings.Repeat("x", maxEntry), "at most"},
	} {
		t.Run(c.name, func(t *testing.T) {
			e, err := ParseEntry([]byte(strings.Replace(spelled, c.from, c.to, 1)))
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %+v, %v; want an error with %q", e, err, c.want)
			}
			if errors.Is(err, ErrVersion) != (c.name == "another version") {
				t.Errorf("the error %v is, or is not, ErrVersion", err)
			}
		})
	}
}

func FuzzParseEntry(f *testing.F) {
	f.Add([]byte(spelled))
	f.Add([]byte(`{"v":2}`))
	f.Add([]byte(strings.Replace(spelled, "Z", "+00:00", 1)))
	f.Fuzz(func(t *testing.T, b []byte) {
		e, err := ParseEntry(b)
		if err != nil {
			return
		}
		if again, err := e.bytes(); err != nil || string(again) != string(b) {
			t.Errorf("%s reads as %+v, which is written %s, %v", b, e, again, err)
		}
		if e.Time.Location() != time.UTC {
			t.Errorf("the time %v is not in UTC", e.Time)
		}
	})
}
