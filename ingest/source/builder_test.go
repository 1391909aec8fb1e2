package source

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestBuilderKeepsBlocksInOrder(t *testing.T) {
	var b Builder
	for _, block := range []Block{
		{Kind: Heading, Text: "一、项目名称", Level: 1},
		{Kind: Paragraph},
		{Kind: Table, Rows: [][]string{{"资金来源", "金额"}, {"市级财政"}}},
		{Kind: Table, Rows: [][]string{{"", ""}}},
	} {
		if err := b.Add(block); err != nil {
			t.Fatal(err)
		}
	}
	b.Note("略去批注1处", "1 comment left out")
	b.NoteCount(1, "略去批注%d处", "%d comment left out")
	b.NoteCount(0, "略去图片%d张", "%d pictures left out")
	want := &Document{
		Blocks: []Block{
			{Kind: Heading, Text: "一、项目名称", Level: 1},
			{Kind: Table, Rows: [][]string{{"资金来源", "金额"}, {"市级财政", ""}}},
		},
		Notes: []string{"略去批注1处 / 1 comment left out"},
	}
	if diff := cmp.Diff(want, b.Document()); diff != "" {
		t.Error(diff)
	}
}

func TestBuilderRefusesWhatIsTooMuch(t *testing.T) {
	for name, block := range map[string]Block{
		"characters": {Kind: Line, Text: strings.Repeat("账", MaxText+1)},
		"rows":       {Kind: Table, Rows: append(make([][]string, MaxRows), []string{"合计"})},
		"columns":    {Kind: Table, Rows: [][]string{append(make([]string, MaxColumns), "合计")}},
		"cells":      {Kind: Table, Rows: [][]string{{strings.Repeat("账", MaxText+1)}}},
	} {
		t.Run(name, func(t *testing.T) {
			var b Builder
			var refusal *Refusal
			if err := b.Add(block); !errors.As(err, &refusal) {
				t.Errorf("Add gave %v, want a refusal", err)
			}
		})
	}
	t.Run("blocks", func(t *testing.T) {
		var b Builder
		for range MaxBlocks {
			if err := b.Add(Block{Kind: Line, Text: "账"}); err != nil {
				t.Fatal(err)
			}
		}
		if err := b.Add(Block{Kind: Line, Text: "账"}); err == nil {
			t.Error("one block more was taken")
		}
	})
}
