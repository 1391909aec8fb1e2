package audit

import (
	"strings"
	"sync"
	"unicode/utf8"
)

// roleWords stand directly before the name of one person in running words.
func roleWords() []string {
	return strings.Fields(`困难职工 特困职工 下岗职工 环卫职工 退休职工 患病职工 一线职工 女职工 职工 劳模 劳动模范 先进工作者 困难党员 老党员 党员 农民工 工友 患者 病人 学生 受助人 困难群众 低保户 贫困户 脱贫户 特困户 困难户 监测户 户主 村民 居民 市民 家属 遗属 烈属 军属 残疾人 老人 儿童 孤儿 幼儿 女童 男童 女儿 儿子 妻子 丈夫 父亲 母亲 其妻 其子 其女 其夫 其父 其母 长子 次子 长女 次女 配偶 驾驶员 司机 快递员 外卖员 环卫工 环卫工人 工人 员工 会员 教师 护士 医生 同学 伤者 死者 遇难者 民警 战士 社区居民 创业者 求职者 退役军人 老兵 年级 班 同事 联系 我叫 名叫 走访 看望 慰问 帮助 资助 救助 帮扶 发放给 转给 支付给`)
}

// signsOfLife follow a name in running words.
func signsOfLife() []string {
	return strings.Fields(`同志 先生 女士 夫妇 老人 大爷 大妈 阿姨 师傅 等人 等同志 等职工 患 因患 身患 罹患 确诊 被确诊 被查出 查出 被诊断 不幸 因病 突发 患有 一家 一家人 家中 家里 家庭困难 家庭贫困 的丈夫 的妻子 的儿子 的女儿 的孩子 的父亲 的母亲 的病情 的家 的家属 因车祸 因工伤 因公 因意外 今年 告诉 介绍说 表示 住院 病逝 去世 遭遇 残疾 系 本人 丧偶 离异 单亲 就读 考入 考上 负责`)
}

type proseWords struct{ roles, signs phrases }

var prose = sync.OnceValue(func() proseWords {
	return proseWords{newPhrases(roleWords()...), newPhrases(signsOfLife()...)}
})

// findProseNames finds names in running words: behind a role and before a sign
// that a person is spoken of, in series with 等3人, and alone above a date.
func findProseNames(f *folded) []Personal {
	quoted := titleSpans(f.text)
	var found []Personal
	add := func(start, end int, rule string) {
		if !quoted.hold(start) {
			found = append(found, f.at(PersonName, rule, Likely, start, end, maskName))
		}
	}
	prose().roles.each(f.text, func(start, end int) {
		if fund := strings.HasPrefix(f.text[end:], "金") && suffixOf(f.text[start:end], "问", "助", "扶") != ""; fund {
			return // 慰问金, 救助金
		}
		for n := max(strictNameAt(f.text[end:], endsPerson), nameInFull(f.text[end:])); n > 0; {
			add(end, end+n, "name-role")
			end += n
			n = 0
			if rest, ok := strings.CutPrefix(f.text[end:], "、"); ok {
				end += len("、")
				n = strictNameAt(rest, func(string) bool { return true })
			}
		}
	})
	prose().signs.each(f.text, func(start, _ int) {
		if from := f.nameBefore(start); from >= 0 {
			add(from, start, "name-sign")
		}
	})
	for _, s := range f.series() {
		add(s[0], s[1], "name-series")
	}
	for _, s := range f.listed() {
		add(s[0], s[1], "name-listed")
	}
	for _, s := range f.signatures() {
		add(s[0], s[1], "name-signature")
	}
	return found
}

// nameInFull gives the length of a name of any characters before what is only
// said of a person: an identity number, a sex, an illness.
func nameInFull(s string) int {
	for n := 2; n <= 4; n++ {
		name := firstRunes(s, n)
		if likeName(name) && !strings.ContainsAny(name, ",(") && prefixOf(s[len(name):], "(身份证", "(男", "(女", "(电话", "(手机", "(公民", "(证件", ",男", ",女", ",身份证", "、男", "、女", "患", "因患", "身患", "确诊", "被确诊", "同志", "夫妇") != "" {
			return len(name)
		}
	}
	return 0
}

