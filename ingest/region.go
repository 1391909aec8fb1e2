package ingest

import (
	"slices"
	"strings"
	"sync"

	"mingzhang/content"
)

// regionOf gives the region of a unit from its name: the smallest region that
// the front of the name spells out. A name that stands for several regions
// (鼓楼区) is settled by the regions above it that the text names; without them
// the region is unknown.
func regionOf(unit, text string) *content.Region {
	code := ""
	rest := []rune(trimOrganisation(unit))
	for len(rest) > 0 {
		codes, n := longestRegion(rest, code)
		if n == 0 {
			break
		}
		next := settle(codes, text)
		if next == "" {
			return nil
		}
		code, rest = next, rest[n:]
	}
	if code == "" {
		return nil
	}
	region, err := content.Regions().Get(code)
	if err != nil {
		return nil
	}
	return &region
}

func trimOrganisation(unit string) string {
	for _, front := range []string{"中国共产党", "中共", "中国共产主义青年团", "共青团", "国家税务总局"} {
		unit = strings.TrimPrefix(unit, front)
	}
	return unit
}

// longestRegion finds the longest name of a region at the front of r that lies
// inside of the region code.
func longestRegion(r []rune, code string) (codes []string, n int) {
	for n := min(len(r), 15); n >= 2; n-- {
		name := string(r[:n])
		if codes := inside(regionsNamed(name), code); len(codes) > 0 {
			return codes, n
		}
		if codes := former(name, code); len(codes) > 0 {
			return codes, n
		}
		if codes := inside(zoneRegion(r, n), code); len(codes) > 0 {
			return codes, n
		}
	}
	return nil, 0
}

// zoneRegion gives the prefectures and counties whose short name of n runes a
// development zone carries: 曲靖经济技术开发区 lies in 曲靖市.
func zoneRegion(r []rune, n int) []string {
	rest := string(r[n:])
	zone := false
	for _, word := range []string{"经济技术开发区", "高新技术产业开发区", "经济开发区", "高新区", "高新技术开发区", "工业园区", "经开区", "开发区", "新区", "综合保税区", "旅游度假区"} {
		zone = zone || strings.HasPrefix(rest, word)
	}
	if !zone {
		return nil
	}
	var codes []string
	for _, level := range []string{"市", "县", "区", "州"} {
		codes = append(codes, regionsNamed(string(r[:n])+level)...)
	}
	return codes
}

// regionsNamed gives the codes of every region with a name, full or short
// (楚雄州).
func regionsNamed(name string) []string {
	if codes := content.Regions().Named(name); len(codes) > 0 {
		return codes
	}
	return shortNames()[name]
}

// former finds a region whose name is gone. A county that became a district or
// city after the table of such names was made is known by the rest of its name.
func former(name, code string) []string {
	if codes := inside(content.Regions().Former(name), code); len(codes) > 0 {
		return codes
	}
	base, ok := strings.CutSuffix(name, "县")
	if !ok {
		return nil
	}
	return append(inside(content.Regions().Named(base+"区"), code), inside(content.Regions().Named(base+"市"), code)...)
}

func inside(codes []string, outer string) []string {
	if outer == "" {
		return codes
	}
	return slices.DeleteFunc(slices.Clone(codes), func(c string) bool { return c == outer || !content.Covers(outer, c) })
}

// settle picks the one region that is meant, "" when that is open.
func settle(codes []string, text string) string {
	if len(codes) == 1 {
		return codes[0]
	}
	if outer := codes[0]; !slices.ContainsFunc(codes, func(c string) bool { return !content.Covers(outer, c) }) {
		return outer // 北京市 is province and prefecture
	}
	found := ""
	for _, c := range codes {
		region, err := content.Regions().Get(c)
		if err != nil || len(region.Path) < 2 || !strings.Contains(text, region.Path[len(region.Path)-2]) {
			continue
		}
		if found != "" {
			return ""
		}
		found = c
	}
	return found
}

// shortNames maps the everyday names of autonomous regions, prefectures and
// counties (楚雄州 for 楚雄彝族自治州) to their codes.
var shortNames = sync.OnceValue(func() map[string][]string {
	names := map[string][]string{}
	for _, code := range content.Regions().Codes() {
		region, err := content.Regions().Get(code)
		if err != nil {
			continue
		}
		if short := shortName(region.Name); short != "" {
			names[short] = append(names[short], code)
		}
	}
	return names
})

func shortName(name string) string {
	i := strings.Index(name, "自治")
	if i < 0 {
		return ""
	}
	place, level := name[:i], strings.TrimPrefix(name[i:], "自治")
	if name == "内蒙古自治区" {
		return place
	}
	cut := len(place)
	for people := range strings.FieldsSeq("壮族 回族 维吾尔 藏族 彝族 白族 傣族 景颇族 傈僳族 哈尼族 苗族 布依族 侗族 土家族 朝鲜族 蒙古族 蒙古 哈萨克 柯尔克孜 羌族 " +
		"黎族 佤族 拉祜族 纳西族 怒族 独龙族 普米族 布朗族 瑶族 水族 仡佬族 毛南族 仫佬族 各族 畲族 满族 达斡尔族 鄂温克族 鄂伦春族 赫哲族 土族 撒拉族 保安族 东乡族 裕固族 锡伯 塔吉克 京族 仡佬 阿昌族 德昂族 基诺族 俄罗斯族") {
		if at := strings.Index(place, people); at > 0 {
			cut = min(cut, at)
		}
	}
	if level == "区" {
		level = ""
	}
	return place[:cut] + level
}
