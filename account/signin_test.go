package account

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"mingzhang/account/password"
	"mingzhang/database"
	"mingzhang/internal/fault"
)

func TestSignIn(t *testing.T) {
	ctx, h := context.Background(), open(t)
	u := h.unit("甲工会")
	a := h.person("clerk", Submitter, u.ID)
	in, err := h.SignIn(ctx, Attempt{Login: " CLERK", Password: good, Device: "Firefox\n" + strings.Repeat("é", 500)})
	must(t, err)
	if in.Next != nil || len(in.Cookie) != 43 || in.Known == "" {
		t.Errorf("got %+v", in)
	}
	who, err := h.Session(ctx, in.Cookie)
	want := Who{Account: a.ID, Name: "clerk", Role: Submitter, Unit: u.ID, Session: who.Session}
	if err != nil || fmt.Sprint(who) != fmt.Sprint(want) || who.Session == "" {
		t.Errorf("got %+v, %v; want %+v", who, err, want)
	}
	list, err := h.Sessions(ctx, who)
	if err != nil || len(list) != 1 || list[0].Device != "Firefox"+strings.Repeat("é", 73) || list[0].ID != who.Session {
		t.Errorf("sessions: %+v, %v", list, err)
	}
	got, err := h.Account(ctx, who, a.ID)
	if err != nil || !got.SignedIn.Equal(h.clock.now()) {
		t.Errorf("its account: %+v, %v", got, err)
	}
}

// TestWrongSignIn shows that every wrong sign-in is told in the same words.
func TestWrongSignIn(t *testing.T) {
	ctx, h := context.Background(), open(t)
	one, two := h.unit("甲工会"), h.unit("乙工会")
	h.person("clerk", Submitter, one.ID)
	off := h.person("switched-off", Submitter, one.ID)
	h.person("of-closed", Submitter, two.ID)
	must(t, h.SwitchAccount(ctx, System(), off.ID, false))
	must(t, h.SwitchUnit(ctx, System(), two.ID, false))
	_, _, err := h.AddAccount(ctx, System(), "invited", Submitter, one.ID)
	must(t, err)
	before := len(h.events())
	for _, a := range []Attempt{
		{Login: "clerk", Password: "wrong"}, {Login: "clerk"}, {Login: "clerk", Password: good + " "}, {Login: "clerk", Password: strings.Repeat("x", 100_000)},
		{Login: "nobody", Password: good}, {Login: "", Password: good}, {Login: "\xff", Password: good}, {Login: strings.Repeat("x", 100_000)},
		{Login: "switched-off", Password: good}, {Login: "of-closed", Password: good}, {Login: "invited"}, {Login: "system", Password: good},
	} {
		_, err := h.SignIn(ctx, a)
		if err == nil || err.Error() != ErrSignIn.Error() {
			t.Errorf("%.20q with %.20q: %v; want exactly ErrSignIn", a.Login, a.Password, err)
		}
	}
	if h.count("session") != 0 || len(h.events()) != before {
		t.Error("a wrong sign-in left something")
	}
}

// TestLockOut shows how wrong tries slow one down, for a name that does not exist too.
func TestLockOut(t *testing.T) {
	for _, login := range []string{"clerk", "nobody"} {
		ctx, h := context.Background(), open(t)
		h.person("clerk", Reviewer, "")
		for i := range 5 {
			_, err := h.SignIn(ctx, Attempt{Login: login, Password: "wrong", Address: fmt.Sprintf("198.51.100.%d", i)})
			wants(t, "a free try", err, ErrSignIn)
		}
		_, err := h.SignIn(ctx, Attempt{Login: login, Password: good, Address: "203.0.113.1"})
		var locked *Locked
		if !errors.As(err, &locked) || locked.Wait != 2*time.Second {
			t.Fatalf("%s: the sixth try: %v; want to wait 2 s", login, err)
		}
		h.clock.pass(2 * time.Second)
		_, err = h.SignIn(ctx, Attempt{Login: login, Password: "wrong"})
		wants(t, "the sixth try", err, ErrSignIn)
		h.clock.pass(3 * time.Second)
		_, err = h.SignIn(ctx, Attempt{Login: login, Password: good})
		if !errors.As(err, &locked) || locked.Wait != time.Second {
			t.Errorf("%s: the seventh try: %v; want to wait 1 s", login, err)
		}
	}
}

