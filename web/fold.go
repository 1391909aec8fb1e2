package web

import (
	"html/template"
	"text/template/parse"
)

// Most words of a page are the same each time: {{.T "foot.about"}} and
// {{.To "/about"}} depend on the language alone. Pages are parsed once for each
// language, and such calls are replaced by their words there and then, instead of
// by reflection for every reader. What depends on data stays an action, and so
// in the care of html/template.

// fold replaces the constant calls of a template. The words are escaped as text
// and quoted attributes need it; templates have such calls nowhere else.
func (l *language) fold(list *parse.ListNode) {
	if list == nil {
		return
	}
	for i, node := range list.Nodes {
		switch n := node.(type) {
		case *parse.ActionNode:
			if words, constant := l.constant(n.Pipe); constant {
				list.Nodes[i] = &parse.TextNode{NodeType: parse.NodeText, Pos: n.Pos, Text: []byte(template.HTMLEscapeString(words))}
			}
		case *parse.IfNode:
			l.foldBranch(&n.BranchNode)
		case *parse.RangeNode:
			l.foldBranch(&n.BranchNode)
		case *parse.WithNode:
			l.foldBranch(&n.BranchNode)
		}
	}
}

func (l *language) foldBranch(n *parse.BranchNode) {
	l.fold(n.List)
	l.fold(n.ElseList)
}

// constant gives what {{.T "key"}} or {{.To "/path"}} comes to, with . or $
// before it; false for any other pipeline.
func (l *language) constant(pipe *parse.PipeNode) (words string, constant bool) {
	if len(pipe.Decl) > 0 || len(pipe.Cmds) != 1 || len(pipe.Cmds[0].Args) != 2 {
		return "", false
	}
	argument, constant := pipe.Cmds[0].Args[1].(*parse.StringNode)
	if !constant {
		return "", false
	}
	switch pipe.Cmds[0].Args[0].String() {
	case ".T", "$.T", "word":
		return l.T(argument.Text), true
	case ".To", "$.To":
		return l.To(argument.Text), true
	}
	return "", false
}
