package webpage

import (
	"context"
	"errors"
	"io"
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"mingzhang/ingest/source"
)

// Limits on a page.
const (
	maxMarks = 400_000
	maxBytes = 4 << 20 // of its text, the site's own included
	maxStray = 2_000   // texts between the cells of tables
)

// reducer writes a page again with fewer marks.
type reducer struct {
	out   strings.Builder
	open  map[string]int // elements of each name that wait for their end
	marks int
	texts int
	stray int
	skip  string // the element whose content is left out
	frame bool   // between the cells of a table
	pre   int
}

// reduce rewrites a page for the parser: without scripts, comments and foreign
// elements, ends without a start, and attributes that no one reads; elements that
// only change the look of letters become <span>, since those alone are repeated by
// the parser in each paragraph until they are closed.
func reduce(ctx context.Context, page string) (string, error) {
	r := &reducer{open: map[string]int{}}
	z := html.NewTokenizer(strings.NewReader(page))
	for {
		kind := z.Next()
		if r.marks++; r.marks > maxMarks || r.texts > maxBytes || r.stray > maxStray {
			return "", source.Refuse("网页过大或过于复杂，无法读取；请把正文复制到Word后另存为.docx再提交",
				"the page is too large or too complicated; copy its text into a .docx file")
		}
		if kind == html.ErrorToken {
			if errors.Is(z.Err(), io.EOF) {
				return r.out.String(), nil
			}
			return "", source.Broken(formatName, z.Err())
		}
		if r.marks%4096 == 0 && ctx.Err() != nil {
			return "", ctx.Err()
		}
		r.take(kind, z)
	}
}

func (r *reducer) take(kind html.TokenType, z *html.Tokenizer) {
	switch kind {
	case html.TextToken:
		r.text(string(z.Text()))
	case html.StartTagToken, html.SelfClosingTagToken:
		token := z.Token()
		r.start(token, kind == html.SelfClosingTagToken)
	case html.EndTagToken:
		token := z.Token()
		r.end(token.Data)
	}
}

func (r *reducer) text(text string) {
	if r.skip != "" {
		return
	}
	if r.pre == 0 {
		text = narrow(text)
	}
	if r.frame && strings.TrimSpace(text) != "" {
		r.stray++
	}
	if r.texts += len(text); r.texts > maxBytes {
		return
	}
	r.out.WriteString(html.EscapeString(text))
}

// narrow makes one sign of each run of white space: a line end if it has one.
func narrow(text string) string {
	var b strings.Builder
	b.Grow(len(text))
	run := byte(0)
	for i := range len(text) {
		c := text[i]
		switch c {
		case '\n', '\r':
			run = '\n'
			continue
		case ' ', '\t', '\f':
			if run == 0 {
				run = ' '
			}
			continue
		}
		if run != 0 {
			b.WriteByte(run)
			run = 0
		}
		b.WriteByte(c)
	}
	if run != 0 {
		b.WriteByte(run)
	}
	return b.String()
}

// skipped are elements whose content is no text of the page.
func skipped(name string) bool {
	switch atom.Lookup([]byte(name)) {
	case atom.Script, atom.Style, atom.Noscript, atom.Template, atom.Svg, atom.Math, atom.Iframe,
		atom.Select, atom.Textarea, atom.Noframes, atom.Noembed:
		return true
	}
	return name == "xml" // settings of Word
}

// dropped are elements without content that are left out.
func dropped(name string) bool {
	switch atom.Lookup([]byte(name)) {
	case atom.Input, atom.Link, atom.Base, atom.Embed, atom.Param, atom.Source, atom.Track, atom.Wbr, atom.Area, atom.Form, atom.Frameset, atom.Frame, atom.Plaintext:
		return true
	}
	return false
}

// lookOnly are elements that only change letters (HTML, 13.2.4.3).
func lookOnly(name string) bool {
	switch atom.Lookup([]byte(name)) {
	case atom.A, atom.B, atom.Big, atom.Code, atom.Em, atom.Font, atom.I, atom.Nobr, atom.S, atom.Small, atom.Strike, atom.Strong, atom.Tt, atom.U:
		return true
	}
	return false
}

