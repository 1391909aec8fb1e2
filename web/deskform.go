package web

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"mingzhang/content"
	"mingzhang/desk"
)

// deskList is a list of the form: its name in an edit, and its columns.
type deskList struct {
	name    string
	columns []string // one nameless column for a list of words
}

// deskLists are the lists that a clerk may change, in the order of the form.
func deskLists() []deskList {
	return []deskList{
		{"lines", []string{"label", "recipient", "people", "rate", "ratio", "ratio_base", "amount"}},
		{"funding", []string{"name", "amount"}},
		{"allocations", []string{"name", "amount"}},
		{"indicators", []string{"level1", "level2", "name", "operator", "target", "unit", "actual"}},
		{"units", []string{"name", "role"}},
		{"document_numbers", []string{""}},
	}
}

// deskFacts are the facts that stand for themselves, in groups.
func deskFacts() [][]string {
	return [][]string{
		{"title", "document_title", "year", "region", "category", "implementer"},
		{"amount", "plan_total", "beneficiaries"},
		{"execution.budget", "execution.spent", "execution.rate", "score.score", "score.max"},
	}
}

// executionFacts is the index of the group that evaluations fill in.
const executionFacts = 2

// at names a value of a list: lines.0.amount, document_numbers.0.
func (d deskList) at(row int, column string) string {
	name := d.name + "." + strconv.Itoa(row)
	if column != "" {
		name += "." + column
	}
	return name
}

// typed is what a form says: the values by their names in an edit, and how long
// its lists are.
type typed struct {
	values   map[string]string
	rows     map[string]int
	sections []string // keys
	removed  map[string]bool
}

func newTyped() *typed {
	return &typed{values: map[string]string{}, rows: map[string]int{}, removed: map[string]bool{}}
}

// standing gives what a draft says.
func standing(sheet *desk.Sheet) *typed {
	t, d := newTyped(), sheet.Text
	for _, f := range sheet.Fields {
		t.values[f.Name] = string(f.Value)
	}
	t.rows = map[string]int{
		"lines": len(d.Lines), "funding": len(d.Funding), "allocations": len(d.Allocations), "indicators": len(d.Indicators),
		"units": len(d.Units), "document_numbers": len(d.DocumentNumbers),
	}
	for _, section := range d.Sections {
		t.sections = append(t.sections, section.Key)
		t.values["sections."+section.Key] = plainLines(section.Markdown)
		t.values["sections."+section.Key+".heading"] = section.Heading
	}
	t.values["reason"] = string(sheet.Reason)
	return t
}

// plainLines writes the ends of lines in one way, as browsers do not.
func plainLines(s string) string {
	return strings.Trim(strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(s), "\n")
}

// readTyped reads a form. Rows that are empty or marked to go are left out.
func readTyped(form url.Values) *typed {
	t := newTyped()
	for _, group := range append(deskFacts(), []string{"reason"}) {
		for _, name := range group {
			if form.Has(name) {
				t.values[name] = strings.TrimSpace(form.Get(name))
			}
		}
	}
	for _, list := range deskLists() {
		if form.Has("rows." + list.name) {
			t.readRows(list, form)
		}
	}
	for _, key := range form["section"] {
		t.sections = append(t.sections, key)
		name := "sections." + key
		t.values[name] = plainLines(form.Get(name))
		t.values[name+".heading"] = strings.TrimSpace(form.Get(name + ".heading"))
		t.removed[key] = form.Has(name + ".remove")
	}
	t.readRegion()
	return t
}

// maxFormRows bounds what one form may bring of a list; the desk takes 500 rows.
const maxFormRows = 600

func (t *typed) readRows(list deskList, form url.Values) {
	sent, err := strconv.Atoi(form.Get("rows." + list.name))
	if err != nil {
		return // no form of ours; the list stays as it is
	}
	t.rows[list.name] = 0
	for i := range min(sent, maxFormRows) {
		if form.Has(list.at(i, "remove")) {
			continue
		}
		words := ""
		for _, column := range list.columns {
			words += strings.TrimSpace(form.Get(list.at(i, column)))
		}
		if words == "" {
			continue
		}
		for _, column := range list.columns {
			t.values[list.at(t.rows[list.name], column)] = strings.TrimSpace(form.Get(list.at(i, column)))
		}
		t.rows[list.name]++
	}
}

// readRegion takes the name of a region for its code where only one has it.
func (t *typed) readRegion() {
	name := t.values["region"]
	if codes := content.Regions().Named(name); len(codes) == 1 {
		t.values["region"] = codes[0]
	}
}

// groups lists the parts of a form that change as a whole: a fact, a list, a
// section.
func (t *typed) groups() []string {
	groups := append(slices.Concat(deskFacts()...), "reason")
	for _, list := range deskLists() {
		groups = append(groups, list.name)
	}
	for _, key := range t.sections {
		groups = append(groups, "sections."+key)
	}
	return groups
}

// members lists the values of a group.
func (t *typed) members(group string) []string {
	if strings.HasPrefix(group, "sections.") {
		return []string{group, group + ".heading"}
	}
	for _, list := range deskLists() {
		if list.name != group {
			continue
		}
		names := []string{}
		for i := range t.rows[group] {
			for _, column := range list.columns {
				names = append(names, list.at(i, column))
			}
		}
		return names
	}
	return []string{group}
}

// seal tells two states of a group apart.
func (t *typed) seal(group string) string {
	sum := sha256.New()
	for _, name := range t.members(group) {
		fmt.Fprintf(sum, "%q=%q\n", name, t.values[name])
	}
	return hex.EncodeToString(sum.Sum(nil)[:6])
}

// has tells whether the form that was sent had a group.
func (t *typed) has(group string) bool {
	if _, list := t.rows[group]; list {
		return true
	}
	_, there := t.values[group]
	return there
}

// take copies a group from another state.
func (t *typed) take(group string, from *typed) {
	for _, name := range t.members(group) {
		delete(t.values, name)
	}
	if n, list := from.rows[group]; list {
		t.rows[group] = n
	}
	for _, name := range from.members(group) {
		if value, there := from.values[name]; there {
			t.values[name] = value
		}
	}
}
