// Package audit checks a disclosure against itself: do the parts add up to the
// total, does the text contradict itself, what is missing, and which personal
// data must not be published.
//
// Every rule is a pure function of one disclosure. A rule speaks only when it is
// sure: a check that the text does not allow gives no finding, and a difference
// that rounding, another unit, another fund or another year can explain is never
// called an error.
package audit

import (
	"fmt"
	"slices"

	"mingzhang/content"
)

// The codes of the findings; they are part of the public contract.
const (
	SumLines        = "sum-lines"
	RateTimesPeople = "rate-times-people"
	SumPeople       = "sum-people"
	SumAllocations  = "sum-allocations"
	SumFunding      = "sum-funding"
	SumPercent      = "sum-percent"
	YearConflict    = "year-conflict"
	AmountConflict  = "amount-conflict"
	PeopleConflict  = "people-conflict"
	RepeatedSection = "repeated-section"
	MissingSection  = "missing-section"
	EmptySection    = "empty-section"
	Placeholder     = "placeholder"
	NotADisclosure  = "not-a-disclosure"
	BudgetExecution = "budget-execution" // spent ÷ budget against the stated rate
	SumScore        = "sum-score"        // points of a self-assessment against its total
	NumberConflict  = "number-conflict"  // one document with two numbers, or two with one
	RateFar         = "rate-far"         // a sum per head far from those of its kind; a remark
)

// Codes lists every code that [Check] can give, in the order of its findings.
func Codes() []string {
	return []string{
		NotADisclosure, Placeholder, SumLines, RateTimesPeople, SumPeople, SumAllocations, SumFunding, SumPercent,
		BudgetExecution, SumScore, NumberConflict, YearConflict, AmountConflict, PeopleConflict, RateFar, RepeatedSection, MissingSection, EmptySection,
	}
}

// rule is one check. It gives nothing when the check cannot be made.
type rule func(t *reading) []content.Finding

func rules() []rule {
	return []rule{
		notADisclosure, placeholders, sumLines, itemSums, ratesTimesPeople, toldRates, gridRates, leastOfRatio, sumPeople,
		sumAllocations, usesOfAllocations, sumFunding, listsAlone, toldSums, gridSums, sumPercent,
		executions, sumScores, numberConflicts, yearConflict, planTotal, restOfPlan, budgetTwice, amountTwice, retold, peopleTwice, targetOfGroups, recipientPeople,
		ratesFar, repeatedSections, missingSections, emptySections,
	}
}

// Check checks d against itself and returns what it found, in the order of
// [Codes]. It reads the sections and facts of d and changes nothing; figures and
// findings that d already carries are not used.
func Check(d *content.Disclosure) []content.Finding {
	t := read(d)
	found := []content.Finding{}
	for _, r := range rules() {
		found = append(found, r(t)...)
	}
	return arranged(found)
}

// arranged puts findings in the order of [Codes] and leaves out what is said
// already: the same figures of the same check.
func arranged(found []content.Finding) []content.Finding {
	order := map[string]int{}
	for i, code := range Codes() {
		order[code] = i
	}
	out := found[:0]
	seen := map[string]bool{}
	for _, f := range found {
		key := fmt.Sprint(f.Code, f.Verdict, "|", f.Stated, "|", f.Computed, f.Unit, len(f.Evidence))
		if f.Stated == "" || !seen[key] {
			out = append(out, f)
		}
		seen[key] = true
	}
	slices.SortStableFunc(out, func(a, b content.Finding) int { return order[a.Code] - order[b.Code] })
	return out
}
