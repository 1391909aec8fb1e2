package sample

// field is a field of public spending with the offices that work in it.
type field struct {
	office, provinceOffice string
	number                 string // middle of its document numbers
	groups                 []string
	programmes             []programme
	forms                  []string
	items                  []string // what a line of the money is for
	unit                   string   // how those who benefit are counted
	scale                  int      // typical line in hundreds of yuan
	sources                []string
}

type programme struct{ name, category string }

func projectForms() []string {
	return []string{"专项资金", "补助经费", "项目", "工作经费", "补助资金", "专项经费", "服务项目", "提升工程"}
}

// fields lists the fields. Words are of everyday official use; none is a name.
func fields() []field {
	all := append(socialFields(), publicFields()...)
	for i := range all {
		all[i].forms = projectForms()
	}
	return all
}

func socialFields() []field {
	return []field{
		{office: "总工会", provinceOffice: "总工会", number: "工发", unit: "人", scale: 1200,
			groups: []string{"困难职工", "一线职工", "女职工", "农民工", "新就业形态劳动者", "环卫工人", "货车司机", "快递员", "产业工人", "劳模先进", "基层工会干部", "退休职工"},
			programmes: []programme{{"生活帮扶", "困难帮扶"}, {"金秋助学", "困难帮扶"}, {"医疗互助", "医疗保障"}, {"节日送温暖", "困难帮扶"}, {"夏季送清凉", "职工服务"},
				{"技能竞赛", "技能提升"}, {"疗休养", "职工服务"}, {"法律援助", "权益维护"}, {"爱心驿站建设", "阵地建设"}, {"心理关爱", "职工服务"}, {"普惠服务", "职工服务"}, {"文体活动", "文化体育"}},
			items:   []string{"元旦春节集中慰问", "高温岗位防暑慰问", "子女助学", "大病救助", "临时困难救助", "技能比武奖励", "户外驿站维护", "心理疏导服务", "普法宣传", "互助保障参保补贴", "岗位练兵培训", "职工书屋补充"},
			sources: []string{"工会经费", "中央财政"}},
		{office: "民政局", provinceOffice: "民政厅", number: "民发", unit: "人", scale: 2600,
			groups: []string{"特困人员", "低保家庭", "高龄老人", "困境儿童", "留守老人", "流动儿童", "低收入家庭", "失能老人", "流浪乞讨人员", "社区居民"},
			programmes: []programme{{"救助供养", "社会救助"}, {"临时救助", "社会救助"}, {"高龄津贴", "养老服务"}, {"居家养老", "养老服务"}, {"助餐服务", "养老服务"},
				{"关爱保护", "儿童福利"}, {"照护培训", "养老服务"}, {"适老化改造", "养老服务"}, {"社工服务", "社会治理"}, {"冬令物资储备", "社会救助"}},
			items:   []string{"基本生活补贴", "护理补贴", "助餐补贴", "家庭床位建设", "探访关爱", "应急物资采购", "社工站运营", "照护员培训", "康复器具租赁", "信息核对", "节日走访"},
			sources: []string{"福利彩票公益金", "中央财政"}},
		{office: "残疾人联合会", provinceOffice: "残疾人联合会", number: "残联发", unit: "人", scale: 1500,
			groups: []string{"重度残疾人", "残疾儿童", "听力残疾人", "视力残疾人", "肢体残疾人", "精神残疾人", "就业年龄段残疾人", "农村残疾人"},
			programmes: []programme{{"康复救助", "残疾人服务"}, {"辅具适配", "残疾人服务"}, {"托养照料", "残疾人服务"}, {"就业创业扶持", "就业创业"}, {"无障碍改造", "残疾人服务"},
				{"助学", "教育资助"}, {"文化进家庭", "文化体育"}, {"机动轮椅车燃油补贴", "残疾人服务"}, {"阳光家园", "残疾人服务"}},
			items:   []string{"康复训练补贴", "轮椅和助行器", "助听器验配", "盲杖与读屏软件", "日间照料", "创业补贴", "家庭坡道改造", "入户评估", "手语翻译", "职业培训"},
			sources: []string{"残疾人就业保障金", "福利彩票公益金"}},
		{office: "退役军人事务局", provinceOffice: "退役军人事务厅", number: "退役军人发", unit: "人", scale: 1800,
			groups: []string{"退役军人", "优抚对象", "烈士遗属", "现役军人家属", "伤残军人", "自主就业退役士兵", "困难退役军人", "老年优抚对象"},
			programmes: []programme{{"抚恤补助", "优待抚恤"}, {"医疗补助", "医疗保障"}, {"就业创业培训", "就业创业"}, {"关爱帮扶", "困难帮扶"}, {"短期疗养", "优待抚恤"},
				{"八一慰问", "优待抚恤"}, {"烈士纪念设施管护", "纪念设施"}, {"服务站建设", "阵地建设"}},
			items:   []string{"定期抚恤", "节日慰问", "门诊费用补助", "适应性培训", "设施修缮", "疗养组织", "立功喜报送达", "帮扶解困", "陵园绿化", "服务站设备"},
			sources: []string{"中央财政", "社会捐赠"}},
		{office: "妇女联合会", provinceOffice: "妇女联合会", number: "妇发", unit: "人", scale: 900,
			groups: []string{"农村妇女", "单亲母亲", "女大学生", "返乡创业妇女", "适龄妇女", "家庭教育指导者", "巾帼志愿者", "留守妇女"},
			programmes: []programme{{"两癌救助", "医疗保障"}, {"创业贷款贴息", "就业创业"}, {"家政技能培训", "技能提升"}, {"家庭教育指导", "儿童福利"}, {"维权服务", "权益维护"},
				{"儿童之家建设", "阵地建设"}, {"手工产业扶持", "就业创业"}, {"最美家庭选树", "社会治理"}},
			items:   []string{"救助金发放", "贴息补贴", "实训耗材", "专题讲座", "婚姻家庭调解", "活动场地布置", "产品展销", "志愿者补贴", "热线值守", "宣传资料"},
			sources: []string{"社会捐赠", "中央财政"}},
		{office: "人力资源和社会保障局", provinceOffice: "人力资源和社会保障厅", number: "人社发", unit: "人次", scale: 2200,
			groups: []string{"高校毕业生", "失业人员", "就业困难人员", "脱贫劳动力", "技能人才", "返乡农民工", "见习青年", "灵活就业人员", "企业职工"},
			programmes: []programme{{"技能培训", "技能提升"}, {"就业见习", "就业创业"}, {"社会保险补贴", "社会保障"}, {"公益性岗位补贴", "就业创业"}, {"创业孵化", "就业创业"},
				{"招聘服务", "就业创业"}, {"根治欠薪", "权益维护"}, {"技能等级认定", "技能提升"}, {"零工市场建设", "阵地建设"}},
			items:   []string{"培训课时补贴", "见习生活补贴", "社保缴费补贴", "岗位津贴", "孵化场地租金", "专场招聘会", "仲裁案件办理", "题库与考评", "跨省务工交通补贴", "数据采集"},
			sources: []string{"就业补助资金", "失业保险基金"}},
	}
}
