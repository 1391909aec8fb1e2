package audit

import (
	"regexp"
	"strings"
	"unicode/utf8"
)

// nameLabels come before the name of a person who filled in, handles or answers
// for something, or who receives help.
const nameLabels = `填报人|填表人|填写人|制表人|制单人|经办人|承办人|联系人|联络人|负责人|责任人|审核人|复核人|审批人|报送人|撰稿人|校对人|编制人|申请人|受助人|受益人|救助对象姓名|户主|领款人|收款人|签收人|证明人|监护人|法定代表人|法人代表|姓名`

var (
	nameLabel = regexp.MustCompile(`(?:` + nameLabels + `)(?:姓名)?(?:[及和、/]?(?:联系)?(?:电话|方式))?(?: *\([^()\n]{0,8}\))?[*_ ]*(?:(:)[*_ ]*| {1,4})`)
	nameList  = regexp.MustCompile(`(?:人员|职工|对象|受助|救助|慰问|帮扶|发放)名单(?:如下|为)?[ ]*[:][ \n]*`)
	nameSexed = regexp.MustCompile(`(?:^|[^\p{Han}])(\p{Han}{2,4})[,(、 ]{1,2}[男女][,)、 ]`)
	// A value is a name of Han characters, perhaps with blanks inside, or one with points.
	nameValue = regexp.MustCompile(`^(?:\p{Han}{1,8}(?:[·•・‧.]\p{Han}{1,8}){1,4}|\p{Han} {1,4}\p{Han}(?: {1,4}\p{Han})?|\p{Han}{2,4})`)
	nextName  = regexp.MustCompile(`^(?: ?[、,/;] ?| {1,4})`)
)

// maxNames limits how many names follow one label.
const maxNames = 500

// findNames finds names after labels and in lists of names.
func findNames(f *folded) []Personal {
	var found []Personal
	if containsAny(f.text, strings.Split(nameLabels, "|")...) {
		for _, m := range nameLabel.FindAllStringSubmatchIndex(f.text, -1) {
			sure := m[2] >= 0 && strings.Contains(f.text[m[0]:m[1]], "姓名")
			found = append(found, f.namesFrom(m[1], sure)...)
		}
	}
	if strings.Contains(f.text, "名单") {
		for _, m := range nameList.FindAllStringIndex(f.text, -1) {
			found = append(found, f.namesFrom(m[1], false)...)
		}
	}
	if containsAny(f.text, "男", "女") {
		found = append(found, f.sexedNames()...)
	}
	return found
}

// sexedNames finds names before a sex: 赵某某，女，45岁.
func (f *folded) sexedNames() []Personal {
	var found []Personal
	for _, m := range nameSexed.FindAllStringSubmatchIndex(f.text, -1) {
		if looksLikeName(f.text[m[2]:m[3]], false) {
			found = append(found, f.at(PersonName, m[2], m[3], maskName))
		}
	}
	return found
}

// namesFrom reads one name after another from a place on.
func (f *folded) namesFrom(at int, sure bool) []Personal {
	var found []Personal
	for range maxNames {
		end := at + f.nameAt(at, sure)
		if end == at {
			break
		}
		found = append(found, f.at(PersonName, at, end, maskName))
		next := nextName.FindString(firstRunes(f.text[end:], longestName))
		if next == "" {
			break
		}
		at, sure = end+len(next), false
	}
	return found
}

// longestName is the number of characters in which a name is looked for.
const longestName = 48

// nameAt gives the length of the name at a place, 0 when there is none. A name
// ends where the words end: 负责人：组织实施 has none.
func (f *folded) nameAt(at int, sure bool) int {
	rest := f.text[at:]
	name := nameValue.FindString(firstRunes(rest, longestName))
	if strings.Contains(name, " ") && (!f.spaced(name) || !endsHere(rest[len(name):])) {
		name = name[:strings.IndexByte(name, ' ')]
	}
	if name == "" || !endsHere(rest[len(name):]) || !looksLikeName(name, sure) {
		return 0
	}
	return len(name)
}

