package audit

import "mingzhang/content"

func table(lead string, rows ...string) string {
	out := lead + "\n\n"
	for i, row := range rows {
		out += row + "\n"
		if i == 0 {
			out += "| --- | --- | --- | --- |\n"
		}
	}
	return out
}

func tableFaults() []fault {
	return []fault{
		{"towns in a table", "", "", funding(table("共下达补助资金390万元，按乡镇分配如下：", "| 序号 | 乡镇 | 户数（户） | 补助资金（万元） |", "| 1 | 东镇 | 62 | 112 |", "| 2 | 西镇 | 48 | 86 |", "| 3 | 南镇 | 55 | 97 |", "| 4 | 北镇 | 53 | 95 |", "| 合计 |  | 218 | 390 |")), "| 86 |", "| 84 |", "sum-allocations open 3900000.00 3880000.00 元"},
		{"households in a table", "", "", funding(table("按乡镇分配如下：", "| 序号 | 乡镇 | 户数（户） | 补助资金（万元） |", "| 1 | 东镇 | 62 | 112 |", "| 2 | 西镇 | 48 | 86 |", "| 3 | 南镇 | 55 | 97 |", "| 合计 |  | 165 | 295 |")), "| 62 |", "| 72 |", "sum-people open 165 175"},
		{"uses in yuan", "", "", funding(table("（金额单位：元）", "| 序号 | 支出内容 | 金额 | 备注 |", "| 1 | 公益讲座 | 90,000.00 |  |", "| 2 | 入户指导 | 60,000.00 |  |", "| 3 | 站点建设 | 28,000.00 |  |", "| 合计 |  | 178,000.00 |  |")), "178,000.00", "187,000.00", "sum-lines open 187000.00 178000.00 元"},
		{"sources in a table", "", "", funding(table("单位：万元", "| 资金性质 | 金额 |", "| 中央预算内投资 | 2600 |", "| 省级财政补助 | 1200 |", "| 区级一般公共预算 | 3500 |", "| 上年结转 | 500 |", "| 合计 | 7800 |")), "3500", "3600", "sum-funding open 78000000.00 79000000.00 元"},
		{"sources side by side", "", "", funding(table("单位：万元", "| 资金来源 | 中央 | 省级 | 区级 | 合计 |", "| 金额 | 875 | 250 | 125 | 1250 |")), "| 250 |", "| 260 |", "sum-funding open 12500000.00 12600000.00 元"},
		{"two rows of heads", "", "", funding(table("明细如下（单位：万元）：", "| 支出项目 | 批次 | 资金来源 |  |  | 合计 |", "|  |  | 中央 | 省级 | 市级 |  |", "| 农产品抽检 | 3200 | 40 | 60 | 156 | 256 |", "| 食品抽检 | 2300 | 30 | 50 | 150 | 230 |", "| 合计 | 5500 | 70 | 110 | 306 | 486 |")), "| 156 |", "| 165 |", "sum-funding open 2560000.00 2650000.00 元"},
		{"total in the first row", "", "", funding(table("单位：万元", "| 项目 | 金额 |", "| 合计 | 66 |", "| 物化补助 | 24 |", "| 培训 | 12 |", "| 基地 | 30 |")), "| 12 |", "| 14 |", "sum-lines open 660000.00 680000.00 元"},
		{"number times rate", "", "", funding(table("安排66万元。", "| 支出内容 | 数量 | 补助标准 | 金额（万元） |", "| 主体补助 | 240户 | 1000元/户 | 24 |", "| 技术培训 | 60人 | 2000元/人 | 12 |", "| 基地建设 | 3个 | 10万元/个 | 30 |", "| 合计 |  |  | 66 |")), "240户", "260户", "rate-times-people open 240000.00 260000.00 元"},
		{"unit prices", "", "", funding(table("（金额单位：元）", "| 内容 | 数量 | 单价 | 金额 |", "| 讲座 | 60场 | 1,500.00 | 90,000.00 |", "| 手册 | 10000册 | 3.00 | 30,000.00 |", "| 合计 |  |  | 120,000.00 |")), "60场", "80场", "rate-times-people open 90000.00 120000.00 元"},
		{"a rate in yuan, sums in ten thousands", "", "", funding(table("单位：万元", "| 类别 | 数量 | 标准（元） | 金额 |", "| 墓园修缮 | 36座 | 20000 | 72 |", "| 走访慰问 | 500户 | 1000 | 50 |", "| 合计 |  |  | 122 |")), "500户", "600户", "rate-times-people open 500000.00 600000.00 元"},
		{"months in a column", "", "", funding(table("单位：元", "| 对象 | 人数 | 标准 | 月数 | 金额 |", "| 防疫员 | 85 | 600 | 12 | 612,000 |", "| 采样员 | 10 | 500 | 6 | 30,000 |")), "| 6 |", "| 8 |", "rate-times-people open 30000.00 40000.00 元"},
		{"tabs", "", "", funding("项目\t内容\t金额（元）\n补助\t防疫\t612,000.00\n疫苗\t耗材\t413,000.00\n采样\t监测\t180,000.00\n合计\t1,205,000.00"), "413,000", "431,000", "sum-lines open 1205000.00 1223000.00 元"},
		{"execution in a form", content.Evaluation, "", map[string]string{"organisation": table("单位：万元", "|  | 全年预算数 | 全年执行数 | 执行率 |", "| 年度资金总额 | 60 | 57 | 95% |", "| 其中：财政拨款 | 50 | 50 | 100% |", "| 上年结转资金 | 10 | 7 | 70% |")}, "95%", "97%", "budget-execution open 97 95 %"},
		{"sources in a form", content.Evaluation, "", map[string]string{"organisation": table("单位：万元", "| 资金来源 | 全年预算数 | 全年执行数 | 执行率 |", "| 年度资金总额 | 860 | 860 | 100% |", "| 其中：中央财政 | 520 | 520 | 100% |", "| 省级财政 | 150 | 150 | 100% |", "| 市级财政 | 190 | 190 | 100% |")}, "| 520 | 520 |", "| 510 | 510 |", "sum-funding open 8600000.00 8500000.00 元"},
		{"weights of indicators", content.Evaluation, "", map[string]string{"performance": table("指标", "| 一级指标 | 三级指标 | 分值 | 得分 |", "| 产出 | 户数 | 50 | 49 |", "| 效益 | 满意 | 30 | 30 |", "| 满意度 | 群众 | 20 | 19 |", "| 总分 |  | 100 | 98 |")}, "| 30 | 30 |", "| 35 | 30 |", "sum-score open 100 105 分"},
		{"more points than full marks", content.Evaluation, "", map[string]string{"performance": table("指标", "| 一级指标 | 三级指标 | 分值 | 得分 |", "| 产出 | 户数 | 50 | 49 |", "| 效益 | 满意 | 30 | 28 |", "| 满意度 | 群众 | 20 | 19 |")}, "| 28 |", "| 38 |", "sum-score open 30 38 分"},
		{"points beyond the total", content.Evaluation, "", map[string]string{"performance": table("指标", "| 一级指标 | 三级指标 | 得分 |", "| 产出 | 户数 | 50 |", "| 效益 | 满意 | 30 |", "| 满意度 | 群众 | 10 |", "| 总分 |  | 100 |")}, "| 30 |", "| 45 |", "sum-score open 100 105 分"},
		{"shares in a table", "", "", funding(table("资金分配", "| 用途 | 占比 |", "| 设备 | 50% |", "| 材料 | 30% |", "| 人工 | 20% |", "| 合计 | 100% |")), "20%", "25%", "sum-percent open 100 105 %"},
	}
}

