package audit

import (
	"regexp"
	"strings"
)

var (
	emailForm   = regexp.MustCompile(`[A-Za-z0-9._%+-]{1,64} ?@ ?[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){0,5}\.[A-Za-z]{2,}`)
	accountForm = regexp.MustCompile(`(?i)(?:微信(?:号码|号|账号|帐号)?|wechat|(?:qq|扣扣)(?:号码|号|账号|帐号)?|抖音号|支付宝(?:账号|帐号)?)[*_ ]*(?:[(][^()\n]{0,12}[)])?[ ]*(?:[:是为|][*_ |]*)?([A-Za-z0-9][A-Za-z0-9_-]{4,19})`)
	plateForm   = regexp.MustCompile(`[京津沪渝冀豫云滇黔秦陇辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-HJ-Z][·•. -]?(?:[A-HJ-NP-Z0-9]{5,6}|[A-HJ-NP-Z0-9]{4}[学警港澳挂])`)
	certForm    = regexp.MustCompile(`(?:护照|通行证|台胞证|军官证|士官证|士兵证|文职证|警官证|驾驶证|驾照|居留证|居住证|退役军人证|优待证|学生证|学籍号|学号|医保卡|医保|医疗保险|医疗证|合作医疗证|社会保障卡|社保|户口簿|户口本|户号|结婚证|离婚证|出生(?:医学)?证明?|准考证|考号|退休证|离休证|就业创业证|就业失业登记证|失业证|健康证|独生子女证|光荣证|烈属证|抚恤证|五保证|特困证|救助证|电表号|缴费户号|低保户号|工资号|会员证|保单|就诊卡|住院号|病历号|病案号|门诊号|社保卡|低保证|残疾人证|残疾证|工伤证|证件)(?:件)?(?:个人)?(?:号码|编号|证号|号)?[*_ ]*[:是为|]?[*_ |]*((?:[\p{Han}]{1,4}字第?)?[A-Za-z]{0,3}[0-9][0-9A-Za-z-]{5,23})号?`)
)

// findEmails finds e-mail addresses, but not those that a label makes public.
func findEmails(f *folded) []Personal {
	if !strings.Contains(f.text, "@") {
		return nil
	}
	var found []Personal
	for _, m := range emailForm.FindAllStringIndex(f.text, -1) {
		left := f.left(m[0], 14)
		joined := m[0] > 0 && strings.ContainsRune("@*", rune(f.text[m[0]-1]))
		if joined || m[1] < len(f.text) && f.text[m[1]] == '@' || containsAny(left, "监督", "举报", "投诉", "咨询", "公开邮箱", "公开信箱", "意见征集", "意见箱", "官方邮箱", "单位邮箱") {
			continue
		}
		found = append(found, f.at(Email, "email", Certain, m[0], m[1], maskEmail))
	}
	return found
}

// findAccounts finds WeChat and QQ numbers after their labels. What a unit sends
// out to all (公众号) and groups are public.
func findAccounts(f *folded) []Personal {
	return f.labelled(accountForm, Account, "account-label", maskAccount, accountSign, tellsAccount, func(label, value string) bool {
		return !containsAny(label, "公众", "群") && (strings.ContainsAny(value, "0123456789") || strings.ContainsAny(label, "号:"))
	})
}

// tellsAccount tells whether a line has a label and a number as [accountForm] asks
// for.
func tellsAccount(line string) bool {
	return hasCode(line, 5) && containsAny(strings.ToLower(line), "微信", "qq", "扣扣", "wechat", "抖音号", "支付宝")
}

// findPlates finds the number plates of cars; those of a unit are left.
func findPlates(f *folded) []Personal {
	var found []Personal
	for _, m := range f.in(plateForm, capitalSign, hasCapital) {
		digits := len(digitsOf(f.text[m[0]:m[1]]))
		public := containsAny(f.left(m[0], 14), "公务", "公车", "执法", "应急", "单位车辆", "救护车", "消防车", "文号", "编号")
		if digits >= 2 && !public && !f.joinsRight(m[1]) && prefixOf(f.text[m[1]:], "元", "万", "号文", "-") == "" {
			found = append(found, f.at(CarPlate, "car-plate", Likely, m[0], m[1], maskPlate))
		}
	}
	return found
}

