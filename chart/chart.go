// Package chart draws small, calm SVG charts from plain values: columns,
// stacked columns, horizontal bars, a treemap, a three-stage flow and a tile
// map of the 34 province-level units.
//
// Every chart is a pure function of its value and an [Options]: the same input
// gives the same bytes. All words come from the caller. Each chart also has a
// [Table] made from the same value, for print, screen readers and phones.
//
// A chart comes in two dresses. A standalone file carries its colours as
// presentation attributes on a white ground. An inline one carries class names
// only, coloured by [CSS] in light and dark, so that it stands under a strict
// Content-Security-Policy. Neither holds a style attribute, a style element, a
// script, or an outside reference.
package chart

import (
	"errors"
	"fmt"
	"math"
)

// Limits on what one chart takes. A caller folds the rest into one mark.
const (
	maxMarks = 400  // marks in one chart, nodes in one column of a flow
	maxLinks = 2000 // links in one flow
	maxValue = 1e18 // above every sum of money, and exact enough to draw
)

// Chart is one figure: a picture and the table of the same numbers.
type Chart interface {
	// SVG draws the chart. It fails on bad options, on a negative, infinite or
	// giant value (over 1e18), on an unsafe link and on too many marks (400).
	SVG(o Options) ([]byte, error)
	// Table lists the same numbers in the order in which they were given.
	Table(o Options) Table
}

// Mark is one number with its name.
type Mark struct {
	Label     string  // name of the thing counted
	Value     float64 // size, zero or more; any unit, the same for all marks
	ValueText string  // the value as people read it; empty means Options.Format
	Href      string  // link to the rows behind it, used by inline charts only

	// Unfinished marks a period that is not over; bars draw it hatched.
	Unfinished bool
	// Unknown marks the rest that has no class; it is drawn grey.
	Unknown bool
}

// Bars is a column chart, first mark at the left. Suited to years.
type Bars []Mark

// HorizontalBars is a ranked list of bars, first mark on top. Suited to long
// names.
type HorizontalBars []Mark

// Treemap shows parts of a whole as areas. Cells too small for their name stay
// blank; the title of each cell and the table name them. Marks of zero have no
// cell.
type Treemap []Mark

// checkMarks refuses what cannot be drawn honestly.
func checkMarks(marks []Mark) error {
	if len(marks) > maxMarks {
		return fmt.Errorf("chart: %d marks, at most %d can be drawn: fold the rest into one", len(marks), maxMarks)
	}
	var sum float64
	for i, m := range marks {
		if err := m.check(); err != nil {
			return fmt.Errorf("chart: mark %d (%.40q): %w", i, m.Label, err)
		}
		sum += m.Value
	}
	if sum > maxValue {
		return fmt.Errorf("chart: the marks add up to %g, over %g: use a larger unit", sum, maxValue)
	}
	return nil
}

func (m Mark) check() error {
	if math.IsNaN(m.Value) || m.Value < 0 || m.Value > maxValue {
		return fmt.Errorf("value %g is outside 0 to %g", m.Value, maxValue)
	}
	if !safeHref(m.Href) {
		return errors.New("the link is neither a path on this site nor http(s)")
	}
	return nil
}

func sum(marks []Mark) float64 {
	var s float64
	for _, m := range marks {
		s += m.Value
	}
	return s
}

func largest(marks []Mark) float64 {
	var v float64
	for _, m := range marks {
		v = max(v, m.Value)
	}
	return v
}
