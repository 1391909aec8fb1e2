package content

import (
	"strings"
	"testing"
)

// TestCanonical formats what reads the same again and refuses what does not.
func TestCanonical(t *testing.T) {
	at := samples()["full"].UpdatedAt
	for _, c := range []struct {
		name   string
		change func(*Disclosure)
		want   string // in the error; empty for none
	}{
		{"as it is", func(*Disclosure) {}, ""},
		{"empty list", func(d *Disclosure) { d.Allocations = []Allocation{} }, ""},
		{"lines around a text", func(d *Disclosure) { d.Sections[1].Markdown = "一行。\n" }, "otherwise"},
		{"heading in a text", func(d *Disclosure) { d.Sections[1].Markdown = "一行。\n\n## 另一栏\n\n二行。" }, ""},
		{"line break in a heading", func(d *Disclosure) { d.Sections[1].Heading = "项目\n## 名称" }, "otherwise"},
		{"control character", func(d *Disclosure) { d.Title = "甲\x00乙" }, ""},
		{"no UTF-8", func(d *Disclosure) { d.Sections[1].Markdown = "\xff" }, "UTF-8"},
		{"too long", func(d *Disclosure) { d.Sections[1].Markdown = strings.Repeat("长", MaxMarkdown/3) }, "at most"},
		{"kind", func(d *Disclosure) { d.Kind = "novel" }, "kind"},
		{"draft", func(d *Disclosure) { d.Status = Draft }, "status"},
		{"fraction of a second", func(d *Disclosure) { d.UpdatedAt = at.Add(1) }, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := samples()["full"]
			c.change(d)
			text, err := Canonical(d)
			if c.want != "" {
				if err == nil || !strings.Contains(err.Error(), c.want) {
					t.Errorf("got %v, want an error with %q", err, c.want)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			read, err := Parse(text)
			if err != nil {
				t.Fatal(err)
			}
			if again, err := Format(read); err != nil || string(again) != string(text) {
				t.Errorf("read and formatted again, %v:\n%s\nbefore:\n%s", err, again, text)
			}
		})
	}
}
