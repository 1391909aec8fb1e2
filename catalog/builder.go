package catalog

import (
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"math"
	"regexp"
	"slices"
	"strconv"

	"mingzhang/content"
)

// titleYear is what distinguishes the titles of one project over the years.
var titleYear = regexp.MustCompile(`(?:19|20)[0-9]{2}(?:年度|年)?`)

// builder appends disclosures to a table that shares the names of an older one.
type builder struct {
	*table
	codes      [columnCount]interner
	unitCodes  interner
	numCodes   interner
	weightLeft int64 // until a sum could exceed its integer
}

// newBuilder makes a builder to which about so many rows will be added.
func newBuilder(old *table, rows int) *builder {
	b := &builder{table: old.sharing(), weightLeft: math.MaxInt64 - old.weight}
	for i := range b.codes {
		b.codes[i].few = rows < fewRows
	}
	b.unitCodes.few, b.numCodes.few = rows < fewRows, rows < fewRows
	return b
}

// add appends a disclosure. It refuses one whose amounts could make the sum over
// all disclosures overflow.
func (b *builder) add(d *content.Summary, r recordPlace) error {
	if !content.IsID(d.ID) {
		return fmt.Errorf("id %q is no disclosure id", d.ID)
	}
	shares := split(d)
	weight, err := weigh(d, shares, b.weightLeft)
	if err != nil {
		return err
	}
	b.weightLeft -= weight
	b.table.weight += weight
	b.identity(d)
	b.facts(d)
	b.money(d, shares)
	b.setRecord(r)
	return nil
}

func weigh(d *content.Summary, shares []share, left int64) (int64, error) {
	weight := int64(0)
	for _, s := range append(shares, share{amount: amountOf(d)}) {
		part := max(s.amount, -s.amount)
		if part < 0 || part > left-weight {
			return 0, fmt.Errorf("the amounts are too large to be summed exactly; check them")
		}
		weight += part
	}
	return weight, nil
}

func amountOf(d *content.Summary) int64 {
	if d.Amount == nil {
		return 0
	}
	return int64(d.Amount.Fen)
}

func (b *builder) identity(d *content.Summary) {
	sum := hashBytes(d.SHA256)
	b.ids = append(b.ids, d.ID...)
	b.sha256 = append(b.sha256, sum[:]...)
	b.withdrawn = append(b.withdrawn, uint8(indexOf(d.Status == content.Withdrawn)))
	b.revisions = append(b.revisions, uint32(d.Revision))
	b.titles = append(b.titles, d.Title)
	b.published = append(b.published, d.PublishedAt.Unix())
	b.updated = append(b.updated, d.UpdatedAt.Unix())
	b.verdicts = append(b.verdicts, verdictBits(d.Findings))
	stem := sha256.Sum256([]byte(stemOf(d.Title, d.Publisher.Name)))
	b.stems = append(b.stems, binary.LittleEndian.Uint64(stem[:]))
}

func indexOf(is bool) int {
	if is {
		return 1
	}
	return 0
}

func (b *builder) facts(d *content.Summary) {
	year, region := "", ""
	if d.Year != 0 {
		year = strconv.Itoa(int(d.Year))
	}
	if d.Region != nil {
		region = d.Region.Code
	}
	b.set(kindColumn, string(d.Kind))
	b.set(yearColumn, year)
	b.set(regionColumn, region)
	b.set(categoryColumn, string(d.Category))
	if code := b.set(publisherColumn, d.Publisher.ID); int(code) == len(b.unitNames) {
		b.unitNames = append(b.unitNames, d.Publisher.Name)
	}
	for _, number := range d.DocumentNumbers {
		code := b.numCodes.code(&b.numbers, number)
		b.numberCode = append(b.numberCode, code)
	}
	b.numbered = append(b.numbered, uint32(len(b.numberCode)))
	people, unit := content.People{}, uint32(0)
	if d.Beneficiaries != nil && d.Beneficiaries.Count >= 0 && int64(d.Beneficiaries.Count) <= math.MaxUint32 {
		people = *d.Beneficiaries
		unit = b.unitCodes.code(&b.unit.names, people.Unit)
	}
	b.people, b.unit.codes = append(b.people, uint32(people.Count)), append(b.unit.codes, unit)
}

func (b *builder) money(d *content.Summary, shares []share) {
	amount := noAmount
	if d.Amount != nil {
		amount = int64(d.Amount.Fen)
	}
	b.amounts = append(b.amounts, amount)
	b.set(sourceColumn, mainSource(d))
	for _, s := range shares {
		b.partSource = append(b.partSource, b.code(sourceColumn, s.source))
		b.partAmount = append(b.partAmount, s.amount)
	}
	b.parts = append(b.parts, uint32(len(b.partSource)))
}

func (b *builder) set(at int, name string) uint32 {
	code := b.code(at, name)
	b.columns[at].codes = append(b.columns[at].codes, code)
	return code
}

func (b *builder) code(at int, name string) uint32 {
	if name == "" {
		return 0
	}
	return b.codes[at].code(&b.columns[at].names, name)
}

// interner finds the code of a name among the names of a column.
type interner struct {
	codes map[string]uint32 // made when first needed
	few   bool              // look through the names instead of making a map
}

// fewRows is how many rows are added without a map of all names.
const fewRows = 16

func (in *interner) code(names *[]string, name string) uint32 {
	if in.few {
		if code := slices.Index(*names, name); code >= 0 {
			return uint32(code)
		}
		*names = append(*names, name)
		return uint32(len(*names) - 1)
	}
	if in.codes == nil {
		in.codes = make(map[string]uint32, len(*names))
		for i, n := range *names {
			in.codes[n] = uint32(i)
		}
	}
	code, known := in.codes[name]
	if !known {
		code = uint32(len(*names))
		in.codes[name], *names = code, append(*names, name)
	}
	return code
}

// byID gives the rows in the order of their ids.
func (t *table) byID() []int {
	order := make([]int, t.len())
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int { return slices.Compare(t.idBytes(a), t.idBytes(b)) })
	return order
}
