package meili

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/meilisearch/meilisearch-go"
)

// unmarshal is [json.Unmarshal], but quick with answers to searches, which name
// every match: those are walked once, and only what is needed is taken. What the
// walk does not understand is left to the library.
func unmarshal(data []byte, v any) error {
	response, ok := v.(*meilisearch.MultiSearchResponse)
	if !ok {
		return json.Unmarshal(data, v)
	}
	w := walker{rest: string(data)}
	results := w.results()
	if w.next() != 0 || w.lost {
		return json.Unmarshal(data, v)
	}
	response.Results = results
	return nil
}

// results takes the whole answer to a multi-search.
func (w *walker) results() (all []meilisearch.SearchResponse) {
	w.object(func(name string) {
		if name != "results" {
			w.value()
			return
		}
		w.list('[', ']', func() {
			var one meilisearch.SearchResponse
			w.object(func(name string) {
				switch value := w.value(); name {
				case "facetDistribution":
					one.FacetDistribution = json.RawMessage(value)
				case "totalHits":
					w.lost = w.lost || json.Unmarshal([]byte(value), &one.TotalHits) != nil
				}
			})
			all = append(all, one)
		})
	})
	return all
}

// facetValues returns the sorted values of one attribute in a facet distribution,
// an object like {"rank":{"value":1}}. The values must be ones that were written
// here: they hold no quotes and nothing escaped.
func facetValues(distribution json.RawMessage, attribute string) (values []string, err error) {
	w := walker{rest: string(distribution)}
	w.object(func(name string) {
		if name != attribute {
			w.value()
			return
		}
		values = make([]string, 0, strings.Count(w.rest, `"`)/2)
		w.object(func(value string) {
			values = append(values, value)
			w.value()
		})
	})
	if w.lost {
		return nil, fmt.Errorf("the facet %s holds what was not written here", attribute)
	}
	slices.Sort(values) // they come in order, which costs one pass
	return values, nil
}

// walker takes JSON off rest, value by value. It checks no more than it needs to
// find its way; once that fails it is lost, and takes nothing any more.
type walker struct {
	rest string
	lost bool
}

// next returns the first byte that is no blank, 0 at the end.
func (w *walker) next() byte {
	w.rest = strings.TrimLeft(w.rest, " \t\r\n")
	if w.rest == "" || w.lost {
		return 0
	}
	return w.rest[0]
}

// take takes the byte c if it comes next.
func (w *walker) take(c byte) bool {
	if w.next() != c {
		return false
	}
	w.rest = w.rest[1:]
	return true
}

// must takes the byte c, which has to come next.
func (w *walker) must(c byte) { w.lost = !w.take(c) || w.lost }

// list takes what stands between two brackets; each takes one element.
func (w *walker) list(open, closing byte, each func()) {
	w.must(open)
	for first := true; !w.lost && !w.take(closing); first = false {
		if !first {
			w.must(',')
		}
		each()
	}
}

// object takes an object; each is told a name and takes its value. Names hold
// nothing escaped.
func (w *walker) object(each func(name string)) {
	w.list('{', '}', func() {
		name := w.text()
		w.lost = w.lost || strings.Contains(name, `\`)
		w.must(':')
		each(name)
	})
}

// text takes a string and returns it without its quotes.
func (w *walker) text() string {
	w.must('"')
	for from := 0; !w.lost; {
		i := strings.IndexByte(w.rest[from:], '"')
		if i < 0 {
			w.lost = true
			break
		}
		from += i + 1
		text := w.rest[:from-1]
		if escapes := len(text) - len(strings.TrimRight(text, `\`)); escapes%2 == 0 {
			w.rest = w.rest[from:]
			return text
		}
	}
	return ""
}

// value takes any value and returns it as it stands.
func (w *walker) value() string {
	w.next()
	all, depth := w.rest, 0
	for !w.lost {
		switch c := w.next(); c {
		case '"':
			w.text()
		case '{', '[':
			depth++
			w.rest = w.rest[1:]
		case '}', ']':
			depth--
			w.rest = w.rest[1:]
		case ',', ':':
			w.lost = w.lost || depth == 0
			w.rest = w.rest[1:]
		default: // a number, true, false, null, or the end
			n := strings.IndexAny(w.rest, ",:{}[]\" \t\r\n")
			w.lost = w.lost || n <= 0
			w.rest = w.rest[max(n, 0):]
		}
		if depth <= 0 {
			w.lost = w.lost || depth < 0
			break
		}
	}
	return all[:len(all)-len(w.rest)]
}
