package api

import (
	"context"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"mingzhang/portal"
)

// None is the input of an endpoint without parameters.
type None struct{}

// Filters are the parameters that say which records are meant. They are read by
// [portal.ParseQuery]; this struct documents them.
type Filters struct {
	Q              string   `query:"q" maxLength:"10000" doc:"检索词：标题、单位、文号、正文 · Words to search in titles, units, document numbers and text" example:"困难职工帮扶"`
	Kind           []string `query:"kind,explode" enum:"budget,evaluation,scheme" doc:"类型：budget 预算公开, evaluation 绩效自评, scheme 实施方案 · Kind; repeat for OR"`
	Year           []string `query:"year,explode" pattern:"^([0-9]{4}|unknown)$" doc:"年度，未载明为 unknown · Budget year, or unknown; repeat for OR" example:"2023"`
	Region         []string `query:"region,explode" pattern:"^([0-9]{6}|unknown)$" doc:"GB/T 2260 地区代码，含下级 · Region code; covers all below it; or unknown" example:"530000"`
	Publisher      []string `query:"publisher,explode" doc:"公开单位 id · Id of the unit that publishes"`
	Category       []string `query:"category,explode" doc:"支出领域，未分类为 unknown · Field of spending, or unknown" example:"困难帮扶"`
	AmountMin      string   `query:"amount_min" pattern:"^[0-9]+(\\.[0-9]{1,2})?$" doc:"金额下限（元，含） · Least amount in yuan, inclusive" example:"10000"`
	AmountMax      string   `query:"amount_max" pattern:"^[0-9]+(\\.[0-9]{1,2})?$" doc:"金额上限（元，含） · Largest amount in yuan, inclusive" example:"5000000.00"`
	Verdict        []string `query:"verdict,explode" enum:"closes,explained,open" doc:"核对结果：closes 相符, explained 有说明, open 不符 · Has a finding with this verdict"`
	DocumentNumber []string `query:"document_number,explode" doc:"发文字号，括号不限 · Document number in any bracket style" example:"总工办发〔2020〕13号"`
}

// Sorting is the order of records.
type Sorting struct {
	Sort string `query:"sort" enum:"relevance,-year,-amount,amount,-updated" doc:"排序 · Order; without it relevance when q is given, else -year"`
}

// readQuery reads the query of a request that may have only the known names.
func (ex *exchange) readQuery(known []string) error {
	raw := string(ex.fiber.Request().URI().QueryString())
	values, err := url.ParseQuery(raw)
	if err != nil {
		return &refusal{status: 400, detail: "The query string cannot be read: " + printable(err.Error()) + ". Percent-encode each value as UTF-8 and join them with &."}
	}
	var bad portal.ParamError
	for _, name := range sortedNames(values) {
		if reason := objection(name, values[name], known); reason != "" {
			bad.Problems = append(bad.Problems, portal.ParamProblem{Name: printable(name), Value: printable(values.Get(name)), Reason: reason})
		}
	}
	if len(bad.Problems) > 0 {
		return &bad
	}
	ex.values = values
	return nil
}

// objection says what is wrong with a parameter, whatever it means.
func objection(name string, values, known []string) string {
	if !slices.Contains(known, name) {
		if len(known) == 0 {
			return "is no parameter here; this path takes none"
		}
		return "is no parameter here; known are " + strings.Join(known, ", ")
	}
	for _, v := range values {
		if !utf8.ValidString(v) {
			return "is not UTF-8; percent-encode the UTF-8 bytes"
		}
		if strings.ContainsFunc(v, func(r rune) bool { return unicode.IsControl(r) && r != '\t' && r != '\n' && r != '\r' }) {
			return "holds a control character; leave it out"
		}
	}
	return ""
}

// printable makes the client's own words safe and short enough to be sent back.
func printable(s string) string {
	s = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || r == utf8.RuneError {
			return '?'
		}
		return r
	}, s)
	const longest = 100
	if runes := []rune(s); len(runes) > longest {
		return string(runes[:longest]) + "…"
	}
	return s
}

func sortedNames(values url.Values) []string {
	names := make([]string, 0, len(values))
	for name := range values {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

// queryOf reads the filters, and order and page where the endpoint has them.
// Names in own are the endpoint's.
func queryOf(ctx context.Context, own ...string) (portal.Query, error) {
	return portal.ParseQuery(exchangeOf(ctx).values, own...)
}

// one gives a parameter that may be given once; "" when it is absent.
func (ex *exchange) one(name string) (string, error) {
	values := ex.values[name]
	if len(values) > 1 {
		return "", wrong(name, printable(values[0]), fmt.Sprintf("is given %d times; give it once", len(values)))
	}
	return ex.values.Get(name), nil
}

// choices gives the values of a parameter that is a list: repeated, or joined by
// commas. Each must be one of allowed.
func (ex *exchange) choices(name string, allowed []string) ([]string, error) {
	var chosen []string
	for _, value := range ex.values[name] {
		for one := range strings.SplitSeq(value, ",") {
			if one = strings.TrimSpace(one); one == "" || slices.Contains(chosen, one) {
				continue
			}
			if !slices.Contains(allowed, one) {
				return nil, wrong(name, printable(one), fmt.Sprintf("knows no %q; known are %s", printable(one), strings.Join(allowed, ", ")))
			}
			chosen = append(chosen, one)
		}
	}
	return chosen, nil
}
