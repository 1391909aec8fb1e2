package content

import (
	"strings"
	"sync"
)

// otherHeadings lists, for each key, the headings that units write instead of
// the official one, parted by blanks.
func otherHeadings(kind Kind) map[string]string {
	switch kind {
	case Budget:
		return map[string]string{
			"project_name": "项目全称 项目名 专项名称 资金名称",
			"basis":        "项目立项依据 设立依据 政策依据 立项背景 项目依据 项目立项情况 立项依据及必要性 项目设立依据 立项的依据 项目立项依据及必要性",
			"implementer":  "实施单位 项目单位 实施主体 项目实施主体 承担单位 项目承担单位 项目组织实施单位 组织实施单位 项目责任单位 实施单位情况",
			"overview":     "项目概况 基本概况 项目概述 项目基本情况 基本情况 项目情况 项目简介 项目背景 项目内容概述",
			"content":      "实施内容 项目内容 主要内容 项目主要内容 建设内容 工作内容 项目实施的主要内容 项目建设内容 主要实施内容 项目具体内容",
			"funding":      "资金安排 资金情况 资金安排及使用情况 资金来源 项目资金 项目资金安排情况 项目预算 预算安排 预算安排情况 资金预算 经费预算 资金来源及安排 资金安排和使用情况 项目资金情况 资金投入 年度预算安排 项目资金来源 资金使用安排 预算资金安排情况 资金测算 项目资金构成 资金情况说明 项目经费 资金总额 资金构成 资金安排计划",
			"plan":         "进度计划 实施计划 工作计划 进度安排 项目进度安排 实施进度 项目实施进度 实施方案 项目实施方案 项目实施步骤 年度实施计划 项目计划 实施步骤 项目进度计划 项目实施进度安排",
			"results":      "效益情况 年度总体目标 年度目标 总体目标 绩效指标 实施成效 项目成效 预期成效 预期效果 绩效目标 项目绩效目标 预期绩效 预期效益 项目效益 绩效情况 项目预期成效 项目实施效果 年度绩效目标 项目实施预期成效 项目预期效益 项目绩效 绩效目标及指标 工作成效",
		}
	case Evaluation:
		return map[string]string{
			"overview":     "项目基本情况 基本情况 项目概述 项目基本概况 项目简介 概况 项目情况 基本概况",
			"organisation": "组织实施情况 项目实施情况 项目组织管理情况 项目实施及管理情况 绩效评价工作开展情况 绩效自评工作开展情况 项目管理情况 评价工作情况",
			"performance":  "年度总体目标 年度绩效目标 年度目标 总体目标 绩效目标 绩效指标 绩效情况 绩效目标完成情况 绩效目标完成情况分析 项目绩效分析 绩效分析 项目绩效目标完成情况 绩效指标分析 绩效指标完成情况 绩效评价指标分析 项目产出和效益情况 绩效目标实现情况 绩效目标实现情况分析 指标完成情况 项目绩效自评情况 主要绩效",
			"experience":   "主要做法和经验 主要经验及做法 主要经验做法 主要做法 经验做法 主要做法及经验 项目主要经验及做法 主要经验和做法",
			"problems":     "存在问题 存在的问题 存在问题和建议 存在的问题及建议 存在的主要问题 问题及建议 存在问题及改进措施 存在的问题和建议 存在的问题及原因分析 改进措施 下一步改进措施 有关建议 意见建议 存在的问题及改进措施 存在的问题和改进措施 存在问题和改进措施 存在的主要问题及建议 存在的主要问题和改进措施 问题和建议 偏离绩效目标的原因和下一步改进措施",
			"conclusion":   "自评结论 自评结论及得分 评价结论 综合评价结论 自评得分 绩效自评结论 自评结果 总体评价 综合评价情况及评价结论 项目自评结论 绩效自评得分 评价结论及得分 自评结果及得分",
		}
	case Scheme:
		return map[string]string{
			"goals":     "工作目标 总体目标 指导思想 总体要求 目标要求 主要目标 工作目标和任务 目标和任务 活动目的",
			"contents":  "工作内容 主要任务 工作任务 重点任务 实施内容 活动内容 帮扶内容 实施范围 实施对象",
			"measures":  "工作措施 主要措施 工作举措 实施步骤 工作步骤 重点举措 进度安排 时间安排 工作安排 方法步骤",
			"assurance": "组织保障 工作要求 组织领导 工作保障 有关要求 相关要求 组织实施",
		}
	}
	return nil
}

// headingKeys maps every heading of each kind, official or not, to its key.
var headingKeys = sync.OnceValue(func() map[Kind]map[string]string {
	keys := map[Kind]map[string]string{}
	for _, kind := range Kinds() {
		keys[kind] = map[string]string{}
		for key, words := range otherHeadings(kind) {
			for word := range strings.FieldsSeq(words) {
				keys[kind][word] = key
			}
		}
		for _, l := range sectionLabels(kind) {
			keys[kind][l.heading] = l.key
		}
	}
	return keys
})

// maxLikely is the length in characters up to which a heading is judged by a
// word in it.
const maxLikely = 16

// LikelyKey gives the section that a heading speaks of by a word in it, such as
// 年度绩效目标和指标; "" when no word tells. It is a guess between headings: a line
// that is none must not be asked.
func LikelyKey(kind Kind, heading string) string {
	if n := len([]rune(heading)); n < 2 || n > maxLikely {
		return ""
	}
	for _, l := range likelyWords(kind) {
		for word := range strings.FieldsSeq(l.words) {
			if strings.Contains(heading, word) {
				return l.key
			}
		}
	}
	return ""
}

type keyWords struct{ key, words string }

// likelyWords lists words of headings, the telling ones first.
func likelyWords(kind Kind) []keyWords {
	switch kind {
	case Budget:
		return []keyWords{
			{"results", "成效 效益 绩效 效果 预期 产出 成果"},
			{"funding", "资金 经费 预算 投资 支出 概算 筹资"},
			{"basis", "依据 背景 必要性 缘由 由来 缘起 理由 立项 设立"},
			{"plan", "计划 进度 步骤 时间安排 工作安排 方案 工期 周期 期限 起止时间 流程 程序"},
			{"implementer", "实施单位 实施主体 承担单位 责任单位 主管部门 组织机构 建设单位 承办单位 执行单位 牵头单位 实施部门 组织单位 项目法人"},
			{"overview", "概况 概述 简介 基本情况 总体情况 基本信息"},
			{"content", "内容 任务 举措 措施 规模 范围"},
		}
	case Evaluation:
		return []keyWords{
			{"", "应用 公开"}, // of the results: no section of its own
			{"problems", "问题 建议 改进 不足 偏离 困难 整改 下一步"},
			{"conclusion", "结论 自评得分 评价得分 评价结果 自评结果 自评分数 总体评价"},
			{"experience", "经验 做法 亮点"},
			{"organisation", "工作开展 组织实施 组织管理 组织情况 评价过程 自评过程 评价工作"},
			{"performance", "绩效 目标 指标 产出 效益 完成情况"},
			{"organisation", "组织 管理 实施 资金 预算执行"},
			{"overview", "概况 概述 简介 基本情况 背景"},
		}
	case Scheme:
		return []keyWords{
			{"assurance", "保障 工作要求 组织领导 监督 纪律 责任分工 职责分工"},
			{"measures", "措施 步骤 安排 举措 程序 进度 阶段 流程 时间 办法 方式"},
			{"contents", "内容 任务 对象 范围 标准 条件 名额"},
			{"goals", "目标 指导思想 总体要求 总体思路 目的 意义"},
			{"assurance", "要求"},
		}
	}
	return nil
}
