package web

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"mingzhang/account"
	"mingzhang/content"
	"mingzhang/desk"
)

// attackPath puts an id into the pattern of a route.
func attackPath(pattern, id string) string { return strings.Replace(pattern, ":id", id, 1) }

// TestEveryFormNeedsItsToken sends every form of the desk without a token, with a
// forged one and with that of another session: none does anything.
func TestEveryFormNeedsItsToken(t *testing.T) {
	b := newBench(t)
	clerk, other := b.as("jingban"), b.as("shenhe")
	id := clerk.upload(project(1))[0]
	others := token(other.open("/desk"))
	events := b.events()
	for _, route := range append(officePages(), deskPages()...) {
		if route.method != http.MethodPost || route.stranger {
			continue
		}
		for _, form := range []url.Values{nil, {"form": {"forged"}}, {"form": {strings.Repeat("A", 86)}}, {"form": {others}}} {
			path := attackPath(route.path, id)
			if clerk.send(http.MethodPost, path, form); clerk.page.status != http.StatusForbidden {
				t.Errorf("%s with %v: %d", path, form, clerk.page.status)
			}
		}
	}
	if now := b.events(); now != events {
		t.Errorf("forged forms left %d events", now-events)
	}
	clerk.open(draftPath(id)).shows(200, draftPath(id), "困境儿童关爱服务")
}

// events counts what the audit trail tells.
func (b *bench) events() int {
	b.Helper()
	rows, err := b.accounts.Trail(b.Context(), account.System(), 0, 10_000)
	if err != nil {
		b.Fatal(err)
	}
	return len(rows)
}

// attackActs are all buttons beside a draft, with what they want.
func attackActs(disclosure string) []url.Values {
	var forms []url.Values
	for _, do := range []string{"recall", "discard", "return", "approve", "publish", "plan", "unplan", "rebase", "replace"} {
		forms = append(forms, url.Values{
			"do": {do}, "version": {"1"}, "comment": {"可以"}, "planned": {"2027-01-01T00:00"}, "disclosure": {disclosure}, "reason": {"原因"},
		})
	}
	return forms
}

// TestNothingOfAnotherUnit tries every page and act on what another unit made ready
// and published, with good tokens and as a reviewer, who may do most.
func TestNothingOfAnotherUnit(t *testing.T) {
	b := newBench(t)
	clerk, reviewer, stranger := b.as("jingban"), b.as("shenhe"), b.as("biede")
	ids := clerk.upload(project(1), project(2))
	published := b.publishes(clerk, reviewer, ids[0])
	good := token(stranger.open("/desk"))
	own := stranger.upload(project(3))[0]
	for _, id := range ids {
		for _, page := range []string{"", "/preview", "/receipt", "/original", "/discard"} {
			for _, prefix := range []string{"", "/en"} {
				path := prefix + draftPath(id) + page
				stranger.open(path).shows(404, path).lacks("困境儿童关爱服务")
			}
		}
		for _, form := range attackActs("411625-2024-none") {
			form.Set("form", good)
			stranger.send(http.MethodPost, draftPath(id)+"/acts", form).lacks("困境儿童关爱服务")
			if status := stranger.page.status; status != http.StatusNotFound && (form.Get("do") != "replace" || status != http.StatusGone) {
				t.Errorf("%s of another unit's draft: %d", form.Get("do"), status)
			}
		}
		stranger.send(http.MethodPost, draftPath(id), url.Values{"form": {good}, "version": {"1"}, "do": {"save"}, "title": {"改成我的"}}).shows(404, draftPath(id))
	}
	for _, act := range []string{"/correct", "/withdraw"} {
		path := "/desk/published/" + published + act
		stranger.open(path).shows(403, path)
		stranger.post(path, url.Values{"form": {good}, "reason": {"原因"}}).shows(403, path)
	}
	take := attackActs(published)[8]
	take.Set("form", good)
	stranger.send(http.MethodPost, draftPath(own)+"/acts", take)
	if stranger.page.status != http.StatusGone {
		t.Errorf("the own draft takes the place of another unit's text: %d", stranger.page.status)
	}
	b.catchUp()
	if d, err := b.portal.Read(t.Context(), published); err != nil || d.Revision != 1 || !strings.HasPrefix(d.Title, "困境儿童") {
		t.Errorf("what was published changed: %v, %v", d, err)
	}
}

