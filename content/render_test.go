package content

import (
	"html"
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"

	xhtml "golang.org/x/net/html"
)

func TestRender(t *testing.T) {
	tests := []struct{ name, in, want string }{
		{"paragraphs", "一段。\n\n二段。", "<p>一段。</p>\n<p>二段。</p>\n"},
		{"a break inside Chinese is none", "困难职工\n帮扶", "<p>困难职工帮扶</p>\n"},
		{"a break beside a number is none", "共\n80人", "<p>共80人</p>\n"},
		{"a break between words is a space", "two\nwords", "<p>two\nwords</p>\n"},
		{"a break before emphasis", "帮扶\n**职工**", "<p>帮扶<strong>职工</strong></p>\n"},
		{"a break between words before emphasis stays", "two\n**words**", "<p>two\n<strong>words</strong></p>\n"},
		{"a hard break", "甲  \n乙", "<p>甲<br>\n乙</p>\n"},
		{"numbered titles are no list", "1.《办法》\n\n2.《通知》", "<p>1.《办法》</p>\n<p>2.《通知》</p>\n"},
		{"a real list", "1. 甲\n2. 乙", "<ol>\n<li>甲</li>\n<li>乙</li>\n</ol>\n"},
		{"a range is no strikethrough", "7~9月、10~12月", "<p>7~9月、10~12月</p>\n"},
		{"indented text is no code", "    缩进的一段", "<p>缩进的一段</p>\n"},
		{"a row of dashes is no heading", "金额\n-----", "<p>金额</p>\n<hr>\n"},
		{"book titles in angle brackets", "《通知<办法>》", "<p>《通知&lt;办法&gt;》</p>\n"},
		{"headings start at 3", "# 甲\n\n### 乙\n\n## 丙", "<h3 id=\"x-甲\">甲</h3>\n<h4 id=\"x-乙\">乙</h4>\n<h4 id=\"x-丙\">丙</h4>\n"},
		{"repeated headings", "### 甲\n\n### 甲", "<h3 id=\"x-甲\">甲</h3>\n<h3 id=\"x-甲-2\">甲</h3>\n"},
		{"headings without letters", "### ……", "<h3 id=\"x-section\">……</h3>\n"},
		{"outside link", "[甲](https://example.org/)", "<p><a href=\"https://example.org/\" rel=\"noopener nofollow\">甲</a></p>\n"},
		{"own link", "[甲](/about#b)", "<p><a href=\"/about#b\">甲</a></p>\n"},
		{"own image", "![图](/assets/a.png)", "<p><img src=\"/assets/a.png\" alt=\"图\"></p>\n"},
		{"outside image", "![图](https://example.org/a.png)", "<p>图</p>\n"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := Render(tt.in, RenderOptions{IDPrefix: "x-"}); got != tt.want {
				t.Errorf("Render(%q)\n got %q\nwant %q", tt.in, got, tt.want)
			}
		})
	}
}

func TestRenderTable(t *testing.T) {
	in := "| 事项 | 金额 |\n| --- | --: |\n| 慰问 | 202.60 |\n\n| 甲 |\n| :-: |\n| 乙 |"
	got := Render(in, RenderOptions{TableLabel: "表"})
	for _, want := range []string{
		`<div class="table-box" tabindex="0" role="group" aria-label="表 1"><table>`,
		`<th scope="col">事项</th>`, `<th class="num" scope="col">金额</th>`, `<td class="num">202.60</td>`,
		`aria-label="表 2"`, `<td class="mid">乙</td>`, `</table></div>`,
	} {
		if !strings.Contains(got, want) {
			t.Errorf("no %s in\n%s", want, got)
		}
	}
	for _, bad := range []string{"style=", "align="} {
		if strings.Contains(got, bad) {
			t.Errorf("%s in\n%s", bad, got)
		}
	}
}

