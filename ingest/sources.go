package ingest

import (
	"slices"
	"strings"
)

// sourceOf gives the source of money that a label names as a whole, "" for none:
// 中央就业补助资金, 市、县财政, 上年结转. What a label only contains is no source:
// 省级非遗传承人补助 is a row of the money.
func sourceOf(label string) string {
	name := tidySource(label)
	for _, verb := range []string{"共下达", "下达", "安排", "拨付", "承担", "投入"} {
		if front, _, ok := strings.Cut(name, verb); ok && front != "" {
			return sourceOf(front)
		}
	}
	bare, isMoney := strings.CutSuffix(bareLabel(name), "资金")
	for _, budget := range []string{"一般公共预算", "政府性基金", "国有资本经营预算"} {
		if strings.HasPrefix(name, budget) && len([]rune(name)) <= 16 {
			return budget
		}
	}
	switch n := len([]rune(name)); {
	case n < 2 || n > 24 || strings.ContainsAny(name, "《》，。；0123456789"):
		return ""
	case slices.Contains(levelNames(), bare) || hasAny(name, "（中央", "（省", "（市级", "（县级", "（区级", "（上级", "（本级", "（州级"):
		return name
	case isTreasury(bare, isMoney):
		return treasury(name, bare)
	case isOwnFund(bare), isLevelFund(bare, isMoney):
		return name
	}
	return ""
}

// tidySource drops from a label the words that only say that a source pays.
func tidySource(s string) string {
	s = strings.TrimSpace(s)
	for _, colon := range []string{"：", ":"} {
		if i := strings.LastIndex(s, colon); i >= 0 {
			s = s[i+len(colon):]
		}
	}
	for changed := true; changed; {
		changed = false
		for _, front := range []string{"其中", "由", "从", "争取", "申请", "通过", "利用", "使用", "安排", "下达", "投入", "统筹", "来源于", "来源为", "来源", "包括", "包含", "含", "为", "分别", "一是", "二是", "三是", "四是", "当年", "年初", "第一批", "第二批", "第三批", "首批", "剩余", "其余"} {
			if rest, ok := strings.CutPrefix(s, front); ok && len([]rune(rest)) >= 2 && !strings.HasPrefix(rest, "预算") {
				s, changed = strings.TrimLeft(rest, " 为：:"), true
			}
		}
		for _, tail := range []string{"按比例配套", "中列支", "中安排", "中解决", "预算安排", "支持", "安排", "承担", "负担", "分担", "解决", "保障", "列支", "出资", "下达", "投入", "支出", "共", "约", "为", "支付", "拨付", "补助资金共计", "合计", "共计", "计", "金额", "（", "("} {
			if rest, ok := strings.CutSuffix(s, tail); ok && len([]rune(rest)) >= 2 && !strings.HasSuffix(s, "转移支付") && !(tail == "出资" && isOwnFund(s)) {
				s, changed = strings.TrimSpace(rest), true
			}
		}
	}
	return s
}

// levelNames are the levels of government that pay, as tables head their columns.
func levelNames() []string {
	return []string{
		"中央", "国家", "省", "省级", "自治区", "自治区级", "市", "市级", "州", "州级", "地级", "县", "县级", "区", "区级", "旗", "旗级", "盟级", "镇级", "乡级", "乡镇",
		"本级", "省本级", "市本级", "州本级", "县本级", "区本级", "上级", "市县", "市县级", "县区", "区县", "县（区）", "地方", "自筹", "社会", "中央和省级", "省级以上",
	}
}

