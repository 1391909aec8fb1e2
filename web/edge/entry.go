package edge

import (
	"bytes"
	"io"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/andybalholm/brotli"
	"github.com/gofiber/fiber/v2"
	"github.com/klauspost/compress/gzip"
	"github.com/valyala/fasthttp"
)

// What compression is worth: below minCompress bytes it saves no packet, and
// higher levels cost more time than they save on the way. Gzip is for the answer
// that is sent once: level 6 would save a tenth of the bytes for twice the time.
const (
	minCompress = 600
	gzipLevel   = 2
	brLevel     = 5
)

// entry is one 200 answer, ready to be sent. It never changes; its compressed
// bodies are made when they are first asked for, once.
type entry struct {
	headers   []header
	mediaType string // without parameters
	route     string // pattern, for the metrics
	compress  bool
	bodies    [3]body // by encoding
	sent      atomic.Bool
}

type header struct{ name, value []byte }

type body struct {
	once  sync.Once
	bytes []byte
}

// capture copies the answer that the handlers have just made.
func capture(c *fiber.Ctx) *entry {
	res := c.Response()
	en := &entry{route: c.Route().Path}
	for name, value := range res.Header.All() {
		if string(name) == headerRequestID || string(name) == fiber.HeaderContentLength {
			continue
		}
		en.headers = append(en.headers, header{bytes.Clone(name), bytes.Clone(value)})
	}
	en.mediaType = mediaTypeOf(&res.Header)
	raw := bytes.Clone(res.Body())
	en.bodies[identity].bytes = raw
	en.compress = len(raw) >= minCompress && isCompressible(en.mediaType) && len(res.Header.ContentEncoding()) == 0
	return en
}

// mediaTypeOf gives the media type of an answer without its parameters.
func mediaTypeOf(h *fasthttp.ResponseHeader) string {
	mediaType, _, _ := strings.Cut(string(h.ContentType()), ";")
	return strings.TrimSpace(mediaType)
}

// isCompressible tells the media types that are text.
func isCompressible(mediaType string) bool {
	if strings.HasPrefix(mediaType, "text/") || strings.HasSuffix(mediaType, "+json") || strings.HasSuffix(mediaType, "+xml") {
		return true
	}
	switch mediaType {
	case "application/json", "application/xml", "application/x-ndjson", "application/manifest+json":
		return true
	}
	return false
}

// in gives the body in a coding, and the coding that it really is in.
func (en *entry) in(e encoding) ([]byte, encoding) {
	raw := en.bodies[identity].bytes
	if e == identity || !en.compress {
		return raw, identity
	}
	b := &en.bodies[e]
	b.once.Do(func() { b.bytes = pack(raw, e) })
	if len(b.bytes) >= len(raw) {
		return raw, identity
	}
	return b.bytes, e
}

// Compressors carry tables of up to a megabyte, so they are used again.
var (
	gzipWriters = sync.Pool{New: func() any {
		w, _ := gzip.NewWriterLevel(nil, gzipLevel) // the level is a valid one
		return w
	}}
	brWriters = sync.Pool{New: func() any { return brotli.NewWriterLevel(nil, brLevel) }}
)

// compressor is what gzip and brotli writers have in common.
type compressor interface {
	io.WriteCloser
	Reset(io.Writer)
}

func pack(raw []byte, e encoding) []byte {
	pool := &gzipWriters
	if e == brotlied {
		pool = &brWriters
	}
	w := pool.Get().(compressor)
	defer pool.Put(w)
	var out bytes.Buffer
	out.Grow(len(raw) / 3) // what a page comes to
	w.Reset(&out)
	_, _ = w.Write(raw) // a bytes.Buffer takes everything
	_ = w.Close()
	return out.Bytes()
}

// cost bounds the memory that the entry can come to hold: the body, both
// compressed bodies, which are never kept larger, and the headers.
func (en *entry) cost() int {
	const overhead = 1 << 10
	return 2*len(en.bodies[identity].bytes) + overhead
}

// coding gives the coding to send. The first answer goes out in gzip where the
// client takes it: brotli costs five times as much and pays when it is sent again.
func (en *entry) coding(accept []byte) encoding {
	best := pickEncoding(accept)
	if best == brotlied && !en.sent.Swap(true) && takesGzip(accept) {
		return gzipped
	}
	return best
}

// send writes the entry as the answer, in the coding that the client likes best.
func (en *entry) send(c *fiber.Ctx) {
	res := c.Response()
	for _, h := range en.headers {
		res.Header.SetCanonical(h.name, h.value)
	}
	out, used := en.bodies[identity].bytes, identity
	if en.compress {
		out, used = en.in(en.coding(c.Request().Header.Peek(fiber.HeaderAcceptEncoding)))
	}
	if used != identity {
		res.Header.SetContentEncoding(used.String())
	}
	res.SetStatusCode(fiber.StatusOK)
	res.SetBodyRaw(out)
}