// hostile are texts that try to reach the page around them.
var hostile = []string{
	`<script>alert(1)</script>`, `<img src=x onerror=alert(1)>`, `<svg/onload=alert(1)>`, `<iframe src="//evil.example">`,
	`<style>*{display:none}</style>`, `<a href="javascript:alert(1)">x</a>`, `<!-- --><script>x</script>`, `<?php x ?>`, `<![CDATA[<script>]]>`,
	`[x](javascript:alert(1))`, `[x](JaVaScRiPt:alert(1))`, `[x](java&#115;cript:alert(1))`, `[x](&#x6A;avascript:alert(1))`, `[x](&#100;:x)`, `[x](javascript&colon;alert(1))`, `[x](&amp;#106;avascript:x)`, "[x](java\tscript:alert(1))",
	`[x](vbscript:x)`, `[x](data:text/html,<script>x</script>)`, `[x](file:///etc/passwd)`, `[x](//evil.example/)`, `[x](\\evil.example)`, `[x](/\evil.example)`,
	`![x](javascript:alert(1))`, `![x](https://evil.example/t.gif)`, `![x](data:image/png;base64,AAAA)`, `![x](//evil.example/t.gif)`, `![" onerror="alert(1)](/a.png)`,
	`<javascript:alert(1)>`, `<https://example.org/"onmouseover="x>`, "[x]: javascript:alert(1)\n\n[x]", `[x](https://example.org "\" onmouseover=\"x")`,
	"### x {onclick=alert(1) style=position:fixed}", "```\"><script>x</script>\n</code><script>\n```", "| <script> |\n| --- |\n| </table><script> |",
	"### \"><script>alert(1)</script>", "`</code><script>x</script>`", "\x00<script>", "&lt;script&gt;", `\<script>`,
}

// checkSafe fails unless the HTML is well formed and holds nothing that acts.
func checkSafe(t *testing.T, in, got string) {
	t.Helper()
	if !utf8.ValidString(got) && utf8.ValidString(in) {
		t.Errorf("Render(%q) is not UTF-8", in)
	}
	var open []string
	for z := xhtml.NewTokenizer(strings.NewReader(got)); ; {
		switch z.Next() {
		case xhtml.ErrorToken:
			if len(open) > 0 {
				t.Errorf("Render(%q) leaves %v open: %q", in, open, got)
			}
			return
		case xhtml.StartTagToken:
			tok := z.Token()
			checkTag(t, in, tok)
			if !strings.Contains(" br hr img ", " "+tok.Data+" ") {
				open = append(open, tok.Data)
			}
		case xhtml.EndTagToken:
			tok := z.Token()
			if len(open) == 0 || open[len(open)-1] != tok.Data {
				t.Fatalf("Render(%q) closes %s inside %v: %q", in, tok.Data, open, got)
			}
			open = open[:len(open)-1]
		case xhtml.CommentToken, xhtml.DoctypeToken:
			t.Errorf("Render(%q) holds a comment: %q", in, got)
		}
	}
}

// scheme is how browsers tell that a link leaves the page's own scheme.
var scheme = regexp.MustCompile("^[\\x00-\\x20]*[a-zA-Z][a-zA-Z0-9+.\t\n\r-]*:")

const allowedTags = " p br hr h3 h4 h5 h6 ul ol li blockquote pre code em strong a img table thead tbody tr th td div span "

