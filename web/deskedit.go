package web

import (
	"net/url"
	"slices"
	"strings"

	"mingzhang/content"
	"mingzhang/desk"
	"mingzhang/registry"
)

// edit gives what a form changes of what stands; nil for nothing.
func (t *typed) edit(now *typed, sheet *desk.Sheet) *desk.Edit {
	e := &desk.Edit{}
	some := false
	differs := func(group string) bool {
		differ := t.has(group) && t.seal(group) != now.seal(group)
		some = some || differ
		return differ
	}
	for name, to := range map[string]**string{
		"title": &e.Title, "document_title": &e.DocumentTitle, "year": &e.Year, "region": &e.Region, "category": &e.Category,
		"implementer": &e.Implementer, "amount": &e.Amount, "plan_total": &e.PlanTotal, "beneficiaries": &e.Beneficiaries,
	} {
		if differs(name) {
			*to = t.value(name)
		}
	}
	if sheet.Action != registry.Publish && differs("reason") {
		e.Reason = t.value("reason")
	}
	t.editGroups(e, differs)
	t.editLists(e, differs)
	for _, key := range t.sections {
		if t.removed[key] || differs("sections."+key) {
			some = true
			e.Sections = append(e.Sections, t.editSection(key, now))
		}
	}
	if !some {
		return nil
	}
	return e
}

func (t *typed) value(name string) *string {
	value := t.values[name]
	return &value
}

// editGroups takes the facts that an edit has together.
func (t *typed) editGroups(e *desk.Edit, differs func(string) bool) {
	budget, spent, rate := differs("execution.budget"), differs("execution.spent"), differs("execution.rate")
	if budget || spent || rate {
		e.Execution = &desk.ExecutionEdit{Budget: t.values["execution.budget"], Spent: t.values["execution.spent"], Rate: t.values["execution.rate"]}
	}
	score, full := differs("score.score"), differs("score.max")
	if score || full {
		e.Score = &desk.ScoreEdit{Score: t.values["score.score"], Max: t.values["score.max"]}
	}
}

func (t *typed) editLists(e *desk.Edit, differs func(string) bool) {
	if differs("lines") {
		e.Lines = rowsOf(t, "lines", func(v func(string) string) desk.LineEdit {
			return desk.LineEdit{Label: v("label"), Recipient: v("recipient"), People: v("people"), Rate: v("rate"),
				Ratio: v("ratio"), RatioBase: v("ratio_base"), Amount: v("amount")}
		})
	}
	share := func(v func(string) string) desk.ShareEdit {
		return desk.ShareEdit{Name: v("name"), Amount: v("amount")}
	}
	if differs("funding") {
		e.Funding = rowsOf(t, "funding", share)
	}
	if differs("allocations") {
		e.Allocations = rowsOf(t, "allocations", share)
	}
	if differs("indicators") {
		e.Indicators = rowsOf(t, "indicators", func(v func(string) string) content.Indicator {
			return content.Indicator{Level1: content.Text(v("level1")), Level2: content.Text(v("level2")), Name: v("name"),
				Operator: content.Text(v("operator")), Target: content.Text(v("target")), Unit: content.Text(v("unit")), Actual: content.Text(v("actual"))}
		})
	}
	if differs("units") {
		e.Units = rowsOf(t, "units", func(v func(string) string) content.UnitRole {
			return content.UnitRole{Name: v("name"), Role: content.Text(v("role"))}
		})
	}
	if differs("document_numbers") {
		e.DocumentNumbers = rowsOf(t, "document_numbers", func(v func(string) string) string { return v("") })
	}
}

// rowsOf gives the rows of a list, never nil.
func rowsOf[T any](t *typed, name string, row func(value func(column string) string) T) []T {
	list := deskList{name: name}
	rows := make([]T, 0, t.rows[name])
	for i := range t.rows[name] {
		rows = append(rows, row(func(column string) string { return t.values[list.at(i, column)] }))
	}
	return rows
}

func (t *typed) editSection(key string, now *typed) desk.SectionEdit {
	e := desk.SectionEdit{Key: key, Remove: t.removed[key]}
	if e.Remove {
		return e
	}
	name := "sections." + key
	if !slices.Contains(now.sections, key) || t.values[name] != now.values[name] {
		e.Markdown = t.value(name)
	}
	if heading := t.values[name+".heading"]; heading != now.values[name+".heading"] && heading != "" {
		e.Heading = &heading
	}
	return e
}

// merge lays what was typed over what stands now, when somebody else changed the
// draft meanwhile: what the clerk did not touch is taken as it stands, what both
// changed stays as typed and is told. seen are the seals that the form was made
// with.
func (t *typed) merge(now *typed, seen map[string]string) (conflicts map[string]string) {
	conflicts = map[string]string{}
	for _, group := range t.groups() {
		before, known := seen[group]
		switch {
		case !t.has(group), known && t.seal(group) == before:
			t.take(group, now)
		case known && now.seal(group) != before && now.seal(group) != t.seal(group):
			conflicts[group] = now.words(group)
		}
	}
	for _, key := range now.sections {
		if !slices.Contains(t.sections, key) {
			t.sections = append(t.sections, key)
			t.take("sections."+key, now)
		}
	}
	return conflicts
}

// words writes a group in one line, to be compared by a person.
func (t *typed) words(group string) string {
	var words []string
	for _, name := range t.members(group) {
		if value := t.values[name]; value != "" && !strings.HasSuffix(name, ".heading") {
			words = append(words, value)
		}
	}
	return strings.Join(words, "；")
}

// seals gives the seals of all groups, as a form carries them.
func (t *typed) seals() []field {
	var list []field
	for _, group := range t.groups() {
		list = append(list, field{"seen", group + "=" + t.seal(group)})
	}
	return list
}

// seenOf reads the seals that a form was made with.
func seenOf(form url.Values) map[string]string {
	seen := map[string]string{}
	for _, pair := range form["seen"] {
		group, seal, _ := strings.Cut(pair, "=")
		seen[group] = seal
	}
	return seen
}
