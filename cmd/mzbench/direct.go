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

// direct compares a search of the portal with the requests that it sends to
// Meilisearch for it, sent by the same client as they are.
func (b *bench) direct() error {
	queries, err := loadQueries(b.seed)
	if err != nil {
		return err
	}
	err = b.withMeili(func(meili *process, flags []string) error {
		requests, err := b.recordAll(meili.url, queries)
		if err != nil {
			return err
		}
		return b.withPortal(flags, func(p *portal, _ time.Duration) error {
			if err := p.await(b.ctx, indexLimit, p.indexReady); err != nil {
				return err
			}
			return b.compare(&engine{meiliEngine, p, meili}, queries, requests)
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

// compare times both sides in turn, query by query.
func (b *bench) compare(e *engine, queries []query, requests [][]request) error {
	var ours, theirs, sent series
	client := newClient()
	for round := range b.rounds + 1 {
		for i, q := range queries {
			through, err := timed(func() error { _, _, err := e.portal.get(fresh(q.text, round+1), ""); return err })
			if err != nil {
				return err
			}
			straight, err := timed(func() error { return e.replay(client, requests[i]) })
			if err != nil {
				return err
			}
			if round > 0 && len(requests[i]) > 0 {
				ours, theirs, sent = append(ours, through), append(theirs, straight), append(sent, float64(len(requests[i])))
			}
		}
	}
	t := newTable("one client, in turn, ms", "p50", "p90", "p99", "ratio at p50")
	t.add("Meilisearch, the same requests", theirs.median(), theirs.quantile(0.9), theirs.quantile(0.99), "")
	t.add("the API: search, filter, facets, sums, highlights", ours.median(), ours.quantile(0.9), ours.quantile(0.99), ours.median()/theirs.median())
	t.print(b.out)
	fmt.Fprintf(b.out, "Pair by pair: ratio %s (min / median / max). Requests to Meilisearch for one search: %s.\n", ratios(ours, theirs).spread(), sent.spread())
	return nil
}

// replay sends recorded requests one after the other, as the portal does.
func (e *engine) replay(client *http.Client, requests []request) error {
	for _, r := range requests {
		req, err := http.NewRequest(r.method, e.meili.url+r.path, bytes.NewReader(r.body))
		if err != nil {
			return fmt.Errorf("asking Meilisearch: %w", err)
		}
		req.Header.Set("Content-Type", "application/json")
		req.Header.Set("Authorization", "Bearer "+meiliKey)
		if _, _, err := fetch(client, req); err != nil {
			return fmt.Errorf("asking Meilisearch: %w", err)
		}
	}
	return nil
}
