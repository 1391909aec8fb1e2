package content

import (
	"bytes"
	"html"
	"strings"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
	gmhtml "github.com/yuin/goldmark/renderer/html"
	"github.com/yuin/goldmark/util"
)

// PlainText gives the words of a text as a reader sees them, without any
// Markdown: one line a paragraph, list item, heading or table row; cells of a
// row are separated by a space.
func PlainText(markdown string) string {
	if text, ok := unmarked(markdown); ok {
		return text
	}
	source := []byte(markdown)
	if tooTangled(source) {
		return markdown
	}
	doc := parse(source, "")
	tidy(doc, source, "")
	p := plainWriter{source: source, escape: gmhtml.NewWriter(gmhtml.WithEscapedSpace())}
	// The walker's error is the callback's, which gives none.
	_ = ast.Walk(doc, p.visit)
	return p.String()
}

// unmarked gives the words of a text that says nothing to Markdown: paragraphs
// of one line each, without any of its characters. Most published texts are
// such, and need not be parsed.
func unmarked(markdown string) (text string, ok bool) {
	if strings.ContainsAny(markdown, "\\`*_[]<>&#|~!\t\r\x00") {
		return "", false
	}
	var b strings.Builder
	b.Grow(len(markdown))
	after := true // an empty line, or the start
	for line := range strings.SplitSeq(markdown, "\n") {
		words := strings.TrimRight(line, " ")
		if words == "" {
			after = true
			continue
		}
		if !after || !plainStart(words) || words != strings.TrimSpace(line) {
			return "", false
		}
		if b.Len() > 0 {
			b.WriteByte('\n')
		}
		b.WriteString(words)
		after = false
	}
	return b.String(), true
}

// plainStart tells whether a line begins no list, rule or underline.
func plainStart(line string) bool {
	rest := strings.TrimLeft(line, "0123456789")
	if len(rest) < len(line) {
		return rest == "" || rest[0] != '.' && rest[0] != ')'
	}
	return !strings.ContainsRune("-+=", rune(line[0]))
}

type plainWriter struct {
	source []byte
	escape gmhtml.Writer
	b      strings.Builder
}

// String gives the lines without empty ones.
func (p *plainWriter) String() string {
	var lines []string
	for line := range strings.Lines(p.b.String()) {
		if line = strings.TrimSpace(line); line != "" {
			lines = append(lines, line)
		}
	}
	return strings.Join(lines, "\n")
}

func (p *plainWriter) visit(n ast.Node, entering bool) (ast.WalkStatus, error) {
	switch n := n.(type) {
	case *ast.Text:
		if entering {
			p.text(n)
		}
	case *ast.AutoLink:
		if entering {
			p.b.Write(n.Label(p.source))
		}
	case *ast.String:
		if entering {
			p.b.Write(n.Value)
		}
	case *ast.FencedCodeBlock:
		if entering {
			p.b.WriteByte('\n')
			p.b.Write(n.Lines().Value(p.source))
		}
	case *extast.TableCell:
		p.b.WriteByte(' ')
	default:
		if n.Type() == ast.TypeBlock {
			p.b.WriteByte('\n')
		}
	}
	return ast.WalkContinue, nil
}

func (p *plainWriter) text(n *ast.Text) {
	value := n.Segment.Value(p.source)
	if n.IsRaw() || n.Parent().Kind() == ast.KindCodeSpan {
		p.b.Write(value)
	} else {
		p.b.WriteString(p.shown(value))
	}
	switch {
	case n.HardLineBreak():
		p.b.WriteByte('\n')
	case n.SoftLineBreak():
		p.b.WriteByte(' ')
	}
}

// shown resolves escapes and entities exactly as the HTML does.
func (p *plainWriter) shown(value []byte) string {
	var b bytes.Buffer
	w := util.BufWriter(plainBuffer{&b})
	p.escape.Write(w, value)
	return html.UnescapeString(b.String())
}

// plainBuffer is a bytes.Buffer as goldmark wants it.
type plainBuffer struct{ *bytes.Buffer }

// Buffered implements util.BufWriter.
func (b plainBuffer) Buffered() int { return b.Len() }

// Flush implements util.BufWriter.
func (plainBuffer) Flush() error { return nil }

// Available implements util.BufWriter.
func (b plainBuffer) Available() int { return b.Buffer.Available() }
