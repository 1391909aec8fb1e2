package chart_test

import (
	"fmt"
	"strings"

	"mingzhang/chart"
)

// A page draws the chart and prints the table of the same numbers beside it.
func ExampleBars() {
	years := chart.Bars{
		{Label: "2025", Value: 2466.9, Href: "/search?year=2025"},
		{Label: "2026", Value: 310, Href: "/search?year=2026", Unfinished: true},
	}
	o := chart.Options{
		ID: "by-year", Width: chart.Narrow, Inline: true, Lang: "zh-CN",
		Title: "各年度金额", Subtitle: "单位：万元", Note: "来源：各发布单位公开文件",
		Words: chart.Words{NoData: "暂无数据", Unfinished: "年度未满", Label: "年度", Value: "金额"},
	}
	svg, err := years.SVG(o)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(strings.Count(string(svg), "<a href="), "links")
	for _, row := range years.Table(o).Rows {
		fmt.Println(row[0].Text, row[0].Note, row[1].Text)
	}
	// Output:
	// 2 links
	// 2025  2,466.9
	// 2026 年度未满 310
}
