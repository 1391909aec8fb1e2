package meili_test

import (
	"errors"
	"testing"

	"github.com/meilisearch/meilisearch-go"

	"mingzhang/search"
	"mingzhang/search/meili"
	"mingzhang/search/searchtest"
)

// TestServerGoesAndComesBack follows an index through a crash of its server.
func TestServerGoesAndComesBack(t *testing.T) {
	server := searchtest.NewServer(t)
	x := open(t, server.URL, server.Key)
	docs := searchtest.Corpus()
	if err := x.Update(t.Context(), "1", docs, nil); err != nil {
		t.Fatal(err)
	}
	server.Stop(t)
	if _, err := x.Search(t.Context(), search.Plan{}); !errors.Is(err, search.ErrUnavailable) {
		t.Errorf("Search without a server: %v, want ErrUnavailable", err)
	}
	server.Restart(t)
	result, err := x.Search(t.Context(), search.Plan{})
	if err != nil || len(result.IDs) != len(docs) {
		t.Errorf("Search after the server came back: %d ids, %v; want %d", len(result.IDs), err, len(docs))
	}
}

func TestWrongKey(t *testing.T) {
	server := searchtest.NewServer(t)
	x := open(t, server.URL, "wrong")
	if _, err := x.Status(t.Context()); !errors.Is(err, meili.ErrKey) {
		t.Errorf("Status with a wrong key: %v, want ErrKey", err)
	}
}

// TestKeyWithNamedRights uses a key that may do what the error for a wrong key
// asks for, and nothing else.
func TestKeyWithNamedRights(t *testing.T) {
	server := searchtest.NewServer(t)
	key, err := meilisearch.New(server.URL, meilisearch.WithAPIKey(server.Key)).CreateKey(&meilisearch.Key{
		Actions: []string{"search", "documents.*", "indexes.*", "settings.*", "tasks.get"},
		Indexes: []string{"idx", "idx_next"},
	})
	if err != nil {
		t.Fatal(err)
	}
	x, err := meili.Open(meili.Config{URL: server.URL, Key: key.Key, Index: "idx"})
	if err != nil {
		t.Fatal(err)
	}
	for call, do := range calls(t.Context(), x) {
		if call == "Search" {
			continue // nothing is built yet
		}
		if err := do(); err != nil {
			t.Errorf("%s: %v", call, err)
		}
	}
	if err := calls(t.Context(), x)["Search"](); err != nil {
		t.Errorf("Search: %v", err)
	}
}

// TestLostIndex deletes the index behind the back of the process: an update must
// not bring it back with one document and a new revision.
func TestLostIndex(t *testing.T) {
	server := searchtest.NewServer(t)
	name := searchtest.IndexName()
	x, err := meili.Open(meili.Config{URL: server.URL, Key: server.Key, Index: name})
	if err != nil {
		t.Fatal(err)
	}
	docs := searchtest.Corpus()
	if err := x.Update(t.Context(), "1", docs, nil); err != nil {
		t.Fatal(err)
	}
	client := meilisearch.New(server.URL, meilisearch.WithAPIKey(server.Key))
	task, err := client.DeleteIndex(name)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := client.WaitForTask(task.TaskUID, 0); err != nil {
		t.Fatal(err)
	}
	if _, err := x.Search(t.Context(), search.Plan{}); !errors.Is(err, search.ErrUnavailable) {
		t.Errorf("Search: %v, want ErrUnavailable", err)
	}
	if err := x.Update(t.Context(), "2", docs[:1], nil); !errors.Is(err, search.ErrUnavailable) {
		t.Errorf("Update: %v, want ErrUnavailable", err)
	}
	if status, err := x.Status(t.Context()); err != nil || status.Revision != "" {
		t.Errorf("Status: %+v, %v; want no revision", status, err)
	}
	if err := x.Rebuild(t.Context(), "3", corpus()); err != nil {
		t.Fatal(err)
	}
	if status, err := x.Status(t.Context()); err != nil || status.Revision != "3" {
		t.Errorf("Status after a rebuild: %+v, %v; want revision 3", status, err)
	}
}

// TestRemainsOfACrash begins where a process died in the middle of a rebuild.
func TestRemainsOfACrash(t *testing.T) {
	server := searchtest.NewServer(t)
	client := meilisearch.New(server.URL, meilisearch.WithAPIKey(server.Key))
	if _, err := client.Index("idx_next").AddDocuments([]map[string]string{{"id": "half", "rank": "1half"}}, nil); err != nil {
		t.Fatal(err)
	}
	x, err := meili.Open(meili.Config{URL: server.URL, Key: server.Key, Index: "idx"})
	if err != nil {
		t.Fatal(err)
	}
	if err := x.Rebuild(t.Context(), "1", corpus()); err != nil {
		t.Fatal(err)
	}
	result, err := x.Search(t.Context(), search.Plan{})
	if err != nil || len(result.IDs) != 1 || result.IDs[0] != searchtest.Corpus()[0].ID {
		t.Errorf("Search: %q, %v; want the one document of the rebuild", result.IDs, err)
	}
	if indexes, err := client.ListIndexes(nil); err != nil || len(indexes.Results) != 1 {
		t.Errorf("the server holds %d indexes, %v; want 1", len(indexes.Results), err)
	}
}
