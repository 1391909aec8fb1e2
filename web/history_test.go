package web

import (
	"net/http"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"mingzhang/content"
	"mingzhang/content/compare"
	"mingzhang/portal"
)

// goneIn gives the id of the withdrawn record.
func goneIn(svc *fake) string {
	for id, p := range svc.past {
		if p.withdrawn != nil {
			return id
		}
	}
	return ""
}

func TestHistoryPages(t *testing.T) {
	svc := corrected()
	path := "/disclosures/" + svc.docs[0].ID
	run(t, svc, []check{
		{path + "/history", 200, []string{
			"第 3 版</a>", `class="act correct">更正`, "现行版本", "按主管部门意见补充实施成效", `<time datetime="2026-01-31T09:00:00Z">2026-01-31 17:00</time> · <span>玉溪市总工会`,
			"第 42 号</a>", path + "/proof?revision=1", path + "/compare?from=2&amp;to=3", `action="` + path + `/compare"`, `<option value="3" selected>`, `<option value="2" selected>`,
			path + "/revisions/2.md", `href="/api/v1` + path + `/revisions"`,
		}, []string{"from=0"}},
		{"/en" + path + "/history", 200, []string{"Correction", "Revision 3 · 2026-02-02 · Correction", `<span class="said" lang="zh-CN">更正资金总额和慰问人数`, "/en" + path + "/revisions/2"}, []string{"更正</span>"}},
		{path + "/history?x=1", 400, nil, nil},
		{path + "/revisions/1", 200, []string{"这是历史版本：第 1 版", "查看现行版本（第 3 版）", `href="` + path + `"`, path + "/compare?from=1&amp;to=3", "334.60 万元", `content="noindex"`, path + "/revisions/1.json", "第 40 号"}, []string{"310.00 万元"}},
		{path + "/revisions/3", 200, []string{"这是现行版本第 3 版的永久页面", "310.00 万元", "https://mingzhang.example" + path + "/revisions/3."}, []string{"查看现行版本"}},
		{"/en" + path + "/revisions/2", 200, []string{"This is an earlier revision: number 2", "更正资金总额和慰问人数"}, nil},
		{path + "/revisions/2.md", 200, []string{"---\nid: ", "310.00万元", "reason: 更正资金总额和慰问人数"}, nil},
		{path + "/revisions/2.json", 200, []string{`"revision":2`, `"text":"310.00万元"`}, nil},
		{path + "/revisions/4", 404, nil, nil},
		{path + "/revisions/4.md", 404, nil, nil},
		{path + "/revisions/01", 404, nil, nil},
		{path + "/revisions/1.json.md", 404, nil, nil},
		{path, 200, []string{"公开存证", "第 42 号", "下载存证、自己核对", path + "/proof?revision=3", "第 3 版，"}, []string{"这是历史版本", "这是现行版本"}},
	})
}

func TestComparePage(t *testing.T) {
	svc := corrected()
	path := "/disclosures/" + svc.docs[0].ID
	run(t, svc, []check{
		{path + "/compare?from=1&to=3", 200, []string{
			"第 1 版与第 3 版的比较", "<del>334.60万元</del>", "<ins>310.00万元</ins>", "−24.60 万元", "−46 人",
			"不在档遭遇突发事件导致生活困难帮扶", "删去一行", "<ins>10万元</ins>", "新增一行",
			"的实际<del>问题</del><ins>困难</ins>，体现", "<del>充分发挥工会职工服务（帮扶）中心作用，</del>", "<p><ins>10月：医疗救助</ins></p>",
			`class="act added">新增`, `class="act removed">删去`, "没有改动的栏目", "项目名称、立项依据",
			`<option value="1" selected>`, "原因：<span>按主管部门意见补充实施成效",
			`href="/api/v1` + path + `/compare?from=1&amp;to=3"`,
		}, []string{"NaN", "%!"}},
		{"/en" + path + "/compare?from=1&to=2", 200, []string{"<del>¥3,346,000</del>", "<ins>¥3,100,000</ins>", "−¥246,000", "−46 people", `<div class="diff" lang="zh-CN">`}, nil},
		{path + "/compare?from=3&to=1", 200, []string{"第 3 版与第 1 版的比较", "&#43;24.60 万元"}, nil},
		{path + "/compare", 200, []string{"第 2 版与第 3 版的比较"}, nil},
		{path + "/compare?to=2", 200, []string{"第 1 版与第 2 版的比较"}, nil},
		{path + "/compare?from=2&to=2", 200, []string{"完全相同"}, []string{`id="facts"`}},
		{path + "/compare?from=x", 400, []string{"“x”不是版本号"}, nil},
		{path + "/compare?from=0", 400, nil, nil},
		{path + "/compare?from=1&to=9", 404, nil, nil},
		{path + "/compare?form=1", 400, []string{"<code>form</code>"}, nil},
	})
}

