package secret

import (
	"bytes"
	"encoding/hex"
	"errors"
	"regexp"
	"strings"
	"testing"
)

func TestNew(t *testing.T) {
	form := regexp.MustCompile(`^[0-9A-Za-z_-]{43}$`)
	seen := map[string]bool{}
	for range 1000 {
		s := New()
		if !form.MatchString(s) || seen[s] {
			t.Fatalf("got %q", s)
		}
		seen[s] = true
	}
	if one, two := Key(), Key(); len(one) != 32 || bytes.Equal(one, two) {
		t.Errorf("two keys are %x and %x", one, two)
	}
}

func TestID(t *testing.T) {
	form := regexp.MustCompile(`^a[0-9a-hjkmnp-tv-z]{12}$`)
	used := map[rune]bool{}
	for range 1000 {
		id := ID("a")
		if !form.MatchString(id) {
			t.Fatalf("got %q", id)
		}
		for _, r := range id {
			used[r] = true
		}
	}
	if len(used) != len(letters) {
		t.Errorf("%d letters are used of %d", len(used), len(letters))
	}
}

// TestHash compares with FIPS 180-2, appendix B.1.
func TestHash(t *testing.T) {
	if got := hex.EncodeToString(Hash("abc")); got != "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad" {
		t.Errorf("got %s", got)
	}
}

func TestToken(t *testing.T) {
	form := regexp.MustCompile(`^mzp_[0-9a-hjkmnp-tv-z]{12}_[0-9A-Za-z]{49}$`)
	for range 1000 {
		token := NewToken()
		if !form.MatchString(token.Text) {
			t.Fatalf("got %q", token.Text)
		}
		if got, err := ParseToken(token.Text); err != nil || got != token {
			t.Fatalf("%+v, %v; want %+v", got, err, token)
		}
	}
}

// TestChecksum holds the format: tokens that were given stay good. The sums were
// computed by another program (Python's zlib.crc32).
func TestChecksum(t *testing.T) {
	for body, want := range map[string]string{"mzp_000000000000_" + strings.Repeat("0", 43): "2KdTgS", "": "000000"} {
		if got := checksum(body); got != want {
			t.Errorf("%q: %q; want %q", body, got, want)
		}
	}
	if got := base62([]byte{255, 255, 255, 255}, sumSize); got != "4gfFC3" {
		t.Errorf("the greatest sum is %q", got)
	}
}

// TestEverySlip shows that no single wrong character and no two that changed places
// pass the checksum.
func TestEverySlip(t *testing.T) {
	text := NewToken().Text
	for i := range text {
		for _, wrong := range []byte("0azAZ_-") {
			slip := text[:i] + string(wrong) + text[i+1:]
			if _, err := ParseToken(slip); slip != text && !errors.Is(err, ErrToken) {
				t.Errorf("%q for %q: %v", slip, text, err)
			}
		}
		if i > 0 {
			slip := text[:i-1] + text[i:i+1] + text[i-1:i] + text[i+1:]
			if _, err := ParseToken(slip); slip != text && !errors.Is(err, ErrToken) {
				t.Errorf("%q for %q: %v", slip, text, err)
			}
		}
	}
}

// FuzzParseToken shows that what is parsed has the one form, and that an error tells
// nothing of a text.
func FuzzParseToken(f *testing.F) {
	f.Add(NewToken().Text)
	f.Add("")
	f.Add("mzp_")
	f.Add("mzp_000000000000_" + strings.Repeat("0", 49))
	f.Add("mzp_00000000000_0" + strings.Repeat("0", 49))
	f.Add(strings.Repeat("\xff", tokenSize))
	f.Fuzz(func(t *testing.T, text string) {
		token, err := ParseToken(text)
		if err != nil {
			if !errors.Is(err, ErrToken) || token != (Token{}) || (len(text) > 8 && strings.Contains(err.Error(), text)) {
				t.Errorf("%q: %+v, %v", text, token, err)
			}
			return
		}
		body := text[:len(text)-sumSize]
		if token.Text != text || len(token.ID) != idSize || text != body+checksum(body) || !strings.HasPrefix(text, prefix+token.ID+"_") {
			t.Errorf("%q gives %+v", text, token)
		}
	})
}

func BenchmarkParseToken(b *testing.B) {
	text := NewToken().Text
	for b.Loop() {
		if _, err := ParseToken(text); err != nil {
			b.Fatal(err)
		}
	}
}
