package api

import (
	"context"
	"fmt"
	"testing"

	"github.com/gofiber/fiber/v2"
	"github.com/valyala/fasthttp"

	"mingzhang/portal"
)

// lots is a portal with a page of records ready, so that only the API is measured.
type lots struct {
	*fake
	page portal.Page
}

func (l *lots) Find(context.Context, portal.Query) (*portal.Page, error) { return &l.page, nil }

// BenchmarkEndpoints measures answers without network, edge and portal.
func BenchmarkEndpoints(b *testing.B) {
	svc := &lots{fake: newFake()}
	for i := range 20 {
		d := invented(1)
		d.ID = fmt.Sprintf("530400-2023-k7q2%02d", i)
		svc.page.Rows = append(svc.page.Rows, row(d, ""))
	}
	app := fiber.New(fiber.Config{Immutable: true, ErrorHandler: Error, DisableStartupMessage: true})
	if err := Mount(app, svc, Config{}); err != nil {
		b.Fatal(err)
	}
	handle := app.Handler()
	for name, path := range map[string]string{
		"list20":     "/api/v1/disclosures",
		"list20pick": "/api/v1/disclosures?fields=id,title,amount",
		"item":       "/api/v1/disclosures/530400-2023-k7q2m1",
		"aggregates": "/api/v1/aggregates?group_by=year,region",
	} {
		b.Run(name, func(b *testing.B) {
			var ctx fasthttp.RequestCtx
			ctx.Request.SetRequestURI("http://h" + path)
			handle(&ctx)
			if ctx.Response.StatusCode() != 200 {
				b.Fatalf("%s: %s", path, ctx.Response.Body())
			}
			b.SetBytes(int64(len(ctx.Response.Body())))
			b.ReportAllocs()
			for b.Loop() {
				ctx.Response.Reset()
				handle(&ctx)
			}
		})
	}
}
