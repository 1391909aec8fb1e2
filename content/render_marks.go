package content

import (
	"bytes"
	"slices"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/text"
)

// More marks than these say nothing to a reader, and cost time.
const (
	maxMarks     = 2000 // in one text
	maxMarkDepth = 4    // inside each other
)

var kindMarked = ast.NewNodeKind("Marked")

// marked is an inline node around a marked piece of text.
type marked struct {
	ast.BaseInline
	id, class string
}

// Kind implements ast.Node.
func (*marked) Kind() ast.NodeKind { return kindMarked }

// Dump implements ast.Node.
func (m *marked) Dump(source []byte, level int) { ast.DumpHelper(m, source, level, nil, nil) }

// span is a mark in bytes. Its id is used up by the first piece that gets it.
type span struct {
	start, end int
	mark       *Mark
}

// place puts the marks around the pieces of text that they cover. A mark that
// runs over several nodes becomes several elements; the first has the id.
func place(doc ast.Node, source []byte, marks []Mark) {
	spans := byteSpans(source, marks)
	if len(spans) == 0 {
		return
	}
	for _, n := range descendants(doc) {
		if t, ok := n.(*ast.Text); ok && mayMark(t) {
			split(t, source, spans)
		}
	}
}

// mayMark keeps marks out of code, whose renderer takes text only, and out of
// the words that stand for an image.
func mayMark(t *ast.Text) bool {
	for p := t.Parent(); p != nil; p = p.Parent() {
		if k := p.Kind(); k == ast.KindCodeSpan || k == ast.KindImage {
			return false
		}
	}
	return !t.IsRaw()
}

// byteSpans turns code points into bytes and drops what cannot be marked. The
// result is ordered: earlier first, and of two that begin together the longer.
func byteSpans(source []byte, marks []Mark) []span {
	if len(marks) == 0 {
		return nil
	}
	offsets := runeOffsets(source)
	var spans []span
	for _, m := range marks[:min(len(marks), maxMarks)] {
		if m.Start < 0 || m.End <= m.Start || m.End >= len(offsets) {
			continue
		}
		s := span{offsets[m.Start], offsets[m.End], &m}
		if !cutsEscape(source, s.start) && !cutsEscape(source, s.end) {
			spans = append(spans, s)
		}
	}
	slices.SortStableFunc(spans, func(a, b span) int {
		if a.start != b.start {
			return a.start - b.start
		}
		return b.end - a.end
	})
	return spans
}

// runeOffsets gives the byte offset of every code point, and of the end.
func runeOffsets(source []byte) []int {
	offsets := make([]int, 0, utf8.RuneCount(source)+1)
	for i := 0; i < len(source); {
		offsets = append(offsets, i)
		_, size := utf8.DecodeRune(source[i:])
		i += size
	}
	return append(offsets, len(source))
}

// cutsEscape tells whether an offset lies inside \* or &amp;.
func cutsEscape(source []byte, at int) bool {
	const longest = 32 // bytes of the longest entity, and room
	before := source[max(0, at-longest):at]
	if bytes.HasSuffix(before, []byte(`\`)) {
		return true
	}
	amp := bytes.LastIndexByte(before, '&')
	if amp < 0 || bytes.ContainsAny(before[amp:], "; \n") {
		return false
	}
	after := source[at:min(at+longest, len(source))]
	end := bytes.IndexAny(after, "; \n&")
	return end >= 0 && after[end] == ';'
}

// split replaces a text by its pieces, marked and unmarked.
func split(t *ast.Text, source []byte, spans []span) {
	inside := clip(spans, t.Segment.Start, t.Segment.Stop)
	if len(inside) == 0 || t.Segment.Padding > 0 {
		return
	}
	parent := t.Parent()
	end := ast.NewTextSegment(text.NewSegment(t.Segment.Stop, t.Segment.Stop))
	end.SetSoftLineBreak(t.SoftLineBreak())
	end.SetHardLineBreak(t.HardLineBreak())
	for _, piece := range pieces(t.Segment.Start, t.Segment.Stop, inside, 0) {
		parent.InsertBefore(parent, t, piece)
	}
	parent.ReplaceChild(parent, t, end)
}

// clip gives the parts of spans that lie between two offsets.
func clip(spans []span, from, to int) []span {
	var inside []span
	for _, s := range spans {
		s.start, s.end = max(s.start, from), min(s.end, to)
		if s.start < s.end {
			inside = append(inside, s)
		}
	}
	return inside
}

// pieces gives the nodes for the text between two offsets. A mark that crosses
// the end of an earlier one is cut in two there, so elements never cross.
func pieces(from, to int, spans []span, depth int) []ast.Node {
	var nodes []ast.Node
	for len(spans) > 0 && depth < maxMarkDepth {
		first := spans[0]
		nodes = appendText(nodes, from, first.start)
		m := &marked{id: first.mark.ID, class: first.mark.Class}
		first.mark.ID = ""
		for _, child := range pieces(first.start, first.end, clip(spans[1:], first.start, first.end), depth+1) {
			m.AppendChild(m, child)
		}
		nodes = append(nodes, m)
		from = first.end
		spans = clip(spans[1:], from, to)
	}
	return appendText(nodes, from, to)
}

func appendText(nodes []ast.Node, from, to int) []ast.Node {
	if from >= to {
		return nodes
	}
	return append(nodes, ast.NewTextSegment(text.NewSegment(from, to)))
}
