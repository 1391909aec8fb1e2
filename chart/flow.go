package chart

import (
	"errors"
	"fmt"
	"math"
)

// Flow shows money on its way through three columns, such as source, publisher
// and use. What a middle node takes in without giving out, or the other way
// round, is drawn and listed as unknown, so that every column has the same sum.
type Flow struct {
	Headings [3]string // over the columns
	Nodes    [3][]Node // from the left column to the right, top first
	Links    [2][]Link // Links[0] join columns 0 and 1, Links[1] columns 1 and 2
}

// Node is one place that money passes. Its value is the sum of its links.
type Node struct {
	Label     string
	ValueText string // the sum as people read it; empty means Options.Format
	Href      string
	Unknown   bool // the rest that has no name; drawn grey
}

// Link is money that goes from a node to one in the next column.
type Link struct {
	From, To  int // indexes into the two columns
	Value     float64
	ValueText string
	Href      string
}

func (l Link) mark() Mark {
	return Mark{Value: l.Value, ValueText: l.ValueText, Href: l.Href}
}

func (f Flow) check() error {
	for c, nodes := range f.Nodes {
		if err := checkNodes(nodes); err != nil {
			return fmt.Errorf("chart: column %d: %w", c, err)
		}
	}
	for stage, links := range f.Links {
		if err := f.checkLinks(stage, links); err != nil {
			return err
		}
	}
	return nil
}

func checkNodes(nodes []Node) error {
	if len(nodes) > maxMarks {
		return fmt.Errorf("%d nodes, at most %d can be drawn: fold the rest into one", len(nodes), maxMarks)
	}
	for i, n := range nodes {
		if err := (Mark{Href: n.Href}).check(); err != nil {
			return fmt.Errorf("node %d (%.40q): %w", i, n.Label, err)
		}
	}
	return nil
}

func (f Flow) checkLinks(stage int, links []Link) error {
	if len(links) > maxLinks {
		return fmt.Errorf("chart: %d links, at most %d can be drawn: fold the rest into one", len(links), maxLinks)
	}
	var total float64
	for i, l := range links {
		err := l.mark().check()
		if l.From < 0 || l.From >= len(f.Nodes[stage]) || l.To < 0 || l.To >= len(f.Nodes[stage+1]) {
			err = errors.New("it joins a node that does not exist")
		}
		if err != nil {
			return fmt.Errorf("chart: link %d of stage %d: %w", i, stage, err)
		}
		total += l.Value
	}
	if total > maxValue {
		return fmt.Errorf("chart: the links of stage %d add up to %g, over %g: use a larger unit", stage, total, maxValue)
	}
	return nil
}

// balanced returns f with unknown links added where a middle node takes in more
// or less than it gives out.
func (f Flow) balanced(o Options) Flow {
	in, out := make([]float64, len(f.Nodes[1])), make([]float64, len(f.Nodes[1]))
	for _, l := range f.Links[0] {
		in[l.To] += l.Value
	}
	for _, l := range f.Links[1] {
		out[l.From] += l.Value
	}
	for i := range in {
		missing := out[i] - in[i]
		if math.Abs(missing) <= 1e-9*max(in[i], out[i]) {
			continue
		}
		if missing > 0 {
			f.Nodes[0] = withUnknown(f.Nodes[0], o)
			f.Links[0] = added(f.Links[0], Link{From: unknownIndex(f.Nodes[0]), To: i, Value: missing})
			continue
		}
		f.Nodes[2] = withUnknown(f.Nodes[2], o)
		f.Links[1] = added(f.Links[1], Link{From: i, To: unknownIndex(f.Nodes[2]), Value: -missing})
	}
	return f
}

// withUnknown returns nodes with an unknown one among them. It leaves the slice
// of the caller alone.
func withUnknown(nodes []Node, o Options) []Node {
	if unknownIndex(nodes) >= 0 {
		return nodes
	}
	return added(nodes, Node{Label: o.Words.Unknown, Unknown: true})
}

func added[T any](list []T, one T) []T {
	return append(list[:len(list):len(list)], one)
}

func unknownIndex(nodes []Node) int {
	for i, n := range nodes {
		if n.Unknown {
			return i
		}
	}
	return -1
}

// Table lists the links, first those of the left stage. It has no rows when SVG
// would fail.
func (f Flow) Table(o Options) Table {
	t := o.newTable(o.Words.From, o.Words.To, o.Words.Value)
	if f.check() != nil {
		return t
	}
	f = f.balanced(o)
	for stage, links := range f.Links {
		for _, l := range links {
			from, to := f.Nodes[stage][l.From], f.Nodes[stage+1][l.To]
			value := o.number(l.mark())
			value.Href = l.Href
			t.Rows = append(t.Rows, []Cell{{Text: from.Label, Href: from.Href}, {Text: to.Label, Href: to.Href}, value})
		}
	}
	return t
}
