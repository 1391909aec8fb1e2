package api

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"encoding/csv"
	"encoding/xml"
	"io"
	"log/slog"
	"net"
	"net/http"
	"strings"
	"testing"

	"github.com/gofiber/fiber/v2"

	"mingzhang/content"
)

// serve runs the app on a free port until the test ends.
func serve(t testing.TB, app *fiber.App) (base string) {
	t.Helper()
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	go func() { _ = app.Listener(ln) }()
	t.Cleanup(func() { _ = app.Shutdown() })
	return "http://" + ln.Addr().String()
}

func fetch(t testing.TB, url string, headers ...string) (*http.Response, []byte, error) {
	t.Helper()
	req, err := http.NewRequest(http.MethodGet, url, nil)
	if err != nil {
		t.Fatal(err)
	}
	for i := 0; i < len(headers); i += 2 {
		req.Header.Set(headers[i], headers[i+1])
	}
	res, err := http.DefaultTransport.RoundTrip(req)
	if err != nil {
		return nil, nil, err
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	return res, body, err
}

func TestABrokenExportIsNotTakenForAWholeOne(t *testing.T) {
	var log bytes.Buffer
	base := serve(t, newApp(t, newFake(), Config{Log: slog.New(slog.NewTextHandler(&log, nil))}))
	for _, kind := range []string{"csv", "ndjson", "xlsx"} {
		// The fake panics after the last row when it is asked for this order.
		if _, _, err := fetch(t, base+"/api/v1/disclosures."+kind+"?sort=-updated"); err == nil {
			t.Errorf("%s: the client saw no error", kind)
		}
		res, body, err := fetch(t, base+"/api/v1/disclosures."+kind)
		if err != nil || res.StatusCode != 200 || len(body) == 0 {
			t.Errorf("%s: after a panic the server gives %v", kind, err)
		}
	}
	if !strings.Contains(log.String(), "an export broke off") {
		t.Errorf("the log says nothing: %s", log.String())
	}
}

func TestExportsAreZippedOnTheWay(t *testing.T) {
	base := serve(t, newApp(t, newFake(), Config{}))
	for _, kind := range []string{"csv", "ndjson"} {
		_, want, err := fetch(t, base+"/api/v1/disclosures."+kind, "Accept-Encoding", "identity")
		if err != nil {
			t.Fatal(err)
		}
		res, packed, err := fetch(t, base+"/api/v1/disclosures."+kind, "Accept-Encoding", "gzip")
		if err != nil || res.Header.Get("Content-Encoding") != "gzip" {
			t.Fatalf("%s: %v %v", kind, err, res.Header)
		}
		z, err := gzip.NewReader(bytes.NewReader(packed))
		if err != nil {
			t.Fatal(err)
		}
		if got, err := io.ReadAll(z); err != nil || !bytes.Equal(got, want) {
			t.Errorf("%s: unpacked it is not the same: %v", kind, err)
		}
	}
}

func TestCSVReadsBackWithEveryColumn(t *testing.T) {
	_, body, err := fetch(t, serve(t, newApp(t, newFake(), Config{}))+"/api/v1/disclosures.csv")
	if err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(bytes.NewReader(body)).ReadAll()
	if err != nil || len(rows) != 4 {
		t.Fatalf("%d rows: %v", len(rows), err)
	}
	for i, col := range columns() {
		if rows[0][i] != col.name || rows[1][i] == "" {
			t.Errorf("column %d is %q with %q in a record that states everything", i, rows[0][i], rows[1][i])
		}
	}
}

func TestDefused(t *testing.T) {
	for given, want := range map[string]string{
		"":                 "",
		"plain":            "plain",
		"=1+1":             "'=1+1",
		"+1":               "'+1",
		"-1":               "'-1",
		"@SUM(A1)":         "'@SUM(A1)",
		"＝1":               "'＝1",
		"\t=1":             "' =1",
		"\r=1":             "'=1",
		"\x00=1":           "'=1",
		"a\x07b\u0085c":    "abc",
		"line\nbreak":      "line break",
		"2-1":              "2-1",
		"\uFFFEx\uFFFF":    "x",
		"“引号”，逗号":          "“引号”，逗号",
		"\x1b]0;title\x07": "]0;title",
	} {
		if got := defused(given); got != want {
			t.Errorf("%q: %q, want %q", given, got, want)
		}
	}
}

// TestWorkbookReadsBack reads the sheet as a program would that follows the
// standard: the parts by their names, the cells by their types.
func TestWorkbookReadsBack(t *testing.T) {
	_, body, err := fetch(t, serve(t, newApp(t, newFake(), Config{}))+"/api/v1/disclosures.xlsx")
	if err != nil {
		t.Fatal(err)
	}
	rows := readWorkbook(t, body)
	if len(rows) != 4 {
		t.Fatalf("%d rows, want 4", len(rows))
	}
	for i, col := range columns() {
		if rows[0][i].Text != col.name {
			t.Errorf("column %d is %q, want %q", i, rows[0][i].Text, col.name)
		}
		cell := rows[1][i]
		if isNumber := cell.Type == ""; isNumber != (col.kind != cellText) {
			t.Errorf("%s: type %q", col.name, cell.Type)
		}
		if col.name == "amount" && (cell.Value != "3346000.00" || cell.Style != styleMoney) {
			t.Errorf("the amount is %q in style %d", cell.Value, cell.Style)
		}
		if col.name == "region_code" && cell.Text != "530400" {
			t.Errorf("the region is %q", cell.Text)
		}
	}
	if got := rows[3][2].Text; got != `=HYPERLINK("https://example.org")<b>& 第二行` {
		t.Errorf("the title reads back as %q", got)
	}
}

type cell struct {
	Type  string `xml:"t,attr"`
	Style int    `xml:"s,attr"`
	Value string `xml:"v"`
	Text  string `xml:"is>t"`
}

func readWorkbook(t *testing.T, body []byte) [][]cell {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(body), int64(len(body)))
	if err != nil {
		t.Fatal(err)
	}
	var rows [][]cell
	for _, part := range z.File {
		f, err := part.Open()
		if err != nil {
			t.Fatal(err)
		}
		var sheet struct {
			Rows []struct {
				Cells []cell `xml:"c"`
			} `xml:"sheetData>row"`
		}
		if err := xml.NewDecoder(f).Decode(&sheet); err != nil {
			t.Errorf("%s: %v", part.Name, err)
		}
		for _, r := range sheet.Rows {
			rows = append(rows, r.Cells)
		}
	}
	return rows
}

func TestLongTextsFitIntoACell(t *testing.T) {
	got := shorten(strings.Repeat("字", maxCell+1))
	if n := len([]rune(got)); n != maxCell || !strings.HasSuffix(got, "…") {
		t.Errorf("%d characters", n)
	}
	if short := "短"; shorten(short) != short {
		t.Error("a short text was changed")
	}
}

func TestASheetHasAnEnd(t *testing.T) {
	s, err := newSheet(io.Discard, columns())
	if err != nil {
		t.Fatal(err)
	}
	s.rows = maxSheetRows
	if s.row(make([]string, len(columns()))) == nil {
		t.Error("a row after the last one was taken")
	}
}

func TestUnknownIsEmptyInFlatFiles(t *testing.T) {
	var nothing content.Summary
	for _, col := range columns() {
		switch got := col.of(&nothing); col.name {
		case "amount", "plan_total", "beneficiaries", "year", "region", "region_code", "published_at":
			if got != "" {
				t.Errorf("%s of a record that does not state it is %q", col.name, got)
			}
		}
	}
}
