package api

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/gofiber/fiber/v2"
	"github.com/pb33f/libopenapi"
	validator "github.com/pb33f/libopenapi-validator"
	"github.com/valyala/fasthttp"

	"mingzhang/account"
	"mingzhang/content"
	"mingzhang/database"
	"mingzhang/desk"
	"mingzhang/ledger"
	"mingzhang/portal"
	"mingzhang/registry"
	"mingzhang/search/embedded"
	"mingzhang/trail"
	"mingzhang/web/edge"
)

// Invented units, a person and a phone number.
const (
	cityUnion = "玉溪市总工会"
	townUnion = "玉溪市江川区某某镇总工会"
	person    = "赵甲乙"
	phone     = "13812345678"
)

// bureau is the whole portal behind its edge, over real stores, and the tokens of
// those who work with it. Every answer is held against the document.
type bureau struct {
	testing.TB
	app       *fiber.App
	db        *database.DB
	accounts  *account.Store
	desk      *desk.Desk
	registry  *registry.Registry
	portal    *portal.Portal
	validator validator.Validator
	tokens    map[string]string
	log       *bytes.Buffer
	now       time.Time // of tokens
}

func city() string { return content.PublisherID(cityUnion) }

func newBureau(t testing.TB) *bureau {
	t.Helper()
	folder := t.TempDir()
	b := &bureau{TB: t, tokens: map[string]string{}, log: &bytes.Buffer{}, now: time.Now()}
	var steps []database.Migration
	for _, read := range []func() ([]database.Migration, error){
		func() ([]database.Migration, error) { return database.Steps("ledger", ledger.Migrations) },
		func() ([]database.Migration, error) { return database.Steps("registry", registry.Migrations) },
		func() ([]database.Migration, error) { return database.Steps("trail", trail.Migrations) },
		func() ([]database.Migration, error) { return database.Steps("account", account.Migrations) },
		func() ([]database.Migration, error) { return database.Steps("desk", desk.Migrations) },
	} {
		some, err := read()
		b.must(err)
		steps = append(steps, some...)
	}
	var err error
	b.db, err = database.Open(t.Context(), filepath.Join(folder, "mingzhang.db"), steps)
	b.must(err)
	t.Cleanup(func() { _ = b.db.Close() })
	key, err := ledger.LoadOrCreateKey(filepath.Join(folder, "log.key"), "example.org/log")
	b.must(err)
	b.registry, err = registry.Open(t.Context(), registry.Config{Folder: folder, DB: b.db, Key: key})
	b.must(err)
	b.accounts, err = account.Open(t.Context(), account.Config{DB: b.db, Now: func() time.Time { return b.now }})
	b.must(err)
	b.desk, err = desk.Open(t.Context(), desk.Config{Folder: folder, DB: b.db, Registry: b.registry, Units: b.accounts})
	b.must(err)
	index, err := embedded.Open(filepath.Join(folder, "search"), nil)
	b.must(err)
	t.Cleanup(func() { _ = index.Close() })
	b.portal, err = portal.Open(t.Context(), portal.Config{Registry: b.registry, Content: os.DirFS(filepath.Join(folder, "content")), Index: index, Rules: "test"})
	b.must(err)
	b.serve()
	b.staff()
	return b
}

// serve puts the API behind the edge.
func (b *bureau) serve() {
	b.Helper()
	cfg := Config{Ledger: b.registry, Office: &Office{Accounts: b.accounts, Desk: b.desk}}
	document, err := OpenAPI(cfg)
	b.must(err)
	model, err := libopenapi.NewDocument(document)
	b.must(err)
	var errs []error
	if b.validator, errs = validator.NewValidator(model); len(errs) > 0 {
		b.Fatal(errs)
	}
	b.app = edge.New(edge.Config{
		Log: slog.New(slog.NewTextHandler(b.log, nil)), Tag: func() string { return b.portal.State().Revision }, APIError: Error, PageError: Error,
		Body: func(*fasthttp.RequestHeader) int { return 66 << 20 },
	})
	b.must(Mount(b.app, b.portal, cfg))
}

