package desk

import (
	"fmt"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"mingzhang/content"
)

// Limits of what a clerk types.
const (
	maxWords = 500 // characters of a short text
	maxRows  = 500 // of a list
)

// editor applies an edit to a disclosure and gathers what is wrong.
type editor struct {
	d        *content.Disclosure
	unit     string // name of the unit that publishes
	problems []Problem
}

// apply changes d and gives what is wrong with the edit; fields that are wrong
// stay as they were.
func (e Edit) apply(d *content.Disclosure, unit string) []Problem {
	w := &editor{d: d, unit: unit}
	w.names(e)
	w.facts(e)
	w.lists(e)
	w.sections(e.Sections)
	return w.problems
}

// wrong notes a problem with a field.
func (w *editor) wrong(code, field, chinese, english string) {
	w.problems = append(w.problems, Problem{code, field, chinese, english})
}

// names takes the short texts.
func (w *editor) names(e Edit) {
	if s, ok := w.words("title", e.Title); ok {
		if s == "" {
			w.wrong("missing", "title", "项目名称不能为空", "the title must not be empty")
		} else {
			w.d.Title = s
		}
	}
	w.text("document_title", e.DocumentTitle, &w.d.DocumentTitle)
	w.text("implementer", e.Implementer, &w.d.Implementer)
	w.text("category", e.Category, &w.d.Category)
	if s, ok := w.words("publisher", e.Publisher); ok {
		if s != w.unit {
			w.wrong("publisher", "publisher", "公开单位只能是本单位："+w.unit, "the publisher can only be the unit itself")
		} else {
			w.d.Publisher = content.Publisher{ID: content.PublisherID(s), Name: s}
		}
	}
}

// facts takes the single values.
func (w *editor) facts(e Edit) {
	if s, ok := w.words("year", e.Year); ok {
		year, err := strconv.Atoi(strings.TrimSuffix(s, "年"))
		if err != nil || year < 1949 || year > 2100 {
			w.wrong("year", "year", "年度须写成四位数字，如 2023", "the year must have four digits, such as 2023")
		} else {
			w.d.Year = content.Year(year)
		}
	}
	if s, ok := w.words("region", e.Region); ok {
		region, err := content.Regions().Get(s)
		if err != nil {
			w.wrong("region", "region", "没有这个行政区划代码；请写六位代码，如 530400", "no region has this code; write six digits, such as 530400")
		} else {
			w.d.Region = &region
		}
	}
	w.money("amount", e.Amount, &w.d.Amount)
	w.money("plan_total", e.PlanTotal, &w.d.PlanTotal)
	w.people("beneficiaries", e.Beneficiaries, &w.d.Beneficiaries)
	if e.Execution != nil {
		w.execution(*e.Execution)
	}
	if e.Score != nil {
		w.score(*e.Score)
	}
}

func (w *editor) execution(e ExecutionEdit) {
	var x content.Execution
	w.money("execution.budget", &e.Budget, &x.Budget)
	w.money("execution.spent", &e.Spent, &x.Spent)
	w.text("execution.rate", &e.Rate, &x.Rate)
	w.d.Execution = nil
	if x != (content.Execution{}) {
		w.d.Execution = &x
	}
}

func (w *editor) score(e ScoreEdit) {
	score, some := w.points("score.score", e.Score)
	full, bounded := w.points("score.max", e.Max)
	if bounded && !some {
		w.wrong("score", "score.score", "写了满分就要写得分", "full marks need a score")
	}
	w.d.Score = nil
	if some {
		w.d.Score = &content.Score{Score: score}
		if bounded {
			w.d.Score.Max = &full
		}
	}
}

// points reads marks; some is false when there are none.
func (w *editor) points(field, s string) (n float64, some bool) {
	s = strings.TrimSuffix(strings.TrimSpace(s), "分")
	if s == "" {
		return 0, false
	}
	n, err := strconv.ParseFloat(s, 64)
	if err != nil || !(n >= 0 && n <= 10_000) || strings.ContainsAny(s, "xXpP_") {
		w.wrong("score", field, "分数须为数字，如 98.5", "marks must be a number, such as 98.5")
		return 0, false
	}
	return n, true
}

// words takes a short text: one line of bounded length without characters that
// nobody sees. ok is false when it is to stay as it is.
func (w *editor) words(field string, s *string) (text string, ok bool) {
	if s == nil {
		return "", false
	}
	text = strings.TrimSpace(*s)
	switch {
	case utf8.RuneCountInString(text) > maxWords:
		w.wrong("long", field, fmt.Sprintf("太长：最多%d个字", maxWords), fmt.Sprintf("too long; at most %d characters", maxWords))
	case !utf8.ValidString(text) || strings.ContainsFunc(text, unseen):
		w.wrong("characters", field, "含有换行或看不见的字符；请删去", "holds line breaks or invisible characters")
	default:
		return text, true
	}
	return "", false
}

// unseen tells whether a character has no place in a line of text: controls, and
// marks that turn the direction of writing.
func unseen(r rune) bool {
	return unicode.IsControl(r) || unicode.Is(unicode.Cf, r) || r == '\u2028' || r == '\u2029' || r == utf8.RuneError
}

func (w *editor) text(field string, s *string, to *content.Text) {
	if text, ok := w.words(field, s); ok {
		*to = content.Text(text)
	}
}

func (w *editor) money(field string, s *string, to **content.Money) {
	text, ok := w.words(field, s)
	if !ok {
		return
	}
	var m content.Money
	switch {
	case text == "":
		*to = nil
	case m.UnmarshalText([]byte(text)) != nil:
		w.wrong("amount", field, "金额看不懂；请写成 334.60万元 或 3346000.00", "not an amount; write 334.60万元 or 3346000.00")
	default:
		*to = &m
	}
}

func (w *editor) people(field string, s *string, to **content.People) {
	text, ok := w.words(field, s)
	if !ok {
		return
	}
	var p content.People
	switch {
	case text == "":
		*to = nil
	case p.UnmarshalText([]byte(text)) != nil:
		w.wrong("people", field, "人数看不懂；请写成数字加单位，如 1346人、20户", "not a number of people; write digits and a unit, such as 1346人")
	default:
		*to = &p
	}
}
