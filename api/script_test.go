package api

import (
	"bufio"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/gofiber/fiber/v2"
)

// A transcript is a text file of exchanges that a non-programmer can read:
//
//	# what is tried
//	GET /path
//	> Accept: text/html
//	code == 200
//	header Content-Type contains json
//	body contains "total":3
//
// A check is code, header NAME or body; then ==, !=, contains, lacks or ~ (a
// regular expression); then what is wanted. A blank line ends an exchange.
type exchangeScript struct {
	place        string // file:line
	method, path string
	headers      http.Header
	checks       []check
}

type check struct {
	place, subject, header, operator, want string
}

var checkLine = regexp.MustCompile(`^(code|body|header (\S+)) (==|!=|contains|lacks|~) ?(.*)$`)

func readScripts(t testing.TB) []exchangeScript {
	t.Helper()
	files, err := filepath.Glob("testdata/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatalf("no transcripts: %v", err)
	}
	var all []exchangeScript
	for _, name := range files {
		f, err := os.Open(name)
		if err != nil {
			t.Fatal(err)
		}
		scripts, err := parseScript(name, f)
		if err != nil {
			t.Fatal(err)
		}
		f.Close()
		all = append(all, scripts...)
	}
	return all
}

func parseScript(name string, r io.Reader) (all []exchangeScript, err error) {
	var now *exchangeScript
	s := bufio.NewScanner(r)
	for n := 1; s.Scan(); n++ {
		line, place := s.Text(), fmt.Sprintf("%s:%d", name, n)
		switch {
		case strings.HasPrefix(line, "#"):
		case strings.TrimSpace(line) == "":
			now = nil
		case now == nil:
			method, path, ok := strings.Cut(line, " ")
			if !ok {
				return nil, fmt.Errorf("%s: want METHOD /path", place)
			}
			all = append(all, exchangeScript{place: place, method: method, path: path, headers: http.Header{}})
			now = &all[len(all)-1]
		case strings.HasPrefix(line, "> "):
			key, value, _ := strings.Cut(line[2:], ": ")
			now.headers.Set(key, value)
		default:
			m := checkLine.FindStringSubmatch(line)
			if m == nil {
				return nil, fmt.Errorf("%s: %q is no check", place, line)
			}
			now.checks = append(now.checks, check{place, strings.Fields(m[1])[0], m[2], m[3], m[4]})
		}
	}
	return all, s.Err()
}

func (s exchangeScript) run(t testing.TB, app *fiber.App) (*http.Request, *http.Response, string) {
	t.Helper()
	path := os.Expand(s.path, func(name string) string { // ${long}: what no line should hold
		return map[string]string{"long": strings.Repeat("a", 12_000)}[name]
	})
	req := httptest.NewRequest(s.method, path, nil)
	req.Header = s.headers
	res, err := app.Test(req, -1)
	if err != nil {
		t.Fatalf("%s: %v", s.place, err)
	}
	body, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatalf("%s: %v", s.place, err)
	}
	for _, c := range s.checks {
		got := string(body)
		switch c.subject {
		case "code":
			got = strconv.Itoa(res.StatusCode)
		case "header":
			got = strings.Join(res.Header.Values(c.header), ", ")
		}
		if !c.holds(got) {
			t.Errorf("%s: %s %s: %s %s %q does not hold; got %.600s", c.place, s.method, s.path, c.subject, c.operator, c.want, got)
		}
	}
	return req, res, string(body)
}

func (c check) holds(got string) bool {
	switch c.operator {
	case "==":
		return strings.TrimSpace(got) == c.want
	case "!=":
		return strings.TrimSpace(got) != c.want
	case "contains":
		return strings.Contains(got, c.want)
	case "lacks":
		return !strings.Contains(got, c.want)
	default:
		return regexp.MustCompile(c.want).MatchString(got)
	}
}
