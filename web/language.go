package web

import (
	"bytes"
	"fmt"
	"html/template"
	"io/fs"
	"strconv"
	"strings"
	"time"

	"mingzhang/static"
)

// language is one of the languages of the pages, with its words.
type language struct {
	Lang      string // of the html element: zh-CN
	Texts     string // language of the disclosures where that is another; "" where it is the same
	name      string // of its catalogue: zh
	prefix    string // of its paths: "" for the first
	words     map[string]string
	about     string                        // Markdown of the about page
	templates map[string]*template.Template // by page
}

// loadLanguages reads the catalogues; the first is that of paths without prefix.
func loadLanguages() ([]*language, error) {
	languages := []*language{{Lang: "zh-CN", name: "zh"}, {Lang: "en", Texts: "zh-CN", name: "en", prefix: "/en"}}
	for _, l := range languages {
		if err := l.load(); err != nil {
			return nil, fmt.Errorf("reading the words of %s: %w", l.Lang, err)
		}
	}
	return languages, nil
}

func (l *language) load() error {
	l.words = map[string]string{}
	for _, name := range []string{l.name, "desk." + l.name} {
		b, err := fs.ReadFile(static.Files(), "words/"+name+".txt")
		if err == nil {
			err = parseWords(b, l.words)
		}
		if err != nil {
			return fmt.Errorf("%s.txt: %w", name, err)
		}
	}
	about, err := fs.ReadFile(static.Files(), "words/about."+l.name+".md")
	l.about = string(about)
	return err
}

// parseWords reads a catalogue into words: one "key = words" a line; lines that
// begin with # are remarks.
func parseWords(b []byte, words map[string]string) error {
	n := 0
	for line := range bytes.Lines(b) {
		n++
		text := strings.TrimSpace(string(line))
		if text == "" || text[0] == '#' {
			continue
		}
		key, value, found := strings.Cut(text, "=")
		key, value = strings.TrimSpace(key), strings.TrimSpace(value)
		if len(value) > 2 && value[0] == '"' && value[len(value)-1] == '"' {
			value = value[1 : len(value)-1] // quotes keep blanks at the ends
		}
		if !found || key == "" || value == "" {
			return fmt.Errorf("line %d: want key = words, not %q", n, text)
		}
		if words[key] != "" {
			return fmt.Errorf("line %d: the key %s comes twice", n, key)
		}
		words[key] = value
	}
	return nil
}

// T gives the words for a key. {0} stands for the first argument, with its
// thousands grouped when it is a number; {0:one|many} chooses by it. A key that
// is missing comes out as itself.
func (l *language) T(key string, args ...any) string {
	words, found := l.words[key]
	if !found {
		return key
	}
	if len(args) == 0 {
		return words
	}
	return l.fill(words, args)
}

func (l *language) fill(words string, args []any) string {
	var b strings.Builder
	for {
		before, rest, found := strings.Cut(words, "{")
		b.WriteString(before)
		if !found {
			return b.String()
		}
		slot, after, _ := strings.Cut(rest, "}")
		b.WriteString(l.slot(slot, args))
		words = after
	}
}

func (l *language) slot(slot string, args []any) string {
	number, forms, plural := strings.Cut(slot, ":")
	i, err := strconv.Atoi(number)
	if err != nil || i < 0 || i >= len(args) {
		return "{" + slot + "}"
	}
	n, isNumber := args[i].(int)
	switch one, many, _ := strings.Cut(forms, "|"); {
	case plural && n == 1:
		return one
	case plural:
		return many
	case isNumber:
		return l.N(n)
	}
	return fmt.Sprint(args[i])
}

// has tells whether the catalogue has a key.
func (l *language) has(key string) bool { return l.words[key] != "" }

// or gives the words for a key, or other words when there are none.
func (l *language) or(key, other string) string {
	if l.has(key) {
		return l.T(key)
	}
	return other
}

// To gives a path of the portal in this language.
func (l *language) To(path string) string {
	if path == "/" && l.prefix != "" {
		return l.prefix
	}
	return l.prefix + path
}

// N writes a number with its thousands grouped.
func (l *language) N(n int) string { return group(strconv.Itoa(n)) }

// group puts commas between the thousands of a decimal.
func group(s string) string {
	whole, frac, hasFrac := strings.Cut(s, ".")
	for i := len(whole) - 3; i > 0 && whole[i-1] != '-'; i -= 3 {
		whole = whole[:i] + "," + whole[i:]
	}
	if hasFrac {
		whole += "." + frac
	}
	return whole
}

// beijing is the time of every date on the pages, wherever the server stands.
var beijing = time.FixedZone("UTC+8", 8*3600)

// Date writes a day: 2026-01-31; words for an unknown one.
func (l *language) Date(t time.Time) string {
	if t.IsZero() {
		return l.T("unknown")
	}
	return t.In(beijing).Format(time.DateOnly)
}

// Moment writes a day and the minute: 2026-01-31 17:00, in the time of Beijing.
func (l *language) Moment(t time.Time) string {
	if t.IsZero() {
		return l.T("unknown")
	}
	return t.In(beijing).Format("2006-01-02 15:04")
}
