package password

import (
	"context"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"strings"
	"sync"
	"testing"
)

// cheap are costs for tests.
func cheap() Params { return Params{Memory: 64, Time: 1, Threads: 1} }

// hasher gives a Hasher.
func hasher(t testing.TB, p Params) *Hasher {
	t.Helper()
	h, err := New(p)
	if err != nil {
		t.Fatal(err)
	}
	return h
}

// TestMatches hashes passwords and compares.
func TestMatches(t *testing.T) {
	ctx, h := context.Background(), hasher(t, cheap())
	for _, password := range []string{"", "seven rivers", "七条河流与一只风筝", strings.Repeat("x", 1024), "caf\u00e9 in the morning"} {
		phc, err := h.Hash(ctx, password)
		if err != nil {
			t.Fatal(err)
		}
		again, err := h.Hash(ctx, password)
		if err != nil || again == phc {
			t.Errorf("%.20q has one salt twice: %s, %v", password, again, err)
		}
		for typed, want := range map[string]bool{
			password: true, password + "x": false, password + " ": false, " " + password: false, strings.ReplaceAll(password, "\u00e9", "e\u0301"): true,
		} {
			matches, stale, err := h.Matches(ctx, phc, typed)
			if err != nil || matches != want || stale {
				t.Errorf("%.20q for %.20q: %v, %v, %v", typed, password, matches, stale, err)
			}
		}
	}
}

// TestLongPassword shows that nobody makes the program hash megabytes.
func TestLongPassword(t *testing.T) {
	ctx, h := context.Background(), hasher(t, cheap())
	phc, err := h.Hash(ctx, strings.Repeat("x", maxBytes))
	if err != nil {
		t.Fatal(err)
	}
	if matches, _, err := h.Matches(ctx, phc, strings.Repeat("x", 10<<20)); err != nil || matches {
		t.Errorf("ten megabytes: %v, %v", matches, err)
	}
}

// TestNobody shows that no password is right where there is none.
func TestNobody(t *testing.T) {
	h := hasher(t, cheap())
	for _, typed := range []string{"", "seven rivers"} {
		if matches, _, err := h.Matches(context.Background(), "", typed); err != nil || matches {
			t.Errorf("%q: %v, %v", typed, matches, err)
		}
	}
}

// TestStale shows that a hash of other costs is verified by its own, and told.
func TestStale(t *testing.T) {
	ctx := context.Background()
	phc, err := hasher(t, cheap()).Hash(ctx, "seven rivers")
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range []Params{{128, 1, 1}, {64, 2, 1}, {64, 1, 2}} {
		matches, stale, err := hasher(t, p).Matches(ctx, phc, "seven rivers")
		if err != nil || !matches || !stale {
			t.Errorf("%+v: %v, %v, %v", p, matches, stale, err)
		}
	}
}

// TestUsual shows that the costs are at least those of OWASP.
func TestUsual(t *testing.T) {
	h := hasher(t, Params{})
	if h.params != (Params{19456, 2, 1}) || !strings.HasPrefix(h.nobody, "$argon2id$v=19$m=19456,t=2,p=1$") {
		t.Errorf("got %+v", h.params)
	}
	for _, p := range []Params{{4, 1, 1}, {64, 0, 1}, {64, 1, 0}, {1 << 20, 1, 1}, {64, 100, 1}, {1 << 18, 1, 200}, {8, 1, 2}} {
		if _, err := New(p); err == nil {
			t.Errorf("%+v is accepted", p)
		}
	}
}

// TestReference verifies what the reference implementation gives for
// echo -n password | argon2 somesalt -id -t 2 -k 65536 -p 1 -l 32.
func TestReference(t *testing.T) {
	key, err := hex.DecodeString("09316115d5cf24ed5a15a31a3ba326e5cf32edc24702987c02b6566f61913cf7")
	if err != nil {
		t.Fatal(err)
	}
	phc := "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$" + base64.RawStdEncoding.EncodeToString(key)
	if matches, _, err := hasher(t, cheap()).Matches(context.Background(), phc, "password"); err != nil || !matches {
		t.Errorf("got %v, %v", matches, err)
	}
}

