package docx

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// cases are bodies of documents and what they show.
type cases map[string]struct{ body, want string }

func (c cases) check(t *testing.T, others parts) {
	t.Helper()
	for name, c := range c {
		t.Run(name, func(t *testing.T) {
			files := parts{"word/document.xml": document(c.body)}
			for name, content := range others {
				files[name] = content
			}
			if diff := cmp.Diff(c.want, read(t, files)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestText(t *testing.T) {
	cases{
		"paragraphs":       {p("", "项目名称") + p("", "") + p("", "职工书屋"), "项目名称\n职工书屋\n"},
		"runs":             {`<w:p>` + run("资金") + run("120") + run("万元") + `</w:p>`, "资金120万元\n"},
		"typed indent":     {p("", "　　项目概述"), "<2>项目概述\n"},
		"tab":              {`<w:p><w:r><w:t>合计</w:t><w:tab/><w:t>10</w:t></w:r></w:p>`, "合计\t10\n"},
		"blanks at ends":   {`<w:p><w:r><w:t> 甲 </w:t></w:r><w:r><w:t xml:space="preserve"> 乙</w:t></w:r></w:p>`, "甲 乙\n"},
		"lines by hand":    {`<w:p><w:r><w:t>一行</w:t><w:br/><w:t>二行</w:t><w:cr/><w:t>三行</w:t></w:r></w:p>`, "~ 一行\n~ 二行\n~ 三行\n"},
		"page break":       {`<w:p><w:r><w:t>前</w:t></w:r></w:p><w:p><w:r><w:br w:type="page"/><w:t>后</w:t></w:r></w:p>`, "前\n~ 后\n"},
		"hyphens":          {`<w:p><w:r><w:t>A</w:t><w:noBreakHyphen/><w:t>B` + "\u00ad" + `C</w:t><w:softHyphen/><w:t>D</w:t></w:r></w:p>`, "A-BCD\n"},
		"ruby":             {`<w:p><w:r><w:ruby><w:rt>` + run("zhang") + `</w:rt><w:rubyBase>` + run("账") + `</w:rubyBase></w:ruby></w:r>` + run("目") + `</w:p>`, "账目\n"},
		"link":             {`<w:p><w:hyperlink r:id="x" xmlns:r="r">` + run("通知") + `</w:hyperlink></w:p>`, "通知\n"},
		"wrapped":          {`<w:p><w:smartTag>` + run("甲") + `</w:smartTag><w:customXml>` + run("乙") + `</w:customXml><w:dir>` + run("丙") + `</w:dir></w:p>`, "甲乙丙\n"},
		"formula":          {`<w:p>` + run("比例") + `<m:oMath><m:f><m:num><m:r><m:t>3</m:t></m:r></m:num><m:den><m:r><m:t>4</m:t></m:r></m:den></m:f></m:oMath></w:p>`, "比例34\n"},
		"symbol":           {`<w:p><w:r><w:sym w:font="Wingdings" w:char="F0FE"/><w:t>是</w:t><w:sym w:font="Wingdings 2" w:char="00A3"/><w:t>否</w:t></w:r></w:p>`, "☑是□否\n"},
		"plain symbol":     {`<w:p><w:r><w:sym w:font="SimSun" w:char="2460"/></w:r></w:p>`, "①\n"},
		"unknown symbol":   {`<w:p><w:r><w:sym w:font="Wingdings" w:char="F021"/><w:sym w:font="Wingdings" w:char="none"/><w:t>甲</w:t></w:r></w:p>`, "甲\n! 有2个特殊符号无法辨认，已略去\n"},
		"symbol font":      {`<w:p><w:r><w:rPr><w:rFonts w:ascii="Wingdings"/></w:rPr><w:t>` + "\uf0fe" + `</w:t></w:r>` + run("是") + `</w:p>`, "☑是\n"},
		"unknown elements": {`<w:p><w:novelty>` + run("甲") + `</w:novelty><x:y xmlns:x="z">` + run("乙") + `</x:y>` + run("丙") + `</w:p>`, "丙\n"},
	}.check(t, nil)
}

func TestIndent(t *testing.T) {
	cases{
		"in characters": {p(`<w:ind w:firstLineChars="200" w:firstLine="640"/>`, "甲"), "<2>甲\n"},
		"in twips":      {p(`<w:ind w:firstLine="420"/>`, "甲"), "<2>甲\n"},
		"by size": {`<w:p><w:pPr><w:ind w:firstLine="640"/></w:pPr><w:r><w:rPr><w:sz w:val="32"/></w:rPr><w:t>甲</w:t></w:r></w:p>`,
			"<2>甲\n"},
		"left and hanging": {p(`<w:ind w:left="840" w:hanging="420"/>`, "甲"), "<2>甲\n"},
		"hanging only":     {p(`<w:ind w:hanging="420"/>`, "甲"), "甲\n"},
		"strict unit":      {p(`<w:ind w:start="42pt"/>`, "甲"), "<4>甲\n"},
		"beyond all":       {p(`<w:ind w:left="99999999999999999999"/>`, "甲"), "甲\n"},
		"very far":         {p(`<w:ind w:left="999999"/>`, "甲"), "<40>甲\n"},
		"of a style":       {p(`<w:pStyle w:val="Body"/>`, "甲"), "<2>甲\n"},
		"style overruled":  {p(`<w:pStyle w:val="Body"/><w:ind w:firstLineChars="0" w:firstLine="0"/>`, "甲"), "甲\n"},
	}.check(t, parts{"word/styles.xml": root("styles",
		`<w:style w:type="paragraph" w:styleId="Body"><w:name w:val="Body Text"/><w:pPr><w:ind w:firstLineChars="200"/></w:pPr></w:style>`)})
}

func TestHeadings(t *testing.T) {
	styles := root("styles", `
		<w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val="24"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr/></w:pPrDefault></w:docDefaults>
		<w:latentStyles><w:lsdException w:name="heading 1"/></w:latentStyles>
		<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style>
		<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/><w:basedOn w:val="a"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style>
		<w:style w:type="paragraph" w:styleId="2"><w:name w:val="标题 2"/></w:style>
		<w:style w:type="paragraph" w:styleId="mine"><w:name w:val="我的标题"/><w:basedOn w:val="2"/></w:style>
		<w:style w:type="paragraph" w:styleId="t"><w:name w:val="Title"/></w:style>
		<w:style w:type="paragraph" w:styleId="toc1"><w:name w:val="toc 1"/></w:style>
		<w:style w:type="paragraph" w:styleId="x"><w:name w:val="x"/><w:basedOn w:val="y"/></w:style>
		<w:style w:type="paragraph" w:styleId="y"><w:name w:val="y"/><w:basedOn w:val="x"/></w:style>`)
	style := func(id string) string { return `<w:pStyle w:val="` + id + `"/>` }
	cases{
		"by level":       {p(style("1"), "项目名称"), "# 项目名称\n"},
		"by name":        {p(style("2"), "甲"), "## 甲\n"},
		"by base":        {p(style("mine"), "甲"), "## 甲\n"},
		"title":          {p(style("t"), "公开文本"), "# 公开文本\n"},
		"by itself":      {p(`<w:outlineLvl w:val="2"/>`, "甲"), "### 甲\n"},
		"body text":      {p(style("1")+`<w:outlineLvl w:val="9"/>`, "甲"), "甲\n"},
		"none":           {p(style("nowhere"), "甲"), "甲\n"},
		"ring":           {p(style("x"), "甲"), "甲\n"},
		"in two lines":   {`<w:p><w:pPr>` + style("t") + `</w:pPr><w:r><w:t>某市总工会</w:t><w:br/><w:t>公开文本</w:t></w:r></w:p>`, "# 某市总工会 公开文本\n"},
		"former style":   {`<w:p><w:pPr><w:pPrChange><w:pPr>` + style("1") + `</w:pPr></w:pPrChange></w:pPr>` + run("甲") + `</w:p>`, "甲\n"},
		"contents lines": {p(style("toc1"), "项目名称 3") + p("", "甲"), "甲\n! 略去目录\n"},
		"default size":   {p(`<w:ind w:firstLine="480"/>`, "甲"), "<2>甲\n"},
	}.check(t, parts{"word/styles.xml": styles})
}

func TestFields(t *testing.T) {
	mark := func(kind string) string { return `<w:r><w:fldChar w:fldCharType="` + kind + `"/></w:r>` }
	code := func(text string) string { return `<w:r><w:instrText>` + text + `</w:instrText></w:r>` }
	start := mark("begin") + code(` TOC \o "1-3" `) + mark("separate")
	cases{
		"result":   {`<w:p>` + run("共") + mark("begin") + code("NUMPAGES") + mark("separate") + run("4") + mark("end") + run("页") + `</w:p>`, "共4页\n"},
		"simple":   {`<w:p><w:fldSimple w:instr="DATE">` + run("今日") + `</w:fldSimple></w:p>`, "今日\n"},
		"contents": {`<w:p>` + start + run("一、名称1") + `</w:p><w:p>` + run("二、单位2") + mark("end") + `</w:p>` + p("", "正文"), "正文\n! 略去目录\n"},
		"contents in one": {`<w:p><w:fldSimple w:instr="TOC">` + run("目次") + `</w:fldSimple>` + run("正文") + `</w:p>`,
			"正文\n! 略去目录\n"},
		"nested": {`<w:p>` + mark("begin") + code("IF ") + mark("begin") + code("PAGE") + mark("separate") + run("9") + mark("end") + mark("separate") + run("甲") + mark("end") + `</w:p>`,
			"甲\n"},
		"never a result":    {`<w:p>` + mark("begin") + code("PAGE") + run("甲") + `</w:p>` + p("", "乙"), "乙\n"},
		"ends never begun":  {`<w:p>` + mark("end") + mark("separate") + run("甲") + `</w:p>`, "甲\n"},
		"endless contents":  {`<w:p>` + start + run("一、名称") + `</w:p>` + p("", "正文"), "一、名称\n正文\n"},
		"instruction alone": {`<w:p>` + code("TOC") + run("甲") + `</w:p>`, "甲\n"},
	}.check(t, nil)
}

func TestTrackedChanges(t *testing.T) {
	del := `<w:del w:id="1">` + strings.ReplaceAll(strings.ReplaceAll(run("100万元"), "w:t>", "w:delText>"), "w:t ", "w:delText ") + `</w:del>`
	cases{
		"insertion kept":     {`<w:p>` + run("预算") + del + `<w:ins w:id="2">` + run("120万元") + `</w:ins></w:p>`, "预算120万元\n! 略去修订中已删除的内容1处\n"},
		"moved":              {`<w:p><w:moveFrom>` + run("甲") + `</w:moveFrom></w:p><w:p><w:moveTo>` + run("甲") + `</w:moveTo></w:p>`, "甲\n! 略去修订中已删除的内容1处\n"},
		"deleted end":        {p(`<w:rPr><w:del w:id="1"/></w:rPr>`, "上半句，") + p(`<w:ind w:firstLine="420"/>`, "下半句。"), "<2>上半句，下半句。\n"},
		"deleted end, last":  {p(`<w:rPr><w:del w:id="1"/></w:rPr>`, "上半句"), "上半句\n"},
		"deleted row":        {`<w:tbl>` + tr(cellOf("甲"), cellOf("1")) + `<w:tr><w:trPr><w:del w:id="1"/></w:trPr>` + cellOf("乙") + cellOf("2") + `</w:tr></w:tbl>`, "| 甲 | 1 |\n! 略去修订中已删除的内容1处\n"},
		"inserted row":       {`<w:tbl>` + tr(cellOf("甲"), cellOf("1")) + `<w:tr><w:trPr><w:ins w:id="1"/></w:trPr>` + cellOf("乙") + cellOf("2") + `</w:tr></w:tbl>`, "| 甲 | 1 |\n| 乙 | 2 |\n"},
		"deleted cell":       {`<w:tbl>` + tr(cellOf("甲"), td(`<w:cellDel w:id="1"/>`, p("", "乙")), cellOf("丙")) + `</w:tbl>`, "| 甲 |  | 丙 |\n! 略去修订中已删除的内容1处\n"},
		"deleted text alone": {`<w:p><w:r><w:delText>甲</w:delText></w:r>` + run("乙") + `</w:p>`, "乙\n! 略去修订中已删除的内容1处\n"},
	}.check(t, nil)
}

func TestHidden(t *testing.T) {
	secret := func(props string) string {
		return `<w:p>` + run("明") + `<w:r><w:rPr>` + props + `</w:rPr><w:t>暗</w:t></w:r></w:p>`
	}
	const note = "! 略去隐藏文字1处\n"
	cases{
		"by itself":       {secret(`<w:vanish/>`), "明\n" + note},
		"not so":          {secret(`<w:vanish w:val="0"/>`), "明暗\n"},
		"by style":        {secret(`<w:rStyle w:val="c"/>`), "明\n" + note},
		"style overruled": {secret(`<w:rStyle w:val="c"/><w:vanish w:val="false"/>`), "明暗\n"},
		"paragraph style": {p(`<w:pStyle w:val="h"/>`, "暗") + p("", "明"), "明\n" + note},
		"row":             {`<w:tbl><w:tr><w:trPr><w:hidden/></w:trPr>` + cellOf("暗") + `</w:tr>` + tr(cellOf("明"), cellOf("1")) + `</w:tbl>`, "| 明 | 1 |\n" + note},
	}.check(t, parts{"word/styles.xml": root("styles",
		`<w:style w:type="character" w:styleId="c"><w:rPr><w:vanish/></w:rPr></w:style>`+
			`<w:style w:type="paragraph" w:styleId="h"><w:rPr><w:vanish/></w:rPr></w:style>`)})
}

func TestAsides(t *testing.T) {
	box := `<w:txbxContent>` + p("", "框内") + `</w:txbxContent>`
	cases{
		"text box once": {`<w:p>` + run("前") + `<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx>` + box + `</wps:txbx></w:drawing></mc:Choice>` +
			`<mc:Fallback><w:pict><v:textbox>` + box + `</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>` + run("后") + `</w:p>`, "前后\n框内\n"},
		"fallback": {`<w:p><w:r><mc:AlternateContent><mc:Choice Requires="new"><new/></mc:Choice><mc:Fallback><w:t>甲</w:t></mc:Fallback></mc:AlternateContent></w:r></w:p>`, "甲\n"},
		"box in a cell": {`<w:tbl>` + tr(td("", `<w:p>`+run("甲")+`<w:r><w:pict><v:textbox>`+box+`</v:textbox></w:pict></w:r></w:p>`), cellOf("1")) + `</w:tbl>`,
			"| 甲 框内 | 1 |\n"},
		"picture":         {`<w:p><w:r><w:drawing><pic:pic/></w:drawing></w:r>` + run("甲") + `</w:p>`, "甲\n! 有图片或图表1个，其中的文字没有读取\n"},
		"control":         {`<w:sdt><w:sdtPr><w:alias w:val="x"/></w:sdtPr><w:sdtContent>` + p("", "甲") + `<w:p><w:sdt><w:sdtContent>` + run("乙") + `</w:sdtContent></w:sdt></w:p></w:sdtContent></w:sdt>`, "甲\n乙\n"},
		"control, empty":  {`<w:p>` + run("单位：") + `<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>` + run("单击此处输入") + `</w:sdtContent></w:sdt></w:p>`, "单位：\n! 略去未填写的控件1个\n"},
		"contents":        {`<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr><w:sdtContent>` + p("", "目录") + `</w:sdtContent></w:sdt>` + p("", "甲"), "甲\n! 略去目录\n"},
		"comment":         {`<w:p><w:commentRangeStart w:id="0"/>` + run("甲") + `<w:r><w:commentReference w:id="0"/></w:r></w:p>`, "甲\n! 略去批注1条\n"},
		"footnote":        {`<w:p>` + run("100万元") + `<w:r><w:footnoteReference w:id="2"/></w:r>` + run("。") + `</w:p>` + p("", "后"), "100万元。\n注：含上年结转\n后\n! 脚注或尾注1条，已移到所注段落之后\n"},
		"note in a cell":  {`<w:tbl>` + tr(td("", `<w:p>`+run("100")+`<w:r><w:endnoteReference w:id="1"/></w:r></w:p>`), cellOf("万元")) + `</w:tbl>`, "| 100 | 万元 |\n注：尾注\n! 脚注或尾注1条，已移到所注段落之后\n"},
		"note of nothing": {`<w:p>` + run("甲") + `<w:r><w:footnoteReference w:id="0"/><w:footnoteReference w:id="7"/></w:r></w:p>`, "甲\n"},
		"running head":    {p("", "甲") + `<w:sectPr><w:footerReference/></w:sectPr>`, "甲\n! 略去页眉页脚\n"},
		"section in text": {p("<w:sectPr><w:headerReference/></w:sectPr>", "甲"), "甲\n! 略去页眉页脚\n"},
		"embedded file":   {p("", "甲") + `<w:altChunk/>`, "甲\n! 有嵌入的其他文件1个，没有读取\n"},
		"block wrappers":  {`<w:customXml>` + p("", "甲") + `</w:customXml><w:ins>` + p("", "乙") + `</w:ins><w:del>` + p("", "丙") + `</w:del>`, "甲\n乙\n! 略去修订中已删除的内容1处\n"},
	}.check(t, parts{
		"word/footnotes.xml": root("footnotes", `<w:footnote w:type="separator" w:id="0">`+p("", "线")+`</w:footnote>`+
			`<w:footnote w:id="2"><w:p><w:r><w:footnoteRef/></w:r>`+run(" 含上年结转")+`<w:r><w:footnoteReference w:id="2"/></w:r></w:p></w:footnote>`),
		"word/endnotes.xml": root("endnotes", `<w:endnote w:id="1">`+p("", "尾注")+`</w:endnote>`),
	})
}
