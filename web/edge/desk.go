package edge

import (
	"bytes"
	"net/url"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"
	"github.com/valyala/fasthttp"
)

// uploadTime is how long a large body may take to arrive.
const uploadTime = 5 * time.Minute

// isPrivate tells the paths whose answers are for one person: they are never
// cached, carry no ETag of the dataset, and no page beside them learns of them.
func isPrivate(path string) bool {
	return isDesk(path) || under(path, "/api/v1/drafts") || under(path, "/api/v1/uploads")
}

// isDesk tells the pages of those who publish, in any language.
func isDesk(path string) bool {
	return under(path, "/desk") || len(path) > 3 && path[3] == '/' && under(path[3:], "/desk")
}

// under tells whether a path is the folder or stands below it.
func under(path, folder string) bool {
	rest, found := strings.CutPrefix(path, folder)
	return found && (rest == "" || rest[0] == '/')
}

// allow decides by the head of a request alone how large its body may be, so
// that a stranger's upload is refused before it is read.
func (e *edge) allow(h *fasthttp.RequestHeader) fasthttp.RequestConfig {
	limit := e.Body(h)
	if limit <= bodyLimit {
		return fasthttp.RequestConfig{MaxRequestBodySize: bodyLimit}
	}
	return fasthttp.RequestConfig{MaxRequestBodySize: limit, ReadTimeout: uploadTime}
}

// plainBodies refuses a packed body, whose size when unpacked no head tells.
func plainBodies(c *fiber.Ctx) error {
	if coding := c.Request().Header.Peek(fiber.HeaderContentEncoding); len(coding) > 0 && !bytes.EqualFold(coding, []byte("identity")) {
		return fiber.ErrUnsupportedMediaType
	}
	return c.Next()
}

// ownForms refuses a form that another site makes a signed-in person's browser
// send: the browser says where it comes from. Programs say nothing and have no
// cookie that a stranger could make them use; paths for programs take none.
func ownForms(c *fiber.Ctx) error {
	if m := c.Method(); m == fiber.MethodGet || m == fiber.MethodHead || m == fiber.MethodOptions || isAPI(c.Path()) {
		return c.Next()
	}
	h := &c.Request().Header
	if site := h.Peek("Sec-Fetch-Site"); len(site) > 0 {
		if string(site) == "same-origin" || string(site) == "none" {
			return c.Next()
		}
		return fiber.ErrForbidden
	}
	if origin := h.Peek(fiber.HeaderOrigin); len(origin) > 0 && !isOrigin(origin, h.Host()) {
		return fiber.ErrForbidden
	}
	return c.Next()
}

func isOrigin(origin, host []byte) bool {
	u, err := url.Parse(string(origin))
	return err == nil && bytes.EqualFold([]byte(u.Host), host)
}
