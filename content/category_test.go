package content

import (
	"slices"
	"strings"
	"testing"
)

func TestCategoryOf(t *testing.T) {
	for title, want := range map[string]Text{
		"困难职工帮扶专项资金": "困难帮扶", "州级春节送温暖资金": "送温暖", "2026年困难职工帮扶补助资金": "困难帮扶",
		"2026年购买机关后勤服务补助经费": "后勤服务", "“金秋助学”活动经费": "金秋助学", "省部级劳模补助": "劳模服务",
		"城乡居民最低生活保障补助资金": "社会救助", "残疾儿童康复救助": "残疾人服务", "农村公路养护": "交通运输",
		"义务教育营养改善计划": "教育培训", "职工法律援助经费": "法律服务", "高龄津贴": "养老服务",
		"其他支出": "", "": "",
	} {
		if got := CategoryOf(title, ""); got != want {
			t.Errorf("CategoryOf(%q) = %q, want %q", title, got, want)
		}
	}
}

func TestCategoryOfReadsTheTextOnlyWhenItIsClear(t *testing.T) {
	for text, want := range map[string]Text{
		strings.Repeat("公路养护。", 3):                        "交通运输",
		"公路养护一次。":                                         "",
		strings.Repeat("消防", 4) + strings.Repeat("食堂", 4): "",
		strings.Repeat("消防", 3) + strings.Repeat("食堂", 5): "后勤服务",
		strings.Repeat("一段与任何领域无关的话。", 50):                "",
	} {
		if got := CategoryOf("专项经费", text); got != want {
			t.Errorf("CategoryOf of %.30q = %q, want %q", text, got, want)
		}
	}
}

func TestCategoriesAreDistinct(t *testing.T) {
	names := Categories()
	sorted := slices.Compact(slices.Sorted(slices.Values(names)))
	if len(sorted) != len(names) || len(names) < 15 {
		t.Errorf("categories are not distinct or too few: %v", names)
	}
}
