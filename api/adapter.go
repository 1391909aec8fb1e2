package api

import (
	"bytes"
	"context"
	"crypto/tls"
	"io"
	"mime/multipart"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/gofiber/fiber/v2"
)

// adapter lets huma register its operations on a Fiber v2 app. Unlike the one
// that huma brings, it answers HEAD, keeps repeated headers apart, streams, and
// leaves failures to the app's error handler.
type adapter struct{ app *fiber.App }

// exchange is what belongs to one request beside huma's view of it.
type exchange struct {
	fiber  *fiber.Ctx
	values url.Values // the query
	failed error      // why there is no answer
}

type exchangeKey struct{}

func exchangeOf(ctx context.Context) *exchange { return ctx.Value(exchangeKey{}).(*exchange) }

// Handle registers one operation, with HEAD beside GET.
func (a adapter) Handle(op *huma.Operation, handler func(huma.Context)) {
	path := strings.NewReplacer("{", ":", "}", "").Replace(op.Path)
	run := func(c *fiber.Ctx) error {
		if offered := offeredBy(op); offered != "" && c.Accepts(offered) == "" {
			return &refusal{status: fiber.StatusNotAcceptable, detail: "This path answers with " + offered + " only; leave the Accept header out or allow that type."}
		}
		ex := &exchange{fiber: c}
		handler(&humaContext{op: op, ex: ex, ctx: context.WithValue(c.UserContext(), exchangeKey{}, ex)})
		return ex.failed
	}
	if op.Method == http.MethodGet {
		a.app.Get(path, run) // Fiber answers HEAD with it too
		return
	}
	a.app.Add(op.Method, path, run)
}

// ServeHTTP is for huma's own test tools, which are not used here.
func (a adapter) ServeHTTP(w http.ResponseWriter, _ *http.Request) {
	http.Error(w, "ask the app instead", http.StatusNotImplemented)
}

// offeredBy gives the media type of an operation's answer.
func offeredBy(op *huma.Operation) string {
	for _, status := range []string{"200", "201"} {
		if ok := op.Responses[status]; ok != nil {
			for mediaType := range ok.Content { // there is one
				return mediaType
			}
		}
	}
	return ""
}

// humaContext is huma's view of a request and its answer.
type humaContext struct {
	op     *huma.Operation
	ex     *exchange
	ctx    context.Context
	status int
}

func (h *humaContext) Operation() *huma.Operation { return h.op }
func (h *humaContext) Context() context.Context   { return h.ctx }
func (h *humaContext) TLS() *tls.ConnectionState  { return h.ex.fiber.Context().TLSConnectionState() }
func (h *humaContext) Version() huma.ProtoVersion {
	return huma.ProtoVersion{Proto: h.ex.fiber.Protocol()}
}
func (h *humaContext) Method() string            { return h.ex.fiber.Method() }
func (h *humaContext) Host() string              { return h.ex.fiber.Hostname() }
func (h *humaContext) RemoteAddr() string        { return h.ex.fiber.Context().RemoteAddr().String() }
func (h *humaContext) Param(name string) string  { return h.ex.fiber.Params(name) }
func (h *humaContext) Query(name string) string  { return h.ex.fiber.Query(name) }
func (h *humaContext) Header(name string) string { return h.ex.fiber.Get(name) }
func (h *humaContext) BodyReader() io.Reader     { return bytes.NewReader(h.ex.fiber.Body()) }
func (h *humaContext) SetReadDeadline(at time.Time) error {
	return h.ex.fiber.Context().Conn().SetReadDeadline(at)
}
func (h *humaContext) Status() int                     { return h.status }
func (h *humaContext) SetHeader(name, value string)    { h.ex.fiber.Response().Header.Set(name, value) }
func (h *humaContext) AppendHeader(name, value string) { h.ex.fiber.Response().Header.Add(name, value) }
func (h *humaContext) BodyWriter() io.Writer           { return h.ex.fiber.Response().BodyWriter() }

func (h *humaContext) GetMultipartForm() (*multipart.Form, error) { return h.ex.fiber.MultipartForm() }

func (h *humaContext) SetStatus(code int) {
	h.status = code
	h.ex.fiber.Status(code)
}

func (h *humaContext) URL() url.URL {
	uri := h.ex.fiber.Request().URI()
	return url.URL{Path: string(uri.Path()), RawQuery: string(uri.QueryString())}
}

func (h *humaContext) EachHeader(yield func(name, value string)) {
	for name, value := range h.ex.fiber.Request().Header.All() {
		yield(string(name), string(value))
	}
}
