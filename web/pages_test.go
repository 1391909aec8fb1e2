package web

import (
	"bytes"
	"errors"
	"io/fs"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"mingzhang/content"
	"mingzhang/portal"
	"mingzhang/static"
)

// check is one line of a transcript: a request, and what its answer has.
type check struct {
	target string
	code   int
	has    []string
	hasNot []string
}

func run(t *testing.T, svc portal.Service, checks []check) {
	t.Helper()
	app := newApp(t, svc)
	for _, c := range checks {
		got := get(t, app, c.target)
		if got.status != c.code {
			t.Errorf("GET %s: %d, want %d", c.target, got.status, c.code)
		}
		for _, want := range c.has {
			if !strings.Contains(got.body, want) {
				t.Errorf("GET %s: no %q", c.target, want)
			}
		}
		for _, not := range c.hasNot {
			if strings.Contains(got.body, not) {
				t.Errorf("GET %s: has %q", c.target, not)
			}
		}
	}
}

func TestPages(t *testing.T) {
	docs := records()
	aid, evaluation, bare, zero := docs[0].ID, docs[1].ID, docs[2].ID, docs[3].ID
	unit := docs[0].Publisher.ID
	run(t, &fake{docs: docs, next: "next-page"}, []check{
		{"/", 200, []string{`<html lang="zh-CN">`, "9 份", "799.60 万元", "3,007 人", `href="/regions/530000"`, `id="chart-amount-by-year"`, `hreflang="en" href="https://mingzhang.example/en"`}, []string{"未载明</td>"}},
		{"/en", 200, []string{`<html lang="en">`, "¥8.00 million", "3,007 people", `href="/en/regions/530000"`, `<h3 lang="zh-CN">`}, []string{"公开文本"}},
		{"/search?q=困难&year=2023&sort=-amount", 200, []string{
			`value="困难"`, "共 2 份", `name="year" value="2023" checked`, `<input type="hidden" name="sort" value="-amount">`,
			`class="chip" href="/search?q=%E5%9B%B0%E9%9A%BE&amp;sort=-amount"`, `aria-current="true">金额从高到低`,
			`/api/v1/disclosures.csv?bom=1&amp;q=%E5%9B%B0%E9%9A%BE&amp;sort=-amount&amp;year=2023`, `/explore?q=%E5%9B%B0%E9%9A%BE&amp;year=2023`,
			`href="/search?cursor=next-page&amp;q=%E5%9B%B0%E9%9A%BE&amp;sort=-amount&amp;year=2023" rel="next"`,
		}, nil},
		{"/search?amount_min=10000&amount_max=100000", 200, []string{"不少于 1.00 万元", "不多于 10.00 万元", `value="10000"`, `aria-current="true">1–10 万元`}, nil},
		{"/search?region=530402&publisher=" + unit, 200, []string{"红塔区 <span", "玉溪市总工会 <span"}, nil},
		{"/search?q=没有这样的词", 200, []string{"没有符合条件的公开文本", "换一个更短的词"}, []string{`class="rows"`}},
		{"/search?document_number=总工办发〔2020〕13号", 200, []string{`<input type="hidden" name="document_number" value="总工办发〔2020〕13号">`}, nil},
		{"/disclosures/" + aid, 200, []string{
			"<h1>困难职工帮扶专项资金</h1>", `<data value="3346000.00">334.60 万元</data>`, "索引号", "公开日期", "2026-01-31", "文号</th><td>无",
			`<h2 id="立项依据">`, `href="#%e7%ab%8b%e9%a1%b9%e4%be%9d%e6%8d%ae"`, "✓ 2 项核对一致", "! 1 项对不上", "334.60 万元</td></tr></tfoot>", "1,346 人</td>",
			`<span id="e1-1" class="ev">使用市财政困难职工帮扶资金<span id="f2" class="fig">334.60万元</span></span>`, `href="#f2">见原文`, `<a href="#e4-1">2022年</a>以来，`,
			"[EB/OL]. (2026-01-31)[2026-02-03]. https://mingzhang.example/disclosures/", "缺年份，原文写作“玉工发3号”", "<li><span>《中央财政专项帮扶资金使用管理办法》</span> <a href", `<li><a href="/search?document_number=%E4%BA%91`,
			"原文此栏为空", `id="related"`, aid + ".json",
			`<div class="table-box" tabindex="0" role="group" aria-label="资金安排情况：表 1">`,
		}, nil},
		{"/en/disclosures/" + aid, 200, []string{`<h1 lang="zh-CN">`, "¥3,346,000", "1,346 people", "Sum of items", "Document number</th><td>none", "in the text"}, []string{"未载明"}},
		{"/disclosures/" + evaluation, 200, []string{"98.5 分（满分 100 分）", "（执行率98.50%）", "资金分配", "≥ 190 人次", "≥ 90%", "正文之前的说明", "192 人次", "这份文本里没有可以互相核对的数字"}, nil},
		{"/disclosures/" + bare, 200, []string{"未载明", "实施方案"}, []string{"0 元", "0 人", "0001"}},
		{"/disclosures/" + zero, 200, []string{`<data value="0.00">0 元</data>`, "0 户"}, nil},
		{"/disclosures/" + aid + ".json", 200, []string{`"id":"` + aid + `"`, `"value":"3346000.00"`}, nil},
		{"/disclosures/" + aid + ".md", 200, []string{"---\nid: " + aid, "## 立项依据"}, nil},
		{"/disclosures/" + aid + "/history", 200, []string{docs[0].SHA256, "/disclosures/" + aid + "/revisions/1.md", "2026-01-31"}, nil},
		{"/disclosures/" + aid + "/qr.svg", 200, []string{`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 `, "h1v1h-1z"}, nil},
		{"/publishers", 200, []string{"共 6 个单位", "/publishers/" + unit, "2022–2023", "/publishers?region=530000"}, nil},
		{"/publishers?region=440000", 200, []string{"共 1 个单位", "江门市总工会"}, []string{"玉溪市总工会"}},
		{"/publishers?page=2", 200, []string{`href="/publishers?page=1"`, "这个范围内还没有公开单位"}, nil},
		{"/publishers/" + unit, 200, []string{"<h1>玉溪市总工会</h1>", "2 份", "632.60 万元", `href="/regions/530400"`, "/publishers/" + unit + "?cursor=next-page"}, nil},
		{"/regions", 200, []string{"云南省", "广东省", "方格示意图，不表示行政区域界线", "另有 1 份未载明地区"}, nil},
		{"/regions/530000", 200, []string{"<h1>云南省</h1>", "/regions/530400", "下级地区", `aria-current="page">云南省`}, nil},
		{"/regions/530402", 200, []string{"<h1>云南省玉溪市红塔区</h1>", `href="/regions/530000"`, `href="/regions/530400"`}, []string{"下级地区"}},
		{"/regions/110105", 200, []string{"这个地区还没有收录公开文本"}, []string{"0 元"}},
		{"/explore?chart=money-flow&year=2023", 200, []string{`aria-current="true">资金流向`, "市级财政", `<input type="hidden" name="chart" value="money-flow">`, "https://mingzhang.example/charts/money-flow.svg?year=2023"}, nil},
		{"/explore?chart=amount-by-region&region=530000", 200, []string{"/api/v1/aggregates.csv?bom=1&amp;group_by=region&amp;level=prefecture&amp;region=530000", "楚雄彝族自治州"}, nil},
		{"/data", 200, []string{"/api/v1/disclosures.xlsx", "GET", "/api/v1/disclosures/{id}", "全部 9 份", "/charts/province-map.svg", "分组汇总 CSV"}, nil},
		{"/en/data?year=2023", 200, []string{"2 disclosures that match", "/charts/money-flow.svg?lang=en&amp;year=2023", "List and search"}, nil},
		{"/about", 200, []string{`id="verdicts"`, "核对一致", "WCAG"}, nil},
		{"/robots.txt", 200, []string{"Sitemap: https://mingzhang.example/sitemap.xml", "Disallow: /search?"}, nil},
		{"/sitemap.xml", 200, []string{"<loc>https://mingzhang.example/sitemap-1.xml</loc>"}, nil},
		{"/sitemap-1.xml", 200, []string{"<loc>https://mingzhang.example/en/disclosures/" + aid + "</loc>", "<lastmod>2026-01-31</lastmod>", "<loc>https://mingzhang.example/about</loc>"}, nil},
		{"/favicon.svg", 200, []string{"<svg"}, nil},
	})
}

