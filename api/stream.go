package api

import (
	"bufio"
	"context"
	"errors"
	"io"
	"net/http"
	"reflect"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/gofiber/fiber/v2"
	"github.com/klauspost/compress/gzip"
)

// The types of exports.
const (
	typeCSV    = "text/csv"
	typeNDJSON = "application/x-ndjson"
	typeXLSX   = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
)

// export is a file that is written while it is sent.
type export struct {
	name  string
	write func(ctx context.Context, w io.Writer) error
}

// streamed is what huma takes as an endpoint that writes its own body.
type streamed struct {
	Body func(huma.Context)
}

// streams makes an export an endpoint. What is wrong with the request is found
// before the first byte goes out.
func streams[I any](handler func(*server, context.Context, *I) (*export, error), mediaType string) func(huma.API, *server, huma.Operation) {
	return func(h huma.API, s *server, op huma.Operation) {
		schema := &huma.Schema{Type: huma.TypeString}
		if mediaType == typeXLSX {
			schema.Format = "binary"
		}
		op.Responses["200"] = &huma.Response{
			Description: "The file, sent while it is made; a broken connection means that it is not whole",
			Content:     map[string]*huma.MediaType{mediaType: {Schema: schema}},
		}
		known := queryNames(reflect.TypeFor[I]())
		huma.Register(h, op, func(ctx context.Context, in *I) (*streamed, error) {
			ex := exchangeOf(ctx)
			var file *export
			if ex.failed = ex.readQuery(known); ex.failed == nil {
				file, ex.failed = handler(s, ctx, in)
			}
			if ex.failed != nil {
				return nil, nil
			}
			return &streamed{func(huma.Context) { s.send(ex.fiber, file, mediaType) }}, nil
		})
	}
}

// send streams a file. Once the headers are out an error can only be shown by
// breaking the connection, so that nobody takes half a file for a whole one.
// HEAD gets the headers alone.
func (s *server) send(c *fiber.Ctx, file *export, mediaType string) {
	c.Status(http.StatusOK)
	c.Set(fiber.HeaderContentType, mediaType)
	if mediaType != typeXLSX {
		c.Set(fiber.HeaderContentType, mediaType+"; charset=utf-8")
	}
	c.Set(fiber.HeaderContentDisposition, `attachment; filename="`+file.name+`"`)
	zipped := mediaType != typeXLSX && c.Get(fiber.HeaderAcceptEncoding) != "" && c.AcceptsEncodings("gzip") == "gzip"
	if zipped {
		c.Set(fiber.HeaderContentEncoding, "gzip")
	}
	c.Vary(fiber.HeaderAcceptEncoding)
	if c.Method() == fiber.MethodHead {
		return
	}
	ctx, conn, log := c.UserContext(), c.Context().Conn(), s.Log
	c.Context().SetBodyStreamWriter(func(w *bufio.Writer) {
		start := time.Now()
		err := unpanicked(func() error { return writeFile(ctx, w, file, zipped) })
		if err == nil {
			return
		}
		log.Warn("an export broke off", "file", file.name, "after", time.Since(start), "error", err.Error())
		_ = conn.Close() // it is to be broken anyhow
	})
}

func writeFile(ctx context.Context, w *bufio.Writer, file *export, zipped bool) error {
	if !zipped {
		return errors.Join(file.write(ctx, w), w.Flush())
	}
	z, err := gzip.NewWriterLevel(w, gzip.BestSpeed)
	if err != nil {
		return err
	}
	return errors.Join(file.write(ctx, z), z.Close(), w.Flush())
}

// errPanicked ends an export whose writer panicked.
var errPanicked = errors.New("the export panicked")

// unpanicked runs f where no middleware stands that would catch a panic.
func unpanicked(f func() error) (err error) {
	defer func() {
		if recover() != nil {
			err = errPanicked
		}
	}()
	return f()
}
