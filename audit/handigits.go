package audit

import (
	"regexp"
	"strings"
)

// hanDigits is a number in Chinese digits, one for each place: 一三八〇〇〇〇一二三四.
var hanDigits = regexp.MustCompile(`[〇零○一二三四五六七八九幺]{7,20}`)

// hasHanDigits tells whether a line has as many Chinese digits in a row as
// [hanDigits] asks for.
func hasHanDigits(line string) bool {
	const least = 7
	n := 0
	for _, c := range line {
		switch c {
		case '〇', '零', '○', '一', '二', '三', '四', '五', '六', '七', '八', '九', '幺':
			if n++; n == least {
				return true
			}
		default:
			n = 0
		}
	}
	return false
}

// findHanNumbers finds mobiles, identity numbers, cards and labelled telephones in
// Chinese digits.
func findHanNumbers(f *folded) []Personal {
	var found []Personal
	for _, m := range f.in(hanDigits, numeralSign, hasHanDigits) {
		digits, sense := inDigits(f.text[m[0]:m[1]]), f.senseOf(m[0])
		kind, mask := "", maskLandline
		switch n := len(digits); {
		case sense == codeSense:
		case n == 18 && bornAt(digits[6:14]):
			kind, mask = IDCard, maskIDCard
		case n == 11 && digits[0] == '1' && digits[1] > '2':
			kind, mask = Mobile, maskMobile
		case sense == cardSense && n >= 12:
			kind, mask = BankCard, maskBankCard
		case isLocal(digits) && f.hasPhoneLabel(m[0]) && !f.isPublic(m[0]):
			kind = Landline
		}
		if kind != "" {
			found = append(found, f.at(kind, "han-digits", Likely, m[0], m[1], func(s string) string { return mask(inDigits(s)) }))
		}
	}
	return found
}

// inDigits writes a number in Chinese digits with our digits.
func inDigits(s string) string {
	return strings.NewReplacer("〇", "0", "零", "0", "○", "0", "一", "1", "幺", "1", "二", "2", "三", "3", "四", "4", "五", "5", "六", "6", "七", "7", "八", "8", "九", "9").Replace(s)
}

// tellingID is an identity number with a few stars only: the date of birth shows.
var tellingID = regexp.MustCompile(`[1-8][0-9]{9,14}\*{1,6}[0-9]{0,7}[0-9Xx*]`)

// findTellingIDs finds identity numbers that are masked, but not enough.
func findTellingIDs(f *folded) []Personal {
	if !strings.Contains(f.text, "*") {
		return nil
	}
	var found []Personal
	for _, m := range tellingID.FindAllStringIndex(f.text, -1) {
		words := f.text[m[0]:m[1]]
		year := words[6:8]
		if (len(words) == 18 || len(words) == 15) && isProvince(words) && f.alone(m[0], m[1]) && (year == "19" || year == "20") && len(digitsOf(words)) >= len(words)*2/3 {
			found = append(found, f.at(IDCard, "id-half-masked", Certain, m[0], m[1], func(s string) string { return maskDigits(s, 2, 3) }))
		}
	}
	return found
}
