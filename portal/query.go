package portal

import (
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"mingzhang/catalog"
	"mingzhang/content"
)

// The limits of a query.
const (
	MaxLimit     = 1000
	DefaultLimit = 20
	MaxText      = 10_000 // bytes of q
	maxValues    = 100    // values of one parameter
)

// Query is the one set of filters for lists, pages, exports, aggregates, charts
// and feeds. The zero value matches everything, newest year first.
type Query struct {
	Text   string // q
	Filter catalog.Filter
	Sort   string // "" for the default: relevance with words, -year without
	Limit  int    // 0 for DefaultLimit
	Cursor string // as given in Page.Next
}

// ParamError says which parameters of a query are wrong, and how to mend them.
type ParamError struct {
	Problems []ParamProblem
}

// ParamProblem is what is wrong with one parameter.
type ParamProblem struct {
	Name   string // of the parameter
	Value  string // as given
	Reason string // an English sentence that says what to do
	Code   string // for translation: unknown, kind, year, region, amount, range, verdict, sort, limit, cursor, text, many, number
}

func (e *ParamError) Error() string {
	var b strings.Builder
	for i, p := range e.Problems {
		if i > 0 {
			b.WriteString("; ")
		}
		fmt.Fprintf(&b, "%s: %s", p.Name, p.Reason)
	}
	return b.String()
}

// Sorts lists the orders that a query may ask for.
func Sorts() []string { return []string{"relevance", "-year", "-amount", "amount", "-updated"} }

// FilterNames lists the parameters of the filter in the order of a canonical URL.
func FilterNames() []string {
	return []string{"q", "kind", "year", "region", "publisher", "category", "amount_min", "amount_max", "verdict", "document_number"}
}

// ParseQuery reads a query from URL parameters. Names in extra are the caller's
// own and left alone; any other unknown name, and any value out of range, is a
// [ParamError] that names them all. It is the inverse of [Query.Values].
func ParseQuery(values url.Values, extra ...string) (Query, error) {
	var p parser
	names := make([]string, 0, len(values))
	for name := range values {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		if slices.Contains(extra, name) {
			continue
		}
		p.read(name, values[name])
	}
	p.crossCheck()
	if len(p.problems) > 0 {
		return Query{}, &ParamError{p.problems}
	}
	return p.q, nil
}

type parser struct {
	q        Query
	problems []ParamProblem
}

func (p *parser) fail(name, value, code, format string, args ...any) {
	if len(value) > 100 {
		value = strings.ToValidUTF8(value[:100], "") + "…"
	}
	p.problems = append(p.problems, ParamProblem{name, value, fmt.Sprintf(format, args...), code})
}

func (p *parser) read(name string, values []string) {
	if len(values) > maxValues {
		p.fail(name, values[0], "many", "is given %d times; at most %d values are read", len(values), maxValues)
		return
	}
	read, single := p.readers()[name], slices.Contains([]string{"q", "amount_min", "amount_max", "sort", "limit", "cursor"}, name)
	switch {
	case read == nil:
		p.fail(name, "", "unknown", "is no parameter here; known are %s, sort, limit and cursor", strings.Join(FilterNames(), ", "))
	case single && len(values) > 1:
		p.fail(name, values[0], "many", "is given %d times; give it once", len(values))
	default:
		for _, v := range values {
			if !utf8.ValidString(v) {
				p.fail(name, strings.ToValidUTF8(v, "?"), "text", "is not UTF-8")
			} else if v != "" { // a form sends its empty fields too
				read(name, v)
			}
		}
	}
}

func (p *parser) readers() map[string]func(name, value string) {
	f := &p.q.Filter
	return map[string]func(name, value string){
		"q":               p.text,
		"kind":            p.kind,
		"year":            p.year,
		"region":          p.region,
		"publisher":       func(_, v string) { f.Publishers = appendNew(f.Publishers, v) },
		"category":        func(_, v string) { f.Categories = appendNew(f.Categories, v) },
		"amount_min":      p.amount(&f.AmountMin),
		"amount_max":      p.amount(&f.AmountMax),
		"verdict":         p.verdict,
		"document_number": p.number,
		"sort":            p.sort,
		"limit":           p.limit,
		"cursor":          func(_, v string) { p.q.Cursor = v },
	}
}

func appendNew[T comparable](list []T, v T) []T {
	if slices.Contains(list, v) {
		return list
	}
	return append(list, v)
}

