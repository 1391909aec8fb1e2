package audit

import (
	"slices"
	"strings"
	"testing"

	"mingzhang/content"
)

// fault is a consistent passage and one change that makes it wrong, with the
// finding that must then appear.
type fault struct {
	name     string
	kind     content.Kind // a budget when empty
	total    string       // the project's amount, when the check needs it
	texts    map[string]string
	from, to string // in the first section that has from
	want     string
}

func funding(text string) map[string]string { return map[string]string{"funding": text} }

func (f fault) disclosure(t *testing.T) *content.Disclosure {
	t.Helper()
	d := budget("甲市乙局2024年预算重点领域财政项目文本公开", f.texts)
	if f.kind == content.Evaluation {
		texts := map[string]string{"overview": "对困难群众给予帮助。", "organisation": "按制度执行。", "performance": "达到目标。", "problems": "无。", "conclusion": "良好。"}
		for key, text := range f.texts {
			texts[key] = text
		}
		d.Kind, d.Sections = f.kind, sections(f.kind, texts)
	}
	d.Year = 2024
	if f.total != "" {
		d.Amount = money(t, f.total)
	}
	return d
}

// A consistent text is never called wrong; the same text with one figure changed is.
func TestOneWrongFigureIsFound(t *testing.T) {
	for _, f := range slices.Concat(sumFaults(), rateFaults(), tableFaults(), otherFaults()) {
		t.Run(f.name, func(t *testing.T) {
			d := f.disclosure(t)
			if got := opens(Check(d)); got != nil {
				t.Errorf("called wrong: %s", got)
			}
			changed := false
			for i := range d.Sections {
				if s := &d.Sections[i]; !changed && strings.Contains(s.Markdown, f.from) {
					s.Markdown, changed = strings.Replace(s.Markdown, f.from, f.to, 1), true
				}
			}
			if !changed {
				t.Fatalf("no %q", f.from)
			}
			if got := opens(Check(d)); !slices.Contains(got, f.want) || len(got) > 2 {
				t.Errorf("got %q, want %q", got, f.want)
			}
			for _, finding := range Check(d) {
				evidenceStands(t, d, finding)
			}
		})
	}
}

