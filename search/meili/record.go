package meili

import (
	"encoding/json"
	"fmt"
	"slices"
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

// record is a document as the server stores it. What has no rank is never found.
type record struct {
	ID        string            `json:"id"`
	Rank      string            `json:"rank,omitempty"`
	Title     string            `json:"title,omitempty"`
	Publisher string            `json:"publisher,omitempty"`
	Body      map[string]string `json:"body,omitempty"`
	Numbers   []string          `json:"numbers,omitempty"`
	Keys      []string          `json:"keys,omitempty"`
}

// stateID is the id of the one record that describes the index. It travels with
// the documents, so that a revision is never recorded without its content.
const stateID = "_state"

// format is the version of everything in this file, tokens.go and rank.go. An
// index of another format counts as never built.
const format = 2

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
		Numbers:   keyValues(doc.Numbers, search.NumberKey),
		Keys:      keyValues(doc.Keys, search.QuantityKey),
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

// keyValues returns the values by which a document is found among numbers or
// keys. They are values to filter by and no words to search: a dictionary that
// grew by every amount would take the server half a second at each update.
func keyValues(keys []string, normal func(string) string) []string {
	values := make([]string, 0, len(keys))
	for _, key := range keys {
		if key = normal(key); key != "" {
			values = append(values, keyValue(key))
		}
	}
	slices.Sort(values)
	return slices.Compact(values)
}

// maxKey is the length in characters up to which keys are told apart; a number
// or an amount is shorter, and the server takes no value above 468 bytes.
const maxKey = 50

// keyValue returns a normalised number or amount as the server keeps it. Folding
// leaves nothing in it that would have to be quoted; what no folding wrote is
// left out.
func keyValue(key string) string {
	runes := []rune(strings.Map(func(r rune) rune {
		if r < ' ' || r == '"' || r == '\\' {
			return -1
		}
		return r
	}, key))
	return string(runes[:min(len(runes), maxKey)])
}
