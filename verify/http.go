package verify

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"mingzhang/content"
	"mingzhang/ledger"
)

// The most bytes that are read of an answer.
const (
	maxCheckpoint = 1 << 20
	maxBundle     = 256 * (2 + ledger.MaxEntry)
)

// errGone says that the portal has no such text any more.
var errGone = errors.New("the text is gone")

// site is a portal as anybody reaches it. It is a [ledger.Source].
type site struct {
	client *http.Client
	base   string // without a slash at the end
}

func newSite(client *http.Client, address string) (*site, error) {
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
		return nil, fmt.Errorf("%q is no address of a portal; want one such as https://mingzhang.example", address)
	}
	if client == nil {
		client = &http.Client{Timeout: time.Minute}
	}
	return &site{client, strings.TrimRight(address, "/")}, nil
}

// Checkpoint gives the last signed note of the log.
func (s *site) Checkpoint(ctx context.Context) ([]byte, error) {
	return s.get(ctx, "/log/checkpoint", maxCheckpoint)
}

// EntryBundle gives the first width entries of a bundle.
func (s *site) EntryBundle(ctx context.Context, index int64, width int) ([]byte, error) {
	r := ledger.Resource{Level: ledger.EntriesLevel, Index: index, Width: width}
	return s.get(ctx, "/log/"+r.Path(), maxBundle)
}

// key gives the public key that the portal says it has.
func (s *site) key(ctx context.Context) (string, error) {
	b, err := s.get(ctx, "/log/key", maxCheckpoint)
	return strings.TrimSpace(string(b)), err
}

// text gives the Markdown of a revision.
func (s *site) text(ctx context.Context, id string, revision int) ([]byte, error) {
	return s.get(ctx, "/disclosures/"+url.PathEscape(id)+"/revisions/"+strconv.Itoa(revision)+".md", content.MaxMarkdown)
}

// get reads an answer of at most so many bytes. 410 is errGone.
func (s *site) get(ctx context.Context, path string, most int64) ([]byte, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, s.base+path, nil)
	if err != nil {
		return nil, fmt.Errorf("asking for %s: %w", path, err)
	}
	res, err := s.client.Do(req)
	if err != nil {
		return nil, fmt.Errorf("asking for %s: %w", path, err)
	}
	defer res.Body.Close()
	switch {
	case res.StatusCode == http.StatusGone:
		return nil, errGone
	case res.StatusCode != http.StatusOK:
		return nil, fmt.Errorf("asking for %s: the portal answered %s", path, res.Status)
	}
	b, err := io.ReadAll(io.LimitReader(res.Body, most+1))
	if err != nil {
		return nil, fmt.Errorf("reading %s: %w", path, err)
	}
	if int64(len(b)) > most {
		return nil, fmt.Errorf("reading %s: the answer is longer than %d bytes", path, most)
	}
	return b, nil
}
