package content

import (
	"fmt"
	"strconv"
	"strings"
)

// DocumentNumber is a 发文字号 as it stands in a text.
type DocumentNumber struct {
	Number    string // in normal form: 总工办发〔2020〕13号
	AsWritten string
	Flag      string // see [NumberFlag]; empty for one written in normal form
	Start     int    // first character, counted in Unicode code points
	End       int    // one past the last character
}

// ParseDocumentNumber reads one document number in any bracket; 号 may be
// missing, as in what people type into a search field.
func ParseDocumentNumber(s string) (DocumentNumber, error) {
	s = strings.TrimSpace(s)
	for _, text := range []string{s, s + "号"} {
		if found := FindDocumentNumbers(text); len(found) == 1 && found[0].AsWritten == text {
			found[0].AsWritten = s
			found[0].End = len([]rune(s))
			return found[0], nil
		}
	}
	return DocumentNumber{}, fmt.Errorf("reading %q as a document number: want one such as 总工办发〔2020〕13号", s)
}

// FindDocumentNumbers finds every document number in a text, in order.
func FindDocumentNumbers(text string) []DocumentNumber {
	r := []rune(text)
	var found []DocumentNumber
	last := 0
	for i, c := range r {
		if c != '号' {
			continue
		}
		if n, ok := numberBefore(r, last, i); ok {
			found = append(found, n)
			last = n.End
		}
	}
	return found
}

// numberParts are the parts of a document number, with the place where each
// begins; they are read from 号 backwards.
type numberParts struct {
	serial, year          string
	open, shut            rune // 0 when missing
	begin                 int  // of what has been read so far
	office                string
	yearByWord, malformed bool
}

// numberBefore reads the document number whose 号 stands at r[i], not before from.
func numberBefore(r []rune, from, i int) (DocumentNumber, bool) {
	var p numberParts
	if !p.readSerial(r, i) {
		return DocumentNumber{}, false
	}
	p.readYear(r)
	p.readOffice(r, from)
	if !p.plausible(r) {
		return DocumentNumber{}, false
	}
	return DocumentNumber{
		Number: p.normal(), AsWritten: string(r[p.begin : i+1]), Flag: p.flag(), Start: p.begin, End: i + 1,
	}, true
}

// readSerial reads the digits before 号; (202324号 has lost a bracket between
// year and serial.
func (p *numberParts) readSerial(r []rune, i int) bool {
	end := beforeBlanks(r, i)
	start := beforeDigits(r, end)
	digits := plainDigits(r[start:end])
	p.begin = start
	switch open := at(r, beforeBlanks(r, start)-1); {
	case len(digits) >= 5 && len(digits) <= 8 && isOpenBracket(open) && isYear(digits[:4]):
		p.begin = beforeBlanks(r, start) - 1
		p.open, p.year, digits, p.malformed = open, digits[:4], digits[4:], true
	case digits == "" || len(digits) > 5:
		return false
	}
	p.serial = strings.TrimLeft(digits, "0")
	return p.serial != ""
}

// readYear reads the bracketed year before the serial, or 2020年第 and 2020-.
func (p *numberParts) readYear(r []rune) {
	if p.year != "" {
		return
	}
	i := beforeBlanks(r, p.begin)
	if at(r, i-1) == '第' {
		i = beforeBlanks(r, i-1)
	}
	mark := at(r, i-1)
	end := i
	switch {
	case isShutBracket(mark):
		p.shut, end = mark, i-1
	case mark == '年' || mark == '-':
		p.yearByWord, end = true, i-1
	}
	end = beforeBlanks(r, end)
	start := beforeDigits(r, end)
	year := plainDigits(r[start:end])
	open := at(r, beforeBlanks(r, start)-1)
	if !isYear(year) || (!isOpenBracket(open) && p.shut == 0 && !p.yearByWord) {
		p.shut, p.yearByWord = 0, false
		return
	}
	p.year, p.begin = year, start
	if isOpenBracket(open) {
		p.open, p.begin = open, beforeBlanks(r, start)-1
	}
	p.malformed = !p.yearByWord && (p.open == 0 || p.shut == 0)
}

