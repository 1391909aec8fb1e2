package content

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
)

// summary turns a front matter into facts and says what is wrong with it.
func (h *frontMatter) summary() (*Summary, error) {
	if !slices.Contains(Kinds(), h.Kind) {
		return nil, fmt.Errorf("front matter: kind is %q; want budget, evaluation or scheme", h.Kind)
	}
	if strings.TrimSpace(h.Title) == "" {
		return nil, fmt.Errorf("front matter: title is missing")
	}
	if h.Year != 0 && (h.Year < 1949 || h.Year > 2100) {
		return nil, fmt.Errorf("front matter: year is %d; want a budget year from 1949 to 2100", h.Year)
	}
	d := &Summary{
		ID: string(h.ID), Kind: h.Kind, Title: h.Title, DocumentTitle: h.DocumentTitle, Year: h.Year,
		Publisher: Publisher{PublisherID(h.Publisher), h.Publisher}, Implementer: h.Implementer, Units: h.Units,
		Category: h.Category, Amount: h.Amount, PlanTotal: h.PlanTotal, Beneficiaries: h.Beneficiaries,
		Lines: h.Lines, Funding: h.Funding, Allocations: h.Allocations, Indicators: h.Indicators,
		DocumentNumbers: h.Numbers, Execution: h.Execution, Score: h.Score,
		Status: h.Status, Revision: h.Revision, Reason: h.Reason, Source: h.Source, Salt: h.Salt,
		PublishedAt: knownTime(h.PublishedAt), UpdatedAt: knownTime(h.UpdatedAt),
	}
	if h.Region != "" {
		region, err := Regions().Get(string(h.Region))
		if err != nil {
			return nil, fmt.Errorf("front matter: %w", err)
		}
		d.Region = &region
	}
	return d, nil
}

func knownTime(t *time.Time) time.Time {
	if t == nil {
		return time.Time{}
	}
	return t.UTC()
}

// ValidatePublished says what a published record still lacks.
func (d *Summary) ValidatePublished() error {
	switch {
	case !IsID(d.ID):
		return fmt.Errorf("front matter: id is %q; want region, year and six characters, such as 530400-2023-k7q2m9", d.ID)
	case d.Publisher.Name == "":
		return fmt.Errorf("front matter: publisher is missing")
	case d.Status != Published && d.Status != Withdrawn:
		return fmt.Errorf("front matter: status is %q; want published or withdrawn", d.Status)
	case d.Revision < 1:
		return fmt.Errorf("front matter: revision is %d; the first is 1", d.Revision)
	case d.PublishedAt.IsZero() || d.UpdatedAt.IsZero():
		return fmt.Errorf("front matter: published_at and updated_at are needed, such as 2026-01-31T09:00:00Z")
	}
	return nil
}

var yamlLine = regexp.MustCompile(`line (\d+)`)

// atFileLine moves the line numbers in an error of the YAML decoder, which
// counts from the front matter's first line, to lines of the file.
func atFileLine(err error) error {
	text := yamlLine.ReplaceAllStringFunc(strings.TrimPrefix(err.Error(), "yaml: "), func(m string) string {
		n, convErr := strconv.Atoi(m[len("line "):])
		if convErr != nil {
			return m
		}
		return "line " + strconv.Itoa(n+1)
	})
	return &lineError{text, err}
}

type lineError struct {
	text  string
	cause error
}

func (e *lineError) Error() string { return e.text }
func (e *lineError) Unwrap() error { return e.cause }
