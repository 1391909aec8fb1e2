package web

import (
	"net/http"
	"regexp"
	"strings"
	"testing"
	"time"

	"mingzhang/desk"
)

const corpusFile = "143-women-dancheng-pii-prose/file.docx"

// TestFromFileToProof goes the whole way of a text: upload, personal data, facts,
// review by somebody else, publication, correction, withdrawal.
func TestFromFileToProof(t *testing.T) {
	b := newBench(t)
	clerk := b.as("jingban")
	ids := clerk.upload(sample(t, corpusFile))
	if len(ids) != 1 {
		t.Fatalf("the file gave the drafts %v; want one", ids)
	}
	id, path := ids[0], draftPath(ids[0])
	clerk.open(path).shows(200, path, "困境妇女儿童关爱帮扶", "处个人信息待确认", "412726190306120049", "身份证号", "读自原文", `id="text"`)
	clerk.press(id, "submit").shows(422, path, "稿件还有问题，不能提交或发布")

	hits := clerk.hits()
	if len(hits) < 4 {
		t.Fatalf("the page shows %d pieces of personal data", len(hits))
	}
	clerk.press(id, "keep:"+hits[0]).shows(422, path, "保留原文须写明理由")
	clerk.press(id, "keep:"+hits[0], "because."+hits[0], "单位公开的联系人").shows(200, path, "您决定：保留。理由：单位公开的联系人")
	clerk.press(id, "clear:"+hits[0]).press(id, "edit:"+hits[1], "words."+hits[1], "一名妇女").shows(200, path, "您决定：改写为“一名妇女”")
	clerk.press(id, "mask-all").shows(200, path, "您决定：遮盖", "全部已有处理决定").lacks("处个人信息待确认")

	clerk.press(id, "save", "amount", "约七十万").shows(422, path, "金额看不懂", `value="约七十万"`)
	clerk.press(id, "save", "amount", "70.00万元", "implementer", "郸城县妇女联合会办公室").shows(200, path, "已保存", "郸城县妇女联合会办公室", "读取时为")
	clerk.open(path+"/preview").shows(200, path+"/preview", "预览：这是发布后的样子", "一名妇女").lacks("412726190306120049", "工作台</small>")
	clerk.open(path).press(id, "submit").shows(200, path, "已提交，等待审核").lacks(`value="approve"`)

	reviewer := b.as("shenhe")
	reviewer.shows(200, "/desk", "等您处理", "等待审核（1）")
	reviewer.open(path).shows(200, path, "审核通过").act(id, "return").shows(422, path+"/acts", "退回时请写明理由")
	reviewer.act(id, "return", "comment", "请核对第二项的人数").shows(200, path, "请核对第二项的人数")
	clerk.open("/desk").shows(200, "/desk", "退回修改（1）", "请核对第二项的人数", "等您处理")
	clerk.open(path).press(id, "submit")
	reviewer.open(path).act(id, "approve", "comment", "可以公开").shows(200, path, "已审核通过", "立即发布")
	reviewer.act(id, "publish").shows(200, path+"/receipt", "公开存证回执", "已发布", "SHA-256", `<svg class="qr"`)
	b.catchUp()

	public := regexp.MustCompile(`href="(/disclosures/[0-9]{6}-[0-9]{4}-[a-z0-9]{6})"`).FindStringSubmatch(reviewer.page.body)
	if public == nil {
		t.Fatalf("the receipt links to no page:\n%s", reviewer.page.body)
	}
	b.browser().open(public[1]).shows(200, public[1], "一名妇女").lacks("412726190306120049")
	t.Run("correction", func(t *testing.T) { b.corrects(strings.TrimPrefix(public[1], "/disclosures/")) })
	t.Run("withdrawal", func(t *testing.T) { b.withdraws(strings.TrimPrefix(public[1], "/disclosures/")) })
}

// corrects changes a fact of what is published.
func (b *bench) corrects(public string) {
	b.Helper()
	clerk, reviewer := b.as("jingban"), b.as("shenhe")
	ask := "/desk/published/" + public + "/correct"
	clerk.open("/desk/published").shows(200, "/desk/published", "困境妇女儿童关爱帮扶", ask)
	clerk.open(ask).shows(200, ask, "更正的原因")
	clerk.post(ask, clerk.form(ask)).shows(422, ask, "请写明原因")
	form := clerk.form(ask)
	form.Set("reason", "原文将金额误写")
	clerk.post(ask, form)
	if clerk.page.status != 200 || !strings.HasPrefix(clerk.at, "/desk/drafts/") {
		b.Fatalf("asking for a correction led to %s with %d", clerk.at, clerk.page.status)
	}
	path, _, _ := strings.Cut(clerk.at, "?")
	id := strings.TrimPrefix(path, "/desk/drafts/")
	clerk.shows(200, path, "原文将金额误写", "已建立更正稿")
	clerk.press(id, "mask-all").press(id, "save", "amount", "60.00万元").shows(200, path, "与已公开版本相比", "<del>70.00万元</del>", "<ins>60.00万元</ins>")
	clerk.press(id, "submit").shows(200, path, "已提交")
	reviewer.open(path).shows(200, path, "<ins>60.00万元</ins>").act(id, "approve").act(id, "publish").shows(200, path+"/receipt", "更正", "第 2 版")
	b.catchUp()
	b.browser().open("/disclosures/"+public).shows(200, "/disclosures/"+public, "60.00 万元")
}

