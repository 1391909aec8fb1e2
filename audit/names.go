package audit

import (
	"regexp"
	"strings"
	"sync"
	"unicode/utf8"
)

// personLabels stand before the name of a person and nothing else.
func personLabels() []string {
	return strings.Fields(`填报人 填表人 填写人 填报员 填表 制表人 制表 制单人 制单 经办人 经办 承办人 联系人 联络人 联络员 审核人 复核人 审批人 报送人 撰稿人 校对人 编制人 报告人 起草人 拟稿人
		申请人 申请者 受助人 受助者 受益人 受助职工 受助学生 受助对象 救助对象姓名 户主 领款人 领取人 代领人 收款人 签收人 接收人 发放人 证明人 监护人 担保人 委托人 被委托人 代理人 调查人 走访人 入户人 记录人 录入人 核对人 核查人 验收人 采购人员 保管人 出纳 会计
		法定代表人 法人代表 姓名 名字 患者 患者姓名 病人 病患 学生姓名 职工姓名 孩子姓名 子女姓名 家长 配偶 父亲 母亲 丈夫 妻子 儿子 女儿 监护人姓名 收款人名称 审核 复核 签发 批准 编制 撰稿 供稿 校对 起草 拟稿 审批 核对 捐赠人 捐款人 志愿者姓名 收件人 签名 签字 署名 签章 财务负责人 单位负责人 项目负责人 部门负责人 主要负责人 分管领导 分管负责人 主管领导 负责人 责任人 帮扶责任人 结对干部 帮扶干部 包保责任人 户名 开户人 持卡人 投诉人 举报人 信访人 当事人 死者 伤者 工亡职工 受伤职工 救助人 被救助人 帮扶对象 慰问对象 困难职工姓名 负责同志 主办人 报账员 报账人 项目联系人 业务联系人 专管员 具体联系人 曾用名
		通讯员 抄报人 受访人 讲述人 投稿人 摄影 文字 报送 报告 组长 副组长 主任 副主任 科长 局长 站长 所长 院长 书记 主席 会长 秘书长 经理 队长 村主任 村支书 班主任 组员 成员 人员 受援人 被害人 受害人 养护人 抚养人 赡养人 寄养人 领养人 收养人 供养人 抚养对象 享受人 享受对象 发放对象 救助对象 补助对象 资助对象 扶助对象 补贴对象 奖励对象 获奖者 获得者 获奖人 中奖人 承租人 租户 房主 业主 农户 贷款人 借款人 承包人 经营者 投保人 被保险人 参保人 缴费人 领证人 持证人 驾驶人 车主 学员 学生 儿童 老人 护理员 照料人 探访人 探视人 评审专家 专家组成员 评审人 评估人 评价人 主评人 参评人员 监督人 监管人 监交人 移交人 保洁员 护林员 网格员 驻村干部 第一书记 包村干部 包片干部 联村领导 责任医生 签约医生 带班领导 值班人员 值班人 报告撰写人 撰写人 执笔人 执笔 统稿 主笔 送审人 送检人 申报人 申报者 申领人 推荐人 介绍人 保证人 见证人 公证人 继承人 遗属 家属 亲属 紧急联系人 法人 开票人 复核员 出纳员 审计人员 评价组长 评价组成员`)
}

