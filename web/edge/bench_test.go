package edge

import (
	"io"
	"log/slog"
	"testing"

	"github.com/valyala/fasthttp"
)

// BenchmarkCachedHit measures a page from the cache without the network.
func BenchmarkCachedHit(b *testing.B) {
	for _, c := range []struct{ name, coding, ifNoneMatch string }{
		{"identity", "", ""}, {"gzip", "gzip", ""}, {"br", "gzip, deflate, br", ""}, {"notModified", "", "current"},
	} {
		b.Run(c.name, func(b *testing.B) {
			w := newBench(b)
			e := New(Config{Log: slog.New(slog.NewJSONHandler(io.Discard, nil)), Tag: func() string { return "r1" }})
			for _, route := range w.app.GetRoutes(true) {
				if route.Method == "GET" && route.Path == "/" {
					e.Get("/", route.Handlers...)
				}
			}
			handler := e.Handler()
			var ctx fasthttp.RequestCtx
			ctx.Request.SetRequestURI("http://h/")
			ctx.Request.Header.Set("Accept", "text/html,application/xhtml+xml,*/*;q=0.8")
			ctx.Request.Header.Set("Accept-Encoding", c.coding)
			handler(&ctx)
			if c.ifNoneMatch != "" {
				ctx.Request.Header.SetBytesV("If-None-Match", ctx.Response.Header.Peek("ETag"))
			}
			b.ReportAllocs()
			for b.Loop() {
				ctx.Response.Reset()
				handler(&ctx)
			}
		})
	}
}

// BenchmarkMiss measures what the edge adds to an answer that is made anew.
func BenchmarkMiss(b *testing.B) {
	w := newBench(b)
	handler := w.app.Handler()
	var ctx fasthttp.RequestCtx
	ctx.Request.SetRequestURI("http://h/")
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		w.tag.Store(string(rune('a' + i%26)))
		ctx.Response.Reset()
		handler(&ctx)
	}
}
