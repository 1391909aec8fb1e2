package audit

import (
	"regexp"
	"strings"
)

var (
	emailForm  = regexp.MustCompile(`[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}`)
	idForm     = regexp.MustCompile(`[1-9][0-9]{5}[ -]?(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])[ -]?[0-9]{3}[0-9Xx]`)
	idLabelled = regexp.MustCompile(`身份证(?:号码|号)?[^0-9\n]{0,4}([1-9][0-9]{14}(?:[0-9]{2}[0-9Xx])?)`)
	mobileForm = regexp.MustCompile(`(?:\+?86[ -]?)?1[3-9][0-9](?:[ -]?[0-9]{4}[ -]?[0-9]{4}|[ -]?[0-9]{3}[ -]?[0-9]{5})`)
	cardForm   = regexp.MustCompile(`[3-9][0-9]{3}(?:[ -]?[0-9]{4}){3}(?:[ -]?[0-9]{1,3})?|[3-9][0-9]{15,18}`)
	areaForm   = regexp.MustCompile(`\(?0[0-9]{2,3}(?:\)[ -]?|-| - ?| )[2-9][0-9]{2,3}[ -]?[0-9]{4}(?:-[0-9]{1,6})?`)
	phoneLabel = regexp.MustCompile(`(?:电[ ]*话|座机|传真|固话|联系方式|手机|(?i:tel|fax))(?:号码|号)?(?:[*_ ]*:[*_ ]*(?:\p{Han}{2,4}[ ,、]+)?|[*_ |]*)((?:\(?0[0-9]{2,3}\)?[ -]*)?[2-9][0-9]{2,3}[ -]?[0-9]{4}(?:-[0-9]{1,6})?)`)
)

func findEmails(f *folded) []Personal {
	if !strings.Contains(f.text, "@") {
		return nil
	}
	return f.each(emailForm, Email, maskEmail, func(start, end int) bool {
		return f.alone(start, end) && (start == 0 || !strings.ContainsRune("@*.", rune(f.text[start-1])))
	})
}

// findIDCards finds 18 digits with a date of birth, or what follows 身份证号. A
// wrong check digit is masked too: a mistyped number still points at a person.
func findIDCards(f *folded) []Personal {
	found := f.each(idForm, IDCard, maskIDCard, func(start, end int) bool {
		return f.alone(start, end) && !f.isCode(start)
	})
	for _, m := range idLabelled.FindAllStringSubmatchIndex(f.text, -1) {
		if f.alone(m[2], m[3]) {
			found = append(found, f.at(IDCard, m[2], m[3], maskIDCard))
		}
	}
	return found
}

// isCode tells whether the number at start is a public one: a credit code, an
// index number, an account of the treasury.
func (f *folded) isCode(start int) bool {
	return containsAny(f.line(start, 12), "信用代码", "机构代码", "索引号", "编号", "文号", "条形码", "发票", "登记号", "许可证")
}

func findMobiles(f *folded) []Personal {
	return f.each(mobileForm, Mobile, maskMobile, func(start, end int) bool {
		return f.alone(start, end) && !f.isMoney(start, end) && !f.isCode(start)
	})
}

// isMoney tells whether a number is an amount or a count, not a telephone.
func (f *folded) isMoney(start, end int) bool {
	left, right := strings.TrimRight(f.text[:start], " "), strings.TrimLeft(f.text[end:], " ")
	return prefixOf(right, "元", "万", "亿", "人", "户", "%", "分", "角", "吨", "亩") != "" || suffixOf(left, "¥", "￥", ".", ",") != "" ||
		len(right) > 1 && (right[0] == '.' || right[0] == ',') && isDigit(right[1])
}

// findBankCards finds 16 to 19 digits that pass the Luhn test, and all such
// numbers after 卡号.
func findBankCards(f *folded) []Personal {
	return f.each(cardForm, BankCard, maskBankCard, func(start, end int) bool {
		digits := digitsOf(f.text[start:end])
		labelled := containsAny(f.line(start, 14), "卡号", "银行卡", "个人账号", "个人账户")
		return f.alone(start, end) && !f.isMoney(start, end) && !f.isCode(start) && (labelled || luhn(digits))
	})
}

func luhn(digits string) bool {
	sum := 0
	for i := range len(digits) {
		n := int(digits[len(digits)-1-i] - '0')
		if i%2 == 1 {
			n *= 2
		}
		sum += n/10 + n%10
	}
	return sum%10 == 0
}

// findLandlines finds numbers with an area code, and seven or eight digits after
// a label. The hotlines of services and complaints are there to be called.
func findLandlines(f *folded) []Personal {
	found := f.each(areaForm, Landline, maskLandline, func(start, end int) bool {
		return f.alone(start, end) && !f.isMoney(start, end) && !f.isCode(start) && !f.isHotline(start)
	})
	for _, m := range phoneLabel.FindAllStringSubmatchIndex(f.text, -1) {
		if f.alone(m[2], m[3]) && !f.isMoney(m[2], m[3]) && !f.isHotline(m[2]) {
			found = append(found, f.at(Landline, m[2], m[3], maskLandline))
		}
	}
	return found
}

func (f *folded) isHotline(start int) bool {
	return containsAny(f.line(start, 12), "热线", "监督", "举报", "投诉", "咨询", "服务电话", "维权")
}

// each gives every match of form that fits.
func (f *folded) each(form *regexp.Regexp, kind string, mask func(string) string, fits func(start, end int) bool) []Personal {
	var found []Personal
	for _, m := range form.FindAllStringIndex(f.text, -1) {
		if fits(m[0], m[1]) {
			found = append(found, f.at(kind, m[0], m[1], mask))
		}
	}
	return found
}

func digitsOf(s string) string {
	return strings.Map(func(r rune) rune {
		if '0' <= r && r <= '9' {
			return r
		}
		return -1
	}, s)
}
