package sample

import (
	"fmt"
	"strconv"
	"strings"

	"mingzhang/content"
)

// indicators invents targets; an evaluation also says what became of them.
func (b *builder) indicators() {
	if b.rng.IntN(5) == 0 {
		return
	}
	if p := b.d.Beneficiaries; p != nil {
		b.indicator("产出指标", "数量指标", b.programme+"惠及"+b.group+"数量", p.Count, p.Unit)
	}
	b.indicator("产出指标", "质量指标", "资金发放准确率", 95+b.rng.IntN(6), "%")
	if b.rng.IntN(2) == 0 {
		b.indicator("产出指标", "时效指标", "任务按期完成率", 90+b.rng.IntN(11), "%")
	}
	if b.rng.IntN(3) == 0 {
		b.d.Indicators = append(b.d.Indicators, content.Indicator{
			Level1: "效益指标", Level2: "社会效益指标", Name: b.group + "获得感", Target: "持续提升"})
	}
	b.indicator("满意度指标", "服务对象满意度指标", b.group+"满意度", 85+b.rng.IntN(14), "%")
	if b.kind == content.Evaluation {
		full := 100.0
		b.d.Score = &content.Score{Score: float64(780+b.rng.IntN(221)) / 10, Max: &full}
	}
}

func (b *builder) indicator(level1, level2 content.Text, name string, target int, unit string) {
	in := content.Indicator{Level1: level1, Level2: level2, Name: name, Operator: "ge",
		Target: content.Text(strconv.Itoa(target)), Unit: content.Text(unit)}
	if b.kind == content.Evaluation {
		actual := target + b.rng.IntN(5) - 1
		if unit == "%" {
			actual = min(actual, 100)
		}
		in.Actual = content.Text(strconv.Itoa(actual))
	}
	b.d.Indicators = append(b.d.Indicators, in)
}

// numbers invents document numbers of the unit's own line of work.
func (b *builder) numbers() {
	for n := 1 + b.rng.IntN(3); n > 0; n-- {
		number := fmt.Sprintf("%s%s〔%d〕%d号", b.short, b.field.number, b.year-1-b.rng.IntN(5), 1+b.rng.IntN(180))
		if !strings.Contains(strings.Join(b.d.DocumentNumbers, " "), number) {
			b.d.DocumentNumbers = append(b.d.DocumentNumbers, number)
		}
	}
}

func (b *builder) setWords() {
	category := string(b.d.Category)
	if category == "" {
		category = "财政"
	}
	var cited []string
	for _, number := range b.d.DocumentNumbers {
		policy := pick(b.rng, []string{"管理办法", "实施意见", "工作方案", "操作规程", "若干措施", "资金管理细则"})
		cited = append(cited, "《"+b.group+b.programme+policy+"》（"+number+"）")
	}
	b.words = map[string]string{
		"$group": b.group, "$programme": b.programme, "$category_word": category, "$place": b.place, "$unit": b.name,
		"$implementer": string(b.d.Implementer), "$stem": b.title, "$numbers": strings.Join(cited, "、"),
	}
}
