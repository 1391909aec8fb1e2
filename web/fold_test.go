package web

import (
	"html/template"
	"net/http"
	"strings"
	"testing"

	"mingzhang/static"
)

func TestFold(t *testing.T) {
	l := &language{prefix: "/en", words: map[string]string{"k": `1 < 2 & "so"`, "n": "{0} units"}}
	for _, c := range []struct{ page, want string }{
		{`<p title="{{.T "k"}}">{{$.T "k"}}</p>`, `<p title="1 &lt; 2 &amp; &#34;so&#34;">1 &lt; 2 &amp; &#34;so&#34;</p>`},
		{`<a href="{{.To "/data#api"}}">{{.T "none"}}</a>`, `<a href="/en/data#api">none</a>`},
		{`{{if .N}}{{.T "n"}}{{else}}{{.T "n"}}{{end}}`, `{{if .N}}{0} units{{else}}{0} units{{end}}`},
		{`{{range .L}}{{with .M}}{{$.To "/"}}{{end}}{{end}}`, `{{range .L}}{{with .M}}/en{{end}}{{end}}`},
		{`{{.T "n" .N}}{{.T .Key}}{{.Name}}{{$x := .T "k"}}{{.T "k" | len}}{{.N "k"}}`, `{{.T "n" .N}}{{.T .Key}}{{.Name}}{{$x := .T "k"}}{{.T "k" | len}}{{.N "k"}}`},
	} {
		page, err := template.New("").Parse(c.page)
		if err != nil {
			t.Fatal(err)
		}
		l.fold(page.Tree.Root)
		if got := page.Tree.Root.String(); got != c.want {
			t.Errorf("%s\n got %s\nwant %s", c.page, got, c.want)
		}
	}
}

// TestFoldedPages asks for every page twice: with the words set in, and as
// html/template writes it when nothing is.
func TestFoldedPages(t *testing.T) {
	docs := records()
	svc := &fake{docs: docs}
	folded, plain := newSite(t, svc), newSite(t, svc)
	for _, l := range plain.languages {
		for name := range l.templates {
			page, err := template.New(name).Funcs(l.funcs()).ParseFS(static.Files(), "layout/*.html", "parts/*.html", name+"/*.html")
			if err != nil {
				t.Fatal(err)
			}
			l.templates[name] = page
		}
	}
	foldedApp, plainApp := serve(folded), serve(plain)
	for _, l := range folded.languages {
		for _, route := range append(pages(), route{path: "/search?q=nothing"}, route{path: "/search?wrong=1"}, route{path: "/nowhere"}) {
			target := l.To(strings.NewReplacer("publishers/:id", "publishers/"+docs[0].Publisher.ID, ":id", docs[0].ID, ":code", "530000").Replace(route.path))
			got, want := get(t, foldedApp, target), get(t, plainApp, target)
			if got.body != want.body || got.status != want.status || got.status >= http.StatusInternalServerError {
				t.Errorf("GET %s: %d, %d bytes; without setting words in %d, %d bytes", target, got.status, len(got.body), want.status, len(want.body))
			}
		}
	}
}
