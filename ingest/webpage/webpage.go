// Package webpage reads web pages, and the Word documents that are web pages
// inside: the article with its tables and lists, without the site around it.
//
// A page is first reduced to the marks that matter (see reduce), because the
// rules of HTML for unclosed <b> and <font> let a few kilobytes grow into
// gigabytes; then it is parsed and walked.
package webpage

import (
	"context"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"mingzhang/ingest/source"
)

// formatName names the format for people.
const formatName = "网页文件"

// Read reads a page. Nothing that it names is fetched, no script is run. What is
// hidden and what belongs to the site, as menus and page feet, is left out and
// noted. An error is a [source.Refusal], or that of ctx.
func Read(ctx context.Context, b []byte) (*source.Document, error) {
	if len(b) > source.MaxFile {
		return nil, source.TooLong()
	}
	text, err := decode(b)
	if err != nil {
		return nil, err
	}
	reduced, err := reduce(ctx, text)
	if err != nil {
		return nil, err
	}
	root, err := html.Parse(strings.NewReader(reduced))
	if err != nil { // more than 512 open elements
		return nil, source.Refuse("网页的嵌套过深，无法读取；请把正文复制到Word后另存为.docx再提交",
			"the page is nested too deep; copy its text into a .docx file")
	}
	p := newPage(root)
	w := &walker{ctx: ctx, page: p}
	w.children(p.body)
	w.flush()
	if w.err != nil {
		return nil, w.err
	}
	return finish(p, w)
}

// finish puts the title and origin that only the page's head names before its
// blocks and adds the notes.
func finish(p *page, w *walker) (*source.Document, error) {
	var out source.Builder
	for _, block := range append(p.lead(w.blocks), w.blocks...) {
		if err := out.Add(block); err != nil {
			return nil, err
		}
	}
	w.noteAll(&out)
	return out.Document(), nil
}

// page is a parsed page and what was found out about it.
type page struct {
	body    *html.Node
	article *html.Node          // nil if no element holds the article alone
	around  map[*html.Node]bool // its ancestors
	weights map[*html.Node]weight
	meta    map[string]string // by lower-case name
	title   string
}

func newPage(root *html.Node) *page {
	p := &page{body: root, around: map[*html.Node]bool{}, weights: map[*html.Node]weight{}, meta: map[string]string{}}
	for n := range root.Descendants() {
		switch n.DataAtom {
		case atom.Body:
			p.body = n
		case atom.Meta:
			p.addMeta(n)
		case atom.Title:
			if p.title == "" && n.FirstChild != nil {
				p.title = squeeze(n.FirstChild.Data)
			}
		}
	}
	p.weigh(p.body)
	p.findArticle()
	return p
}

func (p *page) addMeta(n *html.Node) {
	name, content := strings.ToLower(attr(n, "name")), squeeze(attr(n, "content"))
	if name == "" {
		name = strings.ToLower(attr(n, "property"))
	}
	if _, known := p.meta[name]; !known && content != "" {
		p.meta[name] = content
	}
}

// attr gives an attribute of an element, "" if it has none.
func attr(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

func hasAttr(n *html.Node, key string) bool {
	for _, a := range n.Attr {
		if a.Key == key {
			return true
		}
	}
	return false
}