// withdraws takes a text away.
func (b *bench) withdraws(public string) {
	b.Helper()
	clerk, reviewer := b.as("jingban"), b.as("shenhe")
	ask := "/desk/published/" + public + "/withdraw"
	clerk.open(ask).submit(ask, "reason", "电话13900000431").shows(422, ask, "不能写个人信息")
	clerk.submit(ask, "reason", "项目取消")
	path, _, _ := strings.Cut(clerk.at, "?")
	id := strings.TrimPrefix(path, "/desk/drafts/")
	clerk.shows(200, path, "项目取消", "已建立撤回稿").open(path+"/preview").shows(200, path+"/preview", "项目取消")
	clerk.open(path).press(id, "submit").shows(200, path, "已提交")
	reviewer.open(path).act(id, "approve").act(id, "publish").shows(200, path+"/receipt", "撤回")
	b.catchUp()
	clerk.open("/disclosures/"+public).shows(http.StatusGone, "/disclosures/"+public, "项目取消")
	clerk.open(ask).shows(http.StatusGone, ask)
}

// TestPlannedPublication sets a time at submission and takes it back.
func TestPlannedPublication(t *testing.T) {
	b := newBench(t)
	clerk, reviewer := b.as("jingban"), b.as("shenhe")
	id := clerk.upload(project(1))[0]
	path, later := draftPath(id), time.Now().Add(48*time.Hour).In(beijing)
	clerk.open(path).press(id, "submit", "planned", "明天上午").shows(422, path, "发布时间须在一年之内")
	clerk.press(id, "submit", "planned", later.Format(browserForm)).shows(200, path, "已提交")
	reviewer.open(path).act(id, "approve").shows(200, path, "将于"+later.Format("2006-01-02 15:04"), browserTime(later))
	reviewer.open("/desk").shows(200, "/desk", "已排定时间（1）")
	reviewer.open(path).act(id, "unplan").shows(200, path, "等待发布").lacks("将于")
	reviewer.act(id, "plan", "planned", "").shows(422, path+"/acts", "发布时间须在一年之内")
	clerk.open(path).act(id, "recall").shows(200, path, "已撤回到整理状态", "保存并提交审核")
	clerk.open(path+"/discard").shows(200, path+"/discard", "确定作废").submit(path+"/acts").shows(200, "/desk", "稿件已作废")
	clerk.open(path).shows(200, path, "内容已经清除").lacks("困境儿童关爱服务")
}

// TestUploadOfManyFiles tells of each file what became of it.
func TestUploadOfManyFiles(t *testing.T) {
	b := newBench(t)
	clerk := b.as("jingban")
	form := clerk.form("/desk/uploads")
	bomb := desk.File{Name: "../../etc/<b>逃出.docx", Bytes: []byte("PK\x03\x04 not a document")}
	clerk.post("/desk/uploads", form, project(1), bomb, desk.File{Name: "空.txt"})
	clerk.shows(200, "/desk/uploads", "公开文本1.txt", "已建立1份稿件", "困境儿童关爱服务（第1批）", "没有读取", "逃出.docx").lacks("<b>", "../", "etc/")
	clerk.post("/desk/uploads", form, project(1), bomb, desk.File{Name: "空.txt"}).shows(200, "/desk/uploads", "没有重复建稿")
	clerk.open("/desk").shows(200, "/desk", "正在整理（1）")
	clerk.post("/desk/uploads", form).shows(422, "/desk/uploads", "请提交1至20个文件", "返回工作台")
}

// TestRowsAndSections adds, changes and removes rows and sections without a script.
func TestRowsAndSections(t *testing.T) {
	b := newBench(t)
	clerk := b.as("jingban")
	id := clerk.upload(project(1))[0]
	path := draftPath(id)
	clerk.open(path).press(id, "more:funding", "title", "改了名称的项目").shows(200, path, `name="funding.5.name"`, "改了名称的项目")
	form := clerk.form(path)
	rows := form.Get("rows.funding")
	if rows != "6" {
		t.Fatalf("the form has %s rows; want the one that was read and five more", rows)
	}
	clerk.press(id, "save", "funding.3.name", "中央财政", "funding.3.amount", "5.00万元").shows(200, path, `name="funding.1.name" type="text" value="中央财政"`)
	clerk.press(id, "save", "funding.0.remove", "on").shows(200, path, `name="funding.0.name" type="text" value="中央财政"`)
	clerk.press(id, "save", "funding.0.amount", "很多").shows(422, path, "金额看不懂", `value="很多"`, `aria-invalid="true"`)
	clerk.open(path).press(id, "undo:funding").shows(200, path, `name="funding.0.name" type="text" value="县级财政"`)
	clerk.press(id, "undo:title").shows(200, path, `value="困境儿童关爱服务（第1批）"`)

	clerk.press(id, "save", "sections.plan", "2024年全年实施。\n\n分两批。").shows(200, path, "分两批。", "读取时的文字")
	clerk.press(id, "save", "sections.plan", "## 不行").shows(422, path, "正文的行不能以", "## 不行")
	clerk.open(path).press(id, "save", "sections.plan.remove", "on").shows(200, path, "缺少的栏目").lacks("分两批。")
	clerk.press(id, "add", "new_section", "plan").shows(200, path, `name="sections.plan"`)
}