func TestFailures(t *testing.T) {
	docs := records()
	run(t, &fake{docs: docs}, []check{
		{"/nowhere", 404, []string{"没有找到这个页面", `class="find"`, `content="noindex"`}, []string{"Cannot GET"}},
		{"/en/nowhere", 404, []string{"There is no such page", `<html lang="en">`}, nil},
		{"/disclosures/530400-2023-zzzzzz", 404, []string{"没有公开"}, nil},
		{"/disclosures/530400-2023-zzzzzz.md", 404, nil, nil},
		{"/publishers/px", 404, nil, nil},
		{"/regions/999999", 404, nil, nil},
		{"/charts/none.svg", 404, nil, nil},
		{"/charts/amount-by-year.png", 404, nil, nil},
		{"/assets/other.css", 404, nil, nil},
		{"/sitemap-2.xml", 404, nil, nil},
		{"/sitemap-x.xml", 404, nil, nil},
		{"/search?yeer=2023&kind=budget", 400, []string{"<code>yeer</code>", "请检查拼写", `href="/search?kind=budget"`}, nil},
		{"/search?year=x", 400, []string{"“x”不是年份"}, nil},
		{"/en/search?amount_min=9&amount_max=1", 400, []string{"please swap them"}, nil},
		{"/search?year=<script>x</script>", 400, []string{"&lt;script&gt;"}, []string{"<script>"}},
		{"/search?q=%zz", 400, []string{"请求有误"}, nil},
		{"/about?x=1", 400, []string{"<code>x</code>"}, nil},
		{"/?q=x", 400, nil, nil},
		{"/explore?chart=pie", 400, []string{"没有名为“pie”的图表"}, nil},
		{"/charts/amount-by-year.svg?width=100", 400, []string{"360 或 720"}, nil},
		{"/charts/amount-by-year.svg?lang=fr", 400, []string{"zh 或 en"}, nil},
		{"/publishers?page=0", 400, []string{"不是页码"}, nil},
	})
}

