package content

import (
	"strconv"
	"strings"
	"unicode"

	"github.com/yuin/goldmark/ast"
)

// headingIDs gives headings ids that a Chinese reader can type: the words
// themselves, and -2 for a repeat. It implements goldmark's parser.IDs.
type headingIDs struct {
	prefix string
	used   map[string]bool
}

func newHeadingIDs(prefix string) *headingIDs {
	return &headingIDs{prefix, map[string]bool{}}
}

// Generate makes an id of a heading's text.
func (h *headingIDs) Generate(value []byte, _ ast.NodeKind) []byte {
	base := h.prefix + Anchor(string(value))
	id := base
	for n := 2; h.used[id]; n++ {
		id = base + "-" + strconv.Itoa(n)
	}
	h.used[id] = true
	return []byte(id)
}

// Put reserves an id.
func (h *headingIDs) Put(value []byte) { h.used[string(value)] = true }

// Anchor makes an element id of a heading: its letters and digits, with - for
// what stands between them. It is never empty.
func Anchor(heading string) string {
	words := strings.FieldsFunc(heading, func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r)
	})
	if len(words) == 0 {
		return "section"
	}
	id := strings.Join(words, "-")
	if runes := []rune(id); len(runes) > 60 {
		id = string(runes[:60])
	}
	return id
}
