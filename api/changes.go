package api

import (
	"context"
	"fmt"
	"strconv"

	"mingzhang/portal"
)

// defaultChanges is how many changes a page has without limit=.
const defaultChanges = 100

// ChangesInput says from where the changes are wanted.
type ChangesInput struct {
	Since Integer `query:"since" minimum:"0" doc:"从这个序号起（含），缺省为 0 · From this index on, inclusive; 0 without it"`
	Limit Integer `query:"limit" minimum:"1" maximum:"1000" doc:"每页条数，默认 100 · Changes of a page, 100 without it"`
}

// Change is one entry of the log of publications.
type Change struct {
	portal.Change
	Links *RevisionLinks `json:"links"`
}

// Changes is one page of changes, in the order of the log. Who applies all of
// them from 0 on has the published records: publish and correct put the newest
// revision of a record, withdraw takes the record away, erase takes the text of
// one revision away, and the record with it when that is its newest.
type Changes struct {
	Data  []Change `json:"data"`
	Next  *string  `json:"next" doc:"URL of the next page; null when these were the last"`
	Until int64    `json:"until" doc:"What to give as since the next time; also on the last page" example:"120"`
}

func (s *server) changes(ctx context.Context, _ *ChangesInput) (*Answer[Changes], error) {
	since, limit, err := exchangeOf(ctx).since()
	if err != nil {
		return nil, err
	}
	list, err := s.Changes(ctx, since, limit)
	if err != nil {
		return nil, err
	}
	body := Changes{Data: make([]Change, len(list)), Until: since}
	for i, c := range list {
		body.Data[i] = Change{c, s.revisionLinks(c.ID, c.Revision, c.Index)}
		body.Until = c.Index + 1
	}
	if len(list) == limit {
		next := s.link(fmt.Sprintf("%s/changes?limit=%d&since=%d", Prefix, limit, body.Until))
		body.Next = &next
	}
	return &Answer[Changes]{Body: body}, nil
}

// since reads where a page of changes begins and how long it is.
func (ex *exchange) since() (since int64, limit int, err error) {
	text, err := ex.one("since")
	if err != nil {
		return 0, 0, err
	}
	if text != "" {
		if since, err = strconv.ParseInt(text, 10, 64); err != nil || since < 0 {
			return 0, 0, wrong("since", printable(text), "is no index of the log; give a whole number from 0")
		}
	}
	limit, err = ex.positive("limit")
	switch {
	case err != nil:
		return 0, 0, err
	case limit > portal.MaxChanges:
		return 0, 0, wrong("limit", strconv.Itoa(limit), fmt.Sprintf("is at most %d", portal.MaxChanges))
	case limit == 0:
		limit = defaultChanges
	}
	return since, limit, nil
}
