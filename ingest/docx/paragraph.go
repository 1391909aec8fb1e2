package docx

import (
	"encoding/xml"
	"strings"
	"unicode"

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
		r.left.runningHeads = r.left.runningHeads || props.runningHead
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
		r.left.deleted++
	}
	return r.x.Skip()
}

// finish turns a read paragraph into blocks.
func (r *reader) finish(p *para) {
	text := r.flow.carry + p.text.String()
	r.flow.carry = ""
	props := p.props.over(p.look.props)
	switch {
	case p.props.endDeleted:
		r.flow.carry = text
	case p.look.contents && !r.keepContents:
		r.left.contents++
	default:
		r.place(p, props, text)
	}
	r.flow.blocks = append(r.flow.blocks, p.after...)
	if r.flow.cell {
		r.flow.behind = append(r.flow.behind, p.behind...)
		return
	}
	r.flow.blocks = append(r.flow.blocks, p.behind...)
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
		text = labelled(label, level.suffix, strings.TrimLeftFunc(text, unicode.IsSpace))
	}
	size := p.size
	if size == 0 {
		size = props.size
	}
	block.Indent = p.props.indent.over(in).characters(size)
	r.add(text, block)
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
	if strings.TrimSpace(text) == "" && (!r.flow.cell || level.format == "bullet") {
		label = ""
	}
	return label, &level, at
}

// add appends a text to the flow: as it is within a cell, as one line when it is a
// heading, else a block for each line that was ended by hand.
func (r *reader) add(text string, block source.Block) {
	if r.flow.cell || block.Kind == source.Heading {
		block.Text = text
		if !r.flow.cell {
			block.Text = oneLine(text)
		}
		r.flow.blocks = append(r.flow.blocks, block)
		return
	}
	lines := strings.Split(text, "\n")
	for i, line := range lines {
		block.Text = strings.TrimSpace(line)
		if block.Text == "" {
			continue
		}
		if i > 0 || (len(lines) > 1 && block.Kind == source.Paragraph) {
			block.Kind, block.Level = source.Line, 0
		}
		piece := block
		piece.Indent += typedIndent(line)
		r.flow.blocks = append(r.flow.blocks, piece)
		block.Indent = 0
	}
}

// typedIndent counts the room that spaces make before a text, in characters.
func typedIndent(line string) int {
	halves := 0
	for _, c := range line {
		switch {
		case c == '　':
			halves += 2
		case c == '\t':
			halves += 4
		case unicode.IsSpace(c):
			halves++
		default:
			return min(halves/2, 40)
		}
	}
	return 0
}

// oneLine joins the lines of a heading or cell with a blank: with nothing between,
// two names would become one.
func oneLine(text string) string {
	lines := strings.Split(text, "\n")
	for i, line := range lines {
		lines[i] = strings.TrimSpace(line)
	}
	return strings.TrimSpace(strings.Join(lines, " "))
}

// joined gives the text of blocks as one line.
func joined(blocks []source.Block) string {
	texts := make([]string, 0, len(blocks))
	for _, block := range blocks {
		if text := oneLine(block.Text); text != "" {
			texts = append(texts, text)
		}
		for _, row := range block.Rows {
			texts = append(texts, row...)
		}
	}
	return strings.TrimSpace(strings.Join(texts, " "))
}