// TestStrangersLockNobodyOut shows that the owner of an account gets in while
// somebody else tries: from a known device, and by a link on a new one.
func TestStrangersLockNobodyOut(t *testing.T) {
	ctx, h := context.Background(), open(t)
	a := h.person("clerk", Reviewer, "")
	known := h.enter("clerk").Known
	for range 100 {
		_, err := h.SignIn(ctx, Attempt{Login: "clerk", Password: "wrong", Address: "198.51.100.7"})
		if err == nil {
			t.Fatal("a wrong password is accepted")
		}
		h.clock.pass(time.Minute)
	}
	mine := Attempt{Login: "clerk", Password: good, Address: "203.0.113.1", Known: known}
	_, err := h.SignIn(ctx, mine)
	must(t, err)
	wants(t, "another device", errorOf(h.SignIn(ctx, Attempt{Login: "clerk", Password: good, Address: "203.0.113.1"})), ErrLocked)
	wants(t, "a forged device", errorOf(h.SignIn(ctx, Attempt{Login: "clerk", Password: good, Known: known + "x"})), ErrLocked)
	link, err := h.Invite(ctx, System(), a.ID)
	must(t, err)
	fresh, err := h.Accept(ctx, link, good)
	must(t, err)
	_, err = h.SignIn(ctx, Attempt{Login: "clerk", Password: good, Known: fresh})
	must(t, err)
	mine.Password = "wrong"
	for range 5 {
		wants(t, "a known device that guesses", errorOf(h.SignIn(ctx, mine)), ErrSignIn)
	}
	wants(t, "a known device that guessed", errorOf(h.SignIn(ctx, mine)), ErrLocked)
}

// errorOf leaves the error.
func errorOf[T any](_ T, err error) error { return err }

// TestAddressLockOut shows that one address cannot try many names, and that an own
// account is no way around. A /64 of IPv6 counts as one address.
func TestAddressLockOut(t *testing.T) {
	for _, address := range []func(i int) string{
		func(int) string { return "198.51.100.7" },
		func(i int) string { return fmt.Sprintf("2001:db8:1:2::%x", i+1) },
		func(i int) string { return []string{"198.51.100.7", "::ffff:198.51.100.7"}[i%2] },
		func(int) string { return "no address" },
	} {
		ctx, h := context.Background(), open(t)
		h.person("own", Reviewer, "")
		for i := range 30 {
			wants(t, "a free try", errorOf(h.SignIn(ctx, Attempt{Login: fmt.Sprintf("name%d", i), Address: address(i)})), ErrSignIn)
			if i == 20 {
				_, err := h.SignIn(ctx, Attempt{Login: "own", Password: good, Address: address(i)})
				must(t, err)
			}
		}
		wants(t, address(31), errorOf(h.SignIn(ctx, Attempt{Login: "name31", Address: address(31)})), ErrLocked)
		_, err := h.SignIn(ctx, Attempt{Login: "own", Password: good, Address: "2001:db8:1:3::1"})
		must(t, err)
	}
}

// TestWrongTriesAreTold shows that the next right sign-in tells of them in the trail.
func TestWrongTriesAreTold(t *testing.T) {
	ctx, h := context.Background(), open(t)
	h.person("clerk", Reviewer, "")
	for range 3 {
		wants(t, "wrong", errorOf(h.SignIn(ctx, Attempt{Login: "clerk", Password: "wrong"})), ErrSignIn)
	}
	h.enter("clerk")
	all := h.events()
	if note := all[len(all)-1].Note; note != "by password, stage open, after 3 wrong tries" {
		t.Errorf("got %q", note)
	}
	h.enter("clerk")
	if all = h.events(); strings.Contains(all[len(all)-1].Note, "wrong") {
		t.Errorf("they are told twice: %q", all[len(all)-1].Note)
	}
}

// TestUpgrade shows that a hash of other costs is made anew when its owner signs in.
func TestUpgrade(t *testing.T) {
	ctx, h := context.Background(), open(t)
	h.person("clerk", Reviewer, "")
	dearer, err := Open(ctx, Config{DB: h.db, Now: h.clock.now, Password: password.Params{Memory: 128, Time: 2, Threads: 1}})
	must(t, err)
	hash := func() (phc string) {
		must(t, h.db.Read(ctx, func(tx *database.Tx) error { return tx.QueryRow("SELECT password FROM account").Scan(&phc) }))
		return phc
	}
	wants(t, "wrong", errorOf(dearer.SignIn(ctx, Attempt{Login: "clerk", Password: "wrong"})), ErrSignIn)
	if !strings.HasPrefix(hash(), "$argon2id$v=19$m=64,t=1,p=1$") {
		t.Errorf("after a wrong sign-in: %s", hash())
	}
	for range 2 {
		_, err = dearer.SignIn(ctx, Attempt{Login: "clerk", Password: good})
		must(t, err)
		if !strings.HasPrefix(hash(), "$argon2id$v=19$m=128,t=2,p=1$") {
			t.Errorf("after a right sign-in: %s", hash())
		}
	}
}

