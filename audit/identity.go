package audit

import (
	"slices"
	"strconv"
	"strings"
)

// idCard reads a resident's identity number of GB 11643: six digits of a region,
// a date of birth, three digits and a check character; or the old one of fifteen
// digits. A wrong check digit is masked too: a mistyped number still points at a
// person.
func (w window) idCard() (Personal, bool) {
	if len(w.digits) < 14 || len(w.digits) > 20 {
		return Personal{}, false
	}
	end, digits := w.withCheck()
	sense := w.sense
	if sense == codeSense || !w.f.aloneID(w.start(), end, digits) || w.f.isMoney(w.start(), end) {
		return Personal{}, false
	}
	sure := Likely
	switch {
	case len(digits) == 20 && checksID(digits[:18]) && bornAt(digits[6:14]):
		sure = Certain // a card of the disabled: two more digits
	case len(digits) == 18 && bornAt(digits[6:14]) && checksID(digits):
		sure = Certain
	case len(digits) == 18 && bornAt(digits[6:14]) && isUnitCode(digits):
		return Personal{}, false
	case len(digits) == 18 && bornAt(digits[6:14]) && w.groupsOfID():
	case len(digits) == 15 && isProvince(digits) && bornAt("19"+digits[6:12]) && w.groupsOfID():
	case sense == idSense:
		sure = Certain
	default:
		return Personal{}, false
	}
	if sense == idSense {
		sure = Certain
	}
	return w.f.at(IDCard, "id-number", sure, w.start(), end, maskIDCard), true
}

// withCheck takes the X of a check character to the number.
func (w window) withCheck() (end int, digits string) {
	end, digits = w.end(), w.digits
	if len(digits) != 17 {
		return end, digits
	}
	i := end
	for i < len(w.f.text) && i-end < 3 && (w.f.text[i] == ' ' || w.f.text[i] == '-') {
		i++
	}
	if i < len(w.f.text) && (w.f.text[i]|0x20 == 'x') {
		return i + 1, digits + "X"
	}
	return end, digits
}

// aloneID allows the letter of a student's number before an identity number.
func (f *folded) aloneID(start, end int, digits string) bool {
	if f.joinsRight(end) {
		return false
	}
	if !f.joinsLeft(start) {
		return true
	}
	return len(digits) == 18 && checksID(digits) && strings.ContainsRune("GLJglj", rune(f.text[start-1])) && (start < 2 || !f.joinsLeft(start-1))
}

// groupsOfID tells whether a number is written in one piece or as people part
// identity numbers.
func (w window) groupsOfID() bool {
	return len(w.groups) == 1 || w.sense == idSense || w.shape(6, 8, 4) || w.shape(6, 4, 4, 4) || w.shape(6, 12) || w.shape(14, 4) ||
		w.shape(6, 8, 3) || w.shape(6, 11) || w.shape(6, 4, 4, 3) || w.shape(14, 3) || w.shape(3, 3, 4, 4, 4) || w.shape(6, 4, 2, 2, 4) || w.shape(6, 6, 3) || len(w.groups) == 2 && w.wraps()
}

// checksID tells whether the check character of GB 11643 (ISO 7064 MOD 11-2) fits.
func checksID(digits string) bool {
	sum := 0
	for i := range 17 {
		sum = (sum + int(digits[i]-'0')) * 2 % 11
	}
	want := (12 - sum) % 11
	return want == 10 && digits[17] == 'X' || want < 10 && digits[17] == byte('0'+want)
}

// bornAt tells whether eight digits are a day on which a living person was born.
func bornAt(digits string) bool {
	year, _ := strconv.Atoi(digits[:4])
	month, _ := strconv.Atoi(digits[4:6])
	day, err := strconv.Atoi(digits[6:8])
	return err == nil && year >= 1900 && year <= 2099 && 1 <= month && month <= 12 && 1 <= day && day <= 31
}

// isProvince tells whether a number begins with the code of a province.
func isProvince(digits string) bool {
	return slices.Contains(strings.Fields("11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82 83"), digits[:2])
}

// isUnitCode tells whether 18 characters are a unified social credit code whose
// check character fits (GB 32100: weights are powers of 3, modulo 31).
func isUnitCode(code string) bool {
	const signs = "0123456789ABCDEFGHJKLMNPQRTUWXY"
	sum, weight := 0, 1
	for i := range 17 {
		n := strings.IndexByte(signs, code[i])
		if n < 0 {
			return false
		}
		sum = (sum + n*weight) % 31
		weight = weight * 3 % 31
	}
	return strings.IndexByte(signs, code[17]) == (31-sum)%31
}

// bankCard reads 16 to 19 digits that pass the Luhn test or begin as cards of
// UnionPay do, and every number of such a size after 卡号 or 账号. The account of
// a unit is public.
func (w window) bankCard() (Personal, bool) {
	sense, n := w.sense, len(w.digits)
	switch {
	case n < 12 || n > 23 || sense == codeSense || !w.f.alone(w.start(), w.end()) || w.f.isMoney(w.start(), w.end()) || w.f.isUnitAccount(w.start(), w.end()):
		return Personal{}, false
	case sense == cardSense && (w.groupsOfCard() || !w.wraps()):
		return w.f.at(BankCard, "card-label", Certain, w.start(), w.end(), maskBankCard), true
	case n < 16 || n > 19 || !w.groupsOfCard() || w.digits[0] < '3':
		return Personal{}, false
	case luhn(w.digits) || strings.HasPrefix(w.digits, "62"):
		return w.f.at(BankCard, "card-number", Likely, w.start(), w.end(), maskBankCard), true
	}
	return Personal{}, false
}

func (w window) groupsOfCard() bool {
	if len(w.groups) == 1 || w.groups[0].size() == 6 && len(w.groups) == 2 || len(w.groups) == 2 && w.wraps() {
		return true
	}
	for _, g := range w.groups[:len(w.groups)-1] {
		if g.size() != 4 {
			return false
		}
	}
	return w.groups[len(w.groups)-1].size() <= 4
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

// isUnitAccount tells whether the words around an account name a unit as its
// holder: where a public body is paid is public.
func (f *folded) isUnitAccount(start, end int) bool {
	left, right := lastRunes(f.text[:start], 70), firstRunes(f.text[end:], 50)
	if containsAny(lastRunes(left, 24), "对公", "基本户", "专户", "公户", "零余额", "公账") {
		return true
	}
	return holderIsUnit(left[max(0, strings.LastIndex(left, "\n\n")):], strings.LastIndex) || holderIsUnit(right[:cutAt(right, "\n\n")], strings.Index)
}

func cutAt(s, mark string) int {
	if i := strings.Index(s, mark); i >= 0 {
		return i
	}
	return len(s)
}

// holderIsUnit looks for the holder of an account; find is the end of s from
// which the nearest one is looked for.
func holderIsUnit(s string, find func(s, word string) int) bool {
	for _, label := range []string{"户名", "账户名称", "帐户名称", "开户名称", "账户名", "收款单位", "收款人", "开户单位", "单位名称", "户 名"} {
		if i := find(s, label); i >= 0 {
			holder := strings.TrimLeft(s[i+len(label):], "称 :*|")
			holder = holder[:len(holder)-len(strings.TrimLeftFunc(holder, isHan))]
			return suffixOf(holder, "会", "局", "厅", "委", "部", "处", "所", "院", "校", "中心", "公司", "站", "府", "社", "办", "办公室", "园", "店", "厂", "团", "基金") != ""
		}
	}
	return false
}
