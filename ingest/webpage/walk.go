package webpage

import (
	"context"
	"regexp"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"mingzhang/ingest/source"
)

// maxHeading is how long a heading may be before it is read as a paragraph that
// someone made large, in characters.
const maxHeading = 120

// walker turns elements into blocks.
type walker struct {
	ctx    context.Context
	page   *page
	blocks []source.Block
	text   strings.Builder // of the paragraph that is being read
	next   source.Block    // the kind, level and indent of that paragraph
	mark   string          // the number of the list item that is being read
	lists  []*list         // those that are open
	steps  int
	past   bool // behind the article
	inCell bool // of a table of data
	left   struct{ hidden, deleted, site, pictures int }
	err    error
}

func (w *walker) children(n *html.Node) {
	for c := range n.ChildNodes() {
		if w.steps++; w.steps%4096 == 0 && w.ctx.Err() != nil {
			w.err = w.ctx.Err()
		}
		if len(w.blocks) > source.MaxBlocks {
			w.err = source.TooLong()
		}
		if w.err != nil {
			return
		}
		switch c.Type {
		case html.TextNode:
			w.text.WriteString(c.Data)
		case html.ElementNode:
			w.visit(c)
		}
	}
}

// visit reads an element unless it is to be left out.
func (w *walker) visit(n *html.Node) {
	p := w.page
	switch {
	case unread(n.DataAtom):
	case isDeleted(n):
		w.left.deleted++
	case isHidden(n):
		if hasText(n) {
			w.left.hidden++
		}
	case p.isSite(n):
		if hasText(n) {
			w.left.site++
		}
		w.flush()
	case p.article != nil && p.holdsArticle(n.Parent) && n != p.article && !p.holdsArticle(n):
		w.outside(n)
	default:
		w.element(n)
		w.past = w.past || n == p.article
	}
}

func hasText(n *html.Node) bool {
	for d := range n.Descendants() {
		if d.Type == html.TextNode && strings.TrimSpace(d.Data) != "" {
			return true
		}
	}
	return false
}

// outside reads an element beside the article and keeps what belongs to it.
func (w *walker) outside(n *html.Node) {
	w.flush()
	start := len(w.blocks)
	w.element(n)
	w.flush()
	kept := w.blocks[:start]
	for _, b := range w.blocks[start:] {
		if w.page.keepsOutside(b, !w.past) {
			kept = append(kept, b)
		}
	}
	if len(kept) < len(w.blocks) {
		w.left.site++
	}
	w.blocks = kept
}

func (w *walker) element(n *html.Node) {
	switch n.DataAtom {
	case atom.Br:
		if w.next.Kind == source.Heading { // a title in several lines
			w.text.WriteByte('\n')
			return
		}
		w.flush()
	case atom.Img:
		w.left.pictures++
	case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		w.block(n, source.Block{Kind: source.Heading, Level: int(n.Data[1] - '0')})
	case atom.Ul, atom.Ol, atom.Menu, atom.Dir:
		w.list(n)
	case atom.Li:
		w.item(n)
	case atom.Table:
		w.flush()
		w.table(n)
	case atom.Pre:
		w.flush()
		w.lines(n)
	default:
		w.plain(n)
	}
}

// plain reads a paragraph, or part of one.
func (w *walker) plain(n *html.Node) {
	style := compact(attr(n, "style"))
	switch {
	case strings.Contains(style, "mso-list:ignore"):
		w.wordNumber(n)
	case wordList.MatchString(style) && isBlock(n):
		level, _ := strconv.Atoi(wordList.FindStringSubmatch(style)[1]) // one digit
		w.block(n, source.Block{Kind: source.ListItem, Level: level})
	case !isBlock(n):
		w.children(n)
	case strings.Contains(attr(n, "class"), "MsoTitle"):
		w.block(n, source.Block{Kind: source.Heading, Level: 1})
	default:
		w.block(n, source.Block{Kind: source.Paragraph, Indent: textIndent(style)})
	}
}

// wordList is how Word says that a paragraph belongs to a list.
var wordList = regexp.MustCompile(`mso-list:l[0-9]+level([1-9])`)

// wordNumber reads the number that Word wrote before such a paragraph.
func (w *walker) wordNumber(n *html.Node) {
	number := squeeze(w.flat(n))
	w.text.WriteString(number)
	if last, _ := utf8.DecodeLastRuneInString(number); last < utf8.RuneSelf {
		w.text.WriteByte(' ') // 1. text, but 一、text
	}
}

func (w *walker) block(n *html.Node, kind source.Block) {
	w.flush()
	outer := w.next
	inner := outer.Kind == source.Heading || (outer.Kind == source.ListItem && w.mark != "")
	if !inner || kind.Kind != source.Paragraph { // <h1><div>, <li><p>
		w.next = kind
	}
	w.children(n)
	w.flush()
	w.next = source.Block{}
	if outer.Kind == source.Heading {
		w.next = outer
	}
}

func isBlock(n *html.Node) bool {
	switch n.DataAtom {
	case atom.P, atom.Div, atom.Section, atom.Article, atom.Main, atom.Header, atom.Footer, atom.Aside, atom.Nav, atom.Body, atom.Html,
		atom.Blockquote, atom.Dl, atom.Dt, atom.Dd, atom.Address, atom.Center, atom.Fieldset, atom.Legend, atom.Figure, atom.Figcaption,
		atom.Details, atom.Summary, atom.Hr, atom.Caption, atom.Td, atom.Th, atom.Tr, atom.Tbody, atom.Thead, atom.Tfoot, atom.Hgroup:
		return true
	}
	return false
}

