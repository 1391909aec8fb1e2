package meili_test

import (
	"context"
	"errors"
	"io"
	"iter"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"

	"mingzhang/search"
	"mingzhang/search/meili"
	"mingzhang/search/searchtest"
)

const secret = "a-key-that-must-not-be-shown"

// calls returns every way to use an index.
func calls(ctx context.Context, x *meili.Index) map[string]func() error {
	return map[string]func() error{
		"Search":  func() error { _, err := x.Search(ctx, search.Plan{}); return err },
		"Status":  func() error { _, err := x.Status(ctx); return err },
		"Update":  func() error { return x.Update(ctx, "1", searchtest.Corpus()[:1], nil) },
		"Rebuild": func() error { return x.Rebuild(ctx, "1", corpus()) },
	}
}

func corpus() iter.Seq2[search.Document, error] {
	return func(yield func(search.Document, error) bool) { yield(searchtest.Corpus()[0], nil) }
}

func TestFaults(t *testing.T) {
	for name, c := range map[string]struct {
		answer http.HandlerFunc
		want   []string // in the error
		key    bool     // whether the key is to blame
	}{
		"no key": {
			answer: reply(401, `{"message":"The Authorization header is missing.","code":"missing_authorization_header"}`),
			want:   []string{"--meili-key-file", "search, documents.*", `"idx_next"`}, key: true,
		},
		"a key without rights": {
			answer: reply(403, `{"message":"The provided API key is invalid.","code":"invalid_api_key"}`),
			want:   []string{"--meili-key-file", "403"}, key: true,
		},
		"broken inside": {
			answer: reply(500, `{"message":"disk full","code":"internal"}`),
			want:   []string{"HTTP 500", "disk full"},
		},
		"overloaded, without a reason": {answer: reply(503, ""), want: []string{"HTTP 503"}},
		"a page in between":            {answer: reply(200, "<!DOCTYPE html><title>Log in</title>"), want: []string{"is the URL right"}},
		"an answer of nothing":         {answer: reply(200, ""), want: []string{"is the URL right"}},
		"a redirect":                   {answer: redirect, want: []string{"HTTP 302"}},
		"a very long reason":           {answer: reply(500, `{"message":"`+strings.Repeat("长", 5000)+`","code":"internal"}`), want: []string{"长长"}},
	} {
		t.Run(name, func(t *testing.T) {
			x := stub(t, c.answer)
			for call, do := range calls(t.Context(), x) {
				err := do()
				if !errors.Is(err, search.ErrUnavailable) || errors.Is(err, meili.ErrKey) != c.key {
					t.Errorf("%s: %v; want ErrUnavailable, and ErrKey to be %v", call, err, c.key)
				}
				wantText(t, call, err, c.want)
			}
		})
	}
}

func TestClosedPort(t *testing.T) {
	server := httptest.NewServer(http.NotFoundHandler())
	server.Close()
	x := openAt(t, server.URL)
	for call, do := range calls(t.Context(), x) {
		err := do()
		if !errors.Is(err, search.ErrUnavailable) {
			t.Errorf("%s: %v, want ErrUnavailable", call, err)
		}
		wantText(t, call, err, []string{"cannot be reached"})
	}
}

func TestTimeout(t *testing.T) {
	x := stub(t, func(_ http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body) // the end of a request is only seen behind its body
		<-r.Context().Done()
	})
	for call := range calls(t.Context(), x) {
		ctx, cancel := context.WithTimeout(t.Context(), 1)
		err := calls(ctx, x)[call]()
		cancel()
		if !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("%s: %v, want DeadlineExceeded", call, err)
		}
	}
}

func TestNoTaskSucceeds(t *testing.T) {
	x := stub(t, func(w http.ResponseWriter, r *http.Request) {
		switch {
		case strings.HasPrefix(r.URL.Path, "/tasks/"):
			reply(200, `{"uid":5,"status":"failed","error":{"message":"no space left","code":"no_space_left_on_device"}}`)(w, r)
		case r.Method == http.MethodGet:
			reply(404, `{"message":"not found","code":"index_not_found"}`)(w, r)
		default:
			reply(202, `{"taskUid":5,"status":"enqueued"}`)(w, r)
		}
	})
	for call, do := range calls(t.Context(), x) {
		if call == "Update" || call == "Rebuild" {
			wantText(t, call, do(), []string{"no space left", "task 5"})
		}
	}
}

