package webpage

import (
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"mingzhang/ingest/source"
)

func heading(text string, level int) source.Block {
	return source.Block{Kind: source.Heading, Text: text, Level: level}
}

func paragraph(text string) source.Block { return source.Block{Kind: source.Paragraph, Text: text} }

func indented(text string) source.Block {
	return source.Block{Kind: source.Paragraph, Text: text, Indent: 2}
}

func item(text string, level int) source.Block {
	return source.Block{Kind: source.ListItem, Text: text, Level: level}
}

func grid(rows ...[]string) source.Block { return source.Block{Kind: source.Table, Rows: rows} }

func line(text string, indent int) source.Block {
	return source.Block{Kind: source.Line, Text: text, Indent: indent}
}

func isRefusal(err error) bool {
	var refusal *source.Refusal
	return errors.As(err, &refusal)
}

func TestReadSnippets(t *testing.T) {
	for name, test := range map[string]struct {
		page  string
		want  []source.Block
		notes int
	}{
		"headings and paragraphs": {
			`<h1>标题<br>下半</h1><h2><div>一、项目名称</div></h2><p>　　慰问<b>困难</b>职工</p>散落<p style="text-indent:2em">第二段<br>第三段</p>`,
			[]source.Block{heading("标题下半", 1), heading("一、项目名称", 2), indented("慰问困难职工"), paragraph("散落"), indented("第二段"), indented("第三段")}, 0,
		},
		"line breaks in the source": {
			"<p>困难\n  职工\nand\nfamily 3.10\n万元　&nbsp; 末</p>",
			[]source.Block{paragraph("困难职工 and family 3.10 万元 末")}, 0,
		},
		"angle brackets": {
			`<p>《关于印发&lt;办法&gt;的通知》</p><p>关于印发<通知>的<办法></p>`,
			[]source.Block{paragraph("《关于印发<办法>的通知》"), paragraph("关于印发<通知>的<办法>")}, 0,
		},
		"lists": {
			`<ul><li>甲<li><p>乙</p><p>乙二</p><ol type=a start=3><li>丙<li value=7>丁</ol></ul><ol><li>戊</ol><ol style="list-style-type: cjk-ideographic"><li>己<li>庚</ol><ol type="I"><li>辛</ol><ul style="list-style:none"><li>壬</ul>`,
			[]source.Block{
				item("- 甲", 1), item("- 乙", 1), paragraph("乙二"), item("c. 丙", 2), item("g. 丁", 2), item("1. 戊", 1),
				item("一、己", 1), item("二、庚", 1), item("I. 辛", 1), paragraph("壬"),
			}, 0,
		},
		"a table with spans": {
			`<table><caption>表一</caption><tr><th rowspan=2>地区<th colspan=2>金额<tr><td>市级<td>区级<tr><td>某市<td>1.20<td>3.40<tr><td>合计<td colspan=2>4.60</table>`,
			[]source.Block{paragraph("表一"), grid([]string{"地区", "金额", ""}, []string{"", "市级", "区级"}, []string{"某市", "1.20", "3.40"}, []string{"合计", "4.60", ""})}, 0,
		},
		"a form with long cells": {
			`<table><tr><td>项目名称<td>困难职工帮扶<tr><td>立项依据<td><p>依据一。</p><p>依据二。</p><ol><li>甲</ol></table>`,
			[]source.Block{grid([]string{"项目名称", "困难职工帮扶"}, []string{"立项依据", "依据一。\n依据二。\n1. 甲"})}, 0,
		},
		"a table for the look only": {
			`<table><tr><td><p>左</p></td></tr><tr><td><h1>标题</h1><p>正文</p><table><tr><td>项目<td>金额<tr><td>甲<td>1</table></td></tr></table>`,
			[]source.Block{paragraph("左"), heading("标题", 1), paragraph("正文"), grid([]string{"项目", "金额"}, []string{"甲", "1"})}, 0,
		},
		"a table within a cell": {
			`<table><tr><td>名称<td>困难职工帮扶中心的项目<tr><td>明细<td><table><tr><td>甲<td>1<tr><td>乙<td>2</table><tr><td>单位<td>某某市总工会某某部门某某处室</table>`,
			[]source.Block{grid([]string{"名称", "困难职工帮扶中心的项目"}, []string{"明细", "甲 1\n乙 2"}, []string{"单位", "某某市总工会某某部门某某处室"})}, 0,
		},
		"hidden and deleted": {
			`<p>看得见</p><p style="display: none">一</p><p hidden>二</p><span style="FONT-SIZE:0px">三</span><span style="color:#fff;background:#FFFFFF">四</span><p aria-hidden="true">读得到</p><del>五</del><p style="font-size:0.9em">小字</p><span style="visibility:hidden"> </span>`,
			[]source.Block{paragraph("看得见"), paragraph("读得到"), paragraph("小字")}, 2,
		},
		"room by style": {
			`<p style="text-indent:21.0pt">甲</p><p style="text-indent:24.0pt;mso-char-indent-count:3.0">乙</p><p style="text-indent:-2em">丙</p><p style="text-indent:5px">丁</p><p style="text-indent:9..9em">戊</p>`,
			[]source.Block{indented("甲"), {Kind: source.Paragraph, Text: "乙", Indent: 3}, paragraph("丙"), paragraph("丁"), paragraph("戊")}, 0,
		},
		"rows and columns without a word": {
			`<table><tr><td colspan=100>甲<tr><td><td>&nbsp;<tr height=0><td>乙<td>1</table>`,
			[]source.Block{grid([]string{"甲", ""}, []string{"乙", "1"})}, 0,
		},
		"what is no text": {
			`<script>if (a<b) document.write("<p>x</p>")</script><style>p{}</style><noscript><p>y</p></noscript><template><p>z</p></template><svg><text>s</text></svg><iframe src="http://example.invalid/"></iframe><select><option>o</select><!-- c --><p>正文<img src="http://example.invalid/a.png"></p>`,
			[]source.Block{paragraph("正文")}, 1,
		},
		"an element that never ends": {
			`<p>前</p><select><option>甲<p>后</p>`,
			[]source.Block{paragraph("前"), paragraph("后")}, 0,
		},
		"preformatted": {
			"<pre>一行\n　　二行\n\n    三&lt;行\r\n</pre><xmp>四行</xmp>",
			[]source.Block{line("一行", 0), line("二行", 2), line("三<行", 2), line("四行", 0)}, 0,
		},
		"the title stands only in the head": {
			`<head><title>某项目信息公开_某某市总工会</title><meta name="ContentSource" content="某某处"><meta name="PubDate" content="2024-01-31"></head><p>正文</p>`,
			[]source.Block{heading("某项目信息公开", 1), paragraph("来源：某某处"), paragraph("发布时间：2024-01-31"), paragraph("正文")}, 0,
		},
		"the title stands in the body in two lines": {
			`<head><title>某某项目信息公开 - 某某门户网站</title></head><p>某某项目</p><p>信息公开</p>`,
			[]source.Block{paragraph("某某项目"), paragraph("信息公开")}, 0,
		},
		"numbers by Word": {
			`<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><![if !supportLists]><span><span style='mso-list:Ignore'>一、<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp; </span></span></span><![endif]><span>项目名称<o:p></o:p></span></p><p style='mso-list:l0 level2 lfo1'><![if !supportLists]><span style='mso-list:Ignore'>1.<span>&nbsp; </span></span><![endif]>甲</p>`,
			[]source.Block{item("一、项目名称", 1), item("1. 甲", 2)}, 0,
		},
		"short lines of the site": {
			`<p>正文说明了打印设备的购置。</p><p>【打印本页】 【关闭窗口】</p><p>字体：[大 中 小]</p><p>上一篇：另一条</p><p>版权所有：某某</p><p>分享到：微信 微博</p>`,
			[]source.Block{paragraph("正文说明了打印设备的购置。")}, 1,
		},
		"a menu and a foot": {
			`<ul class="nav"><li><a href="/">首页</a></ul><div class="x"><a href=1>一二三</a> <a href=2>四五六</a> <a href=3>七八九</a> <a href=4>十</a></div><p>正文有这么多字，比页脚多。</p><div id=footer>某某主办</div>`,
			[]source.Block{paragraph("正文有这么多字，比页脚多。")}, 1,
		},
		"a file list is kept": {
			`<p>正文</p><p>附件：<a href=1.doc>一</a> <a href=2.xls>二</a> <a href="3.pdf?x=1">三</a> <a href=4.ofd>四</a></p>`,
			[]source.Block{paragraph("正文"), paragraph("附件：一 二 三 四")}, 0,
		},
		"an article named as furniture is kept": {
			`<div class="share-nav"><p>这是全部的正文。</p></div><p>短</p>`,
			[]source.Block{paragraph("这是全部的正文。"), paragraph("短")}, 0,
		},
		"names that only look like furniture": {
			`<p>正文有这么多字，比别的都多一些。</p><p class="position-relative text-navy">甲</p><div class="float-left no-print">乙</div><p class="side-nav">丙</p>`,
			[]source.Block{paragraph("正文有这么多字，比别的都多一些。"), paragraph("甲"), paragraph("乙")}, 1,
		},
		"beside the article": {
			`<title>某某项目信息公开</title><div><p>某某项目信息公开</p><p>某站的一句话</p><div id="zoom"><p>` + strings.Repeat("正文", 99) + `</p></div><p>附件：一</p><h2>热点</h2><p>某站的另一句话</p></div>`,
			[]source.Block{paragraph("某某项目信息公开"), paragraph(strings.Repeat("正文", 99)), paragraph("附件：一")}, 1,
		},
		"a form whose labels are headings": {
			`<table><tr><td><h2>名称</h2><td>甲<tr><td><h2>金额</h2><td>1.20<tr><td><h2>依据</h2><td>乙<tr><td><h2>单位</h2><td>丙</table>`,
			[]source.Block{grid([]string{"名称", "甲"}, []string{"金额", "1.20"}, []string{"依据", "乙"}, []string{"单位", "丙"})}, 0,
		},
		"broken marks": {
			`</div></p><td>甲</td><p>乙<b>丙<p>丁</i></b><table><tr><td>1<td>2<table></table>`,
			[]source.Block{paragraph("甲"), paragraph("乙丙"), paragraph("丁"), grid([]string{"1", "2"})}, 0,
		},
		"nothing": {``, nil, 0},
	} {
		t.Run(name, func(t *testing.T) {
			doc, err := Read(context.Background(), []byte(test.page))
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(test.want, doc.Blocks); diff != "" {
				t.Error(diff)
			}
			if len(doc.Notes) != test.notes {
				t.Errorf("the notes are %q, want %d", doc.Notes, test.notes)
			}
		})
	}
}

