package web

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/gofiber/fiber/v2"

	"mingzhang/account"
	"mingzhang/account/password"
	"mingzhang/content"
	"mingzhang/database"
	"mingzhang/desk"
	"mingzhang/ledger"
	"mingzhang/portal"
	"mingzhang/registry"
	"mingzhang/search/embedded"
	"mingzhang/trail"
)

// The invented units of the desk's tests.
const (
	countyUnion = "郸城县妇女联合会"
	otherUnion  = "玉溪市总工会"
)

// bench is a site with everything real below it: accounts, desk, registry, portal.
type bench struct {
	*office
	site     *Site
	desk     *desk.Desk
	registry *registry.Registry
	portal   *portal.Portal
}

// allSteps are those of every table.
func allSteps(t testing.TB) []database.Migration {
	t.Helper()
	var steps []database.Migration
	for _, read := range []func() ([]database.Migration, error){
		func() ([]database.Migration, error) { return database.Steps("ledger", ledger.Migrations) },
		func() ([]database.Migration, error) { return database.Steps("registry", registry.Migrations) },
		func() ([]database.Migration, error) { return database.Steps("trail", trail.Migrations) },
		func() ([]database.Migration, error) { return database.Steps("account", account.Migrations) },
		func() ([]database.Migration, error) { return database.Steps("desk", desk.Migrations) },
	} {
		some, err := read()
		if err != nil {
			t.Fatal(err)
		}
		steps = append(steps, some...)
	}
	return steps
}

func newBench(t testing.TB) *bench {
	t.Helper()
	folder := t.TempDir()
	b := &bench{office: &office{TB: t, now: time.Now()}}
	now := func() time.Time { return b.now }
	db, err := database.Open(t.Context(), filepath.Join(folder, "mingzhang.db"), allSteps(t))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	key, err := ledger.LoadOrCreateKey(filepath.Join(folder, "log.key"), "example.org/log")
	if err == nil {
		b.registry, err = registry.Open(t.Context(), registry.Config{Folder: folder, DB: db, Key: key})
	}
	if err == nil {
		b.accounts, err = account.Open(t.Context(), account.Config{DB: db, Now: now, Password: password.Params{Memory: 64, Time: 1, Threads: 1}})
	}
	if err == nil {
		b.desk, err = desk.Open(t.Context(), desk.Config{Folder: folder, DB: db, Registry: b.registry, Units: b.accounts})
	}
	if err != nil {
		t.Fatal(err)
	}
	index, err := embedded.Open(filepath.Join(folder, "search"), nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = index.Close() })
	if b.portal, err = portal.Open(t.Context(), portal.Config{
		Registry: b.registry, Content: os.DirFS(filepath.Join(folder, "content")), Index: index, Rules: "test",
	}); err != nil {
		t.Fatal(err)
	}
	b.site, err = New(b.portal, Config{PublicURL: "http://example.com", Office: &Office{Accounts: b.accounts, Registry: b.registry, Desk: b.desk}, Now: now})
	if err != nil {
		t.Fatal(err)
	}
	b.app = fiber.New(fiber.Config{Immutable: true, DisableStartupMessage: true, BodyLimit: uploadLimit, ErrorHandler: func(c *fiber.Ctx, err error) error {
		failure := b.site.Error(c, err)
		if c.Response().StatusCode() >= 500 {
			t.Logf("%s %s: %v", c.Method(), c.Path(), err)
		}
		return failure
	}})
	b.site.Mount(b.app)
	b.people()
	return b
}

