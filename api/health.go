package api

import (
	"context"
	"net/http"
	"time"
)

// Health says that the process is alive.
type Health struct {
	Status string `json:"status" enum:"ok"`
}

func (s *server) healthz(context.Context, *None) (*Answer[Health], error) {
	return &Answer[Health]{Body: Health{"ok"}}, nil
}

// Readiness says what the portal serves. A search index that is away degrades
// searching; everything else is served, so the portal stays ready.
type Readiness struct {
	Status      string       `json:"status" enum:"ready,starting"`
	Revision    string       `json:"revision" doc:"Of the dataset; changes with every publication"`
	Updated     *time.Time   `json:"updated" doc:"Of the newest publication"`
	Disclosures int          `json:"disclosures"`
	Problems    int          `json:"problems" doc:"Files that could not be read; the log names them"`
	Search      SearchHealth `json:"search"`
}

// SearchHealth says how searching is.
type SearchHealth struct {
	Engine string `json:"engine" example:"embedded"`
	Ready  bool   `json:"ready" doc:"The index holds this revision"`
}

func (s *server) readyz(context.Context, *None) (*Answer[Readiness], error) {
	now := s.State()
	body := Readiness{
		Status: "ready", Revision: now.Revision, Disclosures: now.Disclosures, Problems: now.Problems,
		Search: SearchHealth{now.Engine, now.SearchReady},
	}
	if !now.Updated.IsZero() {
		body.Updated = &now.Updated
	}
	answer := &Answer[Readiness]{Body: body, Status: http.StatusOK}
	if now.Revision == "" {
		answer.Body.Status, answer.Status = "starting", http.StatusServiceUnavailable
	}
	return answer, nil
}

func (s *server) openapi(context.Context, *None) (*Answer[Document], error) {
	return &Answer[Document]{Body: s.document}, nil
}