// staff makes two units and tokens for who works for them.
func (b *bureau) staff() {
	b.Helper()
	for name, region := range map[string]string{cityUnion: "530400", townUnion: "530403"} {
		_, err := b.accounts.AddUnit(b.Context(), account.System(), name, region)
		b.must(err)
	}
	for _, one := range []struct {
		login string
		role  account.Role
		unit  string
	}{
		{"clerk", account.Submitter, city()}, {"reviewer", account.Reviewer, city()},
		{"stranger", account.Reviewer, content.PublisherID(townUnion)}, {"chief", account.Reviewer, ""},
	} {
		a, _, err := b.accounts.AddAccount(b.Context(), account.System(), one.login, one.role, one.unit)
		b.must(err)
		b.token(one.login, a.ID, one.role.Scopes()...)
		if one.login == "reviewer" {
			b.token("reader", a.ID, account.ReadDrafts)
		}
	}
}

// token makes a token with a name for the tests, and gives its id.
func (b *bureau) token(name, accountID string, scopes ...account.Scope) string {
	b.Helper()
	text, t, err := b.accounts.NewToken(b.Context(), account.System(), account.TokenRequest{
		Account: accountID, Name: name, Scopes: scopes, Ends: b.now.AddDate(0, 1, 0),
	})
	b.must(err)
	b.tokens[name] = text
	return t.ID
}

func (b *bureau) must(err error) {
	b.Helper()
	if err != nil {
		b.Fatal(err)
	}
}

// reply is an answer of the API.
type reply struct {
	*bureau
	status int
	header http.Header
	body   []byte
}

// ask sends a request in the name of a token; headers come in pairs. The answer
// must be one that the document knows, and for the eyes of one only.
func (b *bureau) ask(who, method, path string, body io.Reader, headers ...string) *reply {
	b.Helper()
	req := httptest.NewRequest(method, path, body)
	if token, known := b.tokens[who]; known {
		req.Header.Set("Authorization", "Bearer "+token)
	}
	for i := 0; i < len(headers); i += 2 {
		req.Header.Set(headers[i], headers[i+1])
	}
	res, err := b.app.Test(req, -1)
	b.must(err)
	got, err := io.ReadAll(res.Body)
	b.must(err)
	r := &reply{b, res.StatusCode, res.Header, got}
	r.check(req, res)
	return r
}

// check holds an answer against the document and against what all have to keep.
func (r *reply) check(req *http.Request, res *http.Response) {
	r.Helper()
	place := req.Method + " " + req.URL.Path
	for _, token := range r.tokens {
		if bytes.Contains(r.body, []byte(token)) || bytes.Contains(r.log.Bytes(), []byte(token)) {
			r.Errorf("%s tells a token", place)
		}
	}
	if needsToken(req) && res.Header.Get("Cache-Control") != "no-store" {
		r.Errorf("%s may be cached: %q", place, res.Header.Get("Cache-Control"))
	}
	if strings.HasSuffix(res.Header.Get("Content-Type"), "json") && needsToken(req) && res.StatusCode != http.StatusMethodNotAllowed {
		res.Body = io.NopCloser(bytes.NewReader(r.body))
		if ok, problems := r.validator.ValidateHttpResponse(req, res); !ok {
			for _, p := range problems {
				r.Errorf("%s: %d is not what the document says: %s: %s %v\n%.2000s", place, r.status, p.Message, p.Reason, p.SchemaValidationErrors, r.body)
			}
		}
	}
}

func needsToken(req *http.Request) bool {
	return req.Method == http.MethodPost || req.Method == http.MethodPatch || strings.HasPrefix(req.URL.Path, Prefix+"/drafts")
}

