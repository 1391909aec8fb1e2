package audit

import (
	"regexp"
	"strings"
)

// column is what a table's head says of a column.
type column struct {
	kind string
	mask func(string) string
}

// findInTables finds names, numbers and addresses in Markdown tables, and in
// lines that are parted by tabs, by the heads of their columns.
func findInTables(f *folded) []Personal {
	var found []Personal
	var columns []column
	at := 0
	for _, line := range strings.SplitAfter(f.text, "\n") {
		sep := separator(line)
		switch {
		case sep == "":
			columns = nil
		case columns == nil:
			columns = readHead(line, sep)
		default:
			found = append(found, f.inRow(at, line, sep, columns)...)
		}
		at += len(line)
	}
	return found
}

func separator(line string) string {
	switch {
	case strings.Count(line, "|") >= 2 || strings.HasPrefix(strings.TrimSpace(line), "|"):
		return "|"
	case strings.Contains(line, "\t"):
		return "\t"
	}
	return ""
}

// readHead gives the columns of a head; never nil, so that the next lines are rows.
func readHead(line, sep string) []column {
	columns := []column{}
	for _, cell := range strings.Split(line, sep) {
		columns = append(columns, headOf(strings.ReplaceAll(strings.Trim(cell, " *\n\r"), " ", "")))
	}
	return columns
}

func headOf(head string) column {
	switch {
	case containsAny(head, "姓名", "联系人", "经办人", "户主", "申请人", "受助人", "负责人"):
		return column{PersonName, maskName}
	case containsAny(head, "身份证", "证件号"):
		return column{IDCard, maskIDCard}
	case containsAny(head, "电话", "手机", "联系方式"):
		return column{Landline, maskLandline}
	case containsAny(head, "卡号", "银行账号", "银行帐号", "个人账号"):
		return column{BankCard, maskBankCard}
	case containsAny(head, "家庭住址", "家庭地址", "住址", "居住地址", "户籍地址"):
		return column{Address, maskAddress}
	}
	return column{}
}

var (
	cellID    = regexp.MustCompile(`^[0-9]{14,17}[0-9Xx]$`)
	cellPhone = regexp.MustCompile(`^(?:0[0-9]{2,3}[ -]?)?[2-9][0-9]{6,7}(?:-[0-9]{1,6})?$`)
	cellCard  = regexp.MustCompile(`^[0-9]{4}(?:[ -]?[0-9]{4}){2,3}(?:[ -]?[0-9]{1,3})?$|^[0-9]{15,19}$`)
)

func (f *folded) inRow(at int, line, sep string, columns []column) []Personal {
	var found []Personal
	for i, cell := range strings.Split(line, sep) {
		words := strings.Trim(cell, " *\r\n")
		start := at + strings.Index(cell, words)
		if i < len(columns) && columns[i].fits(words) {
			found = append(found, f.at(columns[i].kind, start, start+len(words), columns[i].mask))
		}
		at += len(cell) + len(sep)
	}
	return found
}

// fits tells whether the words of a cell are what the column's head promises.
func (c column) fits(words string) bool {
	switch c.kind {
	case PersonName:
		name := nameValue.FindString(words)
		return name != "" && name == words && looksLikeName(words, true)
	case IDCard:
		return cellID.MatchString(words)
	case Landline:
		return cellPhone.MatchString(words)
	case BankCard:
		return cellCard.MatchString(words)
	case Address:
		return isHome(words) && !strings.Contains(words, "*")
	}
	return false
}

var addressLabel = regexp.MustCompile(`(?:家庭(?:住址|地址|详细地址)|现?住址|居住地址|户籍(?:地址|所在地)|户口所在地)[*_ ]*[:][*_ ]*([^\n,;。|*\\]{4,60})`)

// findAddresses finds home addresses after a label. The addresses of offices are
// public.
func findAddresses(f *folded) []Personal {
	if !containsAny(f.text, "址", "所在地") {
		return nil
	}
	var found []Personal
	for _, m := range addressLabel.FindAllStringSubmatchIndex(f.text, -1) {
		words := strings.TrimRight(f.text[m[2]:m[3]], " ")
		if isHome(words) && prefixOf(f.text[m[3]:], "****", `\*`) == "" {
			found = append(found, f.at(Address, m[2], m[2]+len(words), maskAddress))
		}
	}
	return found
}

// isHome tells whether words lead to a door or a village.
func isHome(words string) bool {
	return containsAny(words, "号", "室", "栋", "幢", "单元", "村", "组", "路", "街", "巷", "小区", "花园", "苑", "社区")
}

// maskAddress keeps the address down to the county or district.
func maskAddress(s string) string {
	end := 0
	for _, unit := range []string{"自治州", "地区", "省", "市", "县", "区"} {
		if i := strings.Index(s, unit); i > 0 && i < 45 {
			end = max(end, i+len(unit))
		}
	}
	return s[:end] + "****"
}