// people makes two units and who works for them.
func (b *bench) people() {
	b.Helper()
	for name, region := range map[string]string{countyUnion: "411625", otherUnion: "530400"} {
		if _, err := b.accounts.AddUnit(b.Context(), account.System(), name, region); err != nil {
			b.Fatal(err)
		}
	}
	county, other := content.PublisherID(countyUnion), content.PublisherID(otherUnion)
	for _, one := range []struct {
		login string
		role  account.Role
		unit  string
	}{
		{"jingban", account.Submitter, county}, {"shenhe", account.Reviewer, county}, {"biede", account.Reviewer, other}, {"zonggong", account.Reviewer, ""},
	} {
		_, link, err := b.accounts.AddAccount(b.Context(), account.System(), one.login, one.role, one.unit)
		if err == nil {
			_, err = b.accounts.Accept(b.Context(), link, goodPhrase)
		}
		if err != nil {
			b.Fatal(err)
		}
	}
}

// as gives a browser in which an account has signed in.
func (b *bench) as(login string) *browser {
	b.Helper()
	return b.browser().open("/desk/sign-in").submit("/desk/sign-in", "login", login, "password", goodPhrase).shows(200, "/desk", "工作台")
}

// catchUp lets the portal learn what was published.
func (b *bench) catchUp() {
	b.Helper()
	if err := b.portal.CatchUp(b.Context()); err != nil {
		b.Fatal(err)
	}
}

// sample gives a file of the corpus.
func sample(t testing.TB, name string) desk.File {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("..", "cmd", "mzscore", "testdata", "corpus", filepath.FromSlash(name)))
	if err != nil {
		t.Fatal(err)
	}
	return desk.File{Name: filepath.Base(name), Bytes: data}
}

// post sends a form with files, as a browser does, and follows where it leads.
func (b *browser) post(action string, form url.Values, files ...desk.File) *browser {
	b.Helper()
	var body bytes.Buffer
	w := multipart.NewWriter(&body)
	var failed []error
	for name, values := range form {
		for _, value := range values {
			failed = append(failed, w.WriteField(name, strings.ReplaceAll(value, "\n", "\r\n")))
		}
	}
	for _, f := range files {
		part, err := w.CreateFormFile("files", f.Name)
		failed = append(failed, err)
		_, err = part.Write(f.Bytes)
		failed = append(failed, err)
	}
	if err := errors.Join(append(failed, w.Close())...); err != nil {
		b.Fatal(err)
	}
	req := httptest.NewRequest(http.MethodPost, action, &body)
	req.Header.Set("Content-Type", w.FormDataContentType())
	place := &url.URL{Scheme: "http", Host: "example.com", Path: "/"}
	for _, c := range b.jar.Cookies(place) {
		req.AddCookie(c)
	}
	res, err := b.app.Test(req, -1)
	if err != nil {
		b.Fatalf("POST %s: %v", action, err)
	}
	defer res.Body.Close()
	text, err := io.ReadAll(res.Body)
	if err != nil {
		b.Fatal(err)
	}
	if res.StatusCode == http.StatusSeeOther {
		to, _, _ := strings.Cut(res.Header.Get("Location"), "#")
		return b.open(to)
	}
	b.page, b.at = answer{res.StatusCode, res.Header, string(text)}, action
	return b
}

var (
	anyInput = regexp.MustCompile(`<input[^>]*>`)
	areaTag  = regexp.MustCompile(`(?s)<textarea[^>]* name="([^"]*)"[^>]*>\n?(.*?)</textarea>`)
	pickTag  = regexp.MustCompile(`(?s)<select[^>]* name="([^"]*)"[^>]*>(.*?)</select>`)
	chosen   = regexp.MustCompile(`<option value="([^"]*)" selected>`)
	attrTag  = regexp.MustCompile(` (name|value|type)="([^"]*)"`)
)

// form reads the whole form of the page that goes to an address, with what stands
// in it, as a browser would send it.
func (b *browser) form(action string) url.Values {
	b.Helper()
	for _, form := range formTag.FindAllStringSubmatch(b.page.body, -1) {
		if form[1] == action {
			return fieldsOf(form[2])
		}
	}
	b.Fatalf("%s has no form for %s:\n%s", b.at, action, b.page.body)
	return nil
}

