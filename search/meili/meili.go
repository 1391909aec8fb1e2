// Package meili is [search.Index] on a Meilisearch server.
//
// Meilisearch is used for what it does exactly: finding the documents whose
// tokens stand side by side. Texts are folded and cut into tokens here (see
// tokens.go), so that no segmenter decides what a word is and a phrase is found
// in any context. Ids come back through a facet whose values sort as the
// results do (see rank.go), which is many times faster than fetching hits.
// Filters, counts, sums and highlights stay with the catalog.
package meili

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"strings"

	"github.com/meilisearch/meilisearch-go"

	"mingzhang/search"
)

// Engine is the name that [Index.Status] reports.
const Engine = "meilisearch"

// Config says where the index lives.
type Config struct {
	URL   string // of the server, http or https, without user or password
	Key   string // API key; "" for a server that runs without one
	Index string // name of the index: letters, digits, - and _
}

// Index is a [search.Index] on a Meilisearch server. One process at a time may
// write to it; any number may search.
type Index struct {
	client  meilisearch.ServiceManager
	name    string
	writing chan struct{} // holds one value while an Update or a Rebuild runs
	seen    chan struct{} // holds one value once the index was seen to exist
}

var _ search.Index = (*Index)(nil)

// Open returns the index that cfg names. It checks cfg but does not call the
// server, which may come later; the first Update or Rebuild creates the index.
func Open(cfg Config) (*Index, error) {
	if err := cfg.check(); err != nil {
		return nil, err
	}
	return &Index{
		client: meilisearch.New(cfg.URL,
			meilisearch.WithAPIKey(cfg.Key),
			meilisearch.WithCustomClient(newHTTPClient()),
			meilisearch.WithCustomJsonUnmarshaler(unmarshal),
			// A retried POST of the client goes out with an empty body.
			meilisearch.DisableRetries()),
		name:    cfg.Index,
		writing: make(chan struct{}, 1),
		seen:    make(chan struct{}, 1),
	}, nil
}

const (
	lower     = "abcdefghijklmnopqrstuvwxyz"
	nameChars = lower + "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-"
	maxName   = 200 // bytes of an index name or a document id; the server takes 400
)

// isOf tells whether s is 1 to maxName of the characters in chars.
func isOf(s, chars string) bool { return s != "" && len(s) <= maxName && strings.Trim(s, chars) == "" }

func (cfg Config) check() error {
	u, err := url.Parse(cfg.URL)
	switch {
	case err != nil:
		return errors.New("the Meilisearch URL cannot be read")
	case u.Scheme != "http" && u.Scheme != "https", u.Host == "":
		return errors.New("the Meilisearch URL must look like http://host:7700")
	case u.User != nil:
		return errors.New("the Meilisearch URL must not hold a user or password; give the API key instead")
	case u.RawQuery != "" || u.Fragment != "":
		return errors.New("the Meilisearch URL must not hold a query or fragment")
	case !isOf(cfg.Index, nameChars):
		return fmt.Errorf("%q cannot name a Meilisearch index: use letters, digits, - and _", cfg.Index)
	}
	return nil
}

// lock waits until no other write of this process runs.
func (x *Index) lock(ctx context.Context) error {
	select {
	case x.writing <- struct{}{}:
		return nil
	case <-ctx.Done():
		return fmt.Errorf("waiting for another write to the index: %w", ctx.Err())
	}
}

func (x *Index) unlock() { <-x.writing }

// markSeen notes that the index exists on the server.
func (x *Index) markSeen() {
	select {
	case x.seen <- struct{}{}:
	default:
	}
}
