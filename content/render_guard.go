package content

import (
	"bytes"
	"html"
	"strings"
)

// The structure that a text may have. Beyond it the time to read a text grows
// with the square of its length, and no person wrote it.
const (
	maxDepth    = 24   // quotes and lists inside each other
	maxBrackets = 1000 // [ in one paragraph
)

// tooTangled tells whether a text is to be shown as it stands, without reading
// it as Markdown.
func tooTangled(source []byte) bool {
	brackets := 0
	for line := range bytes.Lines(source) {
		if len(bytes.TrimSpace(line)) == 0 {
			brackets = 0
		}
		brackets += bytes.Count(line, []byte("["))
		if brackets > maxBrackets || depth(line) > maxDepth {
			return true
		}
	}
	return false
}

// depth counts the marks of quotes and lists that a line begins with.
func depth(line []byte) int {
	n := 0
	for {
		line = bytes.TrimLeft(line, " \t")
		rest := bytes.TrimLeft(line, "0123456789")
		switch {
		case len(line) > 0 && line[0] == '>':
			line = line[1:]
		case len(line) > 1 && strings.IndexByte("-*+", line[0]) >= 0 && isBlankByte(line[1]):
			line = line[2:]
		case len(rest) > 1 && len(rest) < len(line) && strings.IndexByte(".)", rest[0]) >= 0 && isBlankByte(rest[1]):
			line = rest[2:]
		default:
			return n
		}
		n++
	}
}

func isBlankByte(c byte) bool { return c == ' ' || c == '\t' || c == '\n' }

// asItStands shows each line of a text as a paragraph.
func asItStands(markdown string) string {
	var b strings.Builder
	for line := range strings.Lines(markdown) {
		if line = strings.TrimSpace(line); line != "" {
			b.WriteString("<p>" + html.EscapeString(line) + "</p>\n")
		}
	}
	return b.String()
}
