package audit

import (
	"regexp"
	"slices"
	"sort"
	"strings"
	"sync"
	"unicode/utf8"
)

// proofs are words that stand behind the name of a person. What must stand around
// them is looked at where they are found.
var proofs = sync.OnceValue(func() phrases {
	return newPhrases("男", "女", "岁", "族", "身份证", "公民身份", "证件号", "手机", "电话", "联系电话", "联系方式", "残疾证", "卡号", "账号", "微信",
		"低保户", "五保户", "脱贫户", "监测户", "贫困户", "特困户", "独居", "孤儿", "患", "身患", "因患", "确诊", "罹患", "感染", "家住", "现住", "户籍", "住", "系", "现年", "生前", "已故", "单亲")
})

// findProven finds names before what is said of persons only: a sex, an age, a
// number of theirs. With such a proof any given name will do.
func findProven(f *folded) []Personal {
	var found []Personal
	last := -1
	f.each(proofSign, proofs(), func(start, end int) {
		at := f.provenEnd(start, end)
		if at <= last {
			return
		}
		if from := f.provenName(at); from >= 0 {
			found = append(found, f.at(PersonName, "name-proof", Likely, from, at, maskName))
			last = at
		}
	})
	return found
}

// provenEnd gives where the name would end that the proof at [start, end) follows,
// -1 when the words prove nothing.
func (f *folded) provenEnd(start, end int) int {
	rest := f.text[end:]
	name := f.beforeMarks(start)
	switch proof := f.text[start:end]; proof {
	case "男", "女":
		rest = strings.TrimPrefix(rest, "性")
		if strings.HasSuffix(f.text[:start], "系") {
			name = f.beforeMarks(start - len("系"))
		}
		if name < start && (rest == "" || strings.ContainsRune(",)、;。 \n|", runeAt(rest, 0)) || isDigit(rest[0]) && !f.countsBehind(end)) {
			return name
		}
	case "岁":
		return f.beforeAge(start, rest)
	case "族":
		word := lastRunes(f.text[:start], 4)
		people := suffixOf(word, peopleWords()...)
		name = f.beforeMarks(start - len(people))
		if people != "" && name < start-len(people) && (rest == "" || strings.ContainsRune(",)、;。 \n|", runeAt(rest, 0))) {
			return name
		}
	case "患", "身患", "因患", "确诊", "罹患", "感染", "系", "住", "生前":
		if strings.HasPrefix(rest, "者") || strings.HasPrefix(rest, "院") || strings.HasPrefix(rest, "房") || strings.HasPrefix(rest, "宿") {
			return -1
		}
		return name
	case "低保户", "五保户", "脱贫户", "监测户", "贫困户", "特困户", "独居", "孤儿", "现年", "已故", "单亲", "家住", "现住", "户籍":
		if name < start {
			return name
		}
	default:
		if strings.ContainsAny(f.right(end, 8), "0123456789") || hanDigits.MatchString(f.right(end, 20)) {
			return name
		}
	}
	return -1
}

// countsBehind tells whether a number behind a sex is a count: 女12人.
func (f *folded) countsBehind(at int) bool {
	right := strings.TrimLeft(f.right(at, 8), "0123456789")
	return prefixOf(right, "人", "名", "户", "%", "例", "位", "个", "周岁") != ""
}

// beforeAge gives where the words before an age end.
func (f *folded) beforeAge(start int, rest string) int {
	left := strings.TrimRight(f.text[:start], "0123456789周")
	if len(left) == start || prefixOf(rest, "以", "及", "至", "-", "~", "(含", "或", "的人", "组", "段", "老年", "高龄") != "" {
		return -1
	}
	for _, word := range []string{"今年", "现年", "年", "年龄", "时年"} {
		left = strings.TrimSuffix(left, word)
	}
	at := f.beforeMarks(len(left))
	if at == len(left) && len(left) == len(strings.TrimRight(f.text[:start], "0123456789周")) {
		return -1 // 患者60岁
	}
	return at
}

// beforeMarks goes back over the marks between a name and what is said of it.
func (f *folded) beforeMarks(at int) int {
	left := f.text[max(0, at-8):at]
	return at - len(left) + len(strings.TrimRight(left, " ,(、:|\t"))
}

// peopleWords are the peoples that entries on persons name.
var peopleWords = sync.OnceValue(func() []string {
	return strings.Fields("汉 蒙古 回 藏 维吾尔 苗 彝 壮 布依 朝鲜 满 侗 瑶 白 土家 哈尼 哈萨克 傣 黎 傈僳 佤 畲 高山 拉祜 水 东乡 纳西 景颇 柯尔克孜 土 达斡尔 仫佬 羌 布朗 撒拉 毛南 仡佬 锡伯 阿昌 普米 塔吉克 怒 乌孜别克 俄罗斯 鄂温克 德昂 保安 裕固 京 塔塔尔 独龙 鄂伦春 赫哲 门巴 珞巴 基诺")
})

