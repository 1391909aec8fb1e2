package webpage

import (
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"mingzhang/ingest/source"
)

// list is an open list and the number of its next item.
type list struct {
	style string
	next  int
}

func (w *walker) list(n *html.Node) {
	w.flush()
	opened := &list{style: listStyle(n), next: 1}
	if start, err := strconv.Atoi(attr(n, "start")); err == nil {
		opened.next = start
	}
	w.lists = append(w.lists, opened)
	w.children(n)
	w.flush()
	w.lists = w.lists[:len(w.lists)-1]
}

// listStyle gives how the items of a list are numbered, in the words of CSS.
func listStyle(n *html.Node) string {
	if _, style, found := strings.Cut(compact(attr(n, "style")), "list-style"); found {
		style = strings.TrimPrefix(strings.TrimPrefix(style, "-type"), ":")
		style, _, _ = strings.Cut(style, ";")
		return style
	}
	if n.DataAtom != atom.Ol {
		return "disc"
	}
	switch kind := attr(n, "type"); kind {
	case "a":
		return "lower-alpha"
	case "A":
		return "upper-alpha"
	case "i":
		return "lower-roman"
	case "I":
		return "upper-roman"
	case "", "1":
		return "decimal"
	default:
		return strings.ToLower(kind)
	}
}

func (w *walker) item(n *html.Node) {
	w.flush()
	block := source.Block{Kind: source.ListItem, Level: max(len(w.lists), 1)}
	w.mark = "- "
	if len(w.lists) > 0 {
		current := w.lists[len(w.lists)-1]
		if value, err := strconv.Atoi(attr(n, "value")); err == nil {
			current.next = value
		}
		w.mark = marker(current.style, current.next)
		current.next++
	}
	if w.mark == "" {
		block = source.Block{Kind: source.Paragraph}
	}
	w.next = block
	w.children(n)
	w.flush()
	w.mark, w.next = "", source.Block{}
}

// marker writes the sign before an item; "" if the page shows none.
func marker(style string, n int) string {
	switch {
	case strings.HasPrefix(style, "none"):
		return ""
	case strings.Contains(style, "cjk"), strings.Contains(style, "chinese"), strings.Contains(style, "ideographic"):
		return chinese(n) + "、"
	case strings.Contains(style, "alpha"), strings.Contains(style, "latin"):
		if n < 1 || n > 26 {
			return strconv.Itoa(n) + ". "
		}
		if strings.HasPrefix(style, "upper") {
			return string(rune('A'+n-1)) + ". "
		}
		return string(rune('a'+n-1)) + ". "
	case strings.Contains(style, "roman"):
		if strings.HasPrefix(style, "upper") {
			return strings.ToUpper(roman(n)) + ". "
		}
		return roman(n) + ". "
	case strings.Contains(style, "decimal"):
		return strconv.Itoa(n) + ". "
	}
	return "- "
}

// chinese writes 1 to 99 as 一 to 九十九.
func chinese(n int) string {
	digits := []rune("零一二三四五六七八九")
	switch {
	case n < 1 || n > 99:
		return strconv.Itoa(n)
	case n < 10:
		return string(digits[n])
	}
	text := "十"
	if n >= 20 {
		text = string(digits[n/10]) + text
	}
	if n%10 > 0 {
		text += string(digits[n%10])
	}
	return text
}

func roman(n int) string {
	if n < 1 || n > 3999 {
		return strconv.Itoa(n)
	}
	var b strings.Builder
	for _, step := range []struct {
		value int
		sign  string
	}{{1000, "m"}, {900, "cm"}, {500, "d"}, {400, "cd"}, {100, "c"}, {90, "xc"}, {50, "l"}, {40, "xl"}, {10, "x"}, {9, "ix"}, {5, "v"}, {4, "iv"}, {1, "i"}} {
		for ; n >= step.value; n -= step.value {
			b.WriteString(step.sign)
		}
	}
	return b.String()
}
