package search

// Class tells what kind of thing was typed.
type Class string

// The classes of a query.
const (
	ClassAll    Class = "all"    // nothing typed: every document
	ClassNumber Class = "number" // a document number: 总工办发〔2020〕13号
	ClassKey    Class = "key"    // an amount or a count of people: 334.6万元, 1346人
	ClassChar   Class = "char"   // one Han character
	ClassWords  Class = "words"  // one or more words or phrases
)

// Plan is a query as understood: a document matches when every group matches,
// and a group matches when one of its terms occurs.
type Plan struct {
	Class  Class
	Groups []Group
	// Corrected is the text that was searched instead when what was typed
	// occurs nowhere and a near word does; "" otherwise.
	Corrected string
}

// Group is a set of alternatives: the word that was typed first, then its
// synonyms. A group without terms matches nothing: only punctuation was typed.
type Group struct {
	Terms []Term
}

// Term is a folded phrase whose characters must occur side by side, and whose
// letters and digits must be whole words and numbers: 346 is not in 1346.
type Term struct {
	Text string // as by [Fold], [NumberKey] or [QuantityKey], which In decides
	In   Field  // where it must occur
}

// Field says where a term is looked for.
type Field int

// The places where a term is looked for.
const (
	InText    Field = iota // title, publisher, body
	InNumbers              // document numbers, as a whole and by their NumberKey
	InKeys                 // amounts and people, as a whole and by their QuantityKey
)
