package ingest

import (
	"strings"

	"mingzhang/content"
)

// sourceAt gives the words at r[i] that name a source of money, "" for none:
// 市财政, 区级财政, 福彩公益金, 上年结转, 单位自筹.
func sourceAt(r []rune, i int) string {
	if !strings.ContainsRune("中自省市县区州旗盟镇乡本地上一政福体彩工结单社捐专财以历年残开高新经管车国企部非街镇", r[i]) {
		return ""
	}
	if level := levelAt(r, i); level != "" {
		n := i + len([]rune(level))
		for _, tail := range []string{"级财政", "财政", "级配套", "级补助", "级专项"} {
			if hasRunes(r, n, tail) && !hasRunes(r, n+len([]rune(tail)), "局") && !hasRunes(r, n+len([]rune(tail)), "部") && !hasRunes(r, n+len([]rune(tail)), "厅") {
				return level + tail
			}
		}
	}
	for _, name := range []string{
		"中央补助", "中央专项", "一般公共预算", "政府性基金", "福利彩票公益金", "福彩公益金", "体育彩票公益金", "体彩公益金", "彩票公益金",
		"街道财政", "镇财政", "开发区财政", "经开区财政", "高新区财政", "新区财政", "管委会财政", "车购税", "车辆购置税", "国债资金", "企业自筹", "残疾人就业保障金", "残保金", "非税收入",
		"工会经费", "上年结转", "上年结余", "以前年度结转", "历年结转", "年初结转", "结转资金", "自筹资金", "单位自筹", "自筹", "社会捐赠", "捐赠资金", "专项债券", "上级补助", "财政拨款",
	} {
		if hasRunes(r, i, name) {
			return name
		}
	}
	return ""
}

// levelAt gives the level of government at r[i] that a budget may belong to.
func levelAt(r []rune, i int) string {
	for _, level := range []string{"中央", "自治区", "省", "市本", "县本", "区本", "州本", "市", "州", "县", "区", "旗", "盟", "镇", "乡", "本", "地方", "上"} {
		if hasRunes(r, i, level) {
			return level
		}
	}
	return ""
}

func hasRunes(r []rune, i int, s string) bool {
	for _, c := range s {
		if runeAt(r, i) != c {
			return false
		}
		i++
	}
	return true
}

// sourceName gives the source that a label names, "" for none.
func sourceName(label string) string {
	r := []rune(label)
	for i := range r {
		if s := sourceAt(r, i); s != "" {
			return s
		}
	}
	return ""
}

// funding reads where the money comes from: a table, the parts of the total that
// are named by their source, or each source that an amount no larger than the
// total follows closely.
func (f *facts) funding() []content.Funding {
	if f.d.Amount == nil {
		return nil
	}
	if rows := f.tableFunding(); len(rows) > 0 {
		return rows
	}
	if rows := f.executionFunding(); f.d.Kind == content.Evaluation && len(rows) > 0 {
		return rows
	}
	b := fundingBook{total: f.d.Amount.Fen, rows: f.sources}
	passages := f.moneyPassages()
	for _, p := range passages {
		if len(f.sources) > 0 || b.sum() == b.total {
			break
		}
		b.read(p, false)
	}
	b.addGrants(passages)
	if len(b.rows) == 0 {
		b.readSourceOnly(f)
	}
	for _, p := range passages {
		b.readGap(p)
	}
	return b.rows
}

// fundingBook collects the sources of one project.
type fundingBook struct {
	total content.Fen
	rows  []content.Funding
}

// add notes a source with its amount. The amount that is the whole total wins
// over parts of it that rows repeat.
func (b *fundingBook) add(source string, amount *content.Money) {
	for i, row := range b.rows {
		if sameSource(row.Source, source) {
			if amount != nil && amount.Fen == b.total && row.Amount != nil && row.Amount.Fen != b.total {
				b.rows[i].Amount = amount
			}
			return
		}
	}
	b.rows = append(b.rows, content.Funding{Source: source, Amount: amount})
}

// sameSource tells 市财政 and 市级财政 for one source.
func sameSource(a, b string) bool {
	plain := strings.NewReplacer("级", "", "资金", "")
	return plain.Replace(a) == plain.Replace(b)
}

// read finds sources with amounts in a passage; grants says whether those with
// names of their own count.
func (b *fundingBook) read(p *passage, grants bool) {
	titles := citedTitles(p.r)
	for i := 0; i < len(p.r); i++ {
		for len(titles) > 0 && titles[0].end <= i {
			titles = titles[1:]
		}
		if len(titles) > 0 && titles[0].start <= i {
			continue
		}
		source := sourceAt(p.r, i)
		end := i + len([]rune(source))
		if grants {
			if grant := grantEnd(p.r, i); grant > 0 {
				source, end = p.text(i, grant), grant
			}
		}
		if source == "" {
			continue
		}
		if m, ok := p.amountAfter(end); ok && m.Money.Fen <= b.total {
			b.add(wholeSource(p, i, source), money(m))
		}
		i = end - 1
	}
}

// addGrants reads grants with names of their own, such as 中央就业补助资金. They
// look like the names of projects, so they count only when with them the sources
// add up to the total exactly, or in a list of sources of the money's section.
func (b *fundingBook) addGrants(passages []*passage) {
	for _, p := range passages {
		if b.sum() == b.total || len(p.amounts()) == 0 {
			continue
		}
		with := fundingBook{total: b.total}
		with.read(p, true)
		listed := p.isMoney() && len(b.rows) > 0 && hasAny(string(p.r), "其中", "来源")
		if len(with.rows) > len(b.rows) && (listed || with.sum() == b.total) {
			b.rows = with.rows
			return
		}
	}
}