// endsPerson tells whether the words behind a name go on as they do after one.
func endsPerson(rest string) bool {
	return rest != "" && (prose().signs.at(rest, 0) > 0 || prefixOf(rest, "(", ",男", ",女", "、男", "、女", "一户", "家", "的", "等", "向", "因", "为", "说", "在", "被", "拿", "领", "收", "申", "获", "经") != "" && restIsOfPerson(rest)) ||
		rest == "" || strings.ContainsRune(",。;、\n|)", runeAt(rest, 0)) || isDigit(rest[0])
}

// restIsOfPerson spares words that go on with what looked like the end of a name.
func restIsOfPerson(rest string) bool {
	return prefixOf(rest, "家庭档案", "为主", "为重点", "的权益", "的合法", "在内", "家园", "因素", "经济") == ""
}

// nameBefore gives where the name that ends at a place begins, -1 for none. What
// stands before it must end a word: a mark, or the word of a role.
func (f *folded) nameBefore(end int) int {
	left := lastRunes(f.text[:end], 5)
	for n := min(4, utf8.RuneCountInString(left)); n >= 2; n-- {
		name := lastRunes(left, n)
		before := lastRunes(f.text[:end-len(name)], 4)
		if isStrictName(name) && beginsPerson(before) {
			return end - len(name)
		}
	}
	return -1
}

func beginsPerson(before string) bool {
	if before == "" {
		return true
	}
	r, _ := utf8.DecodeLastRuneInString(before)
	return !isHan(r) || suffixOf(before, "职工", "同志", "党员", "劳模", "学生", "村民", "居民", "户主", "工人", "员工", "员", "妻子", "丈夫", "女儿", "儿子", "老人", "由", "向", "给", "为", "对", "和", "与", "及", "是", "到", "如", "的", "以", "将", "让", "使", "把", "经", "户", "者", "模范", "人", "班", "家", "部", "科", "室", "局", "会", "处", "办", "站", "中心", "长", "任", "席", "记", "了", "望", "问", "访", "助", "扶", "中") != ""
}

// series finds names with 、 between them before 等3人, 等同志 and 3人.
func (f *folded) series() [][2]int {
	var out [][2]int
	for at := 0; ; {
		i := strings.Index(f.text[at:], "等")
		if i < 0 {
			return out
		}
		at += i
		if countsPersons(f.text[at+len("等"):]) {
			out = append(out, f.seriesBefore(at)...)
		}
		at += len("等")
	}
}

// countsPersons tells whether words go on with a count of persons.
func countsPersons(rest string) bool {
	rest = strings.TrimLeft(rest, " 0123456789一二三四五六七八九十百两几多余")
	return prefixOf(rest, "人", "名", "位", "户", "同志", "职工", "同学", "学生", "困难") != ""
}

// seriesBefore reads names backwards from a place.
func (f *folded) seriesBefore(end int) [][2]int {
	var out [][2]int
	for range maxNames {
		left := lastRunes(f.text[:end], 4)
		start := -1
		for n := 2; n <= utf8.RuneCountInString(left); n++ {
			name := lastRunes(left, n)
			before := lastRunes(f.text[:end-len(name)], 4)
			if (strings.HasSuffix(before, "、") || beginsPerson(before)) && likeName(name) && !names().words[name] && (isStrictName(name) || len(out) > 0) {
				start = end - len(name)
			}
		}
		if start < 0 {
			return out
		}
		out = append(out, [2]int{start, end})
		sep := suffixOf(f.text[:start], "、", ",", " ")
		if sep == "" {
			return out
		}
		end = start - len(sep)
	}
	return out
}

// signatures finds names that stand alone on the line above a date.
func (f *folded) signatures() [][2]int {
	var out [][2]int
	at, previous := 0, [2]int{}
	for line := range strings.SplitAfterSeq(f.text, "\n") {
		words := strings.Trim(line, " \r\n*_\t")
		if words != "" {
			start := at + strings.Index(line, words)
			if isDateLine(words) && previous[1] > previous[0] {
				out = append(out, previous)
			}
			previous = [2]int{}
			if name := strings.ReplaceAll(words, " ", ""); isStrictName(name) && len(words) < 24 {
				previous = [2]int{start, start + len(words)}
			}
		}
		at += len(line)
	}
	return out
}

