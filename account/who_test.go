package account

import (
	"slices"
	"testing"
	"time"
)

func TestMay(t *testing.T) {
	clerk := Who{Account: "a1", Role: Submitter, Unit: "p1", Session: "s1"}
	reviewer := Who{Account: "a2", Role: Reviewer, Session: "s2"}
	own := Who{Account: "a3", Role: Reviewer, Unit: "p1", Session: "s3"}
	token := Who{Account: "a4", Role: Reviewer, Unit: "p1", Token: "t1", Scopes: []Scope{WriteDrafts}}
	broad := Who{Account: "a5", Role: Submitter, Unit: "p1", Token: "t2", Scopes: Admin.Scopes()}
	bare := Who{Account: "a6", Role: Admin, Token: "t3"}
	for _, c := range []struct {
		name  string
		who   Who
		scope Scope
		unit  string
		want  bool
	}{
		{"nobody", Who{}, ReadDrafts, "", false},
		{"nobody with a role", Who{Role: Admin}, ReadDrafts, "", false},
		{"an unknown role", Who{Account: "a1", Role: "owner"}, ReadDrafts, "", false},
		{"the system", System(), Administer, "", true},
		{"the system for a unit", System(), Publish, "p1", true},
		{"a clerk at home", clerk, WriteDrafts, "p1", true},
		{"a clerk next door", clerk, WriteDrafts, "p2", false},
		{"a clerk for all", clerk, ReadDrafts, "", false},
		{"a clerk who reviews", clerk, ReviewDrafts, "p1", false},
		{"a clerk who publishes", clerk, Publish, "p1", false},
		{"a clerk with an unknown scope", clerk, "everything", "p1", false},
		{"a reviewer of all", reviewer, Publish, "p2", true},
		{"a reviewer of all for all", reviewer, ReviewDrafts, "", true},
		{"a reviewer who administers", reviewer, Administer, "p1", false},
		{"a reviewer of one elsewhere", own, ReviewDrafts, "p2", false},
		{"a token within its scopes", token, WriteDrafts, "p1", true},
		{"a token beyond its scopes", token, ReviewDrafts, "p1", false},
		{"a token elsewhere", token, WriteDrafts, "p2", false},
		{"a token beyond its role", broad, Publish, "p1", false},
		{"a token without scopes", bare, ReadDrafts, "", false},
	} {
		if got := c.who.May(c.scope, c.unit); got != c.want {
			t.Errorf("%s: %v; want %v", c.name, got, c.want)
		}
	}
	if token.Actor() != "a4/t1" || clerk.Actor() != "a1" || System().Actor() != "system" {
		t.Errorf("actors: %s %s %s", token.Actor(), clerk.Actor(), System().Actor())
	}
}

// TestRolesGrow shows that a role may do all that the one before it may.
func TestRolesGrow(t *testing.T) {
	roles := []Role{"", Submitter, Reviewer, Admin}
	for i := 1; i < len(roles); i++ {
		less, more := roles[i-1].Scopes(), roles[i].Scopes()
		if len(more) <= len(less) || !slices.Equal(more[:len(less)], less) {
			t.Errorf("%s may %v, %s may %v", roles[i-1], less, roles[i], more)
		}
	}
}

func TestParse(t *testing.T) {
	for _, name := range []string{"submitter", "reviewer", "admin"} {
		if role, err := ParseRole(name); err != nil || string(role) != name {
			t.Errorf("%s: %v, %v", name, role, err)
		}
	}
	for _, name := range []string{"", "Admin", "system", "root"} {
		_, err := ParseRole(name)
		wants(t, "role "+name, err, ErrInvalid)
	}
	for _, name := range []string{"read", "drafts:write", "drafts:review", "publish", "admin"} {
		if scope, err := ParseScope(name); err != nil || string(scope) != name {
			t.Errorf("%s: %v, %v", name, scope, err)
		}
	}
	for _, name := range []string{"", "drafts", "READ", "*"} {
		_, err := ParseScope(name)
		wants(t, "scope "+name, err, ErrInvalid)
	}
}

func TestLocked(t *testing.T) {
	err := error(&Locked{Wait: 1500 * time.Millisecond})
	wants(t, "a Locked", err, ErrLocked)
	if got := err.Error(); got != "too many wrong sign-ins; try again in 2 seconds" {
		t.Errorf("got %q", got)
	}
}

func TestLoginName(t *testing.T) {
	for typed, want := range map[string]string{
		" Li.Na@Example.ORG ": "li.na@example.org", "ｌｉｎａ": "lina", "desk-1": "desk-1", "工会一号": "工会一号", "": "", "ab": "", "a b c": "", "a\x00bc": "",
		"<script>": "", "abc\xff": "", "a/b": "",
	} {
		got, err := loginName(typed)
		if got != want || (err == nil) != (want != "") {
			t.Errorf("%q: %q, %v; want %q", typed, got, err, want)
		}
	}
}

// FuzzLoginName shows that a login name as it is shown can be typed again.
func FuzzLoginName(f *testing.F) {
	for _, typed := range []string{"desk-1", " Li.Na@Example.ORG ", "ｌｉｎａ", "İstanbul", "\u1E9EABC", "ǅabc", "abc\u0345", "\xff"} {
		f.Add(typed)
	}
	f.Fuzz(func(t *testing.T, typed string) {
		name, err := loginName(typed)
		if err != nil {
			return
		}
		if again, err := loginName(name); err != nil || again != name {
			t.Errorf("%q gives %q, and that %q, %v", typed, name, again, err)
		}
	})
}
