package content

import (
	"net/url"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/util"
)

// tidy makes a parsed text fit for a page: headings below the page's own, links
// and images that are safe, tables that can be reached by keyboard.
func tidy(doc ast.Node, source []byte, tableLabel string) {
	t := tidier{source: source, tableLabel: tableLabel}
	for _, n := range descendants(doc) {
		t.node(n)
	}
}

type tidier struct {
	source     []byte
	tableLabel string
	tables     int
	outline    []int // levels as written of the headings around the current place
}

func (t *tidier) node(n ast.Node) {
	switch n := n.(type) {
	case *ast.Heading:
		n.Level = t.level(n.Level)
	case *ast.Text:
		if n.SoftLineBreak() && t.joins(n.Segment.Stop) {
			n.SetSoftLineBreak(false)
		}
	case *ast.Link:
		t.link(n)
	case *ast.AutoLink:
		t.autoLink(n)
	case *ast.Image:
		if !isOwnPath(resolved(n.Destination)) {
			unwrap(n)
		}
	case *extast.Table:
		t.tables++
		n.SetAttributeString("label", strings.TrimSpace(t.tableLabel+" "+strconv.Itoa(t.tables)))
	case *extast.TableCell:
		tidyCell(n)
	}
}

// level gives a heading its place below the page's second-level heading: the
// first is 3, and no level is skipped, whatever the writer did.
func (t *tidier) level(written int) int {
	for len(t.outline) > 0 && t.outline[len(t.outline)-1] >= written {
		t.outline = t.outline[:len(t.outline)-1]
	}
	t.outline = append(t.outline, written)
	return min(2+len(t.outline), 6)
}

// joins tells whether the line break at an offset stands inside Chinese text,
// where it is no space (CSS Text 3, segment break transformation).
func (t *tidier) joins(at int) bool {
	before, _ := utf8.DecodeLastRune(t.source[:at])
	after, _ := utf8.DecodeRune([]byte(strings.TrimLeft(string(t.source[at:min(at+64, len(t.source))]), " \t\r\n\\*_`[>")))
	if unicode.Is(unicode.Hangul, before) || unicode.Is(unicode.Hangul, after) {
		return false
	}
	return isWide(before) || isWide(after)
}

func isWide(r rune) bool {
	return r != utf8.RuneError && (util.IsEastAsianWideRune(r) || strings.ContainsRune("“”‘’—…〔〕", r))
}

// outsideRel keeps a linked site from reaching back, and search engines from
// reading the link as praise.
const outsideRel = "noopener nofollow"

func (t *tidier) link(n *ast.Link) {
	raw := resolved(n.Destination)
	dest, err := url.Parse(raw)
	if err != nil {
		unwrap(n)
		return
	}
	switch strings.ToLower(dest.Scheme) {
	case "http", "https":
		if dest.Host == "" {
			unwrap(n)
			return
		}
		n.SetAttributeString("rel", []byte(outsideRel))
	case "":
		// Browsers read //host and \\host as another site.
		if dest.Host != "" || strings.HasPrefix(raw, "//") || strings.Contains(raw, `\`) {
			unwrap(n)
		}
	default:
		unwrap(n)
	}
}

// resolved gives a destination as goldmark will write it: with escapes and
// entities resolved, which may hide a scheme.
func resolved(dest []byte) string {
	return string(util.ResolveEntityNames(util.ResolveNumericReferences(util.UnescapePunctuations(dest))))
}

// autoLink keeps <https://…> and makes words of any other.
func (t *tidier) autoLink(n *ast.AutoLink) {
	dest := strings.ToLower(string(n.URL(t.source)))
	if n.AutoLinkType == ast.AutoLinkURL && (strings.HasPrefix(dest, "http://") || strings.HasPrefix(dest, "https://")) {
		n.SetAttributeString("rel", []byte(outsideRel))
		return
	}
	n.Parent().ReplaceChild(n.Parent(), n, ast.NewString(n.Label(t.source)))
}

func isOwnPath(dest string) bool {
	u, err := url.Parse(dest)
	return err == nil && u.Scheme == "" && u.Host == "" && strings.HasPrefix(dest, "/") && !strings.HasPrefix(dest, "//") && !strings.Contains(dest, `\`)
}

// unwrap puts the words of a node in its place.
func unwrap(n ast.Node) {
	parent := n.Parent()
	for c := n.FirstChild(); c != nil; {
		next := c.NextSibling()
		parent.InsertBefore(parent, n, c)
		c = next
	}
	parent.RemoveChild(parent, n)
}

func tidyCell(n *extast.TableCell) {
	switch n.Alignment {
	case extast.AlignRight:
		n.SetAttributeString("class", []byte("num"))
	case extast.AlignCenter:
		n.SetAttributeString("class", []byte("mid"))
	}
	if n.Parent().Kind() == extast.KindTableHeader {
		n.SetAttributeString("scope", []byte("col"))
	}
}

// descendants lists every node below root in reading order, so that the tree may
// be changed while the list is walked.
func descendants(root ast.Node) []ast.Node {
	var list []ast.Node
	// The walker's error is the callback's, which gives none.
	_ = ast.Walk(root, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if entering {
			list = append(list, n)
		}
		return ast.WalkContinue, nil
	})
	return list
}
