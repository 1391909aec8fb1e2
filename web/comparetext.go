package web

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"mingzhang/content/compare"
)

// textChange is what changed in one section.
type textChange struct {
	*language
	ID, Heading string
	Lang        string // of its words, where that is another
	Old         string // its heading before, where that was another
	Class, Word string
	Moved       string // words that say so
	Numbers     []changeRow
	Blocks      []diffBlock
	Note        string // in place of blocks
}

// diffBlock is a run of lines: shown, or folded away because nothing changed.
type diffBlock struct {
	Lines [][]diffPiece
	Fold  string // words on the fold; empty for lines that are shown
}

// diffPiece is a piece of a line.
type diffPiece struct {
	Gone, New bool
	Text      string
}

// keptAround is how many unchanged lines are shown beside a changed one.
const keptAround = 1

// minFold is how many unchanged characters are worth folding away.
const minFold = 120

func (l *language) textChange(i int, s *compare.Section) textChange {
	t := textChange{
		language: l,
		ID:       fmt.Sprintf("section-%d", i+1), Heading: orElse(s.Heading, l.T("disclosure.preface")), Old: s.OldHeading, Lang: l.Texts,
		Class: string(s.Change), Word: l.T("compare." + string(s.Change)),
	}
	if s.Moved && s.Change != compare.Moved {
		t.Moved = l.T("compare.moved")
	}
	for _, n := range s.Numbers {
		t.Numbers = append(t.Numbers, changeRow{language: l, Old: l.changeValue("", &n.Old), New: l.changeValue("", &n.New), Delta: l.delta(&n.Old, &n.New, n.Delta)})
	}
	edits := compare.Reading(s.Edits)
	switch {
	case s.Change == compare.Moved:
		t.Note = l.T("compare.only_moved")
	case len(edits) == 0:
		t.Note = l.T("disclosure.blank")
	case len(edits) == 1 && edits[0].Op == compare.Keep:
		t.Note = l.T("compare.only_form")
	default:
		t.Blocks = l.blocks(diffLines(edits))
	}
	return t
}

// diffLines cuts edits into lines. When a change goes over a line end, what is
// new begins a line of its own.
func diffLines(edits []compare.Edit) [][]diffPiece {
	lines := [][]diffPiece{nil}
	breakLine := func() {
		if last := len(lines) - 1; len(lines[last]) > 0 {
			lines = append(lines, nil)
		}
	}
	for i, e := range edits {
		if i > 0 && e.Op == compare.Insert && edits[i-1].Op == compare.Delete && strings.Contains(e.Text+edits[i-1].Text, "\n") {
			breakLine()
		}
		for j, text := range strings.Split(e.Text, "\n") {
			if j > 0 {
				breakLine()
			}
			if text != "" {
				last := len(lines) - 1
				lines[last] = append(lines[last], diffPiece{e.Op == compare.Delete, e.Op == compare.Insert, text})
			}
		}
	}
	return lines
}

// blocks folds away the lines that are far from any change.
func (l *language) blocks(lines [][]diffPiece) []diffBlock {
	near := make([]bool, len(lines))
	for i, line := range lines {
		if !changed(line) {
			continue
		}
		for j := max(0, i-keptAround); j <= min(len(lines)-1, i+keptAround); j++ {
			near[j] = true
		}
	}
	var blocks []diffBlock
	for i := 0; i < len(lines); {
		end := i + 1
		for end < len(lines) && near[end] == near[i] {
			end++
		}
		block := diffBlock{Lines: lines[i:end]}
		if n := length(block.Lines); !near[i] && n >= minFold {
			block.Fold = l.T("compare.fold", n)
		}
		if length(block.Lines) > 0 {
			blocks = append(blocks, block)
		}
		i = end
	}
	return blocks
}

func changed(line []diffPiece) bool {
	for _, p := range line {
		if p.Gone || p.New {
			return true
		}
	}
	return false
}

func length(lines [][]diffPiece) int {
	n := 0
	for _, line := range lines {
		for _, p := range line {
			n += utf8.RuneCountInString(p.Text)
		}
	}
	return n
}
