package web

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"github.com/valyala/fasthttp"

	"mingzhang/account"
	"mingzhang/content"
	"mingzhang/desk"
	"mingzhang/ingest/hostile"
)

// TestNothingTypedIsLost has two clerks at one draft.
func TestNothingTypedIsLost(t *testing.T) {
	b := newBench(t)
	first, second := b.as("jingban"), b.as("zonggong")
	id := first.upload(project(1))[0]
	path := draftPath(id)
	first.open(path)
	second.open(path).press(id, "save", "amount", "30.00万元", "implementer", "另一科室").shows(200, path, "已保存")
	first.press(id, "save", "amount", "25.00万元", "title", "我改的名称")
	first.shows(409, path, "您的填写没有保存", `value="25.00万元"`, `value="我改的名称"`, "其间别人改成了", "30.00万元", `value="另一科室"`)
	first.press(id, "save").shows(200, path, "已保存", `value="25.00万元"`, `value="我改的名称"`, `value="另一科室"`)

	second.open(path).press(id, "submit").shows(200, path, "已提交")
	first.press(id, "save", "title", "晚了一步").shows(409, path, "待审核", `value="晚了一步"`)
	first.open(path).act(id, "recall", "version", "1").shows(409, path+"/acts", "别人刚刚改动了")
}

// TestForeignHands tries what another unit, another role, a forged form and an
// ended session may not do.
func TestForeignHands(t *testing.T) {
	b := newBench(t)
	clerk := b.as("jingban")
	id := clerk.upload(project(1))[0]
	path := draftPath(id)
	stranger := b.as("biede")
	for _, target := range []string{path, path + "/preview", path + "/receipt", path + "/original", path + "/discard"} {
		stranger.open(target).shows(404, target, "返回工作台").lacks("困境儿童关爱服务")
	}
	clerk.open(path)
	form := clerk.form(path)
	own := stranger.open("/desk").form("/desk/uploads")
	form.Set("form", own.Get("form"))
	stranger.post(path, form).shows(404, path)

	form.Set("form", "forged")
	form.Set("title", "改到一半的名称")
	clerk.post(path, form).shows(403, path, "表单已过期", `value="改到一半的名称"`)
	clerk.press(id, "save").shows(200, path, "已保存", `value="改到一半的名称"`)
	clerk.send(http.MethodPost, path+"/acts", url.Values{"do": {"discard"}, "version": {"1"}}).shows(403, path+"/acts")
	clerk.open(path).press(id, "submit").shows(200, path, "已提交")
	version := regexp.MustCompile(`name="version" value="(\d+)"`).FindStringSubmatch(clerk.page.body)[1]
	for _, act := range []string{"approve", "publish", "return"} {
		send := url.Values{"form": {token(clerk)}, "version": {version}, "do": {act}, "comment": {"可以"}}
		clerk.send(http.MethodPost, path+"/acts", send).shows(403, path+"/acts", "没有这项权限", "返回稿件")
	}
	reviewer := b.as("shenhe")
	mine := reviewer.upload(project(2))[0]
	reviewer.open(draftPath(mine)).press(mine, "submit").shows(200, draftPath(mine), "不能自己审核").lacks(`value="approve"`)
	send := url.Values{"form": {token(reviewer)}, "version": {"2"}, "do": {"approve"}}
	reviewer.send(http.MethodPost, draftPath(mine)+"/acts", send).shows(403, draftPath(mine)+"/acts", "不能自己审核")

	before := token(clerk.open(path))
	clerk.submit("/desk/sign-out").shows(200, "/desk/sign-in")
	clerk.open(path).shows(200, "/desk/sign-in")
	clerk.post(path, form).shows(401, path, "登录已失效", "后退键")
	clerk.send(http.MethodPost, path+"/acts", url.Values{"form": {before}, "version": {version}, "do": {"recall"}}).shows(200, "/desk/sign-in")
	reviewer.open(path).shows(200, path, "待审核")
}

// token gives the token of the page's forms.
func token(b *browser) string {
	return regexp.MustCompile(`name="form" value="([^"]+)"`).FindStringSubmatch(b.page.body)[1]
}

