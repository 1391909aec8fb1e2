package main

import (
	_ "embed"
	"fmt"
	"strings"

	"mingzhang/content/sample"
)

//go:embed queries.tsv
var queriesTSV string

// query is what somebody types, with the judgement of what answers it.
type query struct {
	class, text    string
	relevant, best judgement
}

// loadQueries reads queries.tsv; its templates are filled from disclosures.
func loadQueries(seed uint64) ([]query, error) {
	g := sample.New(seed)
	return parseQueries(queriesTSV, templates{func(i int) *record { return newRecord(g.At(i)) }})
}

func parseQueries(text string, t templates) ([]query, error) {
	var queries []query
	line := 0
	for raw := range strings.Lines(text) {
		line++
		raw = strings.TrimRight(raw, "\r\n")
		if raw == "" || strings.HasPrefix(raw, "#") {
			continue
		}
		q, err := parseQuery(strings.Split(raw, "\t"), t)
		if err != nil {
			return nil, fmt.Errorf("queries.tsv, line %d: %w", line, err)
		}
		queries = append(queries, q)
	}
	return queries, nil
}

func parseQuery(fields []string, t templates) (q query, err error) {
	if len(fields) != 3 && len(fields) != 4 {
		return q, fmt.Errorf("it has %d fields; want class, query, relevant and maybe best", len(fields))
	}
	q.class = fields[0]
	if q.text, err = t.fill(fields[1]); err != nil {
		return q, err
	}
	if q.relevant, err = parseJudgement(fields[2], t.fill); err != nil {
		return q, err
	}
	q.best = q.relevant
	if len(fields) == 4 {
		q.best, err = parseJudgement(fields[3], t.fill)
	}
	return q, err
}
