"""Makes the sample files with LibreOffice Writer; see README.md."""
import subprocess

HEAD = '''<?xml version="1.0" encoding="UTF-8"?>
<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0" office:version="1.2" office:mimetype="application/vnd.oasis.opendocument.text">
<office:font-face-decls><style:font-face style:name="F" svg:font-family="&apos;WenQuanYi Micro Hei&apos;"/></office:font-face-decls>
<office:styles><style:default-style style:family="paragraph"><style:text-properties style:font-name="F" style:font-name-asian="F" fo:font-size="12pt" style:font-size-asian="12pt" fo:language="zh" fo:country="CN"/></style:default-style>
<style:style style:name="Standard" style:family="paragraph"/></office:styles>
<office:automatic-styles>
<style:style style:name="P" style:family="paragraph" style:parent-style-name="Standard"><style:paragraph-properties fo:text-indent="24pt" fo:line-height="150%%" fo:text-align="justify"/></style:style>
<style:style style:name="T" style:family="paragraph" style:parent-style-name="Standard"><style:paragraph-properties fo:text-align="center"/><style:text-properties fo:font-size="16pt" style:font-size-asian="16pt"/></style:style>
<style:style style:name="C" style:family="paragraph" style:parent-style-name="Standard"><style:paragraph-properties fo:text-align="center"/></style:style>
<style:style style:name="R" style:family="paragraph" style:parent-style-name="Standard"><style:paragraph-properties fo:text-align="end"/></style:style>
<style:style style:name="Cell" style:family="table-cell"><style:table-cell-properties fo:border="0.5pt solid #000000" fo:padding="2pt" style:vertical-align="middle"/></style:style>
<style:style style:name="Bare" style:family="table-cell"><style:table-cell-properties fo:border="none" fo:padding="2pt"/></style:style>
<style:style style:name="Two" style:family="section"><style:section-properties><style:columns fo:column-count="2" fo:column-gap="1cm"/></style:section-properties></style:style>
<style:page-layout style:name="L"><style:page-layout-properties fo:page-width="21cm" fo:page-height="29.7cm" style:print-orientation="portrait" fo:margin-top="2cm" fo:margin-bottom="2cm" fo:margin-left="2.5cm" fo:margin-right="2.5cm"/><style:header-style><style:header-footer-properties fo:min-height="0.8cm" fo:margin-bottom="0.4cm"/></style:header-style><style:footer-style><style:header-footer-properties fo:min-height="0.8cm" fo:margin-top="0.4cm"/></style:footer-style></style:page-layout>
%s</office:automatic-styles>
<office:master-styles><style:master-page style:name="Standard" style:page-layout-name="L">%s</style:master-page></office:master-styles>
<office:body><office:text>
'''
FURNITURE = '<style:header><text:p text:style-name="C">某某市总工会财政项目文本公开</text:p></style:header><style:footer><text:p text:style-name="C">第<text:page-number text:select-page="current"/>页 共<text:page-count/>页</text:p></style:footer>'
TAIL = '</office:text></office:body></office:document>'
def p(s, style="P"): return f'<text:p text:style-name="{style}">{s}</text:p>'
def cell(s, style, more=""):
    return f'<table:table-cell table:style-name="{style}" office:value-type="string" {more}>' + "".join(p(x, "R" if x[:1].isdigit() else "Standard") for x in s.split("\n")) + '</table:table-cell>'
def table(rows, style, widths, head=0):
    out = '<table:table>' + "".join(f'<table:table-column table:style-name="W{w}"/>' for w in widths)
    for i, r in enumerate(rows):
        if head and i == 0: out += '<table:table-header-rows>'
        out += '<table:table-row>' + "".join(cell(c, style) if not isinstance(c, Raw) else c for c in r) + '</table:table-row>'
        if head and i == head-1: out += '</table:table-header-rows>'
    return out + '</table:table>'
class Raw(str): pass
def spanned(s, n, style="Cell"): return Raw(cell(s, style, f'table:number-columns-spanned="{n}"') + '<table:covered-table-cell/>'*(n-1))
def down(s, n, style="Cell"): return Raw(cell(s, style, f'table:number-rows-spanned="{n}"'))
COVERED = Raw('<table:covered-table-cell/>')
def write(name, body, furniture="", widths=()):
    w = "".join(f'<style:style style:name="W{x}" style:family="table-column"><style:table-column-properties style:column-width="{x}cm"/></style:style>' for x in sorted(set(widths)))
    open(name+".fodt","w").write(HEAD % (w, furniture) + body + TAIL)
    subprocess.run(["soffice","--headless","--convert-to","pdf",name+".fodt"],stdout=subprocess.DEVNULL,stderr=subprocess.DEVNULL,timeout=120)
W = [5,3,4,4]
rows = [["资金来源","金额（万元）","用途","备注"],
 ["市级财政拨款","200.00","困难职工帮扶资金发放以及节日期间的走访慰问活动支出","含上年结转"],
 ["区级财政拨款","34.60","劳模疗休养",""],
 ["工会经费自筹","100.00","职工培训","按\n进度拨付"],
 ["合计","334.60","",""]]
body = p("某某市总工会2026年财政项目文本公开","T")+p("一、项目名称","Standard")+p("困难职工帮扶项目，由某某市总工会组织实施，覆盖全市各县区的困难职工家庭，项目资金由市级财政统筹安排并按进度拨付到各县区工会账户。")+p("二、资金安排","Standard")+table(rows,"Cell",W)+p("以上资金已纳入2026年部门预算。")
write("ruled", body, widths=W)
W2=[3,4,4,5]
m = [[down("地区",2),spanned("资金（万元）",2),down("说明",2)],[COVERED,"预算数","执行数",COVERED],
 ["甲县","10.00","9.50","按期完成"],["乙县","20.00","20.00","按期完成"],["合计","30.00","29.50",""]]
write("merged", p("资金执行情况表","T")+table(m,"Cell",W2)+p("附注：数据截至年末。"), widths=W2)
un = [["项目","预算数","执行数","执行率"],["走访慰问","12.50","12.50","100%"],["技能竞赛","8.00","7.20","90%"],["职工培训","30.00","15.00","50%"],["合计","50.50","34.70","68.7%"]]
write("unruled", p("预算执行情况","T")+p("现将预算执行情况公开如下，各项支出均按照规定的程序审批，专款专用，接受社会监督。")+table(un,"Bare",[4,4,4,4])+p("执行率为执行数与预算数之比。"), widths=[4])
para = "第%s段：工会组织的经费收支情况应当定期向会员公布，接受会员监督，任何组织和个人不得截留、挪用经费。各级工会应当建立健全内部控制制度，加强对项目资金使用的监督检查，确保资金安全和使用效益，防止出现资金闲置浪费。"
N="一二三四五六七八九十"
write("columns", p("工会经费管理简报","T")+'<text:section text:style-name="Two" text:name="s">'+"".join(p(para % N[i]) for i in range(8))+'</text:section>'+p("本简报由某某市总工会编印。","C"))
long = [["序号","单位名称","拨付金额（元）"]]+[[str(i+1),f"第{i+1}基层工会",f"{(i+1)*100}.00"] for i in range(90)]+[[spanned("合计", 2), "409500.00"]]
write("pages", p("经费拨付明细表","T")+p("拨付明细如下：")+table(long,"Cell",[2,8,6],head=1)+p("以上为全部拨付明细。"), FURNITURE, [2,8,6])
