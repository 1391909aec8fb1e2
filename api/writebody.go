package api

import (
	"encoding/json"
	"errors"
	"fmt"
	"mime"
	"net/http"
	"reflect"
	"strings"
	"unicode/utf8"

	"github.com/danielgtaylor/huma/v2"
	"github.com/gofiber/fiber/v2"
)

// bodyDoc is how the body of a request is read and documented: by one schema.
type bodyDoc struct {
	schemas  huma.Registry
	schema   *huma.Schema
	required bool
}

// document gives the body for the document, with an example in JSON; nothing of
// an empty one.
func (b bodyDoc) document(example string) *huma.RequestBody {
	if example == "" {
		return nil
	}
	return &huma.RequestBody{Required: b.required, Content: map[string]*huma.MediaType{
		fiber.MIMEApplicationJSON: {Schema: b.schema, Example: json.RawMessage(example)},
	}}
}

func newBodyDoc[B any](schemas huma.Registry, required bool) bodyDoc {
	return bodyDoc{schemas: schemas, schema: schemas.Schema(reflect.TypeFor[B](), true, ""), required: required}
}

// readJSON reads the body into a struct. Every member that the schema does not
// allow is named, so that a typing error never passes for "not given".
func (b bodyDoc) readJSON(c *fiber.Ctx, into any) error {
	body := c.Request().Body()
	if len(body) == 0 && !b.required {
		return nil
	}
	if err := onlyType(c, fiber.MIMEApplicationJSON); err != nil {
		return err
	}
	value, err := parseJSON(body)
	if err != nil {
		return err
	}
	var found huma.ValidateResult
	path := huma.NewPathBuffer(nil, 0)
	path.Push("body")
	huma.Validate(b.schemas, b.schema, path, huma.ModeWriteToServer, value, &found)
	if len(found.Errors) > 0 {
		return unfit(found.Errors)
	}
	if err := json.Unmarshal(body, into); err != nil {
		return &refusal{status: http.StatusUnprocessableEntity, detail: "The body does not fit: " + printable(err.Error()) + "."}
	}
	return nil
}

// onlyType refuses a body of another type, and a compressed one: what it would
// become cannot be told before it is read.
func onlyType(c *fiber.Ctx, want string) error {
	if c.Get(fiber.HeaderContentEncoding) != "" {
		return &refusal{status: http.StatusUnsupportedMediaType, detail: "Send the body as it is, without Content-Encoding."}
	}
	got, parameters, err := mime.ParseMediaType(c.Get(fiber.HeaderContentType))
	if err != nil || got != want {
		return &refusal{status: http.StatusUnsupportedMediaType, detail: "Send the body as " + want + "."}
	}
	if charset := parameters["charset"]; charset != "" && !strings.EqualFold(charset, "utf-8") {
		return &refusal{status: http.StatusUnsupportedMediaType, detail: "Send the body in UTF-8."}
	}
	return nil
}

// parseJSON reads a body that is one JSON value.
func parseJSON(body []byte) (value any, err error) {
	if !utf8.Valid(body) {
		return nil, &refusal{status: http.StatusBadRequest, detail: "The body is not UTF-8."}
	}
	err = json.Unmarshal(body, &value)
	var syntax *json.SyntaxError
	switch {
	case errors.As(err, &syntax):
		return nil, &refusal{status: http.StatusBadRequest, detail: fmt.Sprintf("The body is no JSON: %s, at byte %d.", printable(syntax.Error()), syntax.Offset)}
	case err != nil:
		return nil, &refusal{status: http.StatusBadRequest, detail: "The body is no JSON: " + printable(err.Error()) + "."}
	}
	return value, nil
}

// maxNamed bounds how many members of a body one answer names.
const maxNamed = 50

// unfit tells which members of a body are not as the document says.
func unfit(found []error) error {
	r := &refusal{status: http.StatusUnprocessableEntity, detail: "The body is not as the document says; errors names every member. Nothing was changed."}
	for _, err := range found[:min(len(found), maxNamed)] {
		var one *huma.ErrorDetail
		if !errors.As(err, &one) {
			continue
		}
		detail := &huma.ErrorDetail{Message: one.Message, Location: printable(one.Location)}
		if text, ok := one.Value.(string); ok { // of a larger value the place is enough
			detail.Value = printable(text)
		}
		r.errors = append(r.errors, detail)
	}
	return r
}

// unfitField says that one member of a request is wrong.
func unfitField(location, message string) error {
	return &refusal{
		status: http.StatusUnprocessableEntity, detail: location + " " + message + ".",
		errors: []*huma.ErrorDetail{{Location: location, Message: message}},
	}
}
