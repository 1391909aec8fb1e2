package api

import (
	"context"
	"encoding/json"
	"errors"
	"slices"
	"strconv"
	"strings"
	"time"

	"mingzhang/content"
	"mingzhang/portal"
)

// fake is a portal with a few invented records. It filters by kind and words
// only: that filters reach the portal is what these tests look at.
type fake struct {
	portal.Service
	all   []content.Disclosure
	asked portal.Query    // by the last call
	by    portal.Grouping // of the last call
	state portal.State
}

func newFake() *fake {
	return &fake{
		all: []content.Disclosure{invented(1), invented(2), invented(3)},
		state: portal.State{Revision: "r1", Updated: day, Disclosures: 3, Engine: "embedded", SearchReady: true,
			SearchError: "an inner matter"},
	}
}

var day = time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)

// invented makes a record up: 1 states everything, 2 states nothing that can be
// left out, 3 has a title that begins like a formula.
func invented(n int) content.Disclosure {
	d := content.Disclosure{Summary: content.Summary{
		ID: "530400-2023-k7q2m" + strconv.Itoa(n), Kind: content.Budget, Title: "困难职工帮扶专项资金",
		Publisher: content.Publisher{ID: content.PublisherID("某某市总工会"), Name: "某某市总工会"},
		Status:    content.Published, Revision: 1, PublishedAt: day, UpdatedAt: day, SHA256: strings.Repeat("0a", 32),
		Links: &content.Links{Self: "/api/v1/disclosures/x", HTML: "/disclosures/x", Markdown: "/disclosures/x.md"},
	}}
	switch n {
	case 1:
		state(&d)
	case 2:
		d.Kind, d.Title = content.Evaluation, "无金额的自评"
	case 3:
		d.Kind, d.Title = content.Scheme, "=HYPERLINK(\"https://example.org\")\u0007<b>&\n第二行"
	}
	return d
}

func state(d *content.Disclosure) {
	full := 100.0
	d.Year, d.Implementer, d.Category, d.DocumentTitle = 2023, "某某市职工服务中心", "困难帮扶", "某某市总工会2023年项目公开"
	d.Region = &content.Region{Code: "530400", Name: "玉溪市", Path: []string{"云南省", "玉溪市"}}
	d.Amount = &content.Money{Fen: 334_600_000, Text: "334.60万元"}
	d.PlanTotal = &content.Money{Fen: 500_000_000}
	d.Beneficiaries = &content.People{Count: 1346, Unit: "人"}
	d.Units = []content.UnitRole{{Name: "某某市总工会", Role: "主管部门"}}
	d.Lines = []content.Line{{Label: "慰问", People: &content.People{Count: 1013, Unit: "人"}, Rate: &content.Money{Fen: 200_000}, Amount: &content.Money{Fen: 202_600_000}}}
	d.Funding = []content.Funding{{Source: "市级财政", Amount: d.Amount}}
	d.Allocations = []content.Allocation{{Recipient: "某某区", Amount: d.Amount}}
	d.Indicators = []content.Indicator{{Level1: "产出指标", Name: "人数", Operator: "ge", Target: "700", Unit: "人次"}}
	d.DocumentNumbers = []string{"总工办发〔2020〕13号"}
	d.NumberFlags = []content.NumberFlag{{Number: "某工发3号", Flag: "missing_year", AsWritten: "某工发3号"}}
	d.Score = &content.Score{Score: 98.5, Max: &full}
	d.Execution = &content.Execution{Budget: d.Amount, Spent: d.Amount, Rate: "100%"}
	d.Source = &content.Source{Filename: "a.txt", MediaType: "text/plain", SHA256: strings.Repeat("0b", 32)}
	d.Findings = []content.Finding{{Code: "sum-lines", Verdict: content.Closes, Stated: "3346000.00", Computed: "3346000.00", Unit: "元", Note: "相符。",
		Evidence: []content.Evidence{{Section: "funding", End: 4, Text: "共需资金"}}}}
	d.Sections = []content.Section{{Key: "basis", Heading: "立项依据", Markdown: "依据<某某>办法。"}}
	d.Figures = []content.Figure{{Kind: "amount", Role: "total", Value: "3346000.00", Unit: "元", Text: "334.60万元", Section: "funding", Start: 31, End: 39}}
	d.Citations = []content.Citation{{Title: "某某办法", Number: "总工办发〔2020〕13号", Section: "basis", Start: 2, End: 8, Text: "《某某办法》"}, {Title: "工会法", Section: "basis", Start: 9, End: 14, Text: "《工会法》"}}
}

func (f *fake) matches(q portal.Query) []content.Disclosure {
	f.asked = q
	var found []content.Disclosure
	for _, d := range f.all {
		if (len(q.Filter.Kinds) == 0 || slices.Contains(q.Filter.Kinds, d.Kind)) && strings.Contains(d.Title, q.Text) {
			found = append(found, d)
		}
	}
	return found
}