// looseLabels stand before units and sentences as well: what follows must look
// like a name.
func looseLabels() []string {
	return strings.Fields(`负责人 责任人 财务负责人 单位负责人 项目负责人 部门负责人 主要负责人 分管领导 分管负责人 主管领导 帮扶对象 慰问对象 受助对象 户名 收款人 开户人 会计 出纳 家长 配偶 父亲 母亲 丈夫 妻子 儿子 女儿 病人 病患 患者 制表 填表 制单 经办 名字 签字 签名 签章 署名 受助职工 受助学生 采购人员 法定代表人 法人代表 委托人 代理人 申请人 受益人 领取人 帮扶责任人 持卡人 救助人 结对干部 帮扶干部 户主 监护人 当事人 死者 伤者 志愿者姓名 受助人 申请者 受助者
		摄影 文字 报送 报告 组长 副组长 主任 副主任 科长 局长 站长 所长 院长 书记 主席 会长 秘书长 经理 队长 村主任 村支书 班主任 组员 成员 人员 受援人 被害人 受害人 抚养对象 享受对象 发放对象 救助对象 补助对象 资助对象 扶助对象 补贴对象 奖励对象 获奖者 获得者 获奖人 租户 房主 业主 农户 承包人 经营者 参保人 学员 学生 儿童 老人 护理员 评审专家 专家组成员 参评人员 保洁员 护林员 网格员 驻村干部 第一书记 包村干部 包片干部 联村领导 带班领导 值班人员 值班人 推荐人 遗属 家属 亲属 法人 审计人员 评价组长 评价组成员 执笔 统稿 主笔`)
}

type labelTable struct {
	labels phrases
	loose  map[string]bool
	verbs  map[string]bool // of what was done; they need a colon
}

var nameLabels = sync.OnceValue(func() labelTable {
	loose := map[string]bool{}
	for _, l := range looseLabels() {
		loose[l] = true
	}
	verbs := map[string]bool{}
	for _, l := range strings.Fields("审核 复核 签发 批准 编制 撰稿 供稿 校对 起草 拟稿 审批 核对 制表 填表 制单 经办 摄影 文字 报送 报告 主任 副主任 科长 局长 站长 所长 院长 书记 主席 会长 秘书长 经理 队长 成员 人员 学生 儿童 老人 学员 农户 家属 法人 组长 副组长 执笔 统稿 主笔") {
		verbs[l], loose[l] = true, true
	}
	return labelTable{newPhrases(personLabels()...), loose, verbs}
})

var (
	nameList  = regexp.MustCompile(`(?:人员|职工|对象|受助|救助|慰问|帮扶|发放|学生|获奖|人选|受益人|入围|补助|资助|公示|表彰|先进|公示期|领取|受灾|户主|低保|党员)名单(?:公示)?(?:如下|为|\([^()\n]{0,12}\))?[ ]*[:][ \n]*`)
	nameSexed = regexp.MustCompile(`(?:^|[^\p{Han}]|职工|同志|学生|村民|居民|员工|工人|户主|姓名|患者|党员|劳模|农民工|其子|其女|儿子|女儿|妻子|丈夫)(\p{Han}{2,4}(?:·\p{Han}{1,8}){0,3})[,(、 ]{1,2}(?:系)?[男女](?:性)?[,)、;。 \n0-9]`)
	// A value is a name of Han characters, perhaps with blanks inside, or one with
	// points, or one in Latin letters.
	nameValue  = regexp.MustCompile(`^(?:\p{Han}{1,8}(?: ?[·•・‧.] ?\p{Han}{1,8}){1,4}|\p{Han} {1,4}\p{Han}(?: {1,4}\p{Han})?|\p{Han}{2,4})`)
	latinValue = regexp.MustCompile(`^[A-Z][a-z]{1,14}(?: [A-Z][a-z]{1,14}){1,2}`)
	nextName   = regexp.MustCompile(`^(?:\([^()\n]{1,16}\))?(?: ?(?:[、,/;&]|和|与|及) ?| {1,4}|\n(?:[0-9]{1,3}[.、])? ?)`)
	titleEnds  = []string{"同志", "先生", "女士", "主任", "副主任", "主席", "副主席", "书记", "局长", "副局长", "科长", "副科长", "部长", "副部长", "处长", "会计", "老师", "师傅", "医生", "校长", "经理", "院长", "站长", "所长", "队长", "组长", "干事", "秘书", "性别", "年龄", "民族", "出生", "身份证", "联系", "电话", "手机", "住址", "职务", "学历"}
)

// maxNames limits how many names follow one label.
const maxNames = 500