// publishes brings a draft to the public and gives the id under which it is there.
func (b *bench) publishes(clerk, reviewer *browser, id string) string {
	b.Helper()
	clerk.open(draftPath(id)).press(id, "submit").shows(200, draftPath(id), "已提交")
	reviewer.open(draftPath(id)).act(id, "approve").shows(200, draftPath(id), "已通过")
	reviewer.act(id, "publish")
	b.catchUp()
	found := regexp.MustCompile(`href="/disclosures/([0-9]{6}-[0-9]{4}-[a-z0-9]+)"`).FindStringSubmatch(reviewer.page.body)
	if found == nil {
		b.Fatalf("no receipt:\n%s", reviewer.page.body)
	}
	return found[1]
}

// TestOpenHandlersBehindHiddenButtons calls what the pages of a role do not show.
func TestOpenHandlersBehindHiddenButtons(t *testing.T) {
	b := newBench(t)
	county, other := content.PublisherID(countyUnion), content.PublisherID(otherUnion)
	everybody, err := b.accounts.Accounts(t.Context(), account.System())
	if err != nil {
		t.Fatal(err)
	}
	for _, login := range []string{"jingban", "shenhe", "zonggong"} {
		who := b.as(login)
		good := token(who.open("/desk"))
		for _, path := range []string{"/desk/admin", "/desk/admin/accounts", "/desk/admin/state", "/desk/admin/trail.csv"} {
			who.open(path).shows(403, path)
		}
		for _, unit := range []string{"", county, other} {
			form := url.Values{"form": {good}, "login": {"xinren" + unit}, "role": {"admin"}, "unit": {unit}, "name": {"新单位"}, "region": {"530400"}, "id": {unit}}
			for _, path := range []string{"/desk/admin", "/desk/admin/units/switch", "/desk/admin/accounts"} {
				who.send(http.MethodPost, path, form).shows(403, path)
			}
		}
		for _, target := range everybody {
			for _, act := range []string{"invite", "switch", "code", "unlink"} {
				who.send(http.MethodPost, "/desk/admin/accounts/"+act, url.Values{"form": {good}, "id": {target.ID}})
				if status := who.page.status; status != http.StatusForbidden && status != http.StatusNotFound {
					t.Errorf("%s: %s of %s: %d", login, act, target.Login, status)
				}
			}
		}
		who.send(http.MethodPost, "/desk/tokens", url.Values{"form": {good}, "name": {"甲"}, "days": {"9"}, "scope": {"admin"}}).shows(422, "/desk/tokens").lacks("mzp_")
	}
	if now, err := b.accounts.Accounts(t.Context(), account.System()); err != nil || len(now) != len(everybody) {
		t.Errorf("%d accounts, not %d: %v", len(now), len(everybody), err)
	}
}

// markup is what would run, load or break out of an attribute if it stood in a page
// as it is.
const markup = `"'><script>alert(9)</script><img src=x onerror=alert(9)>`

// running tells the first thing of a page that runs or loads what is not ours, or
// "".
func running(page string) string {
	for z := html.NewTokenizer(strings.NewReader(page)); z.Next() != html.ErrorToken; {
		tag := z.Token()
		if tag.Type == html.TextToken {
			continue
		}
		source := ""
		for _, a := range tag.Attr {
			value := strings.ToLower(strings.TrimSpace(a.Val))
			if strings.HasPrefix(a.Key, "on") || strings.HasPrefix(value, "javascript:") || strings.HasPrefix(value, "data:") {
				return tag.String()
			}
			if a.Key == "src" {
				source = value
			}
		}
		if name := tag.Data; (name == "script" && tag.Type == html.StartTagToken || name == "img" || name == "iframe") && !strings.HasPrefix(source, "/") {
			return tag.String()
		}
	}
	return ""
}

