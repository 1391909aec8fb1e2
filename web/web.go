// Package web serves the pages of the portal: HTML that works without
// JavaScript, in Chinese at / and in English at /en/. A handler asks the portal,
// shapes the answer for a template, and returns its error; nothing here writes
// HTML by hand, and no page loads anything from elsewhere.
package web

import (
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"mingzhang/chart"
	"mingzhang/content"
	"mingzhang/portal"
	"mingzhang/static"
)

// Config is what pages must be told besides the data.
type Config struct {
	// PublicURL is where readers reach the portal, such as https://mingzhang.example,
	// for canonical links, citations, QR codes and the site map.
	PublicURL string
	// EncodeJSON writes a disclosure for its JSON twin, exactly as the API does.
	EncodeJSON func(*content.Disclosure) ([]byte, error)
	// OpenAPI is the API's document as JSON, for the guide on /data; empty leaves
	// the guide out.
	OpenAPI []byte
	// Office is for the pages of those who publish; without it there are none.
	Office *Office
	// Now tells the time, to know which year is not over. Nil means time.Now.
	Now func() time.Time
}

// Site holds the pages, ready to be mounted.
type Site struct {
	cfg        Config
	svc        portal.Service
	languages  []*language
	style      asset // of every page
	deskStyle  asset // besides, of those who publish
	deskScript asset
	guide      *guide // nil without an OpenAPI document
}

// New prepares the pages. It fails when a template, a word or the API's document
// cannot be read, which is a fault of the build.
func New(svc portal.Service, cfg Config) (*Site, error) {
	s := &Site{cfg: withDefaults(cfg), svc: svc}
	var err error
	if s.languages, err = loadLanguages(); err != nil {
		return nil, err
	}
	for _, l := range s.languages {
		if err := l.parsePages(); err != nil {
			return nil, err
		}
	}
	if s.style, err = buildStyle("site", chart.CSS(), static.Styles()); err != nil {
		return nil, err
	}
	if s.deskStyle, err = buildStyle("desk", "", static.DeskStyles()); err != nil {
		return nil, err
	}
	if s.deskScript, err = loadScript("desk", "desk/desk.js"); err != nil {
		return nil, err
	}
	if s.guide, err = loadGuide(s.cfg.OpenAPI); err != nil {
		return nil, err
	}
	return s, nil
}

func withDefaults(cfg Config) Config {
	if cfg.PublicURL == "" {
		cfg.PublicURL = "http://127.0.0.1:8080"
	}
	cfg.PublicURL = strings.TrimRight(cfg.PublicURL, "/")
	if cfg.Now == nil {
		cfg.Now = time.Now
	}
	if cfg.EncodeJSON == nil {
		cfg.EncodeJSON = func(d *content.Disclosure) ([]byte, error) { return json.Marshal(d) }
	}
	return cfg
}

// route is one page: its path, and the handler that answers it.
type route struct {
	path string
	page func(*Site, *request) error
}

// pages are answered in every language.
func pages() []route {
	return []route{
		{"/", (*Site).home},
		{"/search", (*Site).search},
		{"/disclosures/:id", (*Site).disclosure},
		{"/disclosures/:id/history", (*Site).history},
		{"/disclosures/:id/compare", (*Site).compare},
		{"/disclosures/:id/proof", (*Site).proof},
		{"/disclosures/:id/revisions/:n", (*Site).revision},
		{"/publishers", (*Site).publishers},
		{"/publishers/:id", (*Site).publisher},
		{"/regions", (*Site).regions},
		{"/regions/:code", (*Site).region},
		{"/explore", (*Site).explore},
		{"/data", (*Site).data},
		{"/about", (*Site).about},
	}
}

// files are answered once, in no language.
func files() []route {
	return []route{
		{"/disclosures/:id/qr.svg", (*Site).qr},
		{"/charts/:name", (*Site).chartFile},
		{"/assets/:name", (*Site).asset},
		{"/favicon.svg", (*Site).favicon},
		{"/robots.txt", (*Site).robots},
		{"/sitemap.xml", (*Site).sitemap},
		{"/sitemap-:part.xml", (*Site).sitemapPart},
	}
}

// Mount adds every route of the pages to app.
func (s *Site) Mount(app *fiber.App) {
	for _, f := range files() {
		app.Get(f.path, s.handler(f.page))
	}
	for _, l := range s.languages {
		for _, p := range pages() {
			app.Get(l.To(p.path), s.handler(p.page))
		}
	}
	s.mountOffice(app)
}

// handler gives a page's function what it needs to know of a request.
func (s *Site) handler(page func(*Site, *request) error) fiber.Handler {
	return func(c *fiber.Ctx) error {
		r, err := s.request(c)
		if err != nil {
			return err
		}
		if err := page(s, r); err != nil {
			return fmt.Errorf("answering %s: %w", c.Route().Path, err)
		}
		return nil
	}
}