// send sends JSON with the ETag of the draft that was seen; "" sends none.
func (b *bureau) send(who, method, path, tag, body string) *reply {
	b.Helper()
	var headers []string
	if body != "" {
		headers = append(headers, "Content-Type", "application/json")
	}
	if tag != "" {
		headers = append(headers, "If-Match", tag)
	}
	return b.ask(who, method, path, strings.NewReader(body), headers...)
}

// is stops the test when the answer has another status.
func (r *reply) is(status int, words ...string) *reply {
	r.Helper()
	if r.status != status {
		r.Fatalf("status %d, want %d: %.1500s", r.status, status, r.body)
	}
	for _, w := range words {
		if !bytes.Contains(r.body, []byte(w)) {
			r.Errorf("%d: %.1500s has no %q", r.status, r.body, w)
		}
	}
	return r
}

func (r *reply) etag() string { return r.header.Get("ETag") }

// into reads the answer.
func (r *reply) into(v any) *reply {
	r.Helper()
	if err := json.Unmarshal(r.body, v); err != nil {
		r.Fatalf("%v: %.500s", err, r.body)
	}
	return r
}

// form is a multipart body.
func (b *bureau) form(fields map[string]string, files ...desk.File) (body io.Reader, contentType string) {
	b.Helper()
	var buffer bytes.Buffer
	w := multipart.NewWriter(&buffer)
	for name, value := range fields {
		b.must(w.WriteField(name, value))
	}
	for _, f := range files {
		part, err := w.CreateFormFile("file", f.Name)
		b.must(err)
		_, err = part.Write(f.Bytes)
		b.must(err)
	}
	b.must(w.Close())
	return &buffer, w.FormDataContentType()
}

// hand uploads files under a key.
func (b *bureau) hand(who, key string, files ...desk.File) *reply {
	b.Helper()
	body, contentType := b.form(nil, files...)
	return b.ask(who, "POST", "/api/v1/uploads", body, "Content-Type", contentType, "Idempotency-Key", key)
}

// begin uploads one text and gives the path of its draft.
func (b *bureau) begin(text []byte) string {
	b.Helper()
	var got Uploaded
	b.hand("clerk", "", desk.File{Name: "公开文本.txt", Bytes: text}).is(201).into(&got)
	return got.Files[0].Drafts[0].Self
}

// public takes a new draft to the public and gives the path of its record.
func (b *bureau) public(text []byte) string {
	b.Helper()
	path := b.begin(text)
	b.send("clerk", "POST", path+"/submit", `"1"`, "").is(200)
	b.send("reviewer", "POST", path+"/approve", `"2"`, "").is(200)
	var receipt Receipt
	b.send("reviewer", "POST", path+"/publish", `"3"`, "").is(200).into(&receipt)
	return "/api/v1/disclosures/" + receipt.Disclosure
}

// catchUp lets the portal learn what was published.
func (b *bureau) catchUp() {
	b.Helper()
	b.must(b.portal.CatchUp(b.Context()))
}

// budget is a text whose parts add up; n makes it another project.
func budget(n int) []byte {
	return fmt.Appendf(nil, `玉溪市总工会2023年预算重点领域财政项目文本公开

一、项目名称
困难职工帮扶专项资金（第%d批）

二、立项依据
《中央财政专项帮扶资金使用管理办法》（总工办发〔2020〕13号）。

三、项目实施单位
玉溪市总工会职工服务中心

四、项目基本概况
为困难职工提供生活救助，帮扶困难职工100人。

五、项目实施内容
对在档困难职工开展生活救助，做到应帮尽帮、应救尽救。

六、资金安排情况
项目资金共计20.00万元，资金来源为市级财政。其中：生活救助100人，每人2000元，共20.00万元。

七、项目实施计划
2023年1月至12月实施。

八、项目实施成效
提高困难职工的生活水平，职工满意度达到95%%以上。
`, n)
}

// private is such a text with personal data.
func private(n int) []byte {
	return append(budget(n), []byte("\n填报人姓名："+person+"\n\n联系电话："+phone+"\n")...)
}
