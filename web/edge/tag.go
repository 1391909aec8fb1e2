package edge

import (
	"bytes"
	"hash/fnv"
	"slices"
	"strconv"

	"github.com/gofiber/fiber/v2"
	"github.com/valyala/fasthttp"
)

// maxPairs bounds the pairs of a query that are put in order; a longer query is
// taken as it is written.
const maxPairs = 64

// appendKey appends the canonical form of the request's URL: the path and the
// query's pairs ordered by name. The order of pairs with one name stays, and so
// do the bytes of each pair, so different meanings never share a key.
func appendKey(dst []byte, uri *fasthttp.URI) []byte {
	dst = append(dst, uri.Path()...)
	query := uri.QueryString()
	if len(query) == 0 {
		return dst
	}
	dst = append(dst, '?')
	if bytes.IndexByte(query, '&') < 0 || bytes.Count(query, []byte("&")) >= maxPairs {
		return append(dst, query...)
	}
	return appendSorted(dst, query)
}

func appendSorted(dst, query []byte) []byte {
	var room [maxPairs][]byte
	pairs := room[:0]
	for len(query) > 0 {
		var pair []byte
		pair, query, _ = bytes.Cut(query, []byte("&"))
		if len(pair) > 0 {
			pairs = append(pairs, pair)
		}
	}
	slices.SortStableFunc(pairs, func(a, b []byte) int { return bytes.Compare(nameOf(a), nameOf(b)) })
	for i, pair := range pairs {
		if i > 0 {
			dst = append(dst, '&')
		}
		dst = append(dst, pair...)
	}
	return dst
}

func nameOf(pair []byte) []byte {
	name, _, _ := bytes.Cut(pair, []byte("="))
	return name
}

// appendETag appends the weak validator of a URL: the tag of all that is served
// and a hash of the URL, so that a validator of one URL never answers for
// another that may not exist. Weak, because the codings of one answer share it.
func appendETag(dst []byte, tag string, key []byte) []byte {
	h := fnv.New32a()
	h.Write(key)
	dst = append(dst, `W/"`...)
	dst = append(dst, tag...)
	dst = append(dst, '-')
	dst = strconv.AppendUint(dst, uint64(h.Sum32()), 36)
	return append(dst, '"')
}

// matches tells whether an If-None-Match list names the validator, by the weak
// comparison of RFC 9110, 8.8.3.2. The list "*" is not answered here: it asks
// whether there is any answer at all.
func matches(ifNoneMatch, etag []byte) bool {
	opaque := bytes.TrimPrefix(etag, []byte("W/"))
	for len(ifNoneMatch) > 0 {
		var one []byte
		one, ifNoneMatch, _ = bytes.Cut(ifNoneMatch, []byte(","))
		if bytes.Equal(bytes.TrimPrefix(bytes.TrimSpace(one), []byte("W/")), opaque) {
			return true
		}
	}
	return false
}

// notModified answers 304 with the headers that the 200 would have had and that
// caches need. If-Modified-Since is never weighed: no answer has a date of its
// own, and If-None-Match goes before it (RFC 9110, 13.1.3).
func notModified(c *fiber.Ctx, etag []byte) error {
	c.Response().ResetBody()
	c.Response().Header.Del(fiber.HeaderContentType)
	c.Response().Header.Del(fiber.HeaderContentEncoding)
	c.Response().Header.SetBytesV(fiber.HeaderETag, etag)
	setIfAbsent(c, fiber.HeaderCacheControl, revalidate)
	c.Vary(fiber.HeaderAcceptEncoding)
	c.Status(fiber.StatusNotModified)
	return nil
}
