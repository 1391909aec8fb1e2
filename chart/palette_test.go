package chart

import (
	"math"
	"strconv"
	"strings"
	"testing"
)

type rgb [3]float64 // linear light, 0 to 1

func parseColour(t *testing.T, hex string) rgb {
	t.Helper()
	v, err := strconv.ParseUint(strings.TrimPrefix(hex, "#"), 16, 32)
	if err != nil || len(hex) != 7 {
		t.Fatalf("%q is no colour", hex)
	}
	return rgb{linear(v >> 16 & 255), linear(v >> 8 & 255), linear(v & 255)}
}

func linear(v uint64) float64 {
	c := float64(v) / 255
	if c <= 0.04045 {
		return c / 12.92
	}
	return math.Pow((c+0.055)/1.055, 2.4)
}

func gamma(c float64) float64 {
	if c <= 0.0031308 {
		return c * 12.92
	}
	return 1.055*math.Pow(c, 1/2.4) - 0.055
}

// over lays a colour of some opacity over another, as browsers do.
func over(top, under rgb, opacity float64) rgb {
	var out rgb
	for i := range out {
		mixed := gamma(top[i])*opacity + gamma(under[i])*(1-opacity)
		out[i] = linear(uint64(math.Round(mixed * 255)))
	}
	return out
}

func (c rgb) luminance() float64 { return 0.2126*c[0] + 0.7152*c[1] + 0.0722*c[2] }

// contrast is the ratio of WCAG 2.
func contrast(a, b rgb) float64 {
	hi, lo := max(a.luminance(), b.luminance()), min(a.luminance(), b.luminance())
	return (hi + 0.05) / (lo + 0.05)
}

// modes are the palettes for light and dark pages.
func modes(t *testing.T) map[string]func(role) rgb {
	all := paints()
	return map[string]func(role) rgb{
		"light": func(r role) rgb { return parseColour(t, all[r].light) },
		"dark":  func(r role) rgb { return parseColour(t, all[r].dark) },
	}
}

func TestTextContrast(t *testing.T) {
	pairs := [][2]role{
		{text, ground}, {muted, ground}, {text, halo}, {muted, halo}, {onNoData, noData},
		{onCell, cell0}, {onCell, cell1}, {onCell, cell2}, {onCell, cell3}, {onCell, cellUnknown},
		{onClass0, class0}, {onClass1, class1}, {onClass2, class2}, {onClass3, class3}, {onClass4, class4}, {onClass5, class5},
	}
	for mode, colour := range modes(t) {
		for _, p := range pairs {
			if got := contrast(colour(p[0]), colour(p[1])); got < 4.5 {
				t.Errorf("%s: %s on %s has contrast %.2f", mode, paints()[p[0]].class, paints()[p[1]].class, got)
			}
		}
	}
}

// Names in a flow lie on ribbons, which may lie on each other.
func TestTextContrastOnRibbons(t *testing.T) {
	for mode, colour := range modes(t) {
		for _, r := range []role{series0, series1, unknown} {
			under := colour(ground)
			for layers := 1; layers <= 2; layers++ {
				under = over(colour(r), under, ribbonOpacity)
				if got := contrast(colour(text), under); got < 4.5 {
					t.Errorf("%s: words on %d ribbons of %s have contrast %.2f", mode, layers, paints()[r].class, got)
				}
			}
		}
	}
}

func TestMarksStandOut(t *testing.T) {
	marks := []role{series0, series1, series2, series3, series4, series5, unknown}
	for mode, colour := range modes(t) {
		for _, r := range marks {
			if got := contrast(colour(r), colour(ground)); got < 3 {
				t.Errorf("%s: %s on the page has contrast %.2f", mode, paints()[r].class, got)
			}
		}
	}
}

// colourBlindness holds the matrices of Machado, Oliveira and Fernandes (2009)
// for full severity, on linear light.
func colourBlindness() map[string][3]rgb {
	return map[string][3]rgb{
		"none":   {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}},
		"protan": {{0.152286, 1.052583, -0.204868}, {0.114503, 0.786281, 0.099216}, {-0.003882, -0.048116, 1.051998}},
		"deutan": {{0.367322, 0.860646, -0.227968}, {0.280085, 0.672501, 0.047413}, {-0.011820, 0.042940, 0.968881}},
		"tritan": {{1.255528, -0.076749, -0.178779}, {-0.078411, 0.930809, 0.147602}, {0.004733, 0.691367, 0.303900}},
	}
}

func seen(c rgb, m [3]rgb) rgb {
	var out rgb
	for i, row := range m {
		out[i] = min(1, max(0, row[0]*c[0]+row[1]*c[1]+row[2]*c[2]))
	}
	return out
}

// distance is the CIE 1976 colour difference; 2.3 can just be noticed.
func distance(a, b rgb) float64 {
	p, q := lab(a), lab(b)
	return math.Sqrt((p[0]-q[0])*(p[0]-q[0]) + (p[1]-q[1])*(p[1]-q[1]) + (p[2]-q[2])*(p[2]-q[2]))
}

func lab(c rgb) [3]float64 {
	x := f((0.4124*c[0] + 0.3576*c[1] + 0.1805*c[2]) / 0.9505)
	y := f(c.luminance())
	z := f((0.0193*c[0] + 0.1192*c[1] + 0.9505*c[2]) / 1.089)
	return [3]float64{116*y - 16, 500 * (x - y), 200 * (y - z)}
}

func f(t float64) float64 {
	if t > 0.008856 {
		return math.Cbrt(t)
	}
	return 7.787*t + 16.0/116
}

func TestSeriesStayApartForTheColourBlind(t *testing.T) {
	marks := []role{series0, series1, series2, series3, series4, series5, unknown}
	for mode, colour := range modes(t) {
		for kind, m := range colourBlindness() {
			for i, a := range marks {
				for _, b := range marks[:i] {
					if d := distance(seen(colour(a), m), seen(colour(b), m)); d < 15 {
						t.Errorf("%s, %s: %s and %s differ by %.1f", mode, kind, paints()[a].class, paints()[b].class, d)
					}
				}
			}
		}
	}
}

func TestTileClassesRiseInOneDirection(t *testing.T) {
	for mode, colour := range modes(t) {
		last := contrast(colour(class0), colour(ground))
		for r := class1; r <= class5; r++ {
			now := contrast(colour(r), colour(ground))
			if now < last*1.2 {
				t.Errorf("%s: class %d hardly differs from the one before: %.2f after %.2f", mode, r-class0, now, last)
			}
			last = now
		}
	}
}

func TestCSSColoursEveryClassTwice(t *testing.T) {
	css := CSS()
	for _, p := range paints() {
		if p.class == "" || strings.Count(css, "."+p.class+"{"+p.attr+":") != 2 {
			t.Errorf("class %q is not there once for light and once for dark", p.class)
		}
	}
	if strings.Count(css, "{") != strings.Count(css, "}") {
		t.Error("braces do not match")
	}
}
