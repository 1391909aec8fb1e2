package main

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// change is what a mirror needs of an entry of the feed.
type change struct {
	Action, ID, SHA256 string
	Revision           int
}

// replay applies the feed from its beginning, a few changes at a time, and gives
// the hash of each record that is then published.
func replay(t *testing.T, url string) map[string]string {
	t.Helper()
	type published struct {
		revision int
		sha256   string
	}
	mirror := map[string]published{}
	for path := "/api/v1/changes?limit=2"; path != ""; {
		status, body := get(t, url+strings.TrimPrefix(path, url))
		var page struct {
			Data []change
			Next *string
		}
		if err := json.Unmarshal([]byte(body), &page); status != 200 || err != nil {
			t.Fatalf("%s: %d, %v, %.300s", path, status, err, body)
		}
		for _, c := range page.Data {
			switch {
			case c.Action == "publish" || c.Action == "correct":
				mirror[c.ID] = published{c.Revision, c.SHA256}
			case c.Action == "withdraw" || mirror[c.ID].revision == c.Revision:
				delete(mirror, c.ID)
			}
		}
		path = ""
		if page.Next != nil {
			path = *page.Next
		}
	}
	hashes := map[string]string{}
	for id, p := range mirror {
		hashes[id] = p.sha256
	}
	return hashes
}

// dump gives the hash of each record of an export.
func dump(t *testing.T, url string) map[string]string {
	t.Helper()
	status, body := get(t, url+"/api/v1/disclosures.ndjson")
	if status != 200 {
		t.Fatalf("the dump: %d", status)
	}
	hashes := map[string]string{}
	for line := range strings.Lines(body) {
		var d struct{ ID, SHA256 string }
		if err := json.Unmarshal([]byte(line), &d); err != nil {
			t.Fatal(err)
		}
		hashes[d.ID] = d.SHA256
	}
	return hashes
}

// TestChangesGiveTheDump replays the feed over HTTP, before and after a text is
// erased, and holds it against the dump of everything.
func TestChangesGiveTheDump(t *testing.T) {
	data := t.TempDir()
	url, stop := serving(t, "--data", data)
	before := dump(t, url)
	if diff := cmp.Diff(before, replay(t, url)); diff != "" || len(before) != 6 {
		t.Errorf("%d records; the feed (+) is not the dump (-):\n%s", len(before), diff)
	}
	stop()
	var erased string
	for id := range before {
		erased = max(erased, id)
	}
	if got := runs(t, nil, "erase", "--data", data, "--reason", "试验", erased, "1"); got.code != exitOK {
		t.Fatalf("erasing %s: %+v", erased, got)
	}
	url, _ = serving(t, "--data", data)
	after := dump(t, url)
	if diff := cmp.Diff(after, replay(t, url)); diff != "" || len(after) != 5 || after[erased] != "" {
		t.Errorf("%d records after the erasure; the feed (+) is not the dump (-):\n%s", len(after), diff)
	}
}