// findCertificates finds the numbers of passports, permits and cards after their labels.
func findCertificates(f *folded) []Personal {
	return f.labelled(certForm, Certificate, "certificate-label", maskCertificate, certificateSign, tellsCertificate, func(_, value string) bool {
		return len(digitsOf(value)) >= 5
	})
}

// tellsCertificate tells whether a line has a number as [certForm] asks for, and
// what stands in the label of one.
func tellsCertificate(line string) bool {
	return hasCode(line, 6) && containsAny(line, "证", "护照", "驾照", "学籍号", "学号", "卡", "号", "保")
}

// labelled gives the values that a form finds behind a label in its first group.
func (f *folded) labelled(form *regexp.Regexp, kind, rule string, mask func(string) string, has sign, may func(line string) bool, fits func(label, value string) bool) []Personal {
	var found []Personal
	for _, m := range f.in(form, has, may) {
		label, value := f.text[m[0]:m[2]], f.text[m[2]:m[3]]
		money := f.isMoney(m[2], m[3]) && !strings.Contains(label, ":")
		if !f.joinsRight(m[3]) && !money && fits(label, value) {
			found = append(found, f.at(kind, rule, Certain, m[2], m[3], mask))
		}
	}
	return found
}

var (
	birthLabel = regexp.MustCompile(`(?:出生(?:年月日|日期|年月|时间)?|生日|生于|出生于)[*_ ]*(?:[:是为|][*_ |]*)?((?:19|20)[0-9]{2}(?:[年./-][ ]?[0-9]{1,2}(?:[月./-](?:[ ]?[0-9]{1,2}日?)?)?|(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])))`)
	birthAfter = regexp.MustCompile(`((?:19|20)[0-9]{2}[年./-] ?[0-9]{1,2}[月./-]?(?: ?[0-9]{1,2}日?)?)[ ]?(?:出生|生(?:[,)。;]|$)|生人)`)
)

// findBirthDates finds dates of birth. A date from which or up to which somebody
// is entitled is a rule and no person's.
func findBirthDates(f *folded) []Personal {
	var found []Personal
	for _, form := range []*regexp.Regexp{birthLabel, birthAfter} {
		for _, m := range f.in(form, birthSign, tellsBirth) {
			around := f.left(m[2], 8) + f.right(m[3], 8)
			if suffixOf(f.left(m[2], 2), "至", "到", "~", "自", "从") == "" && !containsAny(around, "以后", "之后", "以前", "之前", "及以", "起出生", "期间", "年至", "至20", "后出", "前出") && !f.isMoney(m[2], m[3]) {
				found = append(found, f.at(BirthDate, "birth-date", Certain, m[2], m[3], maskBirthDate))
			}
		}
	}
	return found
}

// tellsBirth tells whether a line has what stands beside a date of birth.
func tellsBirth(line string) bool {
	for rest := line; ; {
		before, after, ok := strings.Cut(rest, "生")
		if !ok {
			return false
		}
		if suffixOf(before, "出", "日", "月", "年", " ", ".", "/", "-") != "" || prefixOf(after, "日", "于", "人") != "" || before != "" && isDigit(before[len(before)-1]) {
			return true
		}
		rest = after
	}
}

// hasCapital tells whether a line has a capital letter.
func hasCapital(line string) bool {
	return strings.ContainsFunc(line, func(c rune) bool { return 'A' <= c && c <= 'Z' })
}

// hasCode tells whether a line has digits and letters that stand together as in
// the number of a card, so many at least.
func hasCode(line string, least int) bool {
	n := 0
	for i := range len(line) {
		if c := line[i]; !isDigit(c) && !isLetter(c) && c != '-' && c != '_' {
			n = 0
		} else if n++; n == least {
			return true
		}
	}
	return false
}
