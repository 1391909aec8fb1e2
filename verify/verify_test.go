package verify

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"mingzhang/content"
	"mingzhang/database"
	"mingzhang/ledger"
	"mingzhang/registry"
)

// portal is a real registry behind a small HTTP server, which may be made to lie.
type portal struct {
	testing.TB
	*registry.Registry
	*httptest.Server
	ctx    context.Context
	folder string
	lie    func(path string, answer []byte) ([]byte, int) // nil tells the truth
}

func newPortal(t testing.TB) *portal {
	t.Helper()
	p := &portal{TB: t, ctx: t.Context(), folder: t.TempDir()}
	p.Registry = openRegistry(t, p.folder)
	p.Server = httptest.NewServer(http.HandlerFunc(p.serve))
	t.Cleanup(p.Server.Close)
	return p
}

func openRegistry(t testing.TB, folder string) *registry.Registry {
	t.Helper()
	var steps []database.Migration
	for _, owner := range []struct {
		name  string
		files fs.FS
	}{{"ledger", ledger.Migrations}, {"registry", registry.Migrations}} {
		some, err := database.Steps(owner.name, owner.files)
		if err != nil {
			t.Fatal(err)
		}
		steps = append(steps, some...)
	}
	db, err := database.Open(t.Context(), filepath.Join(folder, "mingzhang.db"), steps)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	key, err := ledger.LoadOrCreateKey(filepath.Join(folder, "log.key"), "mingzhang.example/log")
	if err != nil {
		t.Fatal(err)
	}
	r, err := registry.Open(t.Context(), registry.Config{Folder: folder, DB: db, Key: key})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// serve answers what the audit asks, as the portal does.
func (p *portal) serve(w http.ResponseWriter, r *http.Request) {
	answer, err := p.answer(r.URL.Path)
	status := http.StatusOK
	switch {
	case errors.Is(err, registry.ErrErased):
		status = http.StatusGone
	case err != nil:
		status = http.StatusNotFound
	case p.lie != nil:
		answer, status = p.lie(r.URL.Path, answer)
	}
	w.WriteHeader(status)
	if _, err := w.Write(answer); err != nil {
		p.Log(err)
	}
}

func (p *portal) answer(path string) ([]byte, error) {
	switch {
	case path == "/log/key":
		return []byte(p.VerifierKey() + "\n"), nil
	case path == "/log/checkpoint":
		return p.Checkpoint(p.ctx)
	case strings.HasPrefix(path, "/log/"):
		resource, err := ledger.ParsePath(strings.TrimPrefix(path, "/log/"))
		if err != nil {
			return nil, err
		}
		return p.EntryBundle(p.ctx, resource.Index, resource.Width)
	}
	var id string
	var number int
	if _, err := fmt.Sscanf(strings.NewReplacer("/", " ", ".", " ").Replace(path), " disclosures %s revisions %d md", &id, &number); err != nil {
		return nil, err
	}
	revision, err := p.Revision(p.ctx, id, number)
	if err != nil {
		return nil, err
	}
	return p.Content(p.ctx, revision)
}

// publish publishes a project.
func (p *portal) publish(number int) registry.Receipt {
	p.Helper()
	receipt, err := p.Do(p.ctx, registry.Act{ID: fmt.Sprint("publish-", number), Action: registry.Publish, Disclosure: project(number)})
	if err != nil {
		p.Fatal(err)
	}
	return receipt
}

func project(number int) *content.Disclosure {
	region, err := content.Regions().Get("530400")
	if err != nil {
		panic(err)
	}
	return &content.Disclosure{
		Summary: content.Summary{
			Kind: content.Budget, Title: fmt.Sprint("困难职工帮扶第", number, "号"), Year: 2026, Region: &region,
			Publisher: content.Publisher{ID: content.PublisherID("玉溪市总工会"), Name: "玉溪市总工会"},
		},
		Sections: []content.Section{{Key: "overview", Heading: "项目基本概况", Markdown: fmt.Sprint("安排资金", number, "万元。")}},
	}
}

func (p *portal) audit(a Audit) (Report, error) {
	a.URL = p.URL
	return Portal(p.ctx, a)
}

func TestTextByItsProof(t *testing.T) {
	p := newPortal(t)
	for n := range 3 {
		p.publish(n)
	}
	receipt := p.publish(3)
	proof, err := p.Proof(p.ctx, receipt.Index)
	if err != nil {
		t.Fatal(err)
	}
	text, err := p.answer(fmt.Sprintf("/disclosures/%s/revisions/1.md", receipt.Entry.Disclosure))
	if err != nil {
		t.Fatal(err)
	}
	got, err := Text(text, proof, p.VerifierKey())
	if err != nil || got.Entry != receipt.Entry || got.Index != 3 || got.Size != 4 || got.Origin != "mingzhang.example/log" {
		t.Errorf("got %+v, %v", got, err)
	}
	changed := bytes.Replace(text, []byte("3万元"), []byte("9万元"), 1)
	other := newPortal(t)
	for name, c := range map[string]struct {
		text, proof []byte
		key, want   string
	}{
		"another amount":   {changed, proof, p.VerifierKey(), "the log says"},
		"cut":              {text[:len(text)-1], proof, p.VerifierKey(), "the log says"},
		"no text":          {nil, proof, p.VerifierKey(), "the log says"},
		"no proof":         {text, text, p.VerifierKey(), "this is no proof"},
		"proof of another": {text, mustProof(t, p, 0), p.VerifierKey(), "the log says"},
		"another key":      {text, proof, other.VerifierKey(), "does not verify"},
	} {
		if _, err := Text(c.text, c.proof, c.key); !errors.Is(err, ErrInvalid) || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want %q", name, err, c.want)
		}
	}
	if _, err := Text(text, proof, "no key"); err == nil || errors.Is(err, ErrInvalid) {
		t.Errorf("with a key that is none: %v", err)
	}
}

