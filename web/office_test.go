package web

import (
	"context"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/gofiber/fiber/v2"
	"github.com/pquerna/otp/totp"

	"mingzhang/account"
	"mingzhang/account/password"
	"mingzhang/database"
	"mingzhang/trail"
)

// office is a site with real accounts. Its browsers keep cookies and send forms
// with what the page put into them.
type office struct {
	testing.TB
	app      *fiber.App
	accounts *account.Store
	now      time.Time
}

const (
	adminName   = "guanliyuan"
	goodPhrase  = "春天的柳树 2026 很绿"
	otherPhrase = "秋天的银杏 2027 很黄"
	unitName    = "玉溪市总工会"
)

// logStub is a log of three entries.
type logStub struct{}

func (logStub) Size(context.Context) (int64, error) { return 3, nil }
func (logStub) VerifierKey() string                 { return "mingzhang.example/log+0a1b2c3d+AAAA" }

func newOffice(t testing.TB, needCode ...account.Role) *office {
	t.Helper()
	o := &office{TB: t, now: time.Date(2026, 6, 1, 1, 0, 0, 0, time.UTC)}
	var steps []database.Migration
	for _, read := range []func() ([]database.Migration, error){
		func() ([]database.Migration, error) { return database.Steps("trail", trail.Migrations) },
		func() ([]database.Migration, error) { return database.Steps("account", account.Migrations) },
	} {
		some, err := read()
		if err != nil {
			t.Fatal(err)
		}
		steps = append(steps, some...)
	}
	db, err := database.Open(t.Context(), filepath.Join(t.TempDir(), "data", "mingzhang.db"), steps)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	o.accounts, err = account.Open(t.Context(), account.Config{
		DB: db, Now: func() time.Time { return o.now }, NeedCode: needCode, Password: password.Params{Memory: 64, Time: 1, Threads: 1},
	})
	if err != nil {
		t.Fatal(err)
	}
	site, err := New(&fake{docs: records()}, Config{
		PublicURL: "http://example.com", Office: &Office{Accounts: o.accounts, Registry: logStub{}}, Now: func() time.Time { return o.now },
	})
	if err != nil {
		t.Fatal(err)
	}
	o.app = serve(site)
	return o
}

// browser is one person's browser.
type browser struct {
	*office
	jar  http.CookieJar
	page answer
	at   string // path of the page
}

func (o *office) browser() *browser {
	o.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		o.Fatal(err)
	}
	return &browser{office: o, jar: jar}
}

// send makes a request and follows redirects, as browsers do.
func (b *browser) send(method, target string, form url.Values) *browser {
	b.Helper()
	for range 5 {
		req := httptest.NewRequest(method, target, strings.NewReader(form.Encode()))
		if method == http.MethodPost {
			req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		}
		req.Header.Set("User-Agent", "Mozilla/5.0 (X11; Linux x86_64) Chrome/130.0")
		place := &url.URL{Scheme: "http", Host: "example.com", Path: "/"}
		for _, c := range b.jar.Cookies(place) {
			req.AddCookie(c)
		}
		res, err := b.app.Test(req, -1)
		if err != nil {
			b.Fatalf("%s %s: %v", method, target, err)
		}
		b.jar.SetCookies(place, res.Cookies())
		body, err := io.ReadAll(res.Body)
		if err != nil {
			b.Fatal(err)
		}
		b.page, b.at = answer{res.StatusCode, res.Header, string(body)}, target
		if res.StatusCode != http.StatusSeeOther {
			return b
		}
		method, target, form = http.MethodGet, res.Header.Get("Location"), nil
	}
	b.Fatalf("%s: too many redirects", target)
	return b
}

func (b *browser) open(target string) *browser {
	b.Helper()
	return b.send(http.MethodGet, target, nil)
}

var (
	formTag  = regexp.MustCompile(`(?s)<form[^>]* method="post"[^>]* action="([^"]*)"[^>]*>(.*?)</form>`)
	inputTag = regexp.MustCompile(`<input[^>]* type="hidden" name="([^"]*)" value="([^"]*)"`)
)

// submit fills the form of the page that goes to an address, with its hidden
// fields, and sends it. Values come in pairs of name and value.
func (b *browser) submit(action string, values ...string) *browser {
	b.Helper()
	for _, form := range formTag.FindAllStringSubmatch(b.page.body, -1) {
		if form[1] != action {
			continue
		}
		sent := url.Values{}
		for _, hidden := range inputTag.FindAllStringSubmatch(form[2], -1) {
			sent.Set(hidden[1], hidden[2])
		}
		for i := 0; i < len(values); i += 2 {
			sent.Set(values[i], values[i+1])
		}
		return b.send(http.MethodPost, action, sent)
	}
	b.Fatalf("%s has no form for %s:\n%s", b.at, action, b.page.body)
	return b
}

