package edge

import (
	"strings"

	"github.com/gofiber/fiber/v2"
)

// revalidate lets everybody keep an answer and makes them ask whether it still
// holds, which costs a 304.
const revalidate = "public, no-cache"

// The policies of pages and of data. No script runs but our own at the desk,
// nothing comes from another origin, nothing of a page can be framed.
const (
	pagePolicy = "default-src 'none'; style-src 'self'; img-src 'self'; manifest-src 'self'; " +
		"form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
	deskPolicy  = pagePolicy + "; script-src 'self'; connect-src 'self'" // shows how an upload goes on
	dataPolicy  = "default-src 'none'; frame-ancestors 'none'"
	chartPolicy = "default-src 'none'" // may be embedded anywhere
)

// protect sets the headers that keep a reader safe, where the handler has not
// set its own. HSTS is the business of the proxy that has the certificate.
func protect(c *fiber.Ctx) {
	path := c.Path()
	policy, opener := pagePolicy, "same-origin"
	switch {
	case isDesk(path):
		policy = deskPolicy
	case strings.HasPrefix(path, "/charts/"):
		policy = chartPolicy
	case isData(path):
		policy = dataPolicy
	}
	if isData(path) {
		opener = "cross-origin"
	}
	setIfAbsent(c, fiber.HeaderContentSecurityPolicy, policy)
	h := &c.Response().Header
	h.Set(fiber.HeaderXContentTypeOptions, "nosniff")
	h.Set(fiber.HeaderReferrerPolicy, "same-origin")
	h.Set("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
	h.Set("Cross-Origin-Opener-Policy", "same-origin")
	h.Set("Cross-Origin-Resource-Policy", opener)
	if isData(path) {
		h.Set(fiber.HeaderAccessControlAllowOrigin, "*")
		h.Set(fiber.HeaderAccessControlExposeHeaders, "ETag, Link, X-Request-Id, Content-Disposition")
	}
}

func setIfAbsent(c *fiber.Ctx, name, value string) {
	if h := &c.Response().Header; len(h.Peek(name)) == 0 {
		h.Set(name, value)
	}
}

// crossOrigin answers the OPTIONS of a data path, whether a browser asks before
// a request from another site or a person asks what can be done.
func crossOrigin(c *fiber.Ctx) error {
	if c.Method() != fiber.MethodOptions || !isData(c.Path()) {
		return c.Next()
	}
	c.Set(fiber.HeaderAllow, "GET, HEAD, OPTIONS")
	c.Set(fiber.HeaderAccessControlAllowMethods, "GET, HEAD, OPTIONS")
	c.Set(fiber.HeaderAccessControlAllowHeaders, "Accept, Content-Type, If-None-Match, X-Request-Id")
	c.Set(fiber.HeaderAccessControlMaxAge, "86400")
	c.Status(fiber.StatusNoContent)
	return nil
}
