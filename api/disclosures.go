package api

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"mingzhang/content"
	"mingzhang/portal"
)

// maxTextRows bounds a page whose rows carry their text, each read from its file.
const maxTextRows = 100

// ListInput are the parameters of a list.
type ListInput struct {
	Filters
	Sorting
	Selection
	Limit  Integer `query:"limit" minimum:"1" maximum:"1000" doc:"每页条数，默认 20 · Rows of a page, 20 without it"`
	Cursor string  `query:"cursor" doc:"取自上一页的 next · As given in next of the page before"`
}

// Selection picks the members of records.
type Selection struct {
	Fields []string `query:"fields" doc:"只要这些字段，逗号分隔；sections、figures 与 citations 在列表中须点名 · Only these members, comma-separated; id is always there. A list gives sections, figures and citations only when they are named, for at most 100 rows" example:"id,title,amount"`
}

func (s *server) list(ctx context.Context, _ *ListInput) (*Answer[*List], error) {
	q, err := queryOf(ctx, "fields")
	if err != nil {
		return nil, err
	}
	fields, err := exchangeOf(ctx).choices("fields", fieldNames())
	if err != nil {
		return nil, err
	}
	if wantsText(fields) && q.Limit > maxTextRows {
		return nil, wrong("limit", fmt.Sprint(q.Limit), fmt.Sprintf("is at most %d when fields asks for sections, figures or citations", maxTextRows))
	}
	page, err := s.Find(ctx, q)
	if err != nil {
		return nil, err
	}
	rows, err := s.rows(ctx, page.Rows, fields)
	if err != nil {
		return nil, err
	}
	answer := &Answer[*List]{Body: &List{rows, ListTail{
		Total: page.Total, Totals: totalsOf(page.Totals), Facets: facetsOf(page.Facets),
		Notice: Notice{content.Text(page.Notice.Corrected), page.Notice.Degraded},
	}}}
	if page.Next != "" {
		next := s.nextPage(q, page.Next, fields)
		answer.Body.Next, answer.Link = &next, "<"+next+`>; rel="next"`
	}
	return answer, nil
}

func wantsText(fields []string) bool {
	return slices.Contains(fields, fieldSections) || slices.Contains(fields, fieldFigures) || slices.Contains(fields, fieldCitations)
}

// nextPage gives the URL of the page after a cursor, with the same question.
func (s *server) nextPage(q portal.Query, cursor string, fields []string) string {
	q.Cursor = cursor
	values := q.Values()
	if len(fields) > 0 {
		values.Set("fields", strings.Join(fields, ","))
	}
	return s.Base + Prefix + "/disclosures?" + values.Encode()
}

func (s *server) rows(ctx context.Context, found []portal.Row, fields []string) ([]Row, error) {
	rows := make([]Row, len(found))
	for i, f := range found {
		object, err := s.rowObject(ctx, f, fields)
		if err != nil {
			return nil, err
		}
		if rows[i], err = highlighted(appendPicked(nil, object, fields), f.Hit, fields); err != nil {
			return nil, err
		}
	}
	return rows, nil
}

// rowObject gives the encoded record of a row, with its text if that is asked for.
func (s *server) rowObject(ctx context.Context, row portal.Row, fields []string) ([]byte, error) {
	if !wantsText(fields) {
		return row.JSON, nil
	}
	d, err := s.Read(ctx, row.ID)
	if errors.Is(err, portal.ErrNotFound) { // withdrawn since the list was made
		return row.JSON, nil
	}
	if err != nil {
		return nil, err
	}
	return Encode(d)
}

func highlighted(object []byte, hit *portal.Hit, fields []string) ([]byte, error) {
	if hit == nil || len(fields) > 0 && !slices.Contains(fields, fieldHighlight) {
		return object, nil
	}
	marks, err := json.Marshal(hit)
	if err != nil {
		return nil, fmt.Errorf("encoding a highlight: %w", err)
	}
	object = append(object[:len(object)-1], `,"highlight":`...)
	return append(append(object, marks...), '}'), nil
}

// DisclosureInput names a record.
type DisclosureInput struct {
	ID string `path:"id" doc:"编号 · Id of the record" example:"530400-2023-k7q2m9"`
	Selection
}

func (s *server) disclosure(ctx context.Context, in *DisclosureInput) (*Answer[Record], error) {
	fields, err := exchangeOf(ctx).choices("fields", fieldNames())
	if err != nil {
		return nil, err
	}
	d, err := s.Read(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	object, err := Encode(d)
	if err != nil {
		return nil, err
	}
	return &Answer[Record]{Body: appendPicked(nil, object, fields)}, nil
}