// fillWithMarkup puts markup into what a clerk types.
func fillWithMarkup(form url.Values) {
	for name, values := range form {
		switch {
		case strings.HasPrefix(name, "sections.") && strings.Count(name, ".") == 1:
			form.Set(name, values[0]+"\n\n[甲](javascript:alert(9)) <b onclick=alert(9)> ![乙](http://tracker.example/x.png) <http://a.example/\"onmouseover=alert(9)>\n\n```\n</code><script>alert(9)</script>\n```\n")
		case name == "title", name == "document_title", name == "implementer", strings.HasSuffix(name, ".name"), strings.HasSuffix(name, ".label"),
			strings.HasSuffix(name, ".recipient"), strings.HasSuffix(name, ".heading"):
			form.Set(name, values[0]+markup)
		}
	}
	form.Set("do", "save")
}

// TestHostileWords puts markup into every field of a draft, the name of its file and
// the words about it, and looks at every page that shows them.
func TestHostileWords(t *testing.T) {
	if running(`<p title="`+markup) == "" || running(`<a href="javascript:alert(9)">`) == "" {
		t.Fatal("the test would not see what runs")
	}
	b := newBench(t)
	clerk, reviewer := b.as("jingban"), b.as("shenhe")
	file := project(1)
	file.Name = markup + ".txt"
	id := clerk.upload(desk.File{Name: file.Name, Bytes: file.Bytes})[0]
	path := draftPath(id)
	clean := func(who *browser) {
		t.Helper()
		if found := running(who.page.body); found != "" || who.page.status != http.StatusOK {
			t.Errorf("%s: %d, holds %q", who.at, who.page.status, found)
		}
	}
	form := clerk.open(path).form(path)
	fillWithMarkup(form)
	clerk.post(path, form).shows(200, path, "已保存")
	clean(clerk)
	clean(clerk.open(path + "/preview"))
	clean(clerk.open("/desk"))
	clerk.open(path).press(id, "submit").shows(200, path, "已提交")
	reviewer.open(path).act(id, "return", "comment", markup).shows(200, path)
	clean(clerk.open(path))
	published := b.publishes(clerk, reviewer, id)
	clean(reviewer)
	clerk.post("/desk/published/"+published+"/correct", url.Values{"form": {token(clerk.open("/desk"))}, "reason": {markup}})
	clean(clerk)
	for _, page := range []string{"/disclosures/" + published, "/disclosures/" + published + "/history", "/disclosures/" + published + "/revisions/1", "/", "/desk/published", "/search?q=alert"} {
		for _, prefix := range []string{"", "/en"} {
			clean(clerk.open(prefix + page))
		}
	}
	name := clerk.open(path + "/original").page.header
	if disposition := name.Get("Content-Disposition"); strings.ContainsAny(disposition, "<>\r\n") ||
		!strings.HasPrefix(disposition, "attachment; ") || name.Get("Content-Type") != "application/octet-stream" {
		t.Errorf("the original is sent as %s %s", name.Get("Content-Type"), disposition)
	}
}

// TestNextPathHasOneSpelling: what a browser would read in another way is not
// followed.
func TestNextPathHasOneSpelling(t *testing.T) {
	for _, next := range []string{"/desk/\t//evil.example", "/desk/../..//evil.example", "/desk//evil.example", "/desk/..", "/desk/./me", "/desk/\x00"} {
		if got := nextPath(next); got != "/desk" {
			t.Errorf("%q leads to %q", next, got)
		}
	}
}
