package ingest

import (
	"slices"
	"strings"

	"mingzhang/content"
)

// Citations finds the titles in 《》 that the sections of a record cite, each once
// in a section, with the document number that stands beside it. It follows from
// the record alone, so citations are never stored.
func Citations(d *content.Disclosure) []content.Citation {
	found := []content.Citation{}
	known := map[[2]string]int{} // by section and title
	for _, s := range d.Sections {
		if !strings.Contains(s.Markdown, "《") {
			continue
		}
		for _, c := range citationsIn(s) {
			switch i, twice := known[[2]string{c.Section, c.Title}]; {
			case !twice:
				known[[2]string{c.Section, c.Title}] = len(found)
				found = append(found, c)
			case found[i].Number == "":
				found[i].Number = c.Number
			}
		}
	}
	return found
}

func citationsIn(s content.Section) []content.Citation {
	r := []rune(s.Markdown)
	titles := citedTitles(r)
	numbers := numbersOf(r, titles, content.FindDocumentNumbers(s.Markdown))
	var found []content.Citation
	for i, t := range titles {
		title := plainTitle(string(r[t.start+1 : t.end-1]))
		if title == "" {
			continue
		}
		found = append(found, content.Citation{
			Title: title, Number: content.Text(numbers[i]), Section: s.Key, Start: t.start, End: t.end, Text: string(r[t.start:t.end]),
		})
	}
	return found
}

// plainTitle takes the signs of Markdown out of a title.
func plainTitle(s string) string {
	if strings.ContainsAny(s, `\*`) {
		s = strings.NewReplacer("**", "", `\*`, "*", `\_`, "_", `\<`, "<", `\>`, ">", `\[`, "[", `\]`, "]").Replace(s)
	}
	return strings.TrimSpace(s)
}

// numbersOf gives for each title the document number that is written against it:
// in brackets behind it, or right before it. Each number belongs to one title.
func numbersOf(r []rune, titles []span, numbers []content.DocumentNumber) []string {
	owned := make([]string, len(titles))
	next := 0 // the first title that begins behind the number
	for _, n := range numbers {
		for next < len(titles) && titles[next].start < n.Start {
			next++
		}
		behind, ahead := -1, -1
		how := apartFrom
		if next > 0 {
			how = behindTitle(r, titles[next-1].end, n.Start)
		}
		if how != apartFrom && owned[next-1] == "" {
			behind = next - 1
		}
		if next < len(titles) && beforeTitle(r, n, titles[next].start) && owned[next] == "" {
			ahead = next
		}
		switch {
		case behind >= 0 && (how == inBrackets || ahead < 0):
			owned[behind] = n.Number
		case ahead >= 0:
			owned[ahead] = n.Number
		}
	}
	return owned
}

// beside says how a number stands to the title before it.
type beside int

const (
	apartFrom   beside = iota
	rightBehind        // 《甲》某发〔2020〕1号
	inBrackets         // 《甲》（某发〔2020〕1号）
)

// How far a number may stand from its title, and how long a remark such as （试行）
// between the two may be, in runes.
const (
	maxBeside = 40
	maxRemark = 12
)

// behindTitle tells how a number at start stands to a title that ends at end.
// Remarks in brackets, such as （试行）, may stand between.
func behindTitle(r []rune, end, start int) beside {
	if start < end || start-end > maxBeside {
		return apartFrom
	}
	gap := []rune(trimGap(string(r[end:start])))
	for len(gap) > 0 && oneOf(openBrackets, gap[0]) {
		shut := slices.IndexFunc(gap, func(c rune) bool { return oneOf(shutBrackets, c) })
		if shut < 0 {
			if label := strings.Trim(string(gap[1:]), gapBlanks+"：:"); label == "" || label == "文号" || label == "发文字号" {
				return inBrackets
			}
			return apartFrom
		}
		if shut > maxRemark {
			return apartFrom
		}
		gap = []rune(trimGap(string(gap[shut+1:])))
	}
	if len(gap) == 0 {
		return rightBehind
	}
	return apartFrom
}

// beforeTitle tells whether a number stands right before a title that begins at
// start: 某发〔2020〕1号《甲》, 某发〔2020〕1号文件《甲》, （某发〔2020〕1号）《甲》.
func beforeTitle(r []rune, n content.DocumentNumber, start int) bool {
	if start < n.End || start-n.End > maxBeside {
		return false
	}
	gap := trimGap(string(r[n.End:start]))
	if n.Start > 0 && oneOf(openBrackets, r[n.Start-1]) {
		words := []rune(gap)
		return len(words) == 1 && oneOf(shutBrackets, words[0])
	}
	gap = strings.TrimSuffix(strings.TrimRight(gap, "：:"), "件")
	return gap == "" || gap == "文"
}

const (
	openBrackets = "（(［[【〔"
	shutBrackets = "）)］]】〕"
	gapBlanks    = " \t\u00a0\u3000*"
)

// trimGap takes blanks, emphasis and one border of a table cell off what stands
// between a title and a number.
func trimGap(s string) string {
	s = strings.Trim(s, gapBlanks)
	return strings.Trim(strings.TrimPrefix(s, "|"), gapBlanks)
}
