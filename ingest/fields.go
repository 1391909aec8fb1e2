package ingest

import "strings"

// fieldOf reads a line of a form's head, such as 填报日期：2024年4月30日.
func fieldOf(s string) (label, value string, ok bool) {
	i := strings.IndexAny(s, "：:")
	if i <= 0 {
		return "", "", false
	}
	_, size := firstRune(s[i:])
	label, value = trimSeal(strings.NewReplacer(" ", "", "\t", "", "（政策）", "").Replace(s[:i])), strings.TrimSpace(s[i+size:])
	if len([]rune(label)) > 14 || strings.ContainsAny(label, "，。；、“《") || strings.ContainsAny(value, "。；") || strings.Count(value, "，") > 1 {
		return "", "", false
	}
	for _, end := range []string{
		"单位", "部门", "姓名", "填报人", "填表人", "联系人", "负责人", "经办人", "审核人", "制表人", "电话", "手机", "方式", "日期", "时间", "年度", "总额", "金额",
		"得分", "总分", "等级", "名称", "文号", "字号", "索引号", "邮箱", "地址", "编码", "代码", "单位）", "部门）", "来源", "预算数", "身份证号",
	} {
		if strings.HasSuffix(label, end) {
			return label, value, true
		}
	}
	return "", "", false
}

func isField(s string) bool {
	_, _, ok := fieldOf(s)
	return ok && splitStyle(s) == plainStyle
}

func splitStyle(s string) int {
	style, _, _ := splitNumber(s)
	return style
}

// fieldValue gives the value of the first field of the head whose label ends
// with one of the words, in the order of the words.
func (f *facts) fieldValue(words ...string) string {
	for _, word := range words {
		for _, line := range f.head {
			if label, value, ok := fieldOf(line); ok && strings.HasSuffix(label, word) && value != "" {
				return firstField(value)
			}
		}
	}
	return ""
}

// firstField drops the next field on the line of a value: 某局 填报日期：2024年.
func firstField(value string) string {
	i := strings.IndexAny(value, " \t")
	if i < 0 || !strings.ContainsAny(value[i:], "：:") {
		return value
	}
	return value[:i]
}
