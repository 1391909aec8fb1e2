package docx

import (
	"context"
	"strings"
	"testing"
)

func TestTables(t *testing.T) {
	const restart, merged = `<w:vMerge w:val="restart"/>`, `<w:vMerge/>`
	wide := func(span string) string { return `<w:gridSpan w:val="` + span + `"/>` }
	tbl := func(rows ...string) string {
		return `<w:tbl><w:tblPr/><w:tblGrid/>` + strings.Join(rows, "") + `</w:tbl>`
	}
	inner := tbl(tr(cellOf("内1"), cellOf("内2")))
	cases{
		"plain":          {p("", "前") + tbl(tr(cellOf("来源"), cellOf("金额")), tr(cellOf("财政"), cellOf("10"))) + p("", "后"), "前\n| 来源 | 金额 |\n| 财政 | 10 |\n后\n"},
		"spans":          {tbl(tr(td(wide("2"), p("", "合计")), cellOf("10")), tr(cellOf("甲"), cellOf("乙"), cellOf("10"))), "| 合计 |  | 10 |\n| 甲 | 乙 | 10 |\n"},
		"merged down":    {tbl(tr(td(restart, p("", "甲")), cellOf("1")), tr(td(merged), cellOf("2")), tr(td(restart, p("", "乙")), cellOf("3"))), "| 甲 | 1 |\n|  | 2 |\n| 乙 | 3 |\n"},
		"covered text":   {tbl(tr(td(restart, p("", "甲")), cellOf("1")), tr(td(merged, p("", "暗")), cellOf("2"))), "| 甲 | 1 |\n|  | 2 |\n! 略去隐藏文字1处\n"},
		"merged across":  {tbl(tr(td(`<w:hMerge w:val="restart"/>`, p("", "甲")), td(`<w:hMerge/>`), cellOf("1")), tr(cellOf("乙"), cellOf("丙"), cellOf("2"))), "| 甲 |  | 1 |\n| 乙 | 丙 | 2 |\n"},
		"unused columns": {tbl(tr(td(wide("3"), p("", "甲")), td(wide("2"), p("", "1"))), tr(td(wide("3"), p("", "乙")), td(wide("2"), p("", "2")))), "| 甲 | 1 |\n| 乙 | 2 |\n"},
		"span that lies": {tbl(tr(td(wide("65535"), p("", "甲")), cellOf("1"))), "| 甲 | 1 |\n"},
		"span of none":   {tbl(tr(td(wide("-3"), p("", "甲")), td(wide("x"), p("", "1")))), "| 甲 | 1 |\n"},
		"late start":     {tbl(tr(cellOf("甲"), cellOf("1")), `<w:tr><w:trPr><w:gridBefore w:val="1"/></w:trPr>`+cellOf("2")+`</w:tr>`), "| 甲 | 1 |\n|  | 2 |\n"},
		"paragraphs":     {tbl(tr(td("", p("", "上半句"), p("", ""), p("", " 下半句")), cellOf("1"))), "| 上半句 下半句 | 1 |\n"},
		"line by hand":   {tbl(tr(td("", `<w:p><w:r><w:t>资金</w:t><w:br/><w:t>来源</w:t></w:r></w:p>`), cellOf("1"))), "| 资金 来源 | 1 |\n"},
		"nested":         {tbl(tr(td("", p("", "外"), inner, "<w:p/>"), cellOf("1"))) + p("", "后"), "| 外 | 1 |\n| 内1 | 内2 |\n后\n"},
		"frame":          {tbl(tr(td("", p(`<w:outlineLvl w:val="0"/>`, "名称"), p(`<w:ind w:firstLine="420"/>`, "甲"), inner, `<w:p><w:r><w:t>一</w:t><w:br/><w:t>二</w:t></w:r></w:p>`))), "# 名称\n<2>甲\n| 内1 | 内2 |\n~ 一\n~ 二\n"},
		"frame in frame": {tbl(tr(td("", tbl(tr(td("", p("", "甲"))))))), "甲\n"},
		"wrapped":        {tbl(`<w:sdt><w:sdtContent>`+tr(`<w:sdt><w:sdtContent>`+cellOf("甲")+`</w:sdtContent></w:sdt>`, `<w:customXml>`+cellOf("1")+`</w:customXml>`)+`</w:sdtContent></w:sdt>`, `<w:customXml>`+tr(cellOf("乙"), cellOf("2"))+`</w:customXml>`), "| 甲 | 1 |\n| 乙 | 2 |\n"},
		"in a text box":  {`<w:p>` + run("前") + `<w:r><w:pict><v:textbox><w:txbxContent>` + inner + `</w:txbxContent></v:textbox></w:pict></w:r></w:p>`, "前\n| 内1 | 内2 |\n"},
		"empty":          {tbl(tr(td(""), td(""))) + tbl() + tbl(tr()) + p("", "甲"), "甲\n"},
	}.check(t, nil)
}

func TestTablesBeyondLimits(t *testing.T) {
	for name, table := range map[string]string{
		"columns": tr(strings.Repeat(cellOf("1"), 65)),
		"rows":    strings.Repeat(tr(cellOf("甲"), cellOf("1")), 2001),
	} {
		files := parts{"word/document.xml": document("<w:tbl>" + table + "</w:tbl>")}
		if _, err := Read(context.Background(), files.zip(t)); !refused(err) {
			t.Errorf("%s: Read gave %v, want a refusal", name, err)
		}
	}
}