func fieldsOf(html string) url.Values {
	values := url.Values{}
	for _, tag := range anyInput.FindAllString(html, -1) {
		attr := map[string]string{}
		for _, m := range attrTag.FindAllStringSubmatch(tag, -1) {
			attr[m[1]] = unescape(m[2])
		}
		if attr["name"] != "" && attr["type"] != "checkbox" && attr["type"] != "file" {
			values.Add(attr["name"], attr["value"])
		}
	}
	for _, m := range areaTag.FindAllStringSubmatch(html, -1) {
		values.Add(m[1], unescape(m[2]))
	}
	for _, m := range pickTag.FindAllStringSubmatch(html, -1) {
		if option := chosen.FindStringSubmatch(m[2]); option != nil {
			values.Add(m[1], unescape(option[1]))
		}
	}
	return values
}

func unescape(s string) string {
	return strings.NewReplacer("&#34;", `"`, "&#39;", "'", "&lt;", "<", "&gt;", ">", "&#43;", "+", "&amp;", "&").Replace(s)
}

// press sends the form of a draft with some values changed, by one of its buttons.
func (b *browser) press(id, button string, values ...string) *browser {
	b.Helper()
	form := b.form(draftPath(id))
	for i := 0; i < len(values); i += 2 {
		form.Set(values[i], values[i+1])
	}
	form.Set("do", button)
	return b.post(draftPath(id), form)
}

// act presses a button of the forms beside the text.
func (b *browser) act(id, button string, values ...string) *browser {
	b.Helper()
	form := b.form(draftPath(id) + "/acts")
	for i := 0; i < len(values); i += 2 {
		form.Set(values[i], values[i+1])
	}
	form.Set("do", button)
	return b.send(http.MethodPost, draftPath(id)+"/acts", form)
}

var draftLink = regexp.MustCompile(`href="/desk/drafts/([a-z0-9]+)"`)

// upload sends files from the first page of the desk and gives the drafts that the
// answer links to.
func (b *browser) upload(files ...desk.File) []string {
	b.Helper()
	b.open("/desk").post("/desk/uploads", b.form("/desk/uploads"), files...).shows(200, "/desk/uploads", "上传结果")
	var ids []string
	for _, m := range draftLink.FindAllStringSubmatch(b.page.body, -1) {
		ids = append(ids, m[1])
	}
	return ids
}

// hits gives the ids of the personal data on the page of a draft.
func (b *browser) hits() []string {
	var ids []string
	for _, m := range regexp.MustCompile(`id="hit-([0-9a-f]+)"`).FindAllStringSubmatch(b.page.body, -1) {
		ids = append(ids, m[1])
	}
	return ids
}

// lacks checks that a page does not say something.
func (b *browser) lacks(words ...string) *browser {
	b.Helper()
	for _, unwanted := range words {
		if strings.Contains(b.page.body, unwanted) {
			b.Errorf("%s shows %q", b.at, unwanted)
		}
	}
	return b
}

// project is a text without personal data whose parts add up; n makes it another.
func project(n int) desk.File {
	return desk.File{Name: fmt.Sprintf("公开文本%d.txt", n), Bytes: fmt.Appendf(nil, `郸城县妇女联合会2024年预算重点领域财政项目文本公开

一、项目名称
困境儿童关爱服务（第%d批）

二、立项依据
《某某专项资金管理办法》（豫妇〔2022〕14号）。

三、项目实施单位
郸城县妇女联合会

四、项目基本概况
为困境儿童提供生活救助，帮扶100人。

五、项目实施内容
开展生活救助，做到应帮尽帮。

六、资金安排情况
项目资金共计20.00万元，资金来源为县级财政。其中：生活救助100人，每人2000元，共20.00万元。

七、项目实施计划
2024年1月至12月实施。

八、项目实施成效
满意度达到95%%以上。
`, n)}
}
