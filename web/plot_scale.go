package web

import (
	"math"
	"strconv"
	"strings"

	"mingzhang/content"
)

// scale is the unit of a chart: how many fen are one, and what it is called.
type scale struct {
	unit string
	size content.Fen // 0 for a chart that counts
}

func counting(l *language) scale { return scale{unit: l.T("chart.unit_count")} }

// moneyScale chooses the unit in which the largest sum of a chart reads best.
func moneyScale(l *language, most content.Fen) scale {
	type step struct {
		from, size content.Fen
		key        string
	}
	steps := []step{{10 * yi, yi, "yi"}, {wan, wan, "wan"}, {0, yuan, "yuan"}}
	if l.name != "zh" {
		steps = []step{{100 * yi, 10 * yi, "billion"}, {1000 * wan, 100 * wan, "million"}, {wan, 1000 * yuan, "thousand"}, {0, yuan, "yuan"}}
	}
	for _, s := range steps {
		if most >= s.from {
			return scale{l.T("chart.unit_" + s.key), s.size}
		}
	}
	return scale{l.T("chart.unit_yuan"), yuan}
}

// of gives a sum in the unit.
func (s scale) of(f content.Fen) float64 { return float64(f) / float64(s.size) }

// text writes a sum in the unit with at most two decimals.
func (s scale) text(f content.Fen) string { return group(decimal(f, s.size)) }

// number writes a value that is already in the unit.
func (s scale) number(v float64) string {
	if s.size == 0 {
		return group(strconv.FormatFloat(v, 'f', 0, 64))
	}
	text := strconv.FormatFloat(math.Round(v*100)/100, 'f', 2, 64)
	if s.size == yuan {
		text = strings.TrimSuffix(text, ".00")
	}
	return group(text)
}
