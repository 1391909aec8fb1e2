package api

import (
	"context"
	"fmt"
	"strconv"
	"time"

	"github.com/gofiber/fiber/v2"

	"mingzhang/content"
	"mingzhang/content/compare"
	"mingzhang/portal"
)

// Revision is one published state of a record.
type Revision struct {
	ID          string         `json:"id" example:"530400-2023-k7q2m9"`
	Revision    int            `json:"revision" doc:"1 for the first publication"`
	Action      string         `json:"action" enum:"publish,correct,withdraw" doc:"What made this revision"`
	Reason      content.Text   `json:"reason" doc:"Why it was corrected or withdrawn; null for a first publication and for an erased text"`
	PublishedAt time.Time      `json:"published_at" doc:"When this revision was published (RFC 3339)"`
	SHA256      string         `json:"sha256" doc:"Of the bytes of the Markdown revision"`
	Size        int64          `json:"size" doc:"Bytes of the Markdown revision"`
	Index       int64          `json:"index" doc:"Of its entry in the log"`
	Erased      bool           `json:"erased" doc:"Its text was removed for good; hash and proof stay"`
	Links       *RevisionLinks `json:"links"`
}

// RevisionLinks say where a revision, its twins and its proof stand.
type RevisionLinks struct {
	Self     string `json:"self"`
	HTML     string `json:"html"`
	Markdown string `json:"markdown"`
	Entry    string `json:"entry" doc:"The entry in the log"`
	Proof    string `json:"proof" doc:"The offline proof of the entry (c2sp.org/tlog-proof)"`
}

func (s *server) wireRevision(id string, r portal.Revision) Revision {
	return Revision{id, r.Number, r.Action, r.Reason, r.Time, r.SHA256, r.Size, r.Index, r.Erased, s.revisionLinks(id, r.Number, r.Index)}
}

func (s *server) revisionLinks(id string, n int, index int64) *RevisionLinks {
	path := fmt.Sprintf("/disclosures/%s/revisions/%d", id, n)
	return &RevisionLinks{
		Self: s.link(Prefix + path), HTML: s.link(path), Markdown: s.link(Prefix + path + ".md"),
		Entry: s.link(fmt.Sprintf("%s/entry/%d", LogPrefix, index)), Proof: s.link(fmt.Sprintf("%s/proof/%d", LogPrefix, index)),
	}
}

// RevisionsInput names a record.
type RevisionsInput struct {
	ID string `path:"id" doc:"编号 · Id of the record" example:"530400-2023-k7q2m9"`
}

func (s *server) revisions(ctx context.Context, in *RevisionsInput) (*Answer[Listing[Revision]], error) {
	history, err := s.History(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	list := make([]Revision, len(history))
	for i, r := range history {
		list[i] = s.wireRevision(in.ID, r)
	}
	return listingOf(list), nil
}

// RevisionInput names a revision of a record.
type RevisionInput struct {
	ID string  `path:"id" doc:"编号 · Id of the record" example:"530400-2023-k7q2m9"`
	N  Integer `path:"n" doc:"版本，从 1 起 · Number of the revision, from 1" example:"1"`
}

func (s *server) revision(ctx context.Context, in *RevisionInput) (*Answer[Record], error) {
	n, err := revisionNumber(string(in.N))
	if err != nil {
		return nil, err
	}
	d, err := s.Service.Revision(ctx, in.ID, n)
	if err != nil {
		return nil, err
	}
	object, err := Encode(d)
	return &Answer[Record]{Body: object}, err
}

// revisionFiles are the texts of revisions.
func revisionFiles() []file {
	return []file{
		{Prefix + "/disclosures/{id}/revisions/{n}.md", "getRevisionMarkdown", tagRecords, "一个版本的原文 · The exact bytes of one revision", "text/markdown", (*server).revisionMarkdown},
	}
}

func (s *server) revisionMarkdown(c *fiber.Ctx) ([]byte, error) {
	n, err := revisionNumber(c.Params("n"))
	if err != nil {
		return nil, err
	}
	return s.RevisionMarkdown(c.UserContext(), c.Params("id"), n)
}

// revisionNumber reads the number of a revision, in its one spelling.
func revisionNumber(text string) (int, error) {
	n, err := strconv.Atoi(text)
	if err != nil || n < 1 || strconv.Itoa(n) != text {
		return 0, fmt.Errorf("revision %.20q: %w", text, portal.ErrNotFound)
	}
	return n, nil
}

// CompareInput names two revisions of a record.
type CompareInput struct {
	RevisionsInput
	From Integer `query:"from" minimum:"1" doc:"缺省为 to 的前一版 · The revision before to without it"`
	To   Integer `query:"to" minimum:"1" doc:"缺省为最新一版 · The newest revision without it"`
}

// Comparison is what changed from one revision to another.
type Comparison struct {
	From Revision `json:"from"`
	To   Revision `json:"to"`
	compare.Difference
}

func (s *server) compare(ctx context.Context, in *CompareInput) (*Answer[Comparison], error) {
	ex := exchangeOf(ctx)
	to, err := ex.positive("to")
	if err != nil {
		return nil, err
	}
	from, err := ex.positive("from")
	if err != nil {
		return nil, err
	}
	if to == 0 {
		history, err := s.History(ctx, in.ID)
		if err != nil {
			return nil, err
		}
		to = history[0].Number
	}
	if from == 0 {
		from = max(1, to-1)
	}
	c, err := s.Compare(ctx, in.ID, from, to)
	if err != nil {
		return nil, err
	}
	return &Answer[Comparison]{Body: Comparison{s.wireRevision(in.ID, c.From), s.wireRevision(in.ID, c.To), c.Difference}}, nil
}

// positive gives a parameter that is a positive whole number, 0 when it is absent.
func (ex *exchange) positive(name string) (int, error) {
	text, err := ex.one(name)
	if err != nil || text == "" {
		return 0, err
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < 1 {
		return 0, wrong(name, printable(text), "is no positive whole number")
	}
	return n, nil
}
