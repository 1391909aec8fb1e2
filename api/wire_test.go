package api

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"github.com/gofiber/fiber/v2"

	"mingzhang/content"
	"mingzhang/portal"
)

// body asks the app and gives the body.
func body(t testing.TB, app *fiber.App, path string) (status int, got []byte) {
	t.Helper()
	res, err := app.Test(httptest.NewRequest("GET", path, nil), -1)
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if _, err := b.ReadFrom(res.Body); err != nil {
		t.Fatal(err)
	}
	return res.StatusCode, b.Bytes()
}

// TestWireFormat holds every type that goes over the wire against its golden.
func TestWireFormat(t *testing.T) {
	f := newFake()
	app, unit := newApp(t, f, Config{}), f.all[0].Publisher.ID
	for name, path := range map[string]string{
		"list":        "/api/v1/disclosures?limit=2&q=%E5%9B%B0",
		"text":        "/api/v1/disclosures?limit=1&fields=title,sections,figures,citations",
		"disclosure":  "/api/v1/disclosures/530400-2023-k7q2m1",
		"silent":      "/api/v1/disclosures/530400-2023-k7q2m2",
		"revisions":   "/api/v1/disclosures/530400-2023-k7q2m1/revisions",
		"comparison":  "/api/v1/disclosures/530400-2023-k7q2m1/compare",
		"changes":     "/api/v1/changes?since=2&limit=3",
		"aggregates":  "/api/v1/aggregates?group_by=year,region&measure=amount,count,people",
		"publishers":  "/api/v1/publishers",
		"publisher":   "/api/v1/publishers/" + unit,
		"regions":     "/api/v1/regions?parent=530000",
		"region":      "/api/v1/regions/530400",
		"suggestions": "/api/v1/suggest?q=%E5%9B%B0%E9%9A%BE",
		"readiness":   "/readyz",
		"health":      "/healthz",
		"problem":     "/api/v1/disclosures?limit=0&colour=red",
	} {
		t.Run(name, func(t *testing.T) {
			_, got := body(t, app, path)
			var indented bytes.Buffer
			if err := json.Indent(&indented, got, "", "  "); err != nil {
				t.Fatalf("%s is no JSON: %v", path, err)
			}
			golden(t, "wire/"+name+".json", append(bytes.TrimSpace(indented.Bytes()), '\n'))
		})
	}
}

func TestLinksComeFromTheConfigurationNotFromTheClient(t *testing.T) {
	app := newApp(t, newFake(), Config{Base: "https://portal.example"})
	req := httptest.NewRequest("GET", "/api/v1/disclosures?limit=1", nil)
	req.Host = "evil.example"
	res, err := app.Test(req, -1)
	if err != nil {
		t.Fatal(err)
	}
	got, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Contains(got, []byte(`"next":"https://portal.example/api/v1/disclosures?cursor=1&limit=1"`)) || bytes.Contains(got, []byte("evil")) {
		t.Errorf("next is not from the base: %s", got)
	}
}

func TestNextLeadsThroughEveryRecordOnce(t *testing.T) {
	app := newApp(t, newFake(), Config{})
	var seen []string
	for path := "/api/v1/disclosures?limit=1&fields=id"; path != ""; {
		status, got := body(t, app, path)
		var page struct {
			Data []struct{ ID string }
			Next *string
		}
		if err := json.Unmarshal(got, &page); err != nil || status != 200 {
			t.Fatalf("%s: %d %v", path, status, err)
		}
		for _, d := range page.Data {
			seen = append(seen, d.ID)
		}
		if path = ""; page.Next != nil {
			path = *page.Next
		}
	}
	if want := []string{"530400-2023-k7q2m1", "530400-2023-k7q2m2", "530400-2023-k7q2m3"}; !slices.Equal(seen, want) {
		t.Errorf("seen %v, want %v", seen, want)
	}
}

func TestFiltersReachThePortal(t *testing.T) {
	f := newFake()
	app := newApp(t, f, Config{})
	query := "kind=budget&year=2023&year=unknown&region=530000&category=a&amount_min=1.5&amount_max=9&verdict=open&publisher=p1&sort=amount"
	for _, path := range []string{"/api/v1/disclosures", "/api/v1/disclosures.csv", "/api/v1/disclosures.ndjson", "/api/v1/disclosures.xlsx"} {
		f.asked = portal.Query{}
		if status, got := body(t, app, path+"?"+query); status != 200 {
			t.Fatalf("%s: %d %s", path, status, got)
		}
		q := f.asked.Filter
		if !slices.Equal(q.Years, []content.Year{2023, 0}) || !slices.Equal(q.Regions, []string{"530000"}) || *q.AmountMin != 150 || *q.AmountMax != 900 ||
			len(q.Kinds)+len(q.Verdicts)+len(q.Categories)+len(q.Publishers) != 4 || f.asked.Sort != "amount" {
			t.Errorf("%s: the portal was asked %+v", path, f.asked)
		}
	}
}

