package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"sync"
	"time"
)

// direct compares a search of the portal with what the same client gets from
// Meilisearch itself: the same answer as far as Meilisearch gives one, and the
// ids alone, by the requests that the portal sends for them.
func (b *bench) direct() error {
	queries, err := loadQueries(b.seed)
	if err != nil {
		return err
	}
	err = b.withPlain(func(plain *process) error {
		return b.withMeili(func(meili *process, flags []string) error {
			requests, err := b.recordAll(meili.url, queries)
			if err != nil {
				return err
			}
			return b.withPortal(flags, func(p *portal, _ time.Duration) error {
				if err := p.await(b.ctx, indexLimit, p.indexReady); err != nil {
					return err
				}
				return b.compare(p, meili, plain, queries, requests)
			})
		})
	})
	if errors.Is(err, errMissing) {
		fmt.Fprintf(b.out, "Left out: %v\n", err)
		return nil
	}
	return err
}

// request is what the portal sent to Meilisearch.
type request struct {
	method, path string
	body         []byte
}

// recorder stands between the portal and Meilisearch.
type recorder struct {
	mu    sync.Mutex
	proxy *httputil.ReverseProxy
	kept  []request
}

func (r *recorder) ServeHTTP(w http.ResponseWriter, req *http.Request) {
	body, err := io.ReadAll(req.Body)
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadGateway)
		return
	}
	r.mu.Lock()
	r.kept = append(r.kept, request{req.Method, req.URL.Path, body})
	r.mu.Unlock()
	req.Body = io.NopCloser(bytes.NewReader(body))
	r.proxy.ServeHTTP(w, req)
}

// take gives what was recorded since the last call.
func (r *recorder) take() []request {
	r.mu.Lock()
	defer r.mu.Unlock()
	kept := r.kept
	r.kept = nil
	return kept
}

// recordAll runs the portal with a recorder before Meilisearch.
func (b *bench) recordAll(meili string, queries []query) ([][]request, error) {
	target, err := url.Parse(meili)
	if err != nil {
		return nil, fmt.Errorf("reading the address of Meilisearch: %w", err)
	}
	rec := &recorder{proxy: httputil.NewSingleHostReverseProxy(target)}
	server := httptest.NewServer(rec)
	defer server.Close()
	flags, err := b.meiliFlags(server.URL)
	if err != nil {
		return nil, err
	}
	requests := make([][]request, len(queries))
	return requests, b.withPortal(flags, func(p *portal, _ time.Duration) error {
		if err := p.await(b.ctx, indexLimit, p.indexReady); err != nil {
			return err
		}
		for i, q := range queries {
			rec.take()
			if _, _, err := p.get(fresh(q.text, 0), ""); err != nil {
				return err
			}
			requests[i] = searches(rec.take())
		}
		return nil
	})
}

// searches leaves out what the portal asks from time to time to see whether the
// server is there.
func searches(all []request) []request {
	var kept []request
	for _, r := range all {
		if r.method == http.MethodPost {
			kept = append(kept, r)
		}
	}
	return kept
}

// compare times the three ways in turn, query by query.
func (b *bench) compare(p *portal, meili, plain *process, queries []query, requests [][]request) error {
	var ours, same, ids, sent series
	client := newClient()
	for round := range b.rounds + 1 {
		for i, q := range queries {
			took, err := timeEach(
				func() error { _, _, err := p.get(fresh(q.text, round+1), ""); return err },
				func() error { return replay(client, plain.url, plainSearch(q.text)) },
				func() error { return replay(client, meili.url, requests[i]...) },
			)
			if err != nil {
				return err
			}
			if round > 0 && len(requests[i]) > 0 {
				ours, same, ids = append(ours, took[0]), append(same, took[1]), append(ids, took[2])
				sent = append(sent, float64(len(requests[i])))
			}
		}
	}
	t := newTable("one client, in turn, ms", "p50", "p90", "p99", "the API at p50, times this", "pair by pair")
	add := func(name string, s series) {
		t.add(name, s.median(), s.quantile(0.9), s.quantile(0.99), ours.median()/s.median(), ratios(ours, s).median())
	}
	add("the API: 20 records, highlights, exact facets, sums and total", ours)
	add("Meilisearch asked for the same in a plain index, without sums", same)
	add("Meilisearch asked for ids alone, as the API does", ids)
	t.print(b.out)
	fmt.Fprintf(b.out, "Requests to Meilisearch for one search of the API: %s (min / median / max).\n", sent.spread())
	return nil
}

// timeEach times calls one after the other, in milliseconds.
func timeEach(calls ...func() error) (took series, err error) {
	for _, call := range calls {
		d, err := timed(call)
		if err != nil {
			return nil, err
		}
		took = append(took, d)
	}
	return took, nil
}

// replay sends requests one after the other, as the portal does.
func replay(client *http.Client, server string, requests ...request) error {
	for _, r := range requests {
		if _, err := r.send(client, server); err != nil {
			return err
		}
	}
	return nil
}

// send sends the request to a Meilisearch of the benches and gives the answer.
func (r request) send(client *http.Client, server string) ([]byte, error) {
	req, err := http.NewRequest(r.method, server+r.path, bytes.NewReader(r.body))
	if err != nil {
		return nil, fmt.Errorf("asking Meilisearch: %w", err)
	}
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("Authorization", "Bearer "+meiliKey)
	answer, _, err := fetch(client, req)
	if err != nil {
		return nil, fmt.Errorf("asking Meilisearch: %w", err)
	}
	return answer, nil
}
