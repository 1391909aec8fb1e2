package compare

import (
	"slices"
	"strings"
)

// maxIsland is the number of characters up to which a kept piece between two
// changes is drowned in them: 的, 和, a comma say nothing by themselves.
const maxIsland = 6

// segment is a piece kept, or a change with what it took away and what it put there.
type segment struct {
	kept              []string
	deleted, inserted []string
}

func (s *segment) change() bool { return len(s.kept) == 0 }

func (s *segment) size() int { return max(runes(s.deleted), runes(s.inserted)) }

// segments gives changes and kept pieces by turns.
func segments(a, b []string, runs []run) []segment {
	var list []segment
	eachGap(a, b, runs, func(kept, deleted, inserted []string) {
		if len(kept) > 0 {
			list = append(list, segment{kept: kept})
		}
		if len(deleted)+len(inserted) > 0 {
			list = append(list, segment{deleted: deleted, inserted: inserted})
		}
	})
	return list
}

// readable makes phrases of single words that changed.
func readable(list []segment) []Edit {
	slide(list)
	list = drown(list)
	if rewritten(list) {
		list = []segment{whole(list)}
	}
	var out []Edit
	for _, s := range list {
		out = append(out, Edit{Keep, strings.Join(s.kept, "")}, Edit{Delete, strings.Join(s.deleted, "")}, Edit{Insert, strings.Join(s.inserted, "")})
	}
	return out
}

// drown makes one change of two with a small island between them.
func drown(list []segment) []segment {
	var out []segment
	for i := 0; i < len(list); i++ {
		s := list[i]
		if last := len(out) - 1; last >= 0 && i+1 < len(list) && !s.change() && island(&out[last], &s, &list[i+1]) {
			out[last] = whole([]segment{out[last], s, list[i+1]})
			i++
			continue
		}
		out = append(out, s)
	}
	return out
}

// island tells whether a kept piece between two changes is smaller than both. A
// number that stayed is never drowned, nor is the end of a line, nor the mark
// between two phrases with words beside it.
func island(before, kept, after *segment) bool {
	n := runes(kept.kept)
	if n > maxIsland || strings.ContainsAny(strings.Join(kept.kept, ""), "0123456789\n|") {
		return false
	}
	if n > 1 && slices.ContainsFunc(kept.kept, pause) {
		return false
	}
	return n <= before.size() && n <= after.size()
}

// whole makes one change of several segments.
func whole(list []segment) segment {
	var s segment
	for _, one := range list {
		s.deleted = append(append(s.deleted, one.kept...), one.deleted...)
		s.inserted = append(append(s.inserted, one.kept...), one.inserted...)
	}
	return s
}

// rewritten tells whether so little was kept of both texts that it is accident.
func rewritten(list []segment) bool {
	kept, deleted, inserted, changes := 0, 0, 0, 0
	for i := range list {
		kept += runes(list[i].kept)
		deleted += runes(list[i].deleted)
		inserted += runes(list[i].inserted)
		if list[i].change() {
			changes++
		}
	}
	return changes > 2 && 3*kept < min(deleted, inserted)+kept
}

// slide moves what was only inserted or only deleted to where phrases begin and
// end: of 甲区、乙区、丙区 it is 乙区、 that is new, and not 区、乙.
func slide(list []segment) {
	for i := 1; i+1 < len(list); i++ {
		change := &list[i]
		if !change.change() || len(change.deleted) > 0 && len(change.inserted) > 0 {
			continue
		}
		slideOne(&list[i-1], change, &list[i+1])
	}
}

// slideOne tries every place that gives the same texts and takes the best. Kept
// pieces on both sides lose no more than all but one word.
func slideOne(before, change, after *segment) {
	moved := &change.inserted
	if len(change.deleted) > 0 {
		moved = &change.deleted
	}
	line := append(append(append([]string(nil), before.kept...), *moved...), after.kept...)
	from, n := len(before.kept), len(*moved)
	best, bestScore := from, -1
	first := from
	for first > 1 && line[first-1] == line[first+n-1] {
		first--
	}
	for at := first; at+n < len(line); at++ {
		if at > first && line[at-1] != line[at+n-1] {
			break
		}
		if score := phraseScore(line, at, n); score > bestScore {
			best, bestScore = at, score
		}
	}
	before.kept, *moved, after.kept = line[:best:best], line[best:best+n:best+n], line[best+n:]
}

// phraseScore says how well a phrase is cut out: after a mark or line end, with
// the mark at its end or before the next one.
func phraseScore(line []string, at, n int) int {
	score := 0
	if pause(line[at-1]) {
		score += 2
	}
	if pause(line[at+n-1]) {
		score++
	}
	if pause(line[at+n]) {
		score++
	}
	return score
}