func TestInnerFailureSaysNothingOfTheInside(t *testing.T) {
	run(t, &fake{docs: records(), failWith: errors.New("secret place /x/y")}, []check{
		{"/search", 500, []string{"页面暂时打不开"}, []string{"secret", "/x/y"}},
		{"/en", 500, []string{"The fault is ours"}, []string{"secret"}},
	})
}

func TestEmptyPortal(t *testing.T) {
	empty := &fake{}
	for _, prefix := range []string{"", "/en"} {
		for _, path := range []string{"", "/search", "/publishers", "/regions", "/regions/530000", "/explore", "/explore?chart=money-flow", "/explore?chart=province-map", "/explore?chart=count-by-year-kind", "/data", "/about"} {
			target := prefix + path
			if target == "" {
				target = "/"
			}
			run(t, empty, []check{{target, 200, nil, []string{"NaN", "<nil>", "%!"}}})
		}
	}
}

func TestCharts(t *testing.T) {
	app := newApp(t, &fake{docs: records()})
	for _, name := range chartNames() {
		for _, options := range []string{"", "?width=360", "?lang=en&year=2023", "?region=530000", "?year=1999"} {
			got := get(t, app, "/charts/"+name+".svg"+options)
			if got.status != http.StatusOK || got.header.Get("Content-Type") != "image/svg+xml" || !strings.HasPrefix(got.body, "<svg") {
				t.Errorf("GET %s%s: %d %s %.80q", name, options, got.status, got.header.Get("Content-Type"), got.body)
			}
			if strings.Contains(got.body, "<a ") {
				t.Errorf("%s%s: a file for <img> has links", name, options)
			}
		}
	}
}

