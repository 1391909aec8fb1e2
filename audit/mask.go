package audit

import "strings"

// places gives the digits of a number, X as a check character included, without
// what parts them.
func places(s string) string {
	return strings.Map(func(r rune) rune {
		if '0' <= r && r <= '9' || r == 'X' || r == 'x' {
			return r
		}
		return -1
	}, s)
}

// maskDigits keeps the first and the last characters and stars those between.
func maskDigits(s string, first, last int) string {
	n := len(s) - first - last
	if n < 1 {
		return strings.Repeat("*", len(s))
	}
	return s[:first] + strings.Repeat("*", n) + s[len(s)-last:]
}

// maskIDCard keeps two digits in front and three behind: 35*************123.
func maskIDCard(s string) string { return maskDigits(places(s), 2, 3) }

func maskBankCard(s string) string { return maskDigits(places(s), 0, 4) }

// maskMobile keeps three digits in front and four behind: 138****1234. A country
// code is left out.
func maskMobile(s string) string {
	d := digitsOf(s)
	return maskDigits(d[max(0, len(d)-11):], 3, 4)
}

// maskLandline keeps the area code and the last two digits: 0750-*****00. An
// extension is left out.
func maskLandline(s string) string {
	area, local, _ := cutLandline(s)
	masked := maskDigits(local, 0, 2)
	if area != "" {
		return area + "-" + masked
	}
	return masked
}

// cutLandline parts a landline into area code, number and extension.
func cutLandline(s string) (area, local, extension string) {
	s, extension, _ = strings.Cut(s, "转")
	groups := strings.FieldsFunc(s, func(r rune) bool { return r < '0' || r > '9' })
	d := strings.Join(groups, "")
	if len(groups) > 0 && groups[0][0] == '0' && !strings.HasPrefix(d, "00") {
		n := 4
		if len(d) > 1 && (d[1] == '1' || d[1] == '2') {
			n = 3
		}
		if len(d) >= n+shortestPhone {
			area, d = d[:n], d[n:]
		}
	}
	size := min(len(d), 8)
	if len(groups) > 1 && strings.HasSuffix(d, groups[len(groups)-1]) && len(groups[len(groups)-1]) < 7 && len(d)-len(groups[len(groups)-1]) >= shortestPhone {
		size = len(d) - len(groups[len(groups)-1])
	}
	return area, d[:size], extension
}

// maskEmail keeps the first character and the domain.
func maskEmail(s string) string {
	s = strings.ReplaceAll(s, " ", "")
	i := strings.IndexByte(s, '@')
	if i < 1 {
		return "***"
	}
	return s[:1] + "***" + s[i:]
}

func maskAccount(s string) string { return firstRunes(s, 1) + "***" }

// maskPlate keeps the place and the last two characters: 云F***45.
func maskPlate(s string) string {
	r := []rune(s)
	return string(r[:2]) + "***" + string(r[len(r)-2:])
}

// maskCertificate keeps the last two characters.
func maskCertificate(s string) string { return "****" + s[max(0, len(s)-2):] }

// maskBirthDate keeps the year.
func maskBirthDate(s string) string { return s[:4] + "年*月*日" }

// maskHealth says of an illness only that it is one.
func maskHealth(string) string { return "某病" }
