package meili

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"
)

// A document's rank is a text that sorts as equal matches are listed: newest
// first, then by id. It is a facet of the document, so one facet request gives
// the ids of all matches in order, without reading a document.
const (
	rankDigits = 21
	lastSecond = 253402300799 // the end of the year 9999
)

// rankOf returns the rank of a document: seconds until the year 10000, the rest
// of the second in nanoseconds, id.
func rankOf(date time.Time, id string) string {
	seconds := min(max(lastSecond-date.Unix(), 0), 999_999_999_999)
	return fmt.Sprintf("%012d%09d%s", seconds, 999_999_999-date.Nanosecond(), id)
}

// idsOf returns the ids that ranks end in.
func idsOf(ranks []string) []string {
	ids := make([]string, len(ranks))
	for i, rank := range ranks {
		ids[i] = rank[min(rankDigits, len(rank)):]
	}
	return ids
}

// facetValues returns the sorted values of one attribute in a facet distribution,
// an object like {"rank":{"value":1}}. The values must be ones that were written
// here: they hold no quotes and nothing escaped.
func facetValues(distribution json.RawMessage, attribute string) ([]string, error) {
	var facets map[string]json.RawMessage
	if err := json.Unmarshal(distribution, &facets); err != nil {
		return nil, fmt.Errorf("reading a facet distribution: %w", err)
	}
	object := string(facets[attribute])
	values := make([]string, 0, strings.Count(object, `"`)/2)
	for {
		_, rest, more := strings.Cut(object, `"`)
		if !more {
			slices.Sort(values) // they come in order, which costs one pass
			return values, nil
		}
		value, rest, closed := strings.Cut(rest, `"`)
		if !closed || strings.Contains(value, `\`) {
			return nil, fmt.Errorf("the facet %s holds a value that was not written here", attribute)
		}
		values = append(values, value)
		object = rest
	}
}
