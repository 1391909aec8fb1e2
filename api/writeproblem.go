package api

import (
	"errors"
	"net/http"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/danielgtaylor/huma/v2"
	"github.com/gofiber/fiber/v2"

	"mingzhang/account"
	"mingzhang/database"
	"mingzhang/desk"
	"mingzhang/registry"
)

// ofWriting tells what a refusal of the desk, the accounts or the registry is in
// HTTP; nil for any other error.
func ofWriting(err error) *huma.ErrorModel {
	var refused *desk.Refusal
	switch {
	case errors.Is(err, account.ErrForbidden):
		return &huma.ErrorModel{Status: http.StatusForbidden, Detail: "The account of this token may not do that."}
	case errors.Is(err, database.ErrFull):
		return &huma.ErrorModel{Status: http.StatusInsufficientStorage, Detail: "The disk of the portal is full. Nothing was changed; tell its operator and try again later."}
	case errors.Is(err, registry.ErrWithdrawn), errors.Is(err, registry.ErrErased):
		return &huma.ErrorModel{Status: http.StatusGone, Detail: "This record was withdrawn or its text was erased; it stays as it is."}
	case errors.As(err, &refused):
		return ofDesk(err, refused)
	}
	return nil
}

// statusOf is the status of each refusal of the desk.
func statusOf(refused *desk.Refusal) int {
	switch refused {
	case desk.ErrNotFound, desk.ErrPublished:
		return http.StatusNotFound
	case desk.ErrSamePerson:
		return http.StatusForbidden
	case desk.ErrState, desk.ErrBase, desk.ErrKey:
		return http.StatusConflict
	case desk.ErrStale:
		return http.StatusPreconditionFailed
	case desk.ErrFiles:
		return http.StatusRequestEntityTooLarge
	case desk.ErrBusy:
		return http.StatusTooManyRequests
	}
	return http.StatusUnprocessableEntity
}

// placeOf is where in the request a refusal belongs; empty for the draft itself.
func placeOf(refused *desk.Refusal) string {
	switch refused {
	case desk.ErrComment:
		return "body.comment"
	case desk.ErrPlan:
		return "body.planned"
	case desk.ErrUnit:
		return "body.unit"
	case desk.ErrKey:
		return "header.Idempotency-Key"
	case desk.ErrStale:
		return "header.If-Match"
	}
	return ""
}

func ofDesk(err error, refused *desk.Refusal) *huma.ErrorModel {
	p := &huma.ErrorModel{Status: statusOf(refused), Detail: sentence(refused.English)}
	if refused == desk.ErrStale || refused == desk.ErrState {
		p.Detail = sentence(err.Error()) // names versions and states
	}
	if place := placeOf(refused); place != "" {
		p.Errors = append(p.Errors, &huma.ErrorDetail{Location: place, Message: refused.English})
	}
	var list *desk.Problems
	if !errors.As(err, &list) {
		return p
	}
	root := "draft"
	if refused == desk.ErrInvalid {
		root = "body"
	}
	for _, one := range list.List {
		p.Errors = append(p.Errors, &huma.ErrorDetail{Location: location(root, one.Field), Message: one.English})
	}
	return p
}

// location writes the name of a field as the errors of a body do: lines.2.rate is
// body.lines[2].rate. The key of an upload comes in a header.
func location(root, field string) string {
	switch field {
	case "":
		return root
	case "key":
		return "header.Idempotency-Key"
	case "after":
		return "query.cursor"
	}
	return root + "." + rowNumber().ReplaceAllString(field, "[$1]")
}

func rowNumber() *regexp.Regexp { return regexp.MustCompile(`\.([0-9]+)\b`) }

// sentence makes the words of a package a sentence.
func sentence(words string) string {
	first, size := utf8.DecodeRuneInString(words)
	return string(unicode.ToUpper(first)) + strings.TrimSuffix(words[size:], ".") + "."
}

// tooLarge says how large a body may be, which only those who may upload may use
// in full.
func tooLarge(c *fiber.Ctx) string {
	if c.Path() == Prefix+"/uploads" {
		return "The body is too large: an upload has at most 64 MiB with a token that may hand files in, and 1 MiB without."
	}
	return "The body is too large; 1 MiB is the limit."
}