func checkTag(t *testing.T, in string, tok xhtml.Token) {
	t.Helper()
	if !strings.Contains(allowedTags, " "+tok.Data+" ") {
		t.Errorf("Render(%q) makes <%s>", in, tok.Data)
	}
	for _, a := range tok.Attr {
		switch a.Key {
		case "href":
			relative := !scheme.MatchString(a.Val)
			ok := strings.HasPrefix(a.Val, "https://") || strings.HasPrefix(a.Val, "http://") ||
				relative && !strings.HasPrefix(a.Val, "//") && !strings.Contains(a.Val, `\`)
			if !ok {
				t.Errorf("Render(%q) links to %q", in, a.Val)
			}
		case "src":
			if !strings.HasPrefix(a.Val, "/") || strings.HasPrefix(a.Val, "//") {
				t.Errorf("Render(%q) loads %q", in, a.Val)
			}
		case "id", "class", "rel", "title", "alt", "start", "scope", "tabindex", "role", "aria-label":
		default:
			t.Errorf("Render(%q) sets %s=%q", in, a.Key, a.Val)
		}
	}
}

func TestRenderHostile(t *testing.T) {
	for _, in := range hostile {
		n := utf8.RuneCountInString(in)
		checkSafe(t, in, Render(in, RenderOptions{}))
		checkSafe(t, in, Render(in, RenderOptions{Marks: []Mark{{0, n, "a", "b"}, {n / 3, n - 1, "c", ""}, {n / 2, n, "d", "e"}}}))
	}
}

func TestRenderShowsTags(t *testing.T) {
	got := Render("标题<b>加粗</b>\n\n<div>块</div>", RenderOptions{})
	if want := "<p>标题&lt;b&gt;加粗&lt;/b&gt;</p>\n<p>&lt;div&gt;块&lt;/div&gt;</p>\n"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestRenderMarks(t *testing.T) {
	tests := []struct {
		name, in string
		marks    []Mark
		want     string
	}{
		{"one", "使用334.60万元。", []Mark{{2, 10, "f1", "fig"}}, `<p>使用<span id="f1" class="fig">334.60万元</span>。</p>`},
		{"nested", "共80人、4万元", []Mark{{1, 4, "a", ""}, {0, 8, "b", ""}}, `<p><span id="b">共<span id="a">80人</span>、4万元</span></p>`},
		{"crossing", "甲乙丙丁", []Mark{{0, 3, "a", ""}, {1, 4, "b", ""}}, `<p><span id="a">甲<span id="b">乙丙</span></span><span>丁</span></p>`},
		{"over emphasis", "甲**乙丙**丁", []Mark{{0, 8, "a", ""}}, `<p><span id="a">甲</span><strong><span>乙丙</span></strong><span>丁</span></p>`},
		{"over paragraphs", "甲\n\n乙", []Mark{{0, 4, "a", ""}}, "<p><span id=\"a\">甲</span></p>\n<p><span>乙</span></p>"},
		{"over a line break", "帮扶\n80人", []Mark{{0, 6, "a", ""}}, `<p><span id="a">帮扶</span><span>80人</span></p>`},
		{"in a link", "[80人](/a)", []Mark{{1, 4, "a", ""}}, `<p><a href="/a"><span id="a">80人</span></a></p>`},
		{"in a table", "| 金额 |\n| --- |\n| 4万元 |", []Mark{{17, 20, "a", ""}}, `<td><span id="a">4万元</span></td>`},
		{"in code", "`80人`", []Mark{{1, 4, "a", ""}}, `<p><code>80人</code></p>`},
		{"cutting an entity", "A&amp;B", []Mark{{3, 7, "a", ""}}, `<p>A&amp;B</p>`},
		{"cutting an escape", `\*80`, []Mark{{1, 4, "a", ""}}, `<p>*80</p>`},
		{"out of range", "80", []Mark{{0, 3, "a", ""}, {-1, 1, "b", ""}, {1, 1, "c", ""}}, `<p>80</p>`},
		{"hostile id", "80", []Mark{{0, 2, `"><script>`, `"x`}}, `<p><span id="&#34;&gt;&lt;script&gt;" class="&#34;x">80</span></p>`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := Render(tt.in, RenderOptions{Marks: tt.marks}); !strings.Contains(got, tt.want) {
				t.Errorf("got %s\nwant %s", got, tt.want)
			}
		})
	}
}

func TestRenderTangled(t *testing.T) {
	for _, unit := range []string{"> ", "- ", "1. ", "*\t", "[a](", "[", "[a]: b\n", "12) > - "} {
		in := strings.Repeat(unit, 50_000/len(unit)) + "x"
		got := Render(in, RenderOptions{})
		checkSafe(t, unit, got)
		if !strings.HasPrefix(got, "<p>") || !strings.Contains(got, "x</p>") {
			t.Errorf("%q repeated gives %.60q", unit, got)
		}
		if PlainText(in) != in {
			t.Errorf("%q repeated is not shown as it stands in plain text", unit)
		}
	}
	for _, in := range []string{strings.Repeat("- ", 20) + "x", strings.Repeat("[甲]", 900), strings.Repeat("[甲]\n\n", 5000), "1.5 2.5 3.5", strings.Repeat("* * * ", 1)} {
		if tooTangled([]byte(in)) {
			t.Errorf("%.40q is taken for an attack", in)
		}
	}
}

func TestPlainText(t *testing.T) {
	tests := []struct{ name, in, want string }{
		{"empty", "", ""},
		{"paragraphs", "一段\n接着。\n\n二段。", "一段接着。\n二段。"},
		{"words", "two\nwords", "two words"},
		{"emphasis and link", "甲**乙**[丙](/x)`丁`", "甲乙丙丁"},
		{"entity and escape", `A&amp;B \*c\*`, "A&B *c*"},
		{"heading and list", "### 甲\n\n- 乙\n- 丙", "甲\n乙\n丙"},
		{"table", "| 甲 | 乙 |\n| --- | --- |\n| 1 | 2 |", "甲  乙\n1  2"},
		{"tags are text", "<b>x</b>", "<b>x</b>"},
		{"code", "```\na\nb\n```", "a\nb"},
		{"hard break", "甲  \n乙", "甲\n乙"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := PlainText(tt.in); got != tt.want {
				t.Errorf("PlainText(%q) = %q, want %q", tt.in, got, tt.want)
			}
		})
	}
}

func TestAnchor(t *testing.T) {
	for in, want := range map[string]string{
		"立项依据": "立项依据", "（一） 建档 标准": "一-建档-标准", "A\"B": "A-B", "": "section", strings.Repeat("长", 99): strings.Repeat("长", 60),
	} {
		if got := Anchor(in); got != want {
			t.Errorf("Anchor(%q) = %q, want %q", in, got, want)
		}
	}
}

func FuzzRender(f *testing.F) {
	for _, in := range hostile {
		f.Add(in, 0, 5)
	}
	f.Add("2023年，预计帮扶困难职工1,346人，使用**市财政**资金334.60万元。", 3, 30)
	f.Fuzz(func(t *testing.T, in string, start, end int) {
		if len(in) > 4096 || !utf8.ValidString(in) {
			t.Skip()
		}
		plain := Render(in, RenderOptions{})
		marked := Render(in, RenderOptions{Marks: []Mark{{start, end, "a", "x"}, {start / 2, end, "b", ""}, {start + 1, end + 2, "c", ""}}})
		checkSafe(t, in, plain)
		checkSafe(t, in, marked)
		if a, b := textOf(plain), textOf(marked); a != b {
			t.Errorf("marks change the words of %q:\n%q\n%q", in, a, b)
		}
	})
}

// textOf gives the words of HTML.
func textOf(s string) string {
	var b strings.Builder
	for z := xhtml.NewTokenizer(strings.NewReader(s)); ; {
		switch z.Next() {
		case xhtml.ErrorToken:
			return html.UnescapeString(b.String())
		case xhtml.TextToken:
			b.Write(z.Text())
		}
	}
}

func BenchmarkRender(b *testing.B) {
	in := strings.Repeat("2023年，预计帮扶困难职工1,346人，使用市财政困难职工帮扶资金334.60万元。\n\n", 60)
	marks := []Mark{{13, 19, "a", "fig"}, {31, 39, "b", "fig"}}
	b.SetBytes(int64(len(in)))
	for b.Loop() {
		Render(in, RenderOptions{Marks: marks})
	}
}

// TestPlainTextTakesNoShortCutThatShows compares the short way through unmarked
// text with the parser's.
func TestPlainTextTakesNoShortCutThatShows(t *testing.T) {
	for text, short := range map[string]bool{
		"一段。\n\n两段 two。\n": true, "3.10万元": false, "2026年1月": true, "1.《办法》": false, "1. 表": false, "- 表": false, "甲\n乙": false,
		"    四格": false, "=甲": false, "12": true, "": true, "甲  \n\n乙": true, "2) 表": false, "*重*": false, "&amp;": false, "—— 甲": true, "（一）甲": true,
	} {
		got, ok := unmarked(text)
		if ok != short {
			t.Errorf("%q: short way %v, want %v", text, ok, short)
		}
		if long := PlainText(text + "\n\n<"); ok && strings.TrimSuffix(long, "\n<") != got && long != "<" {
			t.Errorf("%q: the short way gives %q, the long one %q", text, got, long)
		}
	}
}
