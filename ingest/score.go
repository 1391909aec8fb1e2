package ingest

import (
	"slices"
	"strconv"
	"strings"

	"mingzhang/content"
)

// score reads 自评得分: from the head of a form, from a sentence, from a line of
// its own, from a table of indicators.
func (f *facts) score() *content.Score {
	if f.d.Kind != content.Evaluation {
		return nil
	}
	if s := scoreOf(f.fieldValue("得分", "总分")); s != nil {
		return s
	}
	for _, p := range f.passages {
		if s := p.score(); s != nil {
			return s
		}
	}
	if s := f.lineScore(); s != nil {
		return s
	}
	return f.tableScore()
}

// scoreOf reads a value that is a plain number.
func scoreOf(value string) *content.Score {
	n, _, ok := decimalAt([]rune(value), 0)
	if !ok {
		return nil
	}
	return &content.Score{Score: n}
}

// lineScore reads a line of a form behind its tables: 自评总分：97.55.
func (f *facts) lineScore() *content.Score {
	for _, p := range f.passages {
		for line := range strings.SplitSeq(string(p.r), "\n") {
			label, value, ok := fieldOf(line)
			if !ok || !strings.HasSuffix(label, "总分") && !strings.HasSuffix(label, "自评得分") {
				continue
			}
			if s := scoreOf(value); s != nil {
				return s
			}
		}
	}
	return nil
}

// tableScore reads the row 总分 of a table of indicators: full marks and score,
// or the one number behind the word.
func (f *facts) tableScore() *content.Score {
	for _, t := range f.tables() {
		column, full := t.column("自评得分", "得分"), t.column("分值", "权重", "满分")
		for _, row := range t.rows {
			if !isScoreRow(row) {
				continue
			}
			if cells := filled(row); column < 0 && len(cells) == 2 {
				column = slices.Index(row, cells[1])
			}
			s := scoreOf(cell(row, column))
			if s == nil {
				continue
			}
			if most := scoreOf(cell(row, full)); most != nil && full != column {
				s.Max = &most.Score
			}
			return s
		}
	}
	return nil
}

// isScoreRow tells whether a row of a table is about the whole score.
func isScoreRow(row []string) bool {
	first := strings.ReplaceAll(strings.Join(row[:min(2, len(row))], ""), " ", "")
	return hasAny(first, "总分", "总得分", "合计得分") || first == "合计" || first == "总计"
}

// score finds the self-assessed score in a passage: 自评得分100分, 总分98.5分.
func (p *passage) score() *content.Score {
	if at := p.scoreAt(); at.end > 0 {
		n, _, _ := decimalAt(p.r, at.start)
		return &content.Score{Score: n, Max: p.maxScore(at)}
	}
	return nil
}

// scoreAt gives the place of the score, number and 分; an empty span for none.
func (p *passage) scoreAt() span {
	for i := range p.r {
		if p.r[i] != '分' || i == 0 {
			continue
		}
		end := i
		for end > 0 && p.r[end-1] == ' ' {
			end--
		}
		start := end
		for start > 0 && (isNumberRune(p.r[start-1]) || p.r[start-1] == '.') {
			start--
		}
		if start == end || !isScoreLabel(p.text(max(p.sentenceStart(start), start-12), start)) {
			continue
		}
		return span{start, i + 1}
	}
	return span{}
}

// isScoreLabel tells whether the words before a number announce the score, and
// not the full marks or the weight of one indicator.
func isScoreLabel(s string) bool {
	r := []rune(s)
	return !hasAny(string(r[max(0, len(r)-4):]), "满分", "分值") &&
		hasAny(s, "自评得分", "自评得", "评定得分", "最终得", "综合评分", "自评总分", "自评分", "评价得分", "综合得分", "项目得分", "最终得分", "总得分", "总分", "得分为", "自评为", "评分为", "得分：")
}

// maxScore reads the full marks beside a score: 满分100分.
func (p *passage) maxScore(at span) *float64 {
	around := []rune(p.text(p.sentenceStart(at.start), p.sentenceEnd(at.end)))
	i := strings.Index(string(around), "满分")
	if i < 0 {
		return nil
	}
	start := len([]rune(string(around)[:i])) + 2
	if c := runeAt(around, start); c == '为' || c == '：' {
		start++
	}
	if n, _, ok := decimalAt(around, start); ok {
		return &n
	}
	return nil
}

// decimalAt reads a plain number at r[i].
func decimalAt(r []rune, i int) (n float64, end int, ok bool) {
	end = i
	for end < len(r) && (isNumberRune(r[end]) || r[end] == '.' && end > i) {
		end++
	}
	n, err := strconv.ParseFloat(strings.TrimRight(string(r[i:end]), "."), 64)
	return n, end, err == nil && end > i
}
