package search

import (
	"regexp"
	"strings"
	"sync"
)

// documentNumber is a document number after folding, by its parts.
type documentNumber struct {
	office string // 总工办发
	year   string // 2020
	serial string // 13
}

// numberPattern accepts every usual way to write a document number, folded:
// 总工办发|2020|13号, 总工办发2020年第13号, 总工办发2020 13号.
var numberPattern = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^(\p{Han}[\p{Han}a-z]{0,23})(\|?)((?:19|20)[0-9]{2})(\||年\|?| )第?0*([0-9]{1,6})(号?)$`)
})

// officeEnd are the characters that the office part of a number ends in; they
// tell a number from a date when 号 was left off.
const officeEnd = "发字函通令规文办复报公告财社行综教农建民企预资保卫林水交环法监审组宣督改计划决议商科文旅医"

// parseDocumentNumber reads folded text that is one document number.
func parseDocumentNumber(folded string) (documentNumber, bool) {
	m := numberPattern().FindStringSubmatch(folded)
	if m == nil {
		return documentNumber{}, false
	}
	n := documentNumber{office: m[1], year: m[3], serial: m[5]}
	bracketed := m[2] != "" && m[4] != ""
	office := []rune(n.office)
	ends := strings.ContainsRune(officeEnd, office[len(office)-1])
	return n, m[6] != "" && (bracketed || ends) || bracketed && ends
}

// NumberKey returns the one form in which engines store and look up a document
// number, whatever brackets and digits it was written with. What does not look
// like one is folded.
func NumberKey(s string) string {
	folded := Fold(s)
	n, ok := parseDocumentNumber(folded)
	if !ok {
		return folded
	}
	return n.key()
}

func (n documentNumber) key() string { return n.office + "〔" + n.year + "〕" + n.serial + "号" }

// phrase returns the number as it stands in folded text.
func (n documentNumber) phrase() string {
	return n.office + string(Gap) + n.year + string(Gap) + n.serial + "号"
}

// quantityPattern is an amount or a count after folding.
var quantityPattern = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^(?:人民币)?([0-9]{1,15})(?:\.([0-9]{1,8}))?(亿|千万|百万|十万|万|千)?(元整|元|人次|人|名|户次|户|家)?$`)
})

// scaleOf returns the power of ten that the word after a number stands for.
func scaleOf(word string) int {
	switch word {
	case "亿":
		return 8
	case "千万":
		return 7
	case "百万":
		return 6
	case "十万":
		return 5
	case "万":
		return 4
	case "千":
		return 3
	}
	return 0
}

// quantity is a number with its unit, both normalised.
type quantity struct {
	value string // plain digits, at most one point: 3346000
	unit  string // 元, 人, 户 ...; "" for a bare number
	plain bool   // written without 万 and the like
}

func (q quantity) key() string { return q.value + q.unit }

// parseQuantity reads folded text that is one number with an optional unit.
func parseQuantity(folded string) (quantity, bool) {
	m := quantityPattern().FindStringSubmatch(folded)
	if m == nil {
		return quantity{}, false
	}
	return quantity{
		value: shift(m[1], m[2], scaleOf(m[3])),
		unit:  strings.TrimSuffix(m[4], "整"),
		plain: m[3] == "",
	}, true
}

// shift multiplies whole.fraction by ten to the power of scale, exactly.
func shift(whole, fraction string, scale int) string {
	if missing := scale - len(fraction); missing > 0 {
		fraction += strings.Repeat("0", missing)
	}
	whole, fraction = whole+fraction[:scale], fraction[scale:]
	whole, fraction = strings.TrimLeft(whole, "0"), strings.TrimRight(fraction, "0")
	if whole == "" {
		whole = "0"
	}
	if fraction == "" {
		return whole
	}
	return whole + "." + fraction
}

// QuantityKey returns the one form in which engines store and look up an amount
// or a count of people: 334.60万元, 3,346,000元 and 3346000元 all give
// 3346000元. What is neither is folded.
func QuantityKey(s string) string {
	folded := Fold(s)
	q, ok := parseQuantity(folded)
	if !ok {
		return folded
	}
	return q.key()
}
