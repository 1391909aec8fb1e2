package api

import (
	"context"
	"slices"
	"strconv"

	"mingzhang/content"
	"mingzhang/portal"
)

// AggregateInput are the parameters of a sum by groups.
type AggregateInput struct {
	Filters
	Grouping
	Measure []string `query:"measure" enum:"amount,count,people" doc:"amount 金额, count 条数, people 人数; amount,count without it"`
}

// Grouping says what to group by.
type Grouping struct {
	GroupBy []string `query:"group_by" enum:"year,kind,region,publisher,category,source" doc:"分组字段，逗号分隔 · Fields to group by, comma-separated; one group without it. A record with several funding sources stands in several groups of source"`
	Level   string   `query:"level" enum:"province,prefecture,county" doc:"地区层级，默认 province · Level of region"`
}

// The values of measure.
const (
	measureAmount = "amount"
	measureCount  = "count"
	measurePeople = "people"
)

// Aggregates are sums by groups. The groups always add up to the total.
type Aggregates struct {
	Groups []AggregateGroup `json:"groups" doc:"Ascending by key"`
	Total  Sums             `json:"total"`
}

// AggregateGroup is one group.
type AggregateGroup struct {
	Key   map[string]any    `json:"key" doc:"A value for each field of group_by, which can be used as its filter: year is an integer, the others are strings; \"unknown\" (未分类) for records that do not state it"`
	Names map[string]string `json:"names" doc:"The same for people: names of regions and publishers"`
	Sums
}

// Sums are the measures that were asked for.
type Sums struct {
	Amount *string         `json:"amount,omitempty" doc:"Yuan with two decimals; only with measure=amount" example:"3346000.00"`
	Stated *int            `json:"stated,omitempty" doc:"How many of the records state an amount; only with measure=amount"`
	Count  *int            `json:"count,omitempty" doc:"Records; only with measure=count"`
	People *map[string]int `json:"people,omitempty" doc:"By unit, never added together; only with measure=people"`
}

func (s *server) aggregates(ctx context.Context, _ *AggregateInput) (*Answer[Aggregates], error) {
	agg, err := s.aggregate(ctx, "measure")
	if err != nil {
		return nil, err
	}
	measures, err := exchangeOf(ctx).choices("measure", []string{measureAmount, measureCount, measurePeople})
	if err != nil {
		return nil, err
	}
	if len(measures) == 0 {
		measures = []string{measureAmount, measureCount}
	}
	body := Aggregates{Groups: make([]AggregateGroup, len(agg.Groups)), Total: sumsOf(agg.Total, measures)}
	for i, g := range agg.Groups {
		group := AggregateGroup{Key: map[string]any{}, Names: map[string]string{}, Sums: sumsOf(g.Totals, measures)}
		for j, field := range agg.Grouping.By {
			group.Key[field] = keyValue(field, g.Keys[j].Value)
			group.Names[field] = keyName(g.Keys[j])
		}
		body.Groups[i] = group
	}
	return &Answer[Aggregates]{Body: body}, nil
}

// aggregate reads the question that JSON and CSV share, and asks it.
func (s *server) aggregate(ctx context.Context, own ...string) (*portal.Aggregate, error) {
	q, err := queryOf(ctx, append(own, "group_by", "level")...)
	if err != nil {
		return nil, err
	}
	ex := exchangeOf(ctx)
	by, err := ex.choices("group_by", []string{"year", "kind", "region", "publisher", "category", "source"})
	if err != nil {
		return nil, err
	}
	level, err := ex.one("level")
	if err != nil {
		return nil, err
	}
	if level != "" && !slices.Contains([]string{"province", "prefecture", "county"}, level) {
		return nil, wrong("level", printable(level), "wants province, prefecture or county")
	}
	return s.Aggregate(ctx, q, portal.Grouping{By: by, Level: content.Level(orElse(level, string(content.Province)))})
}

func sumsOf(t portal.Totals, measures []string) Sums {
	var sums Sums
	for _, m := range measures {
		switch m {
		case measureAmount:
			yuan := t.Amount.Yuan()
			sums.Amount, sums.Stated = &yuan, &t.Stated
		case measureCount:
			sums.Count = &t.Count
		case measurePeople:
			people := totalsOf(t).People
			sums.People = &people
		}
	}
	return sums
}

// keyValue gives a year as the number that it is in a record.
func keyValue(field, value string) any {
	if n, err := strconv.Atoi(value); err == nil && field == "year" {
		return n
	}
	return value
}

func keyName(k portal.Key) string {
	if k.Name == "" && k.Value == portal.Unknown {
		return "未分类"
	}
	return orElse(k.Name, k.Value)
}