func sumFaults() []fault {
	return []fault{
		{"sources after a total", "", "", funding("项目总预算150万元，其中：区财政拨款80万元，区总工会经费40万元，上级工会补助30万元。"), "40万元", "50万元", "sum-funding open 1500000.00 1600000.00 元"},
		{"sources without a colon", "", "", funding("2024年预算安排876万元，其中中央财政补助600万元、省级财政补助176万元、区级财政100万元。"), "176万元", "167万元", "sum-funding open 8760000.00 8670000.00 元"},
		{"sources that bear a total", "", "", funding("合计167万元，由省级补助100万元、县级财政67万元解决。"), "财政67万元", "财政57万元", "sum-funding open 1670000.00 1570000.00 元"},
		{"carry-over as a source", "", "", funding("项目总投资1860万元，其中中央水利发展资金1200万元，省级补助300万元，上年结转资金160万元，市本级自筹200万元。"), "160万元", "106万元", "sum-funding open 18600000.00 18060000.00 元"},
		{"hundred millions", "", "", funding("2024年度预算1.26亿元，其中车购税补助资金7500万元，省级燃油税转移支付3000万元，市级配套资金1500万元，以前年度结转600万元。"), "7500万元", "7900万元", "sum-funding open 126000000.00 130000000.00 元"},
		{"two sources and a joint total", "", "", funding("县财政安排“送温暖”资金30万元，县总工会经费列支20万元，合计50万元。"), "合计50万元", "合计52万元", "sum-funding open 520000.00 500000.00 元"},
		{"sources in yuan", "", "", funding("共安排资金218,000.00元，其中：市级财政118,000.00元，单位自筹100,000.00元。"), "118,000.00", "128,000.00", "sum-funding open 218000.00 228000.00 元"},
		{"sources alone", "", "80万元", map[string]string{"content": "项目预算80万元，新建驿站40个。", "funding": "资金来源：市级财政50万元，工会经费30万元。"}, "30万元", "35万元", "sum-funding open 800000.00 850000.00 元"},
		{"rest of a plan", "", "", funding("市级财政预算安排补贴300万元。项目计划总投资960万元，不足部分660万元由运营企业自筹解决。"), "660万元", "640万元", "sum-funding open 9600000.00 9400000.00 元"},
		{"shared by percentages", "", "", funding("项目经费1800万元，按照省级40%、市级30%、县级30%的比例分担，其中省级720万元，市级540万元，县级540万元。"), "市级540", "市级450", "sum-funding open 18000000.00 17100000.00 元"},
		{"uses after a total", "", "", funding("州级财政安排280万元，其中：监测筛查经费165万元，检测试剂采购75.50万元，宣传教育经费39.50万元。"), "75.50", "57.50", "sum-lines open 2800000.00 2620000.00 元"},
		{"uses behind a colon", "", "", funding("资金用途：共240万元，具体为：水源工程36万元，管网118万元，净化消毒42万元，应急供水44万元。"), "118万元", "128万元", "sum-lines open 2400000.00 2500000.00 元"},
		{"uses in one sentence", "", "", funding("活动经费共计18.6万元，其中宣传资料印制5.2万元，应急演练物资8.4万元，培训费5万元，从业务科室专项业务费中列支。"), "8.4万元", "9.4万元", "sum-lines open 186000.00 196000.00 元"},
		{"uses by semicolons", "", "", funding("安排48万元，其中：购置帐篷20万元；购置棉被18万元；仓库租用10万元。"), "18万元", "28万元", "sum-lines open 480000.00 580000.00 元"},
		{"uses and a joint total", "", "", funding("办公设备6万元，业务培训4.5万元，宣传2.5万元，合计13万元。"), "4.5万元", "5.4万元", "sum-lines open 130000.00 139000.00 元"},
		{"uses in brackets", "", "", funding("安排专项经费95.6万元（其中短信预警服务30万元、宣传费用15.6万元、办案差旅费50万元）。"), "30万元", "38万元", "sum-lines open 956000.00 1036000.00 元"},
		{"brackets inside of parts", "", "", funding("2024年安排1260万元，其中：日常保障546万元，文体活动138万元，健康体检312万元（1300人，人均2400元），设施维修264万元。"), "546万元", "516万元", "sum-lines open 12600000.00 12300000.00 元"},
		{"rates among parts", "", "", funding("2024年安排管护经费333.5万元，其中小（1）型水库每座3.5万元、计98万元，小（2）型水库每座2万元、计234万元，培训经费1.5万元。"), "计98万元", "计89万元", "sum-lines open 3335000.00 3245000.00 元"},
		{"numbered items", "", "", funding("2024年安排50万元，具体如下：\n\n1.慰问困难职工200户，计30万元；\n\n2.慰问一线职工300人，计12万元；\n\n3.慰问快递员400人，计8万元。"), "计12万元", "计15万元", "sum-lines open 500000.00 530000.00 元"},
		{"items in one paragraph", "", "", funding("安排康复资金167万元。1.儿童康复训练安排117万元；2.器具适配安排50万元。"), "117万元", "127万元", "sum-lines open 1670000.00 1770000.00 元"},
		{"items with a joint total", "", "", funding("（一）生活救助12万元；（二）医疗救助8万元；（三）助学救助5万元。合计25万元。"), "8万元", "9万元", "sum-lines open 250000.00 260000.00 元"},
		{"districts in one sentence", content.Evaluation, "", map[string]string{"organisation": "市财政安排资金200万元，分配至各县区：市本级30万元，金安区35万元，裕安区36万元，叶集区16万元，霍邱县32万元，舒城县22万元，金寨县17万元，霍山县12万元。"}, "叶集区16", "叶集区18", "sum-allocations open 2000000.00 2020000.00 元"},
		{"districts told twice", content.Evaluation, "", map[string]string{"organisation": "省级财政下达专项资金600万元，其中端州区80万元，鼎湖区70万元，高要区110万元，四会市90万元，广宁县60万元，怀集县100万元，封开县50万元，德庆县40万元，合计600万元。"}, "90万元", "95万元", "sum-allocations open 6000000.00 6050000.00 元"},
		{"towns", "", "", funding("补助资金90万元，分配如下：东镇20万元、西镇30万元、南乡25万元、北乡15万元。"), "30万元", "33万元", "sum-allocations open 900000.00 930000.00 元"},
		{"groups of one kind", "", "", map[string]string{"overview": "符合标准困难职工家庭310户，其中深度困难职工家庭83户，相对困难职工家庭174户，意外致困职工家庭53户。"}, "53户", "63户", "sum-people open 310 320 户"},
		{"groups with a joint total", "", "", map[string]string{"content": "培训电工80人、焊工70人、汽修50人，共计200人。"}, "70人", "90人", "sum-people open 200 220 人"},
		{"three groups", "", "", map[string]string{"overview": "重点优抚对象1650人，其中带病回乡退役军人150人、参战参试退役军人500人、农村籍退役士兵1000人。"}, "500人", "560人", "sum-people open 1650 1710 人"},
		{"visits", content.Evaluation, "", map[string]string{"performance": "全年帮扶困难职工810户次，其中生活救助520户次、医疗救助170户次、助学救助120户次。"}, "120户次", "130户次", "sum-people open 810 820 户次"},
		{"shares of money", "", "", funding("市级财政安排90万元，其中培训费占70%，考核鉴定费占15%，宣传费占10%，跟踪服务费占5%。"), "占5%", "占10%", "sum-percent open 100 105 %"},
		{"shares that are borne", "", "", funding("所需资金按照省级60%、市级40%的比例承担。"), "40%", "30%", "sum-percent open 100 90 %"},
		{"weights of factors", "", "", map[string]string{"content": "采用因素法分配，人口因素权重占45%，灾害损失因素权重占30%，财力因素权重占25%。"}, "25%", "20%", "sum-percent open 100 95 %"},
	}
}

