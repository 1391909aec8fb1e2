package audit

import (
	"fmt"
	"strconv"
	"strings"

	"mingzhang/content"
)

// yuan writes fen as a fact field: yuan with two decimals.
func yuan(fen int64) content.Text { return content.Text(content.Fen(fen).Yuan()) }

func number(n int64) content.Text { return content.Text(strconv.FormatInt(n, 10)) }

// inWords writes fen as a reader of Chinese expects it: 334.6万元, 2000元.
func inWords(fen int64) string {
	sign := ""
	if fen < 0 {
		sign, fen = "-", -fen
	}
	unit, size := "元", int64(100)
	if fen >= 1_000_000 {
		unit, size = "万元", 1_000_000
	}
	whole, frac := fen/size, fmt.Sprintf("%0*d", len(strconv.FormatInt(size, 10))-1, fen%size)
	if frac = strings.TrimRight(frac, "0"); frac != "" {
		frac = "." + frac
	}
	return sign + strconv.FormatInt(whole, 10) + frac + unit
}

// difference writes by how much computed is more or less than stated.
func difference(stated, computed int64, words func(int64) string) string {
	if computed > stated {
		return "多" + words(computed-stated)
	}
	return "少" + words(stated-computed)
}

func heads(unit string) func(int64) string {
	return func(n int64) string { return strconv.FormatInt(n, 10) + unit }
}

// name gives the heading of a section for a sentence.
func (p *part) name() string {
	switch {
	case p.heading != "":
		return "“" + p.heading + "”"
	case p.key == content.SectionPreface:
		return "正文之前的说明"
	}
	return "“" + p.key + "”"
}
