package sample

import (
	"fmt"
	"strings"
	"unicode"

	"mingzhang/content"
)

// sections writes the official sections of the kind.
func (b *builder) sections() []content.Section {
	var sections []content.Section
	for _, key := range content.SectionKeys(b.kind) {
		sections = append(sections, content.Section{Key: key, Heading: content.SectionHeading(b.kind, key), Markdown: strings.TrimSpace(b.text(key))})
	}
	b.oddities(sections)
	return sections
}

// One of so many texts holds a sentence that few have, or is broken into lines
// of one width, as a plain text file is.
const rareIn, wrappedIn, wrapWidth = 25, 12, 38

func (b *builder) oddities(sections []content.Section) {
	if b.rng.IntN(rareIn) == 0 {
		sections[len(sections)-1].Markdown += "\n\n" + b.say("rare", 1)
	}
	if b.rng.IntN(wrappedIn) == 0 {
		for i := range sections {
			sections[i].Markdown = wrap(sections[i].Markdown)
		}
	}
}

// wrap breaks long lines, but only between two Han characters.
func wrap(text string) string {
	var b strings.Builder
	width, before := 0, rune(0)
	for _, r := range text {
		if r == '\n' {
			width = 0
		} else if width++; width > wrapWidth && unicode.Is(unicode.Han, before) && unicode.Is(unicode.Han, r) {
			b.WriteByte('\n')
			width = 1
		}
		b.WriteRune(r)
		before = r
	}
	return b.String()
}

func (b *builder) text(key string) string {
	switch key {
	case "project_name":
		return b.title + "。"
	case "funding":
		return b.moneyText() + b.fundingText()
	case "performance":
		return b.moneyText() + b.fundingText() + "\n\n" + b.indicatorText() + "\n\n" + b.say("results", 3)
	case "conclusion":
		return b.scoreText() + b.say("results", 2)
	case "results":
		return b.say("results", 3) + "\n\n" + b.indicatorText()
	case "contents":
		return b.numbered("content", 6) + "\n\n" + b.say("overview_more", 4)
	case "measures":
		return b.moneyText() + "\n\n" + b.numbered("plan", 4)
	case "assurance":
		return b.numbered("assurance", 5) + "\n\n" + b.fundingText()
	case "goals":
		return b.say("basis", 1) + b.say("goals", 2) + b.say("basis_more", 3)
	case "basis", "implementer":
		return b.say(key, 1) + b.say(key+"_more", 2+b.rng.IntN(2))
	case "overview":
		return b.say(key, 1) + b.say("overview_more", 2) + "\n\n" + b.say("overview_more", 2+b.rng.IntN(2))
	case "content", "plan":
		return b.numbered(key, 4+b.rng.IntN(3))
	case "organisation":
		return b.say("basis", 1) + b.say(key, 4)
	default: // experience, problems
		return b.say(key, 3) + "\n\n" + b.say("overview_more", 2)
	}
}

func (b *builder) say(list string, n int) string {
	return b.grammar.sentences(b.rng, b.words, list, n)
}

// numbered writes sentences as items （一） （二） ... of one line each.
func (b *builder) numbered(list string, n int) string {
	var items []string
	alternatives := b.grammar.lists[list]
	for i, at := range b.rng.Perm(len(alternatives))[:min(n, len(alternatives))] {
		var item strings.Builder
		fmt.Fprintf(&item, "（%c）", []rune("一二三四五六七八九十")[i])
		b.grammar.expand(&item, b.rng, b.words, alternatives[at])
		items = append(items, item.String())
	}
	return strings.Join(items, "\n\n")
}

// moneyText states the total and each line as the front matter has them.
func (b *builder) moneyText() string {
	var t strings.Builder
	if b.yearStated {
		fmt.Fprintf(&t, "%d年，", b.year)
	}
	if p := b.d.Beneficiaries; p != nil {
		fmt.Fprintf(&t, "预计惠及%s%d%s，", b.group, p.Count, p.Unit)
	}
	if b.d.Amount == nil {
		t.WriteString("所需资金按实际需要统筹安排。主要用于：")
	} else {
		fmt.Fprintf(&t, "安排%s资金共%s。具体为：", b.programme, b.d.Amount.Text)
	}
	for i, l := range b.d.Lines {
		fmt.Fprintf(&t, "\n\n%d. %s。%s", i+1, l.Label, b.say("line_for", 1))
		b.lineText(&t, &l)
		t.WriteString("。")
	}
	return t.String()
}

func (b *builder) lineText(t *strings.Builder, l *content.Line) {
	if l.People != nil {
		fmt.Fprintf(t, "，惠及%d%s，标准为每%s%s", l.People.Count, l.People.Unit, strings.TrimSuffix(l.People.Unit, "次"), l.Rate.Text)
	}
	if l.Ratio != "" {
		fmt.Fprintf(t, "，按%s的%s补助", l.RatioBase, l.Ratio)
	}
	if l.Amount != nil {
		fmt.Fprintf(t, "，使用资金%s", l.Amount.Text)
	}
}

func (b *builder) fundingText() string {
	var parts []string
	for _, f := range b.d.Funding {
		part := f.Source
		if f.Amount != nil {
			part += f.Amount.Text
		}
		parts = append(parts, part)
	}
	t := ""
	if len(parts) > 0 {
		t = "\n\n资金来源：" + strings.Join(parts, "，") + "。"
	}
	parts = nil
	for _, a := range b.d.Allocations {
		parts = append(parts, a.Recipient+a.Amount.Text)
	}
	if len(parts) > 0 {
		t += "\n\n资金分配：" + strings.Join(parts, "，") + "。"
	}
	return t
}

func (b *builder) indicatorText() string {
	var parts []string
	for _, in := range b.d.Indicators {
		part := in.Name
		if in.Operator == "ge" {
			part += "不低于"
		}
		part += string(in.Target + in.Unit)
		if in.Actual != "" {
			part += "，实际完成" + string(in.Actual+in.Unit)
		}
		parts = append(parts, part)
	}
	if len(parts) == 0 {
		return b.say("results", 1)
	}
	return "绩效目标：" + strings.Join(parts, "；") + "。"
}

func (b *builder) scoreText() string {
	if b.d.Score == nil {
		return ""
	}
	return fmt.Sprintf("经综合评定，项目自评得分%.1f分（满分%.0f分）。", b.d.Score.Score, *b.d.Score.Max)
}
