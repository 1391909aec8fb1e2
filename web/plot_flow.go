package web

import (
	"slices"

	"mingzhang/chart"
	"mingzhang/content"
	"mingzhang/portal"
)

// otherKey is the key under which the portal folds the small names of a column.
const otherKey = "other"

// moneyFlow shows the way of the money: source, publisher, field of spending.
func (m *plotMaker) moneyFlow() (chart.Chart, error) {
	flows, err := m.site.svc.Flows(m.ctx, m.query, mostNodes)
	if err != nil {
		return nil, err
	}
	columns := flowColumns(flows)
	m.scale = moneyScale(m.lang, largestSum(columns))
	m.format = m.scale.number // a flow has no axis: every number is a sum
	f := chart.Flow{Headings: [3]string{m.lang.T("chart.flow_source"), m.lang.T("chart.flow_publisher"), m.lang.T("chart.flow_use")}}
	index := [3]map[string]int{{}, {}, {}}
	for c, column := range columns {
		for i, n := range column {
			index[c][n.key.Value] = i
			f.Nodes[c] = append(f.Nodes[c], m.node(c, n))
		}
	}
	for _, flow := range flows {
		f.Links[flow.Stage] = append(f.Links[flow.Stage], chart.Link{
			From: index[flow.Stage][flow.From.Value], To: index[flow.Stage+1][flow.To.Value],
			Value: m.scale.of(flow.Amount), ValueText: m.scale.text(flow.Amount),
		})
	}
	return f, nil
}

// flowNode is one name in a column, with what passes it.
type flowNode struct {
	key portal.Key
	sum content.Fen
}

// flowColumns lists the names of each column, the largest first, then the folded
// rest, then the unknown.
func flowColumns(flows []portal.Flow) [3][]flowNode {
	sums, keys := [3]map[string]content.Fen{{}, {}, {}}, [3]map[string]portal.Key{{}, {}, {}}
	for _, f := range flows {
		add := func(column int, k portal.Key) {
			keys[column][k.Value] = k
			sums[column][k.Value] += f.Amount
		}
		if f.Stage == 0 {
			add(0, f.From)
			add(1, f.To)
			continue
		}
		keys[1][f.From.Value] = f.From
		add(2, f.To)
	}
	var columns [3][]flowNode
	for c := range columns {
		for value, k := range keys[c] {
			columns[c] = append(columns[c], flowNode{k, sums[c][value]})
		}
		slices.SortFunc(columns[c], compareNodes)
	}
	return columns
}

func compareNodes(a, b flowNode) int {
	if d := rank(a.key) - rank(b.key); d != 0 {
		return d
	}
	if a.sum != b.sum {
		return map[bool]int{true: -1, false: 1}[a.sum > b.sum]
	}
	if a.key.Value < b.key.Value {
		return -1
	}
	return 1
}

// rank puts the folded rest and the unknown behind all names.
func rank(k portal.Key) int {
	switch k.Value {
	case otherKey:
		return 1
	case portal.Unknown:
		return 2
	}
	return 0
}

func largestSum(columns [3][]flowNode) content.Fen {
	var most content.Fen
	for _, column := range columns {
		for _, n := range column {
			most = max(most, n.sum)
		}
	}
	return most
}

// node shapes a name; units and fields of spending link to their rows.
func (m *plotMaker) node(column int, n flowNode) chart.Node {
	param := [3]string{"source", "publisher", "category"}[column]
	node := chart.Node{Label: m.lang.keyName(param, n.key), Unknown: n.key.Value == portal.Unknown}
	if n.key.Value == otherKey {
		node.Label = m.lang.T("chart.other")
		return node
	}
	if column > 0 {
		node.Href = m.rowsOf(param, n.key.Value)
	}
	return node
}