// isOwnFund tells whether a label is a fund that no level of government is named
// for: a tax, a bond, a lottery, what is left of a year, own money.
func isOwnFund(s string) bool {
	for _, fund := range []string{
		"公益金", "车购税", "车辆购置税", "燃油税", "债券", "国债", "结转", "结余", "自筹", "自有", "捐赠", "捐款", "善款", "募集", "募捐", "社会资本", "贷款",
		"一般公共预算", "政府性基金", "国有资本经营预算", "转移支付", "事业收入", "经营收入", "其他收入", "财政专户", "保障金", "保险基金", "医保基金", "专项基金", "慈善基金",
		"会费", "党费", "预算内投资", "部门预算", "公用经费", "福彩金", "体彩金", "土地出让金", "土地出让收益", "对口支援", "东西部协作", "衔接", "集体经济收入", "专款", "个人缴纳", "自缴", "个人缴费", "居民出资", "群众出资", "个人出资", "村民出资", "业主出资", "企业出资", "社会出资", "家庭出资", "业主自筹", "投工投劳",
	} {
		if strings.HasSuffix(s, fund) {
			return true
		}
	}
	for _, fund := range []string{"车购税", "车辆购置税", "燃油税", "福利彩票", "体育彩票", "福彩", "体彩", "彩票", "上年结转", "上年结余", "以前年度结转", "历年结转", "结转", "自筹", "自有", "社会捐赠", "工会经费"} {
		if strings.HasPrefix(s, fund) {
			return true
		}
	}
	for _, fund := range []string{"工会经费", "工会本级经费", "工会专项经费", "工会补助", "工会专项", "工会补助经费", "工会行政经费"} {
		if strings.HasSuffix(s, fund) && len([]rune(s)) <= 14 {
			return true
		}
	}
	return false
}

// isTreasury tells whether a label is a treasury: 市、县财政, 开发区财政拨款.
func isTreasury(s string, isMoney bool) bool {
	front, rest, ok := strings.Cut(s, "财政")
	switch {
	case !ok:
		return false
	case rest == "" || isShortFund(rest):
		return len([]rune(front)) <= 12
	}
	// 中央财政水利发展资金: the level, or nothing, stands in front, and what follows is a fund.
	return (front == "" || levelAt([]rune(s), 0) != "") && isFundName(rest, isMoney)
}

// treasury names a treasury without the words that only say that it pays: 市财政补助资金
// is 市财政, while 中央财政水利发展资金 has a name of its own.
func treasury(name, bare string) string {
	if front, rest, _ := strings.Cut(bare, "财政"); rest == "" || isShortFund(rest) && (front != "" || rest != "衔接") {
		return front + "财政"
	}
	return name
}

// isLevelFund tells whether a label is a fund of a level of government: the level
// and 补助, 配套 and the like, or a longer name that ends as funds do.
func isLevelFund(s string, isMoney bool) bool {
	level := levelAt([]rune(s), 0)
	if level == "" {
		return false
	}
	rest, isLevel := strings.CutPrefix(strings.TrimPrefix(s, level), "级")
	if len([]rune(level)) == 1 && !isLevel {
		return isShortFund(rest) // 县城 is no level of government
	}
	return rest == "" || isShortFund(rest) || isFundName(rest, isMoney)
}

// isShortFund tells whether words after a level call money of it.
func isShortFund(s string) bool {
	return slices.Contains(strings.Fields("财政 补助 配套 专项 预算 经费 拨款 补贴 奖补 投资 转移支付 专项补助 财政补助 配套补助 补助专项 本级 统筹 奖补专项 配套经费 "+
		"专项经费 补助经费 部门预算 全额 专户 投入 衔接 自筹 预算内"), s)
}

// isFundName tells whether a longer name is that of a fund: 就业补助资金,
// 燃油税转移支付. What is given to persons is none.
func isFundName(s string, isMoney bool) bool {
	if len([]rune(s)) > 16 || hasAny(s, "人补助", "员补助", "户补助", "家庭补助", "学校补助") {
		return false
	}
	for _, end := range []string{"专项", "转移支付", "公益金", "投资", "预算", "拨款", "补助", "奖补", "基金", "债券"} {
		if strings.HasSuffix(s, end) {
			return true
		}
	}
	return isMoney
}
