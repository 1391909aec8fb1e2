package audit

import (
	"regexp"
	"strings"
	"sync"
)

// column is what a table's head says of a column.
type column struct {
	kind  string
	mask  func(string) string
	loose bool // units and groups may stand in it as well as persons
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
		case heads != nil && !f.isData(row, columns):
			columns = withoutGroups(f.text, row, heads)
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
	case strings.Contains(body, "\t") || strings.Contains(body, "  "):
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

// isData tells whether a row below a head is no further head: a name stands where
// the head promises one, or a number: 赵某某 | 父亲 | 500.
func (f *folded) isData(row []group, columns []column) bool {
	for i, cell := range row {
		words := strings.ReplaceAll(f.text[cell.start:cell.end], " ", "")
		named := i < len(columns) && columns[i].kind == PersonName && words != "" && headOf(words).kind == "" && columns[i].fits()(words)
		if columns != nil && (named || words != "" && strings.Trim(words, "0123456789.,-") == "") {
			return true
		}
	}
	return false
}

// withoutGroups leaves the columns out in which groups of people stand, with a
// column for how many they are.
func withoutGroups(text string, row []group, columns []column) []column {
	counts := false
	for _, cell := range row {
		counts = counts || containsAny(text[cell.start:cell.end], "人数", "户数", "人次", "数量", "名额")
	}
	for i := range columns {
		if counts && columns[i].loose {
			columns[i] = column{}
		}
	}
	return columns
}

type headWords struct {
	words  []string
	column column
}

var headTable = sync.OnceValue(func() []headWords {
	return []headWords{
		{[]string{"身份证", "证件号", "公民身份", "身份号码"}, column{IDCard, maskIDCard, false}},
		{[]string{"学籍", "学号", "残疾证", "残疾人证", "低保证", "医保", "社保", "社会保障", "证件", "证号", "户口簿", "住院号", "准考证"}, column{Certificate, maskCertificate, false}},
		{[]string{"电话", "手机", "联系方式", "联系号码", "联络方式"}, column{Landline, maskPhone, false}},
		{[]string{"卡号", "银行账号", "银行帐号", "个人账号", "账号", "帐号", "一卡通", "存折", "账户", "银行卡"}, column{BankCard, maskBankCard, false}},
		{[]string{"家庭住址", "家庭地址", "住址", "居住地", "户籍地", "户口所在地"}, column{Address, maskAddress, false}},
		{[]string{"出生"}, column{BirthDate, maskBirthDate, false}},
		{[]string{
			"姓名", "联系人", "经办人", "户主", "申请人", "患者", "学生名", "职工名", "监护人", "填报人", "审核人", "领取人", "领款人", "签收", "签名", "签字", "持卡人", "法定代表人", "法人代表", "称呼", "当事人", "本人",
			"父亲", "母亲", "代领人", "证明人", "抚养人", "赡养人", "照料人",
		}, column{PersonName, maskName, false}},
		{[]string{
			"受助人", "负责人", "家长", "配偶", "受益人", "责任人", "帮扶对象", "慰问对象", "救助对象", "受助对象", "资助对象", "困难职工", "受助职工", "受助学生", "家庭成员", "劳模", "人员", "收款人", "户名", "名单", "资助学生", "职工",
			"对象", "学生", "儿童", "老人", "残疾人", "农户", "获奖", "获得者", "帮扶人", "帮扶干部", "结对", "成员", "户代表", "参保人", "申报人", "推荐人", "受援人", "承包人", "牧户", "养殖户", "种植户", "贫困户", "脱贫户", "低保户", "监测户", "五保户", "特困户", "困难户", "搬迁户", "房主", "业主", "组长", "队长", "村民", "居民", "牧民", "员工", "教师", "司机", "车主",
		}, column{PersonName, maskName, true}},
	}
})

// headOf tells what the head of a column promises. A head is a short phrase.
func headOf(head string) column {
	if len([]rune(head)) > 12 || containsAny(head, "人数", "数量", "次数", "单位名称", "金额", "类别", "类型", "人次", "合计", "标准", "户数", "情况", "条件", "范围", "来源", "比例", "率", "性质", "级别", "名称", "内容", "措施", "要求", "关系", "数") {
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
	cellCert  = regexp.MustCompile(`^[A-Za-z]{0,3}[0-9][0-9A-Za-z -]{5,24}$`)
	cellDate  = regexp.MustCompile(`^(?:19|20)[0-9]{2}[年./-]?[0-9]{1,2}(?:[月./-]?(?:[0-9]{1,2}日?)?)?$`)
)

// inRow finds what the heads of the columns promise.
func (f *folded) inRow(row []group, columns []column) []Personal {
	found := f.inForm(row, likeAnyName)
	unit := f.hasUnit(row)
	for i, cell := range row {
		if i >= len(columns) || unit && columns[i].kind == BankCard {
			continue
		}
		found = append(found, f.inCell(cell, columns[i], columns[i].fits())...)
	}
	return found
}

// fits tells what passes for a name in a column.
func (c column) fits() func(string) bool {
	if c.loose {
		return func(s string) bool { return isProvenName(s) || likeName(s) }
	}
	return likeAnyName
}

// hasUnit tells whether a row is one of a unit: where it is paid is public.
func (f *folded) hasUnit(row []group) bool {
	for _, cell := range row {
		words := f.text[cell.start:cell.end]
		if suffixOf(words, "局", "厅", "委员会", "中心", "公司", "总工会", "工会", "联合会", "政府", "办事处", "医院", "学校", "小学", "中学", "幼儿园", "福利院", "敬老院", "协会", "基金会", "合作社", "村委会", "居委会") != "" && likeHan(words) {
			return true
		}
	}
	return false
}

func likeHan(s string) bool { return s != "" && strings.TrimFunc(s, isHan) == "" }

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
	case Certificate:
		fits = cellCert.MatchString(words) && len(digitsOf(words)) >= 6 && !f.isMoney(cell.start, cell.end)
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
		if n == 0 && at == cell.start && isLongName(f.text[at:cell.end]) {
			n = cell.end - at
		}
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
