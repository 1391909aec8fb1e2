package web

import (
	"fmt"
	"strings"

	"github.com/gofiber/fiber/v2"
	"rsc.io/qr"

	"mingzhang/content"
)

// downloads fills in where a disclosure comes from and how it can be taken along.
func (s *Site) downloads(v *disclosureView, r *request, d *content.Disclosure) {
	l, path := r.lang, "/disclosures/"+d.ID
	v.QR = path + "/qr.svg"
	v.Cite = s.cite(l, d)
	v.Downloads = []link{
		{Text: "JSON", Href: path + ".json"}, {Text: "Markdown", Href: path + ".md"}, {Text: l.T("format.qr"), Href: v.QR},
	}
	v.Twins = []link{{Type: "application/json", Href: path + ".json"}, {Type: "text/markdown", Href: path + ".md"}}
	v.Source = l.source(d)
	v.Numbers = l.citedNumbers(d)
	for _, u := range d.Units {
		v.Units = append(v.Units, link{Text: u.Name, Note: string(u.Role)})
	}
}

// citedNumber is a document number with the title that the text cites with it.
type citedNumber struct {
	Title  string // empty when the text gives the number alone
	Number link
}

func (l *language) citedNumbers(d *content.Disclosure) []citedNumber {
	flags, titles := map[string]content.NumberFlag{}, map[string]string{}
	for _, f := range d.NumberFlags {
		flags[f.Number] = f
	}
	for _, c := range d.Citations {
		if titles[string(c.Number)] == "" {
			titles[string(c.Number)] = c.Title
		}
	}
	var list []citedNumber
	for _, number := range d.DocumentNumbers {
		list = append(list, citedNumber{titles[number], link{Text: number, Href: l.entryPath("document_number", number), Note: l.numberNote(flags[number])}})
	}
	return list
}

// numberNote says what is unusual about how a document number is written.
func (l *language) numberNote(f content.NumberFlag) string {
	if f.Flag == "" {
		return ""
	}
	var notes []string
	for _, flag := range strings.Split(f.Flag, ",") {
		notes = append(notes, l.or("number."+flag, flag))
	}
	return l.T("number.note", strings.Join(notes, l.T("list.comma")), f.AsWritten)
}

func (l *language) source(d *content.Disclosure) []labelled {
	list := []labelled{
		{Label: l.T("source.title"), Text: orElse(string(d.DocumentTitle), l.T("unknown"))},
		{Label: l.T("source.published"), Text: l.Date(d.PublishedAt)},
		{Label: l.T("source.revision"), Text: l.T("source.revision_text", d.Revision, l.Date(d.UpdatedAt)), Href: l.To("/disclosures/" + d.ID + "/history")},
	}
	if d.Source != nil {
		list = append(list, labelled{Label: l.T("source.file"), Text: d.Source.Filename}, labelled{Label: l.T("source.file_hash"), Text: d.Source.SHA256, Code: true})
	}
	return list
}

func orElse(s, other string) string {
	if s == "" {
		return other
	}
	return s
}

// cite writes the reference by GB/T 7714-2015 for an online resource. The day of
// citing is that of the data which the page shows.
func (s *Site) cite(l *language, d *content.Disclosure) string {
	title := d.Title
	if d.DocumentTitle != "" && string(d.DocumentTitle) != d.Title {
		title = string(d.DocumentTitle) + "：" + d.Title
	}
	return fmt.Sprintf("%s. %s[EB/OL]. (%s)[%s]. %s.", d.Publisher.Name, title,
		l.Date(d.UpdatedAt), l.Date(s.svc.State().Updated), s.cfg.PublicURL+"/disclosures/"+d.ID)
}

// qr answers /disclosures/{id}/qr.svg: the address of a page, for a notice board.
func (s *Site) qr(r *request) error {
	d, err := s.svc.Read(r.ctx(), r.c.Params("id"))
	if err != nil {
		return err
	}
	code, err := qr.Encode(s.cfg.PublicURL+"/disclosures/"+d.ID, qr.M)
	if err != nil {
		return fmt.Errorf("encoding the address of %s: %w", d.ID, err)
	}
	r.c.Set(fiber.HeaderContentType, "image/svg+xml")
	return r.c.SendString(qrSVG(code))
}

// qrSVG draws a code as one path, with the quiet zone of four modules that
// readers need.
func qrSVG(code *qr.Code) string {
	const quiet = 4
	var b strings.Builder
	size := code.Size + 2*quiet
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" shape-rendering="crispEdges"><path fill="#fff" d="M0 0h%dv%dH0z"/><path d="`, size, size, size, size)
	for y := range code.Size {
		for x := range code.Size {
			if code.Black(x, y) {
				fmt.Fprintf(&b, "M%d %dh1v1h-1z", x+quiet, y+quiet)
			}
		}
	}
	b.WriteString(`"/></svg>`)
	return b.String()
}
