package main

import (
	"fmt"
	"html"
	"strings"

	"golang.org/x/text/encoding/simplifiedchinese"
)

// htmlNew is a page of a present-day government site: navigation, a row of
// particulars, the text, links to the neighbours and a foot.
func htmlNew(d *document) ([]byte, error) {
	var b strings.Builder
	name := html.EscapeString(pageTitle(d))
	fmt.Fprintf(&b, `<!DOCTYPE html>
<html lang="zh-CN"><head><meta charset="utf-8"><title>%s_政务公开</title>
<style>.art p{text-indent:2em}</style><script>var _hmt = _hmt || []; function printPage(){window.print()}</script></head>
<body><div class="top"><a href="/">网站首页</a><a href="/zwgk/">政务公开</a><a href="/bsfw/">办事服务</a><a href="/hdjl/">互动交流</a></div>
<div class="crumb">当前位置：<a href="/">首页</a> &gt; <a href="/zwgk/">政务公开</a> &gt; <a href="/zwgk/czxx/">财政信息</a></div>
<div class="art"><h1>%s</h1>
<div class="meta"><span>发布时间：%s 09:30</span><span>浏览次数：1286</span><span>字体：[ 大 中 小 ]</span><a href="javascript:printPage()">打印本页</a></div>
<div id="content">
`, name, name, d.date)
	for _, i := range belowTitle(d) {
		b.WriteString(newItem(i))
	}
	b.WriteString(`</div><div class="page"><p>上一篇：<a href="t1.html">关于调整网站栏目设置的公告</a></p><p>下一篇：<a href="t2.html">机关作风建设年活动简讯</a></p></div></div>
<div class="foot"><p>主办单位：某某人民政府办公室　网站标识码：0000000000</p><p>某ICP备00000000号　扫一扫在手机打开当前页</p></div></body></html>
`)
	return []byte(b.String()), nil
}

func newItem(i item) string {
	text := htmlText(i, "")
	switch i.kind {
	case pageBreak:
		return ""
	case title, heading:
		return fmt.Sprintf("<p><strong>%s</strong></p>\n", text)
	case table:
		return htmlTable(i.rows, `<table border="1" class="tb">`, "")
	}
	return "<p>" + text + "</p>\n"
}

// htmlOld is a page of an older system: tables for layout, fonts, hard blanks,
// and GBK that calls itself gb2312.
func htmlOld(d *document) ([]byte, error) {
	var b strings.Builder
	name := html.EscapeString(pageTitle(d))
	fmt.Fprintf(&b, `<HTML><HEAD><META http-equiv=Content-Type content="text/html; charset=gb2312"><TITLE>%s</TITLE></HEAD>
<BODY bgColor=#ffffff><TABLE width=960 align=center><TR><TD><MARQUEE>欢迎访问政府信息公开平台</MARQUEE></TD></TR>
<TR><TD>首页 | 机构设置 | 政策法规 | 信息公开 | 网上办事</TD></TR></TABLE>
<TABLE width=960 align=center border=1><TR><TD>索引号</TD><TD>00000000-0/%s-0001</TD><TD>信息分类</TD><TD>财政预决算</TD></TR>
<TR><TD>文号</TD><TD>&nbsp;</TD><TD>生成日期</TD><TD>%s</TD></TR></TABLE>
<TABLE width=960 align=center><TR><TD><P align=center><FONT size=5 face=黑体><B>%s</B></FONT></P>
`, name, strings.ReplaceAll(d.date, "-", ""), d.date, name)
	for _, i := range belowTitle(d) {
		b.WriteString(oldItem(i))
	}
	b.WriteString(`</TD></TR></TABLE><TABLE width=960 align=center><TR><TD align=center>【关闭窗口】【打印】 版权所有 技术支持：某某网络公司 您是第000123位访问者</TD></TR></TABLE></BODY></HTML>
`)
	gbk, err := simplifiedchinese.GB18030.NewEncoder().Bytes([]byte(b.String()))
	if err != nil {
		return nil, fmt.Errorf("encoding as GBK: %w", err)
	}
	return gbk, nil
}

func oldItem(i item) string {
	text := htmlText(i, "&nbsp;&nbsp;&nbsp;&nbsp;")
	switch i.kind {
	case pageBreak:
		return ""
	case title, heading:
		return fmt.Sprintf("<P><FONT face=黑体>%s</FONT></P>\n", text)
	case table:
		return htmlTable(i.rows, "<TABLE border=1 cellSpacing=0>", "<FONT face=宋体>")
	}
	return fmt.Sprintf("<P><FONT size=3><FONT face=仿宋_GB2312>%s</FONT></FONT></P>\n", text)
}

// htmlText is the text of an item; what is hidden stands in a hidden element.
func htmlText(i item, before string) string {
	var b strings.Builder
	b.WriteString(before + html.EscapeString(i.number()))
	for _, s := range i.spans {
		switch {
		case s.deleted:
		case s.hidden:
			b.WriteString(`<span style="display:none">` + html.EscapeString(s.text) + "</span>")
		default:
			b.WriteString(html.EscapeString(s.text))
		}
	}
	return b.String()
}

func htmlTable(rows [][]cell, open, font string) string {
	var b strings.Builder
	b.WriteString(open + "\n")
	for _, row := range rows {
		b.WriteString("<tr>")
		for _, c := range row {
			if c.covered {
				continue
			}
			b.WriteString("<td")
			if c.cols > 1 {
				fmt.Fprintf(&b, ` colspan="%d"`, c.cols)
			}
			if c.rows > 1 {
				fmt.Fprintf(&b, ` rowspan="%d"`, c.rows)
			}
			b.WriteString(">" + font + html.EscapeString(c.text) + "</td>")
		}
		b.WriteString("</tr>\n")
	}
	return b.String() + "</table>\n"
}

// pageTitle is the first title of a document.
func pageTitle(d *document) string {
	for _, i := range d.items {
		if i.kind == title {
			return i.visible()
		}
	}
	return "无标题文档"
}

// belowTitle is everything but the first title, which the page shows by itself.
func belowTitle(d *document) []item {
	for n, i := range d.items {
		if i.kind == title {
			return append(append([]item{}, d.items[:n]...), d.items[n+1:]...)
		}
	}
	return d.items
}
