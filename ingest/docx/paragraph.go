package docx

import (
	"encoding/xml"
	"strings"
	"unicode"

	"mingzhang/ingest/flow"
	"mingzhang/ingest/source"
)

// para is the open paragraph.
type para struct {
	props  props
	look   look
	text   strings.Builder // with \n where a line was ended by hand
	after  []source.Block  // text boxes
	behind []source.Block  // footnotes
	size   int             // of the font of its first text, in half points
}

func (r *reader) paragraph() error {
	if err := r.ctx.Err(); err != nil {
		return err
	}
	outer := r.para
	p := &para{props: noProps(), look: r.styles.look("")}
	r.para = p
	err := children(r.x, func(e xml.StartElement) error {
		if name(e) != "pPr" {
			return r.inline(e)
		}
		props, err := paragraphProps(r.x)
		p.props, p.look = props, r.styles.look(props.style)
		r.left.RunningHeads = r.left.RunningHeads || props.runningHead
		return err
	})
	r.endInstructions()
	r.para = outer
	if err != nil {
		return err
	}
	if r.size > 4*source.MaxText {
		return source.TooLong()
	}
	r.finish(p)
	return nil
}

// inline reads one element of a paragraph.
func (r *reader) inline(e xml.StartElement) error {
	switch name(e) {
	case "r":
		return r.run()
	case "ins", "moveTo", "hyperlink", "smartTag", "customXml", "dir", "bdo":
		return children(r.x, r.inline)
	case "sdt":
		return r.control(r.inline)
	case "fldSimple":
		return r.simpleField(e)
	case "mc:AlternateContent":
		return r.alternate(r.inline)
	case "m:oMath", "m:oMathPara":
		return r.formula()
	case "del", "moveFrom":
		r.left.Deleted++
	}
	return r.x.Skip()
}

// finish turns a read paragraph into blocks.
func (r *reader) finish(p *para) {
	text := r.flow.Carry + p.text.String()
	r.flow.Carry = ""
	props := p.props.over(p.look.props)
	switch {
	case p.props.endDeleted:
		r.flow.Carry = text
	case p.look.contents && !r.keepContents:
		r.left.Contents++
	default:
		r.place(p, props, text)
	}
	r.flow.Blocks = append(r.flow.Blocks, p.after...)
	r.flow.AddBehind(p.behind)
}

// place adds a paragraph with the kind, number and indent that its properties say.
func (r *reader) place(p *para, props props, text string) {
	block := source.Block{Kind: source.Paragraph}
	label, level, at := r.label(p, props, text)
	switch {
	case props.outline >= 0 && props.outline < levels:
		block.Kind, block.Level = source.Heading, props.outline+1
	case level != nil:
		block.Kind, block.Level = source.ListItem, at+1
	}
	in := p.look.indent
	if level != nil {
		in = level.indent.over(in)
		text = flow.Labelled(label, strings.TrimLeftFunc(text, unicode.IsSpace), level.suffix == "nothing")
	}
	size := p.size
	if size == 0 {
		size = props.size
	}
	block.Indent = p.props.indent.over(in).characters(size)
	r.flow.Add(text, block)
}

// label counts a numbered paragraph and gives its number, and the level and its
// place; nil for one without a number. In a cell the number may be all there is.
func (r *reader) label(p *para, props props, text string) (string, *level, int) {
	if props.numID == "" || (props.hidden != nil && *props.hidden) {
		return "", nil, 0
	}
	one, o := r.lists.find(props.numID, r.styles)
	if o == nil {
		return "", nil, 0
	}
	at := max(0, min(props.level, levels-1))
	if p.props.numID == "" && p.props.level == unsaid {
		if props.level == unsaid {
			at = one.styled(o, p.look.numStyle, at)
		}
		at = one.styled(o, p.props.style, at)
	}
	level, label := one.levelOf(o, at), one.next(o, at)
	if strings.TrimSpace(text) == "" && (!r.flow.Cell || level.format == "bullet") {
		label = ""
	}
	return label, &level, at
}
