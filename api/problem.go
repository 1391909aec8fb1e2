package api

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/gofiber/fiber/v2"

	"mingzhang/portal"
)

// typeProblem is the media type of RFC 9457.
const typeProblem = "application/problem+json"

// refusal is an error with a status of its own.
type refusal struct {
	status int
	detail string // an English sentence that says what to do
	errors []*huma.ErrorDetail
}

func (r *refusal) Error() string { return r.detail }

// wrong says that one parameter is wrong.
func wrong(name, value, reason string) error {
	return &portal.ParamError{Problems: []portal.ParamProblem{{Name: name, Value: value, Reason: reason}}}
}

// Error writes a failure as a problem of RFC 9457. What the error says reaches
// the client only when it is about the client's request.
func Error(c *fiber.Ctx, err error) error {
	p := problemOf(c, err)
	p.Type = "about:blank"
	p.Title = http.StatusText(p.Status)
	if id := c.GetRespHeader("X-Request-Id"); id != "" {
		p.Instance = "urn:mingzhang:request:" + id
	}
	body, encodeErr := json.Marshal(p)
	if encodeErr != nil {
		return encodeErr
	}
	c.Status(p.Status)
	c.Set(fiber.HeaderContentType, typeProblem)
	return c.Send(body)
}

func problemOf(c *fiber.Ctx, err error) *huma.ErrorModel {
	var (
		params *portal.ParamError
		own    *refusal
		server *fiber.Error
		gone   *portal.Withdrawn
	)
	switch {
	case errors.As(err, &gone):
		return &huma.ErrorModel{Status: http.StatusGone, Detail: tombstone(gone)}
	case errors.Is(err, portal.ErrErased):
		return &huma.ErrorModel{Status: http.StatusGone, Detail: "The text of this revision was erased by law. Its hash and its proof stay; the list of revisions has them."}
	case errors.As(err, &params):
		return ofParams(params)
	case errors.As(err, &own):
		return &huma.ErrorModel{Status: own.status, Detail: own.detail, Errors: own.errors}
	case errors.Is(err, portal.ErrNotFound):
		return &huma.ErrorModel{Status: http.StatusNotFound, Detail: "There is no published record, unit or region with this id. Lists give the ids that exist."}
	case errors.As(err, &server):
		return &huma.ErrorModel{Status: server.Code, Detail: advice(c, server.Code)}
	}
	if p := ofWriting(err); p != nil {
		return p
	}
	return &huma.ErrorModel{Status: http.StatusInternalServerError, Detail: advice(c, http.StatusInternalServerError)}
}

// tombstone says what stood at the place of a withdrawn record.
func tombstone(w *portal.Withdrawn) string {
	name := w.ID
	if w.Title != "" {
		name = fmt.Sprintf("“%s” of %s", w.Title, w.Publisher.Name)
	}
	reason := w.Reason
	if reason == "" {
		reason = "not stated any more"
	}
	return fmt.Sprintf("%s was withdrawn on %s. Reason: %s. %s/disclosures/%s/revisions lists its revisions.",
		name, w.At.UTC().Format(time.RFC3339), strings.TrimRight(reason, "。."), Prefix, w.ID)
}

func ofParams(err *portal.ParamError) *huma.ErrorModel {
	p := &huma.ErrorModel{Status: http.StatusBadRequest, Detail: err.Error()}
	for _, one := range err.Problems {
		detail := &huma.ErrorDetail{Message: one.Reason, Location: "query." + one.Name}
		if one.Value != "" {
			detail.Value = one.Value
		}
		p.Errors = append(p.Errors, detail)
	}
	return p
}

// advice says what to do about a failure that the server itself found.
func advice(c *fiber.Ctx, status int) string {
	switch status {
	case http.StatusNotFound:
		return "There is nothing at this path. " + Prefix + "/openapi.json lists every path of the API."
	case http.StatusMethodNotAllowed:
		return "This path does not answer " + c.Method() + "; the Allow header lists what it answers."
	case http.StatusRequestEntityTooLarge:
		return tooLarge(c)
	case http.StatusRequestHeaderFieldsTooLarge, http.StatusRequestURITooLong:
		return "The URL or the headers are too large; 16 KiB is the limit for all of them."
	case http.StatusRequestTimeout:
		return "The request did not arrive in time; send it again."
	}
	if status < http.StatusInternalServerError {
		return "The request cannot be read as HTTP (" + strconv.Itoa(status) + "); check how it is made."
	}
	return "Something went wrong on our side. The instance names the line in our log; try again later."
}
