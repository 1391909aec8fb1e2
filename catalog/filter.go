package catalog

import "mingzhang/content"

// Unknown stands, in a filter and as the key of a group, for records that do not
// state a value (未分类).
const Unknown = "unknown"

// Filter says which disclosures are meant. Values of one field are alternatives;
// fields must all hold. The zero value means every disclosure.
type Filter struct {
	Kinds      []content.Kind
	Years      []content.Year // 0: no year stated
	Regions    []string       // GB/T 2260 codes; each covers all regions below it; or Unknown
	Publishers []string       // publisher ids
	Categories []string       // or Unknown
	AmountMin  *content.Fen   // inclusive; a record without an amount is in no range
	AmountMax  *content.Fen   // inclusive
	Verdicts   []content.Verdict
	Numbers    []string // document numbers in normal form
}
