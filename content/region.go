package content

import (
	"bufio"
	_ "embed"
	"fmt"
	"sort"
	"strings"
	"sync"
)

//go:embed gbt2260.tsv
var gbt2260 string

//go:embed gbt2260-former.tsv
var gbt2260Former string

// Level is the level of a region in the administrative division.
type Level string

// The levels of GB/T 2260.
const (
	Province   Level = "province"
	Prefecture Level = "prefecture"
	County     Level = "county"
)

// Region is an administrative division by its GB/T 2260 code.
type Region struct {
	Code string   `json:"code" doc:"GB/T 2260, six digits" example:"530400"`
	Name string   `json:"name" example:"玉溪市"`
	Path []string `json:"path" doc:"Names from the province down to this region" example:"[\"云南省\",\"玉溪市\"]"`
}

// LevelOf tells the level that a code stands for.
func LevelOf(code string) Level {
	switch {
	case strings.HasSuffix(code, "0000"):
		return Province
	case strings.HasSuffix(code, "00"):
		return Prefecture
	default:
		return County
	}
}

// AncestorAt gives the code of the region at a level that covers code, or ""
// when code stands above that level. Counties directly under a province (such
// as 469001) and districts of municipalities (110101) have a prefecture code of
// their own form (469000, 110100) that the table need not list.
func AncestorAt(code string, level Level) string {
	have := LevelOf(code)
	switch level {
	case Province:
		return code[:2] + "0000"
	case Prefecture:
		if have == Province {
			return ""
		}
		return code[:4] + "00"
	default:
		if have != County {
			return ""
		}
		return code
	}
}

// Covers tells whether region outer is inner or lies above it.
func Covers(outer, inner string) bool {
	return AncestorAt(inner, LevelOf(outer)) == outer
}

// RegionTable is the list of regions of GB/T 2260.
type RegionTable struct {
	names  map[string]string   // code -> name
	byName map[string][]string // name -> codes, ascending
	former map[string][]string // name that is gone -> codes of what it belongs to now
	codes  []string            // ascending
}

// Regions gives the table that is built into the program.
var Regions = sync.OnceValue(func() *RegionTable {
	t, err := parseRegions(gbt2260, gbt2260Former)
	if err != nil {
		panic(err) // the embedded table is part of the program
	}
	return t
})

func parseRegions(current, former string) (*RegionTable, error) {
	t := &RegionTable{names: map[string]string{}, byName: map[string][]string{}, former: map[string][]string{}}
	err := eachPair(current, func(code, name string) bool {
		t.names[code] = name
		t.byName[name] = append(t.byName[name], code)
		t.codes = append(t.codes, code)
		return isRegionCode(code)
	})
	if err != nil {
		return nil, err
	}
	sort.Strings(t.codes)
	return t, eachPair(former, func(name, code string) bool {
		t.former[name] = append(t.former[name], code)
		return t.names[code] != ""
	})
}

// eachPair calls take with the two fields of each line; false from it means that
// the line is wrong.
func eachPair(tsv string, take func(a, b string) bool) error {
	for s := bufio.NewScanner(strings.NewReader(tsv)); s.Scan(); {
		if strings.HasPrefix(s.Text(), "#") {
			continue
		}
		a, b, ok := strings.Cut(s.Text(), "\t")
		if !ok || a == "" || b == "" || !take(a, b) {
			return fmt.Errorf("reading the region table: the line %q is wrong", s.Text())
		}
	}
	return nil
}

// Former gives the codes of the regions to which a region of a name that is gone
// belongs now: 襄樊市 is 420600, 江川县 is 530403; nil for any other name.
func (t *RegionTable) Former(name string) []string { return t.former[name] }

func isRegionCode(s string) bool {
	return len(s) == 6 && strings.Trim(s, "0123456789") == ""
}

// Get gives the region with a code.
func (t *RegionTable) Get(code string) (Region, error) {
	if !isRegionCode(code) {
		return Region{}, fmt.Errorf("region %q is no GB/T 2260 code: want six digits, such as 530400", code)
	}
	name, ok := t.names[code]
	if !ok {
		return Region{}, fmt.Errorf("region %s is not in GB/T 2260", code)
	}
	r := Region{Code: code, Name: name}
	for _, level := range []Level{Province, Prefecture} {
		up := AncestorAt(code, level)
		if upName := t.names[up]; up != code && !isFiller(upName) && (len(r.Path) == 0 || r.Path[0] != upName) {
			r.Path = append(r.Path, upName)
		}
	}
	if len(r.Path) == 0 || r.Path[len(r.Path)-1] != name {
		r.Path = append(r.Path, name)
	}
	return r, nil
}

// isFiller tells whether a name only fills a level of the table. A municipality
// under a municipality, whose name comes twice, is found by the caller.
func isFiller(name string) bool {
	return name == "" || strings.HasSuffix(name, "直辖县级行政区划")
}

// Named gives the codes of every region with exactly this name, ascending:
// names such as 鼓楼区 stand for several.
func (t *RegionTable) Named(name string) []string { return t.byName[name] }

// Codes lists every code, ascending.
func (t *RegionTable) Codes() []string { return t.codes }

// Below lists the codes of the next level under code, ascending; "" stands for
// the whole country. Counties directly under a province count as its next level.
func (t *RegionTable) Below(code string) []string {
	var below []string
	for _, c := range t.codes {
		if t.parent(c) == code {
			below = append(below, c)
		}
	}
	return below
}

func (t *RegionTable) parent(code string) string {
	if LevelOf(code) == Province {
		return ""
	}
	if up := AncestorAt(code, Prefecture); up != code && t.names[up] != "" {
		return up
	}
	return AncestorAt(code, Province)
}