func TestDecode(t *testing.T) {
	const gbk = "\xcf\xee\xc4\xbf" // 项目
	for name, test := range map[string]struct{ page, want string }{
		"labelled gb2312":      {`<meta charset=gb2312><p>` + gbk, "项目"},
		"labelled by http":     {`<meta http-equiv="Content-Type" content="text/html; charset=GBK"><p>` + gbk, "项目"},
		"not labelled":         {`<p>` + gbk, "项目"},
		"labelled latin":       {`<meta charset="iso-8859-1"><p>` + gbk, "项目"},
		"UTF-8 labelled gbk":   {`<meta charset=gbk><p>项目`, "项目"},
		"GBK labelled UTF-8":   {`<meta charset=utf-8><p>` + gbk, "项目"},
		"four bytes":           {"<meta charset=gb2312><p>\x81\x39\xee\x39" + gbk, "㐀项目"},
		"Big5":                 {"<meta charset=big5><p>\xb6\xb5\xa5\xd8", "項目"},
		"with a mark":          {"\xef\xbb\xbf<meta charset=gbk><p>项目", "项目"},
		"UTF-16 little endian": {"\xff\xfe<\x00p\x00>\x00\x79\x98\xee\x76", "项目"},
		"UTF-8 cut in a sign":  {"<p>" + strings.Repeat("项目", 50) + "\xe9\xa1", strings.Repeat("项目", 50) + "\ufffd"},
	} {
		t.Run(name, func(t *testing.T) {
			doc, err := Read(context.Background(), []byte(test.page))
			if err != nil {
				t.Fatal(err)
			}
			if len(doc.Blocks) != 1 || doc.Blocks[0].Text != test.want {
				t.Errorf("got %+v, want %s", doc.Blocks, test.want)
			}
		})
	}
}
