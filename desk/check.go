package desk

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"unicode"

	"mingzhang/account"
	"mingzhang/audit"
	"mingzhang/content"
	"mingzhang/ingest"
	"mingzhang/publish"
)

// body is what is private of a draft: everything that its text follows from.
type body struct {
	origin    *content.Disclosure // as it was read, or as it is published
	edit      Edit
	known     []audit.Personal // of the whole file
	decisions []publish.Decision
	notes     []string
}

// outcome is what follows from the body of a draft.
type outcome struct {
	text     *content.Disclosure // edited, not masked
	preview  *content.Disclosure // edited and masked, checked
	hits     []publish.Hit
	problems []Problem
}

// check edits, masks and checks a draft anew. The same body gives the same
// outcome, so nothing of it is stored.
func (b *body) check(unit account.Unit) (*outcome, error) {
	text, err := clone(b.origin)
	if err != nil {
		return nil, err
	}
	o := &outcome{text: text, hits: []publish.Hit{}}
	o.problems = append(o.problems, b.edit.apply(text, unit.Name)...)
	o.problems = append(o.problems, belong(text, unit)...)
	if o.preview, err = clone(text); err != nil {
		return nil, err
	}
	for _, h := range publish.Decide(b.file(), o.preview, b.decisions, b.known...) {
		if len(h.Places) > 0 {
			o.hits = append(o.hits, h)
		}
	}
	nameSections(o.preview)
	derive(o.preview)
	o.preview.Findings = audit.Check(o.preview)
	o.preview.FillLists()
	o.problems = append(o.problems, blocking(o.preview, o.hits)...)
	return o, nil
}

// file names the file that a text was read from, for the ids of its hits.
func (b *body) file() string {
	if b.origin.Source != nil {
		return b.origin.Source.SHA256
	}
	return b.origin.ID
}

// masked gives words about a draft as others may read them: what is personal data
// by itself or in the file is masked, but for what was decided otherwise.
func (b *body) masked(words string) string {
	d := &content.Disclosure{Summary: content.Summary{Title: words}}
	publish.Decide(b.file(), d, b.decisions, b.known...)
	return d.Title
}

// clone copies what is stored of a disclosure.
func clone(d *content.Disclosure) (*content.Disclosure, error) {
	b, err := json.Marshal(d)
	if err != nil {
		return nil, fmt.Errorf("copying a draft: %w", err)
	}
	var to content.Disclosure
	if err := json.Unmarshal(b, &to); err != nil {
		return nil, fmt.Errorf("copying a draft: %w", err)
	}
	return &to, nil
}

// belong makes a text one of its unit. The region follows from the unit when the
// text names none; another publisher is for a person to confirm.
func belong(d *content.Disclosure, unit account.Unit) []Problem {
	if region, err := content.Regions().Get(unit.Region); err == nil && d.Region == nil {
		d.Region = &region
	}
	if d.Publisher.Name == "" {
		d.Publisher.Name = unit.Name
	}
	d.Publisher.ID = content.PublisherID(d.Publisher.Name)
	if d.Publisher.Name == unit.Name {
		return nil
	}
	return []Problem{{
		"publisher", "publisher", "文本写的公开单位与本单位（" + unit.Name + "）不同；确由本单位公开的，请确认改为本单位",
		"the text names another publisher; confirm that it is the unit itself",
	}}
}

// derive fills what follows from the text of a draft.
func derive(d *content.Disclosure) {
	d.Figures = ingest.Figures(d)
	d.Citations = ingest.Citations(d)
	d.NumberFlags = slices.DeleteFunc(d.NumberFlags, func(f content.NumberFlag) bool {
		return !slices.Contains(d.DocumentNumbers, f.Number)
	})
	d.FillLists()
}

// nameSections gives the sections the keys that they will have once published,
// which follow from their headings.
func nameSections(d *content.Disclosure) {
	headings := make([]string, len(d.Sections))
	for i, s := range d.Sections {
		headings[i] = s.Heading
	}
	for i, key := range content.SectionKeysOf(d.Kind, headings) {
		d.Sections[i].Key = key
	}
}

// blocking says what keeps a text from the public.
func blocking(d *content.Disclosure, hits []publish.Hit) []Problem {
	problems := missing(d)
	for _, f := range publish.Blocking(d.Findings) {
		problems = append(problems, Problem{f.Code, "", f.Note, "the text is a template that was not filled in, or no disclosure"})
	}
	for _, h := range hits {
		if h.Blocking {
			problems = append(problems, Problem{"personal-data", fieldOf(h.Places[0]), "有个人信息（" + h.Masked + "）还没有决定怎样处理", "nobody has decided on a piece of personal data"})
		}
	}
	return append(problems, unwritable(d)...)
}

// fieldOf names the place of a hit as an edit names it: sections.basis, title,
// lines.
func fieldOf(p publish.Place) string {
	if p.Section != "" {
		return "sections." + string(p.Section)
	}
	field, _, _ := strings.Cut(string(p.Field), ".")
	var name strings.Builder
	for i, r := range field {
		if unicode.IsUpper(r) && i > 0 {
			name.WriteByte('_')
		}
		name.WriteRune(unicode.ToLower(r))
	}
	return name.String()
}

// missing says which facts a text must state before it can be found and counted.
func missing(d *content.Disclosure) []Problem {
	var problems []Problem
	need := func(there bool, field, chinese string) {
		if !there {
			problems = append(problems, Problem{"missing", field, "请填写" + chinese, "missing"})
		}
	}
	need(strings.TrimSpace(d.Title) != "", "title", "项目名称")
	need(d.Year != 0, "year", "年度")
	need(d.Region != nil, "region", "行政区划")
	need(slices.ContainsFunc(d.Sections, func(s content.Section) bool { return strings.TrimSpace(s.Markdown) != "" }), "sections", "正文")
	return problems
}

// unwritable says that the published form would not read back as the same text.
func unwritable(d *content.Disclosure) []Problem {
	wrong := []Problem{{"form", "", "文本无法写成公开格式；请检查各栏目的标题和表格", "the text cannot be written in the published form"}}
	b, err := content.Format(d)
	if err != nil {
		return wrong
	}
	if len(b) > content.MaxMarkdown-1024 { // what publication adds to the front matter
		return []Problem{{"long", "sections", "全文太长，无法公开；请拆分", "the text is too long to be published"}}
	}
	again, err := content.Parse(b)
	if err != nil || !slices.Equal(again.Sections, d.Sections) {
		return wrong
	}
	if same, err := content.Format(again); err != nil || !bytes.Equal(same, b) {
		return wrong
	}
	return nil
}