func mustProof(t *testing.T, p *portal, index int64) []byte {
	t.Helper()
	proof, err := p.Proof(p.ctx, index)
	if err != nil {
		t.Fatal(err)
	}
	return proof
}

func TestPortalIsAudited(t *testing.T) {
	p := newPortal(t)
	for n := range 300 { // more than a bundle
		p.publish(n)
	}
	first := p.publish(300)
	d := project(300)
	d.ID = first.Entry.Disclosure
	if _, err := p.Do(p.ctx, registry.Act{ID: "withdraw", Action: registry.Withdraw, Disclosure: d, Base: 1, Reason: "重复公开"}); err != nil {
		t.Fatal(err)
	}
	if _, err := p.Erase(p.ctx, "erase", d.ID, 1, "法院裁定"); err != nil {
		t.Fatal(err)
	}
	told := 0
	r, err := p.audit(Audit{Key: p.VerifierKey(), Progress: func(done, all int) { told = done*1000 + all }})
	if err != nil || r.Entries != 303 || r.New != 303 || r.Texts != 301 || r.Erased != 1 || r.Wrong != 0 || !r.Trusted || told != 302302 {
		t.Errorf("first audit: %+v, %v; progress %d", r, err, told)
	}
	p.publish(301)
	for quick, want := range map[bool]int{false: 302, true: 1} {
		again, err := p.audit(Audit{Last: &r.State, Quick: quick})
		if err != nil || again.Entries != 304 || again.New != 1 || again.Texts != want || !again.Trusted {
			t.Errorf("second audit, quick %v: %+v, %v", quick, again, err)
		}
	}
	if r, err := p.audit(Audit{}); err != nil || r.Trusted {
		t.Errorf("without a key: %+v, %v", r, err)
	}
}

