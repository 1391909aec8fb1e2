package odt

import (
	"encoding/xml"
	"strings"
	"unicode"

	"mingzhang/ingest/flow"
	"mingzhang/ingest/guard"
	"mingzhang/ingest/source"
)

// para is the open paragraph.
type para struct {
	text   strings.Builder // with \n where a line was ended by hand
	blank  bool            // further blanks do not count
	gone   bool            // hidden by a field within it
	after  []source.Block  // text boxes
	behind []source.Block  // footnotes
}

func (r *reader) paragraph(e xml.StartElement) error {
	if err := r.ctx.Err(); err != nil {
		return err
	}
	outer, p := r.para, &para{blank: true}
	look := r.styles.look(ofParagraph, guard.Attr(e, "style-name"))
	r.para = p
	err := r.inline(look.hides())
	r.para = outer
	if err != nil {
		return err
	}
	if r.size > 4*source.MaxText {
		return source.TooLong()
	}
	if p.gone {
		r.left.Hidden++
		return nil
	}
	if !look.hides() {
		r.place(e, p, look)
	}
	r.flow.Blocks = append(r.flow.Blocks, p.after...)
	r.flow.AddBehind(p.behind)
	return nil
}

// place adds a paragraph with the kind, number and indent that its element, its
// style and its list say.
func (r *reader) place(e xml.StartElement, p *para, look style) {
	block, text := source.Block{Kind: source.Paragraph}, p.text.String()
	label, own := "", (*level)(nil)
	switch {
	case name(e) == "h":
		block.Kind, block.Level = source.Heading, place(guard.Attr(e, "outline-level"))+1
	case look.title:
		block.Kind, block.Level = source.Heading, 1
	}
	switch {
	case guard.Attr(e, "is-list-header") == "true":
	case r.item != nil && r.item.numbered:
		label, own = r.itemLabel()
		if block.Kind != source.Heading && own != nil {
			block.Kind, block.Level = source.ListItem, r.item.at+1
		}
	case r.item == nil && name(e) == "h" && !look.unlisted:
		label, own = r.headingLabel(e, block.Level-1)
	}
	if own != nil {
		empty := strings.TrimSpace(text) == ""
		if empty && (!r.flow.Cell || own.bullet) {
			label = ""
		}
		text = flow.Labelled(label, strings.TrimLeftFunc(text, unicode.IsSpace), own.tight)
		look = look.onto(own.look)
	}
	block.Indent = look.indent()
	r.flow.Add(text, block)
}

// itemLabel counts the open item and gives its number and level.
func (r *reader) itemLabel() (string, *level) {
	r.item.numbered = false
	of := r.styles.lists[r.item.style]
	if of == nil {
		return "", nil
	}
	return r.item.counters.next(of, r.item.at, r.item.start), &of[r.item.at]
}

// headingLabel counts a heading and gives its number and level.
func (r *reader) headingLabel(e xml.StartElement, at int) (string, *level) {
	start := guard.Attr(e, "start-value")
	if start == "" && guard.Attr(e, "restart-numbering") == "true" {
		r.headings.used[at] = false
	}
	return r.headings.next(&r.styles.headings, at, start), &r.styles.headings[at]
}

// inline reads the text and elements within the one just opened.
func (r *reader) inline(hidden bool) error {
	for {
		token, err := next(r.x)
		if err != nil {
			return err
		}
		switch token := token.(type) {
		case xml.CharData:
			r.write(string(token), hidden)
		case xml.StartElement:
			if err := r.element(token, hidden); err != nil {
				return err
			}
		case xml.EndElement:
			return nil
		}
	}
}

// element reads one element within a paragraph.
func (r *reader) element(e xml.StartElement, hidden bool) error {
	switch name(e) {
	case "span":
		look := r.styles.look(ofText, guard.Attr(e, "style-name"))
		if look.hidden != nil {
			hidden = *look.hidden
		}
		return r.inline(hidden)
	case "s":
		r.exactly(strings.Repeat(" ", max(1, min(number(guard.Attr(e, "c")), 100))), hidden)
	case "tab":
		r.exactly("\t", hidden)
	case "line-break":
		r.exactly("\n", hidden)
	case "ruby-text", "script", "note-citation":
	case "hidden-text":
		r.left.Hidden++
	case "hidden-paragraph":
		r.para.gone = r.para.gone || guard.Attr(e, "is-hidden") == "true"
	case "change-start", "change-end":
		r.change(e)
	case "note":
		if len(r.deleting) > 0 {
			return r.x.Skip()
		}
		if !hidden {
			return r.note()
		}
		r.left.Hidden++
	case "office:annotation":
		r.left.Comments++
	default:
		return r.other(e, hidden)
	}
	return r.x.Skip()
}

// other reads links, fields and the like for their text, drawings for theirs.
func (r *reader) other(e xml.StartElement, hidden bool) error {
	switch kind := name(e); {
	case strings.HasPrefix(kind, "draw:"):
		if hidden {
			r.left.Hidden++
			return r.x.Skip()
		}
		return r.drawn(e)
	case strings.Contains(kind, ":"), kind == "?":
		return r.x.Skip()
	}
	return r.inline(hidden)
}

// write adds text, in which blanks and line ends count as one blank.
func (r *reader) write(text string, hidden bool) {
	if len(r.deleting) > 0 {
		return
	}
	if hidden {
		if strings.TrimSpace(text) != "" {
			r.left.Hidden++
		}
		return
	}
	r.size += len(text)
	for _, c := range text {
		switch c {
		case ' ', '\t', '\n', '\r':
			if !r.para.blank {
				r.para.text.WriteByte(' ')
			}
			r.para.blank = true
		case '\u00ad': // a hyphen that shows only at the end of a line
		default:
			r.para.text.WriteRune(c)
			r.para.blank = false
		}
	}
}

// exactly adds blanks that count as they are.
func (r *reader) exactly(text string, hidden bool) {
	if !hidden && len(r.deleting) == 0 {
		r.size += len(text)
		r.para.text.WriteString(text)
		r.para.blank = true
	}
}

// note puts the text of a footnote or endnote behind the open paragraph.
func (r *reader) note() error {
	return children(r.x, func(e xml.StartElement) error {
		if name(e) != "note-body" {
			return r.x.Skip()
		}
		inner := &flow.Flow{}
		err := r.within(inner, r.blocks)
		if text := flow.Joined(inner.Blocks); text != "" {
			r.left.Footnotes++
			r.para.behind = append(r.para.behind, source.Block{Kind: source.Paragraph, Text: "注：" + text})
		}
		return err
	})
}
