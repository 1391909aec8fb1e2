package docx

import (
	"encoding/xml"
	"strings"

	"mingzhang/ingest/guard"
)

// runLook is what the properties of a run say of its text.
type runLook struct {
	hidden *bool
	size   int
	font   string
}

// run reads a stretch of text of one look.
func (r *reader) run() error {
	var own runLook
	hidden := r.hides(own)
	return children(r.x, func(e xml.StartElement) error {
		if name(e) == "rPr" {
			err := r.runProps(&own)
			hidden = r.hides(own)
			return err
		}
		if hidden && carriesText(name(e)) {
			r.left.Hidden++
			return r.x.Skip()
		}
		return r.piece(e, own)
	})
}

// hides tells whether a run is hidden, by its own properties or those of its style.
func (r *reader) hides(own runLook) bool {
	if own.hidden == nil {
		own.hidden = r.para.look.hidden
	}
	return own.hidden != nil && *own.hidden
}

func carriesText(name string) bool {
	switch name {
	case "t", "sym", "drawing", "pict", "object", "mc:AlternateContent", "footnoteReference", "endnoteReference", "ruby":
		return true
	}
	return false
}

func (r *reader) runProps(own *runLook) error {
	var byStyle *bool
	err := children(r.x, func(e xml.StartElement) error {
		switch name(e) {
		case "rStyle":
			byStyle = r.styles.character(value(e))
		case "vanish":
			own.hidden = hiding(e)
		case "sz":
			own.size = number(value(e))
		case "rFonts":
			own.font = guard.Attr(e, "ascii")
		}
		return r.x.Skip()
	})
	if own.hidden == nil {
		own.hidden = byStyle
	}
	return err
}

// piece reads one element of a run.
func (r *reader) piece(e xml.StartElement, own runLook) error {
	switch name(e) {
	case "t":
		return r.text(e, own)
	case "tab", "ptab":
		r.write("\t")
	case "br", "cr":
		r.write("\n")
	case "noBreakHyphen":
		r.write("-")
	case "sym":
		r.symbol(guard.Attr(e, "font"), guard.Attr(e, "char"))
	case "fldChar":
		r.fieldMark(guard.Attr(e, "fldCharType"))
	case "instrText":
		return r.instruction()
	case "ruby":
		return r.ruby()
	case "drawing", "pict", "object":
		if r.visible() {
			return r.drawing()
		}
	case "mc:AlternateContent":
		return r.alternate(func(e xml.StartElement) error { return r.piece(e, own) })
	case "footnoteReference", "endnoteReference":
		if r.visible() {
			return r.cite(strings.TrimSuffix(name(e), "Reference"), e)
		}
	case "commentReference":
		r.left.Comments++
	case "delText":
		r.left.Deleted++
	}
	return r.x.Skip()
}

// text reads t, whose spaces at both ends count only if it says so.
func (r *reader) text(e xml.StartElement, own runLook) error {
	text, err := r.characters()
	if guard.Attr(e, "space") != "preserve" {
		text = strings.Trim(text, " \t\r\n")
	}
	text = strings.Map(plain, text)
	if isSymbolFont(own.font) {
		text = strings.Map(func(c rune) rune { return symbolOr(own.font, c) }, text)
	}
	if r.para.size == 0 && strings.TrimSpace(text) != "" {
		r.para.size = own.size
	}
	r.write(text)
	return err
}

// plain makes the line ends of a text blanks, as they show, and drops the hyphens
// that show only at the end of a line.
func plain(c rune) rune {
	switch c {
	case '\n', '\r':
		return ' '
	case '\u00ad':
		return -1
	}
	return c
}

// characters reads the text of the element just opened.
func (r *reader) characters() (string, error) {
	var text string
	for {
		token, err := next(r.x)
		if err != nil {
			return text, err
		}
		switch token := token.(type) {
		case xml.CharData:
			text += string(token)
		case xml.StartElement:
			if err := r.x.Skip(); err != nil {
				return text, err
			}
		case xml.EndElement:
			return text, nil
		}
	}
}

// write adds to the open paragraph what can be seen.
func (r *reader) write(text string) {
	if r.visible() {
		r.size += len(text)
		r.para.text.WriteString(text)
	}
}

// ruby reads the text that a reading is written above, not the reading.
func (r *reader) ruby() error {
	return children(r.x, func(e xml.StartElement) error {
		if name(e) == "rubyBase" {
			return children(r.x, r.inline)
		}
		return r.x.Skip()
	})
}

// formula reads the characters of a formula in their order.
func (r *reader) formula() error {
	return children(r.x, func(e xml.StartElement) error {
		switch name(e) {
		case "m:t", "t":
			text, err := r.characters()
			r.write(text)
			return err
		case "del", "moveFrom":
			r.left.Deleted++
			return r.x.Skip()
		}
		return r.formula()
	})
}
