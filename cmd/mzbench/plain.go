package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"path/filepath"
	"strings"

	"mingzhang/content"
	"mingzhang/content/sample"
)

// plainDatabase is the folder of a Meilisearch whose index is made as one makes
// it without the portal: texts as they are, and the server's own segmentation,
// ranking, facets and highlights.
const plainDatabase = "meili-plain"

// plainDocument is a disclosure in the plain index.
type plainDocument struct {
	ID        string   `json:"id"`
	Title     string   `json:"title"`
	Publisher string   `json:"publisher"`
	Numbers   []string `json:"numbers"`
	Body      string   `json:"body"`
	Kind      string   `json:"kind"`
	Year      int      `json:"year"`
	Region    string   `json:"region"`
	Category  string   `json:"category"`
	Amount    int64    `json:"amount"` // fen
	Published int64    `json:"published_at"`
}

// plainFacets are the fields that both sides count.
func plainFacets() []string { return []string{"kind", "year", "region", "publisher", "category"} }

func plainOf(d *content.Disclosure) plainDocument {
	p := plainDocument{
		ID: d.ID, Title: d.Title, Publisher: d.Publisher.Name, Numbers: d.DocumentNumbers, Kind: string(d.Kind),
		Year: int(d.Year), Category: string(d.Category), Published: d.PublishedAt.Unix(),
	}
	if d.Region != nil {
		p.Region = d.Region.Code
	}
	if d.Amount != nil {
		p.Amount = int64(d.Amount.Fen)
	}
	var text strings.Builder
	for _, s := range d.Sections {
		text.WriteString(s.Markdown + "\n\n")
	}
	p.Body = content.PlainText(text.String())
	return p
}

// plainSearch asks for one page as the API gives it: every word, 20 hits with
// highlights, facets and the exact total.
func plainSearch(text string) request {
	return asJSON(http.MethodPost, "/indexes/plain/search", map[string]any{
		"q": text, "page": 1, "hitsPerPage": 20, "matchingStrategy": "all", "facets": plainFacets(), "locales": []string{"cmn"},
		"attributesToRetrieve":  []string{"id", "title", "publisher", "numbers", "kind", "year", "region", "category", "amount", "published_at"},
		"attributesToHighlight": []string{"title", "body"}, "attributesToCrop": []string{"body"}, "cropLength": 50,
	})
}

// asJSON gives a request with a body that can always be encoded.
func asJSON(method, path string, body any) request {
	encoded, err := json.Marshal(body)
	if err != nil {
		encoded = nil // the server says what is missing
	}
	return request{method, path, encoded}
}

// withPlain runs the Meilisearch with the plain index, which is built once.
func (b *bench) withPlain(use func(server *process) error) error {
	if err := b.ensureCorpus(); err != nil {
		return err
	}
	fingerprint, err := b.fingerprint()
	if err != nil {
		return err
	}
	run := func(use func(server *process) error) error {
		server, err := b.startMeili(plainDatabase)
		if err != nil {
			return err
		}
		return errors.Join(use(server), server.stop())
	}
	if err := once(b.folder(plainDatabase), fingerprint, func(string) error { return run(b.fillPlain) }); err != nil {
		return err
	}
	return run(use)
}

// plainBatch is how many documents are sent at once.
const plainBatch = 5000

func (b *bench) fillPlain(server *process) error {
	b.progress("building the plain index in %s", filepath.Base(b.folder(plainDatabase)))
	settings := map[string]any{
		"searchableAttributes": []string{"numbers", "title", "publisher", "body"},
		"filterableAttributes": plainFacets(), "sortableAttributes": []string{"amount", "published_at", "year"},
		"rankingRules":        []string{"sort", "words", "typo", "proximity", "attribute", "exactness", "published_at:desc"},
		"localizedAttributes": []map[string]any{{"attributePatterns": []string{"*"}, "locales": []string{"cmn"}}},
		"pagination":          map[string]any{"maxTotalHits": 1_000_000}, "faceting": map[string]any{"maxValuesPerFacet": 2000},
	}
	if err := b.plainTask(server, asJSON(http.MethodPatch, "/indexes/plain/settings", settings)); err != nil {
		return err
	}
	batch := make([]plainDocument, 0, plainBatch)
	send := func() error {
		err := b.plainTask(server, asJSON(http.MethodPost, "/indexes/plain/documents?primaryKey=id", batch))
		batch = batch[:0]
		return err
	}
	for d := range sample.Generate(b.n, b.seed) {
		if batch = append(batch, plainOf(d)); len(batch) < plainBatch {
			continue
		}
		if err := send(); err != nil {
			return err
		}
	}
	if len(batch) == 0 {
		return nil
	}
	return send()
}

// plainTask starts a task and waits for its end.
func (b *bench) plainTask(server *process, r request) error {
	client := newClient()
	answer, err := r.send(client, server.url)
	if err != nil {
		return err
	}
	var task struct {
		UID    int `json:"taskUid"`
		Status string
		Error  json.RawMessage
	}
	if err := json.Unmarshal(answer, &task); err != nil {
		return fmt.Errorf("reading the answer of Meilisearch: %w", err)
	}
	look := request{http.MethodGet, fmt.Sprintf("/tasks/%d", task.UID), nil}
	var failed error
	err = server.await(b.ctx, indexLimit, func() bool {
		answer, err := look.send(client, server.url)
		failed = firstError(err, json.Unmarshal(answer, &task))
		return failed != nil || task.Status == "succeeded" || task.Status == "failed"
	})
	if task.Status == "failed" {
		failed = fmt.Errorf("building the plain index: %s", task.Error)
	}
	return firstError(err, failed)
}
