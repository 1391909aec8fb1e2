package webpage

import (
	"regexp"
	"strings"

	"golang.org/x/net/html"
)

// invisible are declarations that hide text; white space is removed before.
var invisible = regexp.MustCompile(`(?:^|;)(?:display:none|visibility:(?:hidden|collapse)|mso-hide:all|font-size:0+(?:\.0+)?(?:px|pt|em|rem|%)?(?:!important)?(?:;|$)|opacity:0(?:;|$))`)

var (
	textColour = regexp.MustCompile(`(?:^|;)color:([^;]+)`)
	backColour = regexp.MustCompile(`(?:^|;)background(?:-color)?:([^;]+)`)
)

// isHidden tells whether an element's own marks hide it. Style sheets are not
// read.
func isHidden(n *html.Node) bool {
	if hasAttr(n, "hidden") {
		return true
	}
	style := compact(attr(n, "style"))
	if style == "" {
		return false
	}
	if invisible.MatchString(style) {
		return true
	}
	text, back := textColour.FindStringSubmatch(style), backColour.FindStringSubmatch(style)
	return text != nil && back != nil && colour(text[1]) == colour(back[1])
}

func compact(style string) string {
	return strings.ToLower(strings.Join(strings.Fields(style), ""))
}

func colour(name string) string {
	switch name = strings.TrimSuffix(name, "!important"); name {
	case "#fff", "#ffffff", "rgb(255,255,255)":
		return "white"
	case "#000", "#000000", "rgb(0,0,0)":
		return "black"
	}
	return name
}

// isDeleted tells whether an element holds text that an author struck out with
// tracked changes, or what Word keeps beside the text: remarks, running heads.
func isDeleted(n *html.Node) bool {
	style := compact(attr(n, "style"))
	return n.Data == "del" || strings.Contains(style, "mso-element:comment") ||
		strings.Contains(style, "mso-comment-") || strings.Contains(style, "mso-element:header") || strings.Contains(style, "mso-element:footer")
}
