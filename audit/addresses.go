package audit

import (
	"regexp"
	"strings"
	"unicode/utf8"
)

var (
	homeLabel = regexp.MustCompile(`(?:家庭 ?(?:住址|地址|详细地址|所在地)|[现常]?住址|居住 ?地址|居住地|现居地|户籍 ?(?:地址|所在地|住址|地)|户口 ?(?:所在地|地址)|身份证地址|收件地址|收货地址|邮寄地址)(?:\([^()\n]{0,10}\))?[*_ ]*[:|][*_ |]*([^\n,;。|*\\]{4,60})`)
	homeVerb  = regexp.MustCompile(`(?:家住|现住|居住在|居住于|租住于|租住在|租住|暂住|住在|住于|户籍在|户籍地为|户籍为|户籍地|家在|家住在|(?:^|[,、。;( \n])住)([^\n,;。|*\\:()、]{4,50}(?:号楼|号院|单元|室|号|栋|幢|组|社|队|户|村|小区|家园|花园|苑|公寓)(?:[0-9A-Za-z-]{1,6}(?:号楼|单元|栋|幢|室|号|户|楼|层)?){0,4})`)
	homeForm  = regexp.MustCompile(`(?:[\p{Han}]{1,24}(?:小区|花园|苑|公寓|家园|新村|宿舍|家属院|家属区|佳园|华庭|雅居|府邸|名都|新城|里|弄|巷|胡同|路|街|大道|村)[0-9A-Za-z]{0,6}(?:号院|号|弄)?)?[0-9A-Za-z一二三四五六七八九十]{1,5} ?(?:号楼|栋|幢|座|弄|号) ?(?:[0-9A-Za-z一二三四五六七八九十]{1,4} ?单元 ?)?[0-9]{1,3}(?:层|楼)?[0-9]{0,4} ?(?:室|户|号房|房)|[\p{Han}]{2,24}(?:村|社区|寨|屯|庄|嘴|湾|坝|营|村民委员会|村委会)(?:\p{Han}{1,8}(?:村|寨|屯|自然村))?(?:第?[0-9一二三四五六七八九十]{1,3}(?:村民)?(?:组|社|队|小组)) ?[0-9]{1,4}(?:-[0-9]{1,3})?号`)
)

// findAddresses finds home addresses: after a label, after a verb of living, and
// such as lead to a door. The addresses of offices are public.
func findAddresses(f *folded) []Personal {
	var found []Personal
	found = append(found, f.homes(homeLabel, "address-label", Certain, mayLabelHome)...)
	found = append(found, f.homes(homeVerb, "address-verb", Likely, mayTellHome)...)
	return append(found, f.doors()...)
}

// mayLabelHome tells whether a line has what stands in every [homeLabel].
func mayLabelHome(line string) bool {
	return strings.ContainsAny(line, ":|") && containsAny(line, "址", "所在地", "居住地", "居地", "户籍")
}

// mayTellHome tells whether a line has what stands in every [homeVerb].
func mayTellHome(line string) bool { return containsAny(line, "住", "户籍", "家在") }

// mayLeadToDoor tells whether a line has what both kinds of [homeForm] have: the
// number of a house with one of a flat behind it, or behind a group of farms.
func mayLeadToDoor(line string) bool {
	for i, r := range line {
		if r != '号' && r != '栋' && r != '幢' && r != '座' && r != '弄' || !isNumberOfDoor(lastRune(strings.TrimSuffix(line[:i], " "))) {
			continue
		}
		left := strings.TrimRight(line[:i], "0123456789- ")
		right := strings.TrimPrefix(strings.TrimPrefix(line[i+utf8.RuneLen(r):], "楼"), " ")
		if suffixOf(left, "组", "社", "队") != "" || isNumberOfDoor(runeAt(right, 0)) {
			return true
		}
	}
	return false
}

