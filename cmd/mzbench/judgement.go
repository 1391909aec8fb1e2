package main

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"mingzhang/content"
)

// judgement tells whether a record answers a query. It looks at the published
// words with plain comparisons and shares no code with the search.
type judgement func(*record) bool

// parseJudgement reads an expression of queries.tsv:
//
//	title:养护 unit:玉溪 | text:"两个 词" !number:…
//
// Conditions side by side must all hold, | parts alternatives, ! denies one
// condition, parentheses group; none is never true. Each value may hold
// templates of fill.
func parseJudgement(text string, fill func(string) (string, error)) (judgement, error) {
	p := &judgeParser{rest: text, fill: fill}
	j, err := p.alternatives()
	if err == nil && p.rest != "" {
		err = fmt.Errorf("%q does not belong there", p.rest)
	}
	if err != nil {
		return nil, fmt.Errorf("judgement %q: %w", text, err)
	}
	return j, nil
}

type judgeParser struct {
	rest string
	fill func(string) (string, error)
}

// skip drops blanks and tells whether mark comes next; if so it is dropped too.
func (p *judgeParser) skip(mark string) bool {
	p.rest = strings.TrimLeft(p.rest, " ")
	rest, ok := strings.CutPrefix(p.rest, mark)
	if ok {
		p.rest = rest
	}
	return ok
}

func (p *judgeParser) alternatives() (judgement, error) {
	either, err := p.all()
	for err == nil && p.skip("|") {
		var right judgement
		left := either
		right, err = p.all()
		either = func(r *record) bool { return left(r) || right(r) }
	}
	return either, err
}

func (p *judgeParser) all() (judgement, error) {
	both, err := p.one()
	for err == nil {
		p.skip("")
		if p.rest == "" || p.rest[0] == '|' || p.rest[0] == ')' {
			break
		}
		var right judgement
		left := both
		right, err = p.one()
		both = func(r *record) bool { return left(r) && right(r) }
	}
	return both, err
}

func (p *judgeParser) one() (judgement, error) {
	switch {
	case p.skip("!"):
		j, err := p.one()
		return func(r *record) bool { return !j(r) }, err
	case p.skip("("):
		j, err := p.alternatives()
		if err == nil && !p.skip(")") {
			err = fmt.Errorf("a ) is missing")
		}
		return j, err
	case p.skip("none"):
		return func(*record) bool { return false }, nil
	}
	field, rest, ok := strings.Cut(p.rest, ":")
	if !ok {
		return nil, fmt.Errorf("%q is no condition; write field:value", p.rest)
	}
	p.rest = rest
	value, err := p.fill(p.value())
	if err != nil {
		return nil, err
	}
	return condition(field, value)
}

// value takes a value off: quoted, or up to a blank, | or ) outside a template.
func (p *judgeParser) value() (value string) {
	if p.skip(`"`) {
		value, p.rest, _ = strings.Cut(p.rest, `"`)
		return value
	}
	end := strings.IndexAny(p.rest, " |)")
	if open, shut := strings.IndexByte(p.rest, '{'), strings.IndexByte(p.rest, '}'); open >= 0 && open < end && shut > end {
		end = shut + 1
	}
	if end < 0 {
		end = len(p.rest)
	}
	value, p.rest = p.rest[:end], p.rest[end:]
	return value
}

func condition(field, value string) (judgement, error) {
	if value == "" {
		return nil, fmt.Errorf("%s: has no value", field)
	}
	switch field {
	case "title":
		return func(r *record) bool { return strings.Contains(r.title, value) }, nil
	case "unit":
		return func(r *record) bool { return strings.Contains(r.unit, value) }, nil
	case "text":
		return func(r *record) bool {
			return strings.Contains(r.title, value) || strings.Contains(r.unit, value) || strings.Contains(r.body, value)
		}, nil
	case "number":
		return func(r *record) bool { return slices.Contains(r.numbers, value) }, nil
	case "amount":
		fen, err := content.ParseYuan(value)
		return func(r *record) bool { return slices.Contains(r.amounts, fen) }, err
	case "people":
		return peopleCondition(value)
	}
	return nil, fmt.Errorf("there is no field %q", field)
}

// peopleCondition reads a count with its unit: 1346人.
func peopleCondition(value string) (judgement, error) {
	unit := strings.TrimLeft(value, "0123456789")
	count, err := strconv.Atoi(strings.TrimSuffix(value, unit))
	if err != nil {
		return nil, fmt.Errorf("%q is no count of people: %w", value, err)
	}
	return func(r *record) bool {
		return slices.Contains(r.people, content.People{Count: count, Unit: unit})
	}, nil
}
