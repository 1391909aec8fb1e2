package throttle

import (
	"fmt"
	"sync"
	"testing"
	"time"
)

// still gives a throttle and the clock that its tests set.
func still() (*Throttle, *time.Time) {
	at := time.Date(2026, 7, 1, 12, 0, 0, 0, time.UTC)
	return New(func() time.Time { return at }), &at
}

// name is a name with some free tries.
func name(text string, free int) Name { return Name{Kind: "account", Text: text, Free: free} }

// TestWaits shows that each wrong try doubles the time, up to the longest.
func TestWaits(t *testing.T) {
	throttle, at := still()
	n := name("li", 3)
	for i := range 3 {
		if wait := throttle.Try(n); wait != 0 {
			t.Fatalf("free try %d waits %v", i, wait)
		}
	}
	for i, want := range []time.Duration{2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900, 900} {
		want *= time.Second
		if wait := throttle.Try(n); wait != want {
			t.Fatalf("after %d wrong: %v; want %v", 3+i, wait, want)
		}
		*at = at.Add(want - time.Millisecond)
		if wait := throttle.Try(n); wait != time.Millisecond {
			t.Fatalf("just before: %v", wait)
		}
		*at = at.Add(time.Millisecond)
		if wait := throttle.Try(n); wait != 0 {
			t.Fatalf("after the wait: %v", wait)
		}
	}
	if got := throttle.Wrong(n); got != 15 {
		t.Errorf("%d wrong; want 15: a try that waits is none", got)
	}
	*at = at.Add(time.Hour)
	if throttle.Try(n) != 0 || throttle.Wrong(n) != 1 {
		t.Errorf("after an hour of peace there are %d", throttle.Wrong(n))
	}
}

// TestOneOfSeveral shows that a try which one name forbids counts for none.
func TestOneOfSeveral(t *testing.T) {
	throttle, _ := still()
	one, two := name("li", 1), Name{Kind: "address", Text: "li", Free: 5}
	throttle.Try(one, two)
	if wait := throttle.Try(two, one); wait != 2*time.Second {
		t.Errorf("waits %v", wait)
	}
	if throttle.Wrong(one) != 1 || throttle.Wrong(two) != 1 {
		t.Errorf("counted %d and %d", throttle.Wrong(one), throttle.Wrong(two))
	}
	throttle.Undo(two, name("nobody", 1))
	throttle.Forget(one, name("nobody", 1))
	if throttle.Wrong(one) != 0 || throttle.Wrong(two) != 0 || throttle.Try(one, two) != 0 {
		t.Error("a right try is held against them")
	}
}

// TestClockBack shows that nobody waits longer because the clock was set back.
func TestClockBack(t *testing.T) {
	throttle, at := still()
	n := name("li", 0)
	throttle.Try(n)
	*at = at.AddDate(-1, 0, 0)
	if wait := throttle.Try(n); wait != 4*time.Second {
		t.Errorf("waits %v; want 4 s", wait)
	}
}

// TestFull shows that memory is bounded, and that the names tried last are kept.
func TestFull(t *testing.T) {
	throttle, at := still()
	for i := range most + 1000 {
		throttle.Try(name(fmt.Sprint(i), 5))
		if i%1000 == 0 {
			throttle.Try(name("busy", 1<<20))
			*at = at.Add(time.Millisecond)
		}
	}
	if len(throttle.of) != most || throttle.last.Len() != most {
		t.Errorf("%d and %d names; want %d", len(throttle.of), throttle.last.Len(), most)
	}
	if throttle.Wrong(name("0", 5)) != 0 || throttle.Wrong(name(fmt.Sprint(most+999), 5)) != 1 {
		t.Error("the oldest is kept or the latest is not")
	}
	if got := throttle.Wrong(name("busy", 5)); got != 67 {
		t.Errorf("a name in use has %d; want 67", got)
	}
}

// TestTogether counts from many goroutines.
func TestTogether(t *testing.T) {
	throttle, _ := still()
	var wait sync.WaitGroup
	for range 8 {
		wait.Go(func() {
			for i := range 200 {
				throttle.Try(name("all", 1<<20), name(fmt.Sprint(i), 1<<20))
			}
		})
	}
	wait.Wait()
	if got := throttle.Wrong(name("all", 0)); got != 1600 {
		t.Errorf("%d; want 1600", got)
	}
}