// A sum nobody stated is not zero.
func TestUnknownAmountsHaveNoBar(t *testing.T) {
	app := newApp(t, &fake{docs: []*content.Disclosure{bareRecord(), aidRecord("玉溪市总工会", "530400", 2023)}})
	got := get(t, app, "/explore?chart=amount-by-year").body
	if strings.Contains(got, ">0.00<") || !strings.Contains(got, ">334.60<") {
		t.Error("a year without any stated amount is drawn as zero")
	}
}

func TestHostileWordsStayWords(t *testing.T) {
	bad := hostileRecord()
	svc := &fake{docs: []*content.Disclosure{bad}}
	svc.hit = &portal.Hit{Title: portal.Marked{Text: bad.Title, Marks: [][2]int{{0, 3}}}, Snippet: portal.Marked{Text: "<b>x</b>", Marks: [][2]int{{0, 1}, {1, 4}}}}
	svc.notice = portal.Notice{Corrected: "<script>c</script>", Degraded: true}
	app := newApp(t, svc)
	q := url.QueryEscape(`"><script>alert(1)</script>`)
	for _, path := range []string{"/", "/search", "/search?q=" + q, "/search?category=" + q, "/disclosures/" + bad.ID, "/disclosures/" + bad.ID + "/history", "/publishers", "/publishers/" + bad.Publisher.ID,
		"/regions/110105", "/explore?chart=money-flow", "/explore?chart=amount-by-category&q=" + q, "/explore?chart=amount-treemap", "/data?q=" + q} {
		for _, prefix := range []string{"", "/en"} {
			got := get(t, app, prefix+path)
			if got.status != http.StatusOK {
				t.Errorf("GET %s%s: %d", prefix, path, got.status)
			}
			checkNoScript(t, prefix+path, got.body)
		}
	}
}

// checkNoScript fails when a page acts, styles inline, or loads from elsewhere.
func checkNoScript(t *testing.T, target, body string) {
	t.Helper()
	for z := html.NewTokenizer(strings.NewReader(body)); ; {
		kind := z.Next()
		if kind == html.ErrorToken {
			return
		}
		if kind != html.StartTagToken && kind != html.SelfClosingTagToken {
			continue
		}
		tok := z.Token()
		if slices.Contains([]string{"script", "style", "iframe", "object", "embed", "b", "base"}, tok.Data) {
			t.Errorf("GET %s: has <%s>", target, tok.Data)
		}
		for _, a := range tok.Attr {
			dangerous := strings.HasPrefix(a.Key, "on") || a.Key == "style" || strings.HasPrefix(strings.ToLower(strings.TrimSpace(a.Val)), "javascript:")
			outside := (a.Key == "src" || tok.Data == "link" && a.Key == "href") && !strings.HasPrefix(a.Val, "/") && !strings.HasPrefix(a.Val, testURL)
			if dangerous || outside || a.Key == "method" && !strings.EqualFold(a.Val, "get") {
				t.Errorf("GET %s: <%s %s=%q>", target, tok.Data, a.Key, a.Val)
			}
		}
	}
}