// TestTogether signs many in at once, and others wrongly.
func TestTogether(t *testing.T) {
	ctx, h := context.Background(), open(t)
	const people = 12
	for i := range people {
		h.person(fmt.Sprintf("clerk%d", i), Reviewer, "")
	}
	var wait sync.WaitGroup
	cookies := make([]string, people)
	for i := range people {
		wait.Go(func() {
			in, err := h.SignIn(ctx, Attempt{Login: fmt.Sprintf("clerk%d", i), Password: good, Address: fmt.Sprintf("192.0.2.%d", i)})
			if cookies[i] = in.Cookie; err != nil {
				t.Error(err)
			}
		})
		wait.Go(func() {
			if _, err := h.SignIn(ctx, Attempt{Login: "nobody", Password: good, Address: fmt.Sprintf("198.51.100.%d", i)}); err == nil {
				t.Error("nobody signed in")
			}
		})
	}
	wait.Wait()
	seen := map[string]bool{}
	for i, cookie := range cookies {
		who, err := h.Session(ctx, cookie)
		if err != nil || who.Name != fmt.Sprintf("clerk%d", i) || seen[cookie] {
			t.Errorf("clerk%d: %+v, %v", i, who, err)
		}
		seen[cookie] = true
	}
}

// TestGuessersTogether shows that a thousand tries at once are no more than the
// free ones.
func TestGuessersTogether(t *testing.T) {
	ctx, h := context.Background(), open(t)
	h.person("clerk", Reviewer, "")
	results := make(chan error, 200)
	for i := range cap(results) {
		go func() {
			_, err := h.SignIn(ctx, Attempt{Login: "clerk", Password: fmt.Sprint("guess ", i), Address: fmt.Sprintf("192.0.2.%d", i)})
			results <- err
		}()
	}
	looked := 0
	for range cap(results) {
		if err := <-results; errors.Is(err, ErrSignIn) {
			looked++
		} else {
			wants(t, "a try too many", err, ErrLocked)
		}
	}
	if looked != 5 {
		t.Errorf("%d passwords were looked at; want 5", looked)
	}
}

// TestDisabledMeanwhile disables an account between its password and its session.
func TestDisabledMeanwhile(t *testing.T) {
	ctx, h := context.Background(), open(t)
	a := h.person("clerk", Reviewer, "")
	p, _, err := h.checkPassword(ctx, "clerk", good)
	must(t, err)
	must(t, h.SwitchAccount(ctx, System(), a.ID, false))
	wants(t, "entering", errorOf(h.Store.enter(ctx, p, "", opened{stage: isOpen})), ErrSignIn)
	must(t, h.SwitchAccount(ctx, System(), a.ID, true))
	h.setPasswordOf(a.ID, "another good phrase 42")
	wants(t, "entering after a change of passwords", errorOf(h.Store.enter(ctx, p, "", opened{stage: isOpen})), ErrSignIn)
}

// setPasswordOf sets a password by a link.
func (h *house) setPasswordOf(id, chosen string) {
	h.t.Helper()
	link, err := h.Invite(context.Background(), System(), id)
	must(h.t, err)
	_, err = h.Accept(context.Background(), link, chosen)
	must(h.t, err)
}

// TestFullDisk shows that a sign-in that cannot be kept opens nothing, counts as no
// wrong try, and that those who are in go on.
func TestFullDisk(t *testing.T) {
	ctx, h := context.Background(), open(t)
	h.person("clerk", Reviewer, "")
	in := h.enter("clerk")
	token, _, err := h.NewToken(ctx, h.who("clerk"), TokenRequest{Name: "x", Scopes: []Scope{ReadDrafts}, Ends: h.clock.now().Add(time.Hour)})
	must(t, err)
	must(t, h.db.Close())
	broken := false
	full := fault.With(ctx, func(string) error {
		if broken {
			return database.ErrFull
		}
		return nil
	})
	db, err := database.Open(full, h.path, steps(t))
	must(t, err)
	defer db.Close()
	s, err := Open(ctx, Config{DB: db, Now: h.clock.now, Password: cheap()})
	must(t, err)
	broken = true
	h.clock.pass(10 * time.Minute)
	for range 10 {
		wants(t, "signing in", errorOf(s.SignIn(ctx, Attempt{Login: "clerk", Password: good})), database.ErrFull)
	}
	_, err = s.Session(ctx, in.Cookie)
	must(t, err)
	_, err = s.Authenticate(ctx, "Bearer "+token)
	must(t, err)
	wants(t, "signing out", s.SignOut(ctx, in.Cookie), database.ErrFull)
	broken = false
	_, err = s.SignIn(ctx, Attempt{Login: "clerk", Password: good})
	must(t, err)
}

// TestCancelled shows that who goes away while waiting is no wrong try.
func TestCancelled(t *testing.T) {
	h := open(t)
	h.person("clerk", Reviewer, "")
	gone, cancel := context.WithCancel(context.Background())
	cancel()
	for range 10 {
		wants(t, "a sign-in that is gone", errorOf(h.SignIn(gone, Attempt{Login: "clerk", Password: "wrong"})), context.Canceled)
	}
	h.enter("clerk")
}
