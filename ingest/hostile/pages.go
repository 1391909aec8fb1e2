package hostile

import "strings"

// pages are files of the web.
func pages(url string) []File {
	page := func(body string) string {
		return "<!DOCTYPE html><html><head><meta charset=utf-8></head><body><p>" + strings.Join(lines(), "</p>\n<p>") + "</p>" + body + "</body></html>"
	}
	made := func(name, want string, content func() string) File {
		return File{name, func() []byte { return []byte(content()) }, want}
	}
	return []File{
		made("nested boxes.html", "嵌套", func() string { return page(strings.Repeat("<div>", 200_000)) }),
		made("nested tables.html", "嵌套", func() string { return page(strings.Repeat("<table><tr><td>x", 20_000)) }),
		made("spans.html", "表格", func() string {
			return page("<table><tr>" + strings.Repeat("<td colspan=1000 rowspan=65534>账", 60) + "</table>")
		}),
		made("rows of spans.html", "表格", func() string {
			return page("<table>" + strings.Repeat("<tr><td colspan=1000 rowspan=65534>账<td>账", 5_000) + "</table>")
		}),
		made("unclosed fonts.html", "", func() string {
			return page(strings.Repeat("<b><i><font size=1>", 100) + strings.Repeat("<p>账", 1_000))
		}),
		made("an attribute of 10 MB.html", "", func() string { return page(`<p style="` + strings.Repeat("a:b;", 5<<19) + `">账`) }),
		made("millions of marks.html", "过", func() string { return page(strings.Repeat("<p>", 5<<20)) }),
		made("entities.html", "", func() string { return page(strings.Repeat("&lt;&#x4e00;&bogus;&#0;&#x110000;", 1_000)) }),
		made("things from the network.html", "", func() string {
			return `<!DOCTYPE html PUBLIC "x" "` + url + `/a.dtd"><html><head><meta charset=utf-8><base href="` + url + `/"><link rel=stylesheet href="` + url +
				`/a.css"><meta http-equiv=refresh content="0;url=` + url + `/"></head><body>` + page(`<p><a href="javascript:alert(1)">公开</a><img src="`+url+
				`/a.png"><iframe src="`+url+`/b"></iframe><script src="`+url+`/c.js"></script><object data="`+url+`/d"></object></p>`) + "</body></html>"
		}),
		made("a page that is called.doc", "", func() string { return page("") }),
		made("a page in XHTML.html", "", func() string {
			return `<?xml version="1.0"?><!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd">]><html xmlns="http://www.w3.org/1999/xhtml">` + page("<p>&x;</p>")
		}),
	}
}
