package content

import "strings"

// fieldWords is a field of spending with the words that name it in a title.
type fieldWords struct {
	field Text
	words string
}

// categoryTable lists the fields in the order in which they are tried: the
// special ones before those whose words stand in many titles.
func categoryTable() []fieldWords {
	return []fieldWords{
		{"金秋助学", "金秋助学 阳光助学 圆梦助学"},
		{"送温暖", "送温暖 春节慰问 节日慰问 两节慰问 走访慰问 慰问困难"},
		{"劳模服务", "劳模 劳动模范 劳模疗休养 先进工作者 工匠 劳动竞赛 技能竞赛"},
		{"困难帮扶", "困难职工 职工帮扶 困难帮扶 解困脱困 困难党员 困难妇女"},
		{"法律服务", "法律援助 法律服务 劳动争议 人民调解 普法 司法救助 公共法律 维权"},
		{"残疾人服务", "残疾 康复 助残 辅助器具 无障碍 残联"},
		{"养老服务", "养老 老年人 老龄 高龄 敬老 居家适老 适老化 助老 敬老院 老人 老年"},
		{"社会救助", "低保 最低生活保障 特困 社会救助 临时救助 困难群众 流浪乞讨 孤儿 困境儿童 留守儿童 救灾 慈善 优抚 退役军人 抚恤 低收入家庭 受灾群众 残疾人两项补贴 救助站 冬春救助 义务兵 拥军 双拥 烈士"},
		{"医疗卫生", "医保 医疗保障 家庭医生 签约服务 公共卫生 基本药物 村卫生室 卫生院 筛查 体检 传染病 结核 艾滋 诊疗 医疗 卫生 医院 疾病 疾控 疫苗 免疫 妇幼 健康 血液 中医 计划生育"},
		{"就业创业", "公益性岗位 公益岗位 就业 创业 稳岗 技能培训 职业培训 职业技能 人才"},
		{"教育培训", "教育 学生 助学 校舍 学校 中学 小学 幼儿园 学前 义务教育 营养餐 营养改善 营养膳食 雨露计划 课后服务 校园 教师 办学 支教 校车 学位 培训 奖学金 助学金 职业学校 高中 大学"},
		{"文体活动", "文体 文艺 体育 职工运动会 全民健身 文化活动 职工书屋 文化 图书馆 博物馆 文化馆 非遗 旅游 文物 广播电视 农家书屋 电影 融媒体 媒体 演出 赛事 体育场 文旅"},
		{"住房保障", "住房 棚户区 危房 公租房 保障房 老旧小区 廉租 住房公积金 抗震改造"},
		{"交通运输", "公路 农村路 乡村道路 县道 乡道 村道 危桥 交通 桥梁 公交 客运 港口 航道 运输 道路养护"},
		{"农业农村", "农业 农村 农民 农技 农机 乡村振兴 农田 粮食 畜牧 种业 扶贫 衔接推进 水利 灌溉 林业 造林 森林 农牧 牧区 饲草 渔业 渔民 林草 松材线虫 种植 养殖 小麦 水稻 玉米 大豆 油菜 棉花 马铃薯 茶叶 蔬菜 果业 生猪 牛羊 草原 天然林 护林 林长 退耕还林 水库 河道 供水 饮水 堤防 中小河流 农产品 冷链 耕地 黑土地 农业机械 高标准农田 防疫 动物疫病 驻村 帮扶村 扶村 村集体 产业发展"},
		{"生态环保", "生态 环境 污染 水污染 土壤 垃圾 污水 大气 节能 河湖 湿地 水土保持"},
		{"公共安全", "诈骗 消防 防汛 公安局 派出所 视频监控 雪亮工程 电子警察 信号灯 交通安全 救援 避难 抗旱 防灾 减灾 治安 公安 应急 安全生产 禁毒 食品安全 反诈 法院 检察"},
		{"科技信息", "科技 科学技术 科普 信息化 信息系统 大数据 数字 智慧 网络安全"},
		{"城乡建设", "市政 城市管理 城管 道路绿化 城区道路 亮化 排水 公园 物业管理 停车 园林 绿化 环卫 路灯 基础设施 建设工程"},
		{"党建群团", "党建 党员教育 共青团 青年 妇女 妇联 统战 宣传 工会组织 基层工会 少先队 志愿服务 统一战线 民族团结 宗教 侨"},
		{"后勤服务", "后勤 物业 餐饮 食堂 办公用房 保安 保洁 公务用车"},
		{"机关运行", "机关运行 办公经费 工作经费 业务经费 运转经费 聘用人员 编外人员"},
	}
}

// Categories lists the fields of spending that [CategoryOf] knows.
func Categories() []string {
	var names []string
	for _, f := range categoryTable() {
		names = append(names, string(f.field))
	}
	return names
}

// CategoryOf gives the field of spending of a project. The title decides; when
// it is silent, a field whose words stand in the text three times and more often
// than those of any other field. Otherwise the field is unknown.
func CategoryOf(title, text string) Text {
	for _, f := range categoryTable() {
		if countWords(title, f.words) > 0 {
			return f.field
		}
	}
	var best Text
	most, next := 2, 2
	for _, f := range categoryTable() {
		switch n := countWords(text, f.words); {
		case n > most:
			best, most, next = f.field, n, most
		case n > next:
			next = n
		}
	}
	if most == next {
		return ""
	}
	return best
}

// countWords counts how often the words, parted by blanks, stand in text.
func countWords(text, words string) int {
	n := 0
	for word := range strings.FieldsSeq(words) {
		n += strings.Count(text, word)
	}
	return n
}
