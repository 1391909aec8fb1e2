// Package edge stands in front of both faces of the portal. It gives every
// answer what is the same everywhere: a request id, a log line, metrics, safe
// headers, open CORS for data, ETag and 304, compression, and a cache of ready
// bytes. A handler behind it only says what the answer is.
//
// The log holds neither query strings nor client addresses nor any other header
// of the client: what people search for is theirs.
package edge

import (
	"log/slog"
	"time"

	"github.com/gofiber/fiber/v2"
	"github.com/valyala/fasthttp"
)

// The limits of a connection. There is no limit on the time of a whole answer,
// for long exports; but each write must get through within stallTimeout.
const (
	readBuffer   = 16 << 10 // request line and headers; 500 Chinese characters in a query are 4.5 KB
	writeBuffer  = 32 << 10 // headers and body of a compressed answer leave in one call
	bodyLimit    = 1 << 20
	readTimeout  = 15 * time.Second
	idleTimeout  = 60 * time.Second
	stallTimeout = 60 * time.Second
	defaultCache = 64 << 20
)

// Config says what stands behind the edge. Every func must be safe for
// concurrent use.
type Config struct {
	Log *slog.Logger // nil logs nothing

	// Tag names the state of everything that is served: it changes with the
	// dataset's revision, the build and the readiness of the search, and with
	// nothing else. It is asked on every request, so it must be cheap. Letters,
	// digits and .-_ only.
	Tag func() string

	// Facts are for /metrics; asked at each scrape. Nil leaves them out.
	Facts func() Facts

	// Body gives the most bytes that a request may bring, by its head alone, so
	// that only who may upload is read at length. Nil means 1 MiB for all.
	Body func(*fasthttp.RequestHeader) int

	// APIError writes a failure under a data path, PageError anywhere else. Each
	// sets status, type and body.
	APIError, PageError fiber.ErrorHandler

	// CacheBytes bounds the memory of the cache; 0 for 64 MiB.
	CacheBytes int

	// TrustedProxies are the addresses or networks whose X-Forwarded-For, -Proto
	// and -Host headers are believed. Empty believes nobody.
	TrustedProxies []string
}

// Facts is what an operator wants to see about the data behind the portal.
type Facts struct {
	Revision    string // of the dataset
	Build       string
	Updated     time.Time
	Disclosures int
	Problems    int // files that could not be read
	SearchReady bool
}

type edge struct {
	Config
	metrics *metrics
	cache   *cache
	flights flights
}

// New gives an app with everything but the routes, and with /metrics.
func New(cfg Config) *fiber.App {
	e := &edge{Config: withDefaults(cfg)}
	e.cache = newCache(e.CacheBytes)
	e.metrics = newMetrics(e.Facts, e.cache)
	app := fiber.New(fiber.Config{
		AppName:               "mingzhang",
		Immutable:             true, // values outlive the request; see design.md
		CaseSensitive:         true,
		DisableStartupMessage: true,
		ReadBufferSize:        readBuffer,
		WriteBufferSize:       writeBuffer,
		BodyLimit:             bodyLimit,
		// A file that somebody hands in stays in memory: it may hold personal data,
		// which a temporary file would leave behind when the process is killed.
		DisablePreParseMultipartForm: true,
		ReadTimeout:                  readTimeout,
		IdleTimeout:                  idleTimeout,
		ErrorHandler:                 e.refuse,
		EnableTrustedProxyCheck:      true, // without proxies listed, no forwarded header is believed
		TrustedProxies:               cfg.TrustedProxies,
		ProxyHeader:                  fiber.HeaderXForwardedFor,
	})
	app.Server().HeaderReceived = e.allow
	app.Use(e.observe, crossOrigin, plainBodies, ownForms, e.remember)
	app.Get("/metrics", e.metrics.serve)
	return app
}

func withDefaults(cfg Config) Config {
	if cfg.Log == nil {
		cfg.Log = slog.New(slog.DiscardHandler)
	}
	if cfg.Tag == nil {
		cfg.Tag = func() string { return "0" }
	}
	if cfg.Body == nil {
		cfg.Body = func(*fasthttp.RequestHeader) int { return bodyLimit }
	}
	if cfg.CacheBytes == 0 {
		cfg.CacheBytes = defaultCache
	}
	if cfg.APIError == nil {
		cfg.APIError = fiber.DefaultErrorHandler
	}
	if cfg.PageError == nil {
		cfg.PageError = fiber.DefaultErrorHandler
	}
	return cfg
}