func TestTemplatesHoldNoScriptOrStyle(t *testing.T) {
	inline := regexp.MustCompile(`(?i)<script|<style|\sstyle=|\son[a-z]+=|javascript:|https?://`)
	err := fs.WalkDir(static.Files(), ".", func(path string, _ fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(path, ".html") {
			return err
		}
		b, err := fs.ReadFile(static.Files(), path)
		b = bytes.Replace(b, []byte(`<script src="{{.}}" defer></script>`), nil, 1) // that of the desk, a file of its own
		if found := inline.Find(b); found != nil {
			t.Errorf("%s holds %q", path, found)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestMarksAreCutSafely(t *testing.T) {
	tests := []struct {
		marked portal.Marked
		want   string
	}{
		{portal.Marked{Text: "困难职工", Marks: [][2]int{{0, 6}}}, "[困难]职工"},
		{portal.Marked{Text: "困难职工", Marks: [][2]int{{6, 12}}}, "困难[职工]"},
		{portal.Marked{Text: "困难", Marks: [][2]int{{1, 3}, {0, 4}}}, "困难"},
		{portal.Marked{Text: "ab", Marks: [][2]int{{1, 2}, {0, 1}, {5, 9}, {-1, 1}}}, "a[b]"},
		{portal.Marked{Text: "", Marks: [][2]int{{0, 0}}}, ""},
	}
	for _, tt := range tests {
		var got strings.Builder
		for _, p := range pieces(tt.marked) {
			if p.On {
				got.WriteString("[" + p.Text + "]")
			} else {
				got.WriteString(p.Text)
			}
		}
		if got.String() != tt.want {
			t.Errorf("pieces(%v) = %q, want %q", tt.marked, got.String(), tt.want)
		}
	}
}

func TestNotices(t *testing.T) {
	run(t, &fake{docs: records(), notice: portal.Notice{Corrected: "帮扶", Degraded: true}}, []check{
		{"/search?q=困难", 200, []string{"未找到“困难”，已按“帮扶”检索", "全文检索暂时不可用"}, nil},
		{"/en/search?q=困难", 200, []string{"Nothing was found for “困难”", "Full-text search is away"}, nil},
	})
}

func TestHeaders(t *testing.T) {
	app := newApp(t, &fake{docs: records()})
	id := records()[0].ID
	style := regexp.MustCompile(`/assets/[0-9a-f]{12}\.site\.css`).FindString(get(t, app, "/").body)
	for target, want := range map[string]string{
		"/": "text/html; charset=utf-8", style: "text/css; charset=utf-8", "/disclosures/" + id + ".md": "text/markdown; charset=utf-8",
		"/disclosures/" + id + ".json": "application/json", "/robots.txt": "text/plain; charset=utf-8", "/sitemap.xml": "application/xml; charset=utf-8",
	} {
		if got := get(t, app, target).header.Get("Content-Type"); got != want {
			t.Errorf("GET %s: type %q, want %q", target, got, want)
		}
	}
	if got := get(t, app, style).header.Get("Cache-Control"); !strings.Contains(got, "immutable") {
		t.Errorf("the style sheet may be kept %q", got)
	}
	if a, b := get(t, app, "/").header.Get("Content-Language"), get(t, app, "/en").header.Get("Content-Language"); a != "zh-CN" || b != "en" {
		t.Errorf("languages %q and %q", a, b)
	}
}

func TestFacetOrder(t *testing.T) {
	values := func(pairs ...any) (list []portal.FacetValue) {
		for i := 0; i < len(pairs); i += 2 {
			list = append(list, portal.FacetValue{Value: pairs[i].(string), Count: pairs[i+1].(int)})
		}
		return list
	}
	tests := []struct {
		name string
		in   []portal.FacetValue
		want string
	}{
		{"year", values("2021", 9, "unknown", 5, "2023", 1), "2023 2021 unknown"},
		{"region", values("unknown", 9, "110000", 1, "530000", 5), "530000 110000 unknown"},
		{"kind", values("budget", 1, "evaluation", 5), "budget evaluation"},
	}
	for _, tt := range tests {
		var got []string
		for _, v := range inOrder(portal.Facet{Name: tt.name, Values: tt.in}) {
			got = append(got, v.Value)
		}
		if strings.Join(got, " ") != tt.want {
			t.Errorf("%s: %v, want %s", tt.name, got, tt.want)
		}
	}
}
