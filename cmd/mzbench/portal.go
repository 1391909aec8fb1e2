package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"strconv"
	"strings"
	"time"
)

// portal is the program under test while it runs.
type portal struct {
	*process
	client *http.Client
}

// get asks for a path and gives the body as it came over the wire.
func (p *portal) get(path, encoding string) ([]byte, http.Header, error) {
	req, err := http.NewRequest(http.MethodGet, p.url+path, nil)
	if err != nil {
		return nil, nil, fmt.Errorf("asking for %s: %w", path, err)
	}
	if encoding != "" {
		req.Header.Set("Accept-Encoding", encoding)
	}
	return fetch(p.client, req)
}

// newClient gives a client that neither asks for compression nor undoes it.
func newClient() *http.Client {
	return &http.Client{Transport: &http.Transport{DisableCompression: true, MaxIdleConnsPerHost: 4}, Timeout: time.Minute}
}

func fetch(client *http.Client, req *http.Request) ([]byte, http.Header, error) {
	res, err := client.Do(req)
	if err != nil {
		return nil, nil, err
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		return nil, nil, fmt.Errorf("reading the answer to %s: %w", req.URL.Path, err)
	}
	if res.StatusCode/100 != http.StatusOK/100 {
		return nil, nil, fmt.Errorf("%s answers %s: %.200s", req.URL.Path, res.Status, body)
	}
	return body, res.Header, nil
}

const listPath = "/api/v1/disclosures?"

// find gives the ids of the first results of a search.
func (p *portal) find(text string) ([]string, error) {
	values := url.Values{"q": {text}, "limit": {strconv.Itoa(depth)}, "fields": {"id"}}
	body, _, err := p.get(listPath+values.Encode(), "")
	if err != nil {
		return nil, err
	}
	var list struct {
		Data   []struct{ ID string }
		Notice struct{ Degraded bool }
	}
	if err := json.Unmarshal(body, &list); err != nil {
		return nil, fmt.Errorf("reading a list: %w", err)
	}
	if list.Notice.Degraded {
		return nil, errors.New("the full text is not searched: the index is away")
	}
	ids := make([]string, len(list.Data))
	for i, d := range list.Data {
		ids[i] = d.ID
	}
	return ids, nil
}

// fresh gives the path of a search with facets and highlights that nobody has
// asked for before: blanks at the end change the URL, not the question.
func fresh(text string, nth int) string {
	return listPath + url.Values{"q": {text + strings.Repeat(" ", nth)}}.Encode()
}

// indexReady tells whether the index holds all that is published.
func (p *portal) indexReady() bool {
	body, _, err := p.get("/readyz", "")
	if err != nil {
		return false
	}
	var ready struct{ Search struct{ Ready bool } }
	return json.Unmarshal(body, &ready) == nil && ready.Search.Ready
}

// engine is a portal that searches with one of the engines.
type engine struct {
	name   string
	portal *portal
	meili  *process // nil for the embedded engine
}

const (
	embeddedEngine = "embedded"
	meiliEngine    = "meilisearch"
)

// eachEngine starts the portal with one engine after the other, waits until its
// index is there and calls use. An engine that is not installed is left out, and
// the report says so.
func (b *bench) eachEngine(use func(*engine) error) error {
	if err := b.ensureCorpus(); err != nil {
		return err
	}
	for _, name := range []string{embeddedEngine, meiliEngine} {
		if b.only != "" && b.only != name {
			continue
		}
		if err := b.withEngine(name, use); errors.Is(err, errMissing) && name == meiliEngine {
			fmt.Fprintf(b.out, "Left out: %v\n", err)
		} else if err != nil {
			return err
		}
	}
	return nil
}

func (b *bench) withEngine(name string, use func(*engine) error) error {
	if name == embeddedEngine {
		return b.ready(&engine{name: name}, nil, use)
	}
	return b.withMeili(func(meili *process, flags []string) error {
		return b.ready(&engine{name: name, meili: meili}, flags, use)
	})
}

// ready starts the portal of an engine and waits for its index.
func (b *bench) ready(e *engine, flags []string, use func(*engine) error) error {
	return b.withPortal(flags, func(p *portal, _ time.Duration) error {
		e.portal = p
		b.progress("%s: waiting for the index", e.name)
		if err := p.await(b.ctx, indexLimit, p.indexReady); err != nil {
			return err
		}
		return use(e)
	})
}

// withMeili runs a Meilisearch while use works; flags make the portal use it.
func (b *bench) withMeili(use func(meili *process, flags []string) error) error {
	meili, err := b.startMeili("meili")
	if err != nil {
		return err
	}
	flags, err := b.meiliFlags(meili.url)
	if err == nil {
		err = use(meili, flags)
	}
	return errors.Join(err, meili.stop())
}

// indexLimit is how long an index may take to be built.
const indexLimit = 3 * time.Hour

func (b *bench) meiliFlags(url string) ([]string, error) {
	key := b.folder("meili.key")
	if err := os.WriteFile(key, []byte(meiliKey), 0o600); err != nil {
		return nil, fmt.Errorf("writing the key of the loopback server: %w", err)
	}
	return []string{"--meili-url", url, "--meili-key-file", key}, nil
}

// withPortal runs the portal over the corpus while use works; took is the time
// from the start of the process to its word that it serves.
func (b *bench) withPortal(flags []string, use func(p *portal, took time.Duration) error) error {
	if err := b.ensureCorpus(); err != nil {
		return err
	}
	p, took, err := b.startPortal(flags...)
	if err != nil {
		return err
	}
	return errors.Join(use(&portal{p, newClient()}, took), p.stop())
}

// embedded runs use with the portal and its own engine.
func (b *bench) embedded(use func(*portal) error) error {
	return b.withEngine(embeddedEngine, func(e *engine) error { return use(e.portal) })
}

func (b *bench) context(limit time.Duration) (context.Context, context.CancelFunc) {
	return context.WithTimeout(b.ctx, limit)
}
