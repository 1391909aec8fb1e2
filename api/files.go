package api

import (
	"net/http"
	"strings"

	"github.com/danielgtaylor/huma/v2"
	"github.com/gofiber/fiber/v2"
)

// file is an endpoint whose answer is bytes that stand ready, in one media type.
type file struct {
	path      string // as in the document; {path} at its end takes slashes too
	id, tag   string
	summary   string // Chinese · English
	mediaType string
	answer    func(*server, *fiber.Ctx) ([]byte, error)
}

// mountFiles puts every file on the app and into the document.
func (s *server) mountFiles(app *fiber.App, document *huma.OpenAPI) {
	for _, f := range append(revisionFiles(), logFiles()...) {
		document.AddOperation(f.operation())
		app.Get(strings.NewReplacer("{path}", "*", "{", ":", "}", "").Replace(f.path), func(c *fiber.Ctx) error { return s.sendFile(c, f) })
	}
}

func (s *server) sendFile(c *fiber.Ctx, f file) error {
	if err := (&exchange{fiber: c}).readQuery(nil); err != nil {
		return err
	}
	b, err := f.answer(s, c)
	if err != nil {
		return err
	}
	mediaType := f.mediaType
	if strings.HasPrefix(mediaType, "text/") {
		mediaType += "; charset=utf-8"
	}
	c.Set(fiber.HeaderContentType, mediaType)
	return c.Send(b)
}

// operation documents a file.
func (f file) operation() *huma.Operation {
	schema := &huma.Schema{Type: huma.TypeString}
	switch f.mediaType {
	case fiber.MIMEApplicationJSON:
		schema = &huma.Schema{Type: huma.TypeObject}
	case fiber.MIMEOctetStream:
		schema.Format = "binary"
	}
	op := &huma.Operation{
		OperationID: f.id, Method: http.MethodGet, Path: f.path, Tags: []string{f.tag}, Summary: f.summary,
		Responses: map[string]*huma.Response{
			"200": {Description: http.StatusText(http.StatusOK), Content: map[string]*huma.MediaType{f.mediaType: {Schema: schema}}},
			"404": {Description: http.StatusText(http.StatusNotFound), Content: map[string]*huma.MediaType{
				typeProblem: {Schema: &huma.Schema{Ref: schemaPrefix + "Problem"}},
			}},
		},
	}
	for _, p := range fileParams() {
		if strings.Contains(f.path, "{"+p.Name+"}") {
			op.Parameters = append(op.Parameters, p)
		}
	}
	return op
}

// fileParams are the parameters in the paths of files.
func fileParams() []*huma.Param {
	path := func(name, kind, doc string, example any) *huma.Param {
		return &huma.Param{Name: name, In: "path", Required: true, Description: doc, Schema: &huma.Schema{Type: kind}, Example: example}
	}
	return []*huma.Param{
		path("id", huma.TypeString, "编号 · Id of the record", "530400-2023-k7q2m9"),
		path("n", huma.TypeInteger, "版本，从 1 起 · Number of the revision, from 1", 1),
		path("index", huma.TypeInteger, "序号，从 0 起 · Place in the log, from 0", 0),
		path("path", huma.TypeString, "含斜线，如 0/x001/067 或 entries/000.p/5 · With slashes, as in 0/x001/067 or entries/000.p/5", "entries/000.p/5"),
	}
}
