package content

import (
	"bytes"
	"html"
	"sync"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// RenderOptions is what [Render] is told besides the text.
type RenderOptions struct {
	IDPrefix   string // begins the id of every heading, so that two texts on one page do not collide
	TableLabel string // names each table for screen readers; a number is added
	Marks      []Mark // pieces of the text to mark
}

// Mark is a piece of a text that the HTML sets apart, as <span id class>.
type Mark struct {
	Start, End int    // in Unicode code points of the Markdown, as in [Figure] and [Evidence]
	ID         string // of the element; empty for none
	Class      string // of the element; empty for none
}

// Render turns the Markdown of a section into HTML that is safe on a page under
// a strict Content-Security-Policy, whoever wrote it. HTML in the text is shown,
// not obeyed; images from elsewhere are dropped; links are http, https or
// stay on the site. Headings begin at level 3 and skip none.
//
// A mark that cannot stand where it is asked for (in code, or cutting through an
// escape) is left out; the text never suffers. A text with the structure of an
// attack (hundreds of quotes inside each other) is shown as it stands.
func Render(markdown string, o RenderOptions) string {
	source := []byte(markdown)
	if tooTangled(source) {
		return asItStands(markdown)
	}
	doc := parse(source, o.IDPrefix)
	tidy(doc, source, o.TableLabel)
	place(doc, source, o.Marks)
	var b output
	b.Grow(len(source) + len(source)/2)
	if err := markdownHTML().Render(&b, source, doc); err != nil {
		return html.EscapeString(markdown) // a bytes.Buffer takes all that is written
	}
	return b.String()
}

// output is a buffer that goldmark writes to without a second one before it.
type output struct{ bytes.Buffer }

// Buffered implements util.BufWriter.
func (*output) Buffered() int { return 0 }

// Flush implements util.BufWriter.
func (*output) Flush() error { return nil }

func parse(source []byte, idPrefix string) ast.Node {
	ctx := parser.NewContext(parser.WithIDs(newHeadingIDs(idPrefix)))
	return markdownParser().Parse(text.NewReader(source), parser.WithContext(ctx))
}

// markdownParser reads what official texts mean. It knows no HTML, so tags come
// out as text; no indented code, because writers indent paragraphs; no underlined
// headings, because a row of dashes is a rule; no strikethrough, because 7~9月 is
// a range. A parser holds no state between texts, so all texts share one.
var markdownParser = sync.OnceValue(func() parser.Parser {
	return parser.NewParser(
		parser.WithBlockParsers(
			util.Prioritized(parser.NewThematicBreakParser(), 200),
			util.Prioritized(parser.NewListParser(), 300),
			util.Prioritized(parser.NewListItemParser(), 400),
			util.Prioritized(parser.NewATXHeadingParser(), 600),
			util.Prioritized(parser.NewFencedCodeBlockParser(), 700),
			util.Prioritized(parser.NewBlockquoteParser(), 800),
			util.Prioritized(indentedParagraph{parser.NewParagraphParser()}, 1000),
		),
		parser.WithInlineParsers(
			util.Prioritized(parser.NewCodeSpanParser(), 100),
			util.Prioritized(parser.NewLinkParser(), 200),
			util.Prioritized(parser.NewAutoLinkParser(), 300),
			util.Prioritized(parser.NewEmphasisParser(), 500),
		),
		parser.WithParagraphTransformers(
			util.Prioritized(parser.LinkReferenceParagraphTransformer, 100),
			util.Prioritized(extension.NewTableParagraphTransformer(), 200),
		),
		parser.WithASTTransformers(util.Prioritized(extension.NewTableASTTransformer(), 0)),
		parser.WithAutoHeadingID(),
		parser.WithEscapedSpace(),
	)
})

// indentedParagraph is a paragraph that may begin with any number of spaces.
type indentedParagraph struct{ parser.BlockParser }

// CanAcceptIndentedLine implements parser.BlockParser.
func (indentedParagraph) CanAcceptIndentedLine() bool { return true }

var markdownHTML = sync.OnceValue(func() renderer.Renderer {
	md := goldmark.New(goldmark.WithExtensions(extension.NewCJK(extension.WithEscapedSpace())))
	md.Renderer().AddOptions(renderer.WithNodeRenderers(
		util.Prioritized(tableHTML{}, 100),
		util.Prioritized(extension.NewTableHTMLRenderer(extension.WithTableCellAlignMethod(extension.TableCellAlignNone)), 500),
		util.Prioritized(markHTML{}, 500),
	))
	return md.Renderer()
})
