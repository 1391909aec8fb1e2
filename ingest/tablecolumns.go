package ingest

import (
	"slices"
	"strings"
)

// columnKind says what stands in a column.
type columnKind int

// The kinds of columns.
const (
	otherColumn  columnKind = iota
	nameColumn              // words that name the row
	placeColumn             // regions, units or schools, one a row
	moneyColumn             // amounts of the rows
	sumColumn               // amounts called the sum of the columns before
	sourceColumn            // amounts from one source of money
	pastColumn              // what was spent
	peopleColumn            // counts of those whom the row reaches
	rateColumn              // amounts for each
)

// kindOf tells from the head of a column, and for words that may mean both from
// its cells, what stands in it.
func (t table) kindOf(i int, head string) columnKind {
	leaf := head
	if at := strings.LastIndexByte(head, ' '); at >= 0 {
		leaf = head[at+1:]
	}
	plain := strings.NewReplacer(" ", "", "　", "").Replace(bareLabel(leaf))
	switch {
	case plain == "" || hasAny(plain, "序号", "编号", "备注", "说明", "依据", "比例", "占比", "进度", "时间", "姓名", "分值", "得分", "年份", "年度"):
		return otherColumn
	case slices.Contains([]string{"合计", "小计", "总计", "共计", "总额", "资金合计", "合计金额", "金额合计", "资金总额", "总金额", "总投资"}, plain):
		return sumColumn
	case hasAny(plain, "执行", "支出数", "实际支出", "已支出", "已拨付", "结余", "决算", "指标", "使用数", "支付"):
		return pastColumn
	case hasAny(plain, "上年", "以前年度", "概算", "已安排", "已下达"):
		return otherColumn
	case isNameHead(plain) && !t.isNumeric(i):
		return t.nameKind(i, plain)
	case hasAny(head, "人数", "户数", "人次", "人（次）", "（人）", "（户）", "（名）", "(人)", "(户)", "(名)") && !hasAny(head, "元"):
		return peopleColumn
	case hasAny(head, "标准", "单价", "人均", "/人", "/户", "/月", "每人", "每户"):
		return rateColumn
	case sourceOf(plain) != "":
		return sourceColumn
	case hasAny(head, "金额", "资金", "预算", "经费", "投入", "万元", "（元）", "(元)", "补助", "分配数", "下达数", "拨付数", "安排", "补贴", "款", "投资", "费用", "造价"):
		return moneyColumn
	case plain == "数量":
		return peopleColumn
	}
	return otherColumn
}

// isNumeric tells whether only numbers stand in a column.
func (t table) isNumeric(column int) bool {
	numbers := 0
	for _, row := range t.rows {
		switch c := cell(row, column); {
		case isNumberCell(c):
			numbers++
		case strings.Trim(c, "—-/ ") != "":
			return false
		}
	}
	return numbers > 0
}

// isNameHead tells whether a head is over words: 支出内容, 资金用途, 乡镇.
func isNameHead(s string) bool {
	for _, end := range []string{"内容", "项目", "用途", "性质", "名称", "来源", "科目", "单位", "对象", "类别", "类型", "方向", "明细", "渠道", "事项", "环节", "构成"} {
		if strings.HasSuffix(s, end) {
			return true
		}
	}
	return isPlaceHead(s)
}

// isPlaceHead tells whether a head is over those who get the shares.
func isPlaceHead(s string) bool {
	for _, end := range []string{"地区", "县区", "区县", "县市", "市县", "州市", "市州", "县（市", "乡镇", "镇街", "街道", "镇", "乡", "县", "区", "市", "旗县", "机构", "学校", "医院", "社区", "村", "校名", "院校", "区域"} {
		if strings.HasSuffix(s, end) {
			return true
		}
	}
	return hasAny(s, "学校名称", "单位名称", "机构名称", "承担单位", "实施单位", "使用单位", "项目单位", "受助单位", "补助单位", "用款单位", "基层工会", "县市区", "市、区", "县、区") || s == "单位"
}

// nameKind tells names of rows from those of places. A column 单位 with 个 and 人
// in it holds the units of counts.
func (t table) nameKind(i int, head string) columnKind {
	short := true
	for _, row := range t.rows {
		short = short && len([]rune(cell(row, i))) <= 2
	}
	switch {
	case short && strings.HasSuffix(head, "单位"):
		return otherColumn
	case isPlaceHead(head):
		return placeColumn
	}
	return nameColumn
}

// bareLabel is a label without what stands in brackets at its end.
func bareLabel(s string) string {
	if i := strings.IndexAny(s, "（("); i > 0 && (strings.HasSuffix(s, "）") || strings.HasSuffix(s, ")")) {
		return s[:i]
	}
	return s
}

// firstOf gives the first column of a kind, -1 for none.
func (t table) firstOf(kind columnKind) int { return slices.Index(t.kinds, kind) }

// names gives the column whose words name the rows: the one that its head calls
// so most clearly, else the first of words; -1 for none.
func (t table) names() int {
	if i := t.firstOf(placeColumn); i >= 0 && (t.firstOf(nameColumn) < 0 || i < t.firstOf(nameColumn) && t.isOnePlaceEach(i)) {
		return i
	}
	for _, word := range []string{"内容", "项目", "名称", "事项", "用途", "明细", "科目", "来源", "性质", "渠道"} {
		for i, kind := range t.kinds {
			if kind == nameColumn && strings.Contains(t.head[i], word) {
				return i
			}
		}
	}
	if i := t.firstOf(nameColumn); i >= 0 {
		return i
	}
	if i := t.firstOf(placeColumn); i >= 0 {
		return i
	}
	return t.firstWords()
}

// isOnePlaceEach tells whether each row is for a place of its own, which the head
// of the column calls more than a unit.
func (t table) isOnePlaceEach(column int) bool {
	if strings.HasSuffix(bareLabel(t.head[column]), "单位") {
		return false
	}
	seen := map[string]bool{}
	for _, row := range t.rows {
		if label := cell(row, column); sumLabel(row) == "" {
			if label == "" || seen[label] {
				return false
			}
			seen[label] = true
		}
	}
	return len(seen) > 1
}

// firstWords gives the first column of words without a head that says so.
func (t table) firstWords() int {
	for i, kind := range t.kinds {
		if kind == otherColumn && slices.ContainsFunc(t.rows, func(row []string) bool { return len([]rune(cell(row, i))) >= 2 && !hasDigit([]string{cell(row, i)}) }) &&
			!hasAny(t.head[i], "备注", "说明", "依据") {
			return i
		}
	}
	return -1
}

// money gives the column of the amounts of the rows: the one called the sum,
// else the first that is called money of this year; -1 for none.
func (t table) money() int {
	for _, kind := range []columnKind{sumColumn, moneyColumn} {
		if i := t.firstOf(kind); i >= 0 {
			return i
		}
	}
	if i := t.firstOf(sourceColumn); i >= 0 && !slices.Contains(t.kinds[i+1:], sourceColumn) {
		return i
	}
	return -1
}

// isOfMoney tells whether a table shows how money is made up: no indicators, no
// list of persons, nothing of the past alone.
func (t table) isOfMoney() bool {
	return t.column("指标", "姓名") < 0 && t.key != "basis"
}
