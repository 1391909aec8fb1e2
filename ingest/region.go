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
			codes, n = branchRegion(rest, code)
		}
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

// branchRegion finds the district for which a unit of a city has a branch:
// 公安局延庆分局.
func branchRegion(r []rune, code string) (codes []string, n int) {
	_, branch, ok := strings.Cut(string(r), "局")
	name, _, found := strings.Cut(branch, "分局")
	if !ok || !found || code == "" || len([]rune(name)) < 2 {
		return nil, 0
	}
	for _, level := range []string{"", "区", "县", "市"} {
		if codes := inside(regionsNamed(name+level), code); len(codes) > 0 {
			return codes, len(r)
		}
	}
	return nil, 0
}

// trimOrganisation drops what stands before the region in the names of units.
func trimOrganisation(unit string) string {
	for _, front := range []string{"中国共产党", "中共", "中国共产主义青年团", "共青团", "国家税务总局", "中国（", "中国("} {
		unit = strings.TrimPrefix(unit, front)
	}
	if rest, ok := strings.CutPrefix(unit, "团"); ok && strings.HasSuffix(rest, "委") {
		unit = rest
	}
	corps, ok := strings.CutPrefix(unit, "新疆生产建设兵团")
	if !ok {
		corps = unit
	}
	rest := []rune(corps)
	if end, _ := hanNumber(rest, 1); runeAt(rest, 0) == '第' && end > 1 && runeAt(rest, end) == '师' {
		if city := string(rest[end+1:]); hasCityFront(city) {
			return city // 第八师石河子市
		}
	}
	return unit
}

// hasCityFront tells whether a name begins with that of a region.
func hasCityFront(s string) bool {
	_, n := longestRegion([]rune(s), "")
	return n > 0
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
		if codes := inside(bareRegion(r, n), code); len(codes) > 0 {
			return codes, n
		}
	}
	return nil, 0
}

// bareRegion gives the province or prefecture whose name without its level is the
// first n runes of a unit's name, where what follows shows that it is meant: a
// region inside of it, a new area, a body that each region has. 南京路小学 names
// no city.
func bareRegion(r []rune, n int) []string {
	code := bareNames()[string(r[:n])]
	if code == "" {
		return nil
	}
	rest := string(r[n:])
	for _, body := range []string{"总工会", "团委", "红十字会", "残联", "妇联", "工商联", "科协", "文联"} {
		if strings.HasPrefix(rest, body) {
			return []string{code}
		}
	}
	if hasAny(prefix(rest, 10), "新区", "实验区", "开发区", "高新区", "保税区", "合作区", "自由贸易试验区") {
		return []string{code}
	}
	for m := min(len(r)-n, 15); m >= 3; m-- {
		if len(inside(regionsNamed(string(r[n:n+m])), code)) > 0 {
			return []string{code}
		}
	}
	return nil
}

// bareNames maps the names of provinces and prefectures without their level to
// their codes.
var bareNames = sync.OnceValue(func() map[string]string {
	names := map[string]string{}
	for _, code := range content.Regions().Codes() {
		region, err := content.Regions().Get(code)
		if err != nil || content.LevelOf(code) == content.County {
			continue
		}
		for _, level := range []string{"省", "市", "地区"} {
			bare, ok := strings.CutSuffix(region.Name, level)
			if ok && len([]rune(bare)) >= 2 && names[bare] == "" {
				names[bare] = code
			}
		}
	}
	return names
})

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
	if code := aliases()[name]; code != "" {
		return []string{code}
	}
	return shortNames()[name]
}

// aliases maps everyday names that no rule gives, and new areas that are no
// division of GB/T 2260, to the region meant or the one they lie in.
var aliases = sync.OnceValue(func() map[string]string {
	names := map[string]string{}
	for pair := range strings.FieldsSeq("巴州:652800 博州:652700 克州:653000 版纳州:532800 锡盟:152500 阿盟:152900 " +
		"前郭县:220721 喀左县:211324 杜蒙县:230624 莫旗:150722 鄂温克旗:150724 阿左旗:152921 阿右旗:152922 西乌旗:152526 东乌旗:152525 " +
		"达茂旗:150223 新左旗:150726 新右旗:150727 遵义县:520304 蓟县:120119 东乡县:622926 " +
		"雄安新区:130000 两江新区:500000 西咸新区:610000 贵安新区:520000 赣江新区:360000 湘江新区:430100 江北新区:320100 横琴粤澳深度合作区:440400 天府新区:510100") {
		name, code, _ := strings.Cut(pair, ":")
		names[name] = code
	}
	return names
})

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
	for _, above := range []func(path []string) bool{
		func(path []string) bool { return strings.Contains(text, path[len(path)-2]) },
		func(path []string) bool { return strings.Contains(text, path[0]) },
		func(path []string) bool { return citesProvince(text, path[0]) },
	} {
		if found := only(codes, above); found != "" {
			return found
		}
	}
	return ""
}

// only gives the one region whose path from the province down holds, "" for none
// or several.
func only(codes []string, holds func(path []string) bool) string {
	found := ""
	for _, c := range codes {
		region, err := content.Regions().Get(c)
		if err != nil || len(region.Path) < 2 || !holds(region.Path) {
			continue
		}
		if found != "" {
			return ""
		}
		found = c
	}
	return found
}

// citesProvince tells whether a text cites a document of a province by the
// letter of its office: 川工发〔2021〕12号.
func citesProvince(text, province string) bool {
	letters := ""
	for pair := range strings.FieldsSeq("北京市京 天津市津 河北省冀 山西省晋 内蒙古自治区内蒙 辽宁省辽 吉林省吉 黑龙江省黑 上海市沪 江苏省苏 浙江省浙 安徽省皖 福建省闽 江西省赣 山东省鲁 河南省豫 " +
		"湖北省鄂 湖南省湘 广东省粤 广西壮族自治区桂 海南省琼 重庆市渝 四川省川 贵州省黔 云南省云 西藏自治区藏 陕西省陕 甘肃省甘 青海省青 宁夏回族自治区宁 新疆维吾尔自治区新") {
		if letter, ok := strings.CutPrefix(pair, province); ok {
			letters = letter
		}
	}
	if letters == "" {
		return false
	}
	for _, n := range content.FindDocumentNumbers(text) {
		if rest, ok := strings.CutPrefix(n.Number, letters); ok && hasAny(prefix(rest, 2), "财", "政", "工", "民", "教", "府", "发", "办", "农", "人社", "卫", "残") {
			return true
		}
	}
	return false
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
	if place, wing, ok := strings.Cut(name, "右翼"); ok { // 科右前旗 for 科尔沁右翼前旗
		return prefix(place, 1) + "右" + wing
	}
	if place, wing, ok := strings.Cut(name, "左翼"); ok {
		return prefix(place, 1) + "左" + wing
	}
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
