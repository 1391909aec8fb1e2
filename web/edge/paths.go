package edge

import (
	"strings"

	"github.com/gofiber/fiber/v2"
)

// isLive tells the paths that say how the server is at this moment: they are
// never cached and carry no ETag.
func isLive(path string) bool {
	return path == "/healthz" || path == "/readyz" || path == "/metrics"
}

// isData tells the paths that other sites may fetch or embed.
func isData(path string) bool {
	if isAPI(path) || strings.HasPrefix(path, "/charts/") {
		return true
	}
	id, ok := disclosureIn(path)
	return ok && (strings.HasSuffix(id, ".json") || strings.HasSuffix(id, ".md"))
}

// disclosureIn gives what follows /disclosures/ in a path, in any language: what
// stands at /disclosures/ stands at /en/disclosures/ too.
func disclosureIn(path string) (id string, ok bool) {
	if len(path) > 3 && path[0] == '/' && path[3] == '/' {
		path = path[3:]
	}
	return strings.CutPrefix(path, "/disclosures/")
}

// isAPI tells the paths whose failures are for programs.
func isAPI(path string) bool {
	return isLive(path) || path == "/api" || strings.HasPrefix(path, "/api/") ||
		path == "/log" || strings.HasPrefix(path, "/log/")
}

// isOneOfMany tells answers of which there are more than anybody reads twice: with
// a query, and the parts of the log, which a mirror fetches one after the other.
func isOneOfMany(c *fiber.Ctx) bool {
	return len(c.Request().URI().QueryString()) > 0 || strings.HasPrefix(c.Path(), "/log/")
}

// toTwin sends a request for a disclosure to its JSON or Markdown twin when the
// client prefers that to HTML. It tells whether the answer depends on Accept.
func toTwin(c *fiber.Ctx) bool {
	id, ok := disclosureIn(c.Path())
	if !ok || id == "" || strings.ContainsAny(id, "./") {
		return false
	}
	switch prefer(c.Request().Header.Peek(fiber.HeaderAccept), "text/html", "application/json", "text/markdown") {
	case "application/json":
		c.Path(c.Path() + ".json")
	case "text/markdown":
		c.Path(c.Path() + ".md")
	}
	return true
}
