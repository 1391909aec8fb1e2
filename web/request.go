package web

import (
	"context"
	"errors"
	"net/url"
	"strings"

	"github.com/gofiber/fiber/v2"

	"mingzhang/account"
	"mingzhang/portal"
)

// request is what a page's function sees of a request.
type request struct {
	c      *fiber.Ctx
	lang   *language
	path   string // without the language: /search
	values url.Values
	who    account.Who // at a page of those who publish
}

// errQuery says that the query string cannot be read at all.
var errQuery = errors.New("the query string is not properly percent-encoded")

func (s *Site) request(c *fiber.Ctx) (*request, error) {
	lang, path := s.languageOf(c.Path())
	values, err := url.ParseQuery(string(c.Request().URI().QueryString()))
	if err != nil {
		return nil, errQuery
	}
	return &request{c: c, lang: lang, path: path, values: values}, nil
}

// languageOf splits the language off a path.
func (s *Site) languageOf(path string) (*language, string) {
	for _, l := range s.languages {
		if l.prefix == "" {
			continue
		}
		if rest, found := strings.CutPrefix(path, l.prefix); found && (rest == "" || rest[0] == '/') {
			return l, "/" + strings.TrimPrefix(rest, "/")
		}
	}
	return s.languages[0], path
}

func (r *request) ctx() context.Context { return r.c.UserContext() }

// query reads the filters of the request; extra are the page's own parameters.
func (r *request) query(extra ...string) (portal.Query, error) {
	return portal.ParseQuery(r.values, extra...)
}

// only refuses any parameter that the page does not know.
func (r *request) only(names ...string) error {
	var problems []portal.ParamProblem
	for name := range r.values {
		if !contains(names, name) {
			problems = append(problems, portal.ParamProblem{Name: name, Code: "unknown"})
		}
	}
	if problems != nil {
		return &portal.ParamError{Problems: problems}
	}
	return nil
}

// withQuery joins a path and its parameters.
func withQuery(path string, q url.Values) string {
	if encoded := q.Encode(); encoded != "" {
		return path + "?" + encoded
	}
	return path
}
