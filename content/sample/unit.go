package sample

import (
	"math"
	"math/rand/v2"
	"strings"

	"mingzhang/content"
)

// unit is an invented publisher: a real kind of office in a real region.
type unit struct {
	name   string
	place  string // what its name begins with
	short  string // first character of its document numbers
	region *content.Region
	level  string // the words for its own budget, such as 市级
	below  []string
	field  *field
}

// unitCount is how many publishers there are; as in life most publish little.
const unitCount = 6000

func inventUnits(rng *rand.Rand) []unit {
	table := content.Regions()
	codes, all, taken, below := table.Codes(), fields(), map[string]bool{}, namesBelow(table)
	units := make([]unit, 0, unitCount)
	for len(units) < unitCount {
		f := &all[rng.IntN(len(all))]
		u := zoneUnit(f, rng)
		if rng.IntN(50) > 0 {
			u = regionUnit(table, codes[rng.IntN(len(codes))], f)
			u.below = below[u.code()]
		}
		if u.name != "" && !taken[u.name] {
			taken[u.name] = true
			units = append(units, u)
		}
	}
	return units
}

func regionUnit(table *content.RegionTable, code string, f *field) unit {
	r, err := table.Get(code)
	if err != nil || strings.Contains(r.Name, "直辖") || r.Name == "市辖区" {
		return unit{}
	}
	u := unit{region: &r, place: r.Name, field: f, short: shortNames()[code[:2]]}
	if len(table.Named(r.Name)) > 1 && len(r.Path) > 1 {
		u.place = r.Path[len(r.Path)-2] + r.Name
	}
	u.name, u.level = u.place+f.office, levelWord(r)
	if content.LevelOf(code) == content.Province && !strings.HasSuffix(r.Name, "市") {
		u.name = u.place + f.provinceOffice
	}
	return u
}

func (u *unit) code() string {
	if u.region == nil {
		return ""
	}
	return u.region.Code
}

// namesBelow gives the names of the regions right below each province and
// prefecture.
func namesBelow(table *content.RegionTable) map[string][]string {
	below := map[string][]string{}
	for _, code := range table.Codes() {
		r, err := table.Get(code)
		if err != nil {
			continue
		}
		up := content.AncestorAt(code, content.Prefecture)
		if up == code {
			up = content.AncestorAt(code, content.Province)
		}
		below[up] = append(below[up], r.Name)
	}
	return below
}

func levelWord(r content.Region) string {
	switch {
	case content.LevelOf(r.Code) == content.Province && !strings.HasSuffix(r.Name, "市"):
		return "省级"
	case strings.HasSuffix(r.Name, "区"):
		return "区级"
	case strings.HasSuffix(r.Name, "市"):
		return "市级"
	default:
		return "县级"
	}
}

// zoneUnit is a unit of an invented development zone, which has no region code.
func zoneUnit(f *field, rng *rand.Rand) unit {
	place := pick(rng, []string{"青禾", "临溪", "云栖", "望川", "丰澜", "锦屏", "星渚", "沐阳湖", "松鹤", "晴岚"}) +
		pick(rng, []string{"高新技术", "经济技术", "现代农业", "文旅融合", "临空", "循环经济", "先进制造"}) + "开发区"
	return unit{name: place + f.office, place: place, field: f, short: "开", level: "区级"}
}

// shortNames gives the character of each province by the start of its codes.
func shortNames() map[string]string {
	m := map[string]string{}
	prefixes := "11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82"
	characters := []rune("京津冀晋蒙辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川贵云藏陕甘青宁新台港澳")
	for i, prefix := range strings.Fields(prefixes) {
		m[prefix] = string(characters[i])
	}
	return m
}

// slot is one series of a unit: its nth of the so many it has in one cycle.
type slot struct{ unit, nth, of int }

// shareOut gives every unit its series in one cycle, by a power law, and
// shuffles them, so that series are unlike their neighbours.
func shareOut(units []unit, rng *rand.Rand) []slot {
	var slots []slot
	for i := range units {
		of := max(1, int(300/math.Pow(float64(i+1), 0.72)))
		for nth := range of {
			slots = append(slots, slot{i, nth, of})
		}
	}
	rng.Shuffle(len(slots), func(a, b int) { slots[a], slots[b] = slots[b], slots[a] })
	return slots
}

func pick[T any](rng *rand.Rand, from []T) T { return from[rng.IntN(len(from))] }
