package audit

import (
	"testing"

	"mingzhang/content"
)

// What correct texts say in ways that look like mistakes: parts that are not all,
// estimates, other funds, years and units, rates that are bounds, rounding.
func TestCorrectTextsAreNeverCalledWrong(t *testing.T) {
	for name, text := range traps() {
		for _, kind := range []content.Kind{content.Budget, content.Evaluation} {
			f := fault{kind: kind, texts: funding(text)}
			if kind == content.Evaluation {
				f.texts = map[string]string{"performance": text}
			}
			for _, total := range []string{"", "100万元"} {
				f.total = total
				if got := opens(Check(f.disclosure(t))); got != nil {
					t.Errorf("%s (%s, total %q): called wrong: %s", name, kind, total, got)
				}
			}
		}
	}
}

func traps() map[string]string {
	return map[string]string{
		"one part of the whole":            "安排资金100万元，其中用于困难职工生活救助60万元。",
		"two parts of the whole":           "安排资金100万元，其中用于生活救助60万元，用于医疗救助20万元。",
		"main uses":                        "安排资金100万元，主要用于生活救助60万元、医疗救助20万元、助学15万元等。",
		"and so on":                        "2024年安排资金100万元，其中设备购置50万元、培训30万元、宣传15万元等支出。",
		"the rest in words":                "安排资金100万元，其中设备购置50万元，培训30万元，其余用于日常工作。",
		"the rest later":                   "安排资金100万元，其中设备购置50万元、培训30万元。剩余资金用于宣传。",
		"an estimate among parts":          "安排资金100万元，其中设备购置约50万元，培训30万元，宣传30万元。",
		"a part of a part":                 "安排资金100万元，其中设备购置60万元（含安装费20万元），培训40万元。",
		"a part of a part in the open":     "安排资金100万元，其中市级财政80万元，含上年结转20万元，区级财政20万元。",
		"two ways to divide":               "安排资金100万元，其中市级财政60万元、区级财政40万元，用于设备购置70万元、培训30万元。",
		"sources and spending":             "到位资金100万元，其中中央资金60万元、省级资金40万元，实际支出95万元，结余5万元。",
		"rounded parts":                    "安排资金100.00万元，其中甲项33.33万元，乙项33.33万元，丙项33.33万元。",
		"rounded total":                    "安排资金12.35万元，其中设备60,000元，培训63,456元。",
		"about":                            "总投资约100万元，其中设备60万元，培训30万元。",
		"more than":                        "总投资100余万元，其中设备60万元，培训30万元。",
		"at least":                         "各级财政投入不少于100万元，其中省级60万元，市级30万元。",
		"years":                            "三年共投入300万元，其中2022年100万元，2023年90万元。",
		"last year and this":               "2023年安排90万元，2024年安排100万元，比上年增加10万元。",
		"growth":                           "2024年安排100万元，其中工资60万元，比上年增加5万元，公用经费40万元。",
		"a threshold":                      "单项工程超过50万元的须招标，安排资金100万元，其中工程60万元，设备40万元。",
		"a cap":                            "每个项目补助最高不超过10万元，安排项目12个，资金100万元。",
		"a range":                          "困难职工每户慰问1000元至2000元，慰问300户，安排45万元。",
		"at most a head":                   "一线职工200人，每人不超过500元，安排8万元。",
		"a rate that is at least":          "残疾儿童3000人，每人每年不低于1.5万元，安排4600万元。",
		"mean in whole yuan":               "慰问困难职工308人，平均每人4013元，使用资金123.60万元。",
		"months that are not said":         "乡村医生420名，补助标准每人每月300元，安排100万元。",
		"two kinds of people, one rate":    "救助困难职工80人、劳模20人，每人500元，共5万元。",
		"times that are not said":          "培训200人，每人每天150元，共需15万元。",
		"days":                             "学生12500人，每生每天5元，全年按200天计算，需1250万元。",
		"rates of another group":           "80—89周岁4500人，每人每月100元；90—99周岁680人，每人每月200元。全年预算715.20万元，其中80—89周岁540万元，90—99周岁163.20万元，100周岁以上12万元。",
		"wholes of two groups":             "本科每人4000元，专科每人3000元。其中本科15名，资金6万元；专科10名，资金3万元。",
		"rates by grade":                   "D级每户3万元、C级每户1万元的标准，其中D级86户、C级132户，共需390万元。",
		"a rate as one part":               "每人补助500元，其中省级300元、市级200元，补助80人，共4万元。",
		"people and households":            "慰问困难职工235户，困难劳模10户，坚守岗位职工234人，共发放慰问金63.04万元。",
		"overlapping groups":               "培训500人，其中女性300人、党员150人、少数民族120人。",
		"groups that are not all":          "慰问职工980人，其中困难职工200人，劳模30人。",
		"three groups that are not all":    "慰问职工980人，其中困难职工200人，劳模30人，快递员100人。",
		"three groups and others":          "全市有党员5000名，其中农民党员2400名、机关党员1300名、企业党员1100名等。",
		"people over years":                "累计帮扶1205人，其中2022年500人，2023年400人。",
		"people of the district":           "全县在册困难职工500人，今年已脱困300人，现有200人。",
		"target and plan":                  "计划培训600人，每期50人，共12期，合格率不低于95%。",
		"shares that overlap":              "参训人员中女性占60%，农民工占70%。",
		"shares of some":                   "资金用途中培训费占60%，宣传费占20%。",
		"targets in per cent":              "覆盖率达到80%，合格率达到95%，满意度达到90%。",
		"growth in per cent":               "培训费占60%，同比增长20%，考核费占30%。",
		"payments in per cent":             "上半年拨付60%，下半年拨付40%。",
		"score with full marks":            "项目满分100分，自评得分99分，产出得50分，效益得30分。",
		"scores of some parts":             "综合得分96分，其中产出指标得49分，效益指标得29分。",
		"points taken off":                 "产出扣1分得49分，效益得30分，满意度得10分，综合得分98分。",
		"execution of two budgets":         "年初预算120万元，年中追加15万元，全年预算135万元，实际支出128.25万元，预算执行率95%。",
		"execution cut off":                "预算安排30万元，实际支出20万元，预算执行率66.66%。",
		"execution with savings":           "预算安排100万元，实际支出90万元，节约资金5万元，收回5万元，预算执行率95%。",
		"execution of last year":           "预算安排100万元，实际支出90万元，上年预算执行率95%。",
		"execution goal":                   "预算安排100万元，实际支出90万元，预算执行率目标值95%。",
		"execution of a schedule":          "预算安排100万元，截至6月支出40万元，序时进度执行率80%。",
		"carry-over in":                    "全年安排100万元，上年结转20万元，全年支出110万元，执行率91.67%。",
		"same title, two years":            "《关于开展金秋助学活动的通知》（甲工发〔2022〕13号）、《关于开展金秋助学活动的通知》（甲工发〔2023〕18号）。",
		"same title, two offices":          "《困难职工帮扶办法》（总工发〔2022〕13号）。按照《困难职工帮扶办法》（甲工发〔2022〕18号）执行。",
		"a title in short":                 "《甲省困难职工帮扶资金管理办法》（甲工发〔2022〕13号）。按照《困难职工帮扶资金管理办法》（甲工发〔2022〕13号）执行。",
		"capital figures":                  "合同金额壹拾贰万元整（¥120,000.00），其中首付款陆万元（50%）。",
		"amounts side by side":             "培训费10万元（场地2万元、教师8万元）。",
		"two items of one price":           "购置电脑20台10万元，打印机5台2.5万元，共计12.5万元。",
		"subtotals":                        "一、人员经费60万元：工资40万元，补贴20万元。二、公用经费40万元：办公25万元，差旅15万元。合计100万元。",
		"a table with parts":               "单位：万元\n\n| 项目 | 金额 |\n| --- | --- |\n| 人员经费 | 60 |\n| 其中：工资 | 40 |\n| 公用经费 | 40 |\n| 合计 | 100 |\n",
		"a table with subtotals":           "单位：万元\n\n| 项目 | 金额 |\n| --- | --- |\n| 工资 | 40 |\n| 补贴 | 20 |\n| 小计 | 60 |\n| 办公 | 40 |\n| 合计 | 100 |\n",
		"a table with words":               "单位：万元\n\n| 项目 | 金额 |\n| --- | --- |\n| 工资 | 40 |\n| 补贴 | 据实 |\n| 合计 | 100 |\n",
		"a table of several units":         "| 项目 | 数量 | 单位 |\n| --- | --- | --- |\n| 水管 | 168 | 公里 |\n| 水表 | 15000 | 块 |\n| 合计 | 100 |  |\n",
		"a table of rates":                 "| 对象 | 标准（元） | 金额（万元） |\n| --- | --- | --- |\n| 甲 | 500 | 40 |\n| 乙 | 800 | 60 |\n| 合计 | 650 | 100 |\n",
		"a table with caps":                "| 对象 | 人数 | 最高标准（元） | 金额（元） |\n| --- | --- | --- | --- |\n| 甲 | 10 | 500 | 4000 |\n",
		"a table of targets and results":   "| 指标 | 目标值 | 完成值 |\n| --- | --- | --- |\n| 培训人数 | 600人 | 612人 |\n| 合格率 | 95% | 97% |\n| 合计 | 2项 | 2项 |\n",
		"rounded cells":                    "单位：万元\n\n| 项目 | 金额 |\n| --- | --- |\n| 甲 | 33.33 |\n| 乙 | 33.33 |\n| 丙 | 33.33 |\n| 合计 | 100.00 |\n",
		"years in columns":                 "单位：万元\n\n| 项目 | 2022年 | 2023年 | 合计 |\n| --- | --- | --- | --- |\n| 甲 | 10 | 20 | 30 |\n| 乙 | 30 | 40 | 70 |\n| 合计 | 40 | 60 | 100 |\n",
		"budget and spending side by side": "单位：万元\n\n| 资金来源 | 预算数 | 执行数 | 执行率 |\n| --- | --- | --- | --- |\n| 中央财政 | 60 | 57 | 95% |\n| 省级财政 | 40 | 40 | 100% |\n| 合计 | 100 | 97 | 97% |\n",
		"scores with execution elsewhere":  "| 指标 | 分值 | 得分 |\n| --- | --- | --- |\n| 产出 | 50 | 48 |\n| 效益 | 30 | 30 |\n| 满意度 | 10 | 10 |\n| 总分 | 100 | 97.5 |\n",
		"items without amounts":            "安排资金100万元。1.培训费60万元；2.组织宣传活动；3.开展督导检查。",
		"items that are measures":          "安排资金100万元。1.设备单价超过5万元的须招标；2.培训每人不超过400元。",
		"items of other things":            "项目资金100万元。工作内容：1.走访企业，发放创业贷款300万元；2.带动社会投资500万元。",
		"labels with colons":               "生活救助：12万元，医疗救助：8万元，助学救助：5万元。",
		"sources one after another":        "市级财政60万元，区级财政30万元，社会捐赠20万元。",
		"loans beside support":             "发放贷款500万元，贴息20万元，其中财政贴息15万元，单位贴息5万元。",
		"wholes with their shares":         "中央60%即60万元，省级40%即40万元，共100万元。",
	}
}
