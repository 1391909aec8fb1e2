package sample

import (
	"fmt"
	"math/rand/v2"
	"time"

	"mingzhang/content"
)

// builder makes one disclosure of a project.
type builder struct {
	*project
	rng     *rand.Rand
	grammar *grammar
	style   style
	d       content.Disclosure
	words   map[string]string // facts for the grammar
}

// One of so many disclosures lacks a fact or does not add up, as in life.
const (
	noAmountIn, noCategoryIn, offLineIn, offFundingIn = 25, 17, 16, 30
)

func (b *builder) disclosure() *content.Disclosure {
	b.style = style(b.rng.IntN(int(styleCount)))
	b.identity()
	b.amounts()
	b.funding()
	b.allocations()
	b.indicators()
	b.numbers()
	b.publication()
	b.setWords()
	b.d.Sections = b.sections()
	b.d.ID = content.NewID(&b.d.Summary)
	return &b.d
}

func (b *builder) identity() {
	b.d.Kind, b.d.Title, b.d.Region = b.kind, b.title, b.region
	b.d.Publisher = content.Publisher{ID: content.PublisherID(b.name), Name: b.name}
	b.d.Implementer = content.Text(b.name)
	if b.rng.IntN(3) > 0 {
		b.d.Implementer += content.Text(pick(b.rng, []string{"服务中心", "事务中心", "业务科", "项目办公室", "指导站"}))
	}
	b.d.Units = []content.UnitRole{{Name: b.name, Role: "主管部门"}, {Name: string(b.d.Implementer), Role: "具体实施"}}
	if b.yearStated {
		b.d.Year = content.Year(b.year)
	}
	if b.rng.IntN(noCategoryIn) > 0 {
		b.d.Category = content.Text(b.category)
	}
	b.d.DocumentTitle = content.Text(b.name + documentName(b.kind, b.year))
}

func documentName(kind content.Kind, year int) string {
	switch kind {
	case content.Evaluation:
		return fmt.Sprintf("%d年度项目绩效自评报告", year)
	case content.Scheme:
		return fmt.Sprintf("%d年项目实施方案", year)
	default:
		return fmt.Sprintf("%d年预算重点领域财政项目文本公开", year)
	}
}

func (b *builder) amounts() {
	items := b.rng.Perm(len(b.field.items))[:2+b.rng.IntN(4)]
	var total content.Fen
	people, counted := 0, true
	for _, i := range items {
		l := content.Line{Label: b.field.items[i]}
		b.lineMoney(&l)
		total += l.Amount.Fen
		if l.People == nil {
			counted = false
		} else {
			people += l.People.Count
		}
		b.d.Lines = append(b.d.Lines, l)
	}
	if counted {
		b.d.Beneficiaries = &content.People{Count: people, Unit: b.field.unit}
	}
	b.d.Amount = b.style.money(total)
	if total >= 1e10 && total%1e6 == 0 {
		b.d.Amount = hundredMillions(total)
	}
	b.blemish()
}

// blemish leaves the total out, or lets one line disagree with it.
func (b *builder) blemish() {
	switch {
	case b.rng.IntN(noAmountIn) == 0:
		b.d.Amount = nil
		for i := range b.d.Lines {
			b.d.Lines[i].Amount = nil
		}
	case b.rng.IntN(offLineIn) == 0:
		l := &b.d.Lines[b.rng.IntN(len(b.d.Lines))]
		l.Amount = b.style.money(l.Amount.Fen + content.Fen(1+b.rng.IntN(90))*step100)
	}
}

func (b *builder) funding() {
	own := b.level + "财政"
	switch n := b.rng.IntN(10); {
	case n == 0:
		return
	case b.d.Amount == nil || n == 1:
		b.d.Funding = []content.Funding{{Source: own}, {Source: pick(b.rng, b.field.sources)}}[:1+b.rng.IntN(2)]
	case n < 6:
		b.d.Funding = []content.Funding{{Source: own, Amount: b.d.Amount}}
	default:
		sources := []string{own, pick(b.rng, b.field.sources), pick(b.rng, []string{"上年结转", "其他资金", "单位自筹"})}[:2+b.rng.IntN(2)]
		for i, part := range b.shares(b.d.Amount.Fen, len(sources)) {
			b.d.Funding = append(b.d.Funding, content.Funding{Source: sources[i], Amount: b.style.money(part)})
		}
		if b.rng.IntN(offFundingIn) == 0 {
			first := b.d.Funding[0].Amount
			b.d.Funding[0].Amount = b.style.money(first.Fen + content.Fen(1+b.rng.IntN(500))*step100)
		}
	}
}

func (b *builder) allocations() {
	if len(b.below) < 2 || b.d.Amount == nil || b.rng.IntN(3) > 0 {
		return
	}
	to := b.rng.Perm(len(b.below))[:2+b.rng.IntN(min(len(b.below), 9)-1)]
	for i, part := range b.shares(b.d.Amount.Fen, len(to)) {
		b.d.Allocations = append(b.d.Allocations, content.Allocation{Recipient: b.below[to[i]], Amount: b.style.money(part)})
	}
}

func (b *builder) publication() {
	start := time.Date(b.year, 1, 20, 1, 0, 0, 0, time.UTC)
	days := 330
	if b.kind == content.Evaluation && b.year < 2026 {
		start = time.Date(b.year+1, 2, 1, 1, 0, 0, 0, time.UTC)
		days = 180
	}
	if b.year == 2026 {
		days = 200
	}
	at := start.Add(time.Duration(b.rng.IntN(days*24*60)) * time.Minute)
	b.d.Status, b.d.Revision, b.d.PublishedAt, b.d.UpdatedAt = content.Published, 1, at, at
	if b.rng.IntN(4) > 0 {
		file := string(b.d.DocumentTitle) + ".txt"
		b.d.Source = &content.Source{Filename: file, MediaType: "text/plain", SHA256: content.SHA256([]byte(b.title + file))}
	}
}
