// Package static holds what pages are made of: templates, style sheets, icons
// and the words of both languages. A page's template and style lie together in
// one folder. Everything is embedded; nothing here acts.
package static

import (
	"embed"
	"io/fs"
)

//go:embed layout parts desk draft uploaded published receipt form office secrets home search disclosure history compare proof withdrawn publishers publisher regions region explore data about failure words favicon.svg
var files embed.FS

// Files gives the embedded tree:
//
//	layout/       the frame of every page, and the style that all pages share
//	parts/        pieces that several pages use
//	<page>/       one page: its templates (*.html) and its style (*.css)
//	desk/         the style that pages of those who publish load besides
//	words/        the catalogue of each language (zh.txt, en.txt, and for those
//	              who publish desk.zh.txt, desk.en.txt) and long texts
//	favicon.svg
func Files() fs.FS { return files }

// Pages lists the folders that hold a page.
func Pages() []string {
	return []string{
		"home", "search", "disclosure", "history", "compare", "proof", "withdrawn", "publishers", "publisher", "regions", "region",
		"explore", "data", "about", "failure", "form", "office", "secrets",
		"desk", "draft", "uploaded", "published", "receipt",
	}
}

// Styles lists the style sheets in the order in which they make up the one that
// pages load: later ones may refine earlier ones, print comes last.
func Styles() []string {
	return []string{
		"layout/tokens.css", "layout/base.css", "layout/frame.css",
		"parts/parts.css", "parts/rows.css", "parts/figure.css", "parts/facets.css",
		"home/home.css", "search/search.css", "disclosure/disclosure.css", "disclosure/text.css",
		"history/history.css", "compare/compare.css", "proof/proof.css",
		"explore/explore.css", "data/data.css",
		"layout/print.css",
	}
}

// DeskStyles lists those of the sheet that only pages of those who publish load.
func DeskStyles() []string {
	return []string{"desk/desk.css", "desk/queue.css", "draft/draft.css", "draft/fields.css", "receipt/receipt.css"}
}