// TestLiesAreFound lets the portal lie in each answer that it gives.
func TestLiesAreFound(t *testing.T) {
	p := newPortal(t)
	for n := range 5 {
		p.publish(n)
	}
	honest, err := p.audit(Audit{Key: p.VerifierKey()})
	if err != nil {
		t.Fatal(err)
	}
	short := newPortal(t)
	short.publish(0)
	flip := func(b []byte) []byte {
		b = bytes.Clone(b)
		b[len(b)/2] ^= 1
		return b
	}
	for name, c := range map[string]struct {
		lie   func(path string, answer []byte) ([]byte, int)
		last  *State
		key   string
		fatal string // the audit ends; else a text is a fault
		fault string
	}{
		"checkpoint":      {lie: on("checkpoint", flip), fatal: "verif"},
		"entries":         {lie: on("entries", flip), fatal: "does not verify"},
		"text":            {lie: on(".md", flip), fault: "the log says"},
		"text is gone":    {lie: gone(http.StatusGone), fault: "does not say that it was erased"},
		"text is lost":    {lie: gone(http.StatusNotFound), fault: "404"},
		"text too long":   {lie: on(".md", func([]byte) []byte { return make([]byte, content.MaxMarkdown+1) }), fault: "longer than"},
		"another key":     {key: short.VerifierKey(), fatal: "verif"},
		"key has changed": {last: &honest.State, key: short.VerifierKey(), fatal: "another key"},
	} {
		p.lie = c.lie
		key := c.key
		if key == "" {
			key = p.VerifierKey()
		}
		r, err := p.audit(Audit{Key: key, Last: c.last})
		switch {
		case c.fatal != "" && (err == nil || !strings.Contains(err.Error(), c.fatal)):
			t.Errorf("%s: %v, want %q", name, err, c.fatal)
		case c.fault != "" && (err != nil || r.Wrong != 5 || len(r.Faults) != 5 || !strings.Contains(r.Faults[0].Error(), c.fault)):
			t.Errorf("%s: %+v, %v; want five times %q", name, r, err, c.fault)
		}
	}
}

// TestForksAreFound restores an older state of the log and publishes something else.
func TestForksAreFound(t *testing.T) {
	p := newPortal(t)
	p.publish(0)
	old := t.TempDir()
	copyFolder(t, p.folder, old)
	p.publish(1)
	seen, err := p.audit(Audit{Key: p.VerifierKey()})
	if err != nil {
		t.Fatal(err)
	}
	p.Registry = openRegistry(t, old)
	if _, err := p.audit(Audit{Last: &seen.State}); !errors.Is(err, ErrInvalid) || !strings.Contains(err.Error(), "shrank") {
		t.Errorf("a log that lost its end: %v", err)
	}
	p.publish(7)
	if _, err := p.audit(Audit{Last: &seen.State}); !errors.Is(err, ErrInvalid) {
		t.Errorf("a log that forked: %v", err)
	}
	if r, err := p.audit(Audit{Key: p.VerifierKey()}); err != nil || r.Entries != 2 {
		t.Errorf("who did not see it before believes it: %+v, %v", r, err)
	}
}

func on(part string, change func([]byte) []byte) func(string, []byte) ([]byte, int) {
	return func(path string, answer []byte) ([]byte, int) {
		if strings.Contains(path, part) {
			answer = change(answer)
		}
		return answer, http.StatusOK
	}
}

func gone(status int) func(string, []byte) ([]byte, int) {
	return func(path string, answer []byte) ([]byte, int) {
		if strings.HasSuffix(path, ".md") {
			return nil, status
		}
		return answer, http.StatusOK
	}
}

// copyFolder copies a data folder as a backup of a stopped machine has it.
func copyFolder(t *testing.T, from, to string) {
	t.Helper()
	if err := os.CopyFS(to, os.DirFS(from)); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"log.key"} {
		if err := os.Chmod(filepath.Join(to, name), 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

func TestAddressesThatAreNone(t *testing.T) {
	for _, address := range []string{"", "mingzhang.example", "ftp://mingzhang.example", "http://", "://"} {
		if _, err := Portal(t.Context(), Audit{URL: address}); err == nil || !strings.Contains(err.Error(), "no address of a portal") {
			t.Errorf("%q: %v", address, err)
		}
	}
	server := httptest.NewServer(http.NotFoundHandler())
	defer server.Close()
	if _, err := Portal(t.Context(), Audit{URL: server.URL, Client: &http.Client{Timeout: time.Minute}}); err == nil || !strings.Contains(err.Error(), "404") {
		t.Errorf("a server without a log: %v", err)
	}
}
