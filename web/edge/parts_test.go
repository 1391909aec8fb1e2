package edge

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/valyala/fasthttp"
)

func TestPickEncoding(t *testing.T) {
	for _, c := range []struct {
		header string
		want   encoding
	}{
		{"", identity},
		{"gzip", gzipped},
		{"x-gzip", gzipped},
		{"gzip, deflate, br, zstd", brotlied},
		{"GZIP;q=1, br;q=0.9", gzipped},
		{"br;q=0, gzip", gzipped},
		{"br;q=0,gzip;q=0", identity},
		{"*", brotlied},
		{"*;q=0", identity},
		{"gzip;q=0, *;q=0.3", brotlied},
		{"identity;q=1, gzip;q=0.5", identity},
		{"identity, br", brotlied},
		{"br;q=nonsense, gzip;q=0.1", gzipped},
		{"br;q=2, gzip;q=NaN", identity},
		{"deflate", identity},
		{",,;;,gzip", gzipped},
	} {
		if got := pickEncoding([]byte(c.header)); got != c.want {
			t.Errorf("%q: %q, want %q", c.header, got, c.want)
		}
	}
}

func TestMediaTypes(t *testing.T) {
	for _, c := range []struct {
		accept, mediaType string
		want              bool
	}{
		{"", "application/json", true},
		{"*/*", "application/json", true},
		{"application/*", "application/json", true},
		{"app/*", "application/json", false},
		{"text/html", "application/json", false},
		{"application/json;q=0, */*", "application/json", false},
		{"application/json; charset=utf-8", "application/json", true},
		{"*/*;q=0", "application/json", false},
		{"APPLICATION/JSON", "application/json", true},
	} {
		if got := accepts([]byte(c.accept), c.mediaType); got != c.want {
			t.Errorf("Accept %q for %s: %v, want %v", c.accept, c.mediaType, got, c.want)
		}
	}
}

func TestKeys(t *testing.T) {
	for _, c := range []struct{ url, want string }{
		{"/search", "/search"},
		{"/search?", "/search"},
		{"/search?q=a", "/search?q=a"},
		{"/search?q=a&kind=b", "/search?kind=b&q=a"},
		{"/search?year=2&kind=b&year=1&&", "/search?kind=b&year=2&year=1"},
		{"/search?b&a=1&B=2", "/search?B=2&a=1&b"},
		{"/a/../search?x=%41", "/search?x=%41"},
		{"/x?" + strings.Repeat("b&a&", maxPairs), "/x?" + strings.Repeat("b&a&", maxPairs)},
	} {
		var uri fasthttp.URI
		if err := uri.Parse([]byte("h"), []byte(c.url)); err != nil {
			t.Fatal(err)
		}
		if got := string(appendKey(nil, &uri)); got != c.want {
			t.Errorf("%s: %s, want %s", c.url, got, c.want)
		}
	}
}

func TestCacheStaysWithinItsRoom(t *testing.T) {
	const size = 64 << 10
	k := newCache(size)
	hot := entryOf(1000)
	k.put("r1", "/hot", hot, false)
	for i := range 10_000 {
		key := fmt.Sprintf("/search?q=%d", i)
		k.put("r1", key, entryOf(1000), true)
		k.put("r1", key, entryOf(1000), true) // asked for twice: admitted
		if used := k.size(); used > size {
			t.Fatalf("after %d answers the cache holds %d bytes of %d", i, used, size)
		}
		if k.get("r1", []byte("/hot")) != hot {
			t.Fatalf("after %d answers the page that is always asked for is gone", i)
		}
	}
	k.put("r1", "/huge", entryOf(size), false)
	if k.get("r1", []byte("/huge")) != nil {
		t.Error("an answer as large as the cache was kept")
	}
	if k.get("r2", []byte("/hot")) != nil {
		t.Error("an answer of another tag was given")
	}
}

func TestAQueryIsKeptTheSecondTime(t *testing.T) {
	k := newCache(1 << 20)
	for i, want := range []bool{false, true} {
		k.put("r1", "/search?q=a", entryOf(10), true)
		if got := k.get("r1", []byte("/search?q=a")) != nil; got != want {
			t.Errorf("after putting it %d times: kept %v, want %v", i+1, got, want)
		}
	}
}

func entryOf(size int) *entry {
	en := &entry{}
	en.bodies[identity].bytes = make([]byte, size)
	return en
}

func FuzzWeighted(f *testing.F) {
	for _, seed := range []string{"", "gzip;q=0.5, br", "*;q=0", ";;q=,,", "a/b;q=1;q=0", "text/*;level=1;q=0.3"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, header string) {
		eachWeighted([]byte(header), func(name []byte, weight int) {
			if weight < 0 || weight > 1000 || len(name) == 0 || bytes.ContainsAny(name, ",;") {
				t.Errorf("%q: name %q, weight %d", header, name, weight)
			}
		})
		pickEncoding([]byte(header))
		prefer([]byte(header), "text/html", "application/json")
	})
}

func FuzzKey(f *testing.F) {
	for _, seed := range []string{"", "a=1&b=2", "b&a&&=", "%zz&q=%", "a=1&a=0&A"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, query string) {
		var uri, again fasthttp.URI
		uri.SetPath("/p")
		uri.SetQueryString(query)
		key := appendKey(nil, &uri)
		again.SetPath("/p")
		if _, q, found := bytes.Cut(key, []byte("?")); found {
			again.SetQueryStringBytes(q)
		}
		if second := appendKey(nil, &again); !bytes.Equal(key, second) {
			t.Errorf("%q: the key %q of the canonical query is not itself: %q", query, key, second)
		}
	})
}