func (f *fake) Find(_ context.Context, q portal.Query) (*portal.Page, error) {
	if q.Text == "fail" {
		return nil, errors.New("secret: the disk at 10.0.0.1 is gone")
	}
	if q.Text == "panic" {
		panic("secret")
	}
	found := f.matches(q)
	page := &portal.Page{Total: len(found), Totals: totals(found), Facets: []portal.Facet{
		{Name: "kind", Values: []portal.FacetValue{{Value: "budget", Count: 1, Selected: len(q.Filter.Kinds) > 0}}},
		{Name: "region", Values: []portal.FacetValue{{Value: "530000", Name: "云南省", Count: 1}, {Value: portal.Unknown, Name: "未分类", Count: 2}}},
	}}
	from := 0
	if q.Cursor != "" {
		n, err := strconv.Atoi(q.Cursor)
		if err != nil {
			return nil, wrong("cursor", q.Cursor, "is not a cursor of this query; take it from next of the page before")
		}
		from = n
	}
	limit := q.Limit
	if limit == 0 {
		limit = portal.DefaultLimit
	}
	to := min(from+limit, len(found))
	for _, d := range found[min(from, to):to] {
		page.Rows = append(page.Rows, row(d, q.Text))
	}
	if to < len(found) {
		page.Next = strconv.Itoa(to)
	}
	return page, nil
}

func row(d content.Disclosure, words string) portal.Row {
	whole := d
	whole.FillLists()
	var b strings.Builder
	if err := writeJSON(&b, whole.Summary); err != nil {
		panic(err)
	}
	r := portal.Row{ID: d.ID, JSON: json.RawMessage(strings.TrimSpace(b.String()))}
	if words != "" {
		r.Hit = &portal.Hit{Title: portal.Marked{Text: d.Title, Marks: [][2]int{{0, len(words)}}}, Snippet: portal.Marked{Text: "……", Marks: [][2]int{}}}
	}
	return r
}

func totals(found []content.Disclosure) portal.Totals {
	t := portal.Totals{Count: len(found), People: map[string]int{}}
	for _, d := range found {
		if d.Amount != nil {
			t.Amount += d.Amount.Fen
			t.Stated++
		}
		if d.Beneficiaries != nil {
			t.People[d.Beneficiaries.Unit] += d.Beneficiaries.Count
		}
	}
	return t
}

func (f *fake) Read(_ context.Context, id string) (*content.Disclosure, error) {
	if id == goneID {
		return nil, &portal.Withdrawn{ID: id, Title: "无金额的自评", Publisher: f.all[0].Publisher, Reason: "重复公开。", At: day, Revision: 2}
	}
	for _, d := range f.all {
		if d.ID == id {
			return &d, nil
		}
	}
	return nil, portal.ErrNotFound
}

func (f *fake) Each(_ context.Context, q portal.Query, yield func(*content.Summary) error) error {
	for _, d := range f.matches(q) {
		if err := yield(&d.Summary); err != nil {
			return err
		}
	}
	if q.Sort == "-updated" {
		panic("half way")
	}
	return nil
}

func (f *fake) Aggregate(_ context.Context, q portal.Query, by portal.Grouping) (*portal.Aggregate, error) {
	f.by = by
	found := f.matches(q)
	agg := &portal.Aggregate{Grouping: by, Total: totals(found)}
	for i, d := range found {
		g := portal.Group{Totals: totals(found[i : i+1])}
		for _, field := range by.By {
			g.Keys = append(g.Keys, keyOf(field, d))
		}
		agg.Groups = append(agg.Groups, g)
	}
	return agg, nil
}

func keyOf(field string, d content.Disclosure) portal.Key {
	switch {
	case field == "year" && d.Year != 0:
		return portal.Key{Value: strconv.Itoa(int(d.Year))}
	case field == "region" && d.Region != nil:
		return portal.Key{Value: "530000", Name: "云南省"}
	}
	return portal.Key{Value: portal.Unknown}
}

func (f *fake) Publishers(_ context.Context, q portal.Query) ([]portal.PublisherInfo, error) {
	if len(f.matches(q)) == 0 {
		return nil, nil
	}
	unit, err := f.Publisher(context.Background(), f.all[0].Publisher.ID)
	return []portal.PublisherInfo{*unit, {Publisher: content.Publisher{ID: "p2", Name: "无地区单位"}, Years: []content.Year{}}}, err
}

func (f *fake) Publisher(_ context.Context, id string) (*portal.PublisherInfo, error) {
	if id != f.all[0].Publisher.ID {
		return nil, portal.ErrNotFound
	}
	return &portal.PublisherInfo{Publisher: f.all[0].Publisher, Region: f.all[0].Region, Years: []content.Year{2023}, Count: 3, Amount: content.Money{Fen: 334_600_000}}, nil
}

func (f *fake) Regions(_ context.Context, q portal.Query, parent string) ([]portal.RegionInfo, error) {
	f.matches(q)
	if parent == "530400" {
		return nil, nil
	}
	r, err := f.Region(context.Background(), "530400")
	return []portal.RegionInfo{*r}, err
}

func (f *fake) Region(_ context.Context, code string) (*portal.RegionInfo, error) {
	r, err := content.Regions().Get(code)
	if err != nil {
		return nil, portal.ErrNotFound
	}
	return &portal.RegionInfo{Region: r, Level: content.LevelOf(code), Count: 1, Amount: content.Money{Fen: 100}}, nil
}

func (f *fake) Suggest(_ context.Context, text string, limit int) ([]portal.Suggestion, error) {
	all := []portal.Suggestion{{Text: text + "职工帮扶", Kind: "title"}, {Text: "某某市总工会", Kind: "publisher", ID: "p1"}}
	return all[:min(limit, len(all))], nil
}

func (f *fake) State() portal.State { return f.state }
