package docx

import (
	"fmt"
	"strings"
	"testing"
)

// lvl is a level of a list: its place, format and text, and more elements.
func lvl(at int, format, text string, more ...string) string {
	return fmt.Sprintf(`<w:lvl w:ilvl="%d"><w:start w:val="1"/><w:numFmt w:val=%q/>%s<w:lvlText w:val=%q/></w:lvl>`, at, format, strings.Join(more, ""), text)
}

func abstract(id int, content ...string) string {
	return fmt.Sprintf(`<w:abstractNum w:abstractNumId="%d">%s</w:abstractNum>`, id, strings.Join(content, ""))
}

func num(id, outline int, more string) string {
	return fmt.Sprintf(`<w:num w:numId="%d"><w:abstractNumId w:val="%d"/>%s</w:num>`, id, outline, more)
}

// li is a paragraph of a list.
func li(list, at int, text string) string {
	return p(fmt.Sprintf(`<w:numPr><w:ilvl w:val="%d"/><w:numId w:val="%d"/></w:numPr>`, at, list), text)
}

func TestNumbers(t *testing.T) {
	numbering := root("numbering", strings.Join([]string{
		abstract(0, lvl(0, "chineseCounting", "%1、"), lvl(1, "chineseCounting", "（%2）"), lvl(2, "decimal", "%3."), lvl(3, "decimal", "（%4）"), lvl(4, "decimalEnclosedCircle", "%5")),
		abstract(1, lvl(0, "chineseCounting", "第%1章"), lvl(1, "decimal", "%1.%2", `<w:isLgl/>`), lvl(2, "upperRoman", "%3)", `<w:lvlRestart w:val="0"/>`), lvl(3, "lowerLetter", "%4)", `<w:lvlRestart w:val="1"/>`)),
		abstract(2, lvl(0, "bullet", "\uf0b7"), lvl(1, "none", ""), lvl(2, "decimal", "%3", `<w:suff w:val="nothing"/>`)),
		abstract(3, `<w:numStyleLink w:val="ns"/>`),
		abstract(4, lvl(0, "chineseLegalSimplified", "%1、")),
		abstract(5, lvl(0, "decimal", "%1.", `<w:pStyle w:val="H1"/>`), lvl(1, "decimal", "%1.%2", `<w:pStyle w:val="H2"/>`, `<w:pPr><w:ind w:firstLineChars="100"/></w:pPr>`)),
		abstract(6, `<w:numStyleLink w:val="ring"/>`),
		abstract(7, `<w:lvl w:ilvl="0"><w:start w:val="1"/><mc:AlternateContent><mc:Choice Requires="w14"><w:numFmt w:val="custom"/></mc:Choice><mc:Fallback><w:numFmt w:val="decimalZero"/></mc:Fallback></mc:AlternateContent><w:lvlText w:val="%1"/></w:lvl>`),
		abstract(8, lvl(0, "decimal", strings.Repeat("%1", 40))),
		num(1, 0, ""), num(2, 0, ""), num(3, 0, `<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>`),
		num(4, 1, ""), num(5, 2, ""), num(6, 3, ""), num(7, 4, ""), num(8, 5, ""), num(9, 6, ""), num(10, 7, ""), num(11, 8, ""),
		num(12, 0, `<w:lvlOverride w:ilvl="0">`+lvl(0, "upperLetter", "%1.")+`</w:lvlOverride>`),
		num(13, 99, ""),
	}, ""))
	styles := root("styles", `
		<w:style w:type="numbering" w:styleId="ns"><w:pPr><w:numPr><w:numId w:val="7"/></w:numPr></w:pPr></w:style>
		<w:style w:type="numbering" w:styleId="ring"><w:pPr><w:numPr><w:numId w:val="9"/></w:numPr></w:pPr></w:style>
		<w:style w:type="paragraph" w:styleId="H1"><w:name w:val="heading 1"/><w:pPr><w:numPr><w:numId w:val="8"/></w:numPr></w:pPr></w:style>
		<w:style w:type="paragraph" w:styleId="H2"><w:name w:val="heading 2"/><w:basedOn w:val="H1"/></w:style>
		<w:style w:type="paragraph" w:styleId="H3"><w:name w:val="heading 3"/><w:basedOn w:val="H2"/><w:pPr><w:numPr><w:ilvl w:val="1"/></w:numPr></w:pPr></w:style>`)
	style := func(id, text string) string { return p(`<w:pStyle w:val="`+id+`"/>`, text) }
	cases{
		"outline": {li(1, 0, "名称") + li(1, 1, "甲") + li(1, 1, "乙") + li(1, 2, "丙") + li(1, 3, "丁") + li(1, 4, "戊") + li(1, 0, "单位") + li(1, 1, "己"),
			"* 一、名称\n** （一）甲\n** （二）乙\n*** 1.丙\n**** （1）丁\n***** ① 戊\n* 二、单位\n** （一）己\n"},
		"lists share counters":     {li(1, 0, "甲") + li(2, 0, "乙"), "* 一、甲\n* 二、乙\n"},
		"one starts anew":          {li(1, 0, "甲") + li(3, 0, "乙") + li(3, 0, "丙") + li(1, 0, "丁"), "* 一、甲\n* 五、乙\n* 六、丙\n* 七、丁\n"},
		"of two levels":            {li(4, 0, "总则") + li(4, 1, "目标") + li(4, 1, "范围"), "* 第一章 总则\n** 1.1 目标\n** 1.2 范围\n"},
		"never restarts":           {li(4, 2, "甲") + li(4, 0, "乙") + li(4, 2, "丙"), "*** I)甲\n* 第一章 乙\n*** II)丙\n"},
		"restarts after the first": {li(4, 3, "甲") + li(4, 1, "乙") + li(4, 3, "丙") + li(4, 0, "丁") + li(4, 3, "戊"), "**** a)甲\n** 1.1 乙\n**** b)丙\n* 第一章 丁\n**** a)戊\n"},
		"bullet":                   {li(5, 0, "甲"), "* - 甲\n"},
		"no number":                {li(5, 1, "甲"), "** 甲\n"},
		"nothing between":          {li(5, 2, "甲") + li(5, 2, "3万元"), "*** 1甲\n*** 2 3万元\n"},
		"digits kept apart":        {li(1, 2, "2023年"), "*** 1. 2023年\n"},
		"through a style":          {li(6, 0, "甲"), "* 壹、甲\n"},
		"heading styles":           {style("H1", "甲") + style("H2", "乙") + style("H2", "丙") + style("H3", "丁"), "# 1.甲\n## <1>1.1 乙\n## <1>1.2 丙\n### <1>1.3 丁\n"},
		"taken off":                {p(`<w:pStyle w:val="H1"/><w:numPr><w:numId w:val="0"/></w:numPr>`, "甲"), "# 甲\n"},
		"ring":                     {li(9, 0, "甲"), "甲\n"},
		"format of Word's own":     {li(10, 0, "甲"), "* 01 甲\n"},
		"overlong":                 {li(11, 0, "甲"), "* " + strings.Repeat("1", 30) + " 甲\n"},
		"level overruled":          {li(12, 0, "甲"), "* A.甲\n"},
		"not defined":              {li(13, 0, "甲") + li(99, 0, "乙"), "甲\n乙\n"},
		"level beyond":             {li(1, 12, "甲"), "********* 甲\n"},
		"empty ones count":         {li(1, 0, "甲") + li(1, 0, "") + li(1, 0, "丙"), "* 一、甲\n* 三、丙\n"},
		"hidden ones do not":       {p(`<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr><w:rPr><w:vanish/></w:rPr>`, "") + li(1, 0, "乙"), "* 一、乙\n"},
		"deleted ones do not":      {p(`<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr><w:rPr><w:del w:id="1"/></w:rPr>`, "") + li(1, 0, "乙"), "* 一、乙\n"},
		"broken by hand":           {`<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>甲</w:t><w:br/><w:t>乙</w:t></w:r></w:p>`, "* 一、甲\n~ 乙\n"},
		"numbers in cells":         {`<w:tbl>` + tr(td("", li(4, 2, "")), cellOf("甲")) + tr(td("", li(4, 2, "")), cellOf("乙")) + `</w:tbl>`, "| I) | 甲 |\n| II) | 乙 |\n"},
		"contents without end":     {li(1, 0, "甲") + `<w:p><w:r><w:fldChar w:fldCharType="begin"/><w:instrText>TOC</w:instrText><w:fldChar w:fldCharType="separate"/></w:r></w:p>` + li(1, 0, "乙"), "* 一、甲\n* 二、乙\n"},
		"bullets in cells":         {`<w:tbl>` + tr(td("", li(5, 0, "")), cellOf("甲")) + `</w:tbl>`, "|  | 甲 |\n"},
	}.check(t, parts{"word/numbering.xml": numbering, "word/styles.xml": styles})
}
