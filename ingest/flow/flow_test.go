package flow

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"mingzhang/ingest/source"
)

func TestAdd(t *testing.T) {
	for name, c := range map[string]struct {
		text  string
		block source.Block
		want  []source.Block
	}{
		"paragraph":  {" 甲 ", source.Block{Kind: source.Paragraph}, []source.Block{{Kind: source.Paragraph, Text: "甲"}}},
		"empty":      {" \n\t", source.Block{Kind: source.Paragraph}, nil},
		"lines":      {"甲\n乙", source.Block{Kind: source.Paragraph, Indent: 2}, []source.Block{{Kind: source.Line, Text: "甲", Indent: 2}, {Kind: source.Line, Text: "乙"}}},
		"item":       {"一、甲\n乙", source.Block{Kind: source.ListItem, Level: 1}, []source.Block{{Kind: source.ListItem, Level: 1, Text: "一、甲"}, {Kind: source.Line, Text: "乙"}}},
		"heading":    {"甲\n 乙", source.Block{Kind: source.Heading, Level: 1}, []source.Block{{Kind: source.Heading, Level: 1, Text: "甲 乙"}}},
		"typed room": {"　\t  甲", source.Block{Kind: source.Paragraph, Indent: 1}, []source.Block{{Kind: source.Paragraph, Text: "甲", Indent: 5}}},
		"much room":  {strings.Repeat("　", 99) + "甲", source.Block{Kind: source.Paragraph}, []source.Block{{Kind: source.Paragraph, Text: "甲", Indent: maxIndent}}},
	} {
		t.Run(name, func(t *testing.T) {
			var f Flow
			f.Add(c.text, c.block)
			if diff := cmp.Diff(c.want, f.Blocks); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestLabelled(t *testing.T) {
	for _, c := range []struct {
		label, text string
		tight       bool
		want        string
	}{
		{"一、", "项目名称", false, "一、项目名称"},
		{"（1）", "2023年", false, "（1）2023年"},
		{"1.", "目标", false, "1.目标"},
		{"1.", "2023年", false, "1. 2023年"},
		{"1.", "2023年", true, "1. 2023年"},
		{"1.1", "目标", false, "1.1 目标"},
		{"1.1", "目标", true, "1.1目标"},
		{"第一章", "总则", false, "第一章 总则"},
		{"a)", "text", false, "a) text"},
		{"-", "甲", true, "- 甲"},
		{"", "甲", false, "甲"},
		{"3", "", false, "3"},
	} {
		if got := Labelled(c.label, c.text, c.tight); got != c.want {
			t.Errorf("Labelled(%q, %q, %t) is %q, want %q", c.label, c.text, c.tight, got, c.want)
		}
	}
}

func cellFlow(text string) *Flow {
	f := &Flow{Cell: true}
	f.Add(text, source.Block{Kind: source.Paragraph})
	return f
}

// TestWideGrids holds that a table beyond the limits takes no more room than it
// takes to refuse it.
func TestWideGrids(t *testing.T) {
	var staggered, tall Grid
	for i := range source.MaxRows {
		var w Row
		w.Skip(i * 100)
		for range 100 {
			staggered.Fill(&w, 1, cellFlow("1"))
		}
		staggered.End(w, 1)
	}
	var w Row
	tall.Fill(&w, 1, cellFlow("1"))
	tall.Fill(&w, 1, cellFlow("2"))
	for range 10 {
		tall.End(w, 1_000_000)
	}
	for name, g := range map[string]*Grid{"staggered": &staggered, "tall": &tall} {
		var f Flow
		f.AddTable(g)
		rows := f.Blocks[0].Rows
		if len(rows) > source.MaxRows+1 || len(rows[0]) > source.MaxColumns+1 {
			t.Errorf("%s: the table is %d by %d", name, len(rows), len(rows[0]))
		}
		var b source.Builder
		var refusal *source.Refusal
		if err := b.Add(f.Blocks[0]); !errors.As(err, &refusal) {
			t.Errorf("%s: adding the table gave %v, want a refusal", name, err)
		}
	}
}

func TestTally(t *testing.T) {
	all := Tally{Deleted: 1, Hidden: 2, Comments: 3, Footnotes: 4, Pictures: 5, Contents: 6, Unfilled: 7, Symbols: 8, Embedded: 9, External: 10, RunningHeads: true, Macros: true}
	var b source.Builder
	all.Note(&b)
	if n := len(b.Document().Notes); n != 12 {
		t.Errorf("a full tally gives %d notes, want 12", n)
	}
	if all.Sum() != 45 {
		t.Errorf("Sum is %d, want 45", all.Sum())
	}
	var none source.Builder
	Tally{}.Note(&none)
	if notes := none.Document().Notes; len(notes) != 0 {
		t.Errorf("an empty tally gives %q", notes)
	}
}
