package docx

import (
	"encoding/xml"
	"strconv"
	"strings"

	"mingzhang/ingest/guard"
)

// style is one style of a document, as written.
type style struct {
	props
	name    string
	basedOn string
}

// look is what a style comes to with all that it is based on.
type look struct {
	props
	numStyle string // the style that gives numID
	contents bool   // a line of a table of contents
}

type styles struct {
	defined map[string]style
	base    props
	normal  string // the style of a paragraph that names none
	looks   map[string]look
}

// maxBased bounds a chain of styles, which may be a ring.
const maxBased = 16

func readStyles(p *pack) (*styles, error) {
	s := &styles{defined: map[string]style{}, looks: map[string]look{}, base: noProps()}
	x, err := p.part("styles")
	if x == nil || err != nil {
		return s, err
	}
	return s, children(x, func(e xml.StartElement) error {
		switch name(e) {
		case "docDefaults":
			return s.readDefaults(x)
		case "style":
			return s.readStyle(x, e)
		}
		return x.Skip()
	})
}

// readDefaults reads pPr and rPr wherever they stand below docDefaults.
func (s *styles) readDefaults(x *guard.XML) error {
	return children(x, func(e xml.StartElement) error {
		switch name(e) {
		case "pPrDefault", "rPrDefault":
			return s.readDefaults(x)
		case "rPr":
			return s.base.readEnd(x)
		case "pPr":
			p, err := paragraphProps(x)
			s.base = p.over(s.base)
			return err
		}
		return x.Skip()
	})
}

func (s *styles) readStyle(x *guard.XML, e xml.StartElement) error {
	id, made := guard.Attr(e, "styleId"), style{props: noProps()}
	isDefault := guard.Attr(e, "default")
	if guard.Attr(e, "type") == "paragraph" && (isDefault == "1" || isDefault == "true") {
		s.normal = id
	}
	err := children(x, func(e xml.StartElement) error {
		switch name(e) {
		case "name":
			made.name = strings.ToLower(value(e))
		case "basedOn":
			made.basedOn = value(e)
		case "pPr":
			p, err := paragraphProps(x)
			made.props = p.over(made.props)
			return err
		case "rPr":
			return made.readEnd(x)
		}
		return x.Skip()
	})
	if made.outline == unsaid {
		made.outline = headingByName(made.name)
	}
	s.defined[id] = made
	return err
}

// headingByName knows heading 1, 标题 1 and title.
func headingByName(name string) int {
	if name == "title" || name == "标题" {
		return 0
	}
	for _, word := range []string{"heading", "标题"} {
		if level, ok := strings.CutPrefix(name, word); ok {
			if n, err := strconv.Atoi(strings.TrimSpace(level)); err == nil && n >= 1 && n <= 9 {
				return n - 1
			}
		}
	}
	return unsaid
}

// look gives what a style comes to. One that is not defined is that of a paragraph
// that names none.
func (s *styles) look(id string) look {
	if _, ok := s.defined[id]; !ok {
		id = s.normal
	}
	if known, ok := s.looks[id]; ok {
		return known
	}
	chain := []string{}
	for next := id; len(chain) < maxBased; next = s.defined[next].basedOn {
		if _, ok := s.defined[next]; !ok {
			break
		}
		chain = append(chain, next)
	}
	made := look{props: s.base}
	for i := len(chain) - 1; i >= 0; i-- {
		step := s.defined[chain[i]]
		made.props = step.over(made.props)
		if step.numID != "" {
			made.numStyle = chain[i]
		}
		for _, word := range []string{"toc ", "目录 "} {
			made.contents = made.contents || strings.HasPrefix(step.name, word)
		}
	}
	s.looks[id] = made
	return made
}

// character gives whether a character style hides text, nil when it does not say.
func (s *styles) character(id string) *bool {
	if _, ok := s.defined[id]; !ok {
		return nil
	}
	return s.look(id).hidden
}
