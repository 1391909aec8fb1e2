package main

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"mingzhang/content/sample"
)

// firstViews are the pages that people land on.
func (b *bench) firstViews() []string {
	return []string{"/", "/search", "/search?q=%E5%9B%B0%E9%9A%BE%E8%81%8C%E5%B7%A5", "/disclosures/" + sample.New(b.seed).At(42).ID, "/explore", "/publishers", "/data"}
}

// weight adds up what a browser loads for a page: the page itself, its styles
// and the pictures in it, all as they come over the wire.
func (b *bench) weight() error {
	return b.embedded(func(p *portal) error {
		t := newTable("first view, bytes over the wire", "encoding", "page", "styles", "pictures", "all", "requests", "of 30 KB")
		for _, path := range b.firstViews() {
			for _, encoding := range []string{"br", "gzip"} {
				v, err := p.view(path, encoding)
				if err != nil {
					return err
				}
				t.add(path, encoding, v.page, v.styles, v.pictures, v.all(), v.requests, float64(v.all())/30_000)
			}
		}
		t.print(b.out)
		return nil
	})
}

// view is what a first view costs, in bytes.
type view struct {
	page, styles, pictures, requests int
}

func (v view) all() int { return v.page + v.styles + v.pictures }

func (p *portal) view(path, encoding string) (v view, err error) {
	html, _, err := p.get(path, "")
	if err != nil {
		return v, err
	}
	packed, _, err := p.get(path, encoding)
	if err != nil {
		return v, err
	}
	v.page, v.requests = len(packed), 1
	styles, pictures := subresources(string(html))
	for _, one := range []struct {
		urls []string
		into *int
	}{{styles, &v.styles}, {pictures, &v.pictures}} {
		for _, url := range one.urls {
			body, _, err := p.get(url, encoding)
			if err != nil {
				return v, fmt.Errorf("loading what %s needs: %w", path, err)
			}
			*one.into += len(body)
			v.requests++
		}
	}
	return v, nil
}

// subresources finds the styles and pictures of a page on this site, each once.
// Of a <picture> it takes the <img>, which a wide window shows.
func subresources(html string) (styles, pictures []string) {
	attribute := regexp.MustCompile(`(?s)<(link|img|script)\s[^>]*?(?:href|src)="(/[^"]*)"[^>]*>`)
	for _, m := range attribute.FindAllStringSubmatch(html, -1) {
		tag, url := m[0], strings.ReplaceAll(m[2], "&amp;", "&")
		switch {
		case m[1] == "link" && !strings.Contains(tag, "stylesheet") && !strings.Contains(tag, `rel="icon"`):
		case m[1] == "img" || strings.Contains(tag, `rel="icon"`):
			pictures = append(pictures, url)
		default:
			styles = append(styles, url)
		}
	}
	return distinct(styles), distinct(pictures)
}

func distinct(all []string) []string {
	slices.Sort(all)
	return slices.Compact(all)
}
