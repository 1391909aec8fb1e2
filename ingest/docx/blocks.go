package docx

import (
	"encoding/xml"
	"strings"

	"mingzhang/ingest/flow"
	"mingzhang/ingest/guard"
	"mingzhang/ingest/source"
)

// blocks reads the paragraphs and tables within the element just opened.
func (r *reader) blocks() error { return children(r.x, r.block) }

func (r *reader) block(e xml.StartElement) error {
	switch name(e) {
	case "p":
		return r.paragraph()
	case "tbl":
		return r.table()
	case "sdt":
		return r.control(r.block)
	case "ins", "moveTo", "customXml", "smartTag":
		return r.blocks()
	case "mc:AlternateContent":
		return r.alternate(r.block)
	case "del", "moveFrom":
		r.left.Deleted++
	case "altChunk", "subDoc":
		r.left.Embedded++
	case "sectPr":
		return children(r.x, func(e xml.StartElement) error {
			r.left.RunningHeads = r.left.RunningHeads || isRunningHead(e)
			return r.x.Skip()
		})
	}
	return r.x.Skip()
}

// control reads a content control, whose content visit reads. One that holds a table
// of contents, or still asks to be filled in, is left out.
func (r *reader) control(visit func(xml.StartElement) error) error {
	skip := false
	return children(r.x, func(e xml.StartElement) error {
		switch name(e) {
		case "sdtPr":
			return children(r.x, func(e xml.StartElement) error {
				switch name(e) {
				case "showingPlcHdr":
					if on(e) {
						skip = true
						r.left.Unfilled++
					}
				case "docPartObj":
					return r.gallery(&skip)
				}
				return r.x.Skip()
			})
		case "sdtContent":
			if !skip {
				return children(r.x, visit)
			}
		}
		return r.x.Skip()
	})
}

func (r *reader) gallery(skip *bool) error {
	return children(r.x, func(e xml.StartElement) error {
		if name(e) == "docPartGallery" && strings.EqualFold(value(e), "Table of Contents") {
			*skip = true
			r.left.Contents++
		}
		return r.x.Skip()
	})
}

// alternate reads one of several forms of the same content: the first that gives
// anything.
func (r *reader) alternate(visit func(xml.StartElement) error) error {
	before := r.read()
	return children(r.x, func(e xml.StartElement) error {
		switch name(e) {
		case "mc:Choice", "mc:Fallback":
			if r.read() == before {
				return children(r.x, visit)
			}
		}
		return r.x.Skip()
	})
}

// read tells how much was read so far: it changes when content is found.
func (r *reader) read() int { return r.size + r.left.Sum() }

// drawing looks for text boxes in a drawing and counts its pictures.
func (r *reader) drawing() error { return children(r.x, r.drawn) }

func (r *reader) drawn(e xml.StartElement) error {
	switch name(e) {
	case "txbxContent":
		blocks, err := r.aside(r.blocks)
		r.after(blocks)
		return err
	case "pic:pic", "v:imagedata", "c:chart", "dgm:relIds":
		r.left.Pictures++
		return r.x.Skip()
	case "mc:AlternateContent":
		return r.alternate(r.drawn)
	}
	return r.drawing()
}

// after puts blocks behind the open paragraph, which they are anchored in.
func (r *reader) after(blocks []source.Block) {
	if r.para != nil {
		r.para.after = append(r.para.after, blocks...)
		return
	}
	r.flow.Blocks = append(r.flow.Blocks, blocks...)
}

// footnotes are the notes of a document by kind and number.
type footnotes map[string]string

// cite puts the text of a footnote or endnote behind the open paragraph.
func (r *reader) cite(kind string, e xml.StartElement) error {
	if r.notes == nil {
		r.notes = &footnotes{} // first, as notes may cite each other
		for _, part := range []string{"footnotes", "endnotes"} {
			if err := r.readNotes(part); err != nil {
				return err
			}
		}
	}
	if text := (*r.notes)[kind+guard.Attr(e, "id")]; text != "" && r.para != nil {
		r.left.Footnotes++
		r.size += len(text)
		r.para.behind = append(r.para.behind, source.Block{Kind: source.Paragraph, Text: "注：" + text})
	}
	return r.x.Skip()
}

func (r *reader) readNotes(part string) error {
	x, err := r.pack.part(part)
	if x == nil || err != nil {
		return err
	}
	outer := r.x
	r.x = x
	defer func() { r.x = outer }()
	return children(x, func(e xml.StartElement) error {
		if t := guard.Attr(e, "type"); t != "" && t != "normal" { // separators
			return x.Skip()
		}
		blocks, err := r.aside(r.blocks)
		(*r.notes)[name(e)+guard.Attr(e, "id")] = flow.Joined(blocks)
		return err
	})
}
