package ingest

import "testing"

// TestFormsOfAnyWidth reads forms whose rows lack cells at their end.
func TestFormsOfAnyWidth(t *testing.T) {
	d := &document{blocks: []block{{kind: tableBlock, rows: [][]string{
		{"项目名称", "甲项目", "自评总分", "99.2"},
		{"主管部门", "某局"},
		{"资金情况（元）", "年初预算数", "全年执行数", "执行率", "得分", "备注"},
		{"", "100", "98", "98%"},
		{"指标名称", "计量单位", "年度指标值", "全年完成值", "得分"},
		{"终端数量", "套", "38"},
	}}}}
	d.expandForms()
	var lines, tables int
	for _, bl := range d.blocks {
		switch bl.kind {
		case lineBlock:
			lines++
		case tableBlock:
			tables++
		}
	}
	if lines != 3 || tables != 2 || d.blocks[0].text != "项目名称：甲项目" || d.blocks[1].text != "自评总分：99.2" {
		t.Errorf("%d lines, %d tables: %+v", lines, tables, d.blocks)
	}
}