func (p *parser) text(name, v string) {
	if len(v) > MaxText {
		p.fail(name, v, "text", "has %d bytes; at most %d are searched", len(v), MaxText)
		return
	}
	p.q.Text = strings.TrimSpace(v)
}

func (p *parser) kind(name, v string) {
	if !slices.Contains(content.Kinds(), content.Kind(v)) {
		p.fail(name, v, "kind", "want budget, evaluation or scheme, not %q", v)
		return
	}
	p.q.Filter.Kinds = appendNew(p.q.Filter.Kinds, content.Kind(v))
}

func (p *parser) year(name, v string) {
	n, err := strconv.Atoi(v)
	if v != Unknown && (err != nil || n < 1949 || n > 2100) {
		p.fail(name, v, "year", "want a year from 1949 to 2100, or unknown, not %q", v)
		return
	}
	p.q.Filter.Years = appendNew(p.q.Filter.Years, content.Year(n)) // 0 stands for unknown
}

func (p *parser) region(name, v string) {
	if v != Unknown {
		if _, err := content.Regions().Get(v); err != nil {
			p.fail(name, v, "region", "%v", err)
			return
		}
	}
	p.q.Filter.Regions = appendNew(p.q.Filter.Regions, v)
}

func (p *parser) amount(to **content.Fen) func(name, value string) {
	return func(name, v string) {
		fen, err := content.ParseYuan(v)
		if err != nil {
			p.fail(name, v, "amount", "want yuan with at most two decimals, such as 10000 or 10000.00, not %q", v)
			return
		}
		*to = &fen
	}
}

func (p *parser) verdict(name, v string) {
	if !slices.Contains(content.Verdicts(), content.Verdict(v)) {
		p.fail(name, v, "verdict", "want closes, explained or open, not %q", v)
		return
	}
	p.q.Filter.Verdicts = appendNew(p.q.Filter.Verdicts, content.Verdict(v))
}

func (p *parser) sort(name, v string) {
	if !slices.Contains(Sorts(), v) {
		p.fail(name, v, "sort", "want one of %s, not %q", strings.Join(Sorts(), ", "), v)
		return
	}
	p.q.Sort = v
}

func (p *parser) limit(name, v string) {
	n, err := strconv.Atoi(v)
	if err != nil || n < 1 || n > MaxLimit {
		p.fail(name, v, "limit", "want a number from 1 to %d, not %q", MaxLimit, v)
		return
	}
	p.q.Limit = n
}

func (p *parser) crossCheck() {
	low, high := p.q.Filter.AmountMin, p.q.Filter.AmountMax
	if low != nil && high != nil && *low > *high {
		p.fail("amount_min", low.Yuan(), "range", "is larger than amount_max (%s); swap them", high.Yuan())
	}
}

// Values writes the query as URL parameters; [ParseQuery] reads them back.
func (q Query) Values() url.Values {
	v := url.Values{}
	set := func(name, value string) {
		if value != "" {
			v.Set(name, value)
		}
	}
	set("q", q.Text)
	for _, k := range q.Filter.Kinds {
		v.Add("kind", string(k))
	}
	for _, y := range q.Filter.Years {
		v.Add("year", yearValue(y))
	}
	v["region"] = q.Filter.Regions
	v["publisher"] = q.Filter.Publishers
	v["category"] = q.Filter.Categories
	v["document_number"] = q.Filter.Numbers
	for name, fen := range map[string]*content.Fen{"amount_min": q.Filter.AmountMin, "amount_max": q.Filter.AmountMax} {
		if fen != nil {
			v.Set(name, fen.Yuan())
		}
	}
	for _, verdict := range q.Filter.Verdicts {
		v.Add("verdict", string(verdict))
	}
	set("sort", q.Sort)
	if q.Limit != 0 {
		v.Set("limit", strconv.Itoa(q.Limit))
	}
	set("cursor", q.Cursor)
	for name, list := range v {
		if len(list) == 0 {
			delete(v, name)
		}
	}
	return v
}

func yearValue(y content.Year) string {
	if y == 0 {
		return Unknown
	}
	return strconv.Itoa(int(y))
}

// number accepts any bracket style and compares in normal form.
func (p *parser) number(name, v string) {
	n, err := content.ParseDocumentNumber(v)
	if err != nil {
		p.fail(name, v, "number", "want a document number such as 总工办发〔2020〕13号, not %q", v)
		return
	}
	p.q.Filter.Numbers = appendNew(p.q.Filter.Numbers, n.Number)
}
