package meili

import (
	"fmt"
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
