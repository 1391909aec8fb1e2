package meili

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"

	"mingzhang/search"
)

// The fields of a stored record.
const (
	fieldID        = "id"
	fieldRank      = "rank"
	fieldTitle     = "title"
	fieldPublisher = "publisher"
	fieldBody      = "body"
	fieldNumbers   = "numbers"
	fieldKeys      = "keys"
	fieldStamp     = "stamp"
)

// The marks that the tokens of numbers and keys begin with, so that they never
// equal a token of a text.
const (
	numberMark   = "wn"
	quantityMark = "wk"
)

// record is a document as the server stores it. What has no rank is never found.
type record struct {
	ID        string            `json:"id"`
	Rank      string            `json:"rank,omitempty"`
	Title     string            `json:"title,omitempty"`
	Publisher string            `json:"publisher,omitempty"`
	Body      map[string]string `json:"body,omitempty"`
	Numbers   string            `json:"numbers,omitempty"`
	Keys      string            `json:"keys,omitempty"`
}

// stateID is the id of the one record that describes the index. It travels with
// the documents, so that a revision is never recorded without its content.
const stateID = "_state"

// format is the version of everything in this file, tokens.go and rank.go. An
// index of another format counts as never built.
const format = 1

// state is the record with stateID. It names every field that is searched, for
// the server refuses to search in one that it has never seen.
type state struct {
	ID        string            `json:"id"`
	Format    int               `json:"format"`
	Revision  string            `json:"revision"`
	Stamp     string            `json:"stamp"` // differs after each write
	Title     string            `json:"title"`
	Publisher string            `json:"publisher"`
	Body      map[string]string `json:"body"`
	Numbers   string            `json:"numbers"`
	Keys      string            `json:"keys"`
}

// isDocumentID tells whether id can be stored. Capitals cannot: facet values that
// differ only in case are one to the server.
func isDocumentID(id string) bool {
	return isOf(id, lower+"0123456789_-") && id[0] != '_'
}

// encode returns the JSON of the record for doc.
func encode(doc search.Document) ([]byte, error) {
	if !isDocumentID(doc.ID) {
		return nil, fmt.Errorf("%q cannot be an id in Meilisearch: use a-z, 0-9, - and _", doc.ID)
	}
	data, err := json.Marshal(record{
		ID:        doc.ID,
		Rank:      rankOf(doc.Date, doc.ID),
		Title:     strings.Join(firstTokens(doc.Title), " "),
		Publisher: strings.Join(firstTokens(doc.Publisher), " "),
		Body:      bodyFields(tokens(search.Fold(doc.Body))),
		Numbers:   keyTokens(numberMark, doc.Numbers, search.NumberKey),
		Keys:      keyTokens(quantityMark, doc.Keys, search.QuantityKey),
	})
	if err != nil {
		return nil, fmt.Errorf("encoding the document %s: %w", doc.ID, err)
	}
	return data, nil
}

// tombstone returns the JSON of a record that takes the place of a removed
// document until it is deleted: it is found by nothing.
func tombstone(id string) []byte { return []byte(`{"id":"` + id + `"}`) }

func firstTokens(text string) []string {
	all := tokens(search.Fold(text))
	return all[:min(len(all), maxField)]
}

// bodyFields spreads a long text over as many fields as it needs; they overlap
// by a phrase, so that none is lost between two of them.
func bodyFields(words []string) map[string]string {
	fields := make(map[string]string)
	for i := 0; len(words) > 0; i++ {
		n := min(len(words), maxField)
		fields[strconv.Itoa(i)] = strings.Join(words[:n], " ")
		if n == len(words) {
			break
		}
		words = words[n-maxPhrase:]
	}
	return fields
}

func keyTokens(mark string, keys []string, normal func(string) string) string {
	words := make([]string, 0, len(keys))
	for _, key := range keys {
		if key = normal(key); key != "" {
			words = append(words, keyToken(mark, key))
		}
	}
	return strings.Join(words[:min(len(words), maxField)], " ")
}