var (
	indentStyle = regexp.MustCompile(`(?:^|;)text-indent:([0-9.]+)(em|pt|px)`)
	indentCount = regexp.MustCompile(`mso-char-indent-count:([0-9.]+)`)
)

// textIndent gives the room before a paragraph by its style, in characters. Where
// it is given in points or pixels, 18 to 40 of them are the usual two characters.
func textIndent(style string) int {
	size, unit := 0.0, "em"
	if m := indentCount.FindStringSubmatch(style); m != nil {
		size, _ = strconv.ParseFloat(m[1], 64) // 0 if it is no number
	} else if m := indentStyle.FindStringSubmatch(style); m != nil {
		size, _ = strconv.ParseFloat(m[1], 64)
		unit = m[2]
	}
	switch {
	case size < 0 || size > 1000:
		return 0
	case unit == "em":
		return int(size + 0.5)
	case size >= 18 && size <= 40:
		return 2
	}
	return int(size/16 + 0.5)
}

// flush ends the paragraph that is being read.
func (w *walker) flush() {
	raw := w.text.String()
	w.text.Reset()
	block := w.next
	w.next = source.Block{Kind: source.Paragraph, Indent: block.Indent}
	text := squeeze(raw)
	if block.Kind == "" {
		block.Kind = source.Paragraph
	}
	if text == "" {
		if block.Kind == source.Heading || w.mark != "" {
			w.next = block // the text comes after <br> or in an element of its own
		}
		return
	}
	switch block.Kind {
	case source.Paragraph:
		block.Indent = max(block.Indent, roomBefore(raw))
		if !w.inCell && isSiteLine(text) {
			w.left.site++
			return
		}
	case source.Heading:
		if utf8.RuneCountInString(text) > maxHeading {
			block = source.Block{Kind: source.Paragraph}
		}
		w.next = block // one may hold several paragraphs
	case source.ListItem:
		text = w.mark + text
		w.mark = ""
	}
	block.Text = text
	w.blocks = append(w.blocks, block)
}

// roomBefore counts the white space that a page shows before a text, in
// characters; two of &nbsp; are as wide as one of them.
func roomBefore(text string) int {
	wide, narrow := 0, 0
	for _, c := range text {
		switch {
		case c == '\u3000' || c == '\u2003':
			wide++
		case c == '\u00a0' || c == '\u2002':
			narrow++
		case !unicode.IsSpace(c):
			return wide + narrow/2
		}
	}
	return wide + narrow/2
}

// squeeze makes one blank of each run of white space and removes it at both ends
// and, where the source of the page breaks a line, between Chinese signs.
func squeeze(text string) string {
	var b strings.Builder
	var last rune
	blank, broken := false, true
	for _, c := range text {
		switch {
		case c == '\u200b' || c == '\ufeff' || c == '\u00ad':
			continue
		case unicode.IsSpace(c):
			blank = true
			broken = broken && (c == '\n' || c == '\r')
			continue
		}
		if blank && last != 0 && !(broken && isChinese(last) && isChinese(c)) {
			b.WriteByte(' ')
		}
		blank, broken = false, true
		b.WriteRune(c)
		last = c
	}
	return b.String()
}

func isChinese(c rune) bool {
	return unicode.Is(unicode.Han, c) || (c >= 0x3000 && c <= 0x303f) || (c >= 0xff00 && c <= 0xffef) || strings.ContainsRune("“”‘’…—", c)
}

// lines reads a text whose lines are kept.
func (w *walker) lines(n *html.Node) {
	for line := range strings.SplitSeq(strings.ReplaceAll(w.flat(n), "\r", ""), "\n") {
		if text := strings.TrimSpace(line); text != "" {
			w.blocks = append(w.blocks, source.Block{Kind: source.Line, Text: text, Indent: room(line)})
		}
	}
}

// room is the white space before a line of preformatted text, in characters.
func room(line string) int {
	head := line[:len(line)-len(strings.TrimLeftFunc(line, unicode.IsSpace))]
	wide := strings.Count(head, "\u3000")
	return wide + (utf8.RuneCountInString(head)-wide)/2
}

// flat gives the visible text of an element as it stands.
func (w *walker) flat(n *html.Node) string {
	var b strings.Builder
	for c := range n.ChildNodes() {
		switch {
		case c.Type == html.TextNode:
			b.WriteString(c.Data)
		case c.DataAtom == atom.Br:
			b.WriteByte('\n')
		case c.Type == html.ElementNode && isDeleted(c):
			w.left.deleted++
		case c.Type == html.ElementNode && isHidden(c):
			w.left.hidden++
		case c.Type == html.ElementNode:
			b.WriteString(w.flat(c))
		}
	}
	return b.String()
}

// noteAll says what was left out, always in the same order.
func (w *walker) noteAll(out *source.Builder) {
	out.NoteCount(w.left.deleted, "略去已删除的文字、批注或页眉页脚%d处", "%d deleted texts, remarks or running heads left out")
	out.NoteCount(w.left.hidden, "略去隐藏的内容%d处", "%d hidden parts left out")
	out.NoteCount(w.left.site, "略去网站的导航、按钮、页脚等%d处", "%d parts of the site (menus, buttons, page feet) left out")
	out.NoteCount(w.left.pictures, "略去图片%d幅", "%d pictures left out")
}
