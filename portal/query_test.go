package portal

import (
	"errors"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestQueryIntoURLAndBack(t *testing.T) {
	for _, raw := range []string{
		"", "q=困难职工 帮扶", "kind=budget&kind=scheme&year=2023&year=unknown", "region=530000&region=unknown&publisher=p123",
		"category=困难帮扶&category=unknown&amount_min=10000.00&amount_max=20000.50", "verdict=open&verdict=closes",
		"document_number=总工办发〔2020〕13号", "sort=-amount&limit=1000&cursor=abc",
	} {
		q := mustQuery(t, raw)
		again, err := ParseQuery(q.Values())
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(q, again); diff != "" {
			t.Errorf("%s: -first +again\n%s", raw, diff)
		}
		want, err := url.ParseQuery(raw)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, q.Values()); diff != "" {
			t.Errorf("%s: -given +written\n%s", raw, diff)
		}
	}
}

func TestQueryTakesWhatPeopleType(t *testing.T) {
	q := mustQuery(t, "q= 帮扶 &document_number=总工办发[2020]13号&year=&amount_min=10000&kind=budget&kind=budget")
	if q.Text != "帮扶" || q.Filter.Numbers[0] != "总工办发〔2020〕13号" || q.Filter.Years != nil || *q.Filter.AmountMin != 1000000 || len(q.Filter.Kinds) != 1 {
		t.Errorf("read %+v", q)
	}
}

func TestQueryNamesEveryWrongParameter(t *testing.T) {
	for raw, names := range map[string][]string{
		"colour=red":                          {"colour"},
		"kind=novel&year=23&sort=up":          {"kind", "sort", "year"},
		"region=990000":                       {"region"},
		"region=5304":                         {"region"},
		"amount_min=-1":                       {"amount_min"},
		"amount_min=viel":                     {"amount_min"},
		"amount_min=5&amount_max=4":           {"amount_min"},
		"verdict=perfect":                     {"verdict"},
		"document_number=13":                  {"document_number"},
		"limit=0":                             {"limit"},
		"limit=1001":                          {"limit"},
		"limit=ten":                           {"limit"},
		"q=a&q=b":                             {"q"},
		"q=" + strings.Repeat("x", MaxText+1): {"q"},
		"q=%ff":                               {"q"},
		"year=1948":                           {"year"},
		strings.Repeat("publisher=p&", 101) + "x=1": {"publisher", "x"},
	} {
		values, err := url.ParseQuery(raw)
		if err != nil {
			t.Fatal(err)
		}
		_, err = ParseQuery(values)
		var wrong *ParamError
		if !errors.As(err, &wrong) {
			t.Errorf("%.60s: got %v, want a ParamError", raw, err)
			continue
		}
		var got []string
		for _, p := range wrong.Problems {
			got = append(got, p.Name)
			if p.Reason == "" || p.Code == "" || len(p.Value) > 110 {
				t.Errorf("%.60s: the problem %+v does not help", raw, p)
			}
		}
		if !slices.Equal(got, names) {
			t.Errorf("%.60s: names %v, want %v", raw, got, names)
		}
	}
}

func TestQueryLeavesTheCallersParameters(t *testing.T) {
	values := url.Values{"fields": {"id"}, "year": {"2023"}}
	if _, err := ParseQuery(values, "fields"); err != nil {
		t.Errorf("with its own parameter: %v", err)
	}
	if _, err := ParseQuery(values); err == nil {
		t.Error("without: want an error")
	}
}

func FuzzParseQuery(f *testing.F) {
	f.Add("q=困难&year=2023&amount_min=1&cursor=e30")
	f.Add("document_number=总工办发[2020]13号&region=530000&limit=7")
	f.Fuzz(func(t *testing.T, raw string) {
		values, err := url.ParseQuery(raw)
		if err != nil {
			return
		}
		q, err := ParseQuery(values)
		if err != nil {
			return
		}
		again, err := ParseQuery(q.Values())
		if err != nil {
			t.Fatalf("%q is written as %q, which is refused: %v", raw, q.Values().Encode(), err)
		}
		if diff := cmp.Diff(q, again); diff != "" {
			t.Fatalf("%q: -first +again\n%s", raw, diff)
		}
	})
}