func (b *fundingBook) sum() content.Fen {
	var sum content.Fen
	for _, row := range b.rows {
		if row.Amount != nil {
			sum += row.Amount.Fen
		}
	}
	return sum
}

// grantEnd gives the end of the name of a grant from a level of government that
// begins at r[i], 0 for none.
func grantEnd(r []rune, i int) int {
	level := levelAt(r, i)
	if level == "" || sourceAt(r, i) != "" {
		return 0
	}
	for n := i + len([]rune(level)); n < min(len(r), i+14) && isHan(r[n]); n++ {
		for _, tail := range []string{"补助资金", "专项资金", "奖补资金", "转移支付资金", "转移支付", "工会补助", "补助", "资金"} {
			if hasRunes(r, n, tail) {
				return n + len([]rune(tail))
			}
		}
	}
	return 0
}

// wholeSource puts the unit in front of 自筹: 州总工会自筹.
func wholeSource(p *passage, i int, source string) string {
	if source != "自筹" {
		return source
	}
	front := p.text(p.clauseStart(i), i)
	if isUnitName(front) {
		return front + source
	}
	return source
}

// amountAfter gives the amount that belongs to the source which ends at i: the
// next one in its sentence, before any other source and at most 30 runes away.
func (p *passage) amountAfter(i int) (mention, bool) {
	for _, m := range p.from(i) {
		if m.Kind != content.KindAmount {
			continue
		}
		between := []rune(p.text(i, m.Start))
		if m.role != "" || m.Op == "range" || len(between) > 30 || strings.ContainsAny(string(between), "。；\n|") || hasAny(string(between), "其中", "包括") || sourceName(string(between)) != "" {
			return m, false
		}
		return m, true
	}
	return mention{}, false
}

// readSourceOnly reads the one source of a project that is named without an
// amount of its own: 资金来源：区级财政, 由开发区财政全额保障. 年初预算 is a source when
// nothing else is.
func (b *fundingBook) readSourceOnly(f *facts) {
	for _, p := range f.moneyPassages() {
		source, one := p.payer(), true
		if source == "" && strings.Contains(p.heading, "来源") {
			clause := p.text(0, p.stopAfter(0, "，。；、：\n"))
			if !strings.ContainsAny(clause, "0123456789") {
				source = sourceOf(clause)
			}
		}
		if source == "" && p.isMoney() {
			source, one = p.onlySource()
		}
		if !one {
			return
		}
		if source == "" && p.isMoney() && f.d.Kind != content.Evaluation && strings.Contains(string(p.r), "年初预算") {
			source = "年初预算"
		}
		if source != "" {
			total := *f.d.Amount
			b.rows = append(b.rows, content.Funding{Source: source, Amount: &total})
			return
		}
	}
}

// payer gives the source of which a passage says that all the money is from it:
// 全部来源于区级财政, 由县财政承担.
func (p *passage) payer() string {
	text := string(p.r)
	for _, word := range []string{"来源于", "来源为", "来源是", "资金来源：", "经费来源：", "性质为", "性质：", "渠道为", "渠道：", "来自", "全部由", "全额由", "均由", "全部为", "全部从", "均从"} {
		_, after, ok := strings.Cut(text, word)
		if !ok {
			continue
		}
		if i := strings.IndexAny(after, "，。；、\n"); i >= 0 {
			after = after[:i]
		}
		if !strings.ContainsAny(after, "0123456789") && len([]rune(after)) <= 24 {
			if source := sourceOf(after); source != "" {
				return source
			}
		}
	}
	return ""
}

// onlySource gives the one source that a passage names; one is false when it
// names several.
func (p *passage) onlySource() (source string, one bool) {
	for i := 0; i < len(p.r); i++ {
		s := sourceAt(p.r, i)
		if s == "" {
			continue
		}
		if source != "" && !sameSource(s, source) {
			return "", false
		}
		source = s
		i += len([]rune(s)) - 1
	}
	return source, true
}

// readGap reads who pays what is missing: 不足部分州总工会自筹, 其余向省总申请.
func (b *fundingBook) readGap(p *passage) {
	text := string(p.r)
	for _, word := range []string{"不足部分", "缺口部分", "其余部分", "剩余部分", "资金缺口"} {
		_, after, ok := strings.Cut(text, word)
		if !ok {
			continue
		}
		clause := after
		if i := strings.IndexAny(clause, "。；，;,\n"); i >= 0 {
			clause = clause[:i]
		}
		var amount *content.Money
		if found := content.FindAmounts(clause); len(found) == 1 && found[0].Start <= 3 {
			amount = &content.Money{Fen: found[0].Money.Fen, Text: found[0].Text}
			clause = string([]rune(clause)[found[0].End:])
		}
		if source := gapSource(clause); source != "" {
			b.add(source, amount)
		}
	}
}

// gapSource names the source in a clause after 不足部分.
func gapSource(clause string) string {
	clause = strings.TrimLeft(clause, "由：资金 ")
	if name, _, ok := strings.Cut(clause, "自筹"); ok && len([]rune(name)) <= 20 {
		return strings.TrimSuffix(name, "自行") + "自筹"
	}
	if to, ok := strings.CutPrefix(clause, "向"); ok {
		for _, verb := range []string{"申请", "争取"} {
			if name, _, ok := strings.Cut(to, verb); ok && name != "" && len([]rune(name)) <= 20 {
				if strings.HasSuffix(name, "总") {
					name += "工会" // 省总 is 省总工会
				}
				return name + "（" + verb + "）"
			}
		}
	}
	return ""
}
