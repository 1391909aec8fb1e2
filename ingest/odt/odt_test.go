package odt

import (
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"mingzhang/ingest/source"
)

// cases are bodies of documents and what they show.
type cases map[string]struct{ body, want string }

func (c cases) check(t *testing.T, styles string) {
	t.Helper()
	for name, c := range c {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, read(t, parts{"content.xml": content(styles, c.body)})); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestText(t *testing.T) {
	cases{
		"paragraphs":       {p("", "项目名称") + p("", "") + p("", "职工\n  书屋"), "项目名称\n职工 书屋\n"},
		"heading":          {h("2", "名称"), "## 名称\n"},
		"heading, two":     {h("1", "某市总工会<text:line-break/>公开文本"), "# 某市总工会 公开文本\n"},
		"blanks":           {p("", `<text:s text:c="4"/>合计<text:s/><text:tab/>10`), "<2>合计 \t10\n"},
		"wide blanks":      {p("", `甲<text:s text:c="999999"/>乙`), "甲" + strings.Repeat(" ", 100) + "乙\n"},
		"lines by hand":    {p("", `一行<text:line-break/>二行<text:soft-page-break/>`), "~ 一行\n~ 二行\n"},
		"links and fields": {p("", `<text:a xlink:href="http://example.invalid/">通知</text:a>第<text:page-number>4</text:page-number>页`), "通知第4页\n"},
		"ruby":             {p("", `<text:ruby><text:ruby-base>账</text:ruby-base><text:ruby-text>zhang</text:ruby-text></text:ruby>目`), "账目\n"},
		"soft hyphen":      {p("", "A\u00adB"), "AB\n"},
		"unknown elements": {p("", `甲<x:y xmlns:x="z">乙</x:y><office:z>丙</office:z>`), "甲\n"},
		"contents":         {`<text:table-of-content><text:index-body>` + p("", "目录") + `</text:index-body></text:table-of-content>` + p("", "甲"), "甲\n! 略去目录\n"},
		"section":          {`<text:section>` + p("", "甲") + `</text:section>`, "甲\n"},
		"section hidden":   {`<text:section text:display="none">` + p("", "暗") + `</text:section>` + p("", "明"), "明\n! 略去隐藏文字1处\n"},
		"section outside":  {`<text:section><text:section-source xlink:href="http://example.invalid/"/>` + p("", "甲") + `</text:section>`, "甲\n! 引用了文件以外的资源1处，没有访问\n"},
	}.check(t, "")
}

func TestStyles(t *testing.T) {
	styles := `<style:default-style style:family="paragraph"><style:text-properties fo:font-size="12pt"/></style:default-style>
		<style:style style:name="B" style:family="paragraph"><style:paragraph-properties fo:text-indent="24pt" fo:margin-left="0cm"/></style:style>
		<style:style style:name="Title" style:family="paragraph"/><style:style style:name="T1" style:family="paragraph" style:parent-style-name="Title"/>
		<style:style style:name="B2" style:family="paragraph" style:parent-style-name="B"><style:text-properties fo:font-size="24pt"/></style:style>
		<style:style style:name="X" style:family="paragraph" style:parent-style-name="Y"/><style:style style:name="Y" style:family="paragraph" style:parent-style-name="X"/>
		<style:style style:name="S" style:family="text"><style:text-properties text:display="none"/></style:style>
		<style:style style:name="S2" style:family="text"><style:text-properties text:display="true"/></style:style>
		<style:style style:name="S" style:family="paragraph"><style:text-properties text:display="none"/></style:style>`
	span := func(style, text string) string {
		return `<text:span text:style-name="` + style + `">` + text + `</text:span>`
	}
	const note = "! 略去隐藏文字1处\n"
	cases{
		"title":         {p("T1", "公开文本"), "# 公开文本\n"},
		"indent":        {p("B", "甲"), "<2>甲\n"},
		"larger text":   {p("B2", "甲"), "<1>甲\n"},
		"ring":          {p("X", "甲"), "甲\n"},
		"hidden":        {p("", "明"+span("S", "暗")), "明\n" + note},
		"shown in it":   {p("", span("S", span("S2", "明"))), "明\n"},
		"paragraph":     {p("S", "暗") + p("", "明"), "明\n" + note},
		"hidden field":  {p("", `明<text:hidden-text text:string-value="暗">暗</text:hidden-text>`), "明\n" + note},
		"by a field":    {p("", `<text:hidden-paragraph text:is-hidden="true"/>暗`) + p("", "明"), "明\n" + note},
		"not by one":    {p("", `<text:hidden-paragraph text:is-hidden="false"/>明`), "明\n"},
		"hidden note":   {p("", "明"+span("S", `<text:note><text:note-body>`+p("", "暗")+`</text:note-body></text:note>`)), "明\n" + note},
		"hidden frames": {p("", "明"+span("S", `<draw:frame><draw:text-box>`+p("", "暗")+`</draw:text-box></draw:frame>`)), "明\n" + note},
	}.check(t, styles)
}

func TestNumbers(t *testing.T) {
	level := func(at, attributes string) string {
		return `<text:list-level-style-number text:level="` + at + `" ` + attributes + `><style:list-level-properties><style:list-level-label-alignment text:label-followed-by="nothing" fo:text-indent="21pt"/></style:list-level-properties></text:list-level-style-number>`
	}
	styles := `<text:list-style style:name="L">` + level("1", `style:num-format="一, 二, 三, ..." style:num-suffix="、"`) + level("2", `style:num-prefix="（" style:num-format="1" style:num-suffix="）" text:start-value="3"`) + level("3", `style:num-format="a" text:display-levels="3"`) + `</text:list-style>
		<text:list-style style:name="M">` + level("1", `style:num-format="1" loext:num-list-format="第%1%章"`) + level("2", `style:num-format="壹, 贰, 叁, ..." loext:num-list-format="%1%-%2%%9x"`) + `</text:list-style>
		<text:list-style style:name="U"><text:list-level-style-bullet text:level="1" text:bullet-char="•"/></text:list-style>`
	one := func(attributes string) string { return list(`text:style-name="L" `+attributes, li(p("", "甲"))) }
	cases{
		"levels":        {list(`text:style-name="L"`, li(p("", "甲"), list("", li(p("", "乙"), list("", li(p("", "丙")))), li(p("", "丁")))), li(p("", "戊"), list("", li(p("", "己"))))), "* <2>一、甲\n** <2>（3）乙\n*** <2>一.3.a丙\n** <2>（4）丁\n* <2>二、戊\n** <2>（3）己\n"},
		"first only":    {list(`text:style-name="L"`, li(p("", "甲"), p("", "续")), li(p("", "乙"))), "* <2>一、甲\n续\n* <2>二、乙\n"},
		"header":        {list(`text:style-name="L"`, `<text:list-header>`+p("", "题")+`</text:list-header>`, li(p("", "甲"))), "题\n* <2>一、甲\n"},
		"anew":          {one("") + one(""), "* <2>一、甲\n* <2>一、甲\n"},
		"goes on":       {one("") + p("", "间") + one(`text:continue-numbering="true"`), "* <2>一、甲\n间\n* <2>二、甲\n"},
		"goes on by id": {one(`xml:id="a"`) + one("") + one(`text:continue-list="a"`), "* <2>一、甲\n* <2>一、甲\n* <2>二、甲\n"},
		"start":         {list(`text:style-name="L"`, `<text:list-item text:start-value="7">`+p("", "甲")+`</text:list-item>`, li(p("", "乙"))), "* <2>七、甲\n* <2>八、乙\n"},
		"patterns":      {list(`text:style-name="M"`, li(p("", "甲"), list("", li(p("", "乙"))))), "* <2>第1章甲\n** <2>1-壹%9x乙\n"},
		"bullet":        {list(`text:style-name="U"`, li(p("", "甲"))), "* - 甲\n"},
		"no style":      {list("", li(p("", "甲"))), "甲\n"},
		"empty":         {list(`text:style-name="L"`, li(p("", "")), li(p("", "乙"))), "* <2>二、乙\n"},
		"in cells":      {tbl(tr(td("", list(`text:style-name="M"`, li(p("", "")))), cellOf("甲"))), "| 第1章 | 甲 |\n"},
		"by itself":     {`<text:numbered-paragraph text:list-id="n" text:style-name="L">` + p("", "甲") + `</text:numbered-paragraph><text:numbered-paragraph text:list-id="n" text:style-name="L" text:level="1">` + p("", "乙") + `</text:numbered-paragraph>`, "* <2>一、甲\n* <2>二、乙\n"},
	}.check(t, styles)
}

func TestHeadingNumbers(t *testing.T) {
	outline := `<text:outline-style><text:outline-level-style text:level="1" style:num-format="一, 二, 三, ..." style:num-suffix="、"/>` +
		`<text:outline-level-style text:level="2" style:num-format="1" style:num-suffix="." /></text:outline-style>` +
		`<style:style style:name="N" style:family="paragraph" style:list-style-name=""/>`
	cases{
		"levels":  {h("1", "甲") + h("2", "乙") + h("2", "丙") + h("1", "丁") + h("2", "戊") + h("3", "己"), "# 一、甲\n## 1.乙\n## 2.丙\n# 二、丁\n## 1.戊\n### 己\n"},
		"none":    {`<text:h text:style-name="N" text:outline-level="1">甲</text:h><text:h text:is-list-header="true" text:outline-level="1">乙</text:h>`, "# 甲\n# 乙\n"},
		"restart": {h("1", "甲") + `<text:h text:outline-level="1" text:restart-numbering="true">乙</text:h><text:h text:outline-level="1" text:restart-numbering="true" text:start-value="9">丙</text:h>`, "# 一、甲\n# 一、乙\n# 九、丙\n"},
		"in list": {list(`text:style-name="L"`, li(h("1", "甲"))), "# 甲\n"},
	}.check(t, outline)
}

func TestAsides(t *testing.T) {
	box := `<draw:frame><draw:text-box>` + p("", "框内") + `</draw:text-box></draw:frame>`
	cases{
		"text box":   {p("", "前"+box+"后"), "前后\n框内\n"},
		"on a page":  {box + p("", "甲"), "框内\n甲\n"},
		"shape":      {p("", `甲<draw:g><draw:custom-shape>`+p("", "形")+`<draw:enhanced-geometry/></draw:custom-shape></draw:g>`), "甲\n形\n"},
		"picture":    {p("", `甲<draw:frame><draw:object/><draw:image xlink:href="Pictures/a.png"/></draw:frame>`), "甲\n! 有图片或图表1个，其中的文字没有读取\n"},
		"outside":    {p("", `甲<draw:frame><draw:image xlink:href="http://example.invalid/a.png"/></draw:frame>`), "甲\n! 有图片或图表1个，其中的文字没有读取\n! 引用了文件以外的资源1处，没有访问\n"},
		"annotation": {p("", `甲<office:annotation>`+p("", "批注")+`</office:annotation>`), "甲\n! 略去批注1条\n"},
		"footnote":   {p("", `100万元<text:note><text:note-citation>1</text:note-citation><text:note-body>`+p("", "含结转")+`</text:note-body></text:note>。`) + p("", "后"), "100万元。\n注：含结转\n后\n! 脚注或尾注1条，已移到所注段落之后\n"},
	}.check(t, "")
}

func TestTrackedChanges(t *testing.T) {
	tracked := `<text:tracked-changes><text:changed-region xml:id="d"><text:deletion>` + p("", "100万元") + `</text:deletion></text:changed-region>` +
		`<text:changed-region xml:id="i"><text:insertion/></text:changed-region></text:tracked-changes>`
	between := func(id, text string) string {
		return `<text:change-start text:change-id="` + id + `"/>` + text + `<text:change-end text:change-id="` + id + `"/>`
	}
	const note = "! 略去修订中已删除的内容1处\n"
	cases{
		"kept apart":  {tracked + p("", `预算<text:change text:change-id="d"/>`+between("i", "120万元")), "预算120万元\n" + note},
		"in the body": {tracked + p("", `预算`+between("d", `100<text:s/>万元<text:note><text:note-body>`+p("", "暗")+`</text:note-body></text:note>`)+`120万元`), "预算120万元\n" + note},
		"paragraphs":  {tracked + p("", "甲") + between("d", p("", "乙")) + p("", "丙"), "甲\n丙\n" + note},
	}.check(t, "")
	if _, err := Read(context.Background(), []byte(content("", tracked+p("", `<text:change-start text:change-id="d"/>甲`)))); !refused(err) {
		t.Errorf("a deletion that never ends gave %v, want a refusal", err)
	}
}

func TestTables(t *testing.T) {
	covered := `<table:covered-table-cell/>`
	inner := tbl(tr(cellOf("内1"), cellOf("内2")))
	cases{
		"spans":          {tbl(tr(td(`table:number-columns-spanned="2"`, p("", "合计")), covered, cellOf("10")), tr(cellOf("甲"), cellOf("乙"), cellOf("10"))), "| 合计 |  | 10 |\n| 甲 | 乙 | 10 |\n"},
		"covered text":   {tbl(tr(cellOf("甲"), `<table:covered-table-cell>`+p("", "暗")+`</table:covered-table-cell>`)), "| 甲 |  |\n! 略去隐藏文字1处\n"},
		"header rows":    {tbl(`<table:table-header-rows>`+tr(cellOf("来源"), cellOf("金额"))+`</table:table-header-rows>`, tr(cellOf("财政"), cellOf("1"))), "| 来源 | 金额 |\n| 财政 | 1 |\n"},
		"repeated":       {tbl(`<table:table-row table:number-rows-repeated="2">` + td(`table:number-columns-repeated="2"`, p("", "甲")) + `</table:table-row>`), "| 甲 | 甲 |\n| 甲 | 甲 |\n"},
		"empty repeated": {tbl(tr(cellOf("甲"), cellOf("1"), td(`table:number-columns-repeated="1000000"`)), `<table:table-row table:number-rows-repeated="1000000">`+td("")+td("")+`</table:table-row>`), "| 甲 | 1 |\n|  |  |\n"},
		"hidden row":     {tbl(tr(cellOf("甲"), cellOf("1")), `<table:table-row table:visibility="collapse">`+cellOf("暗")+cellOf("2")+`</table:table-row>`), "| 甲 | 1 |\n! 略去隐藏文字1处\n"},
		"nested":         {tbl(tr(td("", p("", "外"), inner), cellOf("1"))), "| 外 | 1 |\n| 内1 | 内2 |\n"},
		"frame":          {tbl(tr(td("", h("1", "名称"), p("", "甲")))), "# 名称\n甲\n"},
		"paragraphs":     {tbl(tr(td("", p("", "上"), p("", "下<text:line-break/>末")), cellOf("1"))), "| 上 下 末 | 1 |\n"},
	}.check(t, "")
}

func TestPackages(t *testing.T) {
	text := content("", p("B", "甲"))
	for name, c := range map[string]struct {
		files parts
		want  string
	}{
		"styles": {parts{"content.xml": text, "styles.xml": root("document-styles", `<office:styles><style:style style:name="B" style:family="paragraph"><style:paragraph-properties fo:text-indent="21pt"/></style:style></office:styles>`+
			`<office:automatic-styles><style:style style:name="B" style:family="paragraph"/></office:automatic-styles>`+
			`<office:master-styles><style:master-page><style:footer>`+p("", "脚")+`</style:footer></style:master-page></office:master-styles>`)}, "<2>甲\n! 略去页眉页脚\n"},
		"macros":        {parts{"content.xml": text, "Basic/script-lc.xml": "x"}, "甲\n! 文件含有宏，没有运行\n"},
		"script within": {parts{"content.xml": root("document-content", `<office:scripts><office:script><module/></office:script></office:scripts><office:body><office:text>`+p("", "甲")+`</office:text></office:body>`)}, "甲\n! 文件含有宏，没有运行\n"},
		"no script":     {parts{"content.xml": root("document-content", `<office:scripts><office:script><libraries/></office:script></office:scripts><office:body><office:text>`+p("", "甲")+`</office:text></office:body>`)}, "甲\n"},
	} {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, read(t, c.files)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestRefusals(t *testing.T) {
	flat := func(text string) []byte { return []byte(text) }
	for name, b := range map[string][]byte{
		"empty":         nil,
		"no xml":        []byte("甲乙丙"),
		"a spreadsheet": flat(root("document-content", "<office:body><office:spreadsheet/></office:body>")),
		"no content":    parts{"mimetype": "x"}.zip(t),
		"password":      parts{"content.xml": "x", "META-INF/manifest.xml": "<manifest:encryption-data/>"}.zip(t),
		"entity":        flat(`<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>` + content("", p("", "&e;"))),
		"4.5 million":   parts{"content.xml": content("", p("", strings.Repeat("<text:tab/>", 4_500_000)))}.zip(t),
		"deep":          flat(content("", strings.Repeat("<text:list><text:list-item>", 200))),
		"unpacked size": parts{"content.xml": strings.Repeat(" ", 40<<20)}.zip(t),
		"too much text": flat(content("", p("", strings.Repeat("账", source.MaxText+1)))),
		"columns":       flat(content("", tbl(tr(td(`table:number-columns-repeated="1000000"`, p("", "甲")))))),
		"rows":          flat(content("", tbl(strings.Repeat(`<table:table-row table:number-rows-repeated="1000000">`+cellOf("甲")+cellOf("1")+`</table:table-row>`, 3)))),
		"broken styles": parts{"content.xml": content("", ""), "styles.xml": "<x"}.zip(t),
	} {
		t.Run(name, func(t *testing.T) {
			if _, err := Read(context.Background(), b); !refused(err) {
				t.Errorf("Read gave %v, want a refusal", err)
			}
		})
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := Read(ctx, flat(content("", p("", "甲")))); !errors.Is(err, context.Canceled) {
		t.Errorf("Read gave %v, want context.Canceled", err)
	}
}
