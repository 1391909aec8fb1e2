package desk

import (
	"fmt"
	"slices"

	"mingzhang/content"
)

// lists takes the lists, each as a whole.
func (w *editor) lists(e Edit) {
	if w.fits("units", len(e.Units)) && e.Units != nil {
		w.d.Units = each(e.Units, func(i int, u content.UnitRole) content.UnitRole {
			w.name(at("units", i, "name"), &u.Name, u.Name)
			w.text(at("units", i, "role"), (*string)(&u.Role), &u.Role)
			return u
		})
	}
	if w.fits("lines", len(e.Lines)) && e.Lines != nil {
		w.d.Lines = each(e.Lines, w.line)
	}
	if w.fits("funding", len(e.Funding)) && e.Funding != nil {
		w.d.Funding = each(e.Funding, func(i int, s ShareEdit) (f content.Funding) {
			w.name(at("funding", i, "name"), &f.Source, s.Name)
			w.money(at("funding", i, "amount"), &s.Amount, &f.Amount)
			return f
		})
	}
	if w.fits("allocations", len(e.Allocations)) && e.Allocations != nil {
		w.d.Allocations = each(e.Allocations, func(i int, s ShareEdit) (a content.Allocation) {
			w.name(at("allocations", i, "name"), &a.Recipient, s.Name)
			w.money(at("allocations", i, "amount"), &s.Amount, &a.Amount)
			return a
		})
	}
	if w.fits("indicators", len(e.Indicators)) && e.Indicators != nil {
		w.d.Indicators = each(e.Indicators, w.indicator)
	}
	if w.fits("document_numbers", len(e.DocumentNumbers)) && e.DocumentNumbers != nil {
		w.numbers(e.DocumentNumbers)
	}
}

// each turns the rows of an edit into those of a disclosure.
func each[From, To any](rows []From, row func(i int, r From) To) []To {
	out := make([]To, len(rows))
	for i, r := range rows {
		out[i] = row(i, r)
	}
	return out
}

// at names a place in a list: lines.0.amount.
func at(list string, i int, field string) string { return fmt.Sprintf("%s.%d.%s", list, i, field) }

func (w *editor) fits(field string, rows int) bool {
	if rows <= maxRows {
		return true
	}
	w.wrong("long", field, fmt.Sprintf("行数太多：最多%d行", maxRows), fmt.Sprintf("too many rows; at most %d", maxRows))
	return false
}

// name takes a short text that must not be empty.
func (w *editor) name(field string, to *string, s string) {
	text, ok := w.words(field, &s)
	if ok && text == "" {
		w.wrong("missing", field, "名称不能为空；不要这一行就请删去整行", "must not be empty; remove the row instead")
	}
	*to = text
}

func (w *editor) line(i int, e LineEdit) (l content.Line) {
	w.name(at("lines", i, "label"), &l.Label, e.Label)
	w.text(at("lines", i, "recipient"), &e.Recipient, &l.Recipient)
	w.people(at("lines", i, "people"), &e.People, &l.People)
	w.money(at("lines", i, "rate"), &e.Rate, &l.Rate)
	w.text(at("lines", i, "ratio"), &e.Ratio, &l.Ratio)
	w.text(at("lines", i, "ratio_base"), &e.RatioBase, &l.RatioBase)
	w.money(at("lines", i, "amount"), &e.Amount, &l.Amount)
	return l
}

func (w *editor) indicator(i int, e content.Indicator) content.Indicator {
	w.name(at("indicators", i, "name"), &e.Name, e.Name)
	for field, text := range map[string]*content.Text{
		"level1": &e.Level1, "level2": &e.Level2, "target": &e.Target, "unit": &e.Unit, "actual": &e.Actual,
	} {
		w.text(at("indicators", i, field), (*string)(text), text)
	}
	if !slices.Contains([]content.Text{"", "ge", "gt", "le", "lt", "eq"}, e.Operator) {
		w.wrong("operator", at("indicators", i, "operator"), "比较符只能是 ≥、＞、≤、＜、＝ 或空白", "the operator is ge, gt, le, lt, eq or empty")
	}
	return e
}

// numbers takes document numbers and writes them in normal form, each once.
func (w *editor) numbers(list []string) {
	out := []string{}
	for i, s := range list {
		field := fmt.Sprintf("document_numbers.%d", i)
		text, ok := w.words(field, &s)
		if !ok || text == "" {
			continue
		}
		number, err := content.ParseDocumentNumber(text)
		if err != nil {
			w.wrong("document-number", field, "发文字号看不懂；请写成 总工办发〔2020〕13号", "not a document number; write one such as 总工办发〔2020〕13号")
		} else if !slices.Contains(out, number.Number) {
			out = append(out, number.Number)
		}
	}
	w.d.DocumentNumbers = out
}