// TestTurns shows that no more are computed at once than memory allows, and that
// who goes away while waiting is let go.
func TestTurns(t *testing.T) {
	h := hasher(t, cheap())
	for range atOnce {
		h.turns <- struct{}{}
	}
	gone, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := h.Hash(gone, "x"); !errors.Is(err, context.Canceled) {
		t.Errorf("hashing without a turn: %v", err)
	}
	if _, _, err := h.Matches(gone, "", "x"); !errors.Is(err, context.Canceled) {
		t.Errorf("comparing without a turn: %v", err)
	}
	for range atOnce {
		<-h.turns
	}
	for range cap(h.queue) {
		h.queue <- struct{}{}
	}
	if _, err := h.Hash(context.Background(), "x"); !errors.Is(err, ErrBusy) {
		t.Errorf("hashing behind a long queue: %v; want ErrBusy", err)
	}
	for range cap(h.queue) {
		<-h.queue
	}
	var wait sync.WaitGroup
	for range 3 * atOnce {
		wait.Go(func() {
			if _, err := h.Hash(context.Background(), "x"); err != nil {
				t.Error(err)
			}
		})
	}
	wait.Wait()
	if len(h.turns) != 0 || len(h.queue) != 0 {
		t.Errorf("%d turns and %d places were not given back", len(h.turns), len(h.queue))
	}
}

func TestDamagedHash(t *testing.T) {
	h := hasher(t, cheap())
	good := h.nobody
	for _, phc := range []string{
		"x", "password", good[1:], good + "$", good + "=", strings.Replace(good, "argon2id", "argon2i", 1), strings.Replace(good, "v=19", "v=16", 1),
		strings.Replace(good, "m=64", "m=064", 1), strings.Replace(good, "m=64", "m=4294967295", 1), strings.Replace(good, "m=64", "m=9999999999", 1),
		strings.Replace(good, "t=1", "t=0", 1), strings.Replace(good, "t=1", "t=9999", 1), strings.Replace(good, "p=1", "p=256", 1), strings.Replace(good, "p=1", "p=255", 1),
		"$argon2id$v=19$m=64,t=1,p=1$AAAA$AAAA", "$argon2id$v=19$m=64,t=1,p=1$" + strings.Repeat("A", 400) + "$" + strings.Repeat("A", 400),
		"$2a$10$N9qo8uLOickgx2ZMRZoMyeIjZAgcfl7p92ldGxad68LJZdL17lhWy",
	} {
		if matches, _, err := h.Matches(context.Background(), phc, "x"); !errors.Is(err, ErrHash) || matches {
			t.Errorf("%.60q: %v, %v", phc, matches, err)
		}
	}
}

// FuzzParse shows that a hash is read in one spelling only, within bounds.
func FuzzParse(f *testing.F) {
	f.Add("$argon2id$v=19$m=64,t=1,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")
	f.Add("$argon2id$v=19$m=064,t=1,p=1$AAAAAAAAAAAAAAAAAAAAAB$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")
	f.Add("$argon2id$v=19$m=4294967296,t=1,p=256$$")
	f.Fuzz(func(t *testing.T, phc string) {
		h, err := parse(phc)
		if err != nil {
			if !errors.Is(err, ErrHash) {
				t.Errorf("%q: %v", phc, err)
			}
			return
		}
		if h.String() != phc || h.check() != nil {
			t.Errorf("%q is read as %q", phc, h)
		}
	})
}

// BenchmarkMatches is a sign-in with the usual costs.
func BenchmarkMatches(b *testing.B) {
	h := hasher(b, Params{})
	for b.Loop() {
		if _, _, err := h.Matches(context.Background(), "", "seven rivers"); err != nil {
			b.Fatal(err)
		}
	}
}
