package web

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
)

// guide is what the API's own document says, as far as a reader needs it.
type guide struct {
	Paths map[string]map[string]struct {
		OperationID string                `json:"operationId"`
		Summary     string                `json:"summary"`
		Security    []map[string][]string `json:"security"` // scopes of the token that is needed; none to read
		Parameters  []struct {
			Name        string      `json:"name"`
			In          string      `json:"in"`
			Description string      `json:"description"`
			Schema      guideSchema `json:"schema"`
		} `json:"parameters"`
		Responses map[string]struct {
			Description string         `json:"description"`
			Content     map[string]any `json:"content"`
		} `json:"responses"`
	} `json:"paths"`
	order []string
}

type guideSchema struct {
	Type        any          `json:"type"`
	Description string       `json:"description"`
	Enum        []any        `json:"enum"`
	Items       *guideSchema `json:"items"`
}

// loadGuide reads the document; nil when there is none.
func loadGuide(document []byte) (*guide, error) {
	if len(document) == 0 {
		return nil, nil
	}
	var g guide
	if err := json.Unmarshal(document, &g); err != nil {
		return nil, fmt.Errorf("reading the API's document: %w", err)
	}
	for path := range g.Paths {
		g.order = append(g.order, path)
	}
	slices.Sort(g.order)
	return &g, nil
}

type operation struct {
	ID, Method, Path, Summary string
	ParamsWord, AnswersWord   string
	Needs                     string // scope of the token; "" for none
	Params, Answers           table
}

// operations lists the endpoints for the page: those that anybody may read, or
// those that need a token.
func (g *guide) operations(l *language, withToken bool) []operation {
	if g == nil {
		return nil
	}
	var list []operation
	for _, path := range g.order {
		for _, method := range sortedKeys(g.Paths[path]) {
			o := g.Paths[path][method]
			if withToken != (len(o.Security) > 0) {
				continue
			}
			shown := operation{ID: "op-" + o.OperationID, Method: strings.ToUpper(method), Path: path, Summary: l.half(o.Summary)}
			for _, scheme := range o.Security {
				for _, scopes := range scheme {
					shown.Needs = l.T("data.needs", strings.Join(scopes, " "))
				}
			}
			shown.Params = table{Caption: l.T("data.parameters"), Head: []cell{{Text: l.T("data.name")}, {Text: l.T("data.values")}, {Text: l.T("data.meaning")}}}
			for _, p := range o.Parameters {
				shown.Params.Rows = append(shown.Params.Rows, []cell{{Text: p.Name}, {Text: p.Schema.values()}, {Text: l.half(orElse(p.Description, p.Schema.Description))}})
			}
			shown.Answers = table{Caption: l.T("data.answers"), Head: []cell{{Text: l.T("data.status")}, {Text: l.T("data.media")}, {Text: l.T("data.meaning")}}}
			for _, status := range sortedKeys(o.Responses) {
				answer := o.Responses[status]
				shown.Answers.Rows = append(shown.Answers.Rows, []cell{{Text: status}, {Text: strings.Join(sortedKeys(answer.Content), " ")}, {Text: l.half(answer.Description)}})
			}
			shown.ParamsWord, shown.AnswersWord = l.T("data.parameters_n", len(shown.Params.Rows)), l.T("data.answers_n", len(shown.Answers.Rows))
			list = append(list, shown)
		}
	}
	return list
}

// half takes the page's language out of words that are given as "中文 · English".
func (l *language) half(words string) string {
	chinese, english, both := strings.Cut(words, " · ")
	if both && l.name != "zh" {
		return english
	}
	return chinese
}

// values says what a parameter may be.
func (s guideSchema) values() string {
	if s.Items != nil && len(s.Enum) == 0 {
		return s.Items.values()
	}
	if len(s.Enum) == 0 {
		if name, ok := s.Type.(string); ok {
			return name
		}
		return ""
	}
	var list []string
	for _, v := range s.Enum {
		list = append(list, fmt.Sprint(v))
	}
	return strings.Join(list, " | ")
}

func sortedKeys[T any](m map[string]T) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}
