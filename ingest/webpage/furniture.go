package webpage

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// weight is how many characters an element shows, how many of them are links to
// pages, and how many such links there are. Hidden text has no weight.
type weight struct{ text, linked, links int }

func (w weight) own() int { return w.text - w.linked }

func (w *weight) add(other weight) {
	w.text += other.text
	w.linked += other.linked
	w.links += other.links
}

// weigh sets the weights of an element and all within.
func (p *page) weigh(n *html.Node) weight {
	var sum weight
	for c := range n.ChildNodes() {
		switch {
		case c.Type == html.TextNode:
			sum.text += countSigns(c.Data)
		case c.Type == html.ElementNode && !unread(c.DataAtom) && !isHidden(c) && !isDeleted(c):
			sum.add(p.weigh(c))
		}
	}
	if attr(n, linkKey) == "page" {
		sum.linked = sum.text
		sum.links++
	}
	p.weights[n] = sum
	return sum
}

func countSigns(text string) int {
	n := 0
	for _, c := range text {
		if !unicode.IsSpace(c) {
			n++
		}
	}
	return n
}

// unread are elements that hold no text of the page.
func unread(a atom.Atom) bool {
	switch a {
	case atom.Head, atom.Title, atom.Meta, atom.Button, atom.Object, atom.Video, atom.Audio, atom.Canvas, atom.Datalist, atom.Map, atom.Applet:
		return true
	}
	return false
}

// siteName matches the words of class and id by which sites call what stands
// around their articles.
var siteName = regexp.MustCompile(`^(?:.*nav|nav(?:s|bar|igation|list|menu|box|wrap|[0-9]+)|menu|submenu|breadcrumbs?|crumbs?|.*mianbao|foot|.*footer|footer.+|copyright|.*sidebar|aside|` +
	`share|.+share|share.+|bdshare.*|bshare.*|jiathis.*|toolbar|tools?|prevnext|prenext|pager|pagination|pagebar|relate|related|relatednews|recommend|xgwz|xglj|` +
	`banner|topbar|logo|search|searchbox|qrcode|ewm|erweima|dqwz|curpos|friendlinks?|yqlj|login|sitemap)$`)

// isSite tells whether an element is furniture of the site by its name, or is a
// heap of links. An element with half of the page's own text never is, nor one
// that holds the article.
func (p *page) isSite(n *html.Node) bool {
	w, total := p.weights[n], p.weights[p.body].own()
	if n == p.article || p.holdsArticle(n) || (w.own()*2 > total && total > 0) {
		return false
	}
	switch n.DataAtom {
	case atom.Nav, atom.Aside:
		return true
	case atom.Header, atom.Footer:
		return !p.within(n, atom.Article, atom.Main) && !p.inArticle(n)
	case atom.Div, atom.Ul, atom.Ol, atom.Dl, atom.Section, atom.Table, atom.P:
		return named(n) || (isLinkHeap(w) && !p.inArticle(n))
	}
	return false
}

func named(n *html.Node) bool {
	for _, key := range []string{"class", "id", "role"} {
		for word := range strings.FieldsFuncSeq(strings.ToLower(attr(n, key)), func(c rune) bool { return !unicode.IsLetter(c) && !unicode.IsDigit(c) }) {
			if siteName.MatchString(word) {
				return true
			}
		}
	}
	return false
}

// isLinkHeap tells whether an element is a menu or a list of other pages.
func isLinkHeap(w weight) bool {
	return w.links >= 4 && w.linked*10 > w.text*7 && w.own() < 200
}

func (p *page) within(n *html.Node, elements ...atom.Atom) bool {
	for a := range n.Ancestors() {
		for _, element := range elements {
			if a.DataAtom == element {
				return true
			}
		}
	}
	return false
}

// buttons are the words of what can be clicked around an article.
var buttons = regexp.MustCompile(`打印(?:本页|此页|文章|正文)?|关闭(?:本页|窗口|此页)?|分享到?|收藏|返回(?:顶部|上页|列表|首页)|字体|字号|[大中小]|扫一扫[^。]{0,20}|微信|微博|朋友圈|QQ空间|浏览(?:次数|量)|阅读(?:次数|量)?|点击(?:数|次数)|[0-9]+次?|保存|复制(?:链接)?|纠错|我要纠错|下载`)

// anyButton is one of them that no article has alone in a line.
var anyButton = regexp.MustCompile(`打印|关闭|分享|收藏|返回顶部|字体|字号|扫一扫|浏览(?:次数|量)|阅读次数|点击(?:数|次数)`)

// siteLine is how lines begin that lead elsewhere or belong to the site.
var siteLine = regexp.MustCompile(`^(?:上一[篇条页]|下一[篇条页]|上篇|下篇|相关(?:链接|阅读|文章|稿件|新闻)[:：]?$|您?(?:当前|现在|所在)的?位置|您的位置|版权所有|(?:.{2,12})ICP备|.?ICP备|网站标识码|.{0,3}公网安备|网站地图|友情链接|首页 ?[>›»])`)

// isSiteLine tells whether a short line is furniture.
func isSiteLine(text string) bool {
	if utf8.RuneCountInString(text) > 120 {
		return false
	}
	if siteLine.MatchString(text) {
		return true
	}
	if !anyButton.MatchString(text) {
		return false
	}
	rest := buttons.ReplaceAllString(text, "")
	return !strings.ContainsFunc(rest, func(c rune) bool { return unicode.IsLetter(c) || unicode.IsDigit(c) })
}