// spaced tells whether a name with blanks is one name: single characters apart.
func (f *folded) spaced(name string) bool {
	parts := strings.Fields(name)
	for _, p := range parts {
		if utf8.RuneCountInString(p) != 1 {
			return false
		}
	}
	return isSurname(parts[0])
}

// endsHere tells whether a value may end before rest.
func endsHere(rest string) bool {
	r, _ := utf8.DecodeRuneInString(rest)
	return rest == "" || strings.ContainsRune(" \n\t,;、/|()。:*_<&", r) || isDigit(rest[0])
}

// looksLikeName tells whether a short value is a person's name. After a label
// that says 姓名 the surname may be a rare one.
func looksLikeName(s string, sure bool) bool {
	if strings.ContainsAny(s, "·•・‧.") {
		return true
	}
	s = strings.ReplaceAll(s, " ", "")
	n := utf8.RuneCountInString(s)
	if n < 2 || n > 4 || strings.Contains(s, "某") || suffixOf(s, notNames()...) != "" {
		return false
	}
	if sure {
		return true
	}
	if isCompoundSurname(s) {
		return n >= 3
	}
	return n <= 3 && isSurname(s)
}

// notNames end the names of units, places and posts, and words that stand where
// a name should.
func notNames() []string {
	return []string{
		"工会", "总会", "协会", "委员会", "办公室", "中心", "公司", "单位", "部门", "机构", "学校", "医院", "银行", "集团", "小组", "党组", "支队", "大队",
		"局", "厅", "处", "科", "室", "县", "区", "市", "省", "州", "乡", "镇", "街道", "社区", "车间", "班组",
		"主席", "主任", "书记", "局长", "部长", "处长", "科长", "会长", "院长", "校长", "经理", "干部", "职工", "人员", "同志",
		"成员", "全体", "电话", "地址", "日期", "签字", "签名", "盖章", "公章", "金额", "人数", "合计", "小计", "总计", "暂无", "不详", "实施", "负责", "安排", "管理",
	}
}

func isSurname(s string) bool {
	r, size := utf8.DecodeRuneInString(s)
	return size > 0 && strings.ContainsRune(surnames, r)
}

func isCompoundSurname(s string) bool {
	return prefixOf(s, strings.Fields(compoundSurnames)...) != ""
}

// maskName keeps the surname: 赵某某, 欧阳某某. Of a name with points it keeps the
// first character.
func maskName(s string) string {
	if first := prefixOf(s, strings.Fields(compoundSurnames)...); first != "" && utf8.RuneCountInString(s) > 2 {
		return first + "某某"
	}
	return firstRunes(s, 1) + "某某"
}

// The surnames of more than 99 in 100 people, and those of two characters.
const (
	surnames = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高郑梁谢宋唐许邓韩冯曹彭曾肖萧田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付傅方" +
		"白邹孟熊秦邱丘江尹薛闫阎段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤常温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒" +
		"阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳欧管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧" +
		"闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝官封谈匡鞠惠荆乐冀郁胥南班储原栗燕楚鄢劳谌奚皮粟冼蔺楼盘满闻位厉伊仝区郜海阚花权强帅屠豆朴盖练廉禹井祖漆巴丰支卿国狄平计索宣晋相初门云容敬来扈晁芮都普阙浦戈伏鹿薄邸雍辜羊阿乌母裘亓修邰赫杭况那宿鲜印逯隆茹诺战慕危玉银亢嵇公哈湛宾戎勾茅利於呼居揭干但尉冶斯元束檀衣信展阴昝智幸奉植衡富尧闭由" +
		"刀依罕傣普者李撒"
	compoundSurnames = "欧阳 司马 上官 诸葛 皇甫 尉迟 公孙 慕容 令狐 司徒 轩辕 夏侯 东方 南宫 西门 端木 百里 长孙 宇文 呼延 独孤 拓跋 鲜于 闾丘 司空 太史 申屠 澹台 钟离 淳于 公冶 濮阳 赫连 万俟 第五 纳兰 完颜"
)