func TestLevelReachesThePortal(t *testing.T) {
	f := newFake()
	app := newApp(t, f, Config{})
	for path, want := range map[string]content.Level{
		"/api/v1/aggregates?group_by=region":                  content.Province,
		"/api/v1/aggregates?group_by=region&level=county":     content.County,
		"/api/v1/aggregates.csv?group_by=region&level=county": content.County,
	} {
		if body(t, app, path); f.by.Level != want || !slices.Equal(f.by.By, []string{"region"}) {
			t.Errorf("%s: the portal was asked %+v", path, f.by)
		}
	}
}

func TestStartingIsNotReady(t *testing.T) {
	f := newFake()
	f.state = portal.State{}
	status, got := body(t, newApp(t, f, Config{}), "/readyz")
	if status != 503 || !bytes.Contains(got, []byte(`"status":"starting"`)) || !bytes.Contains(got, []byte(`"updated":null`)) {
		t.Errorf("%d %s", status, got)
	}
}

func TestEncodeLeavesTheRecordAlone(t *testing.T) {
	d := invented(2)
	d.Findings = []content.Finding{{Code: "sum-lines"}}
	got, err := Encode(&d)
	if err != nil || bytes.Contains(got, []byte(`"evidence":null`)) || bytes.Contains(got, []byte(`"lines":null`)) {
		t.Errorf("a list is null: %v %s", err, got)
	}
	if d.Lines != nil || d.Findings[0].Evidence != nil {
		t.Error("the record itself was changed")
	}
}

func TestPicked(t *testing.T) {
	const object = `{"id":"a","s":"q\"}{","n":-1.5e3,"o":{"id":1,"x":[{"y":"]"}]},"l":[1,[2]],"t":true,"z":null}`
	for fields, want := range map[string]string{
		"":      object,
		"id":    `{"id":"a"}`,
		"s":     `{"id":"a","s":"q\"}{"}`,
		"n":     `{"id":"a","n":-1.5e3}`,
		"z t":   `{"id":"a","t":true,"z":null}`,
		"o l":   `{"id":"a","o":{"id":1,"x":[{"y":"]"}]},"l":[1,[2]]}`,
		"other": `{"id":"a"}`,
	} {
		if got := string(appendPicked(nil, []byte(object), strings.Fields(fields))); got != want {
			t.Errorf("%q: %s, want %s", fields, got, want)
		}
	}
}

// FuzzPicked holds picking by hand against encoding/json.
func FuzzPicked(f *testing.F) {
	for _, seed := range []string{`{}`, `{"id":1}`, ` { "id" : [ { } , "}" ] , "a\"b" : null } `, `{"id":"\\","x":{"y":{}}}`, `{"a":1`, `[1]`, `{"\u0069d":2}`} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, object []byte) {
		got := appendPicked(nil, object, []string{"x"})
		if !json.Valid(object) || object[0] != '{' {
			return // only that it ends, without a panic
		}
		var all, picked map[string]json.RawMessage
		if err := json.Unmarshal(object, &all); err != nil {
			t.Fatal(err)
		}
		if err := json.Unmarshal(got, &picked); err != nil {
			t.Fatalf("%s became %s: %v", object, got, err)
		}
		for _, name := range []string{"id", "x"} {
			if !bytes.Equal(all[name], picked[name]) {
				t.Errorf("%s: %s is %s, want %s", object, name, picked[name], all[name])
			}
		}
	})
}

func FuzzQuery(f *testing.F) {
	for _, seed := range []string{"", "q=%zz", "q=%00", "limit=0&limit=1", "fields=,,id,&sort=-year", "cursor=%F0%9F", "a;b=c", "year=unknown&region=unknown", "q=a&fields=highlight"} {
		f.Add(seed)
	}
	app := newApp(f, newFake(), Config{})
	f.Fuzz(func(t *testing.T, query string) {
		for _, path := range []string{"/api/v1/disclosures?", "/api/v1/aggregates?", "/api/v1/suggest?"} {
			req := httptest.NewRequest("GET", path, nil)
			req.URL.RawQuery = strings.Map(func(r rune) rune { // what HTTP can carry in a request line
				if r <= ' ' || r >= 0x7f || r == '#' {
					return -1
				}
				return r
			}, query)
			if strings.Contains(req.URL.RawQuery, "=fail") || strings.Contains(req.URL.RawQuery, "=panic") {
				return // the fake's own words for it
			}
			res, err := app.Test(req, -1)
			if err != nil {
				t.Fatal(err)
			}
			if res.StatusCode >= 500 {
				t.Errorf("%s%s: %d", path, query, res.StatusCode)
			}
		}
	})
}
