package edge

import (
	"bytes"

	"github.com/gofiber/fiber/v2"
	"github.com/valyala/fasthttp"
)

// maxKey bounds the URLs that are cached; a longer one is answered each time.
const maxKey = 2 << 10

// The outcomes that the cache reports to the metrics.
const (
	cacheHit    = "hit"
	cacheMiss   = "miss"
	cacheShared = "shared"       // waited for the same answer to another request
	cacheFresh  = "not_modified" // the client had it
	cacheBypass = "bypass"
)

// remember answers a GET or HEAD from what is known: 304 when the client has the
// current state, else ready bytes; the handlers run only when neither is there.
func (e *edge) remember(c *fiber.Ctx) error {
	isGet := c.Method() == fiber.MethodGet
	if isLive(c.Path()) || isPrivate(c.Path()) || !isGet && c.Method() != fiber.MethodHead {
		c.Set(fiber.HeaderCacheControl, "no-store")
		return c.Next()
	}
	negotiated := toTwin(c)
	err := e.answer(c, isGet)
	if negotiated && err == nil {
		c.Vary(fiber.HeaderAccept)
	}
	return err
}

func (e *edge) answer(c *fiber.Ctx, isGet bool) error {
	var keyRoom [512]byte
	var etagRoom [128]byte
	uri := c.Request().URI()
	tag := e.Tag()
	key := appendKey(keyRoom[:0], uri)
	etag := appendETag(etagRoom[:0], tag, key)

	known := e.cache.get(tag, key)
	if matches(c.Request().Header.Peek(fiber.HeaderIfNoneMatch), etag) {
		e.metrics.cached(cacheFresh)
		return e.fresh(c, known, etag)
	}
	accept := c.Request().Header.Peek(fiber.HeaderAccept)
	if known != nil && accepts(accept, known.mediaType) {
		e.metrics.cached(cacheHit)
		setRoute(c, known.route)
		known.send(c)
		return onlyIfChanged(c, etag)
	}
	if !isGet || len(key) > maxKey {
		e.metrics.cached(cacheBypass)
		_, err := e.make(c, etag)
		return err
	}
	return e.fly(c, tag, string(key), bytes.Clone(etag))
}

// fresh answers 304. What the resource varies by is only known of an answer that
// is in the cache; a 304 may leave it out.
func (e *edge) fresh(c *fiber.Ctx, known *entry, etag []byte) error {
	route := routeUnmatched
	if known != nil {
		route = known.route
	}
	setRoute(c, route)
	return notModified(c, etag)
}

// fly makes an answer, or waits for whoever is making it.
func (e *edge) fly(c *fiber.Ctx, tag, key string, etag []byte) error {
	name := tag + " " + key
	fl, first := e.flights.join(name)
	if !first {
		<-fl.done
		if en := fl.entry; en != nil && accepts(c.Request().Header.Peek(fiber.HeaderAccept), en.mediaType) {
			e.metrics.cached(cacheShared)
			setRoute(c, en.route)
			en.send(c)
			return onlyIfChanged(c, etag)
		}
		_, err := e.make(c, etag)
		return err
	}
	defer e.flights.land(name, fl) // also when a handler panics
	e.metrics.cached(cacheMiss)
	en, err := e.make(c, etag)
	if en != nil {
		fl.entry = en
		e.cache.put(tag, key, en, isOneOfMany(c))
	}
	return err
}

// make runs the handlers and gives the answer if it can be kept and shared: a
// whole 200 that the handler does not call private.
func (e *edge) make(c *fiber.Ctx, etag []byte) (*entry, error) {
	if err := c.Next(); err != nil {
		return nil, err
	}
	res := c.Response()
	if res.StatusCode() != fiber.StatusOK {
		return nil, nil
	}
	if isPersonal(&res.Header) {
		return nil, nil
	}
	setIfAbsent(c, fiber.HeaderCacheControl, revalidate)
	res.Header.SetBytesV(fiber.HeaderETag, etag)
	if res.IsBodyStream() {
		return nil, onlyIfChanged(c, etag)
	}
	if isCompressible(mediaTypeOf(&res.Header)) {
		c.Vary(fiber.HeaderAcceptEncoding)
	}
	en := capture(c)
	en.send(c)
	return en, onlyIfChanged(c, etag)
}

// isPersonal tells an answer that is for one client only.
func isPersonal(h *fasthttp.ResponseHeader) bool {
	control := h.Peek(fiber.HeaderCacheControl)
	return bytes.Contains(control, []byte("no-store")) || bytes.Contains(control, []byte("private")) ||
		len(h.Peek(fiber.HeaderSetCookie)) > 0
}

// onlyIfChanged answers If-None-Match: *, which asks for a 304 whenever there is
// an answer at all.
func onlyIfChanged(c *fiber.Ctx, etag []byte) error {
	if string(bytes.TrimSpace(c.Request().Header.Peek(fiber.HeaderIfNoneMatch))) != "*" {
		return nil
	}
	return notModified(c, etag)
}
