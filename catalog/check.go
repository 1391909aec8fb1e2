package catalog

import (
	"bytes"
	"errors"
	"fmt"
	"math"
	"path/filepath"
	"strings"

	"mingzhang/content"
)

// check tells whether a table that was read can be used without looking out of
// bounds or overflowing, and completes it.
func (t *table) check(segments []segment) error {
	if err := t.checkLengths(); err != nil {
		return err
	}
	for row := range t.len() {
		if err := t.checkRow(row, segments); err != nil {
			return fmt.Errorf("row %d: %w", row, err)
		}
	}
	for _, g := range segments {
		if g.name != filepath.Base(g.name) || !strings.HasSuffix(g.name, segmentSuffix) {
			return fmt.Errorf("%q is no name of a segment", g.name)
		}
	}
	return nil
}

func (t *table) checkLengths() error {
	n := t.len()
	lengths := []int{
		len(t.ids) / idSize, len(t.ids)/idSize + len(t.ids)%idSize, len(t.sha256) / 32, len(t.sha256)/32 + len(t.sha256)%32,
		len(t.withdrawn), len(t.verdicts), len(t.revisions), len(t.people), len(t.unit.codes), len(t.published), len(t.updated), len(t.stems),
		len(t.titles), len(t.parts) - 1, len(t.numbered) - 1, len(t.segments), len(t.offsets), len(t.lengths), len(t.checksums),
		len(t.textLength), len(t.textChecks),
	}
	for i := range t.columns {
		lengths = append(lengths, len(t.columns[i].codes))
		if names := t.columns[i].names; len(names) == 0 || names[0] != Unknown {
			return fmt.Errorf("column %d has no name for what is unknown", i)
		}
	}
	for i, have := range lengths {
		if have != n {
			return fmt.Errorf("column %d has %d rows, not %d", i, have, n)
		}
	}
	if len(t.partSource) != len(t.partAmount) || len(t.unitNames) != len(t.columns[publisherColumn].names) || len(t.unit.names) == 0 {
		return errors.New("columns that belong together differ in length")
	}
	for _, code := range t.columns[regionColumn].names[1:] {
		if _, err := content.Regions().Get(code); err != nil {
			return err
		}
	}
	return nil
}

func (t *table) checkRow(row int, segments []segment) error {
	if row > 0 && bytes.Compare(t.idBytes(row-1), t.idBytes(row)) >= 0 {
		return errors.New("the ids do not ascend")
	}
	for i := range t.columns {
		if int(t.columns[i].codes[row]) >= len(t.columns[i].names) {
			return fmt.Errorf("column %d has no name for its code", i)
		}
	}
	if int(t.unit.codes[row]) >= len(t.unit.names) || t.verdicts[row] > 7 || t.withdrawn[row] > 1 || t.amounts[row] < noAmount {
		return errors.New("a value is out of range")
	}
	at := t.record(row)
	if int64(at.segment) >= int64(len(segments)) || at.offset < 0 || at.offset > segments[at.segment].size-at.size() {
		return errors.New("its record is not in a segment")
	}
	if !t.parts.fits(row, len(t.partSource)) || !t.numbered.fits(row, len(t.numberCode)) {
		return errors.New("its lists are out of range")
	}
	return t.checkLists(row)
}

func (r ragged) fits(row, size int) bool {
	last := row+2 < len(r) || int(r[row+1]) == size
	return r[0] == 0 && r[row] <= r[row+1] && int(r[row+1]) <= size && last
}

func (t *table) checkLists(row int) error {
	from, to := t.numbered.of(row)
	for _, code := range t.numberCode[from:to] {
		if int(code) >= len(t.numbers) {
			return errors.New("a document number is out of range")
		}
	}
	from, to = t.parts.of(row)
	weight := max(0, t.amounts[row])
	for i := from; i < to; i++ {
		part := max(t.partAmount[i], -t.partAmount[i])
		if int(t.partSource[i]) >= len(t.columns[sourceColumn].names) || part < 0 || part > math.MaxInt64-weight {
			return errors.New("a share of the amount is out of range")
		}
		weight += part
	}
	if weight > math.MaxInt64-t.weight {
		return errors.New("the amounts are too large to be summed")
	}
	t.weight += weight
	return nil
}