// findNames finds names after labels, in lists, before a sex and in running words.
func findNames(f *folded) []Personal {
	var found []Personal
	f.each(labelSign, nameLabels().labels, func(start, end int) {
		found = append(found, f.namesAfter(start, end)...)
	})
	if strings.Contains(f.text, "名单") {
		for _, m := range nameList.FindAllStringIndex(f.text, -1) {
			found = append(found, f.namesFrom(m[1], likeName, "name-list", Likely)...)
		}
	}
	found = append(found, f.sexedNames()...)
	return append(found, findProseNames(f)...)
}

// namesAfter reads the names behind the label at [start, end).
func (f *folded) namesAfter(start, end int) []Personal {
	label := strings.ReplaceAll(f.text[start:end], " ", "")
	a := f.skipLabel(end)
	if a.at >= len(f.text) {
		return nil
	}
	fits := likeName
	switch {
	case !a.colon && nameLabels().verbs[label]:
		return nil
	case a.colon && !nameLabels().loose[label]:
		fits = likeAnyName
	case !a.colon && !a.blank:
		fits = isStrictName
	}
	if a.colon && !nameLabels().loose[label] {
		if m := latinValue.FindString(firstRunes(f.text[a.at:], longestName)); m != "" {
			return []Personal{f.at(PersonName, "name-label", Likely, a.at, a.at+len(m), maskName)}
		}
	}
	found := f.namesFrom(a.at, fits, "name-label", Certain)
	if len(found) == 0 && a.colon {
		found = f.nameBehindUnit(a.at)
	}
	return found
}

// nameBehindUnit finds the name in 联系人：某局办公室 赵甲 or 综合科赵甲乙.
func (f *folded) nameBehindUnit(at int) []Personal {
	value := firstRunes(f.text[at:], 32)
	value = value[:len(value)-len(strings.TrimLeftFunc(value, func(r rune) bool { return isHan(r) || r == ' ' }))]
	for _, unit := range []string{"部", "科", "室", "处", "局", "会", "办", "中心", "站", "股", "院", "校", "公司", "社区", "村", "主任", "主席", "书记", "干部", "科长", "部长", "会计", "主管", "同志", "长"} {
		i := strings.LastIndex(value, unit)
		if i < 0 {
			continue
		}
		from := i + len(unit)
		from += len(value[from:]) - len(strings.TrimLeft(value[from:], " "))
		if n := f.nameAt(at+from, likeName); n > 0 {
			return []Personal{f.at(PersonName, "name-label", Likely, at+from, at+from+n, maskName)}
		}
	}
	return nil
}

// sexedNames finds names before a sex: 赵某某，女，45岁.
func (f *folded) sexedNames() []Personal {
	var found []Personal
	for _, m := range f.in(nameSexed, sexSign, tellsSex) {
		start, name := m[2], f.text[m[2]:m[3]]
		for _, role := range roleWords() {
			if rest, ok := strings.CutPrefix(name, role); ok && utf8.RuneCountInString(rest) >= 2 {
				start, name = m[3]-len(rest), rest
				break
			}
		}
		if likeName(name) {
			found = append(found, f.at(PersonName, "name-sex", Certain, start, m[3], maskName))
		}
	}
	return found
}

// tellsSex tells whether a line has a sex behind a mark, as [nameSexed] asks for.
func tellsSex(line string) bool {
	for i, r := range line {
		if (r == '男' || r == '女') && suffixOf(strings.TrimSuffix(line[:i], "系"), ",", "(", "、", " ") != "" {
			return true
		}
	}
	return false
}

// namesFrom reads one name after another from a place on.
func (f *folded) namesFrom(at int, fits func(string) bool, rule string, c Confidence) []Personal {
	var found []Personal
	for range maxNames {
		end := at + f.nameAt(at, fits)
		if end > at {
			found = append(found, f.at(PersonName, rule, c, at, end, maskName))
		} else if end += maskedNameAt(f.text[at:]); end == at {
			break
		}
		next := nextName.FindString(firstRunes(f.text[end:], longestName))
		if next == "" || strings.Contains(next, "\n") && rule != "name-list" {
			break
		}
		at, fits = end+len(next), likeName
	}
	return found
}

