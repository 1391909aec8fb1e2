package ingest

import (
	"strconv"
	"strings"

	"mingzhang/content"
)

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