// TestDeskPagesHoldNoScript looks at every page of the desk in both languages.
func TestDeskPagesHoldNoScript(t *testing.T) {
	b := newBench(t)
	clerk := b.as("jingban")
	path := draftPath(clerk.upload(sample(t, corpusFile))[0])
	inline := regexp.MustCompile(`(?i)<style|\sstyle=|\son[a-z]+=|javascript:|<script[^>]*>[^<]`)
	script := regexp.MustCompile(`<script src="(/assets/[0-9a-f]+\.desk\.js)" defer></script>`)
	for _, target := range []string{"/desk", path, path + "/preview", path + "/discard", "/desk/published"} {
		for _, prefix := range []string{"", "/en"} {
			clerk.open(prefix+target).shows(200, prefix+target)
			if found := inline.FindString(clerk.page.body); found != "" {
				t.Errorf("%s holds %q", clerk.at, found)
			}
			if missing := regexp.MustCompile(`\b(desk|draft|review|personal|advice|published|receipt)\.[a-z_]+(\.[a-z_]+)*\b`).FindString(clerk.page.body); missing != "" && !strings.Contains(missing, "desk.js") && !strings.Contains(missing, "desk.css") {
				t.Errorf("%s shows the key %s", clerk.at, missing)
			}
		}
	}
	found := script.FindStringSubmatch(clerk.open("/desk").page.body)
	if found == nil {
		t.Fatal("the desk loads no script of its own")
	}
	if clerk.open(found[1]).shows(200, found[1], "use strict").page.header.Get("Content-Type") != "text/javascript; charset=utf-8" {
		t.Errorf("the script has the type %s", clerk.page.header.Get("Content-Type"))
	}
}

// TestUploadLimit asks who may send large bodies.
func TestUploadLimit(t *testing.T) {
	b := newBench(t)
	clerk := b.as("jingban")
	place := &url.URL{Scheme: "http", Host: "example.com", Path: "/"}
	var session string
	for _, c := range clerk.jar.Cookies(place) {
		if c.Name == sessionCookie {
			session = c.Value
		}
	}
	who, err := b.accounts.Session(t.Context(), session)
	if err != nil {
		t.Fatal(err)
	}
	secret, _, err := b.accounts.NewToken(t.Context(), who, account.TokenRequest{
		Name: "程序", Unit: content.PublisherID(countyUnion), Scopes: []account.Scope{account.WriteDrafts}, Ends: b.now.AddDate(0, 1, 0),
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		method, path, cookie, bearer string
		want                         int
	}{
		{"POST", "/desk/uploads", session, "", uploadLimit},
		{"POST", "/en/desk/uploads?a=b", session, "", uploadLimit},
		{"POST", "/desk/drafts/d1", session, "", draftLimit},
		{"POST", "/desk/uploads", "", "", 0},
		{"POST", "/desk/uploads", "forged", "", 0},
		{"GET", "/desk/uploads", session, "", 0},
		{"POST", "/desk/sign-in", session, "", 0},
		{"POST", "/api/v1/uploads", "", secret, uploadLimit},
		{"PATCH", "/api/v1/drafts/d1", "", secret, draftLimit},
		{"PATCH", "/api/v1/drafts/d1", "", "mzp_wrong", 0},
		{"POST", "/api/v1/uploads", session, "", 0},
		{"POST", "/api/v1/drafts", "", "mzp_wrong", 0},
		{"POST", "/api/v1/disclosures", "", secret, 0},
	} {
		var h fasthttp.RequestHeader
		h.SetMethod(tt.method)
		h.SetRequestURI(tt.path)
		if tt.cookie != "" {
			h.SetCookie(sessionCookie, tt.cookie)
		}
		if tt.bearer != "" {
			h.Set("Authorization", "Bearer "+tt.bearer)
		}
		if got := b.site.UploadLimit(&h); got != tt.want {
			t.Errorf("%s %s: %d bytes, want %d", tt.method, tt.path, got, tt.want)
		}
	}
}

// TestHostileUploads sends every file of the hostile corpus: each is refused with
// its sentence, or read, and nothing that it names is ever asked for.
func TestHostileUploads(t *testing.T) {
	b := newBench(t)
	clerk := b.as("jingban")
	form := clerk.form("/desk/uploads")
	for _, f := range hostile.Files("http://127.0.0.1:9/never") {
		bytes := f.Bytes()
		name := strings.Map(printable, f.Name)
		if len(bytes) > 4<<10 || name == "" || strings.HasPrefix(string(bytes), "%PDF") {
			continue // large ones cost time; this desk reads no PDF; the reader has tests of its own
		}
		clerk.post("/desk/uploads", form, desk.File{Name: name, Bytes: bytes}).shows(200, "/desk/uploads")
		if refused := strings.Contains(clerk.page.body, `class="result bad"`); refused != (f.Want != "") {
			t.Errorf("%s: refused is %v, want %q:\n%s", f.Name, refused, f.Want, clerk.page.body)
		}
		if f.Want != "" {
			clerk.shows(200, "/desk/uploads", f.Want)
		}
	}
}

// printable drops what a browser never sends in the name of a file.
func printable(r rune) rune {
	if r < ' ' {
		return -1
	}
	return r
}