func TestProofPage(t *testing.T) {
	svc := corrected()
	id := svc.docs[0].ID
	run(t, svc, []check{
		{"/disclosures/" + id + "/proof", 200, []string{
			"第 3 版的公开存证", "第 42 号", "2026-02-02 17:00（北京时间），即 2026-02-02T09:00:00Z", svc.docs[0].SHA256, "mingzhang.example/log&#43;0badc0de&#43;AbCd",
			`href="/log/proof/42" download="` + id + `.3.tlog-proof"`, `href="/log/entry/42" download="` + id + `.3.entry.json"`, `href="/log/key" download="log.vkey"`,
			`href="/disclosures/` + id + `/revisions/3.md" download="` + id + `.3.md"`,
			"mingzhang verify " + id + ".3.md " + id + ".3.tlog-proof --key", "sha256sum " + id + ".3.md", "&#34;revision&#34;:3", "mingzhang.example/log\n42\n",
		}, nil},
		{"/en/disclosures/" + id + "/proof?revision=1", 200, []string{"Proof of revision 1", `aria-current="page">Revision 1`, "/log/proof/40"}, nil},
		{"/disclosures/" + id + "/proof?revision=9", 404, nil, nil},
		{"/disclosures/" + id + "/proof?revision=-1", 400, nil, nil},
		{"/disclosures/530400-2023-zzzzzz/proof", 404, nil, nil},
	})
}

func TestWithdrawnPages(t *testing.T) {
	svc := corrected()
	path := "/disclosures/" + goneIn(svc)
	run(t, svc, []check{
		{path, 410, []string{"重复公开的项目</h1>", "已撤回", "某某县总工会", "2026-02-01 17:00", "与另一份公开文本重复", path + "/history", path + "/proof", `content="noindex"`}, nil},
		{"/en" + path, 410, []string{"Withdrawn", "与另一份公开文本重复", "/en" + path + "/history"}, []string{"撤回时间"}},
		{path + ".md", 410, nil, nil},
		{path + ".json", 410, nil, nil},
		{path + "/history", 200, []string{"这份文本已于 2026-02-01 撤回", `class="act withdraw">撤回`, "这一版的文本已依法删除", path + "/revisions/2"}, []string{"现行版本", path + "/revisions/1", path + "/compare"}},
		{path + "/revisions/2", 200, []string{"这份文本已经撤回或删除", "与另一份公开文本重复"}, nil},
		{path + "/revisions/1", 410, []string{"这一版的文本已依法删除", path + "/history"}, nil},
		{path + "/revisions/1.md", 410, nil, nil},
		{path + "/compare", 410, nil, nil},
		{path + "/proof?revision=1", 200, []string{"第 40 号", "/log/proof/40", "这一版的文本已依法删除"}, []string{"revisions/1.md", "mingzhang verify " + goneIn(svc)}},
	})
}

// A withdrawn record whose last text was erased too has no name left.
func TestNamelessTombstone(t *testing.T) {
	svc := corrected()
	id := goneIn(svc)
	*svc.past[id].withdrawn = portal.Withdrawn{ID: id, At: svc.past[id].withdrawn.At, Revision: 2}
	run(t, svc, []check{
		{"/disclosures/" + id, 410, []string{id + "</h1>", "未载明"}, []string{`href="/publishers/"`}},
		{"/disclosures/" + id + "/history", 200, []string{id}, nil},
	})
}

// A record whose newest text was erased has its history, named by what is left.
func TestErasedNewest(t *testing.T) {
	svc := corrected()
	id := svc.docs[0].ID
	p := svc.past[id]
	p.revisions[2], svc.docs = nil, svc.docs[1:]
	svc.past[id] = p
	svc.erased = id
	path := "/disclosures/" + id
	run(t, svc, []check{
		{path, 410, []string{"这一版的文本已依法删除", path + "/history"}, nil},
		{path + "/history", 200, []string{"困难职工帮扶专项资金", "这一版的文本已依法删除", path + "/compare?from=1&amp;to=2", `<option value="1" selected>`}, []string{path + "/revisions/3", "现行版本", path + "/compare?from=2&amp;to=3"}},
		{path + "/proof", 200, []string{"第 42 号"}, nil},
		{path + "/revisions/2", 200, []string{"这份文本已经撤回或删除"}, nil},
	})
	p.revisions[0], p.revisions[1] = nil, nil
	run(t, svc, []check{{path + "/history", 200, []string{"“" + id + "”的版本"}, []string{"<select"}}})
}

