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
		if s := p.score(true); s != nil {
			return s
		}
	}
	for _, find := range []func() *content.Score{f.lineScore, f.tableScore} {
		if s := find(); s != nil {
			return s
		}
	}
	for _, p := range f.passages {
		if s := p.score(false); s != nil {
			return s
		}
	}
	return nil
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
		if s := scoreOf(string(p.r)); s != nil && isSureScore(p.heading) && strings.Trim(string(p.r), "0123456789.分 \n") == "" {
			return s // 自评得分 heads a bare number
		}
		for line := range strings.SplitSeq(string(p.r), "\n") {
			label, value, ok := fieldOf(line)
			if !ok || !endsAny(label, "总分", "自评得分", "综合得分", "最终得分", "评价得分", "项目得分", "总得分") {
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
		column, full := t.column("自评得分", "得分", "自评分", "评分", "自评"), t.column("分值", "权重", "满分", "标准分")
		_, spent, _ := t.spending()
		for _, row := range t.rows {
			if !isScoreRow(row) || spent >= 0 && !strings.Contains(row[0], "分") { // points of the execution alone
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
	return hasAny(first, "总分", "总得分", "合计得分") || slices.Contains([]string{"合计", "总计", "共计", "总评分"}, strings.ReplaceAll(row[0], " ", ""))
}

// score finds the self-assessed score in a passage: 自评得分100分, 总分98.5分.
func (p *passage) score(sure bool) *content.Score {
	at := p.scoreBy(isSureScore)
	if at.end == 0 && !sure {
		at = p.scoreBy(isScoreLabel)
	}
	if at.end == 0 {
		return nil
	}
	n, _, _ := decimalAt(p.r, at.start)
	return &content.Score{Score: n, Max: p.maxScore(at)}
}

// scoreAt gives the place of the score, number and 分; an empty span for none.
func (p *passage) scoreAt() span {
	if at := p.scoreBy(isSureScore); at.end > 0 {
		return at
	}
	return p.scoreBy(isScoreLabel)
}

// scoreBy gives the place of the first number of points that the words before it,
// by a test of them, call the score.
func (p *passage) scoreBy(isLabel func(string) bool) span {
	if _, end, ok := decimalAt(p.r, 0); ok && runeAt(p.r, end) == '分' && isLabel(p.heading) && !strings.ContainsRune("值别钟之", runeAt(p.r, end+1)) {
		return span{0, end + 1} // below 自评得分
	}
	for i := range p.r {
		if p.r[i] != '分' || i == 0 || strings.ContainsRune("值别钟之公离娩", runeAt(p.r, i+1)) || hasAny(p.text(i+1, i+5), "以上", "以下", "及以", "（含") {
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
		if start == end || !isLabel(p.text(max(p.sentenceStart(start), start-maxScoreLabel), start)) {
			continue
		}
		return span{start, i + 1}
	}
	return span{}
}

// maxScoreLabel is how far in front of a score its label begins, in runes.
const maxScoreLabel = 16

// isSureScore tells whether the words before a number announce the score of the
// whole, and neither full marks nor the points of one indicator.
func isSureScore(s string) bool {
	if i := strings.LastIndexAny(s, "，、；,"); i >= 0 {
		_, size := firstRune(s[i:])
		s = s[i+size:]
	}
	if grade := strings.TrimRight(s, "（("); grade != s {
		return endsAny(grade, "优", "良", "优秀", "良好") && hasAny(grade, "自评", "等级", "等次", "评价", "结论", "评定")
	}
	s = strings.TrimRight(s, "为是：: ")
	switch {
	case isFullMarks(s) || isPartScore(s):
		return false
	case hasAny(s, "自评得分", "自评得", "评定得分", "最终得", "综合评分", "自评总分", "自评分", "评价得分", "综合得分", "项目得分", "总得分", "评价总分", "评价分", "总评分", "绩效得分", "绩效评分", "考评得分", "最后得分", "实际得分", "合计得分", "得分合计"):
		return true
	}
	return endsAny(s, "得分", "自评", "自评结果", "评价结果", "自我评价", "评分", "自评打分", "打分", "总评") ||
		endsAny(s, "得", "评为", "获得") && hasAny(s, "项目", "综合", "自评", "评价", "共", "总", "最终", "合计")
}

// isFullMarks tells whether the words before a number say what can be reached.
func isFullMarks(s string) bool {
	r := []rune(s)
	return hasAny(string(r[max(0, len(r)-5):]), "满分", "分值", "权重", "标准分", "扣")
}

// isPartScore tells whether words speak of the points of one group of indicators.
func isPartScore(s string) bool {
	return hasAny(s, "指标", "执行", "产出", "效益", "满意度", "决策", "过程", "管理", "投入", "效果", "质量", "数量", "时效", "成本", "资金", "立项", "可持续", "扣", "上年", "去年")
}

// isScoreLabel tells whether the words before a number may announce the score.
func isScoreLabel(s string) bool {
	return !isFullMarks(s) && hasAny(s, "自评得分", "自评得", "评定得分", "最终得", "综合评分", "自评总分", "自评分", "评价得分", "综合得分", "项目得分", "最终得分", "总得分", "总分", "得分为", "自评为", "评分为", "得分：")
}

// maxScore reads the full marks beside a score: 满分100分, 总分100分.
func (p *passage) maxScore(at span) *float64 {
	around := []rune(p.text(p.sentenceStart(at.start), p.sentenceEnd(at.end)))
	for _, word := range []string{"满分", "总分"} {
		i := strings.Index(string(around), word)
		if i < 0 {
			continue
		}
		start := len([]rune(string(around)[:i])) + 2
		if c := runeAt(around, start); c == '为' || c == '：' {
			start++
		}
		if n, _, ok := decimalAt(around, start); ok && (word == "满分" || p.sentenceStart(at.start)+start != at.start) {
			return &n
		}
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
