package api

import (
	"bytes"
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
	"unicode"

	"mingzhang/account"
	"mingzhang/desk"
	"mingzhang/ingest/hostile"
)

// every endpoint that needs a token, with a body that it would take.
func calls(draft, record string) map[string]string {
	all := map[string]string{
		"POST /api/v1/uploads": "", "GET /api/v1/drafts": "", "GET " + draft: "", "PATCH " + draft: `{"title":"甲"}`,
		"POST " + record + "/corrections": `{"reason":"有误"}`, "POST " + record + "/withdrawals": `{"reason":"取消"}`,
	}
	for name, body := range map[string]string{
		"decisions": `{"decisions":[{"hit":"x","action":"mask"}]}`, "submit": "", "recall": "", "return": `{"comment":"请改"}`, "approve": "",
		"plan": `{"planned":null}`, "publish": "", "discard": "", "rebase": "", "replace": `{"disclosure":"530400-2023-k7q2m9","reason":"有误"}`,
	} {
		all["POST "+draft+"/"+name] = body
	}
	return all
}

func TestEveryEndpointWantsAGoodToken(t *testing.T) {
	b := newBureau(t)
	draft := b.begin(budget(1))
	all := calls(draft, "/api/v1/disclosures/530400-2023-k7q2m9")
	if len(all) != len(writeRoutes()) {
		t.Fatalf("%d calls for %d endpoints", len(all), len(writeRoutes()))
	}
	b.tokens["forged"] = strings.ToLower(b.tokens["clerk"][:20]) + b.tokens["chief"][20:]
	clerk, err := b.accounts.AccountNamed(t.Context(), account.System(), "clerk")
	b.must(err)
	b.must(b.accounts.RevokeToken(t.Context(), account.System(), b.token("revoked", clerk.ID, account.WriteDrafts)))
	for call, body := range all {
		method, path, _ := strings.Cut(call, " ")
		for _, who := range []string{"nobody", "forged", "revoked"} {
			r := b.send(who, method, path, `"1"`, body).is(401, "API token")
			if challenge := r.header.Get("WWW-Authenticate"); !strings.HasPrefix(challenge, `Bearer realm="mingzhang"`) || (who == "nobody") == strings.Contains(challenge, "invalid_token") {
				t.Errorf("%s as %s asks for %q", call, who, challenge)
			}
		}
		b.ask("nobody", method, path, strings.NewReader(body), "Cookie", "mz_session="+b.tokens["clerk"], "Authorization", "Basic "+b.tokens["clerk"]).is(401)
	}
	b.now = b.now.AddDate(1, 0, 0)
	b.send("clerk", "GET", draft, "", "").is(401)
}

// TestRolesAndUnits: a token does what its scopes say, for its unit. What belongs
// to another unit is not there.
func TestRolesAndUnits(t *testing.T) {
	b := newBureau(t)
	draft, record := b.begin(budget(1)), b.public(budget(2))
	for call, body := range calls(draft, record) {
		method, path, _ := strings.Cut(call, " ")
		if path == "/api/v1/uploads" || path == "/api/v1/drafts" {
			continue
		}
		b.send("stranger", method, path, `"1"`, body).is(404)
		if method != "GET" {
			r := b.send("reader", method, path, `"1"`, body).is(403, "needs the scope")
			if !strings.Contains(r.header.Get("WWW-Authenticate"), `error="insufficient_scope", scope="`) {
				t.Errorf("%s: %q names no scope", call, r.header.Get("WWW-Authenticate"))
			}
		}
	}
	for _, act := range []string{"approve", "publish", "return"} {
		b.send("clerk", "POST", draft+"/"+act, `"1"`, `{"comment":"好"}`).is(403)
	}
	b.hand("reader", "", desk.File{Name: "甲.txt", Bytes: budget(3)}).is(403)
	b.ask("reader", "GET", draft, nil).is(200)
	b.ask("stranger", "GET", "/api/v1/drafts", nil).is(200, `{"data":[],"next":null}`)
	b.ask("stranger", "GET", "/api/v1/drafts?unit="+city(), nil).is(404)
	b.ask("chief", "GET", "/api/v1/drafts?unit="+city(), nil).is(200, draft[len("/api/v1/drafts/"):])

	b.send("reviewer", "PATCH", draft, `"1"`, `{"title":"困难职工帮扶专项资金"}`).is(200)
	b.send("clerk", "POST", draft+"/submit", `"2"`, "").is(200)
	b.send("reviewer", "POST", draft+"/approve", `"3"`, "").is(403, "edited or submitted")
	b.send("chief", "POST", draft+"/approve", `"3"`, "").is(200)
}