// TestOversize stands for a server that takes less at once than we send: what
// can be halved is, and a single record is an error that says what to do.
func TestOversize(t *testing.T) {
	const limit = 1500
	var taken atomic.Int64
	x := stub(t, func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		switch {
		case err != nil:
			t.Error(err)
		case len(body) > limit:
			reply(413, `{"message":"too large","code":"payload_too_large"}`)(w, r)
		case strings.HasSuffix(r.URL.Path, "/documents/_state"):
			reply(200, `{"id":"_state","format":2}`)(w, r)
		case strings.HasPrefix(r.URL.Path, "/tasks/"):
			reply(200, `{"status":"succeeded"}`)(w, r)
		default:
			taken.Add(int64(strings.Count(string(body), `"id":`)))
			reply(202, `{"taskUid":5,"status":"enqueued"}`)(w, r)
		}
	})
	small := make([]search.Document, 9)
	for i := range small {
		small[i] = search.Document{ID: string(rune('a' + i)), Title: "困难职工帮扶专项资金", Body: "元旦春节期间走访慰问困难职工"}
	}
	if err := x.Update(t.Context(), "1", small, nil); err != nil || taken.Load() != 10 {
		t.Errorf("Update: %v, %d records arrived; want 9 and the state", err, taken.Load())
	}
	large := search.Document{ID: "large", Body: strings.Repeat("困难", 1000)}
	wantText(t, "a large record", x.Update(t.Context(), "2", []search.Document{large}, nil), []string{"--http-payload-size-limit", "1 records"})
}

func TestOpenRefuses(t *testing.T) {
	for _, cfg := range []meili.Config{
		{URL: "", Index: "a"}, {URL: "localhost:7700", Index: "a"}, {URL: "ftp://h", Index: "a"}, {URL: "http://", Index: "a"},
		{URL: "http://me:" + secret + "@h", Index: "a"}, {URL: "http://h?key=" + secret, Index: "a"}, {URL: "http://%zz" + secret, Index: "a"},
		{URL: "http://h", Index: ""}, {URL: "http://h", Index: "a b"}, {URL: "http://h", Index: "公开"},
	} {
		_, err := meili.Open(cfg)
		if err == nil || strings.Contains(err.Error(), secret) {
			t.Errorf("Open(%+v): %v, want an error without the secret", cfg, err)
		}
	}
}

func TestRefusesIDs(t *testing.T) {
	x := stub(t, reply(200, `{"id":"_state","format":2}`))
	for _, id := range []string{"", "_state", "A", "a b", "a/b", "项目", strings.Repeat("a", 201)} {
		wantText(t, id, x.Update(t.Context(), "1", []search.Document{{ID: id}}, nil), []string{"cannot be an id"})
	}
}

// stub returns an index on a server that answers as it is told.
func stub(t *testing.T, answer http.HandlerFunc) *meili.Index {
	t.Helper()
	server := httptest.NewServer(answer)
	t.Cleanup(server.Close)
	return openAt(t, server.URL)
}

func openAt(t *testing.T, url string) *meili.Index {
	t.Helper()
	x, err := meili.Open(meili.Config{URL: url, Key: secret, Index: "idx"})
	if err != nil {
		t.Fatal(err)
	}
	return x
}

func reply(status int, body string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		w.WriteHeader(status)
		_, _ = io.WriteString(w, body)
	}
}

func redirect(w http.ResponseWriter, r *http.Request) {
	http.Redirect(w, r, "/elsewhere", http.StatusFound)
}

// wantText wants an error that holds all parts, is not long, and keeps the key.
func wantText(t *testing.T, what string, err error, parts []string) {
	t.Helper()
	if err == nil {
		t.Errorf("%s: no error", what)
		return
	}
	for _, part := range parts {
		if !strings.Contains(err.Error(), part) {
			t.Errorf("%s: %q does not say %q", what, err, part)
		}
	}
	if strings.Contains(err.Error(), secret) || len(err.Error()) > 800 {
		t.Errorf("%s: %q shows the key or is too long", what, err)
	}
}
