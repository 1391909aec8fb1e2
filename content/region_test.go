package content

import (
	"slices"
	"testing"
)

func TestRegionByCode(t *testing.T) {
	for code, path := range map[string][]string{
		"530000": {"云南省"},
		"530402": {"云南省", "玉溪市", "红塔区"},
		"532300": {"云南省", "楚雄彝族自治州"},
		"110101": {"北京市", "东城区"},
		"110100": {"北京市"},
		"469001": {"海南省", "五指山市"},
		"441900": {"广东省", "东莞市"},
	} {
		r, err := Regions().Get(code)
		if err != nil || !slices.Equal(r.Path, path) || r.Name != path[len(path)-1] {
			t.Errorf("%s: got %+v, %v; want the path %v", code, r, err, path)
		}
	}
	for _, code := range []string{"", "53", "990000", "53040x", "5304020", "530499"} {
		if r, err := Regions().Get(code); err == nil {
			t.Errorf("%q: got %+v, want an error", code, r)
		}
	}
}

func TestAncestors(t *testing.T) {
	for _, c := range []struct {
		code  string
		level Level
		want  string
	}{
		{"530402", Province, "530000"}, {"530402", Prefecture, "530400"}, {"530402", County, "530402"},
		{"530400", County, ""}, {"530000", Prefecture, ""}, {"530000", Province, "530000"},
	} {
		if got := AncestorAt(c.code, c.level); got != c.want {
			t.Errorf("%s at %s: got %q, want %q", c.code, c.level, got, c.want)
		}
	}
	if !Covers("530000", "530402") || !Covers("530400", "530402") || Covers("530402", "530400") || Covers("520000", "530402") {
		t.Error("a region covers itself and what lies below it, nothing else")
	}
}

func TestEveryRegionIsBelowOneOther(t *testing.T) {
	table, seen := Regions(), map[string]int{}
	var walk func(code string)
	walk = func(code string) {
		for _, c := range table.Below(code) {
			seen[c]++
			walk(c)
		}
	}
	walk("")
	for _, code := range table.Codes() {
		if seen[code] != 1 {
			t.Errorf("%s is reached %d times from the top", code, seen[code])
		}
	}
}

func TestRegionsNamed(t *testing.T) {
	if got := Regions().Named("玉溪市"); !slices.Equal(got, []string{"530400"}) {
		t.Errorf("玉溪市: got %v", got)
	}
	if got := Regions().Named("鼓楼区"); len(got) < 2 {
		t.Errorf("鼓楼区 stands for several regions, got %v", got)
	}
}

func TestParseRegionsNamesTheBrokenRow(t *testing.T) {
	for _, bad := range []string{"5304\t玉溪市", "530400玉溪市", "530400\t"} {
		if _, err := parseRegions(bad, ""); err == nil {
			t.Errorf("%q: want an error", bad)
		}
	}
}

func TestFormerNames(t *testing.T) {
	for name, want := range map[string]string{"襄樊市": "420600", "江川县": "530403", "下城区": "330105", "弥勒县": "532504", "玉溪市": ""} {
		codes := Regions().Former(name)
		if want == "" && len(codes) > 0 || want != "" && !slices.Contains(codes, want) {
			t.Errorf("Former(%s) = %v, want %q", name, codes, want)
		}
	}
	if _, err := parseRegions("530000\t云南省", "云州\t530100"); err == nil {
		t.Error("a name that belongs to no region was taken")
	}
}
