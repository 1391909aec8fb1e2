package odt

import (
	"encoding/xml"
	"math"

	"mingzhang/ingest/guard"
)

// style is one style of a paragraph or text; what is not said is zero.
type style struct {
	parent   string
	title    bool // the title of a document
	unlisted bool // takes the number off a heading
	hidden   *bool
	size     float64 // of the font, in points
	left     *float64
	first    *float64
}

type styles struct {
	defined  map[string]style // by family and name
	lists    map[string]*[levels]level
	headings [levels]level
}

func newStyles() *styles {
	return &styles{defined: map[string]style{}, lists: map[string]*[levels]level{}}
}

// The families of styles that matter here.
const (
	ofParagraph = "paragraph"
	ofText      = "text"
)

// readStyles reads a set of styles, the element just opened.
func (r *reader) readStyles() error {
	return children(r.x, func(e xml.StartElement) error {
		switch name(e) {
		case "style:style", "style:default-style":
			return r.readStyle(e)
		case "list-style":
			made := &[levels]level{}
			r.styles.lists[guard.Attr(e, "name")] = made
			return readLevels(r.x, made)
		case "outline-style":
			return readLevels(r.x, &r.styles.headings)
		}
		return r.x.Skip()
	})
}

func (r *reader) readStyle(e xml.StartElement) error {
	family := guard.Attr(e, "family")
	if family != ofParagraph && family != ofText {
		return r.x.Skip()
	}
	made := style{parent: guard.Attr(e, "parent-style-name"), title: guard.Attr(e, "name") == "Title"}
	for _, a := range e.Attr {
		made.unlisted = made.unlisted || (a.Name.Local == "list-style-name" && a.Value == "")
	}
	err := children(r.x, func(e xml.StartElement) error {
		switch name(e) {
		case "style:paragraph-properties":
			made.left, made.first = room(e, "margin-left"), room(e, "text-indent")
		case "style:text-properties":
			made.size = points(guard.Attr(e, "font-size"))
			if display := guard.Attr(e, "display"); display != "" {
				hidden := display == "none"
				made.hidden = &hidden
			}
		}
		return r.x.Skip()
	})
	r.styles.defined[family+"/"+guard.Attr(e, "name")] = made // a default style has no name
	return err
}

// room reads an indent in points, nil when it is not said.
func room(e xml.StartElement, attr string) *float64 {
	text := guard.Attr(e, attr)
	if text == "" {
		return nil
	}
	p := points(text)
	return &p
}

// maxBased bounds a chain of styles, which may be a ring.
const maxBased = 16

// look gives what a style comes to with all that it is based on.
func (s *styles) look(family, id string) style {
	var made style
	for range maxBased {
		step, ok := s.defined[family+"/"+id]
		if !ok {
			break
		}
		made = made.onto(step)
		if id == "" {
			return made
		}
		id = step.parent
	}
	return made.onto(s.defined[family+"/"])
}

// onto lays s over a base.
func (s style) onto(base style) style {
	if s.hidden == nil {
		s.hidden = base.hidden
	}
	if s.size == 0 {
		s.size = base.size
	}
	if s.left == nil {
		s.left = base.left
	}
	if s.first == nil {
		s.first = base.first
	}
	s.title, s.unlisted = s.title || base.title, s.unlisted || base.unlisted
	return s
}

func (s style) hides() bool { return s.hidden != nil && *s.hidden }

// indent gives the room before the first line in characters.
func (s style) indent() int {
	size, sum := s.size, 0.0
	if size <= 0 {
		size = 10.5 // 五号, the usual size of Chinese text
	}
	for _, part := range []*float64{s.left, s.first} {
		if part != nil {
			sum += *part
		}
	}
	return int(max(0, min(math.Round(sum/size), 40)))
}
