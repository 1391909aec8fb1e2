package portal

import (
	"encoding/base64"
	"encoding/json"
	"hash/fnv"

	"mingzhang/catalog"
)

// cursor is where a page ended. A sorted list goes on after a position, a ranked
// one after the disclosure shown last, or after as many rows as were shown when
// that one is gone.
type cursor struct {
	After *catalog.Position `json:"a,omitempty"`
	Last  string            `json:"l,omitempty"`
	Shown int               `json:"s,omitempty"`
	Query uint64            `json:"q"` // fingerprint: a cursor belongs to one query
}

func (c cursor) String() (string, error) {
	b, err := json.Marshal(c)
	return base64.RawURLEncoding.EncodeToString(b), err
}

// readCursor reads the cursor of a query; one of a first page is empty.
func readCursor(q Query) (c cursor, err error) {
	if q.Cursor == "" {
		return cursor{Query: q.fingerprint()}, nil
	}
	b, err := base64.RawURLEncoding.DecodeString(q.Cursor)
	if err == nil {
		err = json.Unmarshal(b, &c)
	}
	if err != nil || c.Shown < 0 || c.Query != q.fingerprint() {
		return c, &ParamError{[]ParamProblem{{
			Name: "cursor", Code: "cursor",
			Reason: "is no cursor of this query; take it from next of the page before, or leave it out to begin again",
		}}}
	}
	return c, nil
}

// fingerprint tells queries apart, whatever their page and page size.
func (q Query) fingerprint() uint64 {
	q.Cursor, q.Limit = "", 0
	h := fnv.New64a()
	h.Write([]byte(q.Values().Encode()))
	return h.Sum64() >> 11 // exact as a JSON number
}
