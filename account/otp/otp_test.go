package otp

import (
	"encoding/base32"
	"net/url"
	"testing"
	"time"
)

// vectorSecret is the secret of RFC 6238, appendix B, and RFC 4226, appendix D.
const vectorSecret = "12345678901234567890"

// TestVectors compares with RFC 6238, appendix B (the last six of its eight digits)
// and with RFC 4226, appendix D.
func TestVectors(t *testing.T) {
	for unix, want := range map[int64]string{
		59: "287082", 1111111109: "081804", 1111111111: "050471", 1234567890: "005924", 2000000000: "279037", 20000000000: "353130",
		0: "755224", 30: "287082", 60: "359152", 90: "969429", 120: "338314", 150: "254676", 180: "287922", 210: "162583", 240: "399871", 270: "520489",
	} {
		got, err := Code([]byte(vectorSecret), time.Unix(unix, 0))
		if err != nil || got != want {
			t.Errorf("at %d: %s, %v; want %s", unix, got, err, want)
		}
	}
}

func TestCheck(t *testing.T) {
	at := func(unix int64) time.Time { return time.Unix(unix, 0) }
	for _, c := range []struct {
		name string
		code string
		now  int64
		used int64
		want int64
	}{
		{"now", "081804", 1111111109, 0, 37037036},
		{"a step late", "081804", 1111111109 + 30, 0, 37037036},
		{"a step early", "081804", 1111111109 - 30, 0, 37037036},
		{"two steps late", "081804", 1111111109 + 60, 0, 0},
		{"two steps early", "081804", 1111111109 - 60, 0, 0},
		{"used", "081804", 1111111109, 37037036, 0},
		{"a later one used", "081804", 1111111109 + 30, 37037037, 0},
		{"an earlier one used", "081804", 1111111109, 37037035, 37037036},
		{"wrong", "081805", 1111111109, 0, 0},
		{"empty", "", 1111111109, 0, 0},
		{"short", "81804", 1111111109, 0, 0},
		{"long", "0818040", 1111111109, 0, 0},
		{"no digits", "０８１８０４", 1111111109, 0, 0},
		{"before 1970", "755224", -1000, -1, 0},
	} {
		got, err := Check([]byte(vectorSecret), c.code, at(c.now), c.used)
		if err != nil || got != c.want {
			t.Errorf("%s: step %d, %v; want %d", c.name, got, err, c.want)
		}
	}
}

func TestNewSecret(t *testing.T) {
	one, two := NewSecret(), NewSecret()
	if len(one) != 20 || string(one) == string(two) {
		t.Errorf("got %x and %x", one, two)
	}
	back, err := base32.StdEncoding.DecodeString(Text(one))
	if err != nil || string(back) != string(one) {
		t.Errorf("got %x, %v; want %x", back, err, one)
	}
}

func TestURI(t *testing.T) {
	got := URI([]byte(vectorSecret), "明账 A&B", "li+1@example.org")
	want := "otpauth://totp/%E6%98%8E%E8%B4%A6%20A&B:li+1@example.org?algorithm=SHA1&digits=6&issuer=%E6%98%8E%E8%B4%A6%20A%26B&period=30&secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
	if got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	u, err := url.Parse(got)
	if err != nil || u.Path != "/明账 A&B:li+1@example.org" || u.Query().Get("issuer") != "明账 A&B" {
		t.Errorf("read again: %+v, %v", u, err)
	}
}
