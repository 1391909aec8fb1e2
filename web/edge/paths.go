package edge

import (
	"bytes"
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
	switch {
	case isAPI(path), strings.HasPrefix(path, "/charts/"):
		return true
	case !strings.HasPrefix(path, "/disclosures/"):
		return false
	}
	return strings.HasSuffix(path, ".json") || strings.HasSuffix(path, ".md")
}

// isAPI tells the paths whose failures are for programs.
func isAPI(path string) bool {
	return isLive(path) || path == "/api" || strings.HasPrefix(path, "/api/") ||
		path == "/log" || strings.HasPrefix(path, "/log/")
}

// toTwin sends a request for a disclosure to its JSON or Markdown twin when the
// client prefers that to HTML. It tells whether the answer depends on Accept.
func toTwin(c *fiber.Ctx) bool {
	id, found := bytes.CutPrefix(c.Request().URI().Path(), []byte("/disclosures/"))
	if !found || len(id) == 0 || bytes.ContainsAny(id, "./") {
		return false
	}
	switch prefer(c.Request().Header.Peek(fiber.HeaderAccept), "text/html", "application/json", "text/markdown") {
	case "application/json":
		c.Path("/disclosures/" + string(id) + ".json")
	case "text/markdown":
		c.Path("/disclosures/" + string(id) + ".md")
	}
	return true
}
