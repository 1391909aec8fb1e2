package account

import (
	"context"
	"testing"
)

// issuer is a provider that vouches.
const issuer = "https://id.example.org"

func TestExternal(t *testing.T) {
	ctx, h := context.Background(), open(t, func(c *Config) { c.NeedCode = []Role{Admin} })
	u := h.unit("甲工会")
	a, _, err := h.AddAccount(ctx, System(), "li@example.org", Submitter, u.ID)
	must(t, err)
	chief := h.person("chief", Admin, "")
	li := External{Issuer: issuer, Subject: "100", Login: "LI@example.org", Device: "Firefox"}
	in, err := h.SignInExternal(ctx, li)
	must(t, err)
	who, err := h.Session(ctx, in.Cookie)
	if err != nil || who.Account != a.ID {
		t.Errorf("got %+v, %v", who, err)
	}
	if got := h.last(2); got != "identity.set session.start" {
		t.Errorf("trail: %s", got)
	}
	li.Login = "renamed@example.org"
	_, err = h.SignInExternal(ctx, li)
	must(t, err)
	for name, e := range map[string]External{
		"the next one with the name":    {Issuer: issuer, Subject: "200", Login: "li@example.org"},
		"the subject of another issuer": {Issuer: "https://evil.example.org", Subject: "100", Login: "li@example.org"},
		"one without an account":        {Issuer: issuer, Subject: "300", Login: "wang@example.org"},
		"no name":                       {Issuer: issuer, Subject: "300"},
		"no subject":                    {Issuer: issuer, Login: "chief"},
		"no issuer":                     {Subject: "300", Login: "chief"},
		"nobody":                        {},
	} {
		wants(t, name, errorOf(h.SignInExternal(ctx, e)), ErrSignIn)
	}
	if h.count("account") != 2 || h.count("identity") != 1 {
		t.Error("a refused sign-in left something")
	}
	in, err = h.SignInExternal(ctx, External{Issuer: issuer, Subject: "1", Login: "chief"})
	if err != nil || in.Next != nil {
		t.Errorf("the second factor is the provider's: %v, %v", in.Next, err)
	}
	must(t, h.SwitchAccount(ctx, System(), a.ID, false))
	wants(t, "a disabled account", errorOf(h.SignInExternal(ctx, li)), ErrSignIn)
	must(t, h.SwitchAccount(ctx, System(), a.ID, true))
	must(t, h.Unlink(ctx, System(), a.ID))
	wants(t, "an account that was freed", errorOf(h.SignInExternal(ctx, li)), ErrSignIn) // its name is another one now
	_, err = h.SignInExternal(ctx, External{Issuer: issuer, Subject: "200", Login: "li@example.org"})
	must(t, err)
	got, err := h.Account(ctx, System(), chief.ID)
	if err != nil || !got.External || !got.Password {
		t.Errorf("got %+v, %v", got, err)
	}
}
