package ingest

import (
	"slices"

	"mingzhang/content"
)

// project is the text of one project of a document.
type project struct {
	lead     []block // before the first heading
	sections []part
	named    bool // a field of its form names it
}

// part is a section on its way.
type part struct {
	head   headline
	blocks []block
}

func (p *project) has(key string) bool {
	return key != "" && slices.ContainsFunc(p.sections, func(s part) bool { return s.head.key == key })
}

// add appends a block to the last section, or to the lead before the first.
func (p *project) add(bl block) {
	if n := len(p.sections); n > 0 {
		p.sections[n-1].blocks = append(p.sections[n-1].blocks, bl)
		return
	}
	p.lead = append(p.lead, bl)
}

// takeTitle removes the title-like lines at the end of the last section: they
// belong to the next project.
func (p *project) takeTitle() []block {
	last := &p.sections[len(p.sections)-1]
	i := len(last.blocks)
	for i > 0 && isTitleLike(last.blocks[i-1]) {
		i--
	}
	taken := slices.Clone(last.blocks[i:])
	last.blocks = last.blocks[:i]
	return taken
}

// split cuts a document into its projects. A project begins where the heading
// that began the first one comes again.
func (d *document) split() []*project {
	p := &project{}
	projects := []*project{p}
	named := d.hasKey("project_name")
	heads := 0
	for i := d.titleEnd; i < len(d.blocks); i++ {
		bl := d.blocks[i]
		switch {
		case d.isProjectHead(bl, heads+1):
			heads++
			if len(p.sections) == 0 {
				p.add(bl)
				continue
			}
			p = &project{lead: []block{bl}}
			projects = append(projects, p)
		case d.namesProject(bl):
			if p.named {
				p = &project{}
				projects = append(projects, p)
			}
			p.named = true
			p.add(bl)
		case len(p.sections) > 0 && d.titleAgain(i):
			p = &project{}
			projects = append(projects, p)
		case bl.kind == headingBlock && p.startsNext(bl.head.key, named):
			p = &project{lead: p.takeTitle(), sections: []part{{head: bl.head}}}
			projects = append(projects, p)
		case bl.kind == headingBlock && p.has(bl.head.key) && !d.isTop(bl.head):
			bl.kind = subBlock
			p.add(bl)
		case bl.kind == headingBlock:
			p.sections = append(p.sections, part{head: bl.head})
		case !named && len(p.sections) >= 2 && isMarked(bl):
			p = &project{lead: []block{bl}}
			projects = append(projects, p)
		default:
			p.add(bl)
		}
	}
	if len(projects) == 1 && len(p.sections) == 0 && len(p.lead) > 0 {
		return projects // prose without headings
	}
	return slices.DeleteFunc(projects, func(p *project) bool { return len(p.sections) == 0 && !p.named })
}

// isProjectHead tells whether a block is the heading of project n.
func (d *document) isProjectHead(bl block, n int) bool {
	if d.outer == plainStyle || bl.kind != subBlock {
		return false
	}
	h := headlineOf(bl)
	return h.style == d.outer && h.number == n && labelKey(d.kind, h.text) == ""
}

// namesProject tells whether a block is the field of a form that names the
// project of a report. A budget has it as a section.
func (d *document) namesProject(bl block) bool {
	if d.kind == content.Budget || bl.kind == tableBlock || bl.kind == headingBlock {
		return false
	}
	h := readHeadline(bl.text)
	return h.style == plainStyle && h.value != "" && labelOf(h.text) == "项目名称"
}

// isTop tells whether a heading is numbered as the sections of the document are.
func (d *document) isTop(h headline) bool { return d.main != plainStyle && h.style == d.main }

// titleAgain tells whether the title of the document stands once more before
// block i, over the next form of the same kind.
func (d *document) titleAgain(i int) bool {
	if d.title == "" || d.blocks[i].text != d.title {
		return false
	}
	for _, next := range d.blocks[i+1 : min(i+4, len(d.blocks))] {
		if next.kind == headingBlock && next.head.key == "project_name" || labelOf(readHeadline(next.text).text) == "项目名称" {
			return true
		}
	}
	return false
}

func isMarked(bl block) bool {
	_, ok := projectMark(bl.text)
	return ok && bl.kind != tableBlock
}

func (d *document) hasKey(key string) bool {
	return slices.ContainsFunc(d.blocks, func(bl block) bool { return bl.kind == headingBlock && bl.head.key == key })
}

// startsNext tells whether a heading begins the next project: the name of a
// project comes again, or, where no project has such a heading, what began this
// one.
func (p *project) startsNext(key string, named bool) bool {
	if !p.has(key) {
		return false
	}
	if named {
		return key == "project_name"
	}
	return len(p.sections) >= 3 && p.sections[0].head.key == key
}

// sectionsOf writes the sections of a project as Markdown.
func (p *project) sectionsOf(kind content.Kind) []content.Section {
	var sections []content.Section
	if text := markdown(p.lead); text != "" {
		sections = append(sections, content.Section{Markdown: text})
	}
	for _, s := range p.sections {
		sections = append(sections, content.Section{Heading: s.head.text, Markdown: markdown(s.blocks)})
	}
	nameKeys(kind, sections)
	return sections
}

// nameKeys gives the sections their keys.
func nameKeys(kind content.Kind, sections []content.Section) {
	headings := make([]string, len(sections))
	for i, s := range sections {
		headings[i] = s.Heading
	}
	for i, key := range content.SectionKeysOf(kind, headings) {
		sections[i].Key = key
	}
}
