package audit

import (
	"regexp"
	"strings"
	"sync"
)

// column is what a table's head says of a column.
type column struct {
	kind string
	mask func(string) string
}

// findInTables finds names, numbers and addresses in Markdown tables, and in
// lines that tabs or wide gaps part, by the heads of their columns and by the
// label in the cell before.
func findInTables(f *folded) []Personal {
	var found []Personal
	var columns []column
	at := 0
	for line := range strings.SplitAfterSeq(f.text, "\n") {
		row := cellsOf(line, at)
		at += len(line)
		switch heads := readHead(f.text, row); {
		case row == nil:
			if strings.TrimSpace(line) != "" || columns != nil && !strings.Contains(line, "\t") {
				columns = nil
			}
		case heads != nil:
			columns = heads
			found = append(found, f.inForm(row, formNames(heads))...)
		default:
			found = append(found, f.inRow(row, columns)...)
		}
	}
	return found
}

var wideGap = regexp.MustCompile(`\t+| {2,}`)

// cellsOf gives the bounds of the cells of a line that begins at a place; nil for
// a line that is no row.
func cellsOf(line string, at int) []group {
	body := strings.TrimRight(line, "\r\n")
	var cuts [][]int
	switch {
	case strings.Count(body, "|") >= 2 || strings.HasPrefix(strings.TrimSpace(body), "|"):
		for i := range len(body) {
			if body[i] == '|' && (i == 0 || body[i-1] != '\\') {
				cuts = append(cuts, []int{i, i + 1})
			}
		}
	default:
		cuts = wideGap.FindAllStringIndex(strings.TrimRight(body, " "), -1)
	}
	if len(cuts) == 0 {
		return nil
	}
	var row []group
	from := 0
	for _, cut := range append(cuts, []int{len(body), len(body)}) {
		cell := body[from:cut[0]]
		words := strings.Trim(cell, " *_")
		start := at + from + strings.Index(cell, words)
		row = append(row, group{start, start + len(words)})
		from = cut[1]
	}
	return row
}

// readHead gives the columns of a head, nil for a row that is none.
func readHead(text string, row []group) []column {
	var columns []column
	known := 0
	for _, cell := range row {
		head := strings.ReplaceAll(text[cell.start:cell.end], " ", "")
		c := headOf(head)
		if c.kind != "" {
			known++
		}
		columns = append(columns, c)
	}
	if known == 0 {
		return nil
	}
	return columns
}

type headWords struct {
	words  []string
	column column
}

var headTable = sync.OnceValue(func() []headWords {
	return []headWords{
		{[]string{"身份证", "证件号", "公民身份", "身份号码", "残疾证"}, column{IDCard, maskIDCard}},
		{[]string{"电话", "手机", "联系方式", "联系号码"}, column{Landline, maskPhone}},
		{[]string{"卡号", "银行账号", "银行帐号", "个人账号", "账号", "帐号", "一卡通"}, column{BankCard, maskBankCard}},
		{[]string{"家庭住址", "家庭地址", "住址", "居住地", "户籍地", "户口所在地"}, column{Address, maskAddress}},
		{[]string{"出生"}, column{BirthDate, maskBirthDate}},
		{[]string{
			"姓名", "联系人", "经办人", "户主", "申请人", "受助人", "负责人", "患者", "学生名", "职工名", "监护人", "家长", "配偶", "填报人", "审核人", "领取人", "领款人", "签收", "签名", "签字", "受益人", "责任人",
			"帮扶对象", "慰问对象", "救助对象", "受助对象", "资助对象", "困难职工", "受助职工", "受助学生", "家庭成员", "劳模", "人员", "收款人", "户名", "名单", "持卡人", "法定代表人", "法人代表", "称呼", "资助学生", "当事人", "职工",
		}, column{PersonName, maskName}},
	}
})

// headOf tells what the head of a column promises. A head is a short phrase.
func headOf(head string) column {
	if len([]rune(head)) > 12 || containsAny(head, "人数", "数量", "次数", "单位名称", "金额", "类别", "类型", "人次", "合计", "标准", "户数") {
		return column{}
	}
	for _, h := range headTable() {
		if containsAny(head, h.words...) {
			return h.column
		}
	}
	return column{}
}