func otherFaults() []fault {
	return []fault{
		{"execution in a sentence", content.Evaluation, "", map[string]string{"organisation": "2024年本项目预算安排138.40万元，实际支出131.48万元，预算执行率95%。"}, "95%", "98%", "budget-execution open 98 95 %"},
		{"execution with decimals", content.Evaluation, "", map[string]string{"organisation": "2024年项目资金预算450万元，全年支出394.43万元，预算执行率87.65%。"}, "394.43", "349.43", "budget-execution open 87.65 77.65 %"},
		{"execution of money that came", content.Evaluation, "", map[string]string{"organisation": "财政下达资金600万元，实际支出576万元，支出率96%。"}, "576万元", "567万元", "budget-execution open 96 94.5 %"},
		{"scores in a sentence", content.Evaluation, "", map[string]string{"conclusion": "预算执行得9.5分，绩效指标得88.75分，综合得分98.25分。"}, "98.25分", "98.75分", "sum-score open 98.75 98.25 分"},
		{"four scores", content.Evaluation, "", map[string]string{"conclusion": "预算执行得8.77分，产出得49分，效益得30分，满意度得10分，自评总分97.77分。"}, "49分", "47分", "sum-score open 97.77 95.77 分"},
		{"capital figures", "", "", funding("总额：人民币壹佰贰拾万零伍仟元整（¥1,205,000.00）。"), "1,205,000.00", "1,250,000.00", "amount-conflict open 1205000.00 1250000.00 元"},
		{"capital figures behind", "", "", funding("安排资金120万元（大写：壹佰贰拾万元整）。"), "壹佰贰拾万", "壹佰叁拾万", "amount-conflict open 1200000.00 1300000.00 元"},
		{"budget in two sections", "", "", map[string]string{"overview": "面向应届毕业生，2024年预算资金60万元，予以资助。", "funding": "财政预算安排助学资金60万元。"}, "60万元，予以", "80万元，予以", "amount-conflict open 800000.00 600000.00 元"},
		{"the same words again", "", "", map[string]string{"content": "计划对全区困难职工家庭开展走访慰问活动并发放慰问金共12.5万元。", "plan": "计划对全区困难职工家庭开展走访慰问活动并发放慰问金共12.5万元。"}, "12.5万元", "15.2万元", "amount-conflict open 152000.00 125000.00 元"},
		{"people in two sections", "", "", map[string]string{"overview": "2024年补助老年乡村医生420名。", "content": "2024年为420名老年乡村医生按月发放养老补助，标准每人每月300元。"}, "420名。", "380名。", "people-conflict open 380 420 名"},
		{"people with two digits changed", content.Evaluation, "", map[string]string{"overview": "2024年改造小区18个，涉及居民7430户。", "performance": "工程惠及全部居民7430户。"}, "全部居民7430户", "全部居民7340户", "people-conflict open 7430 7340 户"},
		{"one title, two numbers", "", "", map[string]string{"basis": "《困难职工帮扶办法》（甲工发〔2022〕13号）。", "plan": "按照《困难职工帮扶办法》（甲工发〔2022〕13号）执行。"}, "13号", "18号", "number-conflict open 甲工发〔2022〕18号 甲工发〔2022〕13号"},
		{"one number, two titles", "", "", map[string]string{"basis": "《困难职工帮扶办法》（甲工发〔2022〕13号）、《会议费开支规定》（甲工发〔2022〕31号）。"}, "31号", "13号", "number-conflict open 困难职工帮扶办法 会议费开支规定"},
		{"least of a share", content.Evaluation, "", map[string]string{"performance": "对个人自付费用超过5万元的困难职工14人按30%的比例补助，支出25万元。"}, "25万元", "5.7万元", "rate-times-people open 57000.00 210000.00 元"},
		{"blank", "", "", map[string]string{"implementer": "甲市总工会。"}, "甲市总", "XX市总", "placeholder open  1 处"},
		{"empty", "", "", map[string]string{"results": "满意度95%以上。"}, "满意度95%以上。", "", "empty-section open"},
	}
}
