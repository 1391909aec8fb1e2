package audit

import (
	"strings"
	"sync"
	"unicode/utf8"
)

// roleWords stand directly before the name of one person in running words.
func roleWords() []string {
	return strings.Fields(`困难职工 特困职工 下岗职工 环卫职工 退休职工 患病职工 一线职工 女职工 职工 劳模 劳动模范 先进工作者 困难党员 老党员 党员 农民工 工友 患者 病人 学生 受助人 困难群众 低保户 贫困户 脱贫户 特困户 困难户 监测户 户主 村民 居民 市民 家属 遗属 烈属 军属 残疾人 老人 儿童 孤儿 幼儿 女童 男童 女儿 儿子 妻子 丈夫 父亲 母亲 其妻 其子 其女 其夫 其父 其母 长子 次子 长女 次女 配偶 驾驶员 司机 快递员 外卖员 环卫工 环卫工人 工人 员工 会员 教师 护士 医生 同学 伤者 死者 遇难者 民警 战士 社区居民 创业者 求职者 退役军人 老兵 年级 班 同事 联系 我叫 名叫 走访 看望 慰问 帮助 资助 救助 帮扶 发放给 转给 支付给 叫 走进 来到`)
}

// personWords stand directly before a name and are a person: what follows a name of
// three characters does not matter then.
func personWords() []string {
	return strings.Fields(`困难职工 特困职工 下岗职工 环卫职工 退休职工 患病职工 一线职工 女职工 劳模 劳动模范 困难党员 老党员 农民工 工友 患者 病人 受助人 受援人 受助者 低保户 贫困户 脱贫户 特困户 困难户 监测户 户主 村民 居民 牧民 家属 遗属 烈属 军属 残疾人 孤儿 女童 男童 女儿 儿子 妻子 丈夫 父亲 母亲 祖父 祖母 爷爷 奶奶 外公 外婆 孙子 孙女 弟弟 妹妹 哥哥 姐姐 儿媳 女婿 其妻 其子 其女 其夫 其父 其母 其弟 其妹 其兄 其孙 长子 次子 三子 长女 次女 三女 养女 养子 配偶 驾驶员 司机 快递员 外卖员 环卫工 环卫工人 外卖骑手 骑手 伤者 死者 遇难者 家庭成员 被害人 受害人 受害者 退役军人 老兵 复员军人 求职者 创业者 我叫 名叫 叫 之女 之子 之妻 之夫 服刑人员 释放人员 矫正对象 戒毒人员 供养人员 供养对象 优抚对象 低保对象 救助对象 帮扶对象 慰问对象 资助对象 受灾群众 困难群众 种植户 养殖户 贫困生 受助生 受助学生 贫困学生 困难学生 大学生 学生 员工 护士长 班主任 科长 局长 主任 主席 书记 队员 队长 所长 站长 院长 校长 组长 部长 会长 村医 支书 村主任 专干 干事 网格员 志愿者 同学 教师 护士 医生 民警 辅警`)
}

// signsOfLife follow a name in running words.
func signsOfLife() []string {
	return strings.Fields(`同志 先生 女士 夫妇 老人 大爷 大妈 阿姨 师傅 等人 等同志 等职工 患 因患 身患 罹患 确诊 被确诊 被查出 查出 被诊断 不幸 因病 突发 患有 一家 一家人 家中 家里 家庭困难 家庭贫困 的丈夫 的妻子 的儿子 的女儿 的孩子 的父亲 的母亲 的病情 的家 的家属 因车祸 因工伤 因公 因意外 今年 告诉 介绍说 表示 住院 病逝 去世 遭遇 残疾 系 本人 丧偶 离异 单亲 就读 考入 考上 负责 之女 之子 之妻 之夫 儿子 女儿 丈夫 妻子 父母 母亲 父亲 激动 含泪 感激 感动地 哽咽 流泪 说道 说: 独居 独自 卧病 卧床 瘫痪 刑满 服刑 遇难 牺牲 受伤 身故 名下 怀孕 家庭 家中 拉着 握着 高兴地`)
}