func TestHostileWordsInHistory(t *testing.T) {
	bad, worse := hostileRecord(), hostileRecord()
	worse.Revision, worse.Reason = 2, `<script>r</script>`
	worse.Amount = &content.Money{Fen: 5, Text: `"><b>`}
	worse.Sections = []content.Section{{Key: "x", Heading: `<i>`, Markdown: "<script>s</script>\n\n[a](javascript:alert(1))"}}
	worse.Figures, worse.Findings, worse.Citations = nil, nil, nil
	svc := &fake{docs: []*content.Disclosure{worse}, past: map[string]past{worse.ID: {revisions: []*content.Disclosure{bad, worse}}}}
	app := newApp(t, svc)
	for _, page := range []string{"", "/history", "/compare?from=1&to=2", "/proof?revision=1", "/revisions/1", "/revisions/2"} {
		for _, prefix := range []string{"", "/en"} {
			target := prefix + "/disclosures/" + bad.ID + page
			got := get(t, app, target)
			if got.status != http.StatusOK {
				t.Errorf("GET %s: %d", target, got.status)
			}
			checkNoScript(t, target, got.body)
		}
	}
}

// lines writes lines with their pieces, as in a[-b-]{+c+}.
func linesOf(list [][]diffPiece) []string {
	var out []string
	for _, line := range list {
		var b strings.Builder
		for _, p := range line {
			switch {
			case p.Gone:
				b.WriteString("[-" + p.Text + "-]")
			case p.New:
				b.WriteString("{+" + p.Text + "+}")
			default:
				b.WriteString(p.Text)
			}
		}
		out = append(out, b.String())
	}
	return out
}

func TestDiffLines(t *testing.T) {
	for _, c := range []struct {
		before, after string
		want          []string
	}{
		{"甲\n乙", "甲\n丙", []string{"甲", "[-乙-]{+丙+}"}},
		{"甲", "甲\n乙", []string{"甲", "{+乙+}"}},
		{"甲\n乙\n丙", "甲\n丙", []string{"甲", "[-乙-]", "丙"}},
		{"一段旧话\n又一段旧话", "全新内容写在这里", []string{"[-一段旧话-]", "[-又一段旧话-]", "{+全新内容写在这里+}"}},
	} {
		if diff := cmp.Diff(c.want, linesOf(diffLines(compare.Text(c.before, c.after)))); diff != "" {
			t.Errorf("%q -> %q (-want +got):\n%s", c.before, c.after, diff)
		}
	}
}

// TestFolds holds that long unchanged text is folded away and nothing is lost.
func TestFolds(t *testing.T) {
	long := strings.Repeat("这一段没有改动。", 20)
	before := strings.Join([]string{long, long, long, "改前。", long, long, long}, "\n")
	l := languages(t)[0]
	blocks := l.blocks(diffLines(compare.Text(before, strings.Replace(before, "改前", "改后", 1))))
	var folds []string
	var all []string
	for _, b := range blocks {
		folds = append(folds, b.Fold)
		all = append(all, linesOf(b.Lines)...)
	}
	if diff := cmp.Diff([]string{"未改动的 320 字", "", "未改动的 320 字"}, folds); diff != "" {
		t.Errorf("folds (-want +got):\n%s", diff)
	}
	if got, want := strings.Join(all, "\n"), strings.Replace(before, "改前", "改[-前-]{+后+}", 1); got != want {
		t.Errorf("the lines are %q, want %q", got, want)
	}
}

func TestDeltaWords(t *testing.T) {
	money := func(fen content.Fen) *compare.Value { return &compare.Value{Amount: &content.Money{Fen: fen}} }
	zh, en := languages(t)[0], languages(t)[1]
	for _, c := range []struct {
		before, after *compare.Value
		delta         *compare.Delta
		zh, en        string
	}{
		{money(334600000), money(310000000), &compare.Delta{Value: "-246000.00", Unit: "元"}, "−24.60 万元", "−¥246,000"},
		{money(100), money(100), &compare.Delta{Value: "0.00", Unit: "元"}, "数值不变", "same value"},
		{&compare.Value{People: &content.People{Count: 1, Unit: "户"}}, &compare.Value{People: &content.People{Count: 3, Unit: "户"}}, &compare.Delta{Value: "2", Unit: "户"}, "+2 户", "+2 households"},
		{&compare.Value{}, &compare.Value{}, &compare.Delta{Value: "-2.5", Unit: "%"}, "−2.5 个百分点", "−2.5 percentage points"},
		{&compare.Value{}, &compare.Value{}, &compare.Delta{Value: "1", Unit: ""}, "+1", "+1"},
		{&compare.Value{}, &compare.Value{}, nil, "", ""},
	} {
		if got := zh.delta(c.before, c.after, c.delta); got != c.zh {
			t.Errorf("%+v: %q, want %q", c.delta, got, c.zh)
		}
		if got := en.delta(c.before, c.after, c.delta); got != c.en {
			t.Errorf("%+v: %q, want %q", c.delta, got, c.en)
		}
	}
}