// shows checks where the browser is and what it sees.
func (b *browser) shows(status int, path string, words ...string) *browser {
	b.Helper()
	at, _, _ := strings.Cut(b.at, "?")
	if b.page.status != status || at != path {
		b.Errorf("the browser is at %s with %d; want %s with %d", at, b.page.status, path, status)
	}
	for _, want := range words {
		if !strings.Contains(b.page.body, want) {
			b.Errorf("%s does not show %q:\n%s", b.at, want, b.page.body)
		}
	}
	return b
}

// admin gives a browser in which the first admin has signed in.
func (o *office) admin() *browser {
	o.Helper()
	link, err := o.accounts.Bootstrap(o.Context())
	if err != nil {
		o.Fatal(err)
	}
	b := o.browser().open("/desk/first?link=" + link)
	b.submit("/desk/first", "login", adminName, "password", goodPhrase, "again", goodPhrase)
	return b.submit("/desk/sign-in", "login", adminName, "password", goodPhrase)
}

// TestSigningIn goes through every step of the first admin's sign-in.
func TestSigningIn(t *testing.T) {
	o := newOffice(t, account.Admin)
	link, err := o.accounts.Bootstrap(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	b := o.browser().open("/desk/me")
	b.shows(200, "/desk/sign-in", "登录工作台")
	b.open("/desk/first?link="+link).shows(200, "/desk/first", "设置第一位管理员")
	b.submit("/desk/first", "login", adminName, "password", goodPhrase, "again", "x").shows(422, "/desk/first", "两次输入的密码不一样", adminName)
	b.submit("/desk/first", "login", adminName, "password", "1234567890", "again", "1234567890").shows(422, "/desk/first", "太常见")
	b.submit("/desk/first", "login", adminName, "password", goodPhrase, "again", goodPhrase).shows(200, "/desk/sign-in")
	o.browser().open("/desk/first?link="+link).submit("/desk/first", "login", "b", "password", goodPhrase, "again", goodPhrase).shows(422, "/desk/first", "已失效")
	b.submit("/desk/sign-in", "login", adminName, "password", otherPhrase).shows(422, "/desk/sign-in", "不正确", `value="`+adminName)
	b.submit("/desk/sign-in", "login", adminName, "password", goodPhrase).shows(200, "/desk/authenticator", "<svg", "身份验证器")
	b.open("/desk/me").shows(200, "/desk/authenticator") // no way around it
	secret := regexp.MustCompile(`<code class="secret">([A-Z2-7]+)`).FindStringSubmatch(b.page.body)[1]
	b.submit("/desk/authenticator", "code", "000000").shows(422, "/desk/authenticator", "不正确")
	code, err := totp.GenerateCode(secret, o.now)
	if err != nil {
		t.Fatal(err)
	}
	b.submit("/desk/authenticator", "code", code).shows(200, "/desk/authenticator", "请保存备用码")
	b.open("/desk/me").shows(200, "/desk/me", adminName, "Chrome Linux（本机）")
	b.submit("/desk/sign-out").shows(200, "/desk/sign-in")
	b.open("/desk/me").shows(200, "/desk/sign-in")

	o.now = o.now.Add(time.Minute)
	b.open("/desk/me").submit("/desk/sign-in", "login", adminName, "password", goodPhrase).shows(200, "/desk/code", "输入验证码")
	b.submit("/desk/code", "code", "000000").shows(422, "/desk/code", "不正确")
	if code, err = totp.GenerateCode(secret, o.now); err != nil {
		t.Fatal(err)
	}
	b.submit("/desk/code", "code", code)
	b.open("/desk/me").shows(200, "/desk/me", "我的账号")
}

// TestAnOpenSessionSetsUpNoAuthenticator without the password of its owner.
func TestAnOpenSessionSetsUpNoAuthenticator(t *testing.T) {
	o := newOffice(t)
	b := o.admin().open("/desk/authenticator").shows(200, "/desk/authenticator", `name="password"`)
	secret := regexp.MustCompile(`<code class="secret">([A-Z2-7]+)`).FindStringSubmatch(b.page.body)[1]
	code, err := totp.GenerateCode(secret, o.now)
	if err != nil {
		t.Fatal(err)
	}
	b.submit("/desk/authenticator", "code", code).shows(422, "/desk/authenticator", "不正确")
	b.submit("/desk/authenticator", "code", code, "password", otherPhrase).shows(422, "/desk/authenticator", "不正确")
	b.submit("/desk/authenticator", "code", code, "password", goodPhrase).shows(200, "/desk/authenticator", "请保存备用码")
}

// TestStrangersAndForgers asks for pages and sends forms without leave.
func TestStrangersAndForgers(t *testing.T) {
	o := newOffice(t)
	admin := o.admin()
	for _, p := range officePages() {
		if p.stranger {
			continue
		}
		if b := o.browser().send(p.method, p.path, url.Values{}); b.page.status != 200 || !strings.HasPrefix(b.at, "/desk/sign-in") {
			t.Errorf("%s %s for a stranger: %s, %d", p.method, p.path, b.at, b.page.status)
		}
		if p.method == http.MethodPost {
			if admin.send(p.method, p.path, url.Values{"form": {"forged"}}); admin.page.status != 403 {
				t.Errorf("POST %s with a forged token: %d", p.path, admin.page.status)
			}
		}
	}
	admin.open("/desk/me")
	cookies := admin.jar.Cookies(&url.URL{Scheme: "http", Host: "example.com", Path: "/"})
	admin.submit("/desk/sign-out")
	thief := o.browser()
	thief.jar.SetCookies(&url.URL{Scheme: "http", Host: "example.com", Path: "/"}, cookies)
	if thief.open("/desk/me"); !strings.HasPrefix(thief.at, "/desk/sign-in") {
		t.Errorf("a stolen session after the sign-out leads to %s", thief.at)
	}
}

func TestNextPathStaysHere(t *testing.T) {
	for next, want := range map[string]string{
		"/desk": "/desk", "/desk/drafts/d1": "/desk/drafts/d1", "": "/desk", "/": "/desk", "//evil.example": "/desk", "https://evil.example": "/desk",
		"/desk/\\evil": "/desk", "/desk/a\r\nSet-Cookie: x": "/desk", "/desktop": "/desk",
	} {
		if got := nextPath(next); got != want {
			t.Errorf("%q leads to %q, want %q", next, got, want)
		}
	}
}

// TestAdministration adds a unit, an account and a token, and takes them away.
func TestAdministration(t *testing.T) {
	o := newOffice(t)
	admin := o.admin()
	admin.open("/desk/admin").shows(200, "/desk/admin", "还没有单位")
	admin.submit("/desk/admin", "name", unitName, "region", "999999").shows(422, "/desk/admin", "不能接受", unitName)
	admin.submit("/desk/admin", "name", unitName, "region", "530400").shows(200, "/desk/admin", "已新增单位", unitName, "玉溪市 530400")
	admin.submit("/desk/admin", "name", unitName, "region", "530400").shows(422, "/desk/admin", "已被使用")

	unit := regexp.MustCompile(`name="id" value="(p[0-9a-z]+)"`).FindStringSubmatch(admin.page.body)[1]
	admin.open("/desk/admin/accounts").shows(200, "/desk/admin/accounts", adminName)
	admin.submit("/desk/admin/accounts", "login", "jingbanren", "role", "submitter", "unit", "").shows(422, "/desk/admin/accounts", "不能接受")
	admin.submit("/desk/admin/accounts", "login", "jingbanren", "role", "submitter", "unit", unit).shows(200, "/desk/admin/accounts", "设置密码的链接", "jingbanren")
	link := regexp.MustCompile(`http://example.com(/desk/invitation\?link=[^<]+)`).FindStringSubmatch(admin.page.body)[1]

	clerk := o.browser().open(link).shows(200, "/desk/invitation", "jingbanren")
	clerk.submit("/desk/invitation", "password", otherPhrase, "again", otherPhrase).shows(200, "/desk/sign-in")
	o.browser().open(link).shows(422, "/desk/invitation", "已失效")
	clerk.submit("/desk/sign-in", "login", "jingbanren", "password", otherPhrase)
	clerk.open("/desk/admin").shows(403, "/desk/admin")
	clerk.open("/desk/admin/state").shows(403, "/desk/admin/state")
	clerk.open("/desk/admin/trail.csv").shows(403, "/desk/admin/trail.csv")
	clerk.open("/desk/tokens").submit("/desk/tokens", "name", "办公系统", "days", "400", "scope", "read").shows(422, "/desk/tokens", "365")
	clerk.submit("/desk/tokens", "name", "办公系统", "days", "30", "scope", "drafts:write").shows(200, "/desk/tokens", "新的接口密钥", "mzp_")
	clerk.open("/desk/tokens").shows(200, "/desk/tokens", "办公系统", "上传、修改和提交")
	clerk.submit("/desk/tokens/revoke").shows(200, "/desk/tokens", "已作废", "作废")
	clerk.open("/desk/me").submit("/desk/me/password", "old", "wrong phrase here", "password", goodPhrase, "again", goodPhrase).shows(422, "/desk/me/password", "不正确")
	clerk.submit("/desk/me/password", "old", otherPhrase, "password", goodPhrase, "again", goodPhrase).shows(200, "/desk/sign-in")
	clerk.submit("/desk/sign-in", "login", "jingbanren", "password", goodPhrase)
	clerk.open("/desk/me").shows(200, "/desk/me")

	admin.open("/desk/admin/accounts").submit("/desk/admin/accounts/switch").shows(200, "/desk/admin/accounts", "已更改")
	if clerk.open("/desk/me"); !strings.HasPrefix(clerk.at, "/desk/sign-in") {
		t.Errorf("the session of a switched-off account leads to %s", clerk.at)
	}
	admin.open("/desk/admin/state").shows(200, "/desk/admin/state", "3 条", "mingzhang.example/log", "account.add", "account.")
	admin.open("/desk/admin/trail.csv").shows(200, "/desk/admin/trail.csv", "id,at,actor,action", "unit.add")
	if strings.Contains(admin.page.body, "jingbanren") || strings.Contains(admin.page.body, unitName) {
		t.Error("the audit trail names people")
	}
}