// weakSigns follow names and many other words: the name has three characters then.
func weakSigns() []string {
	return strings.Fields(`发放 垫付 户 申请 捐 领取 收到 送上 送去 靠 说 来信 来电 反映 讲述 回忆 常年 长期 打工 务工 创业 致残 死亡 改嫁 犯 涉嫌 生育 出生 通过 享受 是 为 在 获 荣获 被 遭 受 因 于 已 曾 现 和 与 夫 母 父 老 家`)
}

type proseWords struct{ roles, persons, signs, weak phrases }

var prose = sync.OnceValue(func() proseWords {
	return proseWords{newPhrases(append(roleWords(), personWords()...)...), newPhrases(personWords()...), newPhrases(signsOfLife()...), newPhrases(weakSigns()...)}
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
	f.each(roleSign, prose().roles, func(start, end int) {
		if fund := strings.HasPrefix(f.text[end:], "金") && suffixOf(f.text[start:end], "问", "助", "扶") != ""; fund {
			return // 慰问金, 救助金
		}
		ends := endsPerson
		if prose().persons.at(f.text[start:end], 0) > 0 {
			ends = anything
		}
		for n := max(strictNameAt(f.text[end:], endsPerson), fullNameAt(f.text[end:], ends), nameInFull(f.text[end:]), surnamedAt(f.text[end:])); n > 0; {
			add(end, end+n, "name-role")
			end += n
			n = 0
			if rest, ok := strings.CutPrefix(f.text[end:], "、"); ok {
				end += len("、")
				n = strictNameAt(rest, anything)
			}
		}
	})
	f.each(lifeSign, prose().signs, func(start, _ int) {
		if from := f.nameBefore(start); from >= 0 {
			add(from, start, "name-sign")
		}
	})
	f.each(weakSign, prose().weak, func(start, _ int) {
		if from := f.nameBefore(start); from >= 0 && start-from > len("两字") && weaklyBegins(f.text[:from]) {
			add(from, start, "name-sign")
		}
	})
	for _, s := range f.series() {
		add(s[0], s[1], "name-series")
	}
	for _, s := range append(f.enumerated(), f.numbered()...) {
		add(s[0], s[1], "name-list")
	}
	for _, s := range f.listed() {
		add(s[0], s[1], "name-listed")
	}
	for _, s := range f.signatures() {
		add(s[0], s[1], "name-signature")
	}
	return found
}

func anything(string) bool { return true }

// fullNameAt gives the length of a strict name of a surname and two characters, or
// of the parts of one, at the front of s; 0 for none.
func fullNameAt(s string, ends func(string) bool) int {
	if n, _ := peopleName(s); n > len("两字") && ends(s[n:]) {
		return n
	}
	for n := 4; n >= 3; n-- {
		name := firstRunes(s, n)
		if utf8.RuneCountInString(name) == n && isStrictName(name) && ends(s[len(name):]) {
			return len(name)
		}
	}
	return 0
}

// weaklyBegins tells whether a name may begin behind these words even where little
// stands behind it.
func weaklyBegins(before string) bool {
	return before == "" || suffixOf(before, "\n", "。", ",", ";", "、", ":", "(", "“", "岁的", "村的", "镇的", "社区的", "乡的", "县的", "由", "向", "给", "为", "对", "在", "走进", "来到", "帮助", "替") != ""
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
	if !names().tails.has(lastRune(f.text[:end])) {
		return -1
	}
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
	return !isHan(r) || suffixOf(before, "职工", "同志", "党员", "劳模", "学生", "村民", "居民", "户主", "工人", "员工", "员", "妻子", "丈夫", "女儿", "儿子", "老人", "由", "向", "在", "有", "叫", "给", "为", "对", "和", "与", "及", "是", "到", "如", "的", "以", "将", "让", "使", "把", "经", "户", "者", "模范", "人", "班", "家", "部", "科", "室", "局", "会", "处", "办", "站", "中心", "长", "任", "席", "记", "了", "望", "问", "访", "助", "扶", "中") != ""
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
