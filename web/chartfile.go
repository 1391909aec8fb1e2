package web

import (
	"fmt"
	"strings"

	"github.com/gofiber/fiber/v2"

	"mingzhang/chart"
	"mingzhang/portal"
)

// chartFile answers /charts/{name}.svg: a chart as a file that other sites may
// embed. width is 360 or 720; lang is zh or en.
func (s *Site) chartFile(r *request) error {
	name, isSVG := strings.CutSuffix(r.c.Params("name"), ".svg")
	if !isSVG {
		return portalNotFound("chart", r.c.Params("name"))
	}
	q, err := r.query("width", "lang")
	if err != nil {
		return err
	}
	width, lang, err := s.chartOptions(r)
	if err != nil {
		return err
	}
	p, err := s.plot(r.ctx(), lang, name, q)
	if err != nil {
		return err
	}
	o := p.opts
	o.Width, o.ID = width, name
	svg, err := p.at(lang, width).SVG(o)
	if err != nil {
		return fmt.Errorf("drawing %s: %w", name, err)
	}
	r.c.Set(fiber.HeaderContentType, "image/svg+xml")
	return r.c.Send(svg)
}

func (s *Site) chartOptions(r *request) (width int, lang *language, err error) {
	var problems []portal.ParamProblem
	width, lang = chart.Wide, s.languages[0]
	switch v := r.values.Get("width"); v {
	case "", "720":
	case "360":
		width = chart.Narrow
	default:
		problems = append(problems, portal.ParamProblem{Name: "width", Value: v, Code: "width"})
	}
	found := r.values.Get("lang") == ""
	for _, l := range s.languages {
		if l.name == r.values.Get("lang") {
			lang, found = l, true
		}
	}
	if !found {
		problems = append(problems, portal.ParamProblem{Name: "lang", Value: r.values.Get("lang"), Code: "lang"})
	}
	if problems != nil {
		return 0, nil, &portal.ParamError{Problems: problems}
	}
	return width, lang, nil
}
