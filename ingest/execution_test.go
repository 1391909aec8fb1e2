package ingest

import (
	"strings"
	"testing"

	"mingzhang/content"
)

func TestExecution(t *testing.T) {
	const head = "某地市民政局2024年度临时救助项目绩效自评报告\n一、项目基本情况\n2024年预算安排临时救助资金100万元。\n二、组织实施情况\n"
	const tail = "\n三、绩效情况\n救助困难群众500人次，群众满意度95%。\n四、存在问题\n无。\n"
	for text, want := range map[string]string{
		"截至2024年12月31日，实际支出98.50万元，预算执行率98.50%。": "1000000.00 985000.00 98.50%",
		"全年预算数120万元，执行数96万元，执行率80%。":             "1200000.00 960000.00 80%",
		"资金到位100万元，已支付100万元。资金使用率100%。":          "1000000.00 1000000.00 100%",
		"项目计划支出100万元，用于救助困难群众。":                  "",
		"其中差旅费支出0.5万元。":                          "",
		"按制度组织实施，专款专用。":                          "",
		"| 资金 | 全年预算数 | 全年执行数 | 执行率 |\n| 年度资金总额 | 100万元 | 90万元 | 90 |\n| 其中：市级财政 | 60万元 | 60万元 | 100 |": "1000000.00 900000.00 90%",
	} {
		rep := read(head + text + tail)
		if len(rep.Disclosures) != 1 {
			t.Fatalf("%s: %s", text, rep.Rejected)
		}
		if got := executed(rep.Disclosures[0].Execution); got != want {
			t.Errorf("%s: %q, want %q", text, got, want)
		}
	}
}

func executed(e *content.Execution) string {
	if e == nil {
		return ""
	}
	var words []string
	for _, m := range []*content.Money{e.Budget, e.Spent} {
		if m != nil {
			words = append(words, m.Fen.Yuan())
		}
	}
	return strings.Join(append(words, string(e.Rate)), " ")
}
