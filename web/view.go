package web

import (
	"fmt"
	"html/template"
	"io/fs"
	"net/url"

	"github.com/gofiber/fiber/v2"

	"mingzhang/portal"
	"mingzhang/static"
)

// link is a link on a page.
type link struct {
	Text    string
	Href    string
	Note    string // what stands beside it
	Current bool   // it leads to what is shown
	Lang    string // of what it leads to, where that differs
	Type    string // media type of what it leads to
}

// view is what the frame of every page shows; each page adds its own.
type view struct {
	*language
	Title, Description string
	Nav                string // the entry of the menu that is current
	NoIndex            bool   // keeps search engines away from lists without end
	Twins              []link // the same in other formats
	Crumbs             []link
	State              portal.State

	Desk       *deskFrame // of a page of those who publish
	Style      string
	Canonical  string
	Alternates []link
	Other      link   // the same page in the other language
	Here       string // aria-current of the menu's entry: "page", or "true" below that page
}

// view prepares the frame. The query is what names the page besides its path.
func (s *Site) view(r *request, nav, title string, query url.Values) view {
	v := view{language: r.lang, Nav: nav, State: s.svc.State(), Style: s.style.path(), Here: "true"}
	if r.path == "/"+nav {
		v.Here = "page"
	}
	v.Title = title + " - " + r.lang.T("site.name")
	if nav == "home" {
		v.Title = r.lang.T("site.title")
	}
	v.Canonical = s.cfg.PublicURL + withQuery(r.lang.To(r.path), query)
	for _, l := range s.languages {
		href := withQuery(l.To(r.path), query)
		v.Alternates = append(v.Alternates, link{Lang: l.Lang, Href: s.cfg.PublicURL + href})
		if l != r.lang {
			v.Other = link{Text: l.T("site.this_language"), Href: href, Lang: l.Lang}
		}
	}
	return v
}

// parsePages parses each page with the frame and the parts, into a set of its
// own: two pages can never overwrite each other's pieces. The words of the
// language are set in at once.
func (l *language) parsePages() error {
	l.templates = map[string]*template.Template{}
	for _, name := range static.Pages() {
		t, err := template.New(name).Funcs(l.funcs()).ParseFS(static.Files(), "layout/*.html", "parts/*.html", name+"/*.html")
		if err != nil {
			return fmt.Errorf("parsing the page %s: %w", name, err)
		}
		for _, part := range t.Templates() {
			if part.Tree != nil {
				l.fold(part.Tree.Root)
			}
		}
		l.templates[name] = t
	}
	return nil
}

// funcs are what templates may call besides the methods of their data: word gives
// the words for a key where the data has none.
func (l *language) funcs() template.FuncMap { return template.FuncMap{"word": l.T} }

// render writes a page straight into the answer, whose memory is used again. Half
// a page never leaves: its error is answered by another page.
func (s *Site) render(r *request, page string, data any) error {
	r.c.Response().ResetBody()
	if err := r.lang.templates[page].ExecuteTemplate(r.c, "layout", data); err != nil {
		return fmt.Errorf("writing the page %s: %w", page, err)
	}
	r.c.Set(fiber.HeaderContentType, fiber.MIMETextHTMLCharsetUTF8)
	r.c.Set(fiber.HeaderContentLanguage, r.lang.Lang)
	return nil
}

// readFile reads an embedded file.
func readFile(name string) ([]byte, error) { return fs.ReadFile(static.Files(), name) }