// maskedNameAt gives the length of a name that is masked already, 0 for none.
func maskedNameAt(s string) int {
	surname := surnameOf(firstRunes(s, 3), true)
	rest := s[len(surname):]
	n := len(rest) - len(strings.TrimLeft(rest, "某*"))
	if surname == "" || n == 0 || !endsHere(rest[n:]) {
		return 0
	}
	return len(surname) + n
}

// longestName is the number of characters in which a name is looked for.
const longestName = 48

// nameAt gives the length of the name at a place, 0 when there is none. A name
// ends where the words end, or before a title: 负责人：组织实施 has none.
func (f *folded) nameAt(at int, fits func(string) bool) int {
	rest := f.text[at:]
	if n, _ := peopleName(rest); n > 0 && endsHere(rest[n:]) && fits(rest[:n]) {
		return n
	}
	name := nameValue.FindString(firstRunes(rest, longestName))
	if parts := strings.Fields(name); len(parts) == 3 && !strings.ContainsAny(name, "·•・‧.") && !spacedName(name) {
		name = name[:strings.LastIndexByte(strings.TrimRight(name[:len(name)-len(parts[2])], " ")+" ", ' ')]
	}
	if strings.Contains(name, " ") && !strings.ContainsAny(name, "·•・‧.") && (!spacedName(name) || !endsHere(rest[len(name):])) {
		name = name[:strings.IndexByte(name, ' ')]
	}
	if name == "" {
		return 0
	}
	if endsHere(rest[len(name):]) && fits(name) {
		return len(name)
	}
	return titledName(rest, fits)
}

// titledName gives the length of a name that a title follows: 赵甲乙主任.
func titledName(rest string, fits func(string) bool) int {
	for n := 4; n >= 2; n-- {
		name := firstRunes(rest, n)
		if title := prefixOf(rest[len(name):], titleEnds...); title != "" && likeName(name) && fits(name) {
			return len(name)
		}
	}
	return 0
}

// spacedName tells whether a name with blanks is one name: single characters apart.
func spacedName(name string) bool {
	parts := strings.Fields(name)
	for _, p := range parts {
		if utf8.RuneCountInString(p) != 1 {
			return false
		}
	}
	return surnameOf(strings.Join(parts, ""), true) != "" && !isWord(strings.Join(parts, ""))
}

// endsHere tells whether a value may end before rest.
func endsHere(rest string) bool {
	r, _ := utf8.DecodeRuneInString(rest)
	return rest == "" || strings.ContainsRune(" \n\r\t,;、/|()。:*_<&[]\"”-!?+", r) || isDigit(rest[0]) || isLetter(rest[0]) || rest[0] == '\\' ||
		prefixOf(rest, "等", "联系", "电话", "手机", "身份证", "和", "与", "及") != ""
}

// likeAnyName tells whether a value behind a label of persons is a name, its
// surname known or not: 扎西顿珠.
func likeAnyName(s string) bool {
	if strings.ContainsAny(s, "·•・‧.") {
		return true
	}
	s = strings.ReplaceAll(s, " ", "")
	n := utf8.RuneCountInString(s)
	return isPeopleName(s) || n >= 2 && n <= 4 && !isWordOnly(s)
}

// likeName tells whether a value is a name with a surname.
func likeName(s string) bool {
	if strings.ContainsAny(s, "·•・‧.") {
		return !isWord(s)
	}
	s = strings.ReplaceAll(s, " ", "")
	surname := surnameOf(s, true)
	n := utf8.RuneCountInString(s) - utf8.RuneCountInString(surname)
	return isPeopleName(s) || surname != "" && n >= 1 && n <= 2 && !isWord(s)
}
