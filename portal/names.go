package portal

import (
	"strings"

	"mingzhang/search"
)

// names searches titles, units and document numbers alone. It answers while the
// full-text index is away or being built.
type names struct {
	ids   []string // newest first
	texts []string // folded, one a disclosure: title, unit, numbers, a line each
}

func newNames(m *model) *names {
	order := m.order()
	n := &names{ids: make([]string, len(order)), texts: make([]string, len(order))}
	for i, row := range order {
		f := m.snap.Facts(row)
		lines := []string{search.Fold(f.Title), search.Fold(f.Publisher.Name)}
		for _, number := range m.snap.Numbers(row) {
			lines = append(lines, search.NumberKey(number), search.Fold(number))
		}
		n.ids[i], n.texts[i] = f.ID, strings.Join(lines, "\n")
	}
	return n
}

// search gives the ids whose names satisfy the plan: those first whose title
// holds every group, then the newest.
func (n *names) search(plan search.Plan) []string {
	var titles, others []string
	for i, text := range n.texts {
		if !satisfies(plan, text) {
			continue
		}
		if title, _, _ := strings.Cut(text, "\n"); satisfies(plan, title) {
			titles = append(titles, n.ids[i])
		} else {
			others = append(others, n.ids[i])
		}
	}
	return append(titles, others...)
}

func satisfies(plan search.Plan, text string) bool {
	for _, group := range plan.Groups {
		if !satisfiesGroup(group, text) {
			return false
		}
	}
	return true
}

func satisfiesGroup(group search.Group, text string) bool {
	for _, term := range group.Terms {
		if search.IndexPhrase(text, term.Text) >= 0 {
			return true
		}
	}
	return false
}