// TestVersionsAndStates: acts name what they saw, and have their place.
func TestVersionsAndStates(t *testing.T) {
	b := newBureau(t)
	draft := b.begin(budget(1))
	for tag, status := range map[string]int{"": 428, "*": 428, "1": 400, `"1", "2"`: 400, `W/"1"`: 412, `"2"`: 412, `"01"`: 412, `"x"`: 412, `"-1"`: 412, `"99999999999999999999"`: 412} {
		b.send("clerk", "PATCH", draft, tag, `{"title":"甲"}`).is(status, "If-Match")
	}
	b.send("chief", "POST", draft+"/publish", `"1"`, "").is(409, "is open")
	b.send("chief", "POST", draft+"/approve", `"1"`, "").is(409)
	b.send("clerk", "POST", draft+"/recall", `"1"`, "").is(409)
	b.send("clerk", "POST", draft+"/rebase", `"1"`, "").is(409)
	b.send("clerk", "POST", draft+"/submit", `"1"`, "").is(200)
	b.send("clerk", "PATCH", draft, `"2"`, `{"title":"甲"}`).is(409)
	b.send("clerk", "POST", draft+"/submit", `"1"`, "").is(412, "version 2")
	b.send("clerk", "GET", "/api/v1/drafts/d0000000000000000", "", "").is(404)
	b.send("clerk", "POST", "/api/v1/disclosures/530400-2023-zzzzzz/corrections", "", `{"reason":"有误"}`).is(404)

	var wait sync.WaitGroup // two reviewers at once: one wins
	answers := make([]*http.Response, 2)
	for i, who := range []string{"reviewer", "chief"} {
		wait.Go(func() {
			req := httptest.NewRequest("POST", draft+"/approve", nil)
			req.Header.Set("Authorization", "Bearer "+b.tokens[who])
			req.Header.Set("If-Match", `"2"`)
			answers[i], _ = b.app.Test(req, -1)
		})
	}
	wait.Wait()
	if one, two := answers[0].StatusCode, answers[1].StatusCode; one+two != 200+412 {
		t.Errorf("two reviewers at once: %d and %d", one, two)
	}
}