var (
	cellID    = regexp.MustCompile(`^[0-9 -]{14,22}[0-9Xx]$`)
	cellPhone = regexp.MustCompile(`^(?:\(?0[0-9]{2,3}\)?[ -]?)?[1-9][0-9 -]{5,14}[0-9]$`)
	cellCard  = regexp.MustCompile(`^[0-9][0-9 -]{10,26}[0-9]$`)
	cellDate  = regexp.MustCompile(`^(?:19|20)[0-9]{2}[年./-]?[0-9]{1,2}(?:[月./-]?(?:[0-9]{1,2}日?)?)?$`)
)

// inRow finds what the heads of the columns promise.
func (f *folded) inRow(row []group, columns []column) []Personal {
	found := f.inForm(row, likeAnyName)
	for i, cell := range row {
		if i < len(columns) {
			found = append(found, f.inCell(cell, columns[i], likeAnyName)...)
		}
	}
	return found
}

// formNames tells what passes for a name in a row with these heads: where most
// cells are heads, the others are heads as well unless they have a surname.
func formNames(columns []column) func(string) bool {
	known := 0
	for _, c := range columns {
		if c.kind != "" {
			known++
		}
	}
	if known > 2 {
		return likeName
	}
	return likeAnyName
}

// inForm finds values behind the cell with their label: | 姓名 | 赵某某 | 性别 |.
func (f *folded) inForm(row []group, isName func(string) bool) []Personal {
	var found []Personal
	for i := 1; i < len(row); i++ {
		label := strings.TrimRight(strings.ReplaceAll(f.text[row[i-1].start:row[i-1].end], " ", ""), ":")
		value := strings.ReplaceAll(f.text[row[i].start:row[i].end], " ", "")
		if c := headOf(label); c.kind != "" && headOf(value).kind == "" && (c.kind != PersonName || strictLabel(label)) {
			found = append(found, f.inCell(row[i], c, isName)...)
		}
	}
	return found
}

// strictLabel tells whether the label in a form is one of persons only.
func strictLabel(label string) bool {
	return nameLabels().labels.at(label, 0) == len(label) || strings.HasSuffix(label, "姓名")
}

// inCell finds a cell's words when they are what the head promises.
func (f *folded) inCell(cell group, c column, isName func(string) bool) []Personal {
	words := f.text[cell.start:cell.end]
	fits := false
	switch c.kind {
	case PersonName:
		return f.namesInCell(cell, isName)
	case IDCard:
		fits = cellID.MatchString(words)
	case Landline:
		fits = cellPhone.MatchString(words) && len(digitsOf(words)) >= shortestPhone && prefixOf(words, "400", "800") == "" || cellPhone.MatchString(words) && len(digitsOf(words)) == 7
	case BankCard:
		fits = cellCard.MatchString(words) && !f.isUnitAccount(cell.start, cell.end)
	case Address:
		fits = isHome(words) && !containsAny(words, "*", "某")
	case BirthDate:
		fits = cellDate.MatchString(words)
	}
	if !fits {
		return nil
	}
	return []Personal{f.at(phoneKind(c.kind, words), "column", Certain, cell.start, cell.end, c.mask)}
}

// phoneKind parts mobiles from landlines.
func phoneKind(kind, words string) string {
	if d := digitsOf(words); kind == Landline && len(d) == 11 && d[0] == '1' {
		return Mobile
	}
	return kind
}

func maskPhone(s string) string {
	if phoneKind(Landline, s) == Mobile {
		return maskMobile(s)
	}
	return maskLandline(s)
}

// namesInCell finds one name or several in a cell.
func (f *folded) namesInCell(cell group, isName func(string) bool) []Personal {
	var found []Personal
	for at := cell.start; at < cell.end && len(found) < maxNames; {
		n := f.nameAt(at, isName)
		if n == 0 || at+n > cell.end {
			break
		}
		found = append(found, f.at(PersonName, "column", Certain, at, at+n, maskName))
		at += n
		next := nextName.FindString(f.text[at:cell.end])
		if next == "" {
			break
		}
		at += len(next)
	}
	return found
}
