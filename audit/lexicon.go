package audit

import (
	_ "embed" // the word lists
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

//go:embed lexicon/names.txt
var nameFile string

//go:embed lexicon/peoples.txt
var peoplesFile string

//go:embed lexicon/health.txt
var healthFile string

// nameWords are the words that names are told by; see lexicon/names.txt.
type nameWords struct {
	surnames, rare, compound, given, words, both, standins map[string]bool

	surnameHeads *runeSet // characters that surnames begin with, the rare ones too
	heads        *runeSet // characters that names begin with; see isStrictName
	tails        *runeSet // characters that they end with
}

// names gives the lists, read once.
var names = sync.OnceValue(func() nameWords {
	sets := map[string]map[string]bool{}
	for name, words := range partsOf(nameFile) {
		sets[name] = map[string]bool{}
		for _, word := range words {
			sets[name][word] = true
		}
	}
	surnameHeads := new(runeSet)
	for _, part := range []string{"surnames", "rare", "compound"} {
		surnameHeads.addFirst(sets[part])
	}
	heads, tails := *surnameHeads, *peoples().letters
	heads.addFirst(sets["standins"])
	for i, letters := range peoples().letters {
		heads[i] |= letters
	}
	for _, part := range []string{"given", "standins"} {
		for word := range sets[part] {
			tails.add(lastRune(word))
		}
	}
	return nameWords{sets["surnames"], sets["rare"], sets["compound"], sets["given"], sets["words"], sets["both"], sets["standins"], surnameHeads, &heads, &tails}
})

// partsOf gives the words of each part of a lexicon.
func partsOf(file string) map[string][]string {
	parts := map[string][]string{}
	part := ""
	for line := range strings.Lines(file) {
		line = strings.TrimSpace(line)
		switch {
		case strings.HasPrefix(line, "#"):
		case strings.HasPrefix(line, "["):
			part = strings.Trim(line, "[]")
		default:
			parts[part] = append(parts[part], strings.Fields(line)...)
		}
	}
	return parts
}

// illnesses gives the words for illnesses, read once.
var illnesses = sync.OnceValue(func() phrases {
	var words []string
	for line := range strings.Lines(healthFile) {
		if !strings.HasPrefix(line, "#") {
			words = append(words, strings.Fields(line)...)
		}
	}
	return newPhrases(words...)
})

func isHan(r rune) bool {
	const first, last = '一', '\u9fff' // nearly all of them stand in one block
	return first <= r && r <= last || unicode.Is(unicode.Han, r)
}

// surnameOf gives the surname that a name begins with; "" when it has none.
func surnameOf(s string, rareToo bool) string {
	if !names().surnameHeads.has(runeAt(s, 0)) {
		return ""
	}
	if two := firstRunes(s, 2); names().compound[two] && utf8.RuneCountInString(s) > 2 {
		return two
	}
	one := firstRunes(s, 1)
	if names().surnames[one] || rareToo && names().rare[one] {
		return one
	}
	return ""
}

// isWord tells whether a short value stands where a name should and is none: a
// unit, a place, a post, a word of the form itself.
func isWord(s string) bool { return names().both[s] || isWordOnly(s) }

// isWordOnly tells the same of words that are no names of persons as well, as 高明
// and 方圆 are.
func isWordOnly(s string) bool {
	if beginsWord(s) || suffixOf(s, notNameEnds()...) != "" || containsAny(s, notNameParts()...) {
		return true
	}
	person := surnameOf(s, false) != "" && utf8.RuneCountInString(s) <= 3
	return !person && suffixOf(s, "会", "科", "部", "万", "名", "年", "月", "日", "金", "元", "级", "办", "团", "队", "组", "村", "家") != ""
}

// beginsWord tells whether a word begins a value that looks like a name: 高级工,
// 黄山市. 黄金龙 is a name.
func beginsWord(s string) bool {
	two := firstRunes(s, 2)
	third := strings.TrimPrefix(s, two)
	return names().words[s] || third != "" && (names().words[two] || names().both[two] && !names().given[third])
}

// notNameEnds end the names of units, places and posts.
var notNameEnds = sync.OnceValue(func() []string {
	return []string{
		"工会", "总会", "协会", "委员会", "办公室", "中心", "公司", "单位", "部门", "机构", "学校", "医院", "银行", "集团", "小组", "党组", "支队", "大队", "总队",
		"局", "厅", "处", "室", "县", "区", "市", "省", "乡", "镇", "街道", "社区", "车间", "班组", "站", "所", "院", "公章", "政府", "学院", "大学", "中学", "小学", "企业",
		"主席", "主任", "书记", "局长", "部长", "处长", "科长", "会长", "院长", "校长", "经理", "干部", "职工", "人员", "同志", "领导", "组长", "专员", "员工", "队长", "站长", "所长", "老师", "师傅",
		"情况", "工作", "名单", "如下", "明细", "一览", "统计", "汇总", "附后", "为准", "待定", "同上", "保密", "匿名", "本人", "男", "女", "汉族", "彝族", "族", "户", "岁", "号", "表", "项", "类", "型", "费", "款", "制", "度", "性", "种", "因", "校", "址", "额", "码", "历", "数",
	}
})

// notNameParts stand in no name: words of forms and of sentences.
var notNameParts = sync.OnceValue(func() []string {
	return []string{
		"成员", "全体", "电话", "地址", "日期", "签字", "签名", "盖章", "金额", "人数", "合计", "小计", "总计", "暂无", "不详", "实施", "负责", "安排", "管理", "性别", "年龄", "民族", "姓名", "职务", "职称", "身份",
		"备注", "序号", "单位", "部门", "联系", "困难", "家庭", "帮扶", "慰问", "救助", "标准", "资金", "项目", "补助", "申请", "审核", "审批", "填写", "填报", "组织", "开展", "按照", "根据", "进行", "提交", "提供", "所在", "有关", "相关", "应当", "必须", "需要", "可以",
		"的", "了", "及", "与", "或", "是", "在", "由", "各", "每", "该", "其", "此", "这", "对", "被", "把", "将", "并", "从", "请", "我", "你", "他", "她", "们", "什", "哪", "某", "无", "不", "未", "另", "详", "见", "待", "略", "空", "、", "身故", "职责", "意见", "要求", "制度", "承诺", "材料", "病情", "班级", "年级", "专业", "关系", "岗位", "原因", "残疾", "疾病", "类别", "时间", "内容", "用途", "开户", "收入", "支出", "人口", "籍贯", "政治", "面貌", "事由", "结果", "形式",
		"工会", "总工", "公示", "公开", "监督", "党委", "政府", "基层", "街道", "社区", "办事", "总支", "支部", "上级", "下级", "本级",
	}
})

// isStrictName tells whether Han characters are a name even without a label: a
// common surname, then one or two characters of given names, and no word.
func isStrictName(s string) bool {
	if !names().heads.has(runeAt(s, 0)) {
		return false
	}
	if names().standins[s] || isPeopleName(s) {
		return true
	}
	surname := surnameOf(s, false)
	given := strings.TrimPrefix(s, surname)
	n := utf8.RuneCountInString(given)
	if surname == "" || n < 1 || n > 2 || names().both[s] || beginsWord(s) {
		return false
	}
	for _, r := range given {
		if !names().given[string(r)] {
			return false
		}
	}
	return true
}

// strictNameAt gives the length of the longest strict name at the front of s for
// which follows tells that the words go on as they do after a name; 0 for none.
func strictNameAt(s string, follows func(rest string) bool) int {
	for n := 4; n >= 2; n-- {
		name := firstRunes(s, n)
		if utf8.RuneCountInString(name) == n && isStrictName(name) && follows(s[len(name):]) {
			return len(name)
		}
	}
	return 0
}

// maskName keeps the surname: 赵某某, 欧阳某某, and 赵某 for a name of two
// characters. Of a name with points it keeps the first character.
func maskName(s string) string {
	s = strings.ReplaceAll(strings.ReplaceAll(s, " ", ""), "\n", "")
	if strings.ContainsAny(s, "·•・‧.") || !isHan(runeAt(s, 0)) {
		return firstRunes(s, 1) + "某某"
	}
	surname := surnameOf(s, true)
	if surname == "" {
		surname = firstRunes(s, 1)
	}
	if utf8.RuneCountInString(s)-utf8.RuneCountInString(surname) <= 1 {
		return surname + "某"
	}
	return surname + "某某"
}
