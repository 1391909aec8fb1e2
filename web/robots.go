package web

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"strconv"

	"github.com/gofiber/fiber/v2"

	"mingzhang/content"
	"mingzhang/portal"
)

// sitemapSize is how many pages one site map names; the protocol allows 50,000
// addresses, and each page has two.
const sitemapSize = 20_000

// robots answers /robots.txt. Lists over filters have no end, so crawlers are
// kept to the pages of records, units and regions.
func (s *Site) robots(r *request) error {
	r.c.Set(fiber.HeaderContentType, fiber.MIMETextPlainCharsetUTF8)
	return r.c.SendString("User-agent: *\nDisallow: /search?\nDisallow: /en/search?\nDisallow: /explore?\nDisallow: /en/explore?\nDisallow: /charts/\nDisallow: /api/\n\nSitemap: " +
		s.cfg.PublicURL + "/sitemap.xml\n")
}

type sitemapIndex struct {
	XMLName xml.Name  `xml:"http://www.sitemaps.org/schemas/sitemap/0.9 sitemapindex"`
	Maps    []address `xml:"sitemap"`
}

type urlSet struct {
	XMLName xml.Name  `xml:"http://www.sitemaps.org/schemas/sitemap/0.9 urlset"`
	URLs    []address `xml:"url"`
}

type address struct {
	Loc     string `xml:"loc"`
	LastMod string `xml:"lastmod,omitempty"`
}

// sitemap answers /sitemap.xml: the list of the parts.
func (s *Site) sitemap(r *request) error {
	var index sitemapIndex
	parts := max(1, (s.svc.State().Disclosures+sitemapSize-1)/sitemapSize)
	for i := range parts {
		index.Maps = append(index.Maps, address{Loc: fmt.Sprintf("%s/sitemap-%d.xml", s.cfg.PublicURL, i+1)})
	}
	return sendXML(r, index)
}

// errEnough ends the walk over the records.
var errEnough = errors.New("enough")

// sitemapPart answers /sitemap-{part}.xml: the pages of one part of the records;
// the first part has the fixed pages too.
func (s *Site) sitemapPart(r *request) error {
	part, err := strconv.Atoi(r.c.Params("part"))
	if err != nil || part < 1 {
		return portalNotFound("site map", r.c.Params("part"))
	}
	var set urlSet
	if part == 1 {
		for _, path := range []string{"/", "/search", "/regions", "/publishers", "/explore", "/data", "/about"} {
			set.add(s, path, "")
		}
	}
	skip, n := (part-1)*sitemapSize, 0
	err = s.svc.Each(r.ctx(), portal.Query{Sort: "-updated"}, func(d *content.Summary) error {
		if n++; n <= skip {
			return nil
		}
		if n > skip+sitemapSize {
			return errEnough
		}
		set.add(s, "/disclosures/"+d.ID, d.UpdatedAt.UTC().Format("2006-01-02"))
		return nil
	})
	if err != nil && !errors.Is(err, errEnough) {
		return err
	}
	if n <= skip && part > 1 {
		return portalNotFound("site map", r.c.Params("part"))
	}
	return sendXML(r, set)
}

func (u *urlSet) add(s *Site, path, day string) {
	for _, l := range s.languages {
		u.URLs = append(u.URLs, address{s.cfg.PublicURL + l.To(path), day})
	}
}

func sendXML(r *request, v any) error {
	var b bytes.Buffer
	b.WriteString(xml.Header)
	if err := xml.NewEncoder(&b).Encode(v); err != nil {
		return fmt.Errorf("writing a site map: %w", err)
	}
	r.c.Set(fiber.HeaderContentType, "application/xml; charset=utf-8")
	return r.c.Send(b.Bytes())
}