func TestBadBodies(t *testing.T) {
	b := newBureau(t)
	draft := b.begin(budget(1))
	for _, c := range []struct {
		path, body string
		status     int
		words      string
	}{
		{"", ``, 400, "no JSON"},
		{"", `{`, 400, "at byte 1"},
		{"", `{"title":"甲"} {}`, 400, "no JSON"},
		{"", "{\"title\":\"\xff\"}", 400, "UTF-8"},
		{"", strings.Repeat("[", 20_000), 400, "no JSON"},
		{"", `null`, 422, `"location":"body"`},
		{"", `[]`, 422, "object"},
		{"", `{"titel":"甲"}`, 422, "body.titel"},
		{"", `{"title":1}`, 422, "body.title"},
		{"", `{"lines":[{"label":"甲"},{"label":"乙","rate":2000}]}`, 422, "body.lines[1].rate"},
		{"", `{"lines":[{"label":"甲"},{"label":"乙","rate":"贵"}]}`, 422, "body.lines[1].rate"},
		{"", `{"amount":"很多"}`, 422, "body.amount"},
		{"", `{"reason":"不该有"}`, 422, "body.reason"},
		{"", `{"sections":[{"key":"nothing","markdown":"甲"}]}`, 422, "body.sections.nothing"},
		{"/decisions", `{"decisions":[]}`, 422, "body.decisions"},
		{"/decisions", `{"decisions":[{"hit":"x","action":"erase"}]}`, 422, "body.decisions[0].action"},
		{"/decisions", `{"decisions":[{"hit":"x","action":"mask"}]}`, 422, "body.hits.x"},
		{"/decisions", `{"decisions":[{"hit":"x","action":"mask","by":"me"}]}`, 422, "body.decisions[0].by"},
		{"/submit", `{"planned":"soon"}`, 422, "body.planned"},
		{"/submit", `{"planned":"2999-01-01T00:00:00Z"}`, 422, "body.planned"},
		{"/recall", `{"now":true}`, 422, "body.now"},
		{"/replace", `{"disclosure":"../../etc","reason":"有误"}`, 404, "no such"},
	} {
		method := "POST"
		if c.path == "" {
			method = "PATCH"
		}
		b.ask("clerk", method, draft+c.path, strings.NewReader(c.body), "If-Match", `"1"`, "Content-Type", "application/json").is(c.status, c.words)
	}
	b.ask("chief", "POST", draft+"/return", strings.NewReader(`{"comment":""}`), "If-Match", `"1"`, "Content-Type", "application/json").is(422, "body.comment")
	for _, contentType := range []string{"text/plain", "application/json; charset=gbk", ";"} {
		b.ask("clerk", "PATCH", draft, strings.NewReader(`{"title":"甲"}`), "If-Match", `"1"`, "Content-Type", contentType).is(415)
	}
	b.ask("clerk", "PATCH", draft, strings.NewReader(`{"title":"甲"}`), "If-Match", `"1"`, "Content-Type", "application/json", "Content-Encoding", "gzip").is(415)
	b.ask("clerk", "PATCH", draft+"?version=1", strings.NewReader(`{"title":"甲"}`), "If-Match", `"1"`, "Content-Type", "application/json").is(400, "query.version")
	for _, query := range []string{"state=lost", "limit=0", "limit=1001", "cursor=x", "cursor=1.d", "unit=a&unit=b", "disclosure=x", "states=open"} {
		want := 400
		if query == "cursor=x" {
			want = 422
		}
		if query == "cursor=1.d" {
			want = 200
		}
		b.ask("clerk", "GET", "/api/v1/drafts?"+query, nil).is(want)
	}
	b.ask("clerk", "GET", draft, nil, "Accept", "text/html").is(406)
	b.ask("clerk", "GET", draft, nil).is(200, `"version":1`) // nothing was changed
}

func TestBadUploads(t *testing.T) {
	b := newBureau(t)
	one := desk.File{Name: "甲.txt", Bytes: budget(1)}
	b.hand("clerk", "k", one).is(201)
	b.hand("clerk", "k", desk.File{Name: "甲.txt", Bytes: budget(2)}).is(409, "header.Idempotency-Key")
	b.hand("clerk", strings.Repeat("k", 201), one).is(422, "header.Idempotency-Key")
	b.hand("clerk", "none").is(422, "body.file")
	b.hand("chief", "unit", one).is(422, "body.unit")
	b.hand("clerk", "many", slices.Repeat([]desk.File{one}, 21)...).is(413, "20 files")
	for place, fields := range map[string]map[string]string{"body.file": {"file": "text"}, "body.note": {"note": "x"}} {
		body, contentType := b.form(fields, one)
		b.ask("clerk", "POST", "/api/v1/uploads", body, "Content-Type", contentType).is(422, place)
	}
	for unit, status := range map[string]int{city(): 201, "pnothing00": 422} {
		body, contentType := b.form(map[string]string{"unit": unit}, one)
		b.ask("chief", "POST", "/api/v1/uploads", body, "Content-Type", contentType).is(status)
	}
	body, contentType := b.form(map[string]string{"unit": city()}, one)
	b.ask("stranger", "POST", "/api/v1/uploads", body, "Content-Type", contentType).is(404)
	b.ask("clerk", "POST", "/api/v1/uploads", strings.NewReader("x"), "Content-Type", "text/plain").is(415)
	b.ask("clerk", "POST", "/api/v1/uploads", strings.NewReader("x"), "Content-Type", "multipart/form-data").is(400)
	body, contentType = b.form(nil, one)
	b.ask("clerk", "POST", "/api/v1/uploads", body, "Content-Type", contentType, "Content-Encoding", "gzip").is(415)
	b.hand("clerk", "climb", desk.File{Name: "../../../etc/甲.txt", Bytes: budget(3)}).is(201, `"drafts":[{"id":"d`)
}

