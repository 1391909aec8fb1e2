package content

import (
	"html"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/util"
)

// tableHTML puts each table into a box that scrolls on its own and can be
// reached by keyboard.
type tableHTML struct{}

// RegisterFuncs implements renderer.NodeRenderer.
func (tableHTML) RegisterFuncs(r renderer.NodeRendererFuncRegisterer) {
	r.Register(extast.KindTable, renderTable)
}

func renderTable(w util.BufWriter, _ []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
	if !entering {
		_, err := w.WriteString("</table></div>\n")
		return ast.WalkContinue, err
	}
	label, _ := n.AttributeString("label")
	words, _ := label.(string)
	_, err := w.WriteString(`<div class="table-box" tabindex="0" role="group" aria-label="` + html.EscapeString(words) + "\"><table>\n")
	return ast.WalkContinue, err
}

// markHTML writes marked pieces.
type markHTML struct{}

// RegisterFuncs implements renderer.NodeRenderer.
func (markHTML) RegisterFuncs(r renderer.NodeRendererFuncRegisterer) {
	r.Register(kindMarked, renderMarked)
}

func renderMarked(w util.BufWriter, _ []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
	m, ok := n.(*marked)
	if !ok || !entering {
		_, err := w.WriteString("</span>")
		return ast.WalkContinue, err
	}
	tag := "<span"
	if m.id != "" {
		tag += ` id="` + html.EscapeString(m.id) + `"`
	}
	if m.class != "" {
		tag += ` class="` + html.EscapeString(m.class) + `"`
	}
	_, err := w.WriteString(tag + ">")
	return ast.WalkContinue, err
}
