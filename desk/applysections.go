package desk

import (
	"slices"
	"strings"
	"unicode/utf8"

	"mingzhang/content"
	"mingzhang/ingest/source"
)

// sections takes the text. Keys are those that the sections of the draft have;
// they stay while a draft is at the desk, whatever its headings become.
func (w *editor) sections(edits []SectionEdit) {
	for _, e := range edits {
		field := "sections." + e.Key
		i := slices.IndexFunc(w.d.Sections, func(s content.Section) bool { return s.Key == e.Key })
		switch {
		case e.Remove && i >= 0:
			w.d.Sections = slices.Delete(w.d.Sections, i, i+1)
		case e.Remove:
		case i >= 0:
			w.section(field, &w.d.Sections[i], e)
		case content.SectionHeading(w.d.Kind, e.Key) == "" || e.Markdown == nil:
			w.wrong("section", field, "没有这个栏目", "there is no such section")
		default:
			s := content.Section{Key: e.Key, Heading: content.SectionHeading(w.d.Kind, e.Key)}
			w.section(field, &s, e)
			w.d.Sections = slices.Insert(w.d.Sections, w.placeOf(e.Key), s)
		}
	}
	total := 0
	for _, s := range w.d.Sections {
		total += utf8.RuneCountInString(s.Markdown)
	}
	if len(edits) > 0 && total > source.MaxText {
		w.wrong("long", "sections", "全文太长：最多30万字", "the text is too long; at most 300,000 characters")
	}
}

// section changes heading and text of one section.
func (w *editor) section(field string, s *content.Section, e SectionEdit) {
	if heading, ok := w.words(field+".heading", e.Heading); ok && s.Key != content.SectionPreface {
		if heading == "" {
			w.wrong("missing", field+".heading", "栏目标题不能为空", "the heading must not be empty")
		} else {
			s.Heading = heading
		}
	}
	if e.Markdown == nil {
		return
	}
	text := strings.Trim(strings.ReplaceAll(strings.ReplaceAll(*e.Markdown, "\r\n", "\n"), "\r", "\n"), "\n")
	switch {
	case !utf8.ValidString(text) || strings.ContainsFunc(text, func(r rune) bool { return unseen(r) && r != '\n' && r != '\t' }):
		w.wrong("characters", field, "含有看不见的字符；请删去", "holds invisible characters")
	case strings.HasPrefix(text, "## ") || strings.Contains(text, "\n## "):
		w.wrong("heading", field, "正文的行不能以“## ”开头，那是栏目标题；小标题请用“### ”", "a line must not begin with ##, which begins a section; use ###")
	default:
		s.Markdown = text
	}
}

// placeOf gives where a section that is added belongs: before the first one that
// follows it in the official order.
func (w *editor) placeOf(key string) int {
	order := content.SectionKeys(w.d.Kind)
	own := slices.Index(order, key)
	for i, s := range w.d.Sections {
		if slices.Index(order, s.Key) > own {
			return i
		}
	}
	return len(w.d.Sections)
}
