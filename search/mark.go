package search

// Span is a range of bytes, Start before End.
type Span struct {
	Start, End int
}
