package web

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// crawled is a page with its links and the ids that links may name.
type crawled struct {
	status int
	links  []string
	ids    map[string]bool
}

func crawl(t *testing.T, body string) crawled {
	t.Helper()
	page := crawled{ids: map[string]bool{}}
	for z := html.NewTokenizer(strings.NewReader(body)); ; {
		kind := z.Next()
		if kind == html.ErrorToken {
			return page
		}
		if kind != html.StartTagToken && kind != html.SelfClosingTagToken {
			continue
		}
		for _, a := range z.Token().Attr {
			switch a.Key {
			case "href", "src", "action":
				page.links = append(page.links, a.Val)
			case "id":
				if page.ids[a.Val] {
					t.Errorf("the id %s comes twice on a page", a.Val)
				}
				page.ids[a.Val] = true
			}
		}
	}
}

// Every link of every page leads somewhere, and every #place exists. Lists over
// filters have no end, so of each path a few are followed.
func TestLinks(t *testing.T) {
	const perPath = 6
	app := newApp(t, corrected())
	pages := map[string]*crawled{}
	followed := map[string]int{}
	queue := []string{"/", "/en"}
	var places [][2]string // page, link with a place
	for len(queue) > 0 {
		target := queue[0]
		queue = queue[1:]
		if pages[target] != nil {
			continue
		}
		got := get(t, app, target)
		page := crawl(t, got.body)
		page.status = got.status
		pages[target] = &page
		if got.status != http.StatusOK {
			t.Errorf("GET %s: %d", target, got.status)
		}
		for _, l := range page.links {
			if strings.Contains(l, "#") {
				places = append(places, [2]string{target, l})
			}
			next := internal(t, target, l)
			path, _, _ := strings.Cut(next, "?")
			if next != "" && pages[next] == nil && followed[path] < perPath {
				followed[path]++
				queue = append(queue, next)
			}
		}
	}
	checkPlaces(t, pages, places)
	if len(pages) < 80 {
		t.Errorf("only %d pages were reached", len(pages))
	}
}

// internal gives the target of a link to a page of this site, "" for any other.
func internal(t *testing.T, from, link string) string {
	t.Helper()
	base, err := url.Parse(testURL + from)
	if err != nil {
		t.Fatal(err)
	}
	u, err := base.Parse(link)
	if err != nil {
		t.Errorf("%s links to %q: %v", from, link, err)
		return ""
	}
	if u.Scheme+"://"+u.Host != testURL || strings.HasPrefix(u.Path, "/api/") || strings.HasPrefix(u.Path, "/log/") {
		return ""
	}
	u.Fragment, u.RawFragment = "", ""
	return strings.TrimPrefix(u.String(), testURL)
}

func checkPlaces(t *testing.T, pages map[string]*crawled, places [][2]string) {
	t.Helper()
	for _, p := range places {
		target := internal(t, p[0], p[1])
		_, place, _ := strings.Cut(p[1], "#")
		if decoded, err := url.PathUnescape(place); err == nil {
			place = decoded
		}
		if page := pages[target]; page != nil && place != "main" && !page.ids[place] {
			t.Errorf("%s links to %s, which does not exist", p[0], p[1])
		}
	}
}