func rateFaults() []fault {
	return []fault{
		{"a head", "", "", funding("资助大学新生160名，每名资助5000元，共需80万元。"), "80万元", "88万元", "rate-times-people open 880000.00 800000.00 元"},
		{"a head, amount first", "", "", funding("县财政安排疗休养经费9万元，按30人、每人3000元测算。"), "9万元", "8万元", "rate-times-people open 80000.00 90000.00 元"},
		{"two rates", "", "", funding("安排98万元。其中宫颈癌检查8000人，每人补助70元，小计56万元；乳腺癌检查6000人，每人补助70元，小计42万元。"), "6000人", "7000人", "rate-times-people open 420000.00 490000.00 元"},
		{"a household, mean", "", "", funding("慰问困难职工家庭200户，户均1500元，计30万元。"), "200户", "220户", "rate-times-people open 300000.00 330000.00 元"},
		{"a month, all the year", "", "", funding("带病回乡退役军人150人，每人每月800元，全年144万元。"), "144万元", "154万元", "rate-times-people open 1540000.00 1440000.00 元"},
		{"stated months", "", "", funding("安置公益岗位20人，每人每月1500元，按10个月计算，共30万元。"), "30万元", "36万元", "rate-times-people open 360000.00 300000.00 元"},
		{"a year", "", "", funding("农村计划生育家庭奖励扶助1380人，每人每年960元，合计1324800元。"), "1380人", "1308人", "rate-times-people open 1324800.00 1255680.00 元"},
		{"a slash", "", "", funding("慰问一线职工300人，标准400元/人，计12万元。"), "300人", "330人", "rate-times-people open 120000.00 132000.00 元"},
		{"a station", "", "", funding("新建驿站6个，每个补助5万元，共30万元。"), "6个", "8个", "rate-times-people open 300000.00 400000.00 元"},
		{"a reservoir", "", "", funding("维修水库28座，每座3.5万元，计98万元。"), "28座", "26座", "rate-times-people open 980000.00 910000.00 元"},
		{"a session", "", "", funding("举办讲座60场，每场1500元，需9万元。"), "9万元", "6万元", "rate-times-people open 60000.00 90000.00 元"},
		{"in brackets", "", "", funding("健康体检312万元（1300人，人均2400元）。"), "1300人", "1500人", "rate-times-people open 3120000.00 3600000.00 元"},
		{"in circles", "", "", funding("①甲类家庭奖励扶助：1380人，每人每年960元，合计1324800元；②乙类家庭特别扶助：80人，每人每月590元，全年合计566400元。"), "590元", "560元", "rate-times-people open 566400.00 537600.00 元"},
		{"a household", "", "", funding("慰问劳模40户，每户1000元，使用资金4万元。"), "4万元", "5万元", "rate-times-people open 50000.00 40000.00 元"},
		{"rates at two levels", "", "", funding("本科15名，每名4000元，资金6万元；专科10名，每名3000元，资金3万元。"), "专科10名", "专科12名", "rate-times-people open 30000.00 36000.00 元"},
	}
}
