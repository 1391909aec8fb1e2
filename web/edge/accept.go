package edge

import (
	"bytes"
	"strconv"
)

// Accept headers are read by RFC 9110, 12.4.2 and 12.5: a list of names with
// weights from 0 to 1; what is not listed has the weight of * or, without it, 0.

// eachWeighted calls yield for each element of an Accept or Accept-Encoding
// header, with its weight in thousandths. Parameters other than q are ignored,
// and so is an element whose weight cannot be read.
func eachWeighted(header []byte, yield func(name []byte, weight int)) {
	for len(header) > 0 {
		var element []byte
		element, header, _ = bytes.Cut(header, []byte(","))
		name, params, _ := bytes.Cut(element, []byte(";"))
		if name = bytes.TrimSpace(name); len(name) == 0 {
			continue
		}
		if weight, ok := weightOf(params); ok {
			yield(name, weight)
		}
	}
}

func weightOf(params []byte) (thousandths int, ok bool) {
	for len(params) > 0 {
		var param []byte
		param, params, _ = bytes.Cut(params, []byte(";"))
		name, value, _ := bytes.Cut(bytes.TrimSpace(param), []byte("="))
		if !bytes.EqualFold(name, []byte("q")) {
			continue
		}
		q, err := strconv.ParseFloat(string(value), 64)
		if err != nil || !(q >= 0 && q <= 1) {
			return 0, false
		}
		return int(q * 1000), true
	}
	return 1000, true
}

// prefer gives the offer that an Accept header likes best; the earlier of two
// that it likes equally, and the first when the header is empty or likes none.
func prefer(accept []byte, offers ...string) string {
	best, bestWeight := offers[0], 0
	for _, offer := range offers {
		if w := mediaWeight(accept, offer); w > bestWeight {
			best, bestWeight = offer, w
		}
	}
	return best
}

// accepts tells whether an Accept header lets an answer have a media type.
func accepts(accept []byte, mediaType string) bool {
	return len(accept) == 0 || mediaWeight(accept, mediaType) > 0
}

// mediaWeight gives the weight of the most specific range that matches.
func mediaWeight(accept []byte, mediaType string) int {
	major, _, _ := bytes.Cut([]byte(mediaType), []byte("/"))
	weight, rank := 0, 0
	eachWeighted(accept, func(name []byte, w int) {
		r := 0
		switch {
		case bytes.EqualFold(name, []byte(mediaType)):
			r = 3
		case len(name) == len(major)+2 && bytes.HasSuffix(name, []byte("/*")) && bytes.EqualFold(name[:len(major)], major):
			r = 2
		case string(name) == "*/*":
			r = 1
		}
		if r > rank {
			weight, rank = w, r
		}
	})
	return weight
}

// An encoding is a content coding in which an answer can be sent.
type encoding int

const (
	identity encoding = iota
	gzipped
	brotlied
)

// String gives the name in Content-Encoding.
func (e encoding) String() string { return [...]string{"", "gzip", "br"}[e] }

// pickEncoding gives the coding that an Accept-Encoding header likes best, br
// before gzip before none. A header that forbids all three gets identity:
// an answer that may be readable is better than none.
func pickEncoding(header []byte) encoding {
	const unset = -1
	weights, star := [...]int{unset, unset, unset}, 0
	eachWeighted(header, func(name []byte, w int) {
		switch {
		case bytes.EqualFold(name, []byte("br")):
			weights[brotlied] = w
		case bytes.EqualFold(name, []byte("gzip")), bytes.EqualFold(name, []byte("x-gzip")):
			weights[gzipped] = w
		case bytes.EqualFold(name, []byte("identity")):
			weights[identity] = w
		case string(name) == "*":
			star = w
		}
	})
	best, bestWeight := identity, max(weights[identity], 0)
	for _, e := range []encoding{gzipped, brotlied} {
		if weights[e] == unset {
			weights[e] = star
		}
		if weights[e] > 0 && weights[e] >= bestWeight {
			best, bestWeight = e, weights[e]
		}
	}
	return best
}

// takesGzip tells whether an Accept-Encoding header names gzip.
func takesGzip(header []byte) bool {
	takes := false
	eachWeighted(header, func(name []byte, w int) {
		takes = takes || w > 0 && bytes.EqualFold(name, []byte("gzip"))
	})
	return takes
}