// readOffice reads the code of the issuing office, at most 14 characters.
func (p *numberParts) readOffice(r []rune, from int) {
	end := beforeBlanks(r, p.begin)
	start := end
	for start > from && end-start < 14 && isOfficeRune(r[start-1]) {
		start--
	}
	start += afterSentenceWords(r[start:end], at(r, start-1))
	p.office, p.begin = string(r[start:end]), start
}

// afterSentenceWords gives how many runes at the front of an office code belong
// to the sentence around it. before is the rune that stands before.
func afterSentenceWords(r []rune, before rune) int {
	cut := 0
	for i := range r {
		for _, word := range []string{
			"根据", "按照", "依据", "依照", "遵照", "参照", "贯彻", "落实", "执行", "文件", "通知", "精神", "印发", "下发", "下达", "转发",
			"关于", "文号", "字号", "号文", "要求", "规定", "结合", "按", "见", "为", "的", "由", "以", "号",
		} {
			if endsAt(r, i+1, word) {
				cut = i + 1
			}
		}
	}
	// 和政发〔2020〕1号 is of 和政县; after a bracket 和 links.
	if c := at(r, cut); (c == '和' || c == '与' || c == '及' || c == '或') && (cut > 0 || strings.ContainsRune("）》)号", before)) {
		cut++
	}
	return cut
}

func isOfficeRune(c rune) bool {
	return (c >= '一' && c <= '鿿') || c == '×' || c == '*' || (c >= 'A' && c <= 'Z') || c == 'x' || c == 'Ｘ'
}

// plausible tells whether the parts make a document number. Without a year only
// a code in brackets or after a title that ends as office codes do is one, so
// that 第3号 and 人民路12号 are none.
func (p *numberParts) plausible(r []rune) bool {
	office := []rune(p.office)
	if len(office) < 2 || strings.ContainsAny(p.office, "年月日第") {
		return false
	}
	tail := office[len(office)-1]
	if p.year == "" || p.open == 0 && p.shut == 0 {
		before := at(r, p.begin-1)
		return strings.ContainsRune("发办函通字规呈报复", tail) && len(office) <= 10 &&
			(before == 0 || strings.ContainsRune("（(《》、，,\n ", before))
	}
	return true
}

// normal writes the number with 〔〕 and without leading zeros.
func (p *numberParts) normal() string {
	office := strings.Map(func(c rune) rune {
		if c == '×' || c == '*' || c == 'x' || c == 'Ｘ' {
			return 'X'
		}
		return c
	}, p.office)
	if p.year == "" {
		return office + p.serial + "号"
	}
	return office + "〔" + p.year + "〕" + p.serial + "号"
}

// flag says what is unusual. Brackets of an anonymised number were retyped by
// whoever made it so and say nothing of the office.
func (p *numberParts) flag() string {
	var flags []string
	anonymised := strings.ContainsAny(p.office, "X×*xＸ某")
	switch {
	case p.year == "":
		flags = append(flags, "missing_year")
	case p.malformed:
		flags = append(flags, "malformed_bracket")
	case (p.open != '〔' || p.shut != '〕') && !anonymised:
		flags = append(flags, "nonstandard_brackets")
	}
	if anonymised {
		flags = append(flags, "anonymised")
	}
	return strings.Join(flags, ",")
}

func isOpenBracket(c rune) bool { return c != 0 && strings.ContainsRune("〔【[（(［﹝〖{", c) }

func isShutBracket(c rune) bool { return c != 0 && strings.ContainsRune("〕】]）)］﹞〗}", c) }

func isYear(digits string) bool {
	n, err := strconv.Atoi(digits)
	return err == nil && len(digits) == 4 && n >= 1949 && n <= 2100
}

// beforeDigits gives the place where the digits that end before i begin.
func beforeDigits(r []rune, i int) int {
	for isDigit(at(r, i-1)) {
		i--
	}
	return i
}

// beforeBlanks gives the place where at most two blanks that end before i begin.
func beforeBlanks(r []rune, i int) int {
	for n := 0; n < 2 && isBlank(at(r, i-1)); n++ {
		i--
	}
	return i
}

// plainDigits writes digits half width.
func plainDigits(r []rune) string {
	var b strings.Builder
	for _, c := range r {
		b.WriteByte('0' + byte(digitValue(c)))
	}
	return b.String()
}