// selfEnding are elements that have no end.
func selfEnding(name string) bool {
	switch atom.Lookup([]byte(name)) {
	case atom.Br, atom.Hr, atom.Img, atom.Meta, atom.Col:
		return true
	}
	return false
}

func (r *reducer) start(token html.Token, closed bool) {
	name := token.Data
	if r.skip != "" {
		if !r.resume(name) {
			if r.skip == name && !closed {
				r.open[name]++
			}
			return
		}
	}
	switch {
	case skipped(name):
		if !closed {
			r.skip, r.open[name] = name, 1
		}
		return
	case dropped(name):
		return
	}
	attrs := usedAttrs(token)
	name = plainName(name)
	r.out.WriteByte('<')
	r.out.WriteString(name)
	for _, a := range attrs {
		r.out.WriteString(" " + a.Key + `="` + html.EscapeString(a.Val) + `"`)
	}
	r.out.WriteByte('>')
	r.follow(name)
	if !selfEnding(name) {
		r.open[name]++
		if closed && strings.Contains(name, ":") { // <o:p/>, as Word means it
			r.end(name)
		}
	}
}

// resume ends the skipping of an element that was never closed: a block cannot
// stand in it.
func (r *reducer) resume(name string) bool {
	if r.skip == "noscript" || r.skip == "template" {
		return false
	}
	switch atom.Lookup([]byte(name)) {
	case atom.P, atom.Div, atom.Table, atom.Ul, atom.Ol, atom.H1, atom.H2, atom.H3:
		r.skip = ""
		return true
	}
	return false
}

// plainName gives the element that stands for one of a name.
func plainName(name string) string {
	switch {
	case lookOnly(name):
		return "span"
	case name == "xmp", name == "listing":
		return "pre"
	}
	return name
}

// follow notes whether text may stand here.
func (r *reducer) follow(name string) {
	switch atom.Lookup([]byte(name)) {
	case atom.Table, atom.Tr, atom.Tbody, atom.Thead, atom.Tfoot, atom.Colgroup, atom.Col:
		r.frame = true
	case atom.Td, atom.Th, atom.Caption:
		r.frame = false
	case atom.Pre:
		r.pre++
	}
}

func (r *reducer) end(name string) {
	if r.skip != "" {
		if r.skip == name {
			if r.open[name]--; r.open[name] == 0 {
				r.skip = ""
			}
		}
		return
	}
	name = plainName(name)
	if r.open[name] == 0 {
		if name == "br" || name == "p" { // both stand for an empty line
			r.out.WriteString("<br>")
		}
		return
	}
	r.open[name]--
	switch name {
	case "td", "th", "caption", "tr", "tbody", "thead", "tfoot":
		r.frame = true
	case "table":
		r.frame = false
	case "pre":
		r.pre--
	}
	r.out.WriteString("</" + name + ">")
}

// usedAttrs keeps the attributes that are read, and says of a link whether it
// leads to a document.
func usedAttrs(token html.Token) []html.Attribute {
	used := slices.DeleteFunc(token.Attr, func(a html.Attribute) bool {
		switch a.Key {
		case "class", "id", "style", "colspan", "rowspan", "hidden", "type", "start", "value", "name", "content", "property", "role":
			return len(a.Val) > 10_000
		}
		return a.Key != "href"
	})
	for i, a := range used {
		if a.Key == "href" {
			used[i] = html.Attribute{Key: linkKey, Val: linkKind(a.Val)}
		}
	}
	return used
}

// linkKey marks a <span> that was a link; its value is the end of the name of the
// document that it leads to, or page.
const linkKey = "link"

func linkKind(href string) string {
	href, _, _ = strings.Cut(strings.ToLower(href), "?")
	dot := strings.LastIndexByte(href, '.')
	if dot >= 0 && slices.Contains([]string{"doc", "docx", "wps", "pdf", "ofd", "xls", "xlsx", "et", "zip", "rar", "txt", "rtf"}, href[dot+1:]) {
		return href[dot+1:]
	}
	return "page"
}