// provenName gives where the name begins that ends at a place and is proven, -1
// for none. It begins where a word ends; a common one is cut out anywhere.
func (f *folded) provenName(end int) int {
	if end <= 0 {
		return -1
	}
	if from := f.peopleNameBefore(end); from >= 0 && (endsWord(lastRunes(f.text[:from], 4)) || end-from > 9) {
		return from
	}
	if from := f.foreignName(end); from >= 0 {
		return from
	}
	left := lastRunes(f.text[:end], 4)
	for n := utf8.RuneCountInString(left); n >= 2; n-- {
		name := lastRunes(left, n)
		if isProvenName(name) && endsWord(lastRunes(f.text[:end-len(name)], 4)) {
			return end - len(name)
		}
	}
	if name := lastRunes(left, 3); isStrictName(name) && surnameOf(name, false) != "" {
		return end - len(name)
	}
	return -1
}

// foreignName gives where a name begins that starts with a part of such names and
// goes on with characters that no list knows, -1 for none.
func (f *folded) foreignName(end int) int {
	left := lastRunes(f.text[:end], 6)
	for n := utf8.RuneCountInString(left); n >= 3; n-- {
		name := lastRunes(left, n)
		length, _ := peopleName(name)
		known := utf8.RuneCountInString(name[:length])
		if length > 0 && known >= 2 && n-known <= 2 && likeHan(name) && !isWordOnly(name[length:]) && endsWord(lastRunes(f.text[:end-len(name)], 4)) {
			return end - len(name)
		}
	}
	return -1
}

// isProvenName tells whether words are a surname with a given name of any characters.
func isProvenName(s string) bool {
	surname := surnameOf(s, true)
	if surname == "" || !likeHan(s) {
		return false
	}
	n := utf8.RuneCountInString(s) - utf8.RuneCountInString(surname)
	return n >= 1 && n <= 2 && !isWordOnly(s) && !strings.ContainsAny(s, "某等联热线")
}

// endsWord tells whether words end where a name may begin: at a mark, behind a
// place, a role or a small word.
func endsWord(before string) bool {
	return beginsPerson(before) || suffixOf(before, "村", "组", "社", "区", "镇", "乡", "县", "市", "屯", "寨", "庄", "营", "街", "路", "道", "州", "省", "旗", "队", "坝", "校", "象", "童", "生", "民", "工", "孩", "婴", "妇", "翁", "司", "厂", "店", "院", "所", "委", "团", "股", "组长", "叫", "住", "号", "楼", "位", "名", "岁", "牧", "兵", "娘", "妈", "爸", "爷", "奶", "哥", "弟", "姐", "妹", "妻", "夫", "女", "子", "孙", "有", "含", "其中", "例", "括", "于", "从", "替", "帮", "据", "案") != ""
}

// findBesideFound finds names before what was found of persons, with labels
// between: 赵某某（联系电话：138…）.
func findBesideFound(f *folded, found []Personal) []Personal {
	var out []Personal
	for _, p := range found {
		if slices.Contains([]string{PersonName, Health, Email, CarPlate}, p.Kind) {
			continue
		}
		start := sort.Search(len(f.index), func(i int) bool { return int(f.index[i]) >= p.Start })
		at := f.beforeMarks(start)
		for range 3 {
			word := suffixOf(f.text[:at], "号码", "电话", "手机号", "手机", "联系", "联系方式", "身份证号", "身份证", "账号", "卡号", "银行卡", "地址", "住址", "出生", "生于", "家住", "现住", "住", "男", "女", "系")
			if word == "" {
				break
			}
			at = f.beforeMarks(at - len(word))
		}
		if from := f.provenName(at); from >= 0 {
			out = append(out, f.at(PersonName, "name-beside-number", Likely, from, at, maskName))
		}
	}
	return out
}

// homeOfPerson is a place in the country without a number of a house: only beside
// a name it is somebody's home.
var homeOfPerson = regexp.MustCompile(`^(?: ?[,(、] ?(?:[男女]|[0-9]{1,3}岁|\p{Han}{1,3}族|住|家住|现住|系|(?:19|20)[0-9]{2}年(?:[0-9]{1,2}月)?生)){0,4} ?[,(]?((?:\p{Han}{1,8}[省市州])?(?:\p{Han}{1,8}[县区市旗])?\p{Han}{1,8}(?:镇|乡|街道|苏木)\p{Han}{1,12}?(?:村委会|村民委员会|村|社区|嘎查|居委会)\p{Han}{0,8}?第?[0-9一二三四五六七八九十]{1,3}(?:村民小组|村民组|组|社|队|号)(?: ?[0-9]{1,4}号)?)`)

// findHomesOfPersons finds such a place behind a name.
func findHomesOfPersons(f *folded, found []Personal) []Personal {
	var out []Personal
	for _, p := range found {
		if p.Kind != PersonName {
			continue
		}
		end := sort.Search(len(f.index), func(i int) bool { return int(f.index[i]) >= p.End })
		if m := homeOfPerson.FindStringSubmatchIndex(firstRunes(f.text[end:], 80)); m != nil && m[2] > 0 {
			out = append(out, f.at(Address, "address-beside-name", Likely, end+m[2], end+m[3], maskAddress))
		}
	}
	return out
}
