package meili

import (
	"encoding/json"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/meilisearch/meilisearch-go"
)

// answers are bodies as a server, or something in its place, may send them.
func answers() map[string]string {
	return map[string]string{
		"usual": `{"results":[{"indexUid":"i","hits":[],"query":"\"a b\"","processingTimeMs":0,"hitsPerPage":0,"page":1,"totalPages":0,"totalHits":2,` +
			`"facetDistribution":{"rank":{"a":1,"b":1}},"facetStats":{}},{"hits":[],"query":"\\","facetDistribution":{"stamp":{}},"totalHits":0}]}`,
		"blanks":          "{ \"results\" : [ { \"totalHits\" : 12 , \"facetDistribution\" : { \"rank\" : { \"a\" : 1 } } } ] }\n",
		"hits":            `{"results":[{"hits":[{"id":"a","x":[1,{"y":"]}"},null,true]}],"totalHits":1,"facetDistribution":null}]}`,
		"no results":      `{"results":[]}`,
		"nothing":         `{}`,
		"a page":          `<html>sign in</html>`,
		"cut":             `{"results":[{"hits":[],"totalHits":2`,
		"cut in a text":   `{"results":[{"query":"\`,
		"more after it":   `{"results":[]} x`,
		"no number":       `{"results":[{"totalHits":"2"}]}`,
		"a stray bracket": `{"results":[{"totalHits":]}]}`,
		"a stray comma":   `{"results":[{"totalHits":,1}]}`,
	}
}

// TestUnmarshal wants of each body what the library makes of it.
func TestUnmarshal(t *testing.T) {
	type part struct {
		total  int64
		facets string
	}
	parts := func(r meilisearch.MultiSearchResponse) (all []part) {
		for _, one := range r.Results {
			all = append(all, part{one.TotalHits, string(one.FacetDistribution)})
		}
		return all
	}
	for name, body := range answers() {
		var got, want meilisearch.MultiSearchResponse
		err, wantErr := unmarshal([]byte(body), &got), json.Unmarshal([]byte(body), &want)
		if diff := cmp.Diff(parts(want), parts(got), cmp.AllowUnexported(part{})); diff != "" || (err == nil) != (wantErr == nil) {
			t.Errorf("%s: %v, want %v\n%s", name, err, wantErr, diff)
		}
	}
	var task meilisearch.Task
	if err := unmarshal([]byte(`{"uid":7}`), &task); err != nil || task.UID != 7 {
		t.Errorf("another answer: %v, %+v", err, task)
	}
}

func FuzzUnmarshal(f *testing.F) {
	for _, body := range answers() {
		f.Add([]byte(body))
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		var r meilisearch.MultiSearchResponse
		if err := unmarshal(body, &r); err != nil || !json.Valid(body) {
			return
		}
		for _, one := range r.Results {
			if one.FacetDistribution != nil && !json.Valid(one.FacetDistribution) {
				t.Errorf("%q is not JSON", one.FacetDistribution)
			}
		}
	})
}

func TestFacetValues(t *testing.T) {
	for raw, want := range map[string][]string{
		`{"rank":{"b":1,"a":2}}`: {"a", "b"},
		`{"rank":{ "a" : 1 }}`:   {"a"},
		`{"rank":{}}`:            {},
		`{}`:                     {},
	} {
		got, err := facetValues([]byte(raw), fieldRank)
		if err != nil || !slices.Equal(got, want) {
			t.Errorf("facetValues(%s) = %q, %v; want %q", raw, got, err, want)
		}
	}
	for _, raw := range []string{``, `[]`, `"x"`, `{"rank":{"a\"b":1}}`, `{"rank":"\\`} {
		if got, err := facetValues([]byte(raw), fieldRank); err == nil {
			t.Errorf("facetValues(%s) = %q, want an error", raw, got)
		}
	}
}

func FuzzFacetValues(f *testing.F) {
	f.Add([]byte(`{"rank":{"a":1,"b":2}}`))
	f.Add([]byte(`{"rank":[["a"]]}`))
	f.Add([]byte(`{"rank":"`))
	f.Fuzz(func(t *testing.T, raw []byte) {
		values, err := facetValues(raw, fieldRank)
		if err == nil && !slices.IsSorted(values) {
			t.Errorf("not in order: %q", values)
		}
		idsOf(values)
	})
}
