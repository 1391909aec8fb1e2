package compare

import (
	"slices"
	"strings"
	"unicode/utf8"

	"mingzhang/content"
)

// level is one grain at which texts are compared.
type level struct {
	cut   func(string) []string
	limit int // pieces that may be left over before this grain gives up
}

// levels go from coarse to fine: what one leaves over the next looks into. A
// paragraph with more than 400 words changed is read anew anyway.
var levels = [...]level{{paragraphs, 1500}, {sentences, 600}, {words, 400}}

// Text compares two texts. Of the pieces that it gives, keep and delete together
// are the old text, keep and insert the new one; a deleted piece stands before
// what is inserted in its place.
func Text(before, after string) []Edit {
	if strings.HasSuffix(before, "\n") || strings.HasSuffix(after, "\n") || before == "" || after == "" {
		return joined(edits(before, after, 0))
	}
	// A last line compares like the others when it ends like them.
	return unended(joined(edits(before+"\n", after+"\n", 0)))
}

// unended takes the last line end away from both texts, which both have it.
func unended(list []Edit) []Edit {
	last := len(list) - 1
	trim := func(i int) { list[i].Text = strings.TrimSuffix(list[i].Text, "\n") }
	trim(last)
	switch {
	case list[last].Op == Keep:
	case list[last-1].Op == Keep: // what was added or taken away begins with the line end
		trim(last - 1)
		list[last].Text = "\n" + list[last].Text
	default:
		trim(last - 1)
	}
	return joined(list)
}

func edits(before, after string, grain int) []Edit {
	switch {
	case before == after:
		return []Edit{{Keep, before}}
	case before == "" || after == "" || grain == len(levels):
		return []Edit{{Delete, before}, {Insert, after}}
	}
	a, b := levels[grain].cut(before), levels[grain].cut(after)
	runs, ok := align(a, b, levels[grain].limit)
	switch {
	case !ok && grain == 0 && len(a) == len(b):
		return pairwise(a, b)
	case !ok:
		return edits(before, after, grain+1)
	case grain == len(levels)-1:
		return readable(segments(a, b, runs))
	}
	var list []Edit
	eachGap(a, b, runs, func(kept, deleted, inserted []string) {
		list = append(list, Edit{Keep, strings.Join(kept, "")})
		if grain == 0 {
			list = append(list, lines(deleted, inserted)...)
			return
		}
		list = append(list, edits(strings.Join(deleted, ""), strings.Join(inserted, ""), grain+1)...)
	})
	return list
}

// lines compares paragraphs that are in only one of the texts: those that are
// versions of each other with each other, the others together.
func lines(a, b []string) []Edit {
	var list []Edit
	fromA, fromB := 0, 0
	for _, p := range append(likePairs(a, b), pair{len(a), len(b)}) {
		list = append(list, edits(strings.Join(a[fromA:p.before], ""), strings.Join(b[fromB:p.after], ""), 1)...)
		if p.before < len(a) {
			list = append(list, edits(a[p.before], b[p.after], 1)...)
		}
		fromA, fromB = p.before+1, p.after+1
	}
	return list
}

// pairwise compares two long lists of paragraphs that nearly all changed, such as
// the rows of a table, each with the one at its place.
func pairwise(a, b []string) []Edit {
	var list []Edit
	for i := range a {
		list = append(list, edits(a[i], b[i], 1)...)
	}
	return list
}

// eachGap gives what is kept and then what is left over on both sides, in order.
func eachGap(a, b []string, runs []run, yield func(kept, deleted, inserted []string)) {
	fromA, fromB := 0, 0
	var kept []string
	for _, r := range append(slices.Clip(runs), run{len(a), len(b), 0}) {
		yield(kept, a[fromA:r.a], b[fromB:r.b])
		kept = a[r.a : r.a+r.n]
		fromA, fromB = r.a+r.n, r.b+r.n
	}
	yield(kept, nil, nil)
}

// joined leaves empty pieces out and puts neighbours of one kind together; in
// each change the deleted text comes first.
func joined(list []Edit) []Edit {
	out := []Edit{}
	var deleted, inserted, kept strings.Builder
	flush := func(op Op, b *strings.Builder) {
		if b.Len() > 0 {
			out = append(out, Edit{op, b.String()})
			b.Reset()
		}
	}
	for _, e := range list {
		switch {
		case e.Text == "":
		case e.Op == Keep:
			flush(Delete, &deleted)
			flush(Insert, &inserted)
			kept.WriteString(e.Text)
		case e.Op == Delete:
			flush(Keep, &kept)
			deleted.WriteString(e.Text)
		default:
			flush(Keep, &kept)
			inserted.WriteString(e.Text)
		}
	}
	flush(Keep, &kept)
	flush(Delete, &deleted)
	flush(Insert, &inserted)
	return out
}

// Old gives the text before the edits.
func Old(list []Edit) string { return without(list, Insert) }

// New gives the text after the edits.
func New(list []Edit) string { return without(list, Delete) }

func without(list []Edit, op Op) string {
	var b strings.Builder
	for _, e := range list {
		if e.Op != op {
			b.WriteString(e.Text)
		}
	}
	return b.String()
}

// Reading gives the same change as a reader of the page sees it: the words
// without any Markdown. When only the Markdown changed everything is kept.
func Reading(list []Edit) []Edit {
	return Text(content.PlainText(Old(list)), content.PlainText(New(list)))
}

func runes(list []string) int {
	n := 0
	for _, s := range list {
		n += utf8.RuneCountInString(s)
	}
	return n
}
