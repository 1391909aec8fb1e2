package webpage

import (
	"regexp"
	"strings"
	"unicode"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"mingzhang/ingest/source"
)

// articleName matches the ids and classes by which common site systems call the
// element with the article.
var articleName = regexp.MustCompile(`^(?:zoom|ucap-?content|trs_(?:editor|uedit|paper_preview)|trs_editor_view|vsb_content.*|v_news_content|` +
	`(?:article|news|art|arti|detail|details|page|pages|text|main|wz|zw|xxgk|xl|bt|info|con|view|body|print|j-font)[-_]?(?:content|con|text|nr|txt|body|box)|content|article|zhengwen|con_con|contents?box)$`)

// findArticle looks for the element that holds the article: a named one with
// four fifths of what the page says outside its links. If there is none, the
// whole page is read.
func (p *page) findArticle() {
	total := p.weights[p.body].own()
	for n := range p.body.Descendants() {
		own := p.weights[n].own()
		if own == 0 || own*5 < total*4 || !isArticleName(n) {
			continue
		}
		if p.article == nil || own*100 >= p.weights[p.article].own()*97 {
			p.article = n // the innermost that loses nothing
		}
	}
	if p.article != nil {
		for n := range p.article.Ancestors() {
			p.around[n] = true
		}
	}
}

func isArticleName(n *html.Node) bool {
	if n.DataAtom == atom.Article || n.DataAtom == atom.Main || attr(n, "role") == "main" {
		return true
	}
	for word := range strings.FieldsSeq(strings.ToLower(attr(n, "id") + " " + attr(n, "class"))) {
		if articleName.MatchString(word) {
			return true
		}
	}
	return false
}

// holdsArticle tells whether n is an ancestor of the article.
func (p *page) holdsArticle(n *html.Node) bool { return p.around[n] }

// inArticle tells whether n is the article or within it.
func (p *page) inArticle(n *html.Node) bool {
	for ; p.article != nil && n != nil; n = n.Parent {
		if n == p.article {
			return true
		}
	}
	return false
}

// originLine is how lines begin that say where an article comes from, and the
// labels of the table that the rules on open government put before it.
var originLine = regexp.MustCompile(`^[【\[]?(?:索 ?引 ?号|发布机构|发文机关|发文机构|公开机构|成文日期|发布日期|发布时间|公开日期|生成日期|文 ?号|发文字号|文件编号|信息来源|来 ?源|主题分类|信息分类|有 ?效 ?性|标 ?题|名 ?称|附件)`)

// keepsOutside tells whether a block that stands beside the article belongs to
// it: a title before it, its origin, the list of attached files.
func (p *page) keepsOutside(b source.Block, before bool) bool {
	switch b.Kind {
	case source.Heading:
		return before
	case source.Table:
		for _, row := range b.Rows {
			for _, cell := range row {
				if originLine.MatchString(cell) {
					return true
				}
			}
		}
		return false
	}
	line := bare(b.Text)
	return originLine.MatchString(b.Text) || (before && len(line) >= 12 && strings.Contains(bare(p.headTitle()), line))
}

// bare gives the letters and digits of a text, to compare titles by.
func bare(text string) string {
	return strings.Map(func(c rune) rune {
		if unicode.IsLetter(c) || unicode.IsDigit(c) {
			return c
		}
		return -1
	}, text)
}

// headTitle is the title of the article by the page's head.
func (p *page) headTitle() string {
	for _, name := range []string{"articletitle", "og:title"} {
		if title := p.meta[name]; title != "" {
			return title
		}
	}
	if strings.Contains(strings.ToLower(p.meta["generator"]+p.meta["progid"]), "word") {
		return "" // Word writes what its template was called
	}
	return p.withoutSite(p.title)
}

// siteTail is how names of sites end.
var siteTail = regexp.MustCompile(`(?:网|网站|门户|平台|人民政府|政府|委员会|总工会|局|首页)$`)

// withoutSite cuts the site's name off a title such as 关于某事的通知_某某市人民政府.
func (p *page) withoutSite(title string) string {
	for _, mark := range []string{"_", "|", "--", "—", " - ", "-"} {
		head, tail, found := strings.Cut(title, mark)
		head, tail = strings.TrimSpace(head), strings.TrimSpace(strings.Trim(tail, mark+" "))
		switch {
		case !found || head == "" || tail == "":
		case head == p.meta["sitename"]:
			return tail
		case strings.Contains(tail, p.meta["sitename"]) && p.meta["sitename"] != "", siteTail.MatchString(tail) && len(head) > 12:
			return head
		case (mark == "_" || mark == "|") && len(head) > 24: // marks that stand in no title of a text
			return head
		}
	}
	if title == p.meta["sitename"] {
		return ""
	}
	return title
}

// lead gives what only the head of the page says of the article: its title,
// where it comes from and when it was published.
func (p *page) lead(blocks []source.Block) []source.Block {
	if len(blocks) == 0 {
		return nil
	}
	var all strings.Builder
	for _, b := range blocks {
		all.WriteString(b.Text)
		for _, row := range b.Rows {
			all.WriteString(strings.Join(row, ""))
		}
	}
	said := bare(all.String())
	var lead []source.Block
	if title := p.headTitle(); bare(title) != "" && !strings.Contains(said, bare(title)) {
		lead = append(lead, source.Block{Kind: source.Heading, Text: title, Level: 1})
	}
	for _, line := range [][2]string{{"contentsource", "来源："}, {"pubdate", "发布时间："}} {
		if value := p.meta[line[0]]; bare(value) != "" && !strings.Contains(said, bare(value)) {
			lead = append(lead, source.Block{Kind: source.Paragraph, Text: line[1] + value})
		}
	}
	return lead
}
