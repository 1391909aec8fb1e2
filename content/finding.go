package content

// Verdict is the outcome of one check of a text against itself.
type Verdict string

// The verdicts. A check that cannot be made gives no finding.
const (
	Closes    Verdict = "closes"    // recomputed and equal
	Explained Verdict = "explained" // differs, and the text says why
	Open      Verdict = "open"      // does not add up, or contradicts itself
)

// Verdicts lists every verdict, the best first.
func Verdicts() []Verdict { return []Verdict{Closes, Explained, Open} }

// Finding is one check of a disclosure against itself (核对结果).
type Finding struct {
	Code     string     `json:"code" doc:"Which check, such as sum-lines" example:"sum-lines"`
	Verdict  Verdict    `json:"verdict" enum:"closes,explained,open"`
	Stated   Text       `json:"stated" doc:"What the text states: yuan with two decimals, or a plain number"`
	Computed Text       `json:"computed" doc:"What follows from the other figures, in the same form"`
	Unit     Text       `json:"unit" doc:"元, 人, 年 ... of stated and computed"`
	Note     string     `json:"note" doc:"One Chinese sentence for a reader"`
	Evidence []Evidence `json:"evidence" doc:"The words that the finding rests on"`
}

// Evidence is a piece of the text.
type Evidence struct {
	Section string `json:"section" doc:"Key of the section"`
	Start   int    `json:"start" doc:"First character in the section's markdown, counted in Unicode code points"`
	End     int    `json:"end" doc:"One past the last character"`
	Text    string `json:"text" doc:"The exact words"`
}

// Figure is a number read from the text, with its place (数字出处).
type Figure struct {
	Kind    string `json:"kind" enum:"amount,people,percent,score,year,date" doc:"What is counted; date is a whole date or a month of a year, year one that stands alone"`
	Role    Text   `json:"role" doc:"total, line, rate, threshold, cap, promise, history or share; null when unclear"`
	Value   string `json:"value" doc:"Yuan with two decimals for amounts; 2024-04-30 or 2024-04 for dates; a plain decimal otherwise" example:"3346000.00"`
	Unit    string `json:"unit" example:"元"`
	Text    string `json:"text" doc:"The exact words" example:"334.60万元"`
	Section string `json:"section" doc:"Key of the section"`
	Start   int    `json:"start" doc:"First character in the section's markdown, counted in Unicode code points"`
	End     int    `json:"end" doc:"One past the last character"`
}

// NumberFlag says what is unusual about a document number as it was written.
type NumberFlag struct {
	Number    string `json:"number" doc:"In normal form"`
	Flag      string `json:"flag" doc:"missing_year, nonstandard_brackets, malformed_bracket or anonymised; several are joined by a comma"`
	AsWritten string `json:"as_written"`
}