// TestHostileFiles: whatever is handed in, the answer is a draft or a sentence
// that says what to do, and the portal goes on.
func TestHostileFiles(t *testing.T) {
	const small = 100 << 10 // bytes; the others are read by the tests of publish
	b := newBureau(t)
	for _, f := range hostile.Files("http://127.0.0.1:9/") {
		content := f.Bytes()
		if f.Name == "" || strings.ContainsFunc(f.Name, unicode.IsControl) {
			continue // no part of a form is named so: it is refused before any handler
		}
		if len(content) > small || bytes.HasPrefix(content, []byte("%PDF")) {
			continue // PDF needs a process of its own
		}
		r := b.hand("clerk", "", desk.File{Name: f.Name, Bytes: content})
		switch {
		case f.Want == "" && r.status == 201:
		case f.Want != "" && r.status == 422:
			r.is(422, `"location":"body.file[0]"`, "No draft came of this upload")
		default:
			t.Errorf("%s: %d %.300s", f.Name, r.status, r.body)
		}
	}
	b.begin(budget(1))
}

// TestWritingStaysClosedToOtherSites: a browser on another site may not write.
func TestWritingStaysClosedToOtherSites(t *testing.T) {
	b := newBureau(t)
	r := b.ask("", "OPTIONS", "/api/v1/uploads", nil, "Origin", "https://evil.example", "Access-Control-Request-Method", "POST")
	if methods := r.header.Get("Access-Control-Allow-Methods"); methods != "GET, HEAD, OPTIONS" {
		t.Errorf("others may use %q", methods)
	}
	if allowed := r.header.Get("Access-Control-Allow-Headers"); strings.Contains(strings.ToLower(allowed), "authorization") {
		t.Errorf("others may send %q", allowed)
	}
}

// TestFaultsTellNothing: what goes wrong inside stays inside.
func TestFaultsTellNothing(t *testing.T) {
	b := newBureau(t)
	draft := b.begin(budget(1))
	b.must(b.db.Close())
	for call, body := range calls(draft, "/api/v1/disclosures/530400-2023-k7q2m9") {
		method, path, _ := strings.Cut(call, " ")
		if r := b.send("clerk", method, path, `"1"`, body); r.status != 500 || !bytes.Contains(r.body, []byte("on our side")) || bytes.Contains(r.body, []byte("sql")) {
			t.Errorf("%s: %d %s", call, r.status, r.body)
		}
	}
	app := newApp(t, newFake(), Config{})
	for call := range calls("/api/v1/drafts/d1", "/api/v1/disclosures/x") {
		method, path, _ := strings.Cut(call, " ")
		res, err := app.Test(httptest.NewRequest(method, path, nil), -1)
		if err != nil || res.StatusCode != http.StatusServiceUnavailable {
			t.Errorf("%s without an office: %v %v", call, fmt.Sprint(res.StatusCode), err)
		}
	}
}