// isNumberOfDoor tells whether r may be a part of the number of a house or flat.
func isNumberOfDoor(r rune) bool { return isNumeral(r) || r < utf8.RuneSelf && isLetter(byte(r)) }

func (f *folded) homes(form *regexp.Regexp, rule string, c Confidence, may func(line string) bool) []Personal {
	var found []Personal
	for _, m := range f.in(form, homeSign, may) {
		words := strings.TrimRight(f.text[m[2]:m[3]], " ")
		masked := containsAny(words, "某", "×", "X") || prefixOf(f.text[m[3]:], "*", `\*`) != ""
		if isHome(words) && headOf(words).kind == "" && !masked && (rule == "address-label" || leadsHome(words)) {
			found = append(found, f.at(Address, rule, c, m[2], m[2]+len(words), maskAddress))
		}
	}
	return found
}

// leadsHome tells whether words behind a verb of living name a place, not a rule
// about lodging: a number stands in them, or a district before a village.
func leadsHome(words string) bool {
	if prefixOf(words, "房", "院", "建", "宿", "户", "所", "址", "地") != "" {
		return false
	}
	return strings.ContainsAny(words, "0123456789") && !containsAny(words, "元", "人", "万", "不足", "超过", "房租", "标准", "对象", "院") ||
		containsAny(words, "省", "市", "县", "区", "镇", "乡") && containsAny(words, "村", "小区", "社区", "组") && !containsAny(words, "职工", "困难", "老旧", "人员", "家庭", "群众", "住房", "等")
}

// doors finds addresses that lead to a door of a flat or a farm. Behind the words
// for an office they are public.
func (f *folded) doors() []Personal {
	var found []Personal
	for _, m := range f.in(homeForm, doorSign, mayLeadToDoor) {
		start := m[0] + afterOtherWords(f.text[m[0]:m[1]])
		left := f.left(start, 18) + f.text[start:m[1]]
		if containsAny(left, "办公", "会议", "单位", "公司", "中心", "政务", "地点", "总工会", "联合会", "局", "委员会", "营业", "报名", "领取", "窗口", "大厦", "楼宇", "集中供养", "住院楼", "门诊楼", "教学楼", "综合楼", "病房", "位于", "坐落", "设在", "邮政", "注册") && !containsAny(left, "家住", "住址", "居住") {
			continue
		}
		found = append(found, f.at(Address, "address-door", Likely, start, m[1], maskAddress))
	}
	return found
}

// afterOtherWords gives how much at the front of an address belongs to the sentence.
func afterOtherWords(s string) int {
	cut := 0
	for _, word := range []string{"家住", "住在", "居住在", "居住于", "租住于", "租住", "现住", "位于", "职工", "地址", "户籍", "住", "同志", "为", "的", "在"} {
		if i := strings.LastIndex(s, word); i >= 0 {
			cut = max(cut, i+len(word))
		}
	}
	return cut
}

// isHome tells whether words lead to a door or a village.
func isHome(words string) bool {
	return containsAny(words, "号", "室", "栋", "幢", "单元", "村", "组", "路", "街", "巷", "小区", "花园", "苑", "社区", "镇", "乡", "宿舍", "公寓", "家园", "屯", "寨", "里", "楼")
}

// maskAddress keeps an address down to the county or district.
func maskAddress(s string) string {
	end := 0
	for _, unit := range []string{"自治州", "自治县", "地区", "省", "市", "县", "区", "旗", "盟"} {
		i := strings.Index(s, unit)
		for i > 0 && i < 60 && (unit == "区" && suffixOf(s[:i], "小", "社", "园", "家属", "宿舍", "生活") != "") {
			next := strings.Index(s[i+len(unit):], unit)
			if next < 0 {
				i = -1
				break
			}
			i += len(unit) + next
		}
		if i > 0 && i < 60 {
			end = max(end, i+len(unit))
		}
	}
	if end >= len(s) {
		end = 0
	}
	return s[:end] + "****"
}