// listed finds names that begin at least two lines, each with a number before or
// an amount or a number behind: 1.王某某 3000元.
func (f *folded) listed() [][2]int {
	var out [][2]int
	at := 0
	for line := range strings.SplitAfterSeq(f.text, "\n") {
		words := strings.TrimLeft(line, " *-\t0123456789.、()")
		start := at + len(line) - len(words)
		n := strictNameAt(words, func(rest string) bool { return rest == "" || strings.ContainsRune(" \t:,\n", runeAt(rest, 0)) })
		behind := ""
		if n > 0 {
			behind = strings.TrimLeft(words[n:], " \t:,")
		}
		if n > 0 && (behind == "" || isDigit(behind[0]) || behind[0] == '\n' && len(words) < len(line)) {
			out = append(out, [2]int{start, start + n})
		}
		at += len(line)
	}
	if len(out) < 2 {
		return nil
	}
	return out
}

// isDateLine tells whether a line is nothing but a date.
func isDateLine(s string) bool {
	return (strings.HasPrefix(s, "20") || strings.HasPrefix(s, "二")) && strings.Contains(s, "年") && strings.Contains(s, "月") && utf8.RuneCountInString(s) < 16
}

// spans are stretches of a text in order.
type spans []group

// titleSpans gives what stands in 《》: the title of a document is public.
func titleSpans(s string) spans {
	var out spans
	open := -1
	for i, r := range s {
		switch {
		case r == '《' && open < 0:
			open = i
		case r == '\n':
			open = -1
		case r == '》' && open >= 0:
			out = append(out, group{open, i})
			open = -1
		}
	}
	return out
}

// hold tells whether a place stands in one of the stretches.
func (s spans) hold(at int) bool {
	lo, hi := 0, len(s)
	for lo < hi {
		if mid := (lo + hi) / 2; s[mid].end < at {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	return lo < len(s) && s[lo].start <= at
}

// findBesideNames finds names directly before a number of a person, and seven or
// eight digits directly behind a name: lists of telephones.
func findBesideNames(f *folded, found []Personal) []Personal {
	ends := map[int]bool{}
	for _, p := range found {
		if p.Kind == PersonName {
			ends[p.End] = true
		}
	}
	var out []Personal
	for _, run := range runs(f.text) {
		w := window{f: f, groups: run[:1]}
		if len(run) > 1 && (w.shape(3) || w.shape(4)) {
			w.groups = run[:2]
		}
		w.digits = digitsOf(f.text[w.start():w.end()])
		if len(w.digits) < shortestPhone || f.isMoney(w.start(), w.end()) || f.joinsLeft(w.start()) {
			continue
		}
		if p, ok := f.nameBeside(w.start()); ok && !(len(w.digits) == 8 && bornAt(w.digits)) {
			out = append(out, p)
			ends[p.End] = true
		}
		if p, ok := f.nameBehind(w.end()); ok {
			out = append(out, p)
		}
		if isLocal(w.digits) && !f.joinsRight(w.end()) && f.nameEnds(w.start(), ends) && w.groupsOfLocal() && !(len(w.digits) == 8 && bornAt(w.digits)) {
			out = append(out, f.at(Landline, "phone-beside-name", Likely, w.start(), w.end(), maskLandline))
		}
	}
	return out
}

// nameBeside gives the name that stands directly before a number.
func (f *folded) nameBeside(number int) (Personal, bool) {
	left := strings.TrimRight(f.text[max(0, number-8):number], "( :,、|\t+")
	end := number - (number - max(0, number-8)) + len(left)
	if end == number && number > 0 && !isHan(lastRune(f.text[:number])) {
		return Personal{}, false
	}
	start := f.nameBefore(end)
	if start < 0 {
		return Personal{}, false
	}
	return f.at(PersonName, "name-beside-number", Likely, start, end, maskName), true
}

// nameBehind gives the name that stands behind a number in brackets.
func (f *folded) nameBehind(number int) (Personal, bool) {
	rest := f.text[number:]
	inside, ok := strings.CutPrefix(strings.TrimLeft(rest, " "), "(")
	n := strictNameAt(inside, func(rest string) bool { return strings.HasPrefix(rest, ")") })
	if !ok || n == 0 {
		return Personal{}, false
	}
	start := number + len(rest) - len(inside)
	return f.at(PersonName, "name-beside-number", Likely, start, start+n, maskName), true
}

func lastRune(s string) rune {
	r, _ := utf8.DecodeLastRuneInString(s)
	return r
}

// nameEnds tells whether a name ends before a place, with at most marks between.
func (f *folded) nameEnds(start int, ends map[int]bool) bool {
	left := f.text[:start]
	left = strings.TrimRight(left[max(0, len(left)-12):], " (:,、|\t")
	at := start - min(start, 12) + len(left)
	return at > 0 && at <= start && ends[int(f.index[at-1])+1]
}
