package web

import (
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strings"

	"github.com/gofiber/fiber/v2"

	"mingzhang/portal"
)

// failureView is the page that says what went wrong and where to go.
type failureView struct {
	view
	Heading, Text string
	Problems      []problem
	Search        searchBox
	Mended        string // the same page without the wrong parameters
	History       string // of the disclosure whose text is gone
}

type problem struct{ Name, Text string }

func portalNotFound(what, id string) error {
	return fmt.Errorf("%s %q: %w", what, id, portal.ErrNotFound)
}

// Error writes the page for a failed request: what is wrong and what can be done
// when the reader can do something, and nothing of the inside when not. It is the
// error handler of every path that is no API.
func (s *Site) Error(c *fiber.Ctx, err error) error {
	lang, path := s.languageOf(c.Path())
	r := &request{c: c, lang: lang, path: path}
	var gone *portal.Withdrawn
	if errors.As(err, &gone) {
		return s.withdrawn(r, gone)
	}
	status := statusOf(err)
	key := "failure." + fmt.Sprint(status)
	if !lang.has(key + "_title") {
		key = "failure.500"
		if status < 500 {
			key = "failure.400"
		}
	}
	v := failureView{view: s.view(r, "failure", lang.T(key+"_title"), nil), Heading: lang.T(key + "_title"), Text: lang.T(key)}
	v.NoIndex = true
	v.Other.Href = otherHome(s, lang)
	v.Search = s.searchBox(r, "/search", "", nil)
	if status == fiber.StatusGone {
		v.History = historyOf(lang, path)
	}
	var wrong *portal.ParamError
	if errors.As(err, &wrong) {
		v.Problems = problems(lang, wrong)
		v.Mended = mended(r, wrong)
	}
	c.Status(status)
	return s.render(r, "failure", v)
}

// historyOf gives the history of the disclosure that a path names.
func historyOf(l *language, path string) string {
	id, _, _ := strings.Cut(strings.TrimPrefix(path, "/disclosures/"), "/")
	return l.To("/disclosures/" + id + "/history")
}

func otherHome(s *Site, lang *language) string {
	for _, l := range s.languages {
		if l != lang {
			return l.To("/")
		}
	}
	return "/"
}

func statusOf(err error) int {
	var wrong *portal.ParamError
	var known *fiber.Error
	switch {
	case errors.As(err, &wrong), errors.Is(err, errQuery):
		return fiber.StatusBadRequest
	case errors.Is(err, portal.ErrErased):
		return fiber.StatusGone
	case errors.Is(err, portal.ErrNotFound):
		return fiber.StatusNotFound
	case errors.As(err, &known):
		return known.Code
	}
	return fiber.StatusInternalServerError
}

func problems(l *language, err *portal.ParamError) []problem {
	var list []problem
	for _, p := range err.Problems {
		list = append(list, problem{p.Name, l.T("problem."+p.Code, p.Value)})
	}
	return list
}

// mended gives the page again without the parameters that are wrong.
func mended(r *request, err *portal.ParamError) string {
	values, _ := url.ParseQuery(string(r.c.Request().URI().QueryString()))
	for _, p := range err.Problems {
		values.Del(p.Name)
	}
	return withQuery(r.lang.To(r.path), values)
}

func contains(list []string, s string) bool { return slices.Contains(list, s) }
