package content

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"
)

// MaxMarkdown is the size in bytes up to which a Markdown revision is read.
const MaxMarkdown = 2 << 20

// frontMatter is the head of a Markdown revision: what a person fills in or
// checks. Names are those of the JSON form; amounts and people are written as
// the text writes them.
type frontMatter struct {
	ID            Text         `yaml:"id,omitempty"`
	Kind          Kind         `yaml:"kind"`
	Title         string       `yaml:"title"`
	DocumentTitle Text         `yaml:"document_title,omitempty"`
	Year          Year         `yaml:"year,omitempty"`
	Publisher     string       `yaml:"publisher"`
	Region        regionCode   `yaml:"region,omitempty"`
	Implementer   Text         `yaml:"implementer,omitempty"`
	Units         []UnitRole   `yaml:"units,omitempty"`
	Category      Text         `yaml:"category,omitempty"`
	Amount        *Money       `yaml:"amount,omitempty"`
	PlanTotal     *Money       `yaml:"plan_total,omitempty"`
	Beneficiaries *People      `yaml:"beneficiaries,omitempty"`
	Lines         []Line       `yaml:"lines,omitempty"`
	Funding       []Funding    `yaml:"funding,omitempty"`
	Allocations   []Allocation `yaml:"allocations,omitempty"`
	Indicators    []Indicator  `yaml:"indicators,omitempty"`
	Numbers       []string     `yaml:"document_numbers,omitempty"`
	Execution     *Execution   `yaml:"execution,omitempty"`
	Score         *Score       `yaml:"score,omitempty"`
	Status        Status       `yaml:"status"`
	Revision      int          `yaml:"revision,omitempty"`
	PublishedAt   *time.Time   `yaml:"published_at,omitempty"`
	UpdatedAt     *time.Time   `yaml:"updated_at,omitempty"`
	Reason        Text         `yaml:"reason,omitempty"`
	Source        *Source      `yaml:"source,omitempty"`
	Salt          string       `yaml:"salt,omitempty"`
}

// regionCode is written in quotes: 030400 would otherwise be an octal number.
type regionCode string

// MarshalYAML writes the code in double quotes.
func (c regionCode) MarshalYAML() (any, error) {
	return &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!str", Style: yaml.DoubleQuotedStyle, Value: string(c)}, nil
}

const fence = "---\n"

// Format writes a disclosure as its canonical Markdown: front matter, then one
// second-level heading a section. Derived fields are left out.
// Parse(Format(d)) gives d again.
func Format(d *Disclosure) ([]byte, error) {
	var b bytes.Buffer
	b.WriteString(fence)
	enc := yaml.NewEncoder(&b)
	enc.SetIndent(2)
	if err := enc.Encode(headOf(&d.Summary)); err != nil {
		return nil, fmt.Errorf("writing the front matter of %s: %w", d.ID, err)
	}
	b.WriteString(fence)
	for _, s := range d.Sections {
		if s.Heading != "" {
			fmt.Fprintf(&b, "\n## %s\n", s.Heading)
		}
		if s.Markdown != "" {
			fmt.Fprintf(&b, "\n%s\n", s.Markdown)
		}
	}
	return b.Bytes(), nil
}

func headOf(d *Summary) *frontMatter {
	h := &frontMatter{
		ID: Text(d.ID), Kind: d.Kind, Title: d.Title, DocumentTitle: d.DocumentTitle, Year: d.Year,
		Publisher: d.Publisher.Name, Implementer: d.Implementer, Units: d.Units, Category: d.Category,
		Amount: d.Amount, PlanTotal: d.PlanTotal, Beneficiaries: d.Beneficiaries,
		Lines: d.Lines, Funding: d.Funding, Allocations: d.Allocations, Indicators: d.Indicators,
		Numbers: d.DocumentNumbers, Execution: d.Execution, Score: d.Score,
		Status: d.Status, Revision: d.Revision, Reason: d.Reason, Source: d.Source, Salt: d.Salt,
		PublishedAt: optionalTime(d.PublishedAt), UpdatedAt: optionalTime(d.UpdatedAt),
	}
	if d.Region != nil {
		h.Region = regionCode(d.Region.Code)
	}
	return h
}

func optionalTime(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	return &t
}

// Parse reads a disclosure from Markdown with front matter. Unknown keys, broken
// values and missing parts are errors that name the line in the file.
func Parse(b []byte) (*Disclosure, error) {
	head, body, err := splitFrontMatter(b)
	if err != nil {
		return nil, err
	}
	var h frontMatter
	dec := yaml.NewDecoder(bytes.NewReader(head))
	dec.KnownFields(true)
	if err := dec.Decode(&h); err != nil && !errors.Is(err, io.EOF) {
		return nil, fmt.Errorf("reading the front matter: %w", atFileLine(err))
	}
	facts, err := h.summary()
	if err != nil {
		return nil, err
	}
	return &Disclosure{Summary: *facts, Sections: parseSections(facts.Kind, string(body))}, nil
}

// splitFrontMatter cuts a file into front matter and body. Line ends of Windows
// and a byte-order mark are accepted.
func splitFrontMatter(b []byte) (head, body []byte, err error) {
	if len(b) > MaxMarkdown {
		return nil, nil, fmt.Errorf("the file has %d bytes; at most %d are read", len(b), MaxMarkdown)
	}
	if line := badUTF8(b); line > 0 {
		return nil, nil, fmt.Errorf("line %d: the text is not UTF-8; save the file as UTF-8", line)
	}
	b = bytes.ReplaceAll(bytes.TrimPrefix(b, []byte("\ufeff")), []byte("\r\n"), []byte("\n"))
	rest, ok := bytes.CutPrefix(b, []byte(fence))
	if !ok {
		return nil, nil, errors.New("line 1: the front matter is missing; the file must begin with a line ---")
	}
	if body, ok := bytes.CutPrefix(rest, []byte(fence)); ok {
		return nil, body, nil
	}
	head, body, ok = bytes.Cut(rest, []byte("\n"+fence))
	if !ok {
		return nil, nil, errors.New("line 1: the front matter does not end; close it with a line ---")
	}
	return head, body, nil
}

func badUTF8(b []byte) (line int) {
	if utf8.Valid(b) {
		return 0
	}
	for line, rest := 1, b; ; line++ {
		text, after, more := bytes.Cut(rest, []byte("\n"))
		if !utf8.Valid(text) {
			return line
		}
		if !more {
			return 0
		}
		rest = after
	}
}

func parseSections(kind Kind, body string) []Section {
	var sections []Section
	var headings []string
	add := func(heading string, lines []string) {
		text := strings.Trim(strings.Join(lines, "\n"), "\n")
		if heading == "" && strings.TrimSpace(text) == "" {
			return
		}
		headings = append(headings, heading)
		sections = append(sections, Section{Heading: heading, Markdown: text})
	}
	heading, from, lines := "", 0, strings.Split(body, "\n")
	for i, line := range lines {
		if next, ok := strings.CutPrefix(line, "## "); ok {
			add(heading, lines[from:i])
			heading, from = strings.TrimSpace(next), i+1
		}
	}
	add(heading, lines[from:])
	for i, key := range SectionKeysOf(kind, headings) {
		sections[i].Key = key
	}
	return sections
}
